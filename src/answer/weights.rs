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
    0.66, 1.13, -0.98, 1.29, 0.94, -1.50, 0.41, 0.64, 0.96, 0.01, -0.53, 0.00, 0.47, 0.02, -1.97, -1.41, -1.74, 0.85,
    0.54, 0.23, 0.37,
];

/// Added to the weighted sum.
pub(super) const BIAS: f32 = -2.12;
