//! The words of every entry, cut once: whatever is built from them, is built
//! from these.

use super::analysis::Analyser;
use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Details, Entry};
use crate::parallel::by_shares;
use crate::text::tokens::{Cutter, Token};

/// The words of all entries, in their order.
#[derive(Debug)]
pub struct Words {
    entries: Vec<EntryWords>,
}

/// The words of one entry.
#[derive(Debug)]
pub struct EntryWords {
    /// Of its title.
    pub title: Vec<Token>,
    /// Of each of its names.
    pub names: Vec<Vec<Token>>,
    /// Of each of its phrasings.
    pub phrasings: Vec<Vec<Token>>,
    /// Of each of its tags.
    pub tags: Vec<Vec<Token>>,
    /// Of each of the texts that are read rather than asked by.
    pub texts: Vec<Vec<Token>>,
}

impl Words {
    /// Cuts everything that the entries say.
    pub fn new(knowledge: &Knowledge, analyser: &Analyser) -> Self {
        // Much of a start is spent here, and the entries do not depend on each
        // other: every processor takes a share of them.
        let cut = |share: &[Entry]| {
            let mut cutter = Cutter::default();
            share.iter().map(|entry| EntryWords::new(entry, analyser, &mut cutter)).collect::<Vec<_>>()
        };
        let shares = by_shares(knowledge.entries(), cut);
        Self { entries: shares.into_iter().flatten().collect() }
    }

    /// The words of the entries, in their order.
    pub fn entries(&self) -> &[EntryWords] {
        &self.entries
    }
}

impl EntryWords {
    fn new(entry: &Entry, analyser: &Analyser, cutter: &mut Cutter) -> Self {
        let mut cut = |text: &str| analyser.tokens_of_one(text, cutter);
        Self {
            title: cut(&entry.title),
            names: entry.names.iter().map(|name| cut(&name.value)).collect(),
            phrasings: entry.phrasings.iter().map(|phrasing| cut(&phrasing.value)).collect(),
            tags: entry.tags.iter().map(|tag| cut(tag)).collect(),
            texts: texts(entry).into_iter().map(cut).collect(),
        }
    }

    /// What the entry is asked by: its names, then its phrasings.
    pub fn asked_by(&self) -> impl Iterator<Item = &Vec<Token>> {
        self.names.iter().chain(&self.phrasings)
    }

    /// Every word of the entry.
    pub fn all(&self) -> impl Iterator<Item = &Token> {
        let rest = self.tags.iter().chain(&self.texts).chain(std::iter::once(&self.title));
        self.asked_by().chain(rest).flatten()
    }
}

/// The texts of an entry that are read rather than asked by.
pub fn texts(entry: &Entry) -> Vec<&str> {
    let mut texts = vec![entry.text.as_str()];
    match &entry.details {
        Details::Text => {}
        Details::Term { definition } => texts.push(definition),
        Details::Brand(brand) => {
            texts.push(&brand.summary);
            texts.extend(brand.known_for.iter().map(String::as_str));
            texts.extend([&brand.house_sound, &brand.connector_note].into_iter().flatten().map(String::as_str));
        }
        Details::Model(model) => texts.extend(model.signature.as_deref()),
        Details::Connector(connector) => {
            texts.push(&connector.summary);
            texts.extend(connector.pros.iter().chain(&connector.cons).map(String::as_str));
        }
        Details::Driver(driver) => {
            texts.push(&driver.summary);
            texts.extend(driver.strengths.iter().chain(&driver.weaknesses).map(String::as_str));
        }
    }
    texts
}
