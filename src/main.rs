//! The `iem-bot` program; everything it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    iem_bot::cli::run(std::env::args_os())
}
