//! What it checks: every question, term, connector, driver and article refers
//! to another entry, or another refers to it.
//!
//! Why: readers go from entry to entry; one that stands alone is found only by
//! whoever already knows what to ask. Brands and models are exempt: they lead
//! to each other without a word written.
//!
//! Bad: a term without `see_also` that no `related` names. Good:
//! `see_also = ["faq/tip-size"]`, and `related = ["term/seal"]` over there.

use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::Problems;
use crate::knowledge::entry::{Entry, EntryId, Kind};
use crate::knowledge::reading::Read;
use std::collections::BTreeSet;

pub(super) fn check(read: &Read, problems: &Problems) {
    // As written, also in entries that must be mended: not the links between
    // an article and its sections, which are made by the reader.
    let referred: BTreeSet<&EntryId> = read.references.iter().map(|reference| &reference.value).collect();
    for entry in read.entries.iter().filter(|entry| must_be_linked(entry)) {
        if referred.contains(&entry.id) || refers_to_another(entry) {
            continue;
        }
        problems.add(Diagnostic::new(
            Rule::Orphan,
            entry.place.clone(),
            format!("`{}` refers to no entry, and no entry refers to it", entry.id),
            "stands alone",
            format!("add the nearest entries to its `{}`, and it to theirs", key_of_links(entry.kind)),
        ));
    }
}

/// A section belongs to its article.
fn must_be_linked(entry: &Entry) -> bool {
    !matches!(entry.kind, Kind::Brand | Kind::Model) && !entry.id.as_str().contains('#')
}

fn refers_to_another(entry: &Entry) -> bool {
    let own_section = |id: &EntryId| id.as_str().split('#').next() == Some(entry.id.as_str());
    entry.about.iter().chain(&entry.related).any(|id| !own_section(id))
}

fn key_of_links(kind: Kind) -> &'static str {
    if kind == Kind::Term { "see_also" } else { "related" }
}
