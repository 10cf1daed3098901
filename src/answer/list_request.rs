//! Whether a question asks for a list, and of what: "which brands", "any
//! planars under $100"; but not "are hybrids any good".

use super::degree::Degree;
use super::filter::{Filter, Property};
use super::understanding::Question;
use crate::knowledge::entry::Kind;

pub(super) const BRAND_WORDS: [&str; 12] = [
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
pub(super) const MODEL_WORDS: [&str; 14] = [
    "iem", "model", "models", "earphone", "sets", "set", "ciem", "uiem", "hybrid", "tribrid", "quadbrid", "planar",
    "lineup", "ones",
];
/// Words that ask for several things.
pub(super) const LIST_CUES: [&str; 23] = [
    "top",
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
pub(super) const COUNTS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
/// Words that judge; where they stand tells whether they ask for a judgement.
const JUDGING: [&str; 8] = ["good", "bad", "worth", "better", "special", "different", "like", "reliable"];
/// After these a judging word asks how good something is: "good for what".
const JUDGED: [&str; 6] = ["for", "at", "about", "as", "if", "enough"];
/// Before these likewise: "any good".
const JUDGED_BEFORE: [&str; 4] = ["any", "so", "that", "really"];
/// What is asked about a kind of thing, not which there are.
const MATTERS: [&str; 16] = [
    "point",
    "deal",
    "purpose",
    "reason",
    "reasons",
    "benefit",
    "benefits",
    "problem",
    "problems",
    "issue",
    "issues",
    "downside",
    "downsides",
    "catch",
    "advantage",
    "advantages",
];
/// "Who needs customs?" asks for a kind of people.
const HAVING: [&str; 8] = ["needs", "need", "wears", "wear", "buys", "buy", "for", "should"];

/// What the list is to be of, if the question asks for a list.
pub(super) fn wanted(question: &Question, filters: &[Filter], used: &[bool], degree: Option<Degree>) -> Option<Kind> {
    let starts_with_property = used.first().copied().unwrap_or(false) && filters.len() > 1;
    let of_models = is_priced(filters) || degree.is_some();
    let asks = question.has_word(&LIST_CUES) || question.tokens.len() <= 4 || starts_with_property || of_models;
    let defines = question.has_word(&DEFINING) && !(of_models && question.has_word(&OFFERING));
    if defines || has_tag(question) || !asks || judges(question, of_models) || is_of_one(question, used) {
        return None;
    }
    if asks_for_both_forms(question) {
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
    } else if asks_for(&MODEL_WORDS) || of_models {
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

/// Whether it asks what to think of a kind of thing: "are hybrids any good".
fn judges(question: &Question, of_models: bool) -> bool {
    let word = |at: usize| question.tokens.get(at).map_or("", |token| token.text.as_str());
    let whether = matches!(word(0), "is" | "are" | "was" | "were" | "isnt" | "arent" | "will");
    if whether && !of_models && !matches!(word(1), "there" | "any") {
        return true;
    }
    let last = question.tokens.len().saturating_sub(1);
    let judging = (0..=last).filter(|at| JUDGING.contains(&word(*at)));
    let judged = |at: usize| {
        let before = at.checked_sub(1).map_or("", word);
        at == last && at > 0 || JUDGED.contains(&word(at + 1)) || JUDGED_BEFORE.contains(&before)
    };
    let who = matches!(word(0), "who" | "whos") && question.has_word(&HAVING);
    who || question.has_word(&MATTERS) || judging.into_iter().any(judged)
}

/// Whether it asks what one such thing is: "what is a chinese iem like".
fn is_of_one(question: &Question, used: &[bool]) -> bool {
    let word = |at: usize| question.tokens.get(at).map_or("", |token| token.text.as_str());
    let article = |at: usize| matches!(word(at), "a" | "an") && used.get(at + 1).copied().unwrap_or(false);
    matches!(word(0), "what" | "whats") && (0..question.tokens.len()).any(article)
}

/// Whether customs and universals are both asked about: no list of one of them
/// answers that.
fn asks_for_both_forms(question: &Question) -> bool {
    let custom = question.has_word(&["custom", "customs", "ciem"]);
    custom && question.has_word(&["universal", "universals", "uiem"])
}
