//! The weights of the ranking model, as fitted; [`super::candidate::Features`]
//! tells what they weigh, [`crate::evaluation::fit`] how they were found.
//!
//! `iem-bot eval --fit FILE...` prints these tables anew.

use super::candidate::{CONFIDENCE_FEATURES, RANKING_FEATURES};

/// What ranks the candidates.
pub(super) const RANKING: [f32; RANKING_FEATURES] = [1.03, 1.20, 0.46, -0.47, 4.47, 3.57, -1.88, 1.01, -0.52];

/// What makes up the confidence in the first one.
pub(super) const CONFIDENCE: [f32; CONFIDENCE_FEATURES] = [
    0.20, 0.64, -0.87, 1.18, 1.79, -2.00, 0.00, 0.21, 1.20, 1.20, -0.10, -1.75, -0.72, -1.50, 1.04, 0.47, 0.45, -0.03,
];

/// Added to the weighted sum.
pub(super) const BIAS: f32 = -2.86;
