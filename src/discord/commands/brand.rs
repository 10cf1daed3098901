//! `/brand name: moondrop`: what is known of a maker.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, CommandOption, LONGEST_NAME, Offers, PRIVATE, Place, Value, look_up};
use crate::knowledge::entry::Kind;

pub(super) const COMMAND: Command = Command {
    name: "brand",
    description: "Look up a maker of in-ear monitors",
    place: Place::Slash,
    options: &[
        CommandOption {
            name: "name",
            description: "Its name, such as Moondrop",
            value: Value::Text { longest: LONGEST_NAME, offers: Offers::Names(&[Kind::Brand]) },
        },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    look_up::reply(context, Kind::Brand, call.text("name"), call.is_private())
}
