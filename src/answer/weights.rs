//! The weights of the ranking model, as fitted; [`super::candidate::Features`]
//! tells what they weigh, [`crate::evaluation::fit`] how they were found.
//!
//! `iem-bot eval --fit FILE...` prints these tables anew.

use super::candidate::{CONFIDENCE_FEATURES, RANKING_FEATURES};

/// What ranks the candidates.
const RANKING: [f32; RANKING_FEATURES] = [1.13, 1.39, 0.44, 0.51, 4.20, 3.60, -1.65, 0.95, 0.19, 1.41, -0.12];

/// What makes up the confidence in the first one.
const CONFIDENCE: [f32; CONFIDENCE_FEATURES] = [
    -0.20, 0.37, -1.31, 0.54, 0.87, -0.98, 0.08, 0.01, 1.11, 0.21, -0.71, 0.06, 0.38, 1.18, -0.69, -0.91, -1.18, 0.85,
    1.65, -3.15, 0.00, -1.74, -0.13, 0.46, 0.12,
];

/// Added to the weighted sum.
const BIAS: f32 = -2.52;

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
