//! The message menu "Answer this": answers the question in somebody's message.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, Place};

pub(super) const COMMAND: Command = Command {
    name: "Answer this",
    description: "",
    place: Place::MessageMenu,
    options: &[],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    context.answer_question(call.target, false)
}
