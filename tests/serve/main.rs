//! The bot as an HTTP endpoint: the real program, started as a child, asked by
//! signed requests as Discord sends them, in front of a strict stand-in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test that cannot go on may end there"
)]
#![cfg(unix)]

mod behind_nginx;
mod draining;
mod editions;
mod effects;
mod endpoint;
mod everything;
mod faults;
mod hostile;
mod knowledge_edits;
mod metrics;
mod nginx;
mod program;
mod same_bytes;
mod signatures;
mod signing;
mod soak;
mod starting;
#[path = "../support/mod.rs"]
mod support;
mod wire;
