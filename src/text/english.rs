//! Is a word ordinary English?
//!
//! A word that is may be off our topic, but is no misspelling: it is never
//! "corrected" into a name. A name that is one ("Hero", "Final") needs other
//! evidence before it counts as a name.

/// One lower-case word a line, in byte order, below a licence notice.
const WORDS: &str = include_str!("english.txt");

/// Whether `word` (lower case) is in the word list.
///
/// ```
/// # use iem_bot::text::english::is_english;
/// assert!(is_english("hero"));
/// assert!(!is_english("blesing"));
/// ```
pub fn is_english(word: &str) -> bool {
    // The notice's lines start with `#`, which sorts before every letter, so
    // the whole file is in order and can be searched as it is.
    let mut low = 0;
    let mut high = WORDS.len();
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = line_start(middle);
        let end = line_end(middle);
        match line(start, end).cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

fn line_start(at: usize) -> usize {
    WORDS.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn line_end(at: usize) -> usize {
    WORDS.get(at..).and_then(|after| after.find('\n')).map_or(WORDS.len(), |offset| at + offset)
}

fn line(start: usize, end: usize) -> &'static str {
    WORDS.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_word_of_the_list_and_no_line_of_the_notice() {
        for word in WORDS.lines() {
            if word.starts_with('#') {
                assert!(!is_english(word.trim_start_matches("# ")), "{word}");
            } else {
                assert!(is_english(word), "{word}");
            }
        }
    }

    #[test]
    fn words_that_are_not_there() {
        for word in ["", "a", "zzz", "moondrop", "é", "mmcx", "#"] {
            assert!(!is_english(word), "{word}");
        }
    }
}
