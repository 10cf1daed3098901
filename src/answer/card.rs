//! An entry as an answer: its text, and its typed facts beside it.

use super::phrase::{article, capitalised, listed, listed_up_to, number};
use super::reply::{Answer, Fact, citations};
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Brand, Connector, Details, Driver, Entry, EntryId, Fit, Model, Price, Side};

/// How many names a fact lists before it counts the rest.
const NAMES_SHOWN: usize = 24;
/// The same, where the names are only examples.
const EXAMPLES_SHOWN: usize = 8;

/// The whole entry.
pub fn card(knowledge: &Knowledge, entry: &Entry, score: f32) -> Answer {
    Answer {
        id: entry.id.to_string(),
        kind: entry.kind,
        title: entry.title.clone(),
        text: text(knowledge, entry),
        facts: facts(knowledge, entry),
        score,
        sources: citations(knowledge, [entry]),
    }
}

/// The text alone.
fn text(knowledge: &Knowledge, entry: &Entry) -> String {
    match &entry.details {
        Details::Text => entry.text.clone(),
        Details::Term { definition } => format!("{definition}\n\n{}", entry.text),
        Details::Brand(brand) => format!("{}\n\n{}", brand.summary, entry.text),
        Details::Connector(connector) => format!("{}\n\n{}", connector.summary, entry.text),
        Details::Driver(driver) => format!("{}\n\n{}", driver.summary, entry.text),
        Details::Model(model) => {
            let note = model.note.as_deref().unwrap_or_default();
            [&model_sentence(knowledge, model), note].join(" ").trim().to_owned()
        }
    }
}

/// What the entry is, in one sentence.
pub fn sentence(knowledge: &Knowledge, entry: &Entry) -> String {
    match &entry.details {
        Details::Text => super::phrase::first_sentence(&entry.text).to_owned(),
        Details::Term { definition } => definition.clone(),
        Details::Brand(brand) => brand.summary.clone(),
        Details::Connector(connector) => connector.summary.clone(),
        Details::Driver(driver) => driver.summary.clone(),
        Details::Model(model) => model_sentence(knowledge, model),
    }
}

/// "The Blessing 3 is a hybrid in-ear monitor by Moondrop (China), with two
/// dynamic drivers and four balanced armatures a side."
fn model_sentence(knowledge: &Knowledge, model: &Model) -> String {
    let brand = knowledge.entry(&model.brand);
    let maker = brand.map_or("", |entry| entry.title.as_str());
    let country = brand.and_then(brand_of).and_then(|brand| brand.country.as_deref());
    let country = country.map(|country| format!(" ({country})")).unwrap_or_default();
    let fit = if model.fit == Fit::Custom { "custom-moulded " } else { "" };
    let layout = configuration(model).map(|layout| format!("{layout} ")).unwrap_or_default();
    let what = format!("{fit}{layout}in-ear monitor");
    let drivers =
        drivers_phrase(knowledge, model).map(|drivers| format!(", with {drivers} a side")).unwrap_or_default();
    let verb = if model.discontinued { "was" } else { "is" };
    format!("The {} {verb} {} {what} by {maker}{country}{drivers}.", model.name, article(&what))
}

/// The kind of driver layout, from the drivers themselves where they are known.
pub(super) fn configuration(model: &Model) -> Option<String> {
    let kinds = model.drivers.len();
    let count: u16 = model.drivers.iter().map(|(_, count)| count).sum();
    match (kinds, count) {
        (0, _) => model.configuration.clone(),
        (1, 1) => Some("single-driver".to_owned()),
        (1, _) => Some("multi-driver".to_owned()),
        (2, _) => Some("hybrid".to_owned()),
        (3, _) => Some("tribrid".to_owned()),
        _ => Some("quadbrid".to_owned()),
    }
}

/// "two dynamic drivers and four balanced armatures".
pub(super) fn drivers_phrase(knowledge: &Knowledge, model: &Model) -> Option<String> {
    let part =
        |(driver, count): &(EntryId, u16)| format!("{} {}", number(*count), driver_words(knowledge, driver, *count));
    let parts: Vec<String> = model.drivers.iter().map(part).collect();
    (!parts.is_empty()).then(|| listed(&parts))
}

fn driver_words(knowledge: &Knowledge, driver: &EntryId, count: u16) -> String {
    let title = knowledge.entry(driver).map_or(driver.slug(), |entry| entry.title.as_str());
    let name = if title.chars().skip(1).any(char::is_uppercase) { title.to_owned() } else { title.to_lowercase() };
    let noun = if name.ends_with("driver") || name.ends_with("armature") || name.ends_with("radiator") {
        name
    } else {
        format!("{name} driver")
    };
    if count == 1 { noun } else { format!("{noun}s") }
}

/// The typed facts of an entry.
pub fn facts(knowledge: &Knowledge, entry: &Entry) -> Vec<Fact> {
    let mut facts = Facts::default();
    match &entry.details {
        Details::Text | Details::Term { .. } => {}
        Details::Brand(brand) => brand_facts(knowledge, brand, &mut facts),
        Details::Model(model) => model_facts(knowledge, model, &mut facts),
        Details::Connector(connector) => connector_facts(knowledge, entry, connector, &mut facts),
        Details::Driver(driver) => driver_facts(knowledge, entry, driver, &mut facts),
    }
    facts.list
}

/// Facts in the making; what is empty is left out.
#[derive(Default)]
struct Facts {
    list: Vec<Fact>,
}

impl Facts {
    fn add(&mut self, name: &'static str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.list.push(Fact { name, value });
        }
    }
}

fn brand_facts(knowledge: &Knowledge, brand: &Brand, facts: &mut Facts) {
    let mark = |key: &str, value: String| unconfirmed(&brand.unconfirmed, key, value);
    facts.add("Country", brand.country.clone().map(|country| mark("country", country)));
    facts.add("Based in", brand.city.clone().map(|city| mark("city", city)));
    facts.add("Founded", brand.founded.map(|year| mark("founded", year.to_string())));
    let founders = (!brand.founders.is_empty()).then(|| mark("founders", listed(&brand.founders)));
    facts.add("Founded by", founders);
    facts.add("Belongs to", brand.parent.clone().map(|parent| mark("parent", parent)));
    facts.add("Known for", Some(brand.known_for.join("; ")));
    facts.add("House sound", brand.house_sound.clone());
    facts.add("Connectors", connectors_of_brand(knowledge, brand));
    let models: Vec<String> = brand.models.iter().filter_map(|id| knowledge.entry(id)).filter_map(model_name).collect();
    facts.add("Models", Some(listed_up_to(&models, NAMES_SHOWN)));
    facts.add("Website", brand.website.clone());
}

/// "MMCX and 2-pin. The W series uses MMCX."
pub(super) fn connectors_of_brand(knowledge: &Knowledge, brand: &Brand) -> Option<String> {
    if brand.connectors.is_empty() {
        return None;
    }
    let names: Vec<String> =
        brand.connectors.iter().filter_map(|id| knowledge.entry(id)).map(|entry| entry.title.clone()).collect();
    let names = unconfirmed(&brand.unconfirmed, "connectors", listed(&names));
    Some(match &brand.connector_note {
        Some(note) => format!("{names}. {note}"),
        None => names,
    })
}

fn model_facts(knowledge: &Knowledge, model: &Model, facts: &mut Facts) {
    let mark = |key: &str, value: String| unconfirmed(&model.unconfirmed, key, value);
    let brand = knowledge.entry(&model.brand);
    facts.add("Maker", brand.map(|entry| entry.title.clone()));
    facts.add("Country", brand.and_then(brand_of).and_then(|brand| brand.country.clone()));
    facts.add(
        "Drivers",
        drivers_phrase(knowledge, model).map(|drivers| mark("drivers", format!("{} a side", capitalised(&drivers)))),
    );
    let connector = model.connector.as_ref().and_then(|id| knowledge.entry(id));
    facts.add("Connector", connector.map(|entry| mark("connector", entry.title.clone())));
    facts.add("Impedance", model.impedance_ohm.as_ref().map(|ohms| format!("{ohms} ohms")));
    facts.add("Sensitivity", sensitivity(model));
    facts.add("Released", model.year.map(|year| mark("year", year.to_string())));
    facts.add("Price", model.price.as_ref().map(|price| mark("price", price_phrase(price))));
    facts.add("Sound", model.signature.as_ref().map(|signature| format!("{signature} (one listener's label)")));
    facts.add("Fit", fit_phrase(model.fit).map(str::to_owned));
    facts.add("Status", model.discontinued.then(|| mark("discontinued", "discontinued".to_owned())));
}

/// "101.7 dB/mW".
pub(super) fn sensitivity(model: &Model) -> Option<String> {
    let sensitivity = model.sensitivity.as_ref()?;
    let unit = if sensitivity.unit == "dB" { "dB (no unit given by the maker)" } else { &sensitivity.unit };
    Some(format!("{} {unit}", sensitivity.value))
}

/// "about 320 US dollars (listed 2024-03)".
pub(super) fn price_phrase(price: &Price) -> String {
    let when = if price.as_of == "launch" { "at launch".to_owned() } else { format!("as listed in {}", price.as_of) };
    format!("about ${} {when}", price.usd)
}

fn fit_phrase(fit: Fit) -> Option<&'static str> {
    match fit {
        Fit::Universal => None,
        Fit::Custom => Some("custom-moulded"),
        Fit::Both => Some("universal or custom-moulded"),
    }
}

fn connector_facts(knowledge: &Knowledge, entry: &Entry, connector: &Connector, facts: &mut Facts) {
    let side = match connector.side {
        Side::Ear => "at the earpiece",
        Side::Source => "at the player",
    };
    facts.add("Where", Some(side.to_owned()));
    facts.add("Balanced", connector.balanced.map(|balanced| if balanced { "yes" } else { "no" }.to_owned()));
    facts.add("Contacts", connector.contacts.map(|contacts| contacts.to_string()));
    facts.add("Diameter", connector.diameter_mm.as_ref().map(|millimetres| format!("{millimetres} mm")));
    facts.add("Used by", Some(listed_up_to(&brands_with_connector(knowledge, &entry.id), NAMES_SHOWN)));
    facts.add("For", Some(connector.pros.join("; ")));
    facts.add("Against", Some(connector.cons.join("; ")));
}

/// Names of the brands that use a connector.
pub(super) fn brands_with_connector(knowledge: &Knowledge, connector: &EntryId) -> Vec<String> {
    knowledge.users(connector).map(|brand| brand.title.clone()).collect()
}

fn driver_facts(knowledge: &Knowledge, entry: &Entry, driver: &Driver, facts: &mut Facts) {
    facts.add("Short", driver.abbreviation.clone());
    facts.add("Strengths", Some(driver.strengths.join("; ")));
    facts.add("Weaknesses", Some(driver.weaknesses.join("; ")));
    let models: Vec<String> = knowledge.users(&entry.id).map(|model| model.title.clone()).collect();
    facts.add("Found in", Some(listed_up_to(&models, EXAMPLES_SHOWN)));
}

/// A country as it stands in a sentence: "the USA".
pub(super) fn country_in_sentence<'k>(knowledge: &'k Knowledge, name: &'k str) -> &'k str {
    let known = knowledge.vocabulary().countries.iter().find(|country| country.name == name);
    known.map_or(name, |country| &country.in_sentence)
}

/// Says so where a fact rests on common knowledge only.
pub(super) fn unconfirmed(keys: &[String], key: &str, value: String) -> String {
    if keys.iter().any(|unconfirmed| unconfirmed == key) {
        format!("{value} (not confirmed by a source)")
    } else {
        value
    }
}

/// The brand in an entry.
pub(super) fn brand_of(entry: &Entry) -> Option<&Brand> {
    match &entry.details {
        Details::Brand(brand) => Some(brand),
        _ => None,
    }
}

/// The model in an entry.
pub(super) fn model_of(entry: &Entry) -> Option<&Model> {
    match &entry.details {
        Details::Model(model) => Some(model),
        _ => None,
    }
}

/// A model's name without its maker's.
pub(super) fn model_name(entry: &Entry) -> Option<String> {
    model_of(entry).map(|model| model.name.clone())
}
