//! Answers from the typed facts about the brands and models that a question
//! names: one thing, or several side by side on one point.

use super::attribute::{Attribute, asked};
use super::card::{
    self, brand_of, connectors_of_brand, country_in_sentence, drivers_phrase, model_of, price_phrase, sensitivity,
    unconfirmed,
};
use super::filter::EXCLUDING;
use super::gear::{gear, is_gear};
use super::phrase::{capitalised, listed};
use super::reply::{Answer, citations};
use super::understanding::{Question, weighed_share};
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Brand, Entry, Kind, Model};
use crate::search::Library;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// How much a word counts as explained that only stands in the thing's text.
const IN_TEXT: f32 = 0.8;
/// What a question about a named thing must have explained to be answered so.
const LEAST_EXPLAINED: f32 = 0.5;

/// The gear a question names, and what it wants of it.
pub fn answers(library: &Library, question: &Question) -> Option<Answer> {
    if excludes_gear(library, question) {
        return None;
    }
    let things = gear(library, question);
    let first = things.first()?;
    let explained = explained(library, question, &things);
    if explained < LEAST_EXPLAINED {
        return None;
    }
    let (attributes, _) = asked(library, question, first.kind);
    let attribute = attributes.into_iter().next().unwrap_or(Attribute::Overview);
    match things.as_slice() {
        [only] => Some(about_one(library, question, only, attribute, explained)),
        several => about_several(library, question, several, attribute, explained),
    }
}

/// Whether the question asks for others than a thing it names: "besides
/// Moondrop".
fn excludes_gear(library: &Library, question: &Question) -> bool {
    let excluded = |start: usize| {
        let before = start.checked_sub(1).and_then(|before| question.tokens.get(before));
        before.is_some_and(|before| EXCLUDING.contains(&before.text.as_str()))
    };
    let gear = |position: &usize| is_named_gear(library, *position);
    question.links.iter().any(|link| excluded(link.start) && link.entries.iter().any(gear))
}

/// The share of the question's weight that the named things, the fact asked
/// for and plain talk account for.
fn explained(library: &Library, question: &Question, things: &[&Entry]) -> f32 {
    let kind = things.first().map_or(Kind::Brand, |entry| entry.kind);
    let (_, cues) = asked(library, question, kind);
    let said = said(library, things);
    weighed_share(question.tokens.iter().enumerate().map(|(index, token)| {
        let named = question
            .links
            .iter()
            .any(|link| link.covers(index) && link.entries.iter().any(|position| is_named_gear(library, *position)));
        let weight = if named { 1.0 } else { library.lexicon.weight(token, &library.analyser) };
        let filler = library.analyser.is_filler(&token.text);
        let off_topic = question.off_topic.get(index).copied().unwrap_or(false);
        let cue = cues.get(index).copied().unwrap_or(false)
            || is_country_word(library, &token.text)
            || COMMON_CUES.contains(&token.text.as_str());
        let share = if off_topic && !named {
            0.0
        } else if named || filler || cue {
            1.0
        } else if said.holds(&token.stem)
            || library.analyser.synonyms(&token.stem).iter().any(|synonym| said.holds(synonym))
        {
            IN_TEXT
        } else {
            0.0
        };
        (weight, share)
    }))
}

/// Words that ask about any thing.
const COMMON_CUES: [&str; 8] = ["same", "maker", "sells", "brand", "iem", "earphone", "named", "company"];

fn is_named_gear(library: &Library, position: usize) -> bool {
    library.knowledge.entries().get(position).is_some_and(is_gear)
}

/// The words that stand in what is said about the things and their makers.
struct Said<'l, F> {
    library: &'l Library,
    positions: Vec<usize>,
    /// Stems of the typed facts. They are cut when a word is not found in the
    /// texts.
    facts: LazyCell<BTreeSet<String>, F>,
}

fn said<'l>(library: &'l Library, things: &'l [&'l Entry]) -> Said<'l, impl FnOnce() -> BTreeSet<String>> {
    let makers = things.iter().filter_map(|thing| Some(&model_of(thing)?.brand));
    let ids = things.iter().map(|thing| &thing.id).chain(makers);
    let stems = move || {
        let facts = things.iter().flat_map(|thing| card::facts(&library.knowledge, thing));
        let tokens = facts.flat_map(|fact| library.analyser.tokens(&fact.value));
        tokens.map(|token| token.stem.clone()).collect()
    };
    let positions = ids.filter_map(|id| library.knowledge.position(id)).collect();
    Said { library, positions, facts: LazyCell::new(stems) }
}

impl<F: FnOnce() -> BTreeSet<String>> Said<'_, F> {
    fn holds(&self, stem: &str) -> bool {
        let number = self.library.lexicon.number(stem);
        let in_texts = |number| self.positions.iter().any(|position| self.library.profiles.says(*position, number));
        number.is_some_and(in_texts) || self.facts.contains(stem)
    }
}

fn is_country_word(library: &Library, word: &str) -> bool {
    !library.analyser.countries(&[word.to_owned()]).is_empty()
}

fn about_one(library: &Library, question: &Question, entry: &Entry, attribute: Attribute, score: f32) -> Answer {
    let knowledge = &library.knowledge;
    let mut answer = card::card(knowledge, entry, score);
    if let Some(lead) = lead(library, question, entry, attribute) {
        answer.text = format!("{lead}\n\n{}", answer.text);
    }
    answer
}

/// The sentence that answers, where the card does not open with it already.
fn lead(library: &Library, question: &Question, entry: &Entry, attribute: Attribute) -> Option<String> {
    let knowledge = &library.knowledge;
    if let Some(brand) = brand_of(entry) {
        let asked: Vec<String> = question.tokens.iter().map(|token| token.text.clone()).collect();
        let named = library.analyser.countries(&asked);
        return match (attribute, named.is_empty()) {
            (Attribute::Country | Attribute::Overview | Attribute::Models, false) => {
                country_check(knowledge, entry, brand, &named)
            }
            _ => brand_lead(knowledge, entry, brand, attribute),
        };
    }
    model_of(entry).and_then(|model| model_lead(knowledge, question, entry, model, attribute))
}

/// "Yes, ..." or "No, ..." where a question suggests a country.
fn country_check(knowledge: &Knowledge, entry: &Entry, brand: &Brand, named: &[String]) -> Option<String> {
    let country = brand.country.as_ref()?;
    let name = &entry.title;
    let in_sentence = country_in_sentence(knowledge, country).to_owned();
    let country_text = unconfirmed(&brand.unconfirmed, "country", in_sentence);
    Some(match named {
        [one] if one == country => format!("Yes, {name} is from {country_text}."),
        [_] => format!("No, {name} comes from another country: {country_text}."),
        _ => format!("{name} is from {country_text}."),
    })
}

fn brand_lead(knowledge: &Knowledge, entry: &Entry, brand: &Brand, attribute: Attribute) -> Option<String> {
    let name = &entry.title;
    let mark = |key: &str, value: String| unconfirmed(&brand.unconfirmed, key, value);
    let missing = |what: &str| Some(format!("The knowledge base has no {what} of {name}."));
    match attribute {
        Attribute::Country => match &brand.country {
            Some(country) => {
                let place =
                    brand.city.as_ref().map(|city| format!(", {}", mark("city", city.clone()))).unwrap_or_default();
                let country = country_in_sentence(knowledge, country).to_owned();
                Some(format!("{name} is from {}{place}.", mark("country", country)))
            }
            None => missing("confirmed country"),
        },
        Attribute::Founder if brand.founders.is_empty() => missing("founder"),
        Attribute::Founder => Some(format!("{name} was founded by {}.", mark("founders", listed(&brand.founders)))),
        Attribute::Year => match brand.founded {
            Some(year) => Some(format!("{name} was founded in {}.", mark("founded", year.to_string()))),
            None => missing("founding year"),
        },
        Attribute::Parent => match &brand.parent {
            Some(parent) => Some(format!("{name} belongs to {}.", mark("parent", parent.clone()))),
            None => missing("parent company"),
        },
        Attribute::Models => {
            let models: Vec<String> =
                brand.models.iter().filter_map(|id| knowledge.entry(id)).filter_map(card::model_name).collect();
            if models.is_empty() {
                return missing("model");
            }
            Some(format!("Models by {name} in this knowledge base: {}.", listed(&models)))
        }
        Attribute::Connector => match connectors_of_brand(knowledge, brand) {
            Some(connectors) => Some(format!("{name} uses {connectors}")).map(with_full_stop),
            None => missing("connector"),
        },
        _ => None,
    }
}

fn model_lead(
    knowledge: &Knowledge,
    question: &Question,
    entry: &Entry,
    model: &Model,
    attribute: Attribute,
) -> Option<String> {
    let name = &entry.title;
    let mark = |key: &str, value: String| unconfirmed(&model.unconfirmed, key, value);
    let missing = |what: &str| Some(format!("The knowledge base has no {what} for the {name}."));
    match attribute {
        Attribute::Connector => match model.connector.as_ref().and_then(|id| knowledge.entry(id)) {
            Some(connector) if connector.id.slug() == "fixed" => Some(format!("The {name} has a fixed cable.")),
            Some(connector) => {
                let check = connector_check(knowledge, question, connector).unwrap_or_default();
                Some(format!("{check}The {name} uses {}.", mark("connector", connector.title.clone())))
            }
            None => missing("connector"),
        },
        Attribute::Drivers => match drivers_phrase(knowledge, model) {
            Some(drivers) => {
                let check = driver_check(knowledge, question, model).unwrap_or_default();
                Some(format!("{check}The {name} has {} a side.", mark("drivers", drivers)))
            }
            None => missing("driver layout"),
        },
        Attribute::Impedance => match &model.impedance_ohm {
            Some(ohms) => Some(format!("The {name} is rated at {ohms} ohms.")),
            None => missing("impedance"),
        },
        Attribute::Sensitivity => match sensitivity(model) {
            Some(value) => Some(format!("The {name} is rated at {value}.")),
            None => missing("sensitivity"),
        },
        Attribute::Year => match model.year {
            Some(year) => Some(format!("The {name} came out in {}.", mark("year", year.to_string()))),
            None => missing("release year"),
        },
        Attribute::Price => match &model.price {
            Some(price) => Some(format!("The {name} cost {}; prices change, so check a shop.", price_phrase(price))),
            None => missing("price"),
        },
        Attribute::Sound => match &model.signature {
            Some(signature) => {
                Some(format!("One listener calls the {name} \"{signature}\"; taste and fit decide for yourself."))
            }
            None => missing("description of the sound"),
        },
        _ => None,
    }
}

/// "Yes, " or "No, " where a question suggests a driver type.
fn driver_check(knowledge: &Knowledge, question: &Question, model: &Model) -> Option<String> {
    let counting = question.has_word(&["how", "which", "what", "many"]);
    let named =
        question.links.iter().flat_map(|link| &link.entries).filter_map(|position| knowledge.entries().get(*position));
    let driver = named.rev().find(|entry| entry.kind == Kind::Driver)?;
    if counting {
        return None;
    }
    let has = model.drivers.iter().any(|(id, _)| *id == driver.id);
    Some(if has { "Yes: " } else { "No: " }.to_owned())
}

/// "Yes: " or "No: " where a question suggests a connector, as in "does an MMCX
/// cable fit".
fn connector_check(knowledge: &Knowledge, question: &Question, connector: &Entry) -> Option<String> {
    if question.has_word(&["which", "what", "whats", "or"]) {
        return None;
    }
    let mut named =
        question.links.iter().flat_map(|link| &link.entries).filter_map(|position| knowledge.entries().get(*position));
    let suggested = named.find(|entry| entry.kind == Kind::Connector)?;
    Some(if suggested.id == connector.id { "Yes: " } else { "No: " }.to_owned())
}

fn with_full_stop(text: String) -> String {
    if text.ends_with('.') { text } else { format!("{text}.") }
}

/// Several things on one point: "Holocene and Mammoth, same brand?".
fn about_several(
    library: &Library,
    question: &Question,
    things: &[&Entry],
    attribute: Attribute,
    score: f32,
) -> Option<Answer> {
    let knowledge = &library.knowledge;
    let point = match attribute {
        Attribute::Overview | Attribute::Models if question.has_word(&["country"]) => Attribute::Country,
        Attribute::Overview if things.iter().all(|entry| entry.kind == Kind::Model) => Attribute::Maker,
        other => other,
    };
    let values: Vec<Option<String>> = things.iter().map(|entry| value(knowledge, entry, point)).collect();
    if values.iter().any(Option::is_none) {
        return None;
    }
    let values: Vec<String> = values.into_iter().flatten().collect();
    let same = values.iter().all(|value| Some(value) == values.first());
    let names: Vec<String> = things.iter().map(|entry| entry.title.clone()).collect();
    let lines: Vec<String> = names.iter().zip(&values).map(|(name, value)| format!("- **{name}:** {value}")).collect();
    let opening = match (question.has_word(&["same", "both"]), same) {
        (true, true) => "Yes, the same: ",
        (true, false) => "No, not the same: ",
        _ => "",
    };
    let lead = match (same, values.first()) {
        (true, Some(value)) => {
            let value = if point == Attribute::Country { country_in_sentence(knowledge, value) } else { value };
            format!("{opening}{} {} {value}.", listed(&names), point_verb(point))
        }
        _ => capitalised(&format!("{opening}{}.", listed(&side_by_side(&names, &values)))),
    };
    let ids: Vec<&str> = things.iter().map(|entry| entry.id.as_str()).collect();
    let details: Vec<String> = things.iter().map(|entry| card::sentence(knowledge, entry)).collect();
    Some(Answer {
        id: format!("comparison/{}", ids.join("+")),
        kind: Kind::Comparison,
        title: names.join(" and "),
        text: format!("{lead}\n\n{}\n\n{}", lines.join("\n"), details.join(" ")),
        facts: Vec::new(),
        score,
        sources: citations(knowledge, things.iter().copied()),
    })
}

fn side_by_side(names: &[String], values: &[String]) -> Vec<String> {
    names.iter().zip(values).map(|(name, value)| format!("{name}: {value}")).collect()
}

fn point_verb(point: Attribute) -> &'static str {
    match point {
        Attribute::Maker => "are made by",
        Attribute::Country => "are from",
        Attribute::Connector => "use",
        _ => "have",
    }
}

/// One fact as a short value.
fn value(knowledge: &Knowledge, entry: &Entry, point: Attribute) -> Option<String> {
    let maker = model_of(entry).and_then(|model| knowledge.entry(&model.brand));
    match point {
        Attribute::Maker => Some(maker.unwrap_or(entry).title.clone()),
        Attribute::Country => brand_of(maker.unwrap_or(entry)).and_then(|brand| brand.country.clone()),
        Attribute::Connector => match (model_of(entry), brand_of(entry)) {
            (Some(model), _) => {
                model.connector.as_ref().and_then(|id| knowledge.entry(id)).map(|entry| entry.title.clone())
            }
            (_, Some(brand)) => connectors_of_brand(knowledge, brand),
            _ => None,
        },
        Attribute::Drivers => model_of(entry).and_then(|model| drivers_phrase(knowledge, model)),
        Attribute::Impedance => {
            model_of(entry).and_then(|model| model.impedance_ohm.as_ref().map(|ohms| format!("{ohms} ohms")))
        }
        Attribute::Sensitivity => model_of(entry).and_then(sensitivity),
        Attribute::Price => model_of(entry).and_then(|model| model.price.as_ref().map(price_phrase)),
        Attribute::Year => match (model_of(entry), brand_of(entry)) {
            (Some(model), _) => model.year.map(|year| year.to_string()),
            (_, Some(brand)) => brand.founded.map(|year| year.to_string()),
            _ => None,
        },
        Attribute::Founder => {
            brand_of(entry).map(|brand| listed(&brand.founders)).filter(|founders| !founders.is_empty())
        }
        _ => None,
    }
}
