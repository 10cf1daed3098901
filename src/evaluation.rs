//! How good the answers are: question files scored, every phrasing tried,
//! and what each part of answering adds.

pub mod fit;
pub mod near_duplicates;
pub mod phrasings;
pub mod plain_search;
pub mod questions;
pub mod score;
pub mod stages;
pub mod unseen;
