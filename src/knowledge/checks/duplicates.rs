//! What it checks: no two entries share an id, a phrasing, or (within a kind)
//! a name.
//!
//! Why: a button holds an id, and a question that two entries claim is
//! answered by chance.
//!
//! Bad: `phrasings = ["iem vs earbuds"]` in two entries. Good: in one; the
//! other entry asks something else.

use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::Problems;
use crate::document::source_file::{Located, Place};
use crate::knowledge::entry::{Entry, Kind};
use crate::knowledge::reading::Read;
use crate::text::tokens::words;
use std::collections::BTreeMap;

pub(super) fn check(read: &Read, problems: &Problems) {
    check_ids(read, problems);
    check_phrasings(read, problems);
}

fn check_ids(read: &Read, problems: &Problems) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    let entries = read.entries.iter().map(|entry| (entry.id.as_str(), &entry.place));
    let sources = read.sources.iter().map(|source| (source.id.as_str(), &source.place));
    for (id, place) in entries.chain(sources) {
        if let Some(first) = seen.insert(id, place) {
            let what = if id.contains('/') { "entries" } else { "sources" };
            problems.add(
                Diagnostic::new(
                    Rule::DuplicateId,
                    place.clone(),
                    format!("there are two {what} with the id `{id}`"),
                    "second",
                    "give one of them another id, or make them one",
                )
                .with_also(first.clone(), "first"),
            );
        }
    }
}

fn check_phrasings(read: &Read, problems: &Problems) {
    let mut seen: BTreeMap<String, (&Entry, &Place)> = BTreeMap::new();
    // A section's heading is no question: it may well be the name of a thing.
    for entry in read.entries.iter().filter(|entry| !entry.id.as_str().contains('#')) {
        for phrasing in entry.phrasings.iter().chain(&entry.names) {
            check_phrasing(entry, phrasing, &mut seen, problems);
        }
    }
}

fn check_phrasing<'r>(
    entry: &'r Entry,
    phrasing: &'r Located<String>,
    seen: &mut BTreeMap<String, (&'r Entry, &'r Place)>,
    problems: &Problems,
) {
    let folded = words(&phrasing.value).join(" ");
    let Some((other, first)) = seen.get(&folded).copied() else {
        seen.insert(folded, (entry, &phrasing.place));
        return;
    };
    // Different makers do give earphones the same name, and a name may also be
    // a word: "Zero", "Solaris". The bot then asks which one is meant.
    let both_named = !entry.names.is_empty() && !other.names.is_empty();
    let may_share = both_named && (entry.kind == Kind::Model || other.kind == Kind::Model);
    if may_share && other.id != entry.id {
        return;
    }
    let (message, help) = if other.id == entry.id {
        (format!("`{}` has this phrasing twice", entry.id), "take one out: case and punctuation make no difference")
    } else {
        let message = format!("`{}` and `{}` have the same phrasing", other.id, entry.id);
        (message, "leave it where it fits best, and take it out of the other")
    };
    problems.add(
        Diagnostic::new(Rule::DuplicatePhrasing, phrasing.place.clone(), message, "second", help)
            .with_also(first.clone(), "first"),
    );
}
