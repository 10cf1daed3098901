//! Hostile input: every file of the corpus, given to the fuzz target that it
//! is for. `docs/RELIABILITY.md` tells how to look for more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on may end there"
)]

mod support;
mod targets;

use std::path::Path;
use std::{fs, panic};

/// Gives a target every file of its corpus.
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|child| child.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10, "{} holds too little", folder.display());
    for file in files {
        let bytes = fs::read(&file).unwrap();
        // Cut short it is another input, and often a nastier one.
        for input in [&bytes[..], &bytes[..bytes.len() / 2], &bytes[..bytes.len().saturating_sub(1)]] {
            let done = panic::catch_unwind(|| run(input));
            assert!(done.is_ok(), "{}, the first {} bytes", file.display(), input.len());
        }
    }
}

#[test]
fn questions() {
    replay("question", targets::question::run);
}

#[test]
fn interactions() {
    replay("interaction", targets::interaction::run);
}

#[test]
fn gateway_payloads() {
    replay("gateway", targets::gateway::run);
}

#[test]
fn knowledge_files() {
    replay("knowledge", targets::knowledge::run);
}

#[test]
fn configurations() {
    replay("configuration", targets::configuration::run);
}

#[test]
fn http_requests() {
    replay("endpoint", targets::endpoint::run);
}
