//! Short private messages about the bot itself.

use super::kinds::{PROBLEM_COLOUR, UNKNOWN_COLOUR};
use crate::discord::view::{Embed, Message};

/// Something to know.
pub fn plain(title: &str, text: &str) -> Message {
    notice(UNKNOWN_COLOUR, title, text)
}

/// Something that may not be.
pub fn refused(title: &str, text: &str) -> Message {
    notice(PROBLEM_COLOUR, title, text)
}

/// A mistake of ours.
pub fn failed() -> Message {
    refused("Something went wrong", "That was my mistake, and it was noted. Please try other words.")
}

fn notice(colour: u32, title: &str, text: &str) -> Message {
    let embed = Embed { colour, title: title.to_owned(), description: text.to_owned(), ..Embed::default() };
    Message { embed, private: true, ..Message::default() }
}
