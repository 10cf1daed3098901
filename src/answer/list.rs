//! "Which brands use MMCX?", "planar IEMs under $200": lists from the typed
//! facts.

use super::card::price_phrase;
use super::filter::{EXCLUDING, Filter, Property, filters};
use super::phrase::listed;
use super::reply::{Answer, citations};
use super::understanding::Question;
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;

/// How many names a list shows. Nobody reads more, page by page or at once.
const LONGEST_LIST: usize = 200;
/// How many sources a list shows; every entry listed has its own.
const SOURCES_SHOWN: usize = 8;
/// What a question must have explained to be answered by a list.
const LEAST_EXPLAINED: f32 = 0.75;

const BRAND_WORDS: [&str; 12] = [
    "brand",
    "brands",
    "maker",
    "makers",
    "company",
    "companies",
    "manufacturer",
    "manufacturers",
    "firms",
    "producers",
    "who",
    "whos",
];
const MODEL_WORDS: [&str; 14] = [
    "iem", "model", "models", "earphone", "sets", "set", "ciem", "uiem", "hybrid", "tribrid", "quadbrid", "planar",
    "lineup", "ones",
];
/// Words that ask for several things.
const LIST_CUES: [&str; 22] = [
    "which",
    "what",
    "list",
    "all",
    "any",
    "some",
    "examples",
    "example",
    "name",
    "names",
    "show",
    "brands",
    "models",
    "makers",
    "companies",
    "manufacturers",
    "popular",
    "who",
    "whats",
    "best",
    "good",
    "known",
];
/// Words that ask what something is, not which there are.
const DEFINING: [&str; 17] = [
    "mean",
    "means",
    "meaning",
    "define",
    "definition",
    "explain",
    "explained",
    "difference",
    "does",
    "do",
    "why",
    "how",
    "can",
    "should",
    "would",
    "when",
    "since",
];
/// Of these, the ones that also ask what there is: "does it make any".
const OFFERING: [&str; 3] = ["does", "do", "can"];
/// How many of them: no more than "some".
const COUNTS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
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
    let of_kind = wanted(question, &filters, &used)?;
    let filters: Vec<Filter> = filters.into_iter().filter(|filter| fits(filter, of_kind)).collect();
    let explained = explained(library, question, &used);
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
    Some(Answer {
        id: format!(
            "list/{}",
            what.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>()
        ),
        kind: Kind::List,
        title: what.clone(),
        text: text(library, &what, &found),
        facts: Vec::new(),
        score: explained,
        sources: citations(knowledge, found.iter().take(LONGEST_LIST).copied())
            .into_iter()
            .take(SOURCES_SHOWN)
            .collect(),
    })
}

/// What the list is to be of, if the question asks for a list.
fn wanted(question: &Question, filters: &[Filter], used: &[bool]) -> Option<Kind> {
    let starts_with_property = used.first().copied().unwrap_or(false) && filters.len() > 1;
    let priced = is_priced(filters);
    let asks = question.has_word(&LIST_CUES) || question.tokens.len() <= 4 || starts_with_property || priced;
    let defines = question.has_word(&DEFINING) && !(priced && question.has_word(&OFFERING));
    if defines || has_tag(question) || !asks {
        return None;
    }
    // A word that is a filter already does not also say what is listed, unless
    // another one does: "tribrid" alone is a word to explain.
    let asks_for = |words: &[&str]| {
        let named = question.tokens.iter().enumerate().filter(|(_, token)| words.contains(&token.text.as_str()));
        named.clone().any(|(index, _)| !used.get(index).copied().unwrap_or(false))
            || (named.count() > 0 && question.has_word(&LIST_CUES))
    };
    let of_one_brand = filters.iter().any(|filter| matches!(filter.property, Property::Brand(_)) && !filter.negated);
    if asks_for(&BRAND_WORDS) && !of_one_brand {
        Some(Kind::Brand)
    } else if asks_for(&MODEL_WORDS) || priced {
        Some(Kind::Model)
    } else {
        None
    }
}

/// Whether a price and something else is asked for: then it is models that are
/// wanted, named so or not.
fn is_priced(filters: &[Filter]) -> bool {
    filters.len() > 1 && filters.iter().any(|filter| matches!(filter.property, Property::Price(_)))
}

/// Whether it says something and asks for consent: "all of them are, arent they".
fn has_tag(question: &Question) -> bool {
    let mut last = question.tokens.iter().rev().map(|token| token.text.as_str());
    let pronoun = last.next().is_some_and(|word| matches!(word, "they" | "it" | "right"));
    pronoun && last.next().is_some_and(|word| matches!(word, "arent" | "isnt" | "dont" | "doesnt" | "are" | "is"))
}

/// Words such as "new" group brands, but say nothing sure of a model.
fn fits(filter: &Filter, of_kind: Kind) -> bool {
    of_kind == Kind::Brand || !matches!(filter.property, Property::Tag(_))
}

fn text(library: &Library, what: &str, found: &[&Entry]) -> String {
    if found.is_empty() {
        return format!("{what}: none in this knowledge base.");
    }
    let line = |entry: &&Entry| {
        let price = super::card::model_of(entry).and_then(|model| model.price.as_ref());
        let price = price.map(|price| format!(" ({})", price_phrase(price)));
        format!("{}{}", entry.title, price.unwrap_or_default())
    };
    let names: Vec<String> = found.iter().take(LONGEST_LIST).map(line).collect();
    let more = found.len().saturating_sub(LONGEST_LIST);
    let more = if more > 0 { format!("\n\nAnd {more} more.") } else { String::new() };
    let total = library.knowledge.of_kind(found.first().map_or(Kind::Brand, |entry| entry.kind)).count();
    format!(
        "{what}: {}.{more}\n\nThat is {} of the {total} that this knowledge base has; there are others in the world.",
        listed(&names),
        found.len()
    )
}

/// The share of the question that the filters and plain talk account for.
fn explained(library: &Library, question: &Question, used: &[bool]) -> f32 {
    question.share(library, |index, token| {
        let word = token.text.as_str();
        let known = used.get(index).copied().unwrap_or(false)
            || library.analyser.is_filler(word)
            || [BRAND_WORDS.as_slice(), &MODEL_WORDS, &LIST_CUES, &LINKING, &COUNTS, &EXCLUDING]
                .iter()
                .any(|list| list.contains(&word));
        let off_topic = question.off_topic.get(index).copied().unwrap_or(false);
        f32::from(u8::from(known && !off_topic))
    })
}
