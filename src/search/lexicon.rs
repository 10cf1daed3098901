//! The words that the knowledge uses: how telling each is, and which one a
//! misspelt word was meant to be.

use super::analysis::Analyser;
use super::words::{EntryWords, Words};
use crate::knowledge::Knowledge;
use crate::text::distance::{Letters, allowed_slips, slips_between};
use crate::text::english::is_english;
use crate::text::tokens::{Token, stem};
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

/// Weight of a word that says nothing about the topic.
const FILLER_WEIGHT: f32 = 0.015;
/// Weight of a word that is everywhere, and yet of our topic.
const LEAST_WEIGHT: f32 = 0.12;
/// Shortest word that is taken for a misspelling.
const SHORTEST_TYPO: usize = 4;

/// The words of the knowledge.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// The stems of the entries, and of the synonyms of these.
    stems: HashMap<String, Stem>,
    /// By number of a stem: the numbers of its synonyms.
    synonyms: HashMap<u32, Box<[u32]>>,
    /// Stems that entries are asked by: in questions, phrasings, names, tags.
    asked_by: HashSet<String>,
    /// Whole words, for correcting: how often each occurs, and whether in a name.
    words: HashMap<String, Word>,
    /// The same words by their number of letters, each with the set of these.
    spellings: BTreeMap<usize, Vec<(Letters, String)>>,
    entry_count: u32,
}

#[derive(Debug, Default, Clone, Copy)]
struct Stem {
    /// By which it is compared, since numbers are compared faster than words.
    number: u32,
    /// How many entries it occurs in; none if it is only a synonym.
    entries: u32,
}

#[derive(Debug, Default, Clone, Copy)]
struct Word {
    count: u32,
    in_name: bool,
}

impl Lexicon {
    /// Counts the words of all entries.
    pub fn new(knowledge: &Knowledge, words: &Words, analyser: &Analyser) -> Self {
        let mut lexicon = Self::default();
        for entry in words.entries() {
            lexicon.add(entry);
        }
        let triggers = knowledge.warnings().iter().flat_map(|warning| warning.triggers.iter().flatten().flatten());
        for token in triggers.flat_map(|phrase| analyser.tokens(phrase)) {
            lexicon.words.entry(token.text.clone()).or_default();
        }
        for word in analyser.own_words() {
            lexicon.words.entry(word.to_owned()).or_default();
        }
        for (synonym, _) in analyser.all_synonyms() {
            lexicon.stems.entry(synonym.to_owned()).or_default();
        }
        for (stem, number) in lexicon.stems.values_mut().zip(0..) {
            stem.number = number;
        }
        lexicon.synonyms = lexicon.numbered(analyser);
        lexicon.sort_spellings();
        lexicon
    }

    fn numbered(&self, analyser: &Analyser) -> HashMap<u32, Box<[u32]>> {
        let numbers = |stems: &[String]| stems.iter().filter_map(|stem| self.number(stem)).collect();
        analyser.all_synonyms().filter_map(|(stem, others)| Some((self.number(stem)?, numbers(others)))).collect()
    }

    fn sort_spellings(&mut self) {
        for word in self.words.keys() {
            let length = word.chars().count();
            if length >= SHORTEST_TYPO {
                self.spellings.entry(length).or_default().push((Letters::of(word), word.clone()));
            }
        }
    }

    fn add(&mut self, words: &EntryWords) {
        self.entry_count += 1;
        let mut stems = HashSet::default();
        for name in &words.names {
            self.add_words(name, true, &mut stems);
        }
        for asked in words.phrasings.iter().chain(&words.tags).chain([&words.title]) {
            self.add_words(asked, false, &mut stems);
        }
        for stem in &stems {
            if !self.asked_by.contains(*stem) {
                self.asked_by.insert((*stem).to_owned());
            }
        }
        for text in &words.texts {
            self.add_words(text, false, &mut stems);
        }
        for stem in stems {
            match self.stems.get_mut(stem) {
                Some(stem) => stem.entries += 1,
                None => drop(self.stems.insert(stem.to_owned(), Stem { number: 0, entries: 1 })),
            }
        }
    }

    fn add_words<'w>(&mut self, tokens: &'w [Token], in_name: bool, stems: &mut HashSet<&'w str>) {
        for token in tokens {
            stems.insert(&token.stem);
            if let Some(word) = self.words.get_mut(&token.text) {
                word.count += 1;
                word.in_name |= in_name;
            } else {
                self.words.insert(token.text.clone(), Word { count: 1, in_name });
            }
        }
    }

    /// Whether any entry uses the word.
    pub fn knows(&self, token: &Token) -> bool {
        self.entries_with(&token.stem) > 0 || self.words.contains_key(&token.text)
    }

    /// Whether any entry has this very word.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The number of a stem, if any entry has it or a synonym of it.
    pub fn number(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).map(|stem| stem.number)
    }

    /// How many stems have a number.
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    /// The numbers of the synonyms of the stem of this number.
    pub fn synonyms(&self, number: u32) -> &[u32] {
        self.synonyms.get(&number).map_or(&[], |synonyms| synonyms)
    }

    fn entries_with(&self, stem: &str) -> u32 {
        self.stems.get(stem).map_or(0, |stem| stem.entries)
    }

    /// Whether any entry is asked by the word: it stands in a question,
    /// phrasing, name, heading or tag, not only in passing.
    /// A word that stands in none is as good as the words that mean the same.
    pub fn is_asked_by(&self, token: &Token, analyser: &Analyser) -> bool {
        let any_synonym = || analyser.synonyms(&token.stem).iter().any(|synonym| self.asked_by.contains(synonym));
        self.asked_by.contains(&token.stem) || (self.entries_with(&token.stem) == 0 && any_synonym())
    }

    /// How telling a word is, from almost nothing to 1: the fewer entries have
    /// it, the more it says. A word that no entry has says most: it is what the
    /// question is about, and we do not know it.
    ///
    /// The inverse document frequency of Spärck Jones (1972), scaled to 1.
    pub fn weight(&self, token: &Token, analyser: &Analyser) -> f32 {
        if analyser.is_filler(&token.text) {
            return FILLER_WEIGHT;
        }
        let with = match self.entries_with(&token.stem) {
            // Known only by what means the same, it says as much as that.
            0 => analyser.synonyms(&token.stem).iter().map(|synonym| self.entries_with(synonym)).max().unwrap_or(0),
            with => with,
        };
        let entries = f64::from(self.entry_count) + 1.0;
        let weight = (entries / (f64::from(with) + 1.0)).ln() / entries.ln();
        #[expect(clippy::cast_possible_truncation, reason = "a number from 0 to 1")]
        let weight = weight as f32;
        weight.max(LEAST_WEIGHT)
    }

    /// What a misspelt word was meant to be; `None` for words that we or the
    /// English language know, for numbers, and where nothing is near.
    pub fn correct(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length < SHORTEST_TYPO || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        if self.words.contains_key(word) || self.entries_with(&stem(word)) > 0 || is_english(word) {
            return None;
        }
        self.near(word, length)
            .filter(|known| known.len().abs_diff(word.len()) <= 2)
            .filter_map(|known| {
                let slips = slips_between(word, known)?;
                let facts = self.words.get(known)?;
                let same_start = known.chars().next() == word.chars().next();
                // Few slips first; people rarely miss the first letter, and
                // rather swap two letters than type another; then names, then
                // the more frequent word, then the alphabet.
                let swapped = same_letters(word, known);
                Some(((slips, !same_start, !swapped, !facts.in_name, u32::MAX - facts.count), known))
            })
            .min()
            .map(|(_, known)| known)
    }

    /// Words that may be few enough slips away: of about the same length, and
    /// of about the same letters.
    fn near(&self, word: &str, length: usize) -> impl Iterator<Item = &str> {
        let typed = Letters::of(word);
        let of_length = self.spellings.range(length.saturating_sub(2)..=length + 2);
        of_length.flat_map(move |(known_length, words)| {
            let most = allowed_slips(length.min(*known_length));
            let alike = move |(known, _): &&(Letters, String)| typed.least_slips(*known) <= most;
            words.iter().filter(alike).map(|(_, word)| word.as_str())
        })
    }
}

fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Looking only at near words finds what looking at all of them finds.
    #[test]
    fn no_word_within_reach_is_passed_over() {
        let known = ["blessing", "blessings", "bless", "andromeda", "monarch", "mmcx", "cable", "cabel", "erlkonig"];
        let mut lexicon = Lexicon::default();
        lexicon.words.extend(known.map(|word| (word.to_owned(), Word::default())));
        lexicon.sort_spellings();
        let typed =
            ["blesing", "belssing", "blxssinq", "adnromeda", "anromedaa", "mnarch", "mmxc", "cabls", "ärlkonik"];
        for word in typed {
            let reached: BTreeSet<&str> =
                known.into_iter().filter(|known| slips_between(word, known).is_some()).collect();
            let near: BTreeSet<&str> = lexicon.near(word, word.chars().count()).collect();
            assert!(!reached.is_empty() && reached.is_subset(&near), "{word}: {reached:?}, {near:?}");
        }
        assert!(lexicon.near("cable", 5).all(|near| near.starts_with("cab")));
    }
}
