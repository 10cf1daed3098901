//! A bot that answers questions about in-ear monitors from a curated, sourced
//! knowledge base, without a language model.
//!
//! The modules in reading order; each knows only those before it:
//!
//! - [`text`]: words, folded and compared;
//! - [`knowledge`]: what the bot knows, read from files and checked;
//! - [`search`]: finding entries by words and by name;
//! - [`answer`]: a question becomes a reply.

pub mod answer;
pub mod knowledge;
pub mod search;
pub mod text;
