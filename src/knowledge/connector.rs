//! `connectors/*.toml`: plugs and sockets.

use super::entry::{Connector, Details, Entry, EntryId, Kind, Side};
use super::limits;
use super::reading::{Read, ids, references};
use super::vocabulary::values;
use crate::document::fields::Fields;

pub(super) fn read(mut fields: Fields<'_>, read: &mut Read) {
    read_connector(&mut fields, read);
    fields.finish();
}

fn read_connector(fields: &mut Fields<'_>, read: &mut Read) {
    let slug = fields.slug("id");
    let name = fields.text("name", limits::NAME);
    let aliases = fields.texts("aliases", limits::NAME);
    let side = fields.choice("side", &[("ear", Side::Ear), ("source", Side::Source)]);
    let balanced = fields.optional_flag("balanced");
    let contacts = fields.integer("contacts", 1..100);
    let diameter_mm = fields.number("diameter_mm");
    let summary = fields.text("summary", limits::SUMMARY);
    let text = fields.text("text", limits::TEXT);
    let pros = fields.some_texts("pros", 1, limits::ITEM);
    let cons = fields.some_texts("cons", 1, limits::ITEM);
    let related = references(fields, "related");
    let sources = fields.some_texts("sources", 1, limits::NAME);
    read.written(Kind::Connector, slug.as_ref());
    read.reference(&[], &related, &sources);
    let (Some(slug), Some(name), Some(side)) = (slug, name, side) else { return };
    let (Some(summary), Some(text)) = (summary, text) else { return };
    read.markdown.extend([summary.clone(), text.clone()]);
    let title = name.value.clone();
    let mut names = vec![name];
    names.extend(aliases);
    read.entries.push(Entry {
        id: EntryId::new(Kind::Connector, &slug.value),
        kind: Kind::Connector,
        place: slug.place,
        title,
        names,
        phrasings: Vec::new(),
        text: text.value,
        tags: Vec::new(),
        about: Vec::new(),
        related: ids(related),
        sources: values(sources),
        details: Details::Connector(Connector {
            side,
            summary: summary.value,
            balanced,
            contacts,
            diameter_mm,
            pros: values(pros),
            cons: values(cons),
        }),
    });
}
