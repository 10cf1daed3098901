//! How like a question is to what an entry is asked by.
//!
//! Two wordings are compared as sets of weighted words, both ways: how much of
//! the question does the phrasing cover, and how much of the phrasing does the
//! question cover. A synonym covers in part, a name covers every other name of
//! the same thing.

use super::analysis::Analyser;
use super::intent::{Intent, intent};
use super::lexicon::Lexicon;
use super::names::{Link, Names};
use super::words::{EntryWords, Words};
use crate::knowledge::Knowledge;
use crate::knowledge::entry::Kind;
use crate::text::tokens::Token;
use std::collections::{BTreeMap, BTreeSet};

/// How much of a word its synonym covers.
pub const SYNONYM: f32 = 0.8;
/// How much another name of the same thing covers.
const SAME_THING: f32 = 0.95;
/// Words lighter than this only hold a sentence together.
const MEANINGFUL: f32 = 0.1;
/// How much more the question's side counts: what a question has and a
/// phrasing has not weighs heavier than the reverse.
const QUESTION_SIDE: f32 = 0.62;

/// A wording, ready for comparing.
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
    /// The numbers of its synonyms.
    synonyms: Box<[u32]>,
    weight: f32,
    /// The entries that the name it is part of may mean.
    things: Vec<usize>,
}

impl Wording {
    /// Weighs the words of a text. Words said twice count once.
    pub fn new(tokens: &[Token], links: &[Link], lexicon: &Lexicon, analyser: &Analyser) -> Self {
        let mut wording = Self { intent: intent(tokens), ..Self::default() };
        for (index, token) in tokens.iter().enumerate() {
            if tokens.iter().take(index).any(|before| before.stem == token.stem) {
                continue;
            }
            let synonyms = analyser.synonyms(&token.stem).iter().filter_map(|synonym| lexicon.number(synonym));
            let things = links.iter().find(|link| link.covers(index)).map(|link| link.entries.clone());
            let weight = lexicon.weight(token, analyser);
            wording.total += weight;
            wording.words.push(WeightedWord {
                stem: lexicon.number(&token.stem),
                synonyms: synonyms.collect(),
                weight,
                things: things.unwrap_or_default(),
            });
        }
        let named: BTreeSet<usize> = links.iter().flat_map(|link| link.entries.iter().copied()).collect();
        wording.things = named.into_iter().collect();
        wording
    }

    /// The weight of all its words together.
    pub fn total(&self) -> f32 {
        self.total
    }

    /// The share of this wording's weight that `other` covers, from 0 to 1.
    pub fn covered_by(&self, other: &Wording) -> f32 {
        if self.total <= f32::EPSILON {
            return 0.0;
        }
        let covered: f32 = self.words.iter().map(|word| word.weight * other.covers(word)).sum();
        covered / self.total
    }

    /// The share of its neighbouring words that stand side by side in `other`.
    fn order_in(&self, other: &Wording) -> f32 {
        let pairs = |wording: &Wording| -> Vec<(Option<u32>, Option<u32>)> {
            let stems: Vec<&WeightedWord> = wording.words.iter().filter(|word| word.weight > MEANINGFUL).collect();
            stems.windows(2).filter_map(|pair| Some((pair.first()?.stem, pair.last()?.stem))).collect()
        };
        let own = pairs(self);
        let theirs = pairs(other);
        if own.is_empty() {
            return 0.0;
        }
        let kept = own.iter().filter(|pair| theirs.contains(pair)).count();
        #[expect(clippy::cast_precision_loss, reason = "a question has few words")]
        let share = kept as f32 / own.len() as f32;
        share
    }

    fn covers(&self, word: &WeightedWord) -> f32 {
        if word.stem.is_some_and(|stem| self.has(stem)) {
            1.0
        } else if word.things.iter().any(|thing| self.things.binary_search(thing).is_ok()) {
            SAME_THING
        } else if word.synonyms.iter().any(|synonym| self.has(*synonym)) {
            SYNONYM
        } else {
            0.0
        }
    }

    fn has(&self, stem: u32) -> bool {
        self.words.iter().any(|word| word.stem == Some(stem))
    }
}

/// What all entries are asked by.
#[derive(Debug, Default)]
pub struct Profiles {
    entries: Vec<Profile>,
    /// Every phrasing, folded, and whose it is.
    verbatim: BTreeMap<String, usize>,
}

/// What one entry is asked by, and every word it has.
#[derive(Debug, Default)]
struct Profile {
    wordings: Vec<Wording>,
    /// The numbers of its stems, in order.
    stems: Vec<u32>,
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
    /// How much of the question stands anywhere in the entry.
    pub anywhere: f32,
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
            let mut wordings = Vec::new();
            for (number, tokens) in own.asked_by().enumerate() {
                if number < own.names.len() && !names.leads_to(tokens, position) {
                    // A name that is given up as one is no wording either.
                    wordings.push(Wording::default());
                    continue;
                }
                profiles.verbatim.entry(fold(tokens)).or_insert(position);
                let links = names.find(tokens);
                wordings.push(Wording::new(tokens, &links, lexicon, analyser));
            }
            let is_definition = matches!(entry.kind, Kind::Term | Kind::Driver | Kind::Connector);
            profiles.entries.push(Profile { wordings, stems: stems(own, lexicon), is_definition });
        }
        profiles
    }

    /// The entry that has these very words as a phrasing.
    pub fn verbatim(&self, tokens: &[Token]) -> Option<usize> {
        if tokens.is_empty() { None } else { self.verbatim.get(&fold(tokens)).copied() }
    }

    /// How like a question the entry at `position` is.
    pub fn likeness(&self, question: &Wording, position: usize) -> Likeness {
        let Some(profile) = self.entries.get(position) else { return Likeness::default() };
        let mut best = Likeness::default();
        for (nearest, wording) in profile.wordings.iter().enumerate() {
            let covered = question.covered_by(wording);
            let at_most = covered.powf(QUESTION_SIDE);
            if at_most <= best.phrasing {
                continue;
            }
            let asked = wording.covered_by(question);
            let phrasing = at_most * asked.powf(1.0 - QUESTION_SIDE);
            if phrasing > best.phrasing {
                best = Likeness { phrasing, question_covered: covered, phrasing_covered: asked, nearest, ..best };
            }
        }
        best.same_intent =
            profile.wordings.iter().any(|wording| wording.intent.is_some() && wording.intent == question.intent)
                || profile.is_definition && question.intent == Some(Intent::Define);
        best.anywhere = profile.share_of(question);
        best.things = profile.share_of_things(question, position);
        best.order = profile.wordings.get(best.nearest).map_or(0.0, |nearest| question.order_in(nearest));
        best
    }
}

fn fold(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The number of every stem of an entry once, in order.
fn stems(words: &EntryWords, lexicon: &Lexicon) -> Vec<u32> {
    let mut stems: Vec<u32> = words.all().filter_map(|token| lexicon.number(&token.stem)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

impl Profile {
    fn has(&self, stem: u32) -> bool {
        self.stems.binary_search(&stem).is_ok()
    }

    fn share_of_things(&self, question: &Wording, position: usize) -> f32 {
        if question.things.is_empty() {
            return 0.0;
        }
        let has = |thing: &&usize| {
            **thing == position || self.wordings.iter().any(|wording| wording.things.binary_search(thing).is_ok())
        };
        #[expect(clippy::cast_precision_loss, reason = "a question names few things")]
        let share = question.things.iter().filter(has).count() as f32 / question.things.len() as f32;
        share
    }

    fn share_of(&self, question: &Wording) -> f32 {
        if question.total <= f32::EPSILON {
            return 0.0;
        }
        let has = |word: &&WeightedWord| {
            word.stem.iter().chain(&word.synonyms).any(|stem| self.has(*stem))
        };
        let covered: f32 = question.words.iter().filter(has).map(|word| word.weight).sum();
        covered / question.total
    }
}
