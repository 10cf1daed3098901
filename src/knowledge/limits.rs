//! How long texts may be, in characters. Chosen so that every reply fits
//! Discord's embeds with room for facts and sources, and so that texts stay
//! readable on a telephone.

/// A FAQ question, an article's title, a section's heading.
pub const TITLE: usize = 150;
/// A phrasing: longer ones match too much.
pub const PHRASING: usize = 120;
/// A name or alias.
pub const NAME: usize = 60;
/// An answer, a section, a detailed text.
pub const TEXT: usize = 2_000;
/// A one-sentence summary or definition.
pub const SUMMARY: usize = 300;
/// An item of a list, a short note.
pub const ITEM: usize = 160;
/// A note on a model.
pub const NOTE: usize = 400;
/// A web address.
pub const ADDRESS: usize = 500;
/// Words in a first sentence before a writer is warned.
pub const FIRST_SENTENCE_WORDS: usize = 35;
