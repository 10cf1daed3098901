//! The centre: an interaction goes in, what to answer and what to do comes
//! out. Pure: no connection, clock or environment, so that the gateway, the
//! HTTP endpoint and the tests get the same to the byte.

use super::action::Action;
use super::commands::{self, Call, Place};
use super::completion;
use super::interaction::{Asker, Interaction, Request};
use super::permissions::{Policy, may_remove};
use super::present::{Shown, notice, present, why};
use super::view::{Choice, Message};
use crate::answer::decision::decide;
use crate::answer::lookup;
use crate::answer::reply::Outcome as Sureness;
use crate::knowledge::entry::EntryId;
use crate::search::Library;

/// What everything that answers may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// What the bot knows now.
    pub library: &'c Library,
    /// Whom the operator trusts.
    pub policy: &'c Policy,
    /// Who asks.
    pub asker: &'c Asker,
}

/// What to answer, what to do after, and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What to answer.
    pub response: Response,
    /// What to do once that has been sent.
    pub effect: Option<Effect>,
    /// How it went, in a word, for logs and metrics.
    pub result: &'static str,
}

/// What to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// We are here.
    Pong,
    /// A new message.
    Say(Message),
    /// The message that was pressed, changed.
    Change(Message),
    /// A private message follows later.
    Later,
    /// Nothing to see.
    Acknowledge,
    /// What may be filled in.
    Choices(Vec<Choice>),
}

/// What to do after answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Read the knowledge anew and say how it went.
    Reindex,
    /// Delete the message that was pressed.
    Remove,
}

impl Outcome {
    /// A message; what did not lead to an answer is for one person only.
    pub fn say(message: Message, result: &'static str, private: bool) -> Self {
        let message = if private || message.private { message.in_private() } else { message };
        Self::new(Response::Say(message), result)
    }

    /// A private message that follows the effect.
    pub fn later(effect: Effect) -> Self {
        Self { effect: Some(effect), ..Self::new(Response::Later, "started") }
    }

    /// What is answered when answering failed.
    pub fn failed(response: Response) -> Self {
        Self::new(response, "failed")
    }

    fn new(response: Response, result: &'static str) -> Self {
        Self { response: response.within_limits(), effect: None, result }
    }
}

impl Response {
    fn within_limits(self) -> Self {
        match self {
            Self::Say(message) => Self::Say(message.within_limits()),
            Self::Change(message) => Self::Change(message.within_limits()),
            other => other,
        }
    }
}

/// Answers an interaction.
pub fn dispatch(library: &Library, policy: &Policy, interaction: &Interaction) -> Outcome {
    let context = Context { library, policy, asker: &interaction.asker };
    match &interaction.request {
        Request::Ping => Outcome::new(Response::Pong, "pong"),
        Request::Command { name, options } => command(&context, name, Place::Slash, Call { options, target: "" }),
        Request::MessageMenu { name, content } => {
            let call = Call { options: &std::collections::BTreeMap::new(), target: content };
            command(&context, name, Place::MessageMenu, call)
        }
        Request::Completion { command, option, typed } => {
            let choices = completion::choices(library, command, option, typed);
            Outcome::new(Response::Choices(choices), "completed")
        }
        Request::Press { custom_id, picked, on_private } => context.pressed(custom_id, picked, *on_private),
        Request::Unknown => Context::out_of_date("I do not know this kind of request yet."),
    }
}

fn command(context: &Context<'_>, name: &str, place: Place, call: Call<'_>) -> Outcome {
    match commands::find(name, place) {
        Some(command) => (command.reply)(context, &call),
        None => Context::out_of_date("I do not know this command any more. **/help** shows what there is."),
    }
}

impl Context<'_> {
    /// Answers a question in free text; an entry's id, as autocompletion sends
    /// it, is taken for it.
    pub fn answer_question(&self, question: &str, private: bool) -> Outcome {
        if question.trim().is_empty() {
            let text = "Ask me something about in-ear monitors, in your own words. **/help** shows more.";
            return Outcome::say(notice::plain("There is no question in that", text), "empty", true);
        }
        if let Some(outcome) = self.picked(question, private) {
            return outcome;
        }
        let decision = decide(self.library, question);
        let message = present(self, &Shown::by_question(self, &decision));
        Outcome::say(message, decision.reply.outcome.name(), private)
    }

    /// The entry with this id, if it is one.
    pub fn picked(&self, id: &str, private: bool) -> Option<Outcome> {
        let entry = self.library.knowledge.entry(&EntryId::parse(id)?)?;
        let reply = lookup::show(self.library, entry);
        let message = present(self, &Shown::by_name(self, &reply, None));
        Some(Outcome::say(message, Sureness::Answer.name(), private))
    }

    fn pressed(&self, custom_id: &str, picked: &[String], on_private: bool) -> Outcome {
        let Some(action) = Action::parse(custom_id) else {
            return Self::out_of_date("This button is from an older version of me. Please ask again.");
        };
        match action {
            Action::Entry { id, page } => self.entry(&id, page, on_private),
            Action::Pick => match picked.first().and_then(|id| EntryId::parse(id)) {
                Some(id) => self.entry(&id, 0, on_private),
                None => Self::out_of_date("I could not read what was picked. Please ask again."),
            },
            Action::Ask { question, page } => {
                let decision = decide(self.library, &question);
                let shown = Shown::by_question(self, &decision).from_page(page);
                Self::turn(present(self, &shown), on_private)
            }
            Action::Why(why) => Outcome::say(why::message(self.library, &why), "why", true),
            Action::Remove { asker } if may_remove(self.asker, asker) => {
                Outcome { effect: Some(Effect::Remove), ..Outcome::new(Response::Acknowledge, "removed") }
            }
            Action::Remove { .. } => {
                let text = "Only the person who asked, and moderators, can remove this answer.";
                Outcome::say(notice::refused("That is not yours to remove", text), "refused", true)
            }
        }
    }

    fn entry(&self, id: &EntryId, page: usize, on_private: bool) -> Outcome {
        let Some(entry) = self.library.knowledge.entry(id) else {
            return Self::out_of_date("This entry is gone: the knowledge was edited since. Please ask again.");
        };
        let reply = lookup::show(self.library, entry);
        let shown = Shown::by_name(self, &reply, None).from_page(page);
        Self::turn(present(self, &shown), on_private)
    }

    /// A press turns the presser's own message over; on a message that all
    /// see, the presser gets one of their own.
    fn turn(message: Message, on_private: bool) -> Outcome {
        let message = message.in_private();
        let response = if on_private { Response::Change(message) } else { Response::Say(message) };
        Outcome::new(response, "shown")
    }

    fn out_of_date(text: &str) -> Outcome {
        Outcome::say(notice::plain("That did not work", text), "out of date", true)
    }
}
