//! The tests from outside: the real program, the knowledge files, the library
//! on disk, and the arrows between the modules.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on may end there"
)]

mod command_line;
mod diagnostics;
#[path = "../support/folders.rs"]
mod folders;
mod layering;
mod library;
mod lookup;
mod properties;
mod safety;
mod schemas;
mod structured;
mod support;
