//! The full-text index: which entries share words with a question, by BM25.

use super::lexicon::Lexicon;
use super::postings::Postings;
use super::words::Words;
use crate::knowledge::Knowledge;
use crate::text::tokens::Token;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexSettings, TantivyDocument};

/// Raised whenever what is indexed, or how, changes: an index of another
/// version is not read.
pub(super) const VERSION: u32 = 3;

/// How much a match in a field counts. A question is most like other
/// questions; a body mentions many things in passing.
const WEIGHTS: [(&str, f32); 4] = [("question", 2.0), ("phrasings", 2.0), ("tags", 0.8), ("text", 0.7)];

/// Memory for the indexing thread; the shipped knowledge needs a tenth.
const INDEXING_BYTES: usize = 64 * 1024 * 1024;

/// A word to look for, and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueryTerm {
    /// The lexicon's number of its stem.
    pub stem: u32,
    /// 1 for the asker's own word, less for a synonym.
    pub weight: f32,
}

/// Why an index could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The search library failed.
    #[error("the index cannot be built: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// The disk failed.
    #[error("the index folder cannot be used: {0}")]
    Disk(#[from] std::io::Error),
    /// What was found on disk is not the index of this knowledge.
    #[error("the index on disk is damaged or foreign: {0}")]
    Foreign(&'static str),
}

/// The index of one knowledge. A document's number is its entry's position.
pub struct Index {
    postings: Postings,
}

impl Index {
    /// Builds the index in memory.
    pub fn in_memory(knowledge: &Knowledge, words: &Words, lexicon: &Lexicon) -> Result<Self, IndexError> {
        let builder = tantivy::Index::builder().schema(schema()).settings(settings());
        let index = fill(
            builder.single_segment_index_writer(tantivy::directory::RamDirectory::create(), INDEXING_BYTES)?,
            words,
        )?;
        Self::open(&index, knowledge, lexicon)
    }

    /// Builds the index in an empty folder.
    pub(super) fn build_in(folder: &std::path::Path, words: &Words) -> Result<(), IndexError> {
        let directory = tantivy::directory::MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
        let builder = tantivy::Index::builder().schema(schema()).settings(settings());
        fill(builder.single_segment_index_writer(directory, INDEXING_BYTES)?, words)?;
        Ok(())
    }

    /// Opens an index that was built before, if it is whole and of this
    /// knowledge's size.
    pub(super) fn open_in(
        directory: tantivy::directory::RamDirectory,
        knowledge: &Knowledge,
        lexicon: &Lexicon,
    ) -> Result<Self, IndexError> {
        let index = tantivy::Index::open(directory)?;
        if index.schema() != schema() {
            return Err(IndexError::Foreign("its fields are others"));
        }
        if !index.validate_checksum()?.is_empty() {
            return Err(IndexError::Foreign("a file's checksum is wrong"));
        }
        Self::open(&index, knowledge, lexicon)
    }

    fn open(index: &tantivy::Index, knowledge: &Knowledge, lexicon: &Lexicon) -> Result<Self, IndexError> {
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        if searcher.segment_readers().len() > 1 || searcher.num_docs() != knowledge.entries().len() as u64 {
            return Err(IndexError::Foreign("it holds other entries"));
        }
        let schema = index.schema();
        let mut fields = [(Field::from_field_id(0), 0.0); WEIGHTS.len()];
        for (slot, (name, weight)) in fields.iter_mut().zip(WEIGHTS) {
            *slot = (schema.get_field(name)?, weight);
        }
        let postings = match searcher.segment_readers().first() {
            Some(segment) => Postings::open(segment, fields, lexicon)?,
            None => Postings::default(),
        };
        Ok(Self { postings })
    }

    /// The entries that share most with the words, best first: positions and
    /// scores. Entries of equal score come in the order of their ids.
    ///
    /// Each word is given as the stems that may stand for it.
    pub fn search(&self, words: &[Vec<QueryTerm>], limit: usize) -> Vec<(usize, f32)> {
        self.postings.search(words, limit).unwrap_or_else(|error| {
            tracing::error!(%error, "the index could not be searched");
            Vec::new()
        })
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Index").field("entries", &self.postings.entries()).finish_non_exhaustive()
    }
}

fn schema() -> Schema {
    // Words are cut by our analyser before they get here, and joined by spaces.
    let indexing =
        TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(IndexRecordOption::WithFreqs);
    let options = TextOptions::default().set_indexing_options(indexing);
    let mut builder = Schema::builder();
    for (name, _) in WEIGHTS {
        builder.add_text_field(name, options.clone());
    }
    builder.build()
}

fn settings() -> IndexSettings {
    IndexSettings { docstore_compression: tantivy::store::Compressor::None, ..IndexSettings::default() }
}

fn fill(
    mut writer: tantivy::indexer::SingleSegmentIndexWriter<TantivyDocument>,
    words: &Words,
) -> Result<tantivy::Index, IndexError> {
    let schema = schema();
    let [question, phrasings, tags, text] = WEIGHTS.map(|(name, _)| schema.get_field(name));
    let (question, phrasings, tags, text) = (question?, phrasings?, tags?, text?);
    for entry in words.entries() {
        let mut document = TantivyDocument::new();
        let mut add = |field: Field, words: &[Token]| document.add_text(field, joined(words));
        add(question, &entry.title);
        for asked in entry.asked_by() {
            add(phrasings, asked);
        }
        for tag in &entry.tags {
            add(tags, tag);
        }
        for part in &entry.texts {
            add(text, part);
        }
        writer.add_document(document)?;
    }
    Ok(writer.finalize()?)
}

fn joined(words: &[Token]) -> String {
    words.iter().map(|token| token.stem.as_str()).collect::<Vec<_>>().join(" ")
}
