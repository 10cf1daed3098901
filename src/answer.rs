//! A question becomes a reply.
//!
//! [`answer`] is the whole of it: the question is understood
//! ([`understanding`]), answered from typed facts where it asks for one
//! ([`facts`], [`list`], [`comparison`]), and otherwise from the entry whose
//! phrasings it is most like ([`candidate`]). How sure the bot must be before
//! it answers, suggests or says that it does not know stands in [`decision`].
//! Commands that look a name up use [`lookup`].

pub mod attribute;
pub mod candidate;
pub mod card;
pub mod comparison;
pub mod computation;
pub mod decision;
pub mod degree;
pub mod driving;
pub mod facts;
pub mod filter;
pub mod gear;
pub mod lead;
pub mod list;
mod list_request;
pub mod lookup;
mod near_names;
mod phrase;
pub mod premise;
pub mod price_limit;
pub mod related;
pub mod reply;
mod run_together;
pub mod several;
pub mod understanding;
pub mod weights;

use crate::search::Library;
use reply::Reply;

/// Answers a question.
pub fn answer(library: &Library, question: &str) -> Reply {
    decision::decide(library, question).reply
}
