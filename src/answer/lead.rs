//! The sentence that opens an answer about one brand or model: the fact that
//! the question asks for.

use super::attribute::Attribute;
use super::card::{
    self, brand_of, connectors_of_brand, country_in_sentence, drivers_phrase, model_of, price_phrase, sensitivity,
    unconfirmed,
};
use super::driving;
use super::phrase::listed;
use super::premise::{chifi_check, connector_check, country_check, driver_check, year_check};
use super::understanding::Question;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Brand, Entry, Fit, Model};
use crate::search::Library;

/// The sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// The fact.
    Known(String),
    /// That the knowledge base has none.
    Missing(String),
}

impl Lead {
    /// The sentence itself.
    pub fn text(&self) -> &str {
        match self {
            Self::Known(text) | Self::Missing(text) => text,
        }
    }
}

/// The sentence that answers, where the card does not open with it already.
pub fn lead(library: &Library, question: &Question, entry: &Entry, attribute: Attribute) -> Option<Lead> {
    let knowledge = &library.knowledge;
    let countries = countries(library, question);
    if attribute_of_maker(attribute) && !countries.is_empty() {
        let maker = maker_of(knowledge, entry)?;
        return country_check(knowledge, maker, brand_of(maker)?, &countries).map(Lead::Known);
    }
    if attribute_of_maker(attribute) && question.has_word(&["chifi"]) {
        return chifi_check(maker_of(knowledge, entry)?).map(Lead::Known);
    }
    match (brand_of(entry), model_of(entry)) {
        (Some(brand), _) => brand_lead(knowledge, question, entry, brand, attribute),
        (_, Some(model)) => model_lead(knowledge, question, entry, model, attribute),
        _ => None,
    }
}

/// Whether a question for it may be one about the maker.
fn attribute_of_maker(attribute: Attribute) -> bool {
    matches!(attribute, Attribute::Country | Attribute::Maker | Attribute::Overview | Attribute::Models)
}

fn maker_of<'k>(knowledge: &'k Knowledge, entry: &'k Entry) -> Option<&'k Entry> {
    model_of(entry).map_or(Some(entry), |model| knowledge.entry(&model.brand))
}

fn countries(library: &Library, question: &Question) -> Vec<String> {
    let asked: Vec<String> = question.tokens.iter().map(|token| token.text.clone()).collect();
    library.analyser.countries(&asked)
}

fn brand_lead(
    knowledge: &Knowledge,
    question: &Question,
    entry: &Entry,
    brand: &Brand,
    attribute: Attribute,
) -> Option<Lead> {
    let name = &entry.title;
    let mark = |key: &str, value: String| unconfirmed(&brand.unconfirmed, key, value);
    let (what, known) = match attribute {
        Attribute::Country => ("confirmed country", home(knowledge, name, brand)),
        Attribute::Founder => {
            let founders = (!brand.founders.is_empty()).then(|| mark("founders", listed(&brand.founders)));
            ("founder", founders.map(|founders| format!("{name} was founded by {founders}.")))
        }
        Attribute::Year => {
            let sentence = |year: u16| {
                let check = year_check(question, year).unwrap_or_default();
                format!("{check}{name} was founded in {}.", mark("founded", year.to_string()))
            };
            ("founding year", brand.founded.map(sentence))
        }
        Attribute::Parent => {
            let parent = brand.parent.as_ref().map(|parent| mark("parent", parent.clone()));
            ("parent company", parent.map(|parent| format!("{name} belongs to {parent}.")))
        }
        Attribute::Models => {
            let models: Vec<String> =
                brand.models.iter().filter_map(|id| knowledge.entry(id)).filter_map(card::model_name).collect();
            let sentence = || format!("Models by {name} in this knowledge base: {}.", listed(&models));
            ("model", (!models.is_empty()).then(sentence))
        }
        Attribute::Connector => {
            let connectors = connectors_of_brand(knowledge, brand);
            ("connector", connectors.map(|connectors| with_full_stop(format!("{name} uses {connectors}"))))
        }
        _ => return None,
    };
    Some(known.map_or_else(|| Lead::Missing(format!("The knowledge base has no {what} of {name}.")), Lead::Known))
}

fn home(knowledge: &Knowledge, name: &str, brand: &Brand) -> Option<String> {
    let mark = |key: &str, value: String| unconfirmed(&brand.unconfirmed, key, value);
    let country = country_in_sentence(knowledge, brand.country.as_ref()?).to_owned();
    let city = brand.city.as_ref().map(|city| format!(", {}", mark("city", city.clone()))).unwrap_or_default();
    Some(format!("{name} is from {}{city}.", mark("country", country)))
}

fn model_lead(
    knowledge: &Knowledge,
    question: &Question,
    entry: &Entry,
    model: &Model,
    attribute: Attribute,
) -> Option<Lead> {
    let name = &entry.title;
    let mark = |key: &str, value: String| unconfirmed(&model.unconfirmed, key, value);
    let (what, known) = match attribute {
        Attribute::Connector => ("connector", connector(knowledge, question, name, model)),
        Attribute::Drivers => {
            let check = driver_check(knowledge, question, model).unwrap_or_default();
            let drivers = drivers_phrase(knowledge, model).map(|drivers| mark("drivers", drivers));
            ("driver layout", drivers.map(|drivers| format!("{check}The {name} has {drivers} a side.")))
        }
        Attribute::Impedance => {
            let ohms = model.impedance_ohm.as_ref();
            ("impedance", ohms.map(|ohms| format!("The {name} is rated at {ohms} ohms.")))
        }
        Attribute::Sensitivity => {
            ("sensitivity", sensitivity(model).map(|value| format!("The {name} is rated at {value}.")))
        }
        Attribute::Year => {
            let sentence = |year: u16| {
                let check = year_check(question, year).unwrap_or_default();
                format!("{check}The {name} came out in {}.", mark("year", year.to_string()))
            };
            ("release year", model.year.map(sentence))
        }
        Attribute::Price => {
            let price = model.price.as_ref().map(price_phrase);
            ("price", price.map(|price| format!("The {name} cost {price}; prices change, so check a shop.")))
        }
        Attribute::Sound => {
            let sentence = |signature: &String| {
                format!("One listener calls the {name} \"{signature}\"; taste and fit decide for yourself.")
            };
            ("description of the sound", model.signature.as_ref().map(sentence))
        }
        Attribute::Driving => ("sensitivity with its unit", driving::verdict(name, model)),
        Attribute::Status => {
            let gone = || mark("discontinued", format!("The {name} is discontinued"));
            ("sign of an end of production", model.discontinued.then(|| with_full_stop(gone())))
        }
        Attribute::Fit => return fit(name, model.fit).map(Lead::Known),
        _ => return None,
    };
    Some(known.map_or_else(|| Lead::Missing(format!("The knowledge base has no {what} for the {name}.")), Lead::Known))
}

fn connector(knowledge: &Knowledge, question: &Question, name: &str, model: &Model) -> Option<String> {
    let connector = knowledge.entry(model.connector.as_ref()?)?;
    if connector.id.slug() == "fixed" {
        return Some(format!("The {name} has a fixed cable."));
    }
    let check = connector_check(knowledge, question, connector).unwrap_or_default();
    let connector = unconfirmed(&model.unconfirmed, "connector", connector.title.clone());
    Some(format!("{check}The {name} uses {connector}."))
}

/// An entry that says nothing of its fit is not sure to be a universal only.
fn fit(name: &str, fit: Fit) -> Option<String> {
    match fit {
        Fit::Universal => None,
        Fit::Custom => Some(format!("The {name} is a custom, moulded to one person's ears.")),
        Fit::Both => Some(format!("The {name} comes both as a universal and as a custom.")),
    }
}

fn with_full_stop(text: String) -> String {
    if text.ends_with('.') { text } else { format!("{text}.") }
}
