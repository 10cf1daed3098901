//! Two things side by side.

use super::card::{facts, sentence};
use super::gear::{gear, is_gear};
use super::phrase::first_sentence;
use super::reply::{Answer, Fact, citations};
use super::understanding::Question;
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;

/// Words that ask for a comparison.
const CUES: [&str; 16] = [
    "vs",
    "versus",
    "compare",
    "compared",
    "comparing",
    "comparison",
    "difference",
    "differences",
    "differ",
    "different",
    "or",
    "between",
    "better",
    "than",
    "against",
    "distinguish",
];
/// Words that hold two things against each other, yet may want another answer
/// than a comparison.
const WEAK_CUES: [&str; 22] = [
    "same",
    "identical",
    "similar",
    "alike",
    "instead",
    "rather",
    "over",
    "beat",
    "beats",
    "mix",
    "confuse",
    "confused",
    "pick",
    "choose",
    "prefer",
    "swap",
    "apart",
    "advantage",
    "advantages",
    "common",
    "thing",
    "why",
];
/// How much a comparison is trusted that only they ask for: a text may have
/// been written for it.
const WEAKLY_ASKED: f32 = 0.9;
/// What a question must have explained to be answered by a comparison.
const LEAST_EXPLAINED: f32 = 0.7;

/// A comparison, if the question asks for one of two things with names.
pub fn answer(library: &Library, question: &Question) -> Option<Answer> {
    let [first, second] = named(library, question)?;
    let trust = if question.has_word(&CUES) {
        1.0
    } else if first.kind == second.kind && !is_gear(first) && question.has_word(&WEAK_CUES) {
        WEAKLY_ASKED
    } else {
        return None;
    };
    let explained = explained(library, question);
    (explained >= LEAST_EXPLAINED).then(|| side_by_side(library, first, second, explained * trust))
}

/// Both things, with their facts.
pub fn side_by_side(library: &Library, first: &Entry, second: &Entry, score: f32) -> Answer {
    let knowledge = &library.knowledge;
    let about = |entry: &Entry| {
        let more = match entry.kind {
            Kind::Term | Kind::Connector | Kind::Driver | Kind::Brand => first_sentence(&entry.text),
            _ => entry.text.as_str(),
        };
        format!("**{}:** {} {}", entry.title, sentence(knowledge, entry), more).trim().to_owned()
    };
    Answer {
        id: format!("comparison/{}+{}", first.id, second.id),
        kind: Kind::Comparison,
        title: format!("{} and {} compared", first.title, second.title),
        text: format!("{}\n\n{}", about(first), about(second)),
        facts: paired(&first.title, &facts(knowledge, first), &second.title, &facts(knowledge, second)),
        score,
        sources: citations(knowledge, [first, second]),
    }
}

/// The facts that both have, and those that only one has, in the order of the first.
fn paired(first_name: &str, first: &[Fact], second_name: &str, second: &[Fact]) -> Vec<Fact> {
    let of = |facts: &[Fact], name: &str| facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.clone());
    let mut names: Vec<&'static str> = first.iter().chain(second).map(|fact| fact.name).collect();
    let mut seen = Vec::new();
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(*name);
            true
        }
    });
    names
        .into_iter()
        .filter_map(|name| match (of(first, name), of(second, name)) {
            (Some(one), Some(two)) if one == two => Some(Fact { name, value: format!("both {one}") }),
            (Some(one), Some(two)) => Some(Fact { name, value: format!("{first_name}: {one} / {second_name}: {two}") }),
            (Some(one), None) => Some(Fact { name, value: format!("{first_name}: {one}") }),
            (None, Some(two)) => Some(Fact { name, value: format!("{second_name}: {two}") }),
            (None, None) => None,
        })
        .collect()
}

/// The two things named, if there are just two.
fn named<'l>(library: &'l Library, question: &Question) -> Option<[&'l Entry; 2]> {
    let mut things: Vec<&Entry> = Vec::new();
    let gear = gear(library, question);
    if gear.len() >= 2 {
        things = gear;
    } else {
        for link in &question.links {
            let entry = link.entries.first().and_then(|position| library.knowledge.entries().get(*position))?;
            if !things.iter().any(|known| known.id == entry.id) {
                things.push(entry);
            }
        }
    }
    <[&Entry; 2]>::try_from(things).ok()
}

/// The share of the question that the two names and plain talk account for.
fn explained(library: &Library, question: &Question) -> f32 {
    question.share(library, |index, token| {
        let known = question.links.iter().any(|link| link.covers(index))
            || library.analyser.is_filler(&token.text)
            || CUES.contains(&token.text.as_str())
            || WEAK_CUES.contains(&token.text.as_str())
            || library.analyser.is_topic_word(&token.stem);
        f32::from(u8::from(known))
    })
}
