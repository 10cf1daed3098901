//! Is a word ordinary English?
//!
//! A word that is may be off our topic, but is no misspelling: it is never
//! "corrected" into a name. A name that is one ("Hero", "Final") needs other
//! evidence before it counts as a name.

/// One lower-case word a line, in byte order, below a licence notice.
const WORDS: &str = include_str!("english.txt");
/// The same of the words that everybody uses every day.
const EVERYDAY: &str = include_str!("everyday.txt");

/// Whether `word` (lower case) is in the word list.
///
/// ```
/// # use iem_bot::text::english::is_english;
/// assert!(is_english("hero"));
/// assert!(!is_english("blesing"));
/// ```
pub fn is_english(word: &str) -> bool {
    has_line(WORDS, word)
}

/// Whether `word` (lower case) is one that people use whatever they talk about.
///
/// ```
/// # use iem_bot::text::english::is_everyday;
/// assert!(is_everyday("whenever"));
/// assert!(!is_everyday("hero"));
/// ```
pub fn is_everyday(word: &str) -> bool {
    has_line(EVERYDAY, word)
}

/// Whether a text whose lines are in byte order has this line.
fn has_line(text: &str, wanted: &str) -> bool {
    // The notice's lines start with `#`, which sorts before every letter, so
    // the whole file is in order and can be searched as it is.
    let mut low = 0;
    let mut high = text.len();
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = text.get(..middle).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let end = text.get(middle..).and_then(|after| after.find('\n')).map_or(text.len(), |offset| middle + offset);
        match text.get(start..end).unwrap_or_default().cmp(wanted) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_word_of_a_list_and_no_line_of_the_notice() {
        for list in [WORDS, EVERYDAY] {
            for word in list.lines() {
                if word.starts_with('#') {
                    assert!(!has_line(list, word.trim_start_matches("# ")), "{word}");
                } else {
                    assert!(has_line(list, word), "{word}");
                }
            }
        }
    }

    #[test]
    fn words_that_are_not_there() {
        for word in ["", "a", "zzz", "moondrop", "é", "mmcx", "#"] {
            assert!(!is_english(word) && !is_everyday(word), "{word}");
        }
    }
}
