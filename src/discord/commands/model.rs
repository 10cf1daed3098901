//! `/model name: blessing 3`: what is known of an earphone.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, CommandOption, LONGEST_NAME, Offers, PRIVATE, Place, Value, look_up};
use crate::knowledge::entry::Kind;

pub(super) const COMMAND: Command = Command {
    name: "model",
    description: "Look up an earphone",
    place: Place::Slash,
    options: &[
        CommandOption {
            name: "name",
            description: "Its name, such as Blessing 3",
            value: Value::Text { longest: LONGEST_NAME, offers: Offers::Names(&[Kind::Model]) },
        },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    look_up::reply(context, Kind::Model, call.text("name"), call.is_private())
}
