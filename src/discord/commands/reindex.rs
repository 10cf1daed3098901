//! `/reindex`: reads the edited knowledge anew, for moderators.

use super::super::dispatch::{Context, Effect, Outcome};
use super::super::permissions::may_reindex;
use super::super::present::notice;
use super::{Call, Command, Place};

pub(super) const COMMAND: Command = Command {
    name: "reindex",
    description: "Read the edited knowledge anew (for moderators)",
    place: Place::Slash,
    options: &[],
    for_moderators: true,
    reply,
};

fn reply(context: &Context<'_>, _: &Call<'_>) -> Outcome {
    if may_reindex(context.policy, context.asker) {
        return Outcome::later(Effect::Reindex);
    }
    let text = match context.asker.server {
        Some(_) => {
            "Only members with the **Manage Server** permission, and whoever the bot's operator names, may reindex."
        }
        None => "In direct messages only the bot's owners may reindex.",
    };
    Outcome::say(notice::refused("That is for moderators", text), "refused", true)
}
