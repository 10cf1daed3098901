//! `iem-bot check`: every problem in configuration and knowledge.

use super::failure::Failure;
use super::options::Options;
use super::start;
use super::terminal::Terminal;
use crate::document::diagnostic::{Diagnostic, sort};
use crate::evaluation::{near_duplicates, phrasings};
use crate::search::Library;
use crate::snapshot::{Origin, read_knowledge};

pub(super) fn run(options: &Options, terminal: &mut Terminal) -> Result<(), Failure> {
    let (settings, mut problems) = start::read_settings(options)?;
    super::logging::start(options, &settings);
    let origin = start::origin(options, &settings);
    let summary = check_knowledge(&origin, &mut problems)?;
    sort(&mut problems);
    if !problems.is_empty() {
        start::tell(&problems);
    }
    if problems.iter().any(Diagnostic::is_error) {
        return Err(Failure::Told);
    }
    terminal.line(&summary)?;
    Ok(())
}

/// Adds what is wrong with the knowledge; says what is in it.
fn check_knowledge(origin: &Origin, problems: &mut Vec<Diagnostic>) -> Result<String, Failure> {
    let (knowledge, found) = read_knowledge(origin);
    let broken = found.iter().any(Diagnostic::is_error);
    problems.extend(found);
    if broken {
        // What cannot be loaded cannot be asked.
        return Ok(String::new());
    }
    let entries = knowledge.entries().len();
    let library = Library::new(knowledge, None)
        .map_err(|error| Failure::problem(error.to_string(), "this is a fault of the program; please report it"))?;
    problems.extend(phrasings::check(&library));
    problems.extend(near_duplicates::check(&library));
    let asked: usize = library.knowledge.entries().iter().map(|entry| entry.names.len() + entry.phrasings.len()).sum();
    Ok(format!("{origin}: {entries} entries, and each of their {asked} phrasings and names finds its own entry first"))
}
