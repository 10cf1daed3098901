//! What is offered while an option is typed.

use super::commands::{self, Offers, Place, Value};
use super::limits::{CHOICE_TEXT, CHOICE_VALUE, CHOICES, fit, length};
use super::present::kinds::icon;
use super::view::Choice;
use crate::answer::lookup::COMPARED;
use crate::answer::reply::Answer;
use crate::knowledge::entry::{EntryId, Kind};
use crate::search::Library;
use crate::search::completion::{Completion, Match};

/// The kinds that a question may be about.
const ASKED_ABOUT: [Kind; 2] = [Kind::Faq, Kind::Article];

/// The choices for an option; none for one that is not known.
pub(super) fn choices(library: &Library, command: &str, option: &str, typed: &str) -> Vec<Choice> {
    let command = commands::find(command, Place::Slash);
    let option = command.and_then(|command| command.options.iter().find(|known| known.name == option));
    let mut choices = match option.map(|option| option.value) {
        Some(Value::Text { offers: Offers::Names(kinds), .. }) => names(library, kinds, typed),
        Some(Value::Text { offers: Offers::Answers, .. }) => answers(library, typed),
        _ => Vec::new(),
    };
    choices.truncate(CHOICES);
    choices
}

fn names(library: &Library, kinds: &[Kind], typed: &str) -> Vec<Choice> {
    let found = library.completions.find(&library.knowledge, kinds, typed, CHOICES);
    let several_kinds = kinds.len() > 1;
    found.iter().filter_map(|found| named(found, several_kinds)).collect()
}

/// A name, with a glyph that says why it is offered.
fn named(found: &Completion<'_>, with_icon: bool) -> Option<Choice> {
    let entry = found.entry;
    let glyph = match found.why {
        Match::Exact => "✓",
        Match::Start | Match::Alias => "›",
        Match::Inside => "…",
        Match::Spelling => "≈",
        Match::Useful => "★",
    };
    let icon = if with_icon { format!("{} ", icon(entry.kind)) } else { String::new() };
    let alias = found.alias.map(|alias| format!(" ({alias})")).unwrap_or_default();
    choice(&format!("{glyph} {icon}{}{alias}", entry.title), &entry.id)
}

/// The answers to what is typed so far, then things whose names fit it.
fn answers(library: &Library, typed: &str) -> Vec<Choice> {
    if typed.trim().is_empty() {
        return useful(library);
    }
    let reply = crate::answer::answer(library, typed);
    let ranked = reply.answers.iter().filter_map(answered);
    let found = library.completions.find(&library.knowledge, &COMPARED, typed, CHOICES);
    let found = found.iter().filter_map(|found| named(found, true));
    let mut choices: Vec<Choice> = Vec::new();
    for choice in ranked.chain(found) {
        if !choices.iter().any(|known| known.value == choice.value) {
            choices.push(choice);
        }
    }
    choices
}

fn answered(answer: &Answer) -> Option<Choice> {
    choice(&format!("{} {}", icon(answer.kind), answer.title), &EntryId::parse(&answer.id)?)
}

/// The questions that others lead to most.
fn useful(library: &Library) -> Vec<Choice> {
    let entries = library.completions.most_useful(&library.knowledge, &ASKED_ABOUT, CHOICES);
    entries.into_iter().filter_map(|entry| choice(&format!("★ {}", entry.title), &entry.id)).collect()
}

/// A choice that is sent as the entry's id; nothing if that is too long.
fn choice(name: &str, id: &EntryId) -> Option<Choice> {
    let value = id.to_string();
    (length(&value) <= CHOICE_VALUE).then(|| Choice { name: fit(name, CHOICE_TEXT), value })
}
