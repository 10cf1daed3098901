//! Finding entries by words and by name.
//!
//! A [`Library`] is knowledge made searchable: the vocabulary applied
//! ([`analysis`]), names linked ([`names`]), words weighed and corrected
//! ([`lexicon`]), the text indexed with tantivy ([`index`], [`storage`]). It
//! ranks nothing finally and answers nothing; see [`crate::answer`].

pub mod analysis;
pub mod index;
pub mod intent;
pub mod lexicon;
pub mod names;
pub mod profile;
pub mod safety;
pub mod storage;
pub mod wording;
pub mod words;

use crate::knowledge::Knowledge;
use analysis::Analyser;
use index::{Index, IndexError};
use lexicon::Lexicon;
use names::Names;
use profile::Profiles;
use safety::Safety;
use std::path::Path;
use std::thread::ScopedJoinHandle;
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
        let (names, lexicon) = std::thread::scope(|scope| {
            let lexicon = scope.spawn(|| Lexicon::new(&knowledge, &words, &analyser));
            let names = Names::new(&knowledge, &words, &analyser);
            (names, joined(lexicon))
        });
        // The index does not need the profiles, nor they it.
        let (index, profiles) = std::thread::scope(|scope| {
            let index = scope.spawn(|| match index_folder {
                Some(folder) => storage::open_or_build(folder, &knowledge, &words),
                None => Index::in_memory(&knowledge, &words),
            });
            let profiles = Profiles::new(&knowledge, &words, &analyser, &names, &lexicon);
            (joined(index), profiles)
        });
        let index = index?;
        let safety = Safety::new(knowledge.warnings(), &analyser);
        Ok(Self { knowledge, analyser, names, lexicon, profiles, safety, index })
    }
}

/// What a thread made; its panic goes on in ours.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
