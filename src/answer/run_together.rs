//! Words written without the spaces between them: `canuuseiemsforgaming`.

use crate::search::Library;
use crate::text::english::is_english;

/// Shorter ones are rather a name or a slip.
const SHORTEST: usize = 9;
/// Longer ones are no words of anybody's, and would take minutes to part.
const LONGEST: usize = 60;
/// The mean length of parts below which they are letters thrown together.
const LEAST_MEAN_LENGTH: usize = 3;

/// The fewest words that make it up, each ours or English; of as few, the most
/// uneven, since `connector` is not `con` and `nectar`. `None` if it is a word
/// or name itself, or no such words do.
pub(super) fn parts(library: &Library, word: &str) -> Option<Vec<String>> {
    let is_name = || library.names.get(word).is_some();
    if !(SHORTEST..=LONGEST).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) || is_name()
    {
        return None;
    }
    let is_word = |part: &str| match part.len() {
        1 => matches!(part, "a" | "i" | "u"),
        _ => library.lexicon.has_word(part) || is_english(part),
    };
    if is_word(word) {
        return None;
    }
    let parts = fewest(word, is_word)?;
    (parts.len() * LEAST_MEAN_LENGTH <= word.len()).then_some(parts)
}

/// The best way to part each start of the word, from the shortest start on.
fn fewest(word: &str, is_word: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let mut best: Vec<Option<Parting>> = vec![Some(Parting::default())];
    for end in 1..=word.len() {
        let last = |start: usize| {
            let part = word.get(start..end).filter(|part| is_word(part))?;
            Some(best.get(start)?.as_ref()?.with(part))
        };
        let found = (0..end).filter_map(last).min_by_key(|parting| (parting.parts.len(), usize::MAX - parting.squares));
        best.push(found);
    }
    best.pop().flatten().map(|parting| parting.parts)
}

/// Words one after the other.
#[derive(Debug, Clone, Default)]
struct Parting {
    parts: Vec<String>,
    /// The squares of their lengths, summed: the greater, the more uneven.
    squares: usize,
}

impl Parting {
    fn with(&self, part: &str) -> Self {
        let mut longer = self.clone();
        longer.parts.push(part.to_owned());
        longer.squares += part.len() * part.len();
        longer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_words_win() {
        let known = ["mmcx", "connector", "con", "nector", "loose", "lo", "ose", "fix"];
        let parts = fewest("mmcxconnectorloosefix", |part| known.contains(&part));
        assert_eq!(parts.unwrap(), ["mmcx", "connector", "loose", "fix"]);
        assert_eq!(fewest("mmcxzz", |part| known.contains(&part)), None);
    }
}
