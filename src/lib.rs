//! A bot that answers questions about in-ear monitors from a curated, sourced
//! knowledge base, without a language model.
//!
//! The modules in reading order; each knows only those before it:
//!
//! - [`parallel`]: work shared between the processors;
//! - [`text`]: words, folded and compared;
//! - [`document`]: files that people write, and what is wrong with them;
//! - [`knowledge`]: what the bot knows, read from files and checked;
//! - [`search`]: finding entries by words and by name;
//! - [`answer`]: a question becomes a reply;
//! - [`snapshot`]: the live library, renewed without a pause;
//! - [`metrics`]: what is counted and measured while the bot runs;
//! - [`evaluation`]: how good the answers are;
//! - [`settings`]: the configuration file;
//! - [`discord`]: the same on Discord;
//! - [`cli`]: the terminal.

pub mod answer;
pub mod cli;
pub mod discord;
pub mod document;
pub mod evaluation;
pub mod knowledge;
pub mod metrics;
pub mod parallel;
pub mod search;
pub mod settings;
pub mod snapshot;
pub mod text;
