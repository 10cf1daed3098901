//! `/driver name: planar`: a way to make sound.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, CommandOption, LONGEST_NAME, Offers, PRIVATE, Place, Value, look_up};
use crate::knowledge::entry::Kind;

pub(super) const COMMAND: Command = Command {
    name: "driver",
    description: "Look up a driver type",
    place: Place::Slash,
    options: &[
        CommandOption {
            name: "name",
            description: "Its name, such as balanced armature",
            value: Value::Text { longest: LONGEST_NAME, offers: Offers::Names(&[Kind::Driver]) },
        },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    look_up::reply(context, Kind::Driver, call.text("name"), call.is_private())
}
