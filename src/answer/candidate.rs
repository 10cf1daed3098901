//! Entries that may answer a question, ranked.

use super::understanding::Question;
use crate::knowledge::entry::Kind;
use crate::search::Library;
use crate::search::index::QueryTerm;
use crate::search::profile::{Likeness, SYNONYM};
use std::collections::BTreeSet;

/// How many entries the index proposes.
const PROPOSED: usize = 60;

/// An entry, and how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its position in the knowledge.
    pub position: usize,
    /// How sure we are that it answers the question, from 0 to 1.
    pub confidence: f32,
    /// The parts the confidence is made of.
    pub parts: Parts,
}

/// What speaks for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Parts {
    /// How like its nearest phrasing.
    pub likeness: Likeness,
    /// BM25 score, as a share of the best one's.
    pub words: f32,
    /// A little for kinds that answer this sort of question.
    pub prior: f32,
    /// Share of the question that is foreign to the knowledge.
    pub foreign: f32,
}

/// How much each part weighs in the confidence.
const PHRASING_WEIGHT: f32 = 0.74;
const ANYWHERE_WEIGHT: f32 = 0.18;
const WORDS_WEIGHT: f32 = 0.08;
/// How much of the confidence a wholly foreign question loses.
const FOREIGN_LOSS: f32 = 0.6;

/// The entries that fit best, best first; ties in the order of their ids.
pub fn candidates(library: &Library, question: &Question) -> Vec<Candidate> {
    let proposed = library.index.search(&query(library, question), PROPOSED);
    let best = proposed.first().map_or(1.0, |(_, score)| score.max(f32::EPSILON));
    let named: BTreeSet<usize> = question.links.iter().flat_map(|link| link.entries.iter().copied()).collect();
    let also_named = named.iter().filter(|position| !proposed.iter().any(|(known, _)| known == *position)).map(|position| (*position, 0.0));
    let foreign = question.foreign_share(library);
    let mut candidates: Vec<Candidate> = proposed
        .iter()
        .copied()
        .chain(also_named)
        .map(|(position, score)| rate(library, question, position, score / best, foreign))
        .collect();
    candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.position.cmp(&b.position)));
    candidates
}

fn rate(library: &Library, question: &Question, position: usize, words: f32, foreign: f32) -> Candidate {
    let likeness = library.profiles.likeness(&question.wording, position, &library.analyser);
    let prior = library.knowledge.entries().get(position).map_or(0.0, |entry| prior(entry.kind));
    let sum = PHRASING_WEIGHT * likeness.phrasing + ANYWHERE_WEIGHT * likeness.anywhere + WORDS_WEIGHT * words;
    let confidence = (sum * (1.0 - FOREIGN_LOSS * foreign) + prior).clamp(0.0, 1.0);
    Candidate { position, confidence, parts: Parts { likeness, words, prior, foreign } }
}

/// Of two that fit alike, the one whose text was written for a question wins;
/// a section of an article answers less directly.
fn prior(kind: Kind) -> f32 {
    match kind {
        Kind::Article => -0.03,
        Kind::Model | Kind::Brand => -0.02,
        _ => 0.0,
    }
}

/// The words to look for: each with its synonyms.
fn query(library: &Library, question: &Question) -> Vec<Vec<QueryTerm>> {
    let mut seen = BTreeSet::new();
    question
        .tokens
        .iter()
        .filter(|token| !library.analyser.is_filler(&token.text) && seen.insert(token.stem.clone()))
        .map(|token| {
            let own = QueryTerm { stem: token.stem.clone(), weight: 1.0 };
            let synonyms = library.analyser.synonyms(&token.stem).iter();
            let synonyms = synonyms.map(|synonym| QueryTerm { stem: synonym.clone(), weight: SYNONYM * 0.7 });
            std::iter::once(own).chain(synonyms).collect()
        })
        .collect()
}
