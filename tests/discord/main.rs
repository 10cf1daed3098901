//! The bot at work on Discord, in front of a strict stand-in for it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test that cannot go on may end there"
)]

mod bot;
mod commands;
mod components;
mod hostile;
mod knowledge;
mod lifecycle;
mod moderation;
mod network;
mod stand_in;
#[path = "../support/mod.rs"]
mod support;
mod talk;
