//! `/compare first: mmcx second: 2-pin`: two things of any kinds side by side.

use super::super::dispatch::{Context, Outcome};
use super::super::present::{Shown, present};
use super::{Call, Command, CommandOption, LONGEST_NAME, Offers, PRIVATE, Place, Value};
use crate::answer::lookup::{self, COMPARED};
use crate::knowledge::entry::EntryId;
use crate::search::Library;

const NAMES: Value = Value::Text { longest: LONGEST_NAME, offers: Offers::Names(&COMPARED) };

pub(super) const COMMAND: Command = Command {
    name: "compare",
    description: "Put two things side by side",
    place: Place::Slash,
    options: &[
        CommandOption { name: "first", description: "The first, such as MMCX", value: NAMES },
        CommandOption { name: "second", description: "The second, such as 2-pin", value: NAMES },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    let [first, second] = ["first", "second"].map(|name| named(context.library, call.text(name)));
    let reply = lookup::compare(context.library, first, second);
    Outcome::say(present(context, &Shown::by_name(context, &reply, None)), reply.outcome.name(), call.is_private())
}

/// The name behind an id, as autocompletion sends it; otherwise what was typed.
fn named<'c>(library: &'c Library, typed: &'c str) -> &'c str {
    EntryId::parse(typed).and_then(|id| library.knowledge.entry(&id)).map_or(typed, |entry| &entry.title)
}
