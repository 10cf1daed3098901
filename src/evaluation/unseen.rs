//! The knowledge as if these questions had never been seen.
//!
//! Whoever finds that a question is not answered adds it as a phrasing; from
//! then on it is found by heart, and says nothing about the next stranger's
//! question. So the phrasings that are like a question of the files are taken
//! out before it is asked, and so are the phrases of other topics that only one
//! of the questions has: what is left is how well the bot understands.

use super::questions::Question as Asked;
use crate::answer::candidate::{Candidate, described};
use crate::answer::understanding::Question;
use crate::knowledge::Knowledge;
use crate::search::Library;
use crate::search::index::IndexError;
use crate::text::tokens::{stem, tokenise, words};
use std::collections::BTreeSet;

/// From this likeness on, a phrasing is taken for the question itself.
const ALIKE: f32 = 0.75;
/// Behind the nearest phrasing stands the next: it is taken out in the next
/// round.
const ROUNDS: usize = 3;

/// A library without the phrasings that are like one of the questions.
pub fn unseen(edition: impl Fn() -> Knowledge, questions: &[Asked]) -> Result<Library, IndexError> {
    let written_after = off_topic_of_one(&edition(), questions);
    let edition = || {
        let mut knowledge = edition();
        knowledge.retain_off_topic(|phrase| !written_after.contains(phrase));
        knowledge
    };
    let mut like_a_question: BTreeSet<String> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let library = without(edition(), &like_a_question)?;
        let found = questions.iter().flat_map(|question| phrasings_like(&library, &question.text));
        like_a_question.extend(found.collect::<Vec<_>>());
    }
    without(edition(), &like_a_question)
}

/// The phrases of other topics that stand in one question only.
fn off_topic_of_one(knowledge: &Knowledge, questions: &[Asked]) -> BTreeSet<String> {
    let stems = |question: &Asked| tokenise(&question.text).iter().map(|token| token.stem.clone()).collect();
    let asked: Vec<Vec<String>> = questions.iter().map(stems).collect();
    let is_of_one = |phrase: &&String| {
        let phrase: Vec<String> = words(phrase).iter().map(|word| stem(word)).collect();
        let has = |question: &&Vec<String>| question.windows(phrase.len().max(1)).any(|window| window == phrase);
        asked.iter().filter(has).count() == 1
    };
    knowledge.vocabulary().off_topic.iter().filter(is_of_one).cloned().collect()
}

fn without(mut knowledge: Knowledge, phrasings: &BTreeSet<String>) -> Result<Library, IndexError> {
    knowledge.retain_phrasings(|phrasing| !phrasings.contains(phrasing));
    Library::new(knowledge, None)
}

/// The phrasing of each entry that is nearest to a question, where it is like it.
fn phrasings_like(library: &Library, question: &str) -> Vec<String> {
    let alike = described(library, &Question::new(library, question)).into_iter();
    let alike = alike.filter(|candidate| candidate.features.phrasing >= ALIKE);
    let phrasing = |candidate: Candidate| {
        let entry = library.knowledge.entries().get(candidate.position)?;
        let number = candidate.nearest.checked_sub(entry.names.len())?;
        Some(entry.phrasings.get(number)?.value.clone())
    };
    alike.filter_map(phrasing).collect()
}
