//! Finding entries by words and by name.
//!
//! A [`Library`] is knowledge made searchable: the vocabulary applied
//! ([`analysis`]), names linked ([`names`]) and
//! completed ([`completion`]), words weighed and corrected
//! ([`lexicon`]), the text indexed with tantivy ([`index`], [`storage`]). It
//! ranks nothing finally and answers nothing; see [`crate::answer`].

pub mod analysis;
pub mod completion;
pub mod index;
pub mod intent;
pub mod lexicon;
pub mod names;
mod postings;
pub mod profile;
pub mod safety;
pub mod storage;
pub mod wording;
pub mod words;

use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Entry, Kind};
use crate::parallel::both;
use analysis::Analyser;
use completion::Completions;
use index::{Index, IndexError};
use lexicon::Lexicon;
use names::Names;
use profile::Profiles;
use safety::Safety;
use std::path::Path;
use words::Words;

/// Knowledge made searchable. Immutable: an edit makes a new one.
#[derive(Debug)]
pub struct Library {
    /// What the bot knows.
    pub knowledge: Knowledge,
    /// Words as the vocabulary has them.
    pub analyser: Analyser,
    /// What things are called.
    pub names: Names,
    /// What may be meant while a name is typed.
    pub completions: Completions,
    /// How telling words are.
    pub lexicon: Lexicon,
    /// What each entry is asked by, ready for comparing.
    pub profiles: Profiles,
    /// Which warnings questions call for.
    pub safety: Safety,
    /// The full-text index.
    pub index: Index,
}

impl Library {
    /// Makes knowledge searchable, with the index in memory, or in a folder.
    pub fn new(knowledge: Knowledge, index_folder: Option<&Path>) -> Result<Self, IndexError> {
        let analyser = Analyser::new(knowledge.vocabulary());
        let words = Words::new(&knowledge, &analyser);
        let (lexicon, names) =
            both(|| Lexicon::new(&knowledge, &words, &analyser), || Names::new(&knowledge, &words, &analyser));
        // The index does not need the profiles, nor they it.
        let (index, profiles) = both(
            || match index_folder {
                Some(folder) => storage::open_or_build(folder, &knowledge, &words, &lexicon),
                None => Index::in_memory(&knowledge, &words, &lexicon),
            },
            || Profiles::new(&knowledge, &words, &analyser, &names, &lexicon),
        );
        let index = index?;
        let safety = Safety::new(knowledge.warnings(), &analyser);
        let completions = Completions::new(&knowledge);
        Ok(Self { knowledge, analyser, names, completions, lexicon, profiles, safety, index })
    }

    /// The entries of some kinds that are called exactly this, folded as names
    /// are.
    pub fn entries_called(&self, kinds: &[Kind], folded: &str) -> Vec<&Entry> {
        let positions = self.names.get(folded).map_or(&[][..], |name| name.entries.as_slice());
        let entries = positions.iter().filter_map(|position| self.knowledge.entries().get(*position));
        entries.filter(|entry| kinds.contains(&entry.kind)).collect()
    }
}
