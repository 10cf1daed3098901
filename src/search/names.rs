//! What things are called: from a stretch of words to the entries of that name.

use super::analysis::Analyser;
use super::words::Words;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Details, Entry, EntryId, Kind};
use crate::text::distance::Letters;
use crate::text::english::is_english;
use crate::text::tokens::Token;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// The most words a name is looked for in.
const LONGEST_NAME: usize = 6;
/// The fewest letters of a name that several models share.
const SHORTEST_SERIES: usize = 4;

/// Every name, folded so that spellings meet.
#[derive(Debug, Default)]
pub struct Names {
    by_name: HashMap<String, Name>,
}

/// One folded name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// Its letters, for telling quickly which names are near.
    pub letters: Letters,
    /// Positions of the entries of this name, in order.
    pub entries: Vec<usize>,
    /// Whether it also is an ordinary word, or too short to be sure: "Final",
    /// "Hero", "64".
    pub ambiguous: bool,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Index of its first token.
    pub start: usize,
    /// How many tokens it spans.
    pub length: usize,
    /// Positions of the entries it may mean.
    pub entries: Vec<usize>,
    /// Whether the words may mean something else altogether.
    pub ambiguous: bool,
}

impl Link {
    /// Whether the token at `index` is part of it.
    pub fn covers(&self, index: usize) -> bool {
        (self.start..self.start + self.length).contains(&index)
    }
}

impl Names {
    /// Collects the names of all entries.
    pub fn new(knowledge: &Knowledge, words: &Words, analyser: &Analyser) -> Self {
        let mut names = Self::default();
        for (position, (entry, own)) in knowledge.entries().iter().zip(words.entries()).enumerate() {
            for name in &own.names {
                names.add(analyser, name, position, entry.kind);
            }
            let brand = model_brand(entry).and_then(|brand| words.entries().get(knowledge.position(brand)?));
            for brand in brand.iter().flat_map(|brand| &brand.names) {
                for name in &own.names {
                    names.add(analyser, &[brand.as_slice(), name].concat(), position, entry.kind);
                }
            }
        }
        names.add_series(knowledge, analyser);
        names
    }

    /// What several models of a maker start with is the name of a series:
    /// "Anole", "Blessing".
    fn add_series(&mut self, knowledge: &Knowledge, analyser: &Analyser) {
        let mut series: BTreeMap<(&EntryId, String), Vec<usize>> = BTreeMap::new();
        for (position, entry) in knowledge.entries().iter().enumerate() {
            let Details::Model(model) = &entry.details else { continue };
            let mut words = model.name.split_whitespace();
            let first = words.next().filter(|first| first.len() >= SHORTEST_SERIES && words.next().is_some());
            if let Some(first) = first {
                series.entry((&model.brand, first.to_lowercase())).or_default().push(position);
            }
        }
        for ((brand, name), positions) in series.iter().filter(|(_, positions)| positions.len() > 1) {
            for name in brand_names(knowledge, brand).map(|brand| format!("{brand} {name}")).chain([name.clone()]) {
                // A model of just that name is meant rather than its series.
                let tokens = analyser.tokens(&name);
                let taken = self.by_name.contains_key(&fold(&tokens));
                for position in positions.iter().filter(|_| !taken) {
                    self.add(analyser, &tokens, *position, Kind::Model);
                }
            }
        }
    }

    fn add(&mut self, analyser: &Analyser, tokens: &[Token], position: usize, kind: Kind) {
        let folded = fold(tokens);
        if folded.is_empty() {
            return;
        }
        let entity = matches!(kind, Kind::Brand | Kind::Model);
        // A maker called "InEar" is only found by its models: the word is ours.
        if entity && tokens.iter().all(|token| analyser.is_topic_word(&token.stem)) {
            return;
        }
        let common =
            tokens.iter().all(|token| is_english(&token.text) || token.text.len() <= 2 || is_digits(&token.text));
        // "Empire Ears" is two plain words, but together they are a maker.
        let whole_maker = kind == Kind::Brand && tokens.len() > 1;
        let ordinary = (entity && common && !whole_maker) || folded.len() < 2;
        // "Moon Drop" is two plain words, but spelt "Moondrop" it is none.
        let new = Name { letters: Letters::of(&folded), entries: Vec::new(), ambiguous: ordinary };
        let known = self.by_name.entry(folded).or_insert(new);
        known.ambiguous &= ordinary;
        if !known.entries.contains(&position) {
            known.entries.push(position);
        }
    }

    /// The entries of exactly this folded name.
    pub fn get(&self, folded: &str) -> Option<&Name> {
        self.by_name.get(folded)
    }

    /// Whether these words are a name of the entry at `position`.
    pub fn leads_to(&self, tokens: &[Token], position: usize) -> bool {
        self.by_name.get(&fold(tokens)).is_some_and(|name| name.entries.contains(&position))
    }

    /// Every folded name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.by_name.iter().map(|(folded, name)| (folded.as_str(), name))
    }

    /// The names in a text: at each word the longest, none overlapping, none
    /// across a sentence. Plurals are tried where the word itself is no name.
    pub fn find(&self, tokens: &[Token]) -> Vec<Link> {
        let mut links = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(link) = self.longest_at(tokens, at) {
                at += link.length;
                links.push(link);
            } else {
                at += 1;
            }
        }
        links
    }

    fn longest_at(&self, tokens: &[Token], start: usize) -> Option<Link> {
        let sentence = tokens.get(start)?.sentence;
        // One string holds every stretch that starts here; `ends` says where
        // each of them stops.
        let mut folded = String::new();
        let mut ends = Vec::with_capacity(LONGEST_NAME);
        for token in tokens.iter().skip(start).take(LONGEST_NAME).take_while(|token| token.sentence == sentence) {
            folded.push_str(&token.text);
            ends.push(folded.len());
        }
        ends.iter().enumerate().rev().find_map(|(index, end)| {
            let stretch = folded.get(..*end)?;
            let name = self.by_name.get(stretch).or_else(|| self.singular(stretch))?;
            Some(Link { start, length: index + 1, entries: name.entries.clone(), ambiguous: name.ambiguous })
        })
    }

    fn singular(&self, folded: &str) -> Option<&Name> {
        let singular = folded.strip_suffix('s').filter(|singular| singular.len() >= 3)?;
        self.by_name.get(singular)
    }
}

fn fold(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

fn is_digits(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// The maker of a model.
fn model_brand(entry: &Entry) -> Option<&EntryId> {
    match &entry.details {
        Details::Model(model) => Some(&model.brand),
        _ => None,
    }
}

fn brand_names<'k>(knowledge: &'k Knowledge, brand: &EntryId) -> impl Iterator<Item = &'k str> {
    knowledge.entry(brand).into_iter().flat_map(|entry: &Entry| entry.names.iter().map(|name| name.value.as_str()))
}
