//! How fast the bot is, and what it needs: medians, 99th percentiles, memory
//! and sizes, as Markdown tables. Nothing here asserts a time: machines differ.
//!
//! ```text
//! cargo bench --bench speed                                everything
//! cargo bench --bench speed -- stages completion           some parts
//! cargo bench --bench speed -- sizes --entries 1000000     knowledge of that size
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on may end there"
)]

mod completion;
mod contestant;
mod endpoint;
mod interactions;
mod made_up;
mod peers;
mod program;
mod questions;
mod reindex;
mod resources;
mod sizes;
mod stages;
mod times;
mod words;

use clap::{Parser, Subcommand, ValueEnum};
use contestant::Contestant;
use std::path::PathBuf;

/// Measures the bot.
#[derive(Debug, Parser)]
struct Options {
    /// What to measure; everything if nothing is named.
    #[arg(value_enum)]
    parts: Vec<Part>,

    /// How many entries the knowledge has, partly made up; 0 is the shipped. Several are measured one after the other.
    #[arg(long, value_delimiter = ',', default_value = "0,1000,10000,100000")]
    entries: Vec<usize>,

    /// Cargo says so when times are wanted: `cargo test --all-targets` runs this too.
    #[arg(long, hide = true)]
    bench: bool,

    /// What this program is started as by itself, so that memory is that of one thing alone.
    #[command(subcommand)]
    role: Option<Role>,
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// An answer, stage by stage and by type of question.
    Stages,
    /// What is offered while an option is typed.
    Completion,
    /// From an interaction's bytes to those of its response.
    Endpoint,
    /// Reading the knowledge anew while questions are asked.
    Reindex,
    /// The program as a whole: its start and its memory.
    Program,
    /// Knowledge of other sizes.
    Sizes,
    /// Bots made of other libraries.
    Peers,
}

/// What this program starts itself as.
#[derive(Debug, Clone, Subcommand)]
enum Role {
    /// Measures one size and prints it as JSON.
    #[command(hide = true)]
    Size {
        /// How many entries.
        entries: usize,
    },
    /// Answers interactions as a peer does.
    #[command(hide = true)]
    Contestant {
        /// Which.
        #[arg(value_enum)]
        which: Contestant,
        /// The entries, as exported; one that has its own looks nowhere.
        entries: PathBuf,
    },
}

fn main() {
    let options = Options::parse();
    match options.role {
        Some(Role::Size { entries }) => return sizes::measure(entries),
        Some(Role::Contestant { which, .. }) => return contestant::run(which),
        None if !options.bench => return,
        None => {}
    }
    for part in Part::value_variants() {
        if !options.parts.is_empty() && !options.parts.contains(part) {
            continue;
        }
        match part {
            Part::Stages => stages::run(),
            Part::Completion => completion::run(),
            Part::Endpoint => endpoint::run(),
            Part::Reindex => reindex::run(),
            Part::Program => program::run(),
            Part::Sizes => sizes::run(&options.entries),
            Part::Peers => peers::run(),
        }
    }
}
