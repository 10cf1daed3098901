//! What it checks: each source is written down once, and cited somewhere.
//!
//! Why: one page under two ids cannot be mended in one place; a source that
//! nothing cites is left over from something.
//!
//! Bad: two `[[source]]` with the same `url` and title. Good: one.

use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::Problems;
use crate::knowledge::reading::Read;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(read: &Read, problems: &Problems) {
    check_addresses(read, problems);
    check_use(read, problems);
}

fn check_addresses(read: &Read, problems: &Problems) {
    let mut seen = BTreeMap::new();
    for source in &read.sources {
        let key = (source.url.as_deref(), source.title.as_str());
        if let Some(first) = seen.insert(key, &source.place) {
            problems.add(
                Diagnostic::new(
                    Rule::DuplicateSource,
                    source.place.clone(),
                    format!("`{}` is written down twice", source.title),
                    "second",
                    "keep one, and use its id everywhere",
                )
                .with_also(first.clone(), "first"),
            );
        }
    }
}

fn check_use(read: &Read, problems: &Problems) {
    let cited: BTreeSet<&str> = read.citations.iter().map(|citation| citation.value.as_str()).collect();
    for source in read.sources.iter().filter(|source| !cited.contains(source.id.as_str())) {
        problems.add(Diagnostic::new(
            Rule::UnusedSource,
            source.place.clone(),
            format!("nothing cites the source `{}`", source.id),
            "unused",
            "cite it where it belongs, or take it out",
        ));
    }
}
