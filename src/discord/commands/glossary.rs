//! `/glossary term: v-shaped`: what a word of the hobby means.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, CommandOption, LONGEST_NAME, Offers, PRIVATE, Place, Value, look_up};
use crate::knowledge::entry::Kind;

pub(super) const COMMAND: Command = Command {
    name: "glossary",
    description: "Look up a word of the hobby",
    place: Place::Slash,
    options: &[
        CommandOption {
            name: "term",
            description: "The word, such as V-shaped",
            value: Value::Text { longest: LONGEST_NAME, offers: Offers::Names(&[Kind::Term]) },
        },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    look_up::reply(context, Kind::Term, call.text("term"), call.is_private())
}
