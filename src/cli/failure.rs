//! What ends the program early, in one readable block.

use std::io::{self, Write};
use std::process::ExitCode;

/// Why the program ends.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something is wrong with what it was given: what, and how to mend it.
    Problem {
        /// What is wrong.
        message: String,
        /// How to mend it.
        help: String,
    },
    /// Everything has been said already; only the exit code is left.
    Told,
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    pub(super) fn problem(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Problem { message: message.into(), help: help.into() }
    }

    /// Says it on stderr and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        match self {
            Failure::Told => ExitCode::from(1),
            // Whoever reads us has had enough: `iem-bot export | head`.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Failure::Output(error) => tell(&format!("the output cannot be written: {error}"), "check where it goes"),
            Failure::Problem { message, help } => tell(&message, &help),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

fn tell(message: &str, help: &str) -> ExitCode {
    let (error, note, plain) = (super::terminal::ERROR, super::terminal::HELP, anstyle::Reset);
    let text = format!("{error}error:{plain} {message}\n {note}help:{plain} {help}\n");
    // A closed stderr leaves nobody to tell.
    let _closed = anstream::stderr().write_all(text.as_bytes());
    ExitCode::from(1)
}
