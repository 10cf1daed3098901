//! What each part of answering adds: the same questions, asked of less and
//! less of the program.
//!
//! The first stage is what anybody gets from a full-text search library as it
//! comes. The last two lines tell how the whole does on questions that its
//! weights have not seen, and that no phrasing was written after.

use super::fit::{FOLDS, fit_without_each_part};
use super::plain_search::PlainSearch;
use super::questions::Question as Asked;
use super::score::{Tally, score, score_replies};
use super::unseen::unseen;
use crate::answer::candidate::{candidates, proposals, words, words_with_synonyms};
use crate::answer::card::card;
use crate::answer::decision::{decide_with, from_facts};
use crate::answer::related::RELATED_SHOWN;
use crate::answer::reply::{Answer, Outcome, Reply};
use crate::answer::understanding::Question;
use crate::answer::weights::Weights;
use crate::knowledge::Knowledge;
use crate::search::Library;
use crate::search::index::IndexError;

/// How many entries a reply of an early stage holds: as many as a whole one.
const SHOWN: usize = RELATED_SHOWN + 1;

/// A stage and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// What it consists of.
    pub name: &'static str,
    /// Its figures over all questions.
    pub tally: Tally,
}

/// Asks every question at every stage. `edition` gives a fresh copy of the
/// library's knowledge each time.
pub fn stages(
    edition: impl Fn() -> Knowledge,
    library: &Library,
    questions: &[Asked],
) -> Result<Vec<Stage>, IndexError> {
    let plain = PlainSearch::new(&library.knowledge)?;
    let stranger = unseen(&edition, questions)?;
    let folds = fit_without_each_part(edition, &stranger, questions)?;
    let shipped = Weights::shipped();
    let by_position = |name, positions: &dyn Fn(&str) -> Vec<usize>| {
        let tally = score_replies(questions, |_, text| first_of(library, text, &positions(text))).total;
        Stage { name, tally }
    };
    let cross_validated = |library: &Library| {
        let weights = |part: usize| folds.get(part % FOLDS).unwrap_or(&shipped);
        score_replies(questions, |part, text| decide_with(library, text, weights(part), &from_facts).reply).total
    };
    let no_facts = |_, text: &str| decide_with(library, text, &shipped, &|_, _| None).reply;
    Ok(vec![
        by_position("plain full-text search", &|text| positions(&plain.search(text, SHOWN))),
        by_position("our words and fields", &|text| by_words(library, text)),
        by_position("+ synonyms", &|text| by_synonyms(library, text)),
        by_position("+ spelling and names", &|text| proposed(library, text)),
        by_position("+ fitted ranking", &|text| ranked(library, text, &shipped)),
        Stage { name: "+ confidence", tally: score_replies(questions, no_facts).total },
        Stage { name: "+ typed facts: the whole", tally: score(library, questions).total },
        Stage { name: "the whole, cross-validated", tally: cross_validated(library) },
        Stage { name: "the same, without phrasings like the questions", tally: cross_validated(&stranger) },
    ])
}

/// A reply that is never in doubt: the first of the entries, if there is one.
fn first_of(library: &Library, question: &str, positions: &[usize]) -> Reply {
    let entries = positions.iter().filter_map(|position| library.knowledge.entries().get(*position));
    let answers: Vec<Answer> = entries.take(SHOWN).map(|entry| card(&library.knowledge, entry, 0.0)).collect();
    let outcome = if answers.is_empty() { Outcome::Unknown } else { Outcome::Answer };
    Reply::new(question, outcome, answers, Vec::new())
}

/// The index asked for the question's own words.
fn by_words(library: &Library, text: &str) -> Vec<usize> {
    let words = words(library, &library.analyser.tokens(text));
    let alone: Vec<_> = words.into_iter().map(|word| vec![word]).collect();
    positions(&library.index.search(&alone, SHOWN))
}

fn by_synonyms(library: &Library, text: &str) -> Vec<usize> {
    let words = words_with_synonyms(library, &library.analyser.tokens(text));
    positions(&library.index.search(&words, SHOWN))
}

fn proposed(library: &Library, text: &str) -> Vec<usize> {
    positions(&proposals(library, &Question::new(library, text)))
}

fn ranked(library: &Library, text: &str, weights: &Weights) -> Vec<usize> {
    let candidates = candidates(library, &Question::new(library, text), weights);
    candidates.into_iter().map(|candidate| candidate.position).collect()
}

fn positions(found: &[(usize, f32)]) -> Vec<usize> {
    found.iter().map(|(position, _)| *position).collect()
}
