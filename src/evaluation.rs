//! How good the answers are: question files scored, and every phrasing tried.

pub mod fit;
pub mod near_duplicates;
pub mod phrasings;
pub mod questions;
pub mod score;
