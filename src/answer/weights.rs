//! The weights of the ranking model, as fitted; [`super::candidate::Features`]
//! tells what they weigh, [`crate::evaluation::fit`] how they were found.
//!
//! `iem-bot eval --fit FILE...` prints these tables anew.

use super::candidate::{CONFIDENCE_FEATURES, RANKING_FEATURES};

/// What ranks the candidates.
pub(super) const RANKING: [f32; RANKING_FEATURES] =
    [0.85, 1.22, 0.04, -0.21, 4.18, 3.54, -1.76, 0.93, 0.02, 1.18, -0.28];

/// What makes up the confidence in the first one.
pub(super) const CONFIDENCE: [f32; CONFIDENCE_FEATURES] = [
    0.49, 1.16, -1.03, 1.01, 1.35, -1.98, 0.00, 0.63, 0.67, -0.38, -0.55, 0.00, 0.95, -0.52, -1.67, -1.57, -1.48, 1.05,
    0.39, 0.32, 0.47,
];

/// Added to the weighted sum.
pub(super) const BIAS: f32 = -2.31;
