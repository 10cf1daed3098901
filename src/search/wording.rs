//! A question or a phrasing as weighted words, and how much of one the other
//! covers.
//!
//! A synonym covers in part, a name covers every other name of the same thing.
//! One question is compared with thousands of phrasings. So it is laid out
//! first ([`Comparer`]), that each word of a phrasing need only be looked up;
//! and the phrasings lie side by side in memory ([`Wordings`]).

use super::analysis::Analyser;
use super::intent::{Intent, intent};
use super::lexicon::Lexicon;
use super::names::Link;
use crate::text::tokens::Token;
use std::collections::BTreeSet;
use std::ops::Range;

/// How much of a word its synonym covers.
pub const SYNONYM: f32 = 0.8;
/// How much another name of the same thing covers.
const SAME_THING: f32 = 0.95;
/// Words lighter than this only hold a sentence together.
const MEANINGFUL: f32 = 0.1;

/// A text as weighted words, ready for comparing.
#[derive(Debug, Default, Clone)]
pub struct Wording {
    words: Vec<WeightedWord>,
    /// Entries named in it, in order.
    things: Vec<usize>,
    total: f32,
    intent: Option<Intent>,
}

#[derive(Debug, Clone)]
struct WeightedWord {
    /// The lexicon's number of its stem; none for a word that no entry has.
    stem: Option<u32>,
    weight: f32,
    /// Whether it is no mere filling.
    tells: bool,
    /// The entries that the name it is part of may mean.
    things: Vec<usize>,
}

impl Wording {
    /// Weighs the words of a text. Words said twice count once.
    pub fn new(tokens: &[Token], links: &[Link], lexicon: &Lexicon, analyser: &Analyser) -> Self {
        let said_before =
            |index: usize, stem: &str| tokens.iter().take(index).any(|before| before.stem.as_str() == stem);
        let once = tokens.iter().enumerate().filter(|(index, token)| !said_before(*index, &token.stem));
        let weighed = once.map(|(index, token)| WeightedWord {
            stem: lexicon.number(&token.stem),
            weight: lexicon.weight(token, analyser),
            tells: !analyser.is_filler(&token.text),
            things: links.iter().find(|link| link.covers(index)).map(|link| link.entries.clone()).unwrap_or_default(),
        });
        let words: Vec<WeightedWord> = weighed.collect();
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
}

/// What many entries are asked by, in the order in which it was added.
#[derive(Debug, Default)]
pub struct Wordings {
    outlines: Vec<Outline>,
    /// The words of all wordings. Weights are needed more rarely than stems,
    /// and names hardly ever, so each has a list of its own.
    stems: Vec<u32>,
    weights: Vec<f32>,
    /// Words that are part of a name, by place in `stems`.
    named: Vec<NamedWord>,
    things: Vec<usize>,
}

/// A word that is part of a name.
#[derive(Debug)]
struct NamedWord {
    place: usize,
    /// What the name may mean, among the things of all wordings.
    things: Range<usize>,
}

/// Where the parts of a wording stand.
#[derive(Debug)]
struct Outline {
    words: Range<usize>,
    named: Range<usize>,
    things: Range<usize>,
    total: f32,
    intent: Option<Intent>,
}

/// One of many wordings.
#[derive(Debug, Clone, Copy)]
pub struct Phrasing<'w> {
    all: &'w Wordings,
    outline: &'w Outline,
}

impl Wordings {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.outlines.len()
    }

    /// Adds a wording of an entry, all of whose words have numbers.
    pub fn push(&mut self, wording: &Wording) {
        let (first_word, first_named, first_thing) = (self.stems.len(), self.named.len(), self.things.len());
        self.things.extend(&wording.things);
        let things = first_thing..self.things.len();
        for word in &wording.words {
            let Some(stem) = word.stem else { continue };
            if !word.things.is_empty() {
                let first = self.things.len();
                self.things.extend(&word.things);
                self.named.push(NamedWord { place: self.stems.len(), things: first..self.things.len() });
            }
            self.stems.push(stem);
            self.weights.push(word.weight);
        }
        let words = first_word..self.stems.len();
        let named = first_named..self.named.len();
        self.outlines.push(Outline { words, named, things, total: wording.total, intent: wording.intent });
    }

    /// Some of them, by their numbers.
    pub fn range(&self, numbers: Range<usize>) -> impl Iterator<Item = Phrasing<'_>> {
        let outlines = self.outlines.get(numbers).unwrap_or_default();
        outlines.iter().map(|outline| Phrasing { all: self, outline })
    }
}

impl<'w> Phrasing<'w> {
    /// The sort of question it asks.
    pub fn intent(self) -> Option<Intent> {
        self.outline.intent
    }

    /// Whether it names the entry at this position.
    pub fn names(self, thing: usize) -> bool {
        self.things().binary_search(&thing).is_ok()
    }

    fn things(self) -> &'w [usize] {
        self.all.things.get(self.outline.things.clone()).unwrap_or_default()
    }

    /// What the name may mean that the word at this place is part of.
    fn things_of_word(self, place: usize) -> &'w [usize] {
        let named = self.all.named.get(self.outline.named.clone()).unwrap_or_default();
        let named = named.iter().find(|named| named.place == place);
        named.and_then(|named| self.all.things.get(named.things.clone())).unwrap_or_default()
    }

    fn names_any(self, things: &[usize]) -> bool {
        things.iter().any(|thing| self.names(*thing))
    }

    fn stems(self) -> &'w [u32] {
        self.all.stems.get(self.outline.words.clone()).unwrap_or_default()
    }

    /// Its stems with their weights.
    fn words(self) -> impl Iterator<Item = (u32, f32)> + Clone {
        let weights = self.all.weights.get(self.outline.words.clone()).unwrap_or_default();
        self.stems().iter().copied().zip(weights.iter().copied())
    }

    /// The stems of neighbouring words, where both say something.
    fn pairs(self) -> impl Iterator<Item = (u32, u32)> {
        let meaningful = self.words().filter(|(_, weight)| *weight > MEANINGFUL).map(|(stem, _)| stem);
        meaningful.clone().zip(meaningful.skip(1))
    }
}

/// A question's wording, laid out to be compared with many others.
#[derive(Debug)]
pub struct Comparer<'q> {
    question: &'q Wording,
    /// By number of a stem: where in `matches` it stands, from 1; else 0.
    places: Vec<u16>,
    matches: Vec<Match>,
    /// The words that are part of names, each with what the name may mean.
    named: Vec<(WordSet, &'q [usize])>,
    /// The words that are no mere filling.
    telling: WordSet,
    /// The stems of neighbouring words, where both say something.
    pairs: Vec<(Option<u32>, Option<u32>)>,
}

/// A set of words of the question, a bit for each. What comes after so many
/// different words of one question is not looked at.
type WordSet = u128;

/// Which words of the question a stem covers.
#[derive(Debug, Default)]
struct Match {
    /// Those that it is.
    same: WordSet,
    /// Those that it is a synonym of.
    like: WordSet,
}

impl<'q> Comparer<'q> {
    /// Lays a question out.
    pub fn new(question: &'q Wording, lexicon: &Lexicon) -> Self {
        let mut comparer = Self {
            question,
            places: vec![0; lexicon.stems()],
            matches: Vec::new(),
            named: Vec::new(),
            telling: 0,
            pairs: pairs(question),
        };
        for (word, bit) in question.words.iter().zip(0..WordSet::BITS) {
            let bit = 1 << bit;
            if word.tells {
                comparer.telling |= bit;
            }
            if !word.things.is_empty() {
                comparer.named.push((bit, &word.things));
            }
            let Some(stem) = word.stem else { continue };
            comparer.add(stem, |found| found.same |= bit);
            for synonym in lexicon.synonyms(stem) {
                comparer.add(*synonym, |found| found.like |= bit);
            }
        }
        comparer
    }

    fn add(&mut self, stem: u32, note: impl FnOnce(&mut Match)) {
        let Some(place) = self.places.get_mut(stem as usize) else { return };
        if *place == 0 {
            self.matches.push(Match::default());
            // A question has few words, and these few synonyms.
            *place = u16::try_from(self.matches.len()).unwrap_or(0);
        }
        if let Some(found) = usize::from(*place).checked_sub(1).and_then(|place| self.matches.get_mut(place)) {
            note(found);
        }
    }

    /// The question's own wording.
    pub fn question(&self) -> &'q Wording {
        self.question
    }

    fn matched(&self, stem: u32) -> Option<&Match> {
        self.matches.get(usize::from(*self.places.get(stem as usize)?).checked_sub(1)?)
    }

    /// Which words of the question these stems cover.
    fn cover(&self, stems: &[u32]) -> Match {
        let matched = stems.iter().filter_map(|stem| self.matched(*stem));
        matched.fold(Match::default(), |all, one| Match { same: all.same | one.same, like: all.like | one.like })
    }

    /// The share of the question's weight that a wording covers, from 0 to 1.
    pub fn covered_by(&self, other: Phrasing<'_>) -> f32 {
        let Match { same, like } = self.cover(other.stems());
        let by_name = if other.things().is_empty() {
            0
        } else {
            let named = self.named.iter().filter(|(_, things)| other.names_any(things));
            named.fold(0, |words, (bit, _)| words | bit) & !same
        };
        let like = like & !same & !by_name;
        self.share(self.weight(same) + SAME_THING * self.weight(by_name) + SYNONYM * self.weight(like))
    }

    /// What of the question stands among these stems.
    pub fn presence_in(&self, stems: &[u32]) -> Presence {
        let Match { same, like } = self.cover(stems);
        let absent = (self.telling & !(same | like)).count_ones() as usize;
        Presence { share: self.share(self.weight(same | like)), absent }
    }

    /// What some words of the question weigh.
    fn weight(&self, mut words: WordSet) -> f32 {
        let mut weight = 0.0;
        while words != 0 {
            weight += self.question.words.get(words.trailing_zeros() as usize).map_or(0.0, |word| word.weight);
            words &= words - 1;
        }
        weight
    }

    fn share(&self, weight: f32) -> f32 {
        if self.question.total <= f32::EPSILON { 0.0 } else { weight / self.question.total }
    }

    /// The share of a wording's weight that the question covers, from 0 to 1.
    pub fn covers(&self, other: Phrasing<'_>) -> f32 {
        if other.outline.total <= f32::EPSILON {
            return 0.0;
        }
        let words = other.words().zip(other.outline.words.clone());
        let covered: f32 = words.map(|((stem, weight), place)| weight * self.level_of(other, stem, place)).sum();
        covered / other.outline.total
    }

    fn level_of(&self, other: Phrasing<'_>, stem: u32, place: usize) -> f32 {
        let by_stem = self.matched(stem).map_or(0.0, |found| if found.same == 0 { SYNONYM } else { 1.0 });
        if by_stem >= SAME_THING || self.question.things.is_empty() || other.things().is_empty() {
            return by_stem;
        }
        let same = other.things_of_word(place).iter().any(|thing| self.question.names(*thing));
        if same { SAME_THING } else { by_stem }
    }

    /// The share of the question's neighbouring words that stand side by side
    /// in a wording.
    pub fn order_in(&self, other: Phrasing<'_>) -> f32 {
        if self.pairs.is_empty() {
            return 0.0;
        }
        let is_kept = |pair: &&(Option<u32>, Option<u32>)| {
            other.pairs().any(|(first, second)| **pair == (Some(first), Some(second)))
        };
        let kept = self.pairs.iter().filter(is_kept).count();
        #[expect(clippy::cast_precision_loss, reason = "a question has few words")]
        let share = kept as f32 / self.pairs.len() as f32;
        share
    }
}

/// How much of a question some stems have, synonyms counted in.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Presence {
    /// The share of its weight, from 0 to 1.
    pub share: f32,
    /// How many of its telling words they lack.
    pub absent: usize,
}

fn pairs(question: &Wording) -> Vec<(Option<u32>, Option<u32>)> {
    let meaningful = || question.words.iter().filter(|word| word.weight > MEANINGFUL).map(|word| word.stem);
    meaningful().zip(meaningful().skip(1)).collect()
}
