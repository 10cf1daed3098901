//! A question or a phrasing as weighted words, and how much of one the other
//! covers.
//!
//! A synonym covers in part, a name covers every other name of the same thing.
//! One question is compared with thousands of phrasings, so it is laid out
//! first ([`Comparer`]): each word of a phrasing is looked up, not searched for.

use super::analysis::Analyser;
use super::intent::{Intent, intent};
use super::lexicon::Lexicon;
use super::names::Link;
use crate::text::tokens::Token;
use std::collections::BTreeSet;

/// How much of a word its synonym covers.
pub const SYNONYM: f32 = 0.8;
/// How much another name of the same thing covers.
const SAME_THING: f32 = 0.95;
/// Words lighter than this only hold a sentence together.
const MEANINGFUL: f32 = 0.1;

/// A wording, ready for comparing.
#[derive(Debug, Default, Clone)]
pub struct Wording {
    words: Box<[WeightedWord]>,
    /// Entries named in it, in order.
    things: Box<[usize]>,
    total: f32,
    intent: Option<Intent>,
}

#[derive(Debug, Clone)]
struct WeightedWord {
    /// The lexicon's number of its stem; none for a word that no entry has.
    stem: Option<u32>,
    weight: f32,
    /// The entries that the name it is part of may mean.
    things: Box<[usize]>,
}

impl Wording {
    /// Weighs the words of a text. Words said twice count once.
    pub fn new(tokens: &[Token], links: &[Link], lexicon: &Lexicon, analyser: &Analyser) -> Self {
        let said_before =
            |index: usize, stem: &str| tokens.iter().take(index).any(|before| before.stem.as_str() == stem);
        let once = tokens.iter().enumerate().filter(|(index, token)| !said_before(*index, &token.stem));
        let weighed = once.map(|(index, token)| {
            let link = links.iter().find(|link| link.covers(index));
            let things = link.map(|link| link.entries.as_slice().into()).unwrap_or_default();
            WeightedWord { stem: lexicon.number(&token.stem), weight: lexicon.weight(token, analyser), things }
        });
        let words: Box<[WeightedWord]> = weighed.collect();
        let things: BTreeSet<usize> = links.iter().flat_map(|link| link.entries.iter().copied()).collect();
        let total = words.iter().map(|word| word.weight).sum();
        Self { words, things: things.into_iter().collect(), total, intent: intent(tokens) }
    }

    /// The weight of all its words together.
    pub fn total(&self) -> f32 {
        self.total
    }

    /// The sort of question it asks.
    pub fn intent(&self) -> Option<Intent> {
        self.intent
    }

    /// The entries it names, in order.
    pub fn things(&self) -> &[usize] {
        &self.things
    }

    /// Whether it names the entry at this position.
    pub fn names(&self, thing: usize) -> bool {
        self.things.binary_search(&thing).is_ok()
    }

    fn names_any(&self, things: &[usize]) -> bool {
        things.iter().any(|thing| self.names(*thing))
    }

    /// The stems of neighbouring words, where both say something.
    fn pairs(&self) -> impl Iterator<Item = (Option<u32>, Option<u32>)> {
        let meaningful = || self.words.iter().filter(|word| word.weight > MEANINGFUL).map(|word| word.stem);
        meaningful().zip(meaningful().skip(1))
    }
}

/// A question's wording, laid out to be compared with many others.
#[derive(Debug)]
pub struct Comparer<'q> {
    question: &'q Wording,
    /// By number of a stem: where in `matches` it stands, from 1; else 0.
    places: Vec<u16>,
    matches: Vec<Match>,
    pairs: Vec<(Option<u32>, Option<u32>)>,
    /// How much of each word of the question the wording at hand covers.
    levels: Vec<f32>,
}

/// What a stem covers of the question.
#[derive(Debug)]
struct Match {
    /// The most that it covers of a word.
    best: f32,
    /// Which words it covers, and how much of each.
    words: Vec<(usize, f32)>,
}

impl<'q> Comparer<'q> {
    /// Lays a question out.
    pub fn new(question: &'q Wording, lexicon: &Lexicon) -> Self {
        let mut comparer = Self {
            question,
            places: vec![0; lexicon.stems()],
            matches: Vec::new(),
            pairs: question.pairs().collect(),
            levels: vec![0.0; question.words.len()],
        };
        for (index, word) in question.words.iter().enumerate() {
            let Some(stem) = word.stem else { continue };
            comparer.add(stem, index, 1.0);
            for synonym in lexicon.synonyms(stem) {
                comparer.add(*synonym, index, SYNONYM);
            }
        }
        comparer
    }

    fn add(&mut self, stem: u32, index: usize, level: f32) {
        let Some(place) = self.places.get_mut(stem as usize) else { return };
        if *place == 0 {
            self.matches.push(Match { best: 0.0, words: Vec::new() });
            // A question has few words, and these few synonyms.
            *place = u16::try_from(self.matches.len()).unwrap_or(0);
        }
        if let Some(found) = self.place(stem).and_then(|place| self.matches.get_mut(place)) {
            found.best = found.best.max(level);
            found.words.push((index, level));
        }
    }

    /// The question's own wording.
    pub fn question(&self) -> &'q Wording {
        self.question
    }

    fn place(&self, stem: u32) -> Option<usize> {
        usize::from(*self.places.get(stem as usize)?).checked_sub(1)
    }

    fn matched(&self, stem: u32) -> Option<&Match> {
        self.matches.get(self.place(stem)?)
    }

    /// Notes how much of each word of the question these stems cover.
    fn cover(&mut self, stems: impl Iterator<Item = u32>) {
        self.levels.fill(0.0);
        for stem in stems {
            let Some(place) = self.place(stem) else { continue };
            for (index, covered) in self.matches.get(place).iter().flat_map(|found| &found.words) {
                if let Some(level) = self.levels.get_mut(*index) {
                    *level = level.max(*covered);
                }
            }
        }
    }

    /// The share of the question's weight that a wording covers, from 0 to 1.
    pub fn covered_by(&mut self, other: &Wording) -> f32 {
        self.cover(other.words.iter().filter_map(|word| word.stem));
        if !other.things.is_empty() {
            for (word, level) in self.question.words.iter().zip(&mut self.levels) {
                if other.names_any(&word.things) {
                    *level = level.max(SAME_THING);
                }
            }
        }
        self.share(|level| level)
    }

    /// The share of the question's weight that stands among these stems, or a
    /// synonym of it does.
    pub fn share_among(&mut self, stems: &[u32]) -> f32 {
        self.cover(stems.iter().copied());
        self.share(|level| if level > 0.0 { 1.0 } else { 0.0 })
    }

    fn share(&self, counts: impl Fn(f32) -> f32) -> f32 {
        if self.question.total <= f32::EPSILON {
            return 0.0;
        }
        let words = self.question.words.iter().zip(&self.levels);
        let covered: f32 = words.map(|(word, level)| word.weight * counts(*level)).sum();
        covered / self.question.total
    }

    /// The share of a wording's weight that the question covers, from 0 to 1.
    pub fn covers(&self, other: &Wording) -> f32 {
        if other.total <= f32::EPSILON {
            return 0.0;
        }
        let covered: f32 = other.words.iter().map(|word| word.weight * self.level_of(word)).sum();
        covered / other.total
    }

    fn level_of(&self, word: &WeightedWord) -> f32 {
        let by_stem = word.stem.and_then(|stem| self.matched(stem)).map_or(0.0, |found| found.best);
        if by_stem < SAME_THING && self.question.names_any(&word.things) { SAME_THING } else { by_stem }
    }

    /// The share of the question's neighbouring words that stand side by side
    /// in a wording.
    pub fn order_in(&self, other: &Wording) -> f32 {
        if self.pairs.is_empty() {
            return 0.0;
        }
        let kept = self.pairs.iter().filter(|pair| other.pairs().any(|other| other == **pair)).count();
        #[expect(clippy::cast_precision_loss, reason = "a question has few words")]
        let share = kept as f32 / self.pairs.len() as f32;
        share
    }
}
