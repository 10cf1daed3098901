//! How far a word is from being another: the measure behind "did you mean".

/// The number of inserted, deleted, changed or swapped letters between two
/// words, or `None` where that is more than a typing slip for a word of this
/// length: one up to six letters, two above, none up to three.
///
/// ```
/// # use iem_bot::text::distance::slips_between;
/// assert_eq!(slips_between("mmxc", "mmcx"), Some(1));
/// assert_eq!(slips_between("senheiser", "sennheiser"), Some(1));
/// assert_eq!(slips_between("bath", "bass"), None);
/// ```
pub fn slips_between(typed: &str, known: &str) -> Option<usize> {
    let length = typed.chars().count();
    let known_length = known.chars().count();
    let allowed = allowed_slips(length.min(known_length));
    if length.abs_diff(known_length) > allowed {
        return None;
    }
    let slips = strsim::damerau_levenshtein(typed, known);
    (slips <= allowed).then_some(slips)
}

/// How many slips are believable in a word of `length` letters.
pub fn allowed_slips(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// The set of a word's letters, which tells quickly that two words are far
/// from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters(u64);

impl Letters {
    /// The letters of a word. Letters of other alphabets may share a bit.
    pub fn of(word: &str) -> Self {
        Self(word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % u64::BITS)))
    }

    /// As many slips at least lie between words of these letters: a slip takes
    /// one letter away and brings another one at most.
    pub fn least_slips(self, other: Self) -> usize {
        self.missing_in(other).max(other.missing_in(self))
    }

    /// How many of these letters the other word has not.
    pub fn missing_in(self, other: Self) -> usize {
        (self.0 & !other.0).count_ones() as usize
    }

    /// Whether the other word has all of these letters.
    pub fn all_in(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

/// The known word nearest to `typed`, for a hint such as "did you mean".
/// More lenient than [`slips_between`]: a third of the letters may differ.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (typed.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(typed, word), word))
        .filter(|(slips, _)| *slips <= limit)
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_must_be_exact() {
        assert_eq!(slips_between("ba", "bb"), None);
        assert_eq!(slips_between("ara", "aria"), None);
        assert_eq!(slips_between("ara", "ara"), Some(0));
    }

    #[test]
    fn nearest_key() {
        assert_eq!(nearest("phrasing", ["phrasings", "question"]), Some("phrasings"));
        assert_eq!(nearest("colour", ["phrasings", "question"]), None);
    }
}
