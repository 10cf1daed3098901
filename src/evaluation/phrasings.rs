//! Does every phrasing find its own entry?
//!
//! A phrasing that finds another entry first is a question that will be
//! answered wrongly: either the two entries overlap, or the phrasing says too
//! little.

use crate::answer::decision::decide;
use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::source_file::Located;
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;

/// Tries every phrasing and name; a diagnostic for each that fails.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // A section's heading is no question of its own.
    for entry in library.knowledge.entries().iter().filter(|entry| !entry.id.as_str().contains('#')) {
        for asked in entry.names.iter().chain(&entry.phrasings) {
            problems.extend(check_one(library, entry, asked));
        }
    }
    problems
}

fn check_one(library: &Library, entry: &Entry, asked: &Located<String>) -> Option<Diagnostic> {
    let decision = decide(library, &asked.value);
    let found = decision.reply.answers.iter().map(|answer| answer.id.as_str());
    let Some(winner) = found.clone().next().map(str::to_owned) else {
        return finds_nothing(library, entry, asked);
    };
    if winner == entry.id.as_str() || shares_name(library, entry, asked, &winner) {
        return None;
    }
    let place = found.enumerate().find(|(_, id)| *id == entry.id.as_str()).map(|(index, _)| index + 1);
    let place = place.map_or_else(|| "not among the answers".to_owned(), |place| format!("in place {place}"));
    Some(Diagnostic::new(
        Rule::Stolen,
        asked.place.clone(),
        format!("`{}` finds `{winner}` and not `{}`", asked.value, entry.id),
        format!("its own entry is {place}"),
        format!("make the phrasing more particular, move it to `{winner}`, or see `iem-bot ask --explain` for why"),
    ))
}

/// The name of a maker that is an ordinary word may find nothing by itself.
fn finds_nothing(library: &Library, entry: &Entry, asked: &Located<String>) -> Option<Diagnostic> {
    if shares_name(library, entry, asked, "") {
        return None;
    }
    Some(Diagnostic::new(
        Rule::Stolen,
        asked.place.clone(),
        format!("`{}` finds nothing and not `{}`", asked.value, entry.id),
        "says too little",
        "make the phrasing more particular, or see `iem-bot ask --explain` for why",
    ))
}

/// Things may share a name; then any of them is a fair answer to it.
fn shares_name(library: &Library, entry: &Entry, asked: &Located<String>, winner: &str) -> bool {
    let folded: String = library.analyser.tokens(&asked.value).iter().map(|token| token.text.as_str()).collect();
    let Some(name) = library.names.get(&folded) else {
        // The name of a maker that is our own word is found through its models.
        return entry.kind == Kind::Brand && entry.names.contains(asked);
    };
    let entries = library.knowledge.entries();
    entry.names.contains(asked)
        && name.entries.iter().filter_map(|position| entries.get(*position)).any(|other| other.id.as_str() == winner)
}
