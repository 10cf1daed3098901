//! What is said where the bot is not sure, or does not know.

use super::kinds::{UNKNOWN_COLOUR, UNSURE_COLOUR, footer, icon, label};
use super::{Shown, entry_id};
use crate::answer::reply::Answer;
use crate::discord::action::Action;
use crate::discord::dispatch::Context;
use crate::discord::escape::plain;
use crate::discord::limits::BUTTONS;
use crate::discord::view::{Button, Embed, Message, Row};
use crate::knowledge::entry::Kind;

/// How many characters of what was typed are repeated.
const LONGEST_ECHO: usize = 120;
/// What the bot can be asked.
const KNOWS: &str = "I know in-ear monitors: what they are, brands and models, connectors and cables, drivers, fit and \
    tips, care, faults, power, sound, buying, stage use and hearing safety.";

/// Names what may have been meant, as buttons.
pub(super) fn suggestions(context: &Context<'_>, shown: &Shown<'_>) -> Message {
    let mut offered: Vec<(&Answer, Button)> = Vec::new();
    for answer in &shown.reply.answers {
        // A fact about a thing and the thing itself lead to the same place.
        let new = |button: &Button| offered.iter().all(|(_, known)| known.action != button.action);
        offered.extend(button(shown, answer).filter(new).map(|button| (answer, button)));
    }
    offered.truncate(BUTTONS);
    let lines: Vec<String> = offered
        .iter()
        .map(|(answer, _)| format!("{} **{}** · {}", icon(answer.kind), answer.title, label(answer.kind)))
        .collect();
    let (title, lead) = match shown.sought {
        Some((kind, name)) => {
            (format!("I know no {} of that name", of_kind(kind)), format!("Did “{}” mean one of these?", echo(name)))
        }
        None => ("I am not sure what you mean".to_owned(), "Perhaps one of these?".to_owned()),
    };
    Message {
        embed: Embed {
            colour: UNSURE_COLOUR,
            title,
            description: format!("{}{lead}\n\n{}", care(shown), lines.join("\n")),
            footer: footer(context.library),
            ..Embed::default()
        },
        rows: vec![Row::Buttons(offered.into_iter().map(|(_, button)| button).collect())],
        private: true,
        file: None,
    }
}

/// Says that the bot does not know, and what it does.
pub(super) fn unknown(context: &Context<'_>, shown: &Shown<'_>) -> Message {
    let (title, lead) = match shown.sought {
        Some((kind, name)) => (
            format!("I know no {} of that name", of_kind(kind)),
            format!("“{}” is not in my knowledge, and nothing in it is spelt alike.", echo(name)),
        ),
        None => ("I don't know that one".to_owned(), "Nothing I have been taught answers this.".to_owned()),
    };
    Message {
        embed: Embed {
            colour: UNKNOWN_COLOUR,
            title,
            description: format!("{}{lead}\n\n{KNOWS}\n\nTry other words, or **/help**.", care(shown)),
            footer: footer(context.library),
            ..Embed::default()
        },
        private: true,
        ..Message::default()
    }
}

/// Warnings come first, whether or not there is an answer.
fn care(shown: &Shown<'_>) -> String {
    let warnings: Vec<String> =
        shown.reply.warnings.iter().map(|warning| format!("**Take care:** {warning}\n\n")).collect();
    warnings.concat()
}

fn echo(typed: &str) -> String {
    plain(typed, LONGEST_ECHO)
}

/// The button that shows an answer. One that was made for the question is
/// found again by its heading.
fn button(shown: &Shown<'_>, answer: &Answer) -> Option<Button> {
    let action = match entry_id(answer) {
        Some(id) => Action::Entry { id, page: 0 },
        None => Action::ask(&answer.title, 0).or_else(|| shown.to_page(0))?,
    };
    Some(Button::new(action, answer.title.clone()).with_emoji(icon(answer.kind)))
}

/// A kind in the middle of a sentence.
fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Brand => "brand",
        Kind::Model => "earphone",
        Kind::Connector => "connector",
        Kind::Driver => "driver type",
        Kind::Term => "word",
        Kind::Faq | Kind::Article | Kind::Comparison | Kind::List => "entry",
    }
}
