//! `/help`: what the bot can do, seen by the person who asked only.

use super::super::dispatch::{Context, Outcome};
use super::super::present::kinds::{BRAND_COLOUR, footer};
use super::super::view::{Embed, Field, Message};
use super::{ALL, Call, Command, Place};

pub(super) const COMMAND: Command = Command {
    name: "help",
    description: "What this bot can do",
    place: Place::Slash,
    options: &[],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, _: &Call<'_>) -> Outcome {
    Outcome::say(message(context), "help", true)
}

/// The page itself.
pub(super) fn message(context: &Context<'_>) -> Message {
    let field = |name: &str, value: String| Field { name: name.to_owned(), value, inline: false };
    let entries = context.library.knowledge.entries().len();
    Message {
        embed: Embed {
            colour: BRAND_COLOUR,
            author: "🎧 iem-bot".to_owned(),
            title: "Ask me about in-ear monitors".to_owned(),
            description: format!(
                "I answer from {entries} entries that people wrote and sourced. I make nothing up: where I do not \
                 know, I say so."
            ),
            fields: vec![
                field("Commands", commands(false)),
                field("For moderators", commands(true)),
                field(
                    "Without a command",
                    "Mention me with a question, write me a direct message, or open a message's menu and choose \
                     **Apps › Answer this**."
                        .to_owned(),
                ),
                field(
                    "Try",
                    "what is the difference between IEMs and earbuds\nwhich brands use MMCX\nwhy is one side quiet\n\
                     do I need an amp"
                        .to_owned(),
                ),
            ],
            footer: footer(context.library),
            ..Embed::default()
        },
        private: true,
        ..Message::default()
    }
}

fn commands(for_moderators: bool) -> String {
    let listed = ALL.into_iter().filter(|command| {
        command.place == Place::Slash && command.for_moderators == for_moderators && command.name != COMMAND.name
    });
    let lines: Vec<String> =
        listed.map(|command| format!("**/{}** – {}", command.name, lower_first(command.description))).collect();
    lines.join("\n")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
