//! The weights of the ranking model, as fitted; [`super::candidate::Features`]
//! tells what they weigh, [`crate::evaluation::fit`] how they were found.
//!
//! `iem-bot eval --fit FILE...` prints these tables anew.

use super::candidate::{CONFIDENCE_FEATURES, RANKING_FEATURES};

/// What ranks the candidates.
pub(super) const RANKING: [f32; RANKING_FEATURES] = [0.93, 1.17, 0.28, -0.43, 4.31, 3.70, -1.77, 0.96, -0.52, 1.12];

/// What makes up the confidence in the first one.
pub(super) const CONFIDENCE: [f32; CONFIDENCE_FEATURES] = [
    0.54, 1.10, -0.63, 0.98, 1.35, -1.71, 0.00, 0.48, 1.39, -0.10, 0.92, -0.15, -1.56, -1.33, -1.51, 1.10, 0.42, 0.32, 0.16,
];

/// Added to the weighted sum.
pub(super) const BIAS: f32 = -2.55;
