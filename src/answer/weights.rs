//! The weights of the ranking model, as fitted; [`super::candidate::Features`]
//! tells what they weigh, [`crate::evaluation::fit`] how they were found.
//!
//! `iem-bot eval --fit FILE...` prints these tables anew.

use super::candidate::{CONFIDENCE_FEATURES, RANKING_FEATURES};

/// What ranks the candidates.
const RANKING: [f32; RANKING_FEATURES] = [0.85, 1.22, 0.04, -0.21, 4.18, 3.54, -1.76, 0.93, 0.02, 1.18, -0.28];

/// What makes up the confidence in the first one.
const CONFIDENCE: [f32; CONFIDENCE_FEATURES] = [
    0.66, 1.13, -0.98, 1.29, 0.94, -1.50, 0.41, 0.64, 0.96, 0.01, -0.53, 0.00, 0.47, 0.02, -1.97, -1.41, -1.74, 0.85,
    0.54, 0.23, 0.37,
];

/// Added to the weighted sum.
const BIAS: f32 = -2.12;

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
