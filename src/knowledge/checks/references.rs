//! What it checks: every entry, source and country that is named exists.
//!
//! Why: a link that leads nowhere is worse than none.
//!
//! Bad: `related = ["term/seel"]`. Good: `related = ["term/seal"]`.

use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::Problems;
use crate::knowledge::reading::Read;
use crate::text::distance::nearest;
use std::collections::BTreeSet;

pub(super) fn check(read: &Read, problems: &Problems) {
    check_entries(read, problems);
    check_sources(read, problems);
    check_countries(read, problems);
}

fn check_entries(read: &Read, problems: &Problems) {
    let known: BTreeSet<&str> = read.entries.iter().map(|entry| entry.id.as_str()).collect();
    for reference in &read.references {
        let id = reference.value.as_str();
        if known.contains(id) || read.written.contains(id) {
            continue;
        }
        problems.add(Diagnostic::new(
            Rule::UnknownEntry,
            reference.place.clone(),
            format!("there is no entry `{id}`"),
            "not found",
            hint(id, &known, "`iem-bot export` lists every id"),
        ));
    }
}

fn check_sources(read: &Read, problems: &Problems) {
    let known: BTreeSet<&str> = read.sources.iter().map(|source| source.id.as_str()).collect();
    for citation in &read.citations {
        let id = citation.value.as_str();
        if known.contains(id) || read.written.contains(id) {
            continue;
        }
        problems.add(Diagnostic::new(
            Rule::UnknownSource,
            citation.place.clone(),
            format!("there is no source `{id}`"),
            "not found",
            hint(id, &known, "add it to sources.toml"),
        ));
    }
}

fn check_countries(read: &Read, problems: &Problems) {
    let known: BTreeSet<&str> = read.vocabulary.countries.iter().map(|country| country.name.as_str()).collect();
    if known.is_empty() {
        // Then the vocabulary is what is wrong, and not every brand.
        return;
    }
    for country in &read.countries {
        let name = country.value.as_str();
        if known.contains(name) {
            continue;
        }
        problems.add(Diagnostic::new(
            Rule::NotAllowed,
            country.place.clone(),
            format!("the vocabulary has no country `{name}`"),
            "not known",
            hint(name, &known, "add a [[country]] to vocabulary.toml"),
        ));
    }
}

fn hint(name: &str, known: &BTreeSet<&str>, otherwise: &str) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}
