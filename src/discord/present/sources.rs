//! Where an answer is from, as links.

use crate::answer::reply::Citation;
use crate::discord::limits::{FIELD_VALUE, length};
use crate::discord::view::Field;
use std::fmt::Write as _;

/// How many sources are named before the rest is counted.
const SHOWN: usize = 5;
/// Room for "and 12 more".
const MORE: usize = 20;

/// The field with the sources; nothing if there are none.
pub(super) fn field(sources: &[Citation]) -> Option<Field> {
    let mut value = String::new();
    let mut named = 0;
    for source in sources.iter().take(SHOWN) {
        let line = line(source);
        if length(&value) + length(&line) + MORE > FIELD_VALUE {
            break;
        }
        value.push_str(&line);
        named += 1;
    }
    let more = sources.len() - named;
    if more > 0 {
        let _infallible = write!(value, "-# and {more} more");
    }
    let name = if sources.len() == 1 { "Source" } else { "Sources" };
    (!sources.is_empty()).then(|| Field { name: name.to_owned(), value: value.trim_end().to_owned(), inline: false })
}

fn line(source: &Citation) -> String {
    let title = source.title.replace(['[', ']'], "");
    match &source.url {
        Some(url) => format!("[{title}]({})\n", url.replace('(', "%28").replace(')', "%29").replace(' ', "%20")),
        None => format!("{title}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(title: &str, url: Option<&str>) -> Citation {
        Citation { title: title.to_owned(), url: url.map(str::to_owned) }
    }

    #[test]
    fn links_and_counts() {
        let some = [source("A [b]", Some("https://example.org/x_(y)")), source("Book", None)];
        assert_eq!(field(&some).unwrap().value, "[A b](https://example.org/x_%28y%29)\nBook");
        let many: Vec<Citation> = (0..8).map(|_| source("T", None)).collect();
        assert_eq!(field(&many).unwrap().value, "T\nT\nT\nT\nT\n-# and 3 more");
        assert_eq!(field(&[]), None);
    }

    #[test]
    fn long_addresses_stay_whole() {
        let long = format!("https://example.org/{}", "a".repeat(450));
        let many: Vec<Citation> = (0..5).map(|_| source("T", Some(&long))).collect();
        let value = field(&many).unwrap().value;
        assert!(length(&value) <= FIELD_VALUE && value.ends_with("and 3 more"), "{value}");
    }
}
