//! What Discord sends, with all the keys it sends today.

pub(crate) mod events;
pub(crate) mod interaction;
pub(crate) mod message;
