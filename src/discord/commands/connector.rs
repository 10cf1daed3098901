//! `/connector name: mmcx`: a plug or socket, and who uses it.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, CommandOption, LONGEST_NAME, Offers, PRIVATE, Place, Value, look_up};
use crate::knowledge::entry::Kind;

pub(super) const COMMAND: Command = Command {
    name: "connector",
    description: "Look up a plug or socket",
    place: Place::Slash,
    options: &[
        CommandOption {
            name: "name",
            description: "Its name, such as MMCX, 2-pin or 4.4 mm",
            value: Value::Text { longest: LONGEST_NAME, offers: Offers::Names(&[Kind::Connector]) },
        },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    look_up::reply(context, Kind::Connector, call.text("name"), call.is_private())
}
