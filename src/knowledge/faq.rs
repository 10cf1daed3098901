//! `faq/*.toml`: questions and their answers.

use super::entry::{Details, Entry, EntryId, Kind};
use super::limits;
use super::reading::{Read, ids, references};
use super::vocabulary::values;
use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::fields::{Fields, Problems};

/// How many phrasings an entry needs beside its question.
const PHRASINGS: usize = 4;

pub(super) fn read(mut fields: Fields<'_>, problems: &Problems, read: &mut Read) {
    for mut entry in fields.tables("entry", "FAQ entry") {
        read_entry(&mut entry, problems, read);
        entry.finish();
    }
    fields.finish();
}

fn read_entry(fields: &mut Fields<'_>, problems: &Problems, read: &mut Read) {
    let slug = fields.slug("id");
    let question = fields.text("question", limits::TITLE);
    let mut phrasings = fields.some_texts("phrasings", PHRASINGS, limits::PHRASING);
    let answer = fields.text("answer", limits::TEXT);
    let tags = values(fields.some_texts("tags", 1, limits::NAME));
    let about = references(fields, "about");
    let related = references(fields, "related");
    let sources = fields.some_texts("sources", 1, limits::NAME);
    let contested = fields.flag("contested");
    read.written(Kind::Faq, slug.as_ref());
    read.reference(&about, &related, &sources);
    let (Some(slug), Some(question), Some(answer)) = (slug, question, answer) else { return };
    if contested && sources.len() < 2 {
        problems.add(Diagnostic::new(
            Rule::Unsourced,
            slug.place.clone(),
            format!("`{}` is contested and cites fewer than two sources", slug.value),
            "contested",
            "cite a source for each position",
        ));
    }
    phrasings.insert(0, question.clone());
    read.markdown.push(answer.clone());
    let id = EntryId::new(Kind::Faq, &slug.value);
    read.entries.push(Entry {
        id,
        kind: Kind::Faq,
        place: slug.place,
        title: question.value,
        names: Vec::new(),
        phrasings,
        text: answer.value,
        tags,
        about: ids(about),
        related: ids(related),
        sources: values(sources),
        details: Details::Text,
    });
}
