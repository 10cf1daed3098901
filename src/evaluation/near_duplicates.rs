//! Are there entries that readers would not tell apart?
//!
//! Two FAQ entries, or a FAQ entry and a term, that ask the same sort of
//! question, each almost in a phrasing of the other, are one question with two
//! answers: which of them is given is chance, and a correction of one leaves
//! the other wrong.

use crate::answer::candidate::described;
use crate::answer::understanding::Question;
use crate::document::diagnostic::{Diagnostic, Rule};
use crate::document::source_file::Place;
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;
use crate::search::intent::{Intent, intent};
use std::collections::{BTreeMap, BTreeSet};

/// From this likeness on, in both directions, two questions are one. The
/// likest two that do differ have 0.85: whether dear DACs, and whether dear
/// IEMs, sound better than cheap ones.
const ALIKE: f32 = 0.86;

/// "What can I do about X?" and "what should I look for in X?" do not ask what
/// X is, although they begin like it.
const MODALS: [&str; 5] = ["can", "could", "should", "will", "would"];

/// The positions of two entries, where the first one's question is like the
/// second one.
type Likenesses = BTreeSet<(usize, usize)>;

/// A question, and whose it is.
struct Asked<'l> {
    position: usize,
    entry: &'l Entry,
    place: &'l Place,
    question: Question,
    intent: Option<Intent>,
}

/// A warning for each two entries that are too alike.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    let all: BTreeMap<usize, Asked<'_>> = asked(library).map(|asked| (asked.position, asked)).collect();
    let likenesses: Likenesses = all.values().flat_map(|asked| alike(library, asked, &all)).collect();
    let both_ways = likenesses.iter().filter(|(one, other)| one < other && likenesses.contains(&(*other, *one)));
    both_ways.filter_map(|(one, other)| Some(warning(all.get(one)?, all.get(other)?))).collect()
}

/// What the entries that can be compared are asked by before all else.
fn asked(library: &Library) -> impl Iterator<Item = Asked<'_>> {
    library.knowledge.entries().iter().enumerate().filter_map(|(position, entry)| {
        let own = match entry.kind {
            Kind::Faq => entry.phrasings.first(),
            Kind::Term => entry.names.first(),
            _ => None,
        }?;
        let question = Question::new(library, &own.value);
        let intent = if entry.kind == Kind::Term { Some(Intent::Define) } else { sort_of(&question) };
        Some(Asked { position, entry, place: &own.place, question, intent })
    })
}

/// The sort of question, read more strictly than for ranking.
fn sort_of(question: &Question) -> Option<Intent> {
    let modal = question.tokens.get(1).is_some_and(|token| MODALS.contains(&token.text.as_str()));
    intent(&question.tokens).map(|intent| if modal && intent == Intent::Define { Intent::Which } else { intent })
}

/// The pairs of this entry with those that its question is like.
fn alike(library: &Library, asked: &Asked<'_>, all: &BTreeMap<usize, Asked<'_>>) -> Vec<(usize, usize)> {
    let mut candidates = described(library, &asked.question);
    candidates.retain(|candidate| {
        let other = all.get(&candidate.position);
        candidate.features.phrasing >= ALIKE && other.is_some_and(|other| may_be_one(asked, other))
    });
    candidates.into_iter().map(|candidate| (asked.position, candidate.position)).collect()
}

/// Two terms are told apart by their names, other questions by what they want
/// to know.
fn may_be_one(one: &Asked<'_>, other: &Asked<'_>) -> bool {
    let both_terms = one.entry.kind == Kind::Term && other.entry.kind == Kind::Term;
    one.position != other.position && !both_terms && one.intent == other.intent
}

/// Points at the second one, in the order of ids; but at a FAQ entry
/// rather than at a term, whose name is what it is.
fn warning(first: &Asked<'_>, second: &Asked<'_>) -> Diagnostic {
    let (first, second) = if second.entry.kind == Kind::Term { (second, first) } else { (first, second) };
    let message = format!("`{}` and `{}` ask nearly the same", first.entry.id, second.entry.id);
    let help = "make them one entry, or word them so that a reader sees what sets them apart";
    Diagnostic::new(Rule::NearDuplicate, second.place.clone(), message, "asked here", help)
        .with_also(first.place.clone(), "and nearly so here")
}
