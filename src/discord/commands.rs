//! The commands: one table that registration, `/help`, dispatch and
//! autocompletion all read; one file a command.

mod answer_this;
mod brand;
mod compare;
mod connector;
mod driver;
mod glossary;
mod help;
mod iem;
mod localisations;
mod look_up;
mod model;
mod registration;
mod reindex;

use super::dispatch::{Context, Outcome};
use super::view::Message;
use crate::knowledge::entry::Kind;
pub use registration::{payload, same_as_registered};
use std::collections::BTreeMap;

/// What is said to somebody who only says the bot's name.
pub(super) fn greeting(context: &Context<'_>) -> Message {
    help::message(context)
}

/// Every command, in the order in which `/help` lists them.
pub const ALL: [&Command; 10] = [
    &iem::COMMAND,
    &brand::COMMAND,
    &model::COMMAND,
    &connector::COMMAND,
    &driver::COMMAND,
    &glossary::COMMAND,
    &compare::COMMAND,
    &help::COMMAND,
    &reindex::COMMAND,
    &answer_this::COMMAND,
];

/// The slash command or menu command of this name.
pub fn find(name: &str, place: Place) -> Option<&'static Command> {
    ALL.into_iter().find(|command| command.name == name && command.place == place)
}

/// One command.
#[derive(Debug)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one line; menus have none.
    pub description: &'static str,
    /// Where it is found.
    pub place: Place,
    /// What can be filled in, required ones first.
    pub options: &'static [CommandOption],
    /// Whether it is for moderators, in servers that installed the bot.
    pub for_moderators: bool,
    /// What it answers.
    pub reply: fn(&Context<'_>, &Call<'_>) -> Outcome,
}

/// Where a command is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Typed after a slash.
    Slash,
    /// In the menu of a message.
    MessageMenu,
}

/// One option of a command.
#[derive(Debug, Clone, Copy)]
pub struct CommandOption {
    /// Its name.
    pub name: &'static str,
    /// What to fill in.
    pub description: &'static str,
    /// What kind of value it takes.
    pub value: Value,
}

/// What an option takes.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Text that must be there, with what is offered while it is typed.
    Text {
        /// The most that may be typed, in characters.
        longest: u16,
        /// What is offered.
        offers: Offers,
    },
    /// A box to tick.
    Flag,
}

/// What is offered while an option is typed.
#[derive(Debug, Clone, Copy)]
pub enum Offers {
    /// The answers to what is typed so far.
    Answers,
    /// Names of things of these kinds.
    Names(&'static [Kind]),
}

/// What was filled in.
#[derive(Debug, Clone, Copy)]
pub struct Call<'c> {
    /// The options by name.
    pub options: &'c BTreeMap<String, String>,
    /// The message whose menu was used, if it was a menu.
    pub target: &'c str,
}

impl Call<'_> {
    /// A text option; empty if it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.options.get(name).map_or("", |value| value.trim())
    }

    /// Whether the answer is for the person who asked only.
    pub fn is_private(&self) -> bool {
        self.options.get(PRIVATE.name).is_some_and(|value| value == "true")
    }
}

/// The option that keeps an answer between the bot and the person who asked.
const PRIVATE: CommandOption =
    CommandOption { name: "private", description: "Show the answer only to you", value: Value::Flag };
/// The longest question, in characters; nobody's question is longer.
const LONGEST_QUESTION: u16 = 1_000;
/// The longest name, in characters.
const LONGEST_NAME: u16 = 100;
