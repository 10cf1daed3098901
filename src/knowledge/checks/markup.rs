//! What it checks: texts hold only the Markdown that every place can show:
//! paragraphs, bold, italics and lists; and open with a short sentence.
//!
//! Why: an embed shows no headings, tables or pictures, and links belong to
//! the sources. Whoever reads one line must have the answer.
//!
//! Bad: `answer = "# Seal\n| a | b |"`. Good: `answer = "**Seal** means ..."`.

use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::Problems;
use crate::document::source_file::Located;
use crate::knowledge::limits;
use crate::knowledge::reading::Read;
use pulldown_cmark::{Event, Options, Parser, Tag};

pub(super) fn check(read: &Read, problems: &Problems) {
    for text in &read.markdown {
        check_markdown(text, problems);
        check_first_sentence(text, problems);
    }
}

fn check_markdown(text: &Located<String>, problems: &Problems) {
    let mut parser = Parser::new_ext(&text.value, Options::ENABLE_TABLES);
    let Some(what) = parser.find_map(|event| forbidden(&event)) else { return };
    problems.add(Diagnostic::new(
        Rule::Markup,
        text.place.clone(),
        format!("this text holds {what}"),
        "not allowed in answers",
        "use paragraphs, **bold** and lists only; links go to `sources`",
    ));
}

fn forbidden(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Start(tag) => match tag {
            Tag::Heading { .. } => Some("a heading"),
            Tag::Link { .. } => Some("a link"),
            Tag::Image { .. } => Some("a picture"),
            Tag::Table(_) => Some("a table"),
            Tag::CodeBlock(_) => Some("a code block"),
            Tag::BlockQuote(_) => Some("a quotation block"),
            Tag::HtmlBlock => Some("HTML"),
            _ => None,
        },
        Event::Html(_) | Event::InlineHtml(_) => Some("HTML"),
        Event::Code(_) => Some("code"),
        Event::Rule => Some("a line"),
        _ => None,
    }
}

fn check_first_sentence(text: &Located<String>, problems: &Problems) {
    let words = first_sentence(&text.value).split_whitespace().count();
    if words <= limits::FIRST_SENTENCE_WORDS {
        return;
    }
    problems.add(Diagnostic::new(
        Rule::LongFirstSentence,
        text.place.clone(),
        format!("the first sentence has {words} words"),
        "opens with a long sentence",
        "answer in one short sentence, then go into detail",
    ));
}

/// Up to the first full stop, question mark, exclamation mark, colon or line end.
fn first_sentence(text: &str) -> &str {
    let ends = |(at, c): (usize, char)| {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let stop = matches!(c, '.' | '?' | '!' | ':') && next.is_none_or(char::is_whitespace);
        (stop || c == '\n').then_some(at)
    };
    let end = text.char_indices().find_map(ends).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_sentences() {
        for (text, first) in [
            ("No. Because", "No"),
            ("At 0.78 mm it fits. Yes", "At 0.78 mm it fits"),
            ("One line\nTwo", "One line"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }
}
