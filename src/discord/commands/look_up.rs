//! What the commands that look a name up share.

use super::super::dispatch::{Context, Outcome};
use super::super::present::{Shown, present};
use crate::answer::lookup;
use crate::knowledge::entry::Kind;

/// The thing of this kind with this name; an entry's id, as autocompletion
/// sends it, is taken for it.
pub(super) fn reply(context: &Context<'_>, kind: Kind, name: &str, private: bool) -> Outcome {
    if let Some(outcome) = context.picked(name, private) {
        return outcome;
    }
    let reply = lookup::look_up(context.library, kind, name);
    let shown = Shown::by_name(context, &reply, Some((kind, name)));
    Outcome::say(present(context, &shown), reply.outcome.name(), private)
}
