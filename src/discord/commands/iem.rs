//! `/iem question: why is one side quiet`: answers a question in free text.

use super::super::dispatch::{Context, Outcome};
use super::{Call, Command, CommandOption, LONGEST_QUESTION, Offers, PRIVATE, Place, Value};

pub(super) const COMMAND: Command = Command {
    name: "iem",
    description: "Ask anything about in-ear monitors",
    place: Place::Slash,
    options: &[
        CommandOption {
            name: "question",
            description: "Your question, in your own words",
            value: Value::Text { longest: LONGEST_QUESTION, offers: Offers::Answers },
        },
        PRIVATE,
    ],
    for_moderators: false,
    reply,
};

fn reply(context: &Context<'_>, call: &Call<'_>) -> Outcome {
    context.answer_question(call.text("question"), call.is_private())
}
