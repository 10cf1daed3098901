//! Questions without a command: messages that mention the bot, and direct
//! messages to it.

use super::commands;
use super::dispatch::Context;
use super::interaction::Asker;
use super::permissions::Policy;
use super::present::{Shown, notice, present};
use super::view::Message;
use crate::answer::decision::{Decision, decide};
use crate::answer::reply::Outcome;
use crate::search::Library;

/// A message somebody wrote where the bot can hear it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Who wrote it.
    pub asker: Asker,
    /// Whether a program wrote it: a bot, a webhook, Discord itself.
    pub by_program: bool,
    /// What it says.
    pub content: String,
    /// Whether it mentions the bot, also by answering it.
    pub mentions_bot: bool,
    /// The bot's own number.
    pub bot: u64,
    /// The message it answers, if it is an answer.
    pub answers: Option<Answered>,
}

/// A message that another one answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Whether the bot wrote it.
    pub by_bot: bool,
    /// What it says, where Discord lets the bot read that.
    pub content: String,
}

/// A reply, and how it went in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The reply.
    pub message: Message,
    /// How it went.
    pub result: &'static str,
}

/// What to say to a message; nothing where the bot should stay silent.
pub fn reply(library: &Library, policy: &Policy, heard: &Heard) -> Option<Said> {
    let in_private = heard.asker.server.is_none();
    if heard.by_program || heard.asker.id == heard.bot || !(in_private || heard.mentions_bot) {
        return None;
    }
    let context = Context { library, policy, asker: &heard.asker };
    let words = Words::of(heard);
    let said = match (&heard.answers, words.text.is_empty()) {
        // A mention under somebody's question means that question.
        (Some(answered), true) if !answered.by_bot => under(&context, answered),
        (_, true) if words.by_name || in_private => Some(greeting(&context)),
        (_, true) => None,
        (answered, false) => {
            let decision = decide(library, &words.text);
            let other = answered.as_ref().filter(|answered| !answered.by_bot && words.by_name);
            match other.filter(|_| decision.reply.outcome != Outcome::Answer) {
                Some(answered) if !answered.content.trim().is_empty() => under(&context, answered),
                _ => said(&context, &decision, words.directly || in_private),
            }
        }
    };
    said.map(|said| Said { message: said.message.within_limits(), ..said })
}

/// A message without the mention.
struct Words {
    text: String,
    /// Whether the bot's name stands in it.
    by_name: bool,
    /// Whether it is said to the bot rather than about it.
    directly: bool,
}

impl Words {
    fn of(heard: &Heard) -> Self {
        let mentions = [format!("<@{}>", heard.bot), format!("<@!{}>", heard.bot)];
        let content = heard.content.trim();
        let by_name = mentions.iter().any(|mention| content.contains(mention));
        let at_an_end = mentions.iter().any(|mention| content.starts_with(mention) || content.ends_with(mention));
        let text = mentions.iter().fold(content.to_owned(), |text, mention| text.replace(mention, " "));
        Self { text: text.trim().to_owned(), by_name, directly: at_an_end }
    }
}

fn under(context: &Context<'_>, answered: &Answered) -> Option<Said> {
    if answered.content.trim().is_empty() {
        let text = "Discord does not let me read that message from here. Open its menu and choose **Apps › Answer \
                    this**, or ask me in your own words.";
        return Some(Said { message: notice::plain("I cannot see that question", text), result: "unreadable" });
    }
    said(context, &decide(context.library, &answered.content), true)
}

/// Only a good answer is given to who did not ask for one directly.
fn said(context: &Context<'_>, decision: &Decision, directly: bool) -> Option<Said> {
    let outcome = decision.reply.outcome;
    (directly || outcome == Outcome::Answer)
        .then(|| Said { message: present(context, &Shown::by_question(context, decision)), result: outcome.name() })
}

fn greeting(context: &Context<'_>) -> Said {
    Said { message: commands::greeting(context), result: "help" }
}
