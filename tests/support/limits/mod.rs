//! The limits that Discord documents, checked on JSON as it would arrive there.
//!
//! Lengths are counted in UTF-16 units, which is never more lenient than Discord.

pub(crate) mod choices;
pub(crate) mod command;
pub(crate) mod components;
pub(crate) mod embed;
pub(crate) mod localisation;
pub(crate) mod mentions;
pub(crate) mod message;
pub(crate) mod modal;
pub(crate) mod presence;
pub(crate) mod problems;
