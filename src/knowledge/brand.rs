//! `brands/*.toml`: makers, each with its models.

use super::entry::{Brand, BrandTag, Details, Entry, EntryId, Fit, Kind, Model, Price, Sensitivity};
use super::limits;
use super::reading::{Read, ids};
use super::vocabulary::values;
use crate::document::fields::Fields;
use crate::document::source_file::Located;

/// The fields of a brand that may rest on common knowledge only.
const BRAND_FIELDS: [(&str, &str); 8] = [
    ("country", "country"),
    ("city", "city"),
    ("founded", "founded"),
    ("founders", "founders"),
    ("parent", "parent"),
    ("connectors", "connectors"),
    ("website", "website"),
    ("known_for", "known_for"),
];

/// The same for a model.
const MODEL_FIELDS: [(&str, &str); 7] = [
    ("year", "year"),
    ("configuration", "configuration"),
    ("drivers", "drivers"),
    ("connector", "connector"),
    ("price", "price"),
    ("discontinued", "discontinued"),
    ("fit", "fit"),
];

pub(super) fn read(mut fields: Fields<'_>, read: &mut Read) {
    read_brand(&mut fields, read);
    fields.finish();
}

fn read_brand(fields: &mut Fields<'_>, read: &mut Read) {
    let slug = fields.slug("id");
    let name = fields.text("name", limits::NAME);
    let aliases = fields.texts("aliases", limits::NAME);
    let country = fields.optional_text("country", limits::NAME);
    let city = fields.optional_text("city", limits::NAME);
    let founded = fields.integer("founded", 1800..2101);
    let founders = values(fields.texts("founders", limits::NAME));
    let parent = fields.optional_text("parent", limits::ITEM);
    let summary = fields.text("summary", limits::SUMMARY);
    let text = fields.text("text", limits::TEXT);
    let known_for = values(fields.texts("known_for", limits::ITEM));
    let house_sound = fields.optional_text("house_sound", limits::SUMMARY);
    let tags = fields.choices("tags", &BrandTag::ALL);
    let connectors = connector_references(fields.texts("connectors", limits::NAME));
    let connector_note = fields.optional_text("connector_note", limits::SUMMARY);
    let website = fields.optional_text("website", limits::ADDRESS);
    let unconfirmed = fields.choices("unconfirmed", &BRAND_FIELDS);
    let sources = fields.some_texts("sources", 1, limits::NAME);
    let models = fields.tables("model", "model");
    read.written(Kind::Brand, slug.as_ref());
    read.reference(&connectors, &[], &sources);
    read.countries.extend(country.clone());
    let (Some(slug), Some(name), Some(summary), Some(text)) = (slug, name, summary, text) else {
        for mut model in models {
            read_model(&mut model, &EntryId::new(Kind::Brand, "unknown"), "", read);
            model.finish();
        }
        return;
    };
    let id = EntryId::new(Kind::Brand, &slug.value);
    let first_model = read.entries.len();
    for mut model in models {
        read_model(&mut model, &id, &name.value, read);
        model.finish();
    }
    let models = read.entries.iter().skip(first_model).map(|entry| entry.id.clone()).collect();
    read.markdown.extend([summary.clone(), text.clone()]);
    let title = name.value.clone();
    let mut names = vec![name];
    names.extend(aliases);
    read.entries.push(Entry {
        id,
        kind: Kind::Brand,
        place: slug.place,
        title,
        names,
        phrasings: Vec::new(),
        text: text.value,
        tags: Vec::new(),
        about: Vec::new(),
        related: Vec::new(),
        sources: values(sources),
        details: Details::Brand(Brand {
            summary: summary.value,
            country: value(country),
            city: value(city),
            founded,
            founders,
            parent: value(parent),
            known_for,
            house_sound: value(house_sound),
            tags,
            connectors: ids(connectors),
            connector_note: value(connector_note),
            website: value(website),
            unconfirmed: unconfirmed.into_iter().map(str::to_owned).collect(),
            models,
        }),
    });
}

fn read_model(fields: &mut Fields<'_>, brand: &EntryId, brand_name: &str, read: &mut Read) {
    let slug = fields.slug("id");
    let name = fields.text("name", limits::NAME);
    let aliases = fields.texts("aliases", limits::NAME);
    let year = fields.integer("year", 1950..2101);
    let drivers = read_drivers(fields, read);
    let configuration = fields.optional_text("configuration", limits::NAME);
    let impedance_ohm = fields.number("impedance_ohm");
    let sensitivity = fields.table("sensitivity", "sensitivity").and_then(read_sensitivity);
    let connector: Vec<Located<String>> = fields.optional_text("connector", limits::NAME).into_iter().collect();
    let connector = connector_references(connector);
    let fits = [("universal", Fit::Universal), ("custom", Fit::Custom), ("both", Fit::Both)];
    let fit = fields.optional_choice("fit", &fits);
    let price = fields.table("price", "price").and_then(read_price);
    let discontinued = fields.flag("discontinued");
    let signature = fields.optional_text("signature", limits::ITEM);
    let note = fields.optional_text("note", limits::NOTE);
    let unconfirmed = fields.choices("unconfirmed", &MODEL_FIELDS);
    let sources = fields.some_texts("sources", 1, limits::NAME);
    read.written(Kind::Model, slug.as_ref());
    read.reference(&connector, &[], &sources);
    let (Some(slug), Some(name)) = (slug, name) else { return };
    read.markdown.extend(note.clone());
    let title = format!("{brand_name} {}", name.value);
    let model_name = name.value.clone();
    let mut names = vec![name];
    names.extend(aliases);
    read.entries.push(Entry {
        id: EntryId::new(Kind::Model, &slug.value),
        kind: Kind::Model,
        place: slug.place,
        title,
        names,
        phrasings: Vec::new(),
        text: note.clone().map(|text| text.value).unwrap_or_default(),
        tags: Vec::new(),
        about: Vec::new(),
        related: vec![brand.clone()],
        sources: values(sources),
        details: Details::Model(Model {
            brand: brand.clone(),
            name: model_name,
            year,
            drivers,
            configuration: value(configuration),
            impedance_ohm,
            sensitivity,
            connector: ids(connector).into_iter().next(),
            fit: fit.unwrap_or_default(),
            price,
            discontinued,
            signature: value(signature),
            note: value(note),
            unconfirmed: unconfirmed.into_iter().map(str::to_owned).collect(),
        }),
    });
}

/// `drivers = [{ driver = "dynamic", count = 1 }]`, a side.
fn read_drivers(fields: &mut Fields<'_>, read: &mut Read) -> Vec<(EntryId, u16)> {
    let mut drivers = Vec::new();
    for mut part in fields.tables("drivers", "driver of a model") {
        let driver = part.text("driver", limits::NAME);
        let count = part.integer("count", 1..100);
        part.finish();
        if let (Some(driver), Some(count)) = (driver, count) {
            let id = EntryId::new(Kind::Driver, &driver.value);
            read.references.push(Located { value: id.clone(), place: driver.place });
            drivers.push((id, count));
        }
    }
    drivers
}

fn read_sensitivity(mut fields: Fields<'_>) -> Option<Sensitivity> {
    let number = fields.number("value");
    let unit = fields.choice("unit", &[("dB/mW", "dB/mW"), ("dB/V", "dB/V"), ("dB", "dB")]);
    fields.finish();
    Some(Sensitivity { value: number?, unit: unit?.to_owned() })
}

fn read_price(mut fields: Fields<'_>) -> Option<Price> {
    let usd = fields.integer("usd", 1..100_000);
    let as_of = fields.text("as_of", limits::NAME);
    fields.finish();
    Some(Price { usd: usd?, as_of: as_of?.value })
}

/// Connectors are written without their kind.
fn connector_references(slugs: Vec<Located<String>>) -> Vec<Located<EntryId>> {
    let reference =
        |slug: Located<String>| Located { value: EntryId::new(Kind::Connector, &slug.value), place: slug.place };
    slugs.into_iter().map(reference).collect()
}

fn value(located: Option<Located<String>>) -> Option<String> {
    located.map(|text| text.value)
}
