//! The command line: one file a subcommand, and how a reply looks in a
//! terminal.

mod ask;
mod chat;
mod check;
mod commands;
mod eval;
mod explain;
mod export;
mod failure;
mod init;
mod logging;
mod operations;
mod options;
mod run;
mod secrets;
mod serve;
mod signals;
mod start;
pub mod terminal;
mod watch;

use clap::Parser;
pub use options::{Command, Options};
use std::ffi::OsString;
use std::process::ExitCode;

use failure::Failure;
use terminal::Terminal;

/// Runs the program with these arguments, the first being its own name.
///
/// Exit codes: 0 done, 1 a problem in the user's files, 2 wrong usage.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let options = match Options::try_parse_from(arguments) {
        Ok(options) => options,
        Err(error) => return usage(&error),
    };
    let mut terminal = Terminal::new();
    match dispatch(&options, &mut terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn dispatch(options: &Options, terminal: &mut Terminal) -> Result<(), Failure> {
    match &options.command {
        Command::Ask(ask) => ask::run(options, ask, terminal),
        Command::Chat => chat::run(options, terminal),
        Command::Run(run) => run::run(options, run),
        Command::Serve(serve) => serve::run(options, serve),
        Command::Commands(commands) => commands::run(options, commands, terminal),
        Command::Check => check::run(options, terminal),
        Command::Eval(eval) => eval::run(options, eval, terminal),
        Command::Init { folder } => init::run(folder, terminal),
        Command::Export => export::run(options, terminal),
    }
}

/// Prints what clap has to say: help and version go to stdout with code 0.
fn usage(error: &clap::Error) -> ExitCode {
    let code = if error.use_stderr() { 2 } else { 0 };
    // A closed stdout or stderr leaves nobody to tell.
    let _closed = error.print();
    ExitCode::from(code)
}
