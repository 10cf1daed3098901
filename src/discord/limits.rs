//! Discord's limits, in one place, and the texts cut to them.
//!
//! Lengths are counted in UTF-16 units, which is never fewer than Discord
//! counts. Sources: the pages "Embed Limits", "Component Reference" and
//! "Application Commands" of Discord's developer documentation.

use unicode_segmentation::UnicodeSegmentation;

/// An embed's title.
pub const TITLE: usize = 256;
/// An embed's description.
pub const DESCRIPTION: usize = 4_096;
/// Fields of an embed.
pub const FIELDS: usize = 25;
/// A field's name.
pub const FIELD_NAME: usize = 256;
/// A field's value.
pub const FIELD_VALUE: usize = 1_024;
/// An embed's footer.
pub const FOOTER: usize = 2_048;
/// An embed's author line.
pub const AUTHOR: usize = 256;
/// All texts of the embeds of a message together.
pub const EMBED_TOTAL: usize = 6_000;
/// A button's label.
pub const BUTTON_LABEL: usize = 80;
/// Buttons in a row.
pub const BUTTONS: usize = 5;
/// Rows of components in a message.
pub const ROWS: usize = 5;
/// Options of a select menu, and choices of an autocompletion.
pub const CHOICES: usize = 25;
/// The label and the description of an option, and the name of a choice.
pub const CHOICE_TEXT: usize = 100;
/// The value of an option or choice.
pub const CHOICE_VALUE: usize = 100;
/// A component's `custom_id`.
pub const CUSTOM_ID: usize = 100;
/// A select menu's placeholder.
pub const PLACEHOLDER: usize = 150;

/// What stands where a text was cut.
const ELLIPSIS: &str = "…";

/// A text's length as it is held against a limit.
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The text, or as much of it as fits with an ellipsis behind. Never parts
/// what a reader sees as one character.
///
/// ```
/// # use iem_bot::discord::limits::fit;
/// assert_eq!(fit("balanced armature", 9), "balanced…");
/// assert_eq!(fit("short", 9), "short");
/// ```
pub fn fit(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let kept = prefix(text, limit.saturating_sub(length(ELLIPSIS)));
    let mut fitted = kept.trim_end().to_owned();
    if length(&fitted) < limit {
        fitted.push_str(ELLIPSIS);
    }
    fitted
}

/// As [`fit`], for Markdown: bold type and code that the cut leaves open are closed.
pub fn fit_markdown(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let kept = without_open_link(prefix(text, limit.saturating_sub(CLOSING)));
    let mut fitted = format!("{}{ELLIPSIS}", kept.trim_end());
    for mark in ["```", "**"] {
        if fitted.matches(mark).count() % 2 == 1 {
            fitted.push_str(mark);
        }
    }
    if fitted.replace("```", "").matches('`').count() % 2 == 1 {
        fitted.push('`');
    }
    fitted
}

/// The most that closing marks add: an ellipsis, a fence, bold, code.
const CLOSING: usize = 8;

/// Leaves out a link whose address was cut.
fn without_open_link(text: &str) -> &str {
    let Some(start) = text.rfind('[') else { return text };
    let link = text.get(start..).unwrap_or_default();
    let whole = link.find("](").is_none_or(|middle| link.get(middle..).is_some_and(|rest| rest.contains(')')));
    let bracket_open = !link.contains(']');
    if whole && !bracket_open { text } else { text.get(..start).unwrap_or(text) }
}

/// The longest start of the text that fits, cut between graphemes.
pub fn prefix(text: &str, limit: usize) -> &str {
    let mut used = 0;
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += length(grapheme);
        if used > limit {
            break;
        }
        end = start + grapheme.len();
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn graphemes_stay_whole() {
        let family = "👩‍👩‍👧‍👦";
        assert_eq!(length(family), 11);
        assert_eq!(fit(&format!("{family}{family}"), 12), format!("{family}…"));
        assert_eq!(fit(family, 10), "…");
    }

    #[test]
    fn marks_and_links_are_not_left_open() {
        assert_eq!(fit_markdown("**bold type** and **more of it** at the end", 36), "**bold type** and **more of…**");
        let link = "see [the site](https://example.org/a/very/long/address)";
        assert_eq!(fit_markdown(link, 40), "see…");
    }

    proptest! {
        #[test]
        fn fitting_never_exceeds(text in "\\PC{0,80}", limit in 0_usize..60) {
            prop_assert!(length(&fit(&text, limit)) <= limit);
        }

        #[test]
        fn fitting_markdown_never_exceeds(text in "[a-z*`\\[\\]() é👍🏽]{0,200}", limit in 20_usize..120) {
            prop_assert!(length(&fit_markdown(&text, limit)) <= limit);
        }
    }
}
