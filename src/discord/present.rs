//! A reply as a Discord message: an embed that looks made for its kind, its
//! sources, and where to go from there.

mod answer;
pub mod kinds;
pub mod notice;
mod pages;
pub mod reindexed;
mod sources;
mod uncertain;
pub mod why;

use super::action::{Action, Way, Why};
use super::dispatch::Context;
use super::view::Message;
use crate::answer::decision::Decision;
use crate::answer::reply::{Answer, Outcome, Reply};
use crate::knowledge::entry::{EntryId, Kind};

/// What is to be shown, and what its buttons must remember.
#[derive(Debug, Clone)]
pub struct Shown<'r> {
    /// The reply.
    reply: &'r Reply,
    /// Why it was given.
    why: Why,
    /// How to come back to it; nothing if no button could remember that.
    again: Option<Again>,
    /// The page of the answer's text, from 0.
    page: usize,
    /// The name looked for, and among what, if it was looked up by name.
    sought: Option<(Kind, &'r str)>,
    /// Who may remove it.
    asker: u64,
}

/// How to come back to a reply.
#[derive(Debug, Clone)]
enum Again {
    Entry(EntryId),
    Question(String),
}

impl<'r> Shown<'r> {
    /// A reply to a question in free text.
    pub fn by_question(context: &Context<'_>, decision: &'r Decision) -> Self {
        let reply = &decision.reply;
        let asked = Action::ask(&reply.question, 99).map(|_| Again::Question(reply.question.clone()));
        // A question too long for a button is answered by one entry or not at all.
        let again = asked.or_else(|| again_by_entry(reply));
        let why = why::of_decision(context.library, decision);
        Self { reply, why, again, page: 0, sought: None, asker: context.asker.id }
    }

    /// A reply to a name.
    pub fn by_name(context: &Context<'_>, reply: &'r Reply, sought: Option<(Kind, &'r str)>) -> Self {
        let again = again_by_entry(reply).or_else(|| {
            let question = reply.answers.first().map(|answer| &answer.title)?;
            Action::ask(question, 99).map(|_| Again::Question(question.clone()))
        });
        let why = Why::new(Way::Name, 100, []);
        Self { reply, why, again, page: 0, sought, asker: context.asker.id }
    }

    /// The same from another page on.
    #[must_use]
    pub fn from_page(mut self, page: usize) -> Self {
        self.page = page;
        self
    }

    /// The button state that leads to a page of this reply.
    fn to_page(&self, page: usize) -> Option<Action> {
        match self.again.as_ref()? {
            Again::Entry(id) => Some(Action::Entry { id: id.clone(), page }),
            Again::Question(question) => Action::ask(question, page),
        }
    }
}

fn again_by_entry(reply: &Reply) -> Option<Again> {
    let plain = reply.warnings.is_empty();
    reply.answers.first().filter(|_| plain).and_then(entry_id).map(Again::Entry)
}

/// The entry behind an answer, if it is one entry's.
fn entry_id(answer: &Answer) -> Option<EntryId> {
    EntryId::parse(&answer.id)
}

/// A reply as a message.
pub fn present(context: &Context<'_>, shown: &Shown<'_>) -> Message {
    match (shown.reply.outcome, shown.reply.answers.first()) {
        (Outcome::Answer, Some(first)) => answer::message(context, shown, first),
        (Outcome::Suggest, Some(_)) => uncertain::suggestions(context, shown),
        _ => uncertain::unknown(context, shown),
    }
}
