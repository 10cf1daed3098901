//! An answer as a message.

use super::kinds::{colour, footer, icon, label};
use super::pages::pages;
use super::{Shown, entry_id, sources};
use crate::answer::card;
use crate::answer::reply::{Answer, Fact};
use crate::discord::action::Action;
use crate::discord::dispatch::Context;
use crate::discord::escape::plain;
use crate::discord::limits::{FIELD_VALUE, fit_markdown, length};
use crate::discord::view::{Button, Embed, Field, Menu, MenuOption, Message, Row};
use crate::knowledge::entry::{EntryId, Kind};
use crate::search::Library;

/// Facts up to this length stand beside each other.
const SHORT_FACT: usize = 48;
/// How many characters of a corrected word are shown.
const LONGEST_TYPED: usize = 60;

/// The message.
pub(super) fn message(context: &Context<'_>, shown: &Shown<'_>, answer: &Answer) -> Message {
    // Without a way to the next page all stands on the first.
    let pages = if shown.again.is_some() { pages(&answer.text) } else { vec![answer.text.as_str()] };
    let page = shown.page.min(pages.len() - 1);
    let text = pages.get(page).copied().unwrap_or_default();
    let first_page = page == 0;
    let mut fields = if first_page { facts(context.library, answer) } else { Vec::new() };
    fields.extend(sources::field(&answer.sources));
    let mut place = footer(context.library);
    if pages.len() > 1 {
        place = format!("Page {} of {} · {place}", page + 1, pages.len());
    }
    Message {
        embed: Embed {
            colour: colour(answer.kind),
            author: format!("{} {}", icon(answer.kind), label(answer.kind)),
            title: answer.title.clone(),
            url: None,
            description: if first_page { format!("{}{text}", read_as(shown)) } else { text.to_owned() },
            fields,
            footer: place,
        },
        rows: related(shown).into_iter().chain([buttons(shown, page, pages.len())]).collect(),
        private: false,
        file: None,
    }
}

/// Which words were taken for misspellings.
fn read_as(shown: &Shown<'_>) -> String {
    let read: Vec<String> = shown
        .reply
        .corrections
        .iter()
        .map(|correction| format!("{} as {}", plain(&correction.typed, LONGEST_TYPED), correction.read_as))
        .collect();
    if read.is_empty() { String::new() } else { format!("-# Read {}\n", read.join(", ")) }
}

fn facts(library: &Library, answer: &Answer) -> Vec<Field> {
    if let Some(columns) = columns(library, answer) {
        return columns;
    }
    let fields: Vec<Field> = answer.facts.iter().map(field).collect();
    let (short, long): (Vec<Field>, Vec<Field>) = fields.into_iter().partition(|field| field.inline);
    [short, long].concat()
}

fn field(fact: &Fact) -> Field {
    let points: Vec<&str> = fact.value.split("; ").collect();
    let value = if points.len() > 1 { format!("• {}", points.join("\n• ")) } else { fact.value.clone() };
    let inline = points.len() > 1 || length(&value) <= SHORT_FACT;
    Field { name: fact.name.to_owned(), value, inline }
}

/// The two things of a comparison, each in a column of its own.
fn columns(library: &Library, answer: &Answer) -> Option<Vec<Field>> {
    let (first, second) = answer.id.strip_prefix("comparison/")?.split_once('+')?;
    let column = |id: &str| {
        let entry = library.knowledge.entry(&EntryId::parse(id)?)?;
        let facts = card::facts(&library.knowledge, entry);
        let lines: Vec<String> = facts.iter().map(|fact| format!("**{}:** {}", fact.name, fact.value)).collect();
        Some(Field { name: entry.title.clone(), value: fit_markdown(&lines.join("\n"), FIELD_VALUE), inline: true })
    };
    Some(vec![column(first)?, column(second)?])
}

/// A menu of where to go from here.
fn related(shown: &Shown<'_>) -> Option<Row> {
    let mut options: Vec<MenuOption> = Vec::new();
    for other in shown.reply.answers.iter().skip(1).filter(|answer| entry_id(answer).is_some()) {
        if options.iter().all(|known| known.value != other.id) {
            options.push(option(other));
        }
    }
    let menu = Menu { action: Action::Pick, placeholder: "Related".to_owned(), options };
    (!menu.options.is_empty()).then_some(Row::Menu(menu))
}

fn option(answer: &Answer) -> MenuOption {
    let short = match answer.kind {
        Kind::Faq | Kind::Article => label(answer.kind).to_owned(),
        _ => first_line(&answer.text),
    };
    MenuOption { label: answer.title.clone(), value: answer.id.clone(), description: short, emoji: icon(answer.kind) }
}

/// The first line without its marks of Markdown.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().replace("**", "")
}

fn buttons(shown: &Shown<'_>, page: usize, pages: usize) -> Row {
    let turn = |page: usize, label: &str, emoji| Some(Button::new(shown.to_page(page)?, label).with_emoji(emoji));
    let back = page.checked_sub(1).and_then(|page| turn(page, "Back", "◀️"));
    let more = (page + 1 < pages).then(|| turn(page + 1, "Read more", "▶️")).flatten().map(Button::loud);
    let why = Button::new(Action::Why(shown.why.clone()), "Why this answer").with_emoji("❔");
    let remove = Button::new(Action::Remove { asker: shown.asker }, "Remove").with_emoji("🗑️");
    Row::Buttons([back, more, Some(why), Some(remove)].into_iter().flatten().collect())
}
