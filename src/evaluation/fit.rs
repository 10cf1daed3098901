//! Finding the weights of the ranking model, repeatably.
//!
//! **Ranking** learns from the knowledge itself. The phrasings are dealt into
//! five parts; each part in turn is taken out, and its phrasings are asked of
//! what is left: the right answer is the entry they were taken from. The
//! questions of the files join in, each entry that their patterns accept being
//! right. The weights maximise the likelihood of a right entry among the
//! candidates (listwise softmax, as in `ListNet`, Cao et al. 2007).
//!
//! **Confidence** learns from the files: a logistic regression on whether the
//! first candidate is right. Its figures are those of questions held out
//! (five-fold), so that the model is not praised for knowing them by heart.
//!
//! Both ask the questions of the knowledge without the phrasings that are like
//! one of them ([`super::unseen`]): a stranger's question has no phrasing yet.
//!
//! Both are convex and start from nought, so that every run finds the same.

use super::questions::{Expect, Question as Asked};
use super::unseen::unseen;
use crate::answer::candidate::{CONFIDENCE_FEATURES, Candidate, RANKING_FEATURES, described, order};
use crate::answer::card::card;
use crate::answer::decision::{Route, decide_with, from_facts};
use crate::answer::understanding::Question;
use crate::answer::weights::Weights;
use crate::knowledge::Knowledge;
use crate::search::Library;
use crate::search::index::IndexError;
use std::collections::BTreeSet;

/// Into how many parts phrasings and questions are dealt.
pub const FOLDS: usize = 5;
/// How often the questions of the files count beside the phrasings.
const QUESTION_SHARE: f64 = 2.0;
/// Steps of gradient ascent; more change no weight's second digit.
const STEPS: usize = 1_500;
/// Keeps weights small where the data say little.
const RANKING_PENALTY: f64 = 1e-3;
/// The same for the confidence.
const CONFIDENCE_PENALTY: f64 = 5e-4;
/// Bounds of the rows of the reliability table.
const BANDS: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 0.9];

/// What a fit found.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The weights of both models.
    pub weights: Weights,
    /// Held-out phrasings whose own entry came first, and how many there were.
    pub phrasings_found: (usize, usize),
    /// Of held-out questions: what was forecast, and what was so.
    pub reliability: Vec<Band>,
}

/// Held-out questions whose confidence lay in one band.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Band {
    /// Where the band begins.
    pub from: f64,
    /// How many questions fell into it.
    pub questions: usize,
    /// The mean confidence.
    pub forecast: f64,
    /// The share whose first candidate was right.
    pub right: f64,
}

/// A question's candidates, and which of them are right.
struct Sample {
    candidates: Vec<Candidate>,
    right: Vec<bool>,
    weight: f64,
}

/// Fits both models. `edition` gives a fresh copy of the knowledge each time.
pub fn fit(edition: impl Fn() -> Knowledge, questions: &[Asked]) -> Result<Fit, IndexError> {
    let phrasings = held_out_phrasings(&edition)?;
    let library = unseen(&edition, questions)?;
    let asked = asked(&library, questions.iter(), &Weights::shipped());
    let ranking = fit_ranking(&phrasings, &asked);
    let found = phrasings.iter().filter(|sample| first_right(sample, &ranking).is_some_and(|(_, right)| right)).count();
    let firsts = firsts(&asked, &ranking);
    let (confidence, bias) = fit_confidence(&firsts.iter().collect::<Vec<_>>());
    let reliability = reliability(&firsts);
    let weights = weights(&ranking, &confidence, bias);
    Ok(Fit { weights, phrasings_found: (found, phrasings.len()), reliability })
}

/// For each part of the questions, the weights that the other parts give:
/// question `i` belongs to part `i % FOLDS`. No weight has seen a question of
/// its part, not even by way of the shipped weights. `library` is the one that
/// the questions are asked of.
pub fn fit_without_each_part(
    edition: impl Fn() -> Knowledge,
    library: &Library,
    questions: &[Asked],
) -> Result<Vec<Weights>, IndexError> {
    let phrasings = held_out_phrasings(&edition)?;
    let without = |fold: usize| {
        let others = questions.iter().enumerate().filter(move |(index, _)| index % FOLDS != fold);
        let others = || others.clone().map(|(_, question)| question);
        // Which sentence of a long message counts depends on the confidence,
        // which is not there yet: the first round takes the whole message.
        let first = fit_to(&phrasings, &asked(library, others(), &Weights::neutral()));
        fit_to(&phrasings, &asked(library, others(), &first))
    };
    Ok((0..FOLDS).map(without).collect())
}

fn fit_to(phrasings: &[Sample], asked: &[Sample]) -> Weights {
    let ranking = fit_ranking(phrasings, asked);
    let firsts = firsts(asked, &ranking);
    let (confidence, bias) = fit_confidence(&firsts.iter().collect::<Vec<_>>());
    weights(&ranking, &confidence, bias)
}

/// What describes the first candidate of each question, and whether it is right.
fn firsts(asked: &[Sample], ranking: &[f64]) -> Vec<(Vec<f64>, bool)> {
    let first = |sample: &Sample| {
        let (first, right) = first_right(sample, ranking)?;
        Some((first.features.for_confidence().iter().map(|number| f64::from(*number)).collect(), right))
    };
    asked.iter().filter_map(first).collect()
}

fn weights(ranking: &[f64], confidence: &[f64], bias: f64) -> Weights {
    #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
    let narrow = |weight: &f64| *weight as f32;
    let mut weights = Weights::neutral();
    weights.ranking.iter_mut().zip(ranking).for_each(|(slot, weight)| *slot = narrow(weight));
    weights.confidence.iter_mut().zip(confidence).for_each(|(slot, weight)| *slot = narrow(weight));
    weights.bias = narrow(&bias);
    weights
}

/// Phrasings asked of the knowledge without them.
fn held_out_phrasings(edition: &impl Fn() -> Knowledge) -> Result<Vec<Sample>, IndexError> {
    let mut samples = Vec::new();
    for fold in 0..FOLDS {
        let mut knowledge = edition();
        let mut taken = Vec::new();
        let mut number = 0;
        for entry in knowledge.entries() {
            for phrasing in entry.phrasings.iter().skip(1) {
                if number % FOLDS == fold {
                    taken.push((entry.id.clone(), phrasing.value.clone()));
                }
                number += 1;
            }
        }
        let texts: BTreeSet<&str> = taken.iter().map(|(_, text)| text.as_str()).collect();
        knowledge.retain_phrasings(|phrasing| !texts.contains(phrasing));
        let library = Library::new(knowledge, None)?;
        for (id, text) in &taken {
            let candidates = described(&library, &Question::new(&library, text));
            let own = library.knowledge.position(id);
            let right: Vec<bool> = candidates.iter().map(|candidate| Some(candidate.position) == own).collect();
            if right.contains(&true) {
                samples.push(Sample { candidates, right, weight: 1.0 });
            }
        }
    }
    Ok(samples)
}

/// The questions of the files that an entry's own text is to answer.
fn asked<'q>(library: &Library, questions: impl Iterator<Item = &'q Asked>, weights: &Weights) -> Vec<Sample> {
    let sample = |asked: &Asked| {
        let decision = decide_with(library, &asked.text, weights, &from_facts);
        if decision.route != Route::Entry {
            return None;
        }
        let candidates = described(library, &decision.question);
        let accepts = |candidate: &Candidate| {
            let entry = library.knowledge.entries().get(candidate.position);
            asked.expect == Expect::Answer
                && entry.is_some_and(|entry| {
                    let answer = card(&library.knowledge, entry, 0.0);
                    asked.accepts(&format!("{}\n{}", answer.title, answer.full_text()))
                })
        };
        let right = candidates.iter().map(accepts).collect();
        Some(Sample { candidates, right, weight: QUESTION_SHARE })
    };
    questions.filter_map(sample).collect()
}

/// The candidate that these weights put first, and whether it is right.
fn first_right(sample: &Sample, ranking: &[f64]) -> Option<(Candidate, bool)> {
    let rights: BTreeSet<usize> = sample
        .candidates
        .iter()
        .zip(&sample.right)
        .filter(|(_, right)| **right)
        .map(|(candidate, _)| candidate.position)
        .collect();
    let mut candidates = sample.candidates.clone();
    for candidate in &mut candidates {
        #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
        let rank = dot(&candidate.features.for_ranking(), ranking) as f32;
        candidate.features.rank = rank;
    }
    order(&mut candidates);
    let first = candidates.into_iter().next()?;
    let right = rights.contains(&first.position);
    Some((first, right))
}

fn dot(numbers: &[f32], weights: &[f64]) -> f64 {
    numbers.iter().zip(weights).map(|(number, weight)| f64::from(*number) * weight).sum()
}

fn fit_ranking(phrasings: &[Sample], asked: &[Sample]) -> Vec<f64> {
    type Described<'s> = (Vec<[f32; RANKING_FEATURES]>, &'s Vec<bool>, f64);
    let samples: Vec<Described<'_>> = phrasings
        .iter()
        .chain(asked.iter().filter(|sample| sample.right.contains(&true)))
        .map(|sample| {
            (
                sample.candidates.iter().map(|candidate| candidate.features.for_ranking()).collect(),
                &sample.right,
                sample.weight,
            )
        })
        .collect();
    let total: f64 = samples.iter().map(|(_, _, weight)| weight).sum();
    ascend(RANKING_FEATURES, RANKING_PENALTY, |weights, gradient| {
        for (numbers, right, share) in &samples {
            let scores: Vec<f64> = numbers.iter().map(|numbers| dot(numbers, weights)).collect();
            let highest = scores.iter().copied().fold(f64::MIN, f64::max);
            let powers: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
            let all: f64 = powers.iter().sum();
            let of_right: f64 =
                powers.iter().zip(right.iter()).filter(|(_, right)| **right).map(|(power, _)| power).sum();
            for ((numbers, power), right) in numbers.iter().zip(&powers).zip(right.iter()) {
                let wanted = if *right { power / of_right } else { 0.0 };
                let push = (wanted - power / all) * share / total;
                for (slot, number) in gradient.iter_mut().zip(numbers) {
                    *slot += push * f64::from(*number);
                }
            }
        }
    })
}

/// Logistic regression; the last weight is the constant.
fn fit_confidence(samples: &[&(Vec<f64>, bool)]) -> (Vec<f64>, f64) {
    #[expect(clippy::cast_precision_loss, reason = "there are few samples")]
    let total = samples.len().max(1) as f64;
    let mut weights = ascend(CONFIDENCE_FEATURES + 1, CONFIDENCE_PENALTY, |weights, gradient| {
        for (numbers, right) in samples {
            let push = (f64::from(u8::from(*right)) - probability(numbers, weights)) / total;
            for (slot, number) in gradient.iter_mut().zip(numbers.iter().chain([&1.0])) {
                *slot += push * number;
            }
        }
    });
    let bias = weights.pop().unwrap_or_default();
    (weights, bias)
}

fn probability(numbers: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = numbers.iter().chain([&1.0]).zip(weights).map(|(number, weight)| number * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Gradient ascent on a concave function with Adam's step sizes (Kingma and Ba
/// 2015). `add_gradient` adds the gradient at the weights to a vector of noughts.
fn ascend(size: usize, penalty: f64, add_gradient: impl Fn(&[f64], &mut [f64])) -> Vec<f64> {
    const RATE: f64 = 0.05;
    const MEAN_DECAY: f64 = 0.9;
    const SQUARE_DECAY: f64 = 0.999;
    let mut weights = vec![0.0; size];
    let mut means = vec![0.0; size];
    let mut squares = vec![0.0; size];
    for step in 1..=STEPS {
        let mut gradient = vec![0.0; size];
        add_gradient(&weights, &mut gradient);
        let step = i32::try_from(step).unwrap_or(i32::MAX);
        let parts = weights.iter_mut().zip(&gradient).zip(means.iter_mut().zip(&mut squares));
        for ((weight, slope), (mean, square)) in parts {
            let slope = slope - 2.0 * penalty * *weight;
            *mean = MEAN_DECAY * *mean + (1.0 - MEAN_DECAY) * slope;
            *square = SQUARE_DECAY * *square + (1.0 - SQUARE_DECAY) * slope * slope;
            let mean = *mean / (1.0 - MEAN_DECAY.powi(step));
            let square = *square / (1.0 - SQUARE_DECAY.powi(step));
            *weight += RATE * mean / (square.sqrt() + 1e-8);
        }
    }
    weights
}

/// Forecasts for held-out questions beside what was so.
fn reliability(samples: &[(Vec<f64>, bool)]) -> Vec<Band> {
    let mut bands: Vec<Band> = BANDS.map(|from| Band { from, ..Band::default() }).to_vec();
    for fold in 0..FOLDS {
        let train: Vec<&(Vec<f64>, bool)> =
            samples.iter().enumerate().filter(|(index, _)| index % FOLDS != fold).map(|(_, sample)| sample).collect();
        let (mut weights, bias) = fit_confidence(&train);
        weights.push(bias);
        for (numbers, right) in
            samples.iter().enumerate().filter(|(index, _)| index % FOLDS == fold).map(|(_, sample)| sample)
        {
            let forecast = probability(numbers, &weights);
            if let Some(band) = bands.iter_mut().rev().find(|band| forecast >= band.from) {
                band.questions += 1;
                band.forecast += forecast;
                band.right += f64::from(u8::from(*right));
            }
        }
    }
    for band in &mut bands {
        #[expect(clippy::cast_precision_loss, reason = "there are few questions")]
        let questions = band.questions.max(1) as f64;
        band.forecast /= questions;
        band.right /= questions;
    }
    bands
}
