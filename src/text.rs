//! Words: folding what people type into one form, and comparing it.
//!
//! The lowest layer: it knows English and Discord's markup, but nothing of
//! in-ear monitors. Start with [`tokens::tokenise`].

pub mod distance;
pub mod english;
pub mod normalise;
pub mod numbers;
pub mod tokens;
