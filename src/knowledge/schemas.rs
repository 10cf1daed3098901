//! Schemas of the knowledge's files, for editors that complete keys and mark
//! mistakes while one types.
//!
//! They are what the readers ask for, so that they cannot differ from what is
//! read. `tests/it/schemas.rs` keeps `knowledge/schemas/` equal to them.

use super::reading::Read;
use super::{article, brand, connector, driver, faq, glossary, source, vocabulary, warnings};
use crate::document::fields::{Fields, Problems};
use serde_json::Value;

/// The schema of each kind of file, by the name of its file:
/// `faq` for `faq.schema.json`.
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        (
            "article",
            describe("front matter of an article", |fields, _, read| {
                article::read_front(fields, read);
            }),
        ),
        ("brand", describe("brand with its models", |fields, _, read| brand::read(fields, read))),
        ("connector", describe("connector", |fields, _, read| connector::read(fields, read))),
        ("driver", describe("driver type", |fields, _, read| driver::read(fields, read))),
        ("faq", describe("FAQ file", faq::read)),
        ("glossary", describe("glossary", |fields, _, read| glossary::read(fields, read))),
        ("sources", describe("list of sources", source::read)),
        (
            "vocabulary",
            describe("vocabulary", |fields, _, _| {
                vocabulary::read(fields);
            }),
        ),
        ("warnings", describe("list of warnings", |fields, _, read| warnings::read(fields, read))),
    ]
}

fn describe(title: &'static str, reader: impl FnOnce(Fields<'_>, &Problems, &mut Read)) -> Value {
    let read = &mut Read::default();
    Fields::describing(title, |fields, problems| reader(fields, problems, read)).schema(title)
}
