//! Turning facts into words.

/// "a", "a and b", "a, b and c".
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// As [`listed`], naming `limit` of them and counting the rest.
pub(super) fn listed_up_to(items: &[String], limit: usize) -> String {
    if items.len() <= limit {
        return listed(items);
    }
    let shown = items.get(..limit).unwrap_or(items);
    format!("{} and {} more", shown.join(", "), items.len() - limit)
}

/// "a" or "an", by the sound of the next word.
pub(super) fn article(next: &str) -> &'static str {
    let lower = next.to_lowercase();
    let vowel = lower.starts_with(['a', 'e', 'i', 'o']) || lower.starts_with("un") && !lower.starts_with("uni");
    if vowel { "an" } else { "a" }
}

/// "one", "two" ... "twelve", then digits.
pub(super) fn number(count: u16) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(usize::from(count)).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// The first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Up to the end of the first sentence, full stop included.
pub(super) fn first_sentence(text: &str) -> &str {
    let end = text.char_indices().find_map(|(at, c)| {
        let next = text.get(at + c.len_utf8()..)?.chars().next();
        let stop = matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        if stop { Some(at + c.len_utf8()) } else { (c == '\n').then_some(at) }
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(listed(&items), "a, b and c");
        assert_eq!(listed(&items[..2]), "a and b");
        assert_eq!(listed_up_to(&items, 2), "a, b and 1 more");
        assert_eq!(listed(&[]), "");
    }

    #[test]
    fn first_sentences() {
        assert_eq!(first_sentence("It is 0.78 mm. Yes."), "It is 0.78 mm.");
        assert_eq!(first_sentence("No stop"), "No stop");
    }
}
