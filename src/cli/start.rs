//! What every subcommand needs: settings, logging, the library.

use super::failure::Failure;
use super::options::Options;
use crate::document::diagnostic::Diagnostic;
use crate::document::source_file::SourceFile;
use crate::settings::{self, Settings};
use crate::snapshot::{Live, Origin, ReindexError};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the configuration is looked for, if nothing says otherwise.
const USUAL_CONFIG: &str = "config/iem-bot.toml";
/// Where the knowledge is looked for, if nothing says otherwise.
const USUAL_KNOWLEDGE: &str = "knowledge";

/// Reads the configuration, starts logging and loads the knowledge.
pub(super) fn live(options: &Options) -> Result<Live, Failure> {
    let settings = settings(options)?;
    super::logging::start(options, &settings);
    let origin = origin(options, &settings);
    Live::open(origin, settings.index_dir).map_err(|error| match error {
        ReindexError::Invalid(problems) => {
            tell(&problems);
            Failure::Told
        }
        other => {
            Failure::problem(other.to_string(), "set `index.dir` to a folder that can be written, or leave it empty")
        }
    })
}

/// Reads the configuration; a problem in it ends the program.
pub(super) fn settings(options: &Options) -> Result<Settings, Failure> {
    let (settings, problems) = read_settings(options)?;
    if problems.iter().any(Diagnostic::is_error) {
        tell(&problems);
        return Err(Failure::Told);
    }
    Ok(settings)
}

/// Reads the configuration, with what is wrong with it.
pub(super) fn read_settings(options: &Options) -> Result<(Settings, Vec<Diagnostic>), Failure> {
    let usual = Path::new(USUAL_CONFIG);
    let path = match &options.config {
        Some(path) => path,
        None if usual.is_file() => usual,
        None => return Ok((Settings::default(), Vec::new())),
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read the configuration `{}`: {error}", path.display());
        Failure::problem(message, "name a file that is there with --config or IEM_BOT_CONFIG, or leave both out")
    })?;
    let shown = path.display().to_string();
    Ok(settings::read(&Arc::new(SourceFile { path: shown.clone(), name: shown, text })))
}

/// A flag beats the file; `./knowledge` beats the built-in copy.
pub(super) fn origin(options: &Options, settings: &Settings) -> Origin {
    let named = options.knowledge.clone().or_else(|| settings.knowledge_dir.clone());
    let usual = || Some(PathBuf::from(USUAL_KNOWLEDGE)).filter(|path| path.is_dir());
    named.or_else(usual).map_or(Origin::BuiltIn, Origin::Folder)
}

/// Prints problems on stderr, with their places, and how many there are.
pub(super) fn tell(problems: &[Diagnostic]) {
    let colour = std::io::stderr().is_terminal();
    let mut stderr = anstream::stderr();
    for problem in problems {
        let _closed = writeln!(stderr, "{}\n", problem.render(colour));
    }
    let _closed = writeln!(stderr, "{}", counted(problems));
}

/// "2 errors, 1 warning".
pub(super) fn counted(problems: &[Diagnostic]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
}
