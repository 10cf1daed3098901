//! Entries that may answer a question, ranked by how sure we are of each.
//!
//! The index proposes entries that share words with the question; each is then
//! described by a few numbers ([`Features`]). A weighted sum of those that
//! differ between entries ranks them; a logistic model over all of them turns
//! the first one's into the probability that it answers the question. Both are
//! small enough to read (`weights.rs`).

use super::gear::is_gear;
use super::understanding::Question;
use super::weights::Weights;
use crate::knowledge::entry::Kind;
use crate::search::Library;
use crate::search::index::QueryTerm;
use crate::search::names::Link;
use crate::search::wording::{Comparer, SYNONYM};
use crate::text::tokens::Token;
use std::collections::BTreeSet;

/// How many entries the index proposes.
const PROPOSED: usize = 60;
/// How many numbers rank a candidate.
pub const RANKING_FEATURES: usize = 11;
/// How many numbers make up the confidence in it.
pub const CONFIDENCE_FEATURES: usize = 25;
/// From this likeness on a question counts as a phrasing itself.
const NEARLY_VERBATIM: f32 = 0.85;
/// More than any other evidence can amount to.
const VERBATIM_WEIGHT: f32 = 12.0;
/// A lead of this much is as good as any greater one.
const CLEAR_LEAD: f32 = 3.0;
/// A question with this weight of words says all a question can.
const FULL_WEIGHT: f32 = 4.0;
/// This many foreign words are as bad as it gets.
const MOST_FOREIGN: u8 = 4;
/// The same for words that the entry does not have.
const MOST_ABSENT: u8 = 4;

/// An entry, and how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its position in the knowledge.
    pub position: usize,
    /// The probability that it answers the question, from 0 to 1.
    pub confidence: f32,
    /// What speaks for and against it.
    pub features: Features,
    /// Which of its names and phrasings is nearest to the question.
    pub nearest: usize,
}

/// What speaks for and against a candidate, each about from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Features {
    /// How like the question its nearest phrasing is.
    pub phrasing: f32,
    /// How much of the question that phrasing covers.
    pub covered: f32,
    /// How much of that phrasing the question covers.
    pub asked: f32,
    /// How much of the question stands anywhere in the entry.
    pub anywhere: f32,
    /// Its BM25 score, as a share of the best one's.
    pub words: f32,
    /// How much liker it is than the best other candidate; negative if less.
    pub phrasing_lead: f32,
    /// The same for BM25.
    pub words_lead: f32,
    /// The share of the things named in the question that it is, or is about.
    pub things: f32,
    /// The share of neighbouring words that are neighbours in the phrasing too.
    pub order: f32,
    /// Whether the entry is asked the same sort of question: what, how, why.
    pub intent: f32,
    /// Whether it is a thing that the question names.
    pub itself: f32,
    /// Whether the question asks for a thing of its kind: "which driver".
    pub kind_asked: f32,
    /// The share of the question that is foreign to the knowledge.
    pub foreign: f32,
    /// The number of foreign words, up to four, as a share of four.
    pub foreign_words: f32,
    /// Whether a phrase of another topic occurs.
    pub off_topic: f32,
    /// Whether the question names a thing or word of the hobby.
    pub topical: f32,
    /// How much the question says.
    pub length: f32,
    /// How rare the question's words are in the knowledge, on the mean: words
    /// of other topics occur once or twice by chance.
    pub rare: f32,
    /// The share of its words that are neither ours nor English: names of
    /// things that we do not know.
    pub strange: f32,
    /// The number of its words that the entry has nowhere, as a share of four.
    pub absent: f32,
    /// Whether it names a maker or model that the entry says nothing of.
    pub gear_absent: f32,
    /// Whether the entry is part of an article.
    pub article: f32,
    /// The weighted sum that ranks it.
    pub rank: f32,
    /// How much it outranks the next; 0 for all but the first.
    pub rank_lead: f32,
}

impl Features {
    /// What ranks it, in the order of the weights: what differs between the
    /// candidates for one question.
    pub fn for_ranking(&self) -> [f32; RANKING_FEATURES] {
        [
            self.phrasing,
            self.phrasing * self.phrasing,
            self.covered,
            self.asked,
            self.anywhere,
            self.words,
            self.article,
            self.things,
            self.order,
            self.intent,
            self.kind_asked,
        ]
    }

    /// What the confidence in it is made of, in the order of the weights.
    pub fn for_confidence(&self) -> [f32; CONFIDENCE_FEATURES] {
        [
            self.phrasing,
            self.phrasing * self.phrasing,
            self.covered,
            self.asked,
            self.anywhere,
            self.words,
            self.article,
            self.things,
            self.order,
            self.intent,
            self.itself,
            self.kind_asked,
            self.phrasing_lead,
            self.words_lead,
            self.foreign,
            self.foreign_words,
            self.off_topic,
            self.topical,
            self.length,
            self.rare,
            self.strange,
            self.absent,
            self.gear_absent,
            self.rank,
            self.rank_lead,
        ]
    }

    fn probability(&self, weights: &Weights) -> f32 {
        let numbers = self.for_confidence();
        let sum: f32 = numbers.iter().zip(weights.confidence).map(|(number, weight)| number * weight).sum();
        1.0 / (1.0 + (-(sum + weights.bias)).exp())
    }
}

/// The entries that fit best, best first; ties in the order of their ids.
pub fn candidates(library: &Library, question: &Question, weights: &Weights) -> Vec<Candidate> {
    let mut candidates = described(library, question);
    for candidate in &mut candidates {
        let numbers = candidate.features.for_ranking();
        let weighed: f32 = numbers.iter().zip(weights.ranking).map(|(number, weight)| number * weight).sum();
        candidate.features.rank = weighed + verbatim(candidate.features.phrasing);
    }
    order(&mut candidates);
    for candidate in &mut candidates {
        candidate.confidence = candidate.features.probability(weights);
    }
    candidates
}

/// A question that is a phrasing, all but word for word, belongs to its entry.
/// The fitted weights cannot know: they learn from phrasings that were taken
/// out.
fn verbatim(phrasing: f32) -> f32 {
    VERBATIM_WEIGHT * ((phrasing - NEARLY_VERBATIM) / (1.0 - NEARLY_VERBATIM)).max(0.0)
}

/// The candidates with what describes them, in no order yet.
pub fn described(library: &Library, question: &Question) -> Vec<Candidate> {
    let mut candidates = describe(library, question, &proposals(library, question));
    let phrasing = BestTwo::of(candidates.iter().map(|candidate| candidate.features.phrasing));
    let words = BestTwo::of(candidates.iter().map(|candidate| candidate.features.words));
    for Candidate { features, .. } in &mut candidates {
        features.phrasing_lead = phrasing.lead_of(features.phrasing);
        features.words_lead = words.lead_of(features.words);
    }
    candidates
}

/// Sorts by rank and notes the first one's lead.
pub fn order(candidates: &mut [Candidate]) {
    candidates.sort_by(|a, b| b.features.rank.total_cmp(&a.features.rank).then(a.position.cmp(&b.position)));
    let second = candidates.get(1).map(|candidate| candidate.features.rank);
    if let Some(first) = candidates.first_mut() {
        first.features.rank_lead = second.map_or(CLEAR_LEAD, |second| (first.features.rank - second).min(CLEAR_LEAD));
    }
}

/// What the index finds, and what the question names: positions and BM25 scores.
pub fn proposals(library: &Library, question: &Question) -> Vec<(usize, f32)> {
    let mut proposed = library.index.search(&words_with_synonyms(library, &question.tokens), PROPOSED);
    let named: BTreeSet<usize> = question.links.iter().flat_map(|link| link.entries.iter().copied()).collect();
    for position in named.into_iter().chain(library.profiles.verbatim(&question.tokens)) {
        if !proposed.iter().any(|(known, _)| *known == position) {
            proposed.push((position, 0.0));
        }
    }
    proposed
}

fn describe(library: &Library, question: &Question, proposed: &[(usize, f32)]) -> Vec<Candidate> {
    let best = proposed.first().map_or(1.0, |(_, score)| score.max(f32::EPSILON));
    let of_question = Features {
        foreign: question.foreign_share(library),
        foreign_words: f32::from(question.foreign_words(library).min(MOST_FOREIGN)) / f32::from(MOST_FOREIGN),
        off_topic: f32::from(u8::from(question.off_topic.contains(&true))),
        topical: f32::from(u8::from(question.is_topical(library))),
        length: (question.wording.total() / FULL_WEIGHT).min(1.0),
        rare: question.rarity(library),
        strange: question.strange_share(library),
        ..Features::default()
    };
    let comparer = Comparer::new(&question.wording, &library.lexicon);
    let kinds = kinds_asked_for(question);
    let gear = gear_named(library, question);
    let described = proposed.iter().filter_map(|(position, score)| {
        let entry = library.knowledge.entries().get(*position)?;
        let likeness = library.profiles.likeness(&comparer, *position);
        let features = Features {
            phrasing: likeness.phrasing,
            covered: likeness.question_covered,
            asked: likeness.phrasing_covered,
            anywhere: likeness.anywhere.share,
            words: score / best,
            things: likeness.things,
            order: likeness.order,
            intent: f32::from(u8::from(likeness.same_intent)),
            itself: f32::from(u8::from(question.wording.names(*position))),
            kind_asked: f32::from(u8::from(kinds.contains(&entry.kind))),
            article: f32::from(u8::from(entry.kind == Kind::Article)),
            absent: f32::from(u8::try_from(likeness.anywhere.absent).unwrap_or(MOST_ABSENT).min(MOST_ABSENT))
                / f32::from(MOST_ABSENT),
            gear_absent: f32::from(u8::from(gear.iter().any(|gear| gear.is_absent(library, *position)))),
            ..of_question
        };
        Some(Candidate { position: *position, confidence: 0.0, features, nearest: likeness.nearest })
    });
    described.collect()
}

/// A maker or model that a question names.
struct Gear<'q> {
    link: &'q Link,
    /// The words of its name; none if one of them is in no entry.
    stems: Option<Vec<u32>>,
}

fn gear_named<'q>(library: &Library, question: &'q Question) -> Vec<Gear<'q>> {
    let is_gear =
        |link: &&Link| link.entries.iter().any(|thing| library.knowledge.entries().get(*thing).is_some_and(is_gear));
    let stems = |link: &Link| {
        let words = question.tokens.iter().skip(link.start).take(link.length);
        words.map(|token| library.lexicon.number(&token.stem)).collect()
    };
    question.links.iter().filter(is_gear).map(|link| Gear { link, stems: stems(link) }).collect()
}

impl Gear<'_> {
    /// Whether the entry neither is it, nor is asked with it, nor speaks of it.
    fn is_absent(&self, library: &Library, position: usize) -> bool {
        let profiles = &library.profiles;
        let speaks_of = |stems: &Vec<u32>| stems.iter().all(|stem| profiles.has(position, *stem));
        !profiles.is_about(position, &self.link.entries) && !self.stems.as_ref().is_some_and(speaks_of)
    }
}

/// The kinds of things that the question asks for by their general names.
fn kinds_asked_for(question: &Question) -> Vec<Kind> {
    if !question.has_word(&["which", "what", "whats", "name", "called", "type"]) {
        return Vec::new();
    }
    let named: [(Kind, &[&str]); 4] = [
        (Kind::Driver, &["driver", "drivers", "transducer"]),
        (Kind::Connector, &["connector", "connectors", "plug", "jack", "socket"]),
        (Kind::Brand, &["brand", "maker", "company", "manufacturer"]),
        (Kind::Model, &["model", "set"]),
    ];
    named.into_iter().filter(|(_, names)| question.has_word(names)).map(|(kind, _)| kind).collect()
}

/// The two highest of some numbers that are not negative.
#[derive(Clone, Copy, Default)]
struct BestTwo {
    best: f32,
    second: f32,
}

impl BestTwo {
    fn of(numbers: impl Iterator<Item = f32>) -> Self {
        numbers.fold(Self::default(), |Self { best, second }, number| Self {
            best: best.max(number),
            second: second.max(best.min(number)),
        })
    }

    /// How much higher one of the numbers is than the best other one; negative
    /// if it is lower.
    fn lead_of(self, number: f32) -> f32 {
        number - if number < self.best { self.best } else { self.second }
    }
}

/// The words to look for: each that says something, once.
pub fn words(library: &Library, tokens: &[Token]) -> Vec<QueryTerm> {
    let mut seen = BTreeSet::new();
    let telling = tokens.iter().filter(|token| !library.analyser.is_filler(&token.text));
    let known = telling.filter_map(|token| library.lexicon.number(&token.stem));
    known.filter(|stem| seen.insert(*stem)).map(|stem| QueryTerm { stem, weight: 1.0 }).collect()
}

/// The same, each with its synonyms.
pub fn words_with_synonyms(library: &Library, tokens: &[Token]) -> Vec<Vec<QueryTerm>> {
    let with_synonyms = |own: QueryTerm| {
        let synonyms = library.lexicon.synonyms(own.stem).iter();
        let synonyms = synonyms.map(|stem| QueryTerm { stem: *stem, weight: SYNONYM * 0.7 });
        std::iter::once(own).chain(synonyms).collect()
    };
    words(library, tokens).into_iter().map(with_synonyms).collect()
}
