//! The weights of the ranking model, as fitted; [`super::candidate::Features`]
//! tells what they weigh, [`crate::evaluation::fit`] how they were found.
//!
//! `iem-bot eval --fit FILE...` prints these tables anew.

use super::candidate::{CONFIDENCE_FEATURES, RANKING_FEATURES};

/// What ranks the candidates.
const RANKING: [f32; RANKING_FEATURES] = [1.01, 1.10, 0.36, 0.26, 4.32, 3.58, -1.69, 1.03, 0.17, 1.32, -0.17];

/// What makes up the confidence in the first one.
const CONFIDENCE: [f32; CONFIDENCE_FEATURES] = [
    -0.04, 0.41, -1.07, 0.43, 0.66, -1.00, -0.55, 0.11, 0.86, -0.05, -0.70, 0.13, 0.56, 0.60, -0.95, -0.82, -0.90,
    0.89, 1.54, -2.54, -0.22, -1.89, -0.29, 0.49, 0.21,
];

/// Added to the weighted sum.
const BIAS: f32 = -2.60;

/// The weights of both models.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What ranks the candidates, in the order of
    /// [`super::candidate::Features::for_ranking`].
    pub ranking: [f32; RANKING_FEATURES],
    /// What makes up the confidence in the first one, in the order of
    /// [`super::candidate::Features::for_confidence`].
    pub confidence: [f32; CONFIDENCE_FEATURES],
    /// Added to the confidence's weighted sum.
    pub bias: f32,
}

impl Weights {
    /// The weights that the bot answers with.
    pub const fn shipped() -> Self {
        Self { ranking: RANKING, confidence: CONFIDENCE, bias: BIAS }
    }

    /// Weights that prefer nothing: where fitting starts.
    pub const fn neutral() -> Self {
        Self { ranking: [0.0; RANKING_FEATURES], confidence: [0.0; CONFIDENCE_FEATURES], bias: 0.0 }
    }
}
