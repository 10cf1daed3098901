//! What every entry is asked by, and how like a question that is.
//!
//! Two wordings are compared as sets of weighted words, both ways: how much of
//! the question does the phrasing cover, and how much of the phrasing does the
//! question cover.

use super::analysis::Analyser;
use super::intent::Intent;
use super::lexicon::Lexicon;
use super::names::Names;
use super::wording::{Comparer, Phrasing, Presence, Wording, Wordings};
use super::words::Words;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::Kind;
use crate::text::tokens::Token;
use foldhash::HashMap;
use std::ops::Range;

/// How much more the question's side counts: what a question has and a
/// phrasing has not weighs heavier than the reverse.
const QUESTION_SIDE: f32 = 0.62;

/// What all entries are asked by.
#[derive(Debug, Default)]
pub struct Profiles {
    entries: Vec<Profile>,
    /// What they are asked by, entry after entry.
    wordings: Wordings,
    /// Every phrasing, folded, and whose it is.
    verbatim: HashMap<String, usize>,
}

/// What one entry is asked by, and every word it has.
#[derive(Debug, Default)]
struct Profile {
    /// Its names and phrasings, by their numbers in [`Profiles::wordings`].
    wordings: Range<usize>,
    /// The numbers of its stems, in order.
    stems: Vec<u32>,
    /// The same of its texts alone, not of what it is asked by.
    said: Vec<u32>,
    /// Whether it is an entry that says what something is.
    is_definition: bool,
}

/// How like a question an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Likeness {
    /// How like its nearest phrasing, from 0 to 1.
    pub phrasing: f32,
    /// How much of the question its nearest phrasing covers.
    pub question_covered: f32,
    /// How much of its nearest phrasing the question covers.
    pub phrasing_covered: f32,
    /// What of the question stands anywhere in the entry.
    pub anywhere: Presence,
    /// The share of the things named in the question that the entry is, or
    /// that it is asked with.
    pub things: f32,
    /// The share of the question's neighbouring words that stand side by side
    /// in the nearest phrasing.
    pub order: f32,
    /// Whether a phrasing asks the same sort of question.
    pub same_intent: bool,
    /// Which phrasing is the nearest: names first, then phrasings.
    pub nearest: usize,
}

impl Profiles {
    /// Prepares the wordings of all entries.
    pub fn new(knowledge: &Knowledge, words: &Words, analyser: &Analyser, names: &Names, lexicon: &Lexicon) -> Self {
        let mut profiles = Self::default();
        for (position, (entry, own)) in knowledge.entries().iter().zip(words.entries()).enumerate() {
            let first = profiles.wordings.len();
            for (number, tokens) in own.asked_by().enumerate() {
                if number < own.names.len() && !names.leads_to(tokens, position) {
                    // A name that is given up as one is no wording either.
                    profiles.wordings.push(&Wording::default());
                    continue;
                }
                profiles.verbatim.entry(fold(tokens)).or_insert(position);
                let links = names.find(tokens);
                profiles.wordings.push(&Wording::new(tokens, &links, lexicon, analyser));
            }
            let is_definition = matches!(entry.kind, Kind::Term | Kind::Driver | Kind::Connector);
            profiles.entries.push(Profile {
                wordings: first..profiles.wordings.len(),
                stems: stems(own.all(), lexicon),
                said: stems(own.texts.iter().flatten(), lexicon),
                is_definition,
            });
        }
        profiles
    }

    /// The entry that has these very words as a phrasing.
    pub fn verbatim(&self, tokens: &[Token]) -> Option<usize> {
        if tokens.is_empty() { None } else { self.verbatim.get(&fold(tokens)).copied() }
    }

    /// Whether the texts of the entry at `position` have the stem of this number.
    pub fn says(&self, position: usize, stem: u32) -> bool {
        self.entries.get(position).is_some_and(|profile| profile.said.binary_search(&stem).is_ok())
    }

    /// Whether the entry at `position` has the stem of this number anywhere.
    pub fn has(&self, position: usize, stem: u32) -> bool {
        self.entries.get(position).is_some_and(|profile| profile.stems.binary_search(&stem).is_ok())
    }

    fn asked_by(&self, profile: &Profile) -> impl Iterator<Item = Phrasing<'_>> {
        self.wordings.range(profile.wordings.clone())
    }

    /// Whether the entry at `position` is one of these things, or is asked with
    /// the name of one.
    pub fn is_about(&self, position: usize, things: &[usize]) -> bool {
        let asked_with =
            |profile: &Profile| self.asked_by(profile).any(|wording| things.iter().any(|thing| wording.names(*thing)));
        things.contains(&position) || self.entries.get(position).is_some_and(asked_with)
    }

    /// How like a question the entry at `position` is.
    pub fn likeness(&self, question: &Comparer<'_>, position: usize) -> Likeness {
        let Some(profile) = self.entries.get(position) else { return Likeness::default() };
        let mut best = Likeness::default();
        let mut nearest_wording = None;
        // A phrasing that covers no more than this cannot be nearer.
        let mut too_little = 0.0;
        for (nearest, wording) in self.asked_by(profile).enumerate() {
            let covered = question.covered_by(wording);
            if covered <= too_little {
                continue;
            }
            let asked = question.covers(wording);
            let phrasing = covered.powf(QUESTION_SIDE) * asked.powf(1.0 - QUESTION_SIDE);
            if phrasing > best.phrasing {
                too_little = phrasing.powf(1.0 / QUESTION_SIDE);
                nearest_wording = Some(wording);
                best = Likeness { phrasing, question_covered: covered, phrasing_covered: asked, nearest, ..best };
            }
        }
        best.order = nearest_wording.map_or(0.0, |wording| question.order_in(wording));
        best.same_intent = self.is_asked_for(profile, question.question().intent());
        best.anywhere = question.presence_in(&profile.stems);
        best.things = self.share_of_things(profile, question.question(), position);
        best
    }

    /// Whether a phrasing asks this sort of question.
    fn is_asked_for(&self, profile: &Profile, intent: Option<Intent>) -> bool {
        let asked = || self.asked_by(profile).any(|wording| wording.intent() == intent);
        intent.is_some() && (asked() || profile.is_definition && intent == Some(Intent::Define))
    }

    fn share_of_things(&self, profile: &Profile, question: &Wording, position: usize) -> f32 {
        if question.things().is_empty() {
            return 0.0;
        }
        let has = |thing: &&usize| **thing == position || self.asked_by(profile).any(|wording| wording.names(**thing));
        #[expect(clippy::cast_precision_loss, reason = "a question names few things")]
        let share = question.things().iter().filter(has).count() as f32 / question.things().len() as f32;
        share
    }
}

fn fold(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The number of every stem once, in order.
fn stems<'w>(tokens: impl Iterator<Item = &'w Token>, lexicon: &Lexicon) -> Vec<u32> {
    let mut stems: Vec<u32> = tokens.filter_map(|token| lexicon.number(&token.stem)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
