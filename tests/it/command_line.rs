//! The real program: what it prints where, and its exit codes.

mod ask;
mod chat;
mod check;
mod eval;
mod files;
mod usage;

use crate::support::{ROOT, SMALL};
use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_iem-bot");

/// Variables of the environment that change what the program does.
const VARIABLES: [&str; 6] = ["IEM_BOT_CONFIG", "RUST_LOG", "RUST_BACKTRACE", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"];

/// What a run of the program gave.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Asserts the exit code.
    #[track_caller]
    fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Asserts that stderr holds these texts and is neither a panic nor a backtrace.
    #[track_caller]
    fn complains(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stderr.contains(text), "`{text}` is not in: {}", self.stderr);
        }
        assert!(!self.stderr.contains("panicked") && !self.stderr.contains("backtrace"), "{}", self.stderr);
        self
    }

    /// Asserts that nothing was said on stderr.
    #[track_caller]
    fn quietly(self) -> Self {
        assert_eq!(self.stderr, "");
        self
    }
}

/// The program in a folder, with an environment that changes nothing.
fn program_in(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder);
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command
}

fn program() -> Command {
    program_in(Path::new(ROOT))
}

fn run(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().expect("the program was killed"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program with these arguments from the crate's folder.
fn bot(arguments: &[&str]) -> Run {
    let mut command = program();
    command.args(arguments);
    run(command)
}

/// The same, on the small knowledge.
fn small(arguments: &[&str]) -> Run {
    let mut command = program();
    command.args(["--knowledge", SMALL]).args(arguments);
    run(command)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The keys of an object, in alphabetical order.
fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}
