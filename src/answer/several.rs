//! Several brands or models on one point: "Holocene and Mammoth, same brand?",
//! "which is older, Shure or Sennheiser?".

use super::attribute::Attribute;
use super::card::{
    self, brand_of, connectors_of_brand, country_in_sentence, drivers_phrase, model_of, price_phrase, sensitivity,
    unconfirmed,
};
use super::degree::{self, Degree};
use super::phrase::{capitalised, listed};
use super::reply::{Answer, citations};
use super::understanding::Question;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;

/// How much an answer is trusted where one of the facts is missing.
const FACT_MISSING: f32 = 0.85;

/// Words that ask whether brands belong together.
pub const KINSHIP: [&str; 12] = [
    "company",
    "companies",
    "owner",
    "owned",
    "owns",
    "sister",
    "related",
    "affiliated",
    "firm",
    "group",
    "parent",
    "connected",
];
/// How much an answer is trusted that knows of no tie: a text may know one.
const KINSHIP_TRUST: f32 = 0.9;

/// The things with the fact that is asked for.
pub fn about_several(
    library: &Library,
    question: &Question,
    things: &[&Entry],
    attribute: Attribute,
    score: f32,
) -> Option<Answer> {
    let knowledge = &library.knowledge;
    if let Some(degree) = degree::asked(question).filter(|_| of_one_kind(things)) {
        return weighed(knowledge, question, things, degree, score);
    }
    if things.iter().all(|entry| entry.kind == Kind::Brand) && question.has_word(&KINSHIP) {
        return Some(table(knowledge, things, Attribute::Parent, &kinship(things)?, score * KINSHIP_TRUST));
    }
    let point = point(library, question, things, attribute);
    let values: Option<Vec<String>> = things.iter().map(|entry| value(knowledge, entry, point)).collect();
    let values = values?;
    let same = values.iter().all(|value| Some(value) == values.first());
    let names: Vec<String> = things.iter().map(|entry| entry.title.clone()).collect();
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
    Some(table(knowledge, things, point, &lead, score))
}

/// What ties two brands, if anything; `None` where a firm stands behind several
/// of them, which a text tells better.
fn kinship(things: &[&Entry]) -> Option<String> {
    let owners: Vec<&str> = things.iter().filter_map(|entry| brand_of(entry)?.parent.as_deref()).collect();
    let tied = |owner: &&str| {
        owners.iter().filter(|other| other == &owner).count() > 1
            || things.iter().any(|thing| thing.names.iter().any(|name| owner.contains(name.value.as_str())))
    };
    if owners.iter().any(tied) {
        return None;
    }
    let names: Vec<String> = things.iter().map(|entry| entry.title.clone()).collect();
    Some(format!("The knowledge base knows of no tie between {}.", listed(&names)))
}

/// Which point of them is asked for.
fn point(library: &Library, question: &Question, things: &[&Entry], attribute: Attribute) -> Attribute {
    let words: Vec<String> = question.tokens.iter().map(|token| token.text.clone()).collect();
    let names_country = question.has_word(&["country"]) || !library.analyser.countries(&words).is_empty();
    match attribute {
        Attribute::Overview | Attribute::Models | Attribute::Maker if names_country => Attribute::Country,
        Attribute::Driving => Attribute::Sensitivity,
        Attribute::Overview if things.iter().all(|entry| entry.kind == Kind::Model) => Attribute::Maker,
        other => other,
    }
}

/// The fact of each, one a line, and what each is.
fn table(knowledge: &Knowledge, things: &[&Entry], point: Attribute, lead: &str, score: f32) -> Answer {
    let line = |entry: &&Entry| {
        let value = value(knowledge, entry, point).map(|value| marked(entry, point, value));
        let none =
            if point == Attribute::Parent { "no parent company known here" } else { "not in this knowledge base" };
        format!("- **{}:** {}", entry.title, value.unwrap_or_else(|| none.to_owned()))
    };
    let names: Vec<&str> = things.iter().map(|entry| entry.title.as_str()).collect();
    let lines: Vec<String> = things.iter().map(line).collect();
    let ids: Vec<&str> = things.iter().map(|entry| entry.id.as_str()).collect();
    let details: Vec<String> = things.iter().map(|entry| card::sentence(knowledge, entry)).collect();
    Answer {
        id: format!("comparison/{}", ids.join("+")),
        kind: Kind::Comparison,
        title: names.join(" and "),
        text: format!("{lead}\n\n{}\n\n{}", lines.join("\n"), details.join(" ")),
        facts: Vec::new(),
        score,
        sources: citations(knowledge, things.iter().copied()),
    }
}

fn of_one_kind(things: &[&Entry]) -> bool {
    things.iter().all(|entry| things.first().is_some_and(|first| entry.kind == first.kind))
}

/// Which of them has the most or the least of it.
fn weighed(
    knowledge: &Knowledge,
    question: &Question,
    things: &[&Entry],
    degree: Degree,
    score: f32,
) -> Option<Answer> {
    let values: Vec<(&Entry, Option<String>)> =
        things.iter().map(|entry| (*entry, value(knowledge, entry, degree.attribute))).collect();
    if values.iter().all(|(_, value)| value.is_none()) {
        return None;
    }
    let ranked = degree.ranked(things.iter().copied());
    let (lead, trust) = if ranked.len() == things.len() {
        (verdict(knowledge, question, things, degree, &ranked)?, 1.0)
    } else {
        (undecided(knowledge, things, degree), FACT_MISSING)
    };
    Some(table(knowledge, things, degree.attribute, &lead, score * trust))
}

/// What keeps the verdict from being given.
fn undecided(knowledge: &Knowledge, things: &[&Entry], degree: Degree) -> String {
    let unknown = things.iter().filter(|entry| value(knowledge, entry, degree.attribute).is_none());
    let unknown: Vec<String> = unknown.map(|entry| named(entry)).collect();
    if unknown.is_empty() {
        return "The published figures are of kinds that cannot be weighed against each other.".to_owned();
    }
    format!("The knowledge base has no {} for {}, and so cannot tell.", degree.figure(), listed(&unknown))
}

/// "Yes, Shure is older: 1925, against 1945 for Sennheiser."
fn verdict(
    knowledge: &Knowledge,
    question: &Question,
    things: &[&Entry],
    degree: Degree,
    ranked: &[(&Entry, f64)],
) -> Option<String> {
    let ((first, most), (second, next)) = (ranked.first()?, ranked.get(1)?);
    let of = |entry: &Entry| value(knowledge, entry, degree.attribute);
    if (most - next).abs() < f64::EPSILON {
        let leading = ranked.iter().filter(|(_, number)| (number - most).abs() < f64::EPSILON);
        let names: Vec<String> = leading.map(|(entry, _)| named(entry)).collect();
        let opening = if asks_of_first(question) { "No, they are equal in that" } else { "They are equal in that" };
        return Some(format!("{opening}: {} for {}.", of(first)?, listed(&names)));
    }
    let yes = match things.first() {
        Some(_) if !asks_of_first(question) || things.len() > 2 => "",
        Some(asked) if asked.id == first.id => "Yes, ",
        _ => "No, ",
    };
    let phrase = if things.len() > 2 { degree.superlative() } else { degree.comparative().to_owned() };
    let verdict =
        format!("{yes}{} {phrase}: {}, against {} for {}.", named(first), of(first)?, of(second)?, named(second));
    Some(capitalised(&verdict))
}

/// "Is the one older than the other?", to be answered by yes or no.
fn asks_of_first(question: &Question) -> bool {
    question.has_word(&["than", "before", "after"])
        && !question.has_word(&["which", "what", "whats", "who", "whos", "or"])
}

/// A brand by its name, a model with its article.
fn named(entry: &Entry) -> String {
    if entry.kind == Kind::Model { format!("the {}", entry.title) } else { entry.title.clone() }
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

/// A value with a mark where it rests on common knowledge only.
fn marked(entry: &Entry, point: Attribute, value: String) -> String {
    let (keys, key) = match (point, model_of(entry), brand_of(entry)) {
        (Attribute::Year, Some(model), _) => (&model.unconfirmed, "year"),
        (Attribute::Price, Some(model), _) => (&model.unconfirmed, "price"),
        (Attribute::Drivers, Some(model), _) => (&model.unconfirmed, "drivers"),
        (Attribute::Connector, Some(model), _) => (&model.unconfirmed, "connector"),
        (Attribute::Year, _, Some(brand)) => (&brand.unconfirmed, "founded"),
        (Attribute::Parent, _, Some(brand)) => (&brand.unconfirmed, "parent"),
        (Attribute::Founder, _, Some(brand)) => (&brand.unconfirmed, "founders"),
        (Attribute::Country, _, Some(brand)) => (&brand.unconfirmed, "country"),
        _ => return value,
    };
    unconfirmed(keys, key, value)
}

/// One fact as a short value.
pub(super) fn value(knowledge: &Knowledge, entry: &Entry, point: Attribute) -> Option<String> {
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
        Attribute::Parent => brand_of(entry).and_then(|brand| brand.parent.clone()),
        Attribute::Founder => {
            brand_of(entry).map(|brand| listed(&brand.founders)).filter(|founders| !founders.is_empty())
        }
        _ => None,
    }
}
