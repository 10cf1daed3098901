//! `drivers/*.toml`: ways to make sound.

use super::entry::{Details, Driver, Entry, EntryId, Kind};
use super::limits;
use super::reading::{Read, ids, references};
use super::vocabulary::values;
use crate::document::fields::Fields;

pub(super) fn read(mut fields: Fields<'_>, read: &mut Read) {
    read_driver(&mut fields, read);
    fields.finish();
}

fn read_driver(fields: &mut Fields<'_>, read: &mut Read) {
    let slug = fields.slug("id");
    let name = fields.text("name", limits::NAME);
    let aliases = fields.texts("aliases", limits::NAME);
    let abbreviation = fields.optional_text("abbreviation", limits::NAME);
    let summary = fields.text("summary", limits::SUMMARY);
    let text = fields.text("text", limits::TEXT);
    let strengths = fields.some_texts("strengths", 1, limits::ITEM);
    let weaknesses = fields.some_texts("weaknesses", 1, limits::ITEM);
    let related = references(fields, "related");
    let sources = fields.some_texts("sources", 1, limits::NAME);
    read.written(Kind::Driver, slug.as_ref());
    read.reference(&[], &related, &sources);
    let (Some(slug), Some(name), Some(summary), Some(text)) = (slug, name, summary, text) else { return };
    read.markdown.extend([summary.clone(), text.clone()]);
    let title = name.value.clone();
    let mut names = vec![name];
    names.extend(abbreviation.clone());
    names.extend(aliases);
    read.entries.push(Entry {
        id: EntryId::new(Kind::Driver, &slug.value),
        kind: Kind::Driver,
        place: slug.place,
        title,
        names,
        phrasings: Vec::new(),
        text: text.value,
        tags: Vec::new(),
        about: Vec::new(),
        related: ids(related),
        sources: values(sources),
        details: Details::Driver(Driver {
            summary: summary.value,
            abbreviation: abbreviation.map(|text| text.value),
            strengths: values(strengths),
            weaknesses: values(weaknesses),
        }),
    });
}
