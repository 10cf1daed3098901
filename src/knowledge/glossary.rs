//! `glossary.toml`: the words of the hobby.

use super::entry::{Details, Entry, EntryId, Kind};
use super::limits;
use super::reading::{Read, ids, references};
use super::vocabulary::values;
use crate::document::fields::Fields;

pub(super) fn read(mut fields: Fields<'_>, read: &mut Read) {
    for mut term in fields.tables("term", "glossary term") {
        read_term(&mut term, read);
        term.finish();
    }
    fields.finish();
}

fn read_term(fields: &mut Fields<'_>, read: &mut Read) {
    let slug = fields.slug("id");
    let term = fields.text("term", limits::NAME);
    let aliases = fields.texts("aliases", limits::NAME);
    let definition = fields.text("definition", limits::SUMMARY);
    let text = fields.text("text", limits::TEXT);
    let see_also = references(fields, "see_also");
    let sources = fields.some_texts("sources", 1, limits::NAME);
    read.written(Kind::Term, slug.as_ref());
    read.reference(&[], &see_also, &sources);
    let (Some(slug), Some(term), Some(definition), Some(text)) = (slug, term, definition, text) else { return };
    read.markdown.extend([definition.clone(), text.clone()]);
    let title = term.value.clone();
    let mut names = vec![term];
    names.extend(aliases);
    read.entries.push(Entry {
        id: EntryId::new(Kind::Term, &slug.value),
        kind: Kind::Term,
        place: slug.place,
        title,
        names,
        phrasings: Vec::new(),
        text: text.value,
        tags: Vec::new(),
        about: Vec::new(),
        related: ids(see_also),
        sources: values(sources),
        details: Details::Term { definition: definition.value },
    });
}
