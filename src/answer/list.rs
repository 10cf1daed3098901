//! "Which brands use MMCX?", "planar IEMs under $200": lists from the typed
//! facts.

use super::attribute::Attribute;
use super::card::price_phrase;
use super::degree::{self, Degree, is_degree_word};
use super::filter::{EXCLUDING, Filter, Property, filters};
use super::list_request::{BRAND_WORDS, COUNTS, LIST_CUES, MODEL_WORDS, wanted};
use super::phrase::listed;
use super::reply::{Answer, citations};
use super::several::value;
use super::understanding::Question;
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;

/// How many names a list shows. Nobody reads more, page by page or at once.
const LONGEST_LIST: usize = 200;
/// The same, where the most or the least of something is asked for.
const LONGEST_RANKING: usize = 10;
/// How many sources a list shows; every entry listed has its own.
const SOURCES_SHOWN: usize = 8;
/// What a question must have explained to be answered by a list.
const LEAST_EXPLAINED: f32 = 0.75;

/// Words that mean no more than "have".
const LINKING: [&str; 29] = [
    "cost",
    "costs",
    "costing",
    "price",
    "prices",
    "priced",
    "dollars",
    "use",
    "uses",
    "using",
    "with",
    "have",
    "has",
    "from",
    "based",
    "made",
    "make",
    "makes",
    "come",
    "comes",
    "under",
    "below",
    "over",
    "above",
    "connector",
    "connectors",
    "cables",
    "drivers",
    "driver",
];

/// A list, if the question asks for one.
pub fn answer(library: &Library, question: &Question) -> Option<Answer> {
    let (filters, used) = filters(library, question);
    let degree = superlative(question, &filters);
    let of_kind = wanted(question, &filters, &used, degree)?;
    let filters: Vec<Filter> = filters.into_iter().filter(|filter| fits(filter, of_kind, degree)).collect();
    let explained = explained(library, question, &used, degree);
    if filters.is_empty() || explained < LEAST_EXPLAINED {
        return None;
    }
    let knowledge = &library.knowledge;
    let passes = |entry: &&Entry| {
        filters.iter().all(|filter| match of_kind {
            Kind::Brand => filter.brand_passes(knowledge, entry),
            _ => filter.model_passes(knowledge, entry),
        })
    };
    let found: Vec<&Entry> = knowledge.of_kind(of_kind).filter(passes).collect();
    let properties: Vec<String> = filters.iter().map(|filter| filter.describe(knowledge)).collect();
    let what = format!("{} {}", if of_kind == Kind::Brand { "Brands" } else { "Models" }, listed(&properties));
    if let Some(degree) = degree {
        return ranking(library, &what, &found, degree, explained);
    }
    let names: Vec<String> = found.iter().take(LONGEST_LIST).map(|entry| with_price(entry)).collect();
    Some(list(library, what, &names, &found, explained))
}

/// The list with its text.
fn list(library: &Library, what: String, names: &[String], found: &[&Entry], score: f32) -> Answer {
    let sources = citations(&library.knowledge, found.iter().take(LONGEST_LIST).copied());
    Answer {
        id: format!(
            "list/{}",
            what.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>()
        ),
        kind: Kind::List,
        text: text(library, &what, names, found),
        title: what,
        facts: Vec::new(),
        score,
        sources: sources.into_iter().take(SOURCES_SHOWN).collect(),
    }
}

/// The same in the order that is asked for, with what it goes by.
fn ranking(library: &Library, what: &str, found: &[&Entry], degree: Degree, score: f32) -> Option<Answer> {
    let ranked: Vec<&Entry> = degree.ranked(found.iter().copied()).into_iter().map(|(entry, _)| entry).collect();
    let name =
        |entry: &&Entry| Some(format!("{} ({})", entry.title, value(&library.knowledge, entry, degree.attribute)?));
    let names: Vec<String> = ranked.iter().take(LONGEST_RANKING).filter_map(name).collect();
    (!names.is_empty()).then(|| list(library, format!("{what}, {}", degree.heading()), &names, &ranked, score))
}

/// The superlative in a question: "the cheapest". A limit to the price
/// ("cheaper than 50 dollars") is none, nor what weighs named things.
fn superlative(question: &Question, filters: &[Filter]) -> Option<Degree> {
    let count = |property: fn(&Property) -> bool| filters.iter().filter(|filter| property(&filter.property)).count();
    let limits = count(|property| matches!(property, Property::Price(_)));
    let makers = count(|property| matches!(property, Property::Brand(_)));
    let has_property = filters.iter().any(|filter| !matches!(filter.property, Property::Tag(_)));
    let one_of_many = degree::is_superlative(question) && limits == 0 && makers < 2 && has_property;
    degree::asked(question).filter(|_| one_of_many)
}

/// Words such as "new" group brands, but say nothing sure of a model; and what
/// is ranked by age is not grouped by it.
fn fits(filter: &Filter, of_kind: Kind, degree: Option<Degree>) -> bool {
    let groups = matches!(filter.property, Property::Tag(_));
    let by_age = degree.is_some_and(|degree| degree.attribute == Attribute::Year);
    !groups || (of_kind == Kind::Brand && !by_age)
}

fn text(library: &Library, what: &str, names: &[String], found: &[&Entry]) -> String {
    if found.is_empty() {
        return format!("{what}: none in this knowledge base.");
    }
    let more = found.len().saturating_sub(names.len());
    let more = if more > 0 { format!("\n\nAnd {more} more.") } else { String::new() };
    let total = library.knowledge.of_kind(found.first().map_or(Kind::Brand, |entry| entry.kind)).count();
    format!(
        "{what}: {}.{more}\n\nThat is {} of the {total} that this knowledge base has; there are others in the world.",
        listed(names),
        found.len()
    )
}

fn with_price(entry: &Entry) -> String {
    let price = super::card::model_of(entry).and_then(|model| model.price.as_ref());
    let price = price.map(|price| format!(" ({})", price_phrase(price)));
    format!("{}{}", entry.title, price.unwrap_or_default())
}

/// The share of the question that the filters and plain talk account for.
fn explained(library: &Library, question: &Question, used: &[bool], degree: Option<Degree>) -> f32 {
    question.share(library, |index, token| {
        let word = token.text.as_str();
        let known = used.get(index).copied().unwrap_or(false)
            || library.analyser.is_filler(word)
            || (degree.is_some() && is_degree_word(word))
            || is_count(question, index)
            || [BRAND_WORDS.as_slice(), &MODEL_WORDS, &LIST_CUES, &LINKING, &COUNTS, &EXCLUDING]
                .iter()
                .any(|list| list.contains(&word));
        let off_topic = question.off_topic.get(index).copied().unwrap_or(false);
        f32::from(u8::from(known && !off_topic))
    })
}

/// "Name 3", "top 5".
fn is_count(question: &Question, at: usize) -> bool {
    let word = |at: usize| question.tokens.get(at).map_or("", |token| token.text.as_str());
    let number = word(at);
    let small = !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let before = at.checked_sub(1).map_or("", word);
    small && (LIST_CUES.contains(&before) || matches!(before, "me" | "least"))
}
