//! Long texts cut into pages at the end of a sentence.

use crate::discord::limits::{length, prefix};

/// The most text on a page, in UTF-16 units: what is read at a glance on a telephone.
pub(super) const PAGE: usize = 1_400;

/// The pages of a text, in order; at least one.
pub(super) fn pages(text: &str) -> Vec<&str> {
    let mut pages = Vec::new();
    let mut rest = text.trim();
    while length(rest) > PAGE {
        let (page, after) = rest.split_at(end_of_page(rest));
        pages.push(page.trim_end());
        rest = after.trim_start_matches(|c: char| c.is_whitespace());
    }
    pages.push(rest);
    pages
}

/// Where the first page ends: behind a paragraph, a sentence, an item or a
/// word, the first of these that is not too near the start.
fn end_of_page(text: &str) -> usize {
    let most = prefix(text, PAGE);
    let cuts: [(&[&str], usize); 4] = [
        (&["\n\n"], most.len() / 2),
        (&[". ", "! ", "? ", ".\n", ":\n"], most.len() / 3),
        (&["\n", ", ", "; "], most.len() / 3),
        (&[" "], 1),
    ];
    let found = cuts.iter().find_map(|(ends, least)| {
        let cut = ends.iter().filter_map(|end| last_cut(most, end)).max()?;
        (cut >= *least).then_some(cut)
    });
    found.unwrap_or(most.len()).max(1)
}

/// Behind the last `end` that does not stand within bold type.
fn last_cut(text: &str, end: &str) -> Option<usize> {
    let cuts = text.rmatch_indices(end).map(|(at, _)| at + end.trim_end().len().max(1));
    cuts.filter(|cut| text.is_char_boundary(*cut))
        .find(|cut| text.get(..*cut).is_some_and(|before| before.matches("**").count() % 2 == 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_texts_are_one_page() {
        assert_eq!(pages("One."), ["One."]);
        assert_eq!(pages(""), [""]);
    }

    #[test]
    fn pages_end_with_sentences() {
        let text = "Nine words make up this one sentence of ours. ".repeat(60);
        let pages = pages(&text);
        assert_eq!(pages.len(), 2);
        assert!(pages.iter().all(|page| page.starts_with("Nine") && page.ends_with("ours.")));
    }

    #[test]
    fn bold_type_is_not_parted() {
        let text = format!("{} **bold. And still bold.** End.", "word ".repeat(274));
        assert!(pages(&text).iter().all(|page| page.matches("**").count() % 2 == 0));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-z.é👍🏽,* \n]{0,6000}") {
            let pages = pages(&text);
            prop_assert!(pages.iter().all(|page| length(page) <= PAGE));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(pages.iter().map(|page| letters(page)).collect::<String>(), letters(&text));
        }
    }
}
