//! The full-text index: which entries share words with a question, by BM25.

use super::words::Words;
use crate::knowledge::Knowledge;
use crate::text::tokens::Token;
use foldhash::HashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexSettings, Searcher, TantivyDocument, Term};

/// Raised whenever what is indexed, or how, changes: an index of another
/// version is not read.
pub(super) const VERSION: u32 = 3;

/// How much a match in a field counts. A question is most like other
/// questions; a body mentions many things in passing.
const WEIGHTS: [(&str, f32); 4] = [("question", 2.0), ("phrasings", 2.0), ("tags", 0.8), ("text", 0.7)];

/// How much each further field adds to the best one.
const TIE_BREAKER: f32 = 0.15;

/// Memory for the indexing thread; the shipped knowledge needs a tenth.
const INDEXING_BYTES: usize = 64 * 1024 * 1024;

/// A word to look for, and how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// The stem.
    pub stem: String,
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
    searcher: Searcher,
    fields: [(Field, f32); 4],
    /// Which fields each stem occurs in, in the order of `fields`: whatever is
    /// not there need not be searched for.
    occurrences: HashMap<String, [bool; 4]>,
}

impl Index {
    /// Builds the index in memory.
    pub fn in_memory(knowledge: &Knowledge, words: &Words) -> Result<Self, IndexError> {
        let builder = tantivy::Index::builder().schema(schema()).settings(settings());
        let index = fill(
            builder.single_segment_index_writer(tantivy::directory::RamDirectory::create(), INDEXING_BYTES)?,
            words,
        )?;
        Self::open(&index, knowledge)
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
    ) -> Result<Self, IndexError> {
        let index = tantivy::Index::open(directory)?;
        if index.schema() != schema() {
            return Err(IndexError::Foreign("its fields are others"));
        }
        if !index.validate_checksum()?.is_empty() {
            return Err(IndexError::Foreign("a file's checksum is wrong"));
        }
        Self::open(&index, knowledge)
    }

    fn open(index: &tantivy::Index, knowledge: &Knowledge) -> Result<Self, IndexError> {
        let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        if searcher.segment_readers().len() > 1 || searcher.num_docs() != knowledge.entries().len() as u64 {
            return Err(IndexError::Foreign("it holds other entries"));
        }
        let schema = index.schema();
        let mut fields = [(Field::from_field_id(0), 0.0); 4];
        for (slot, (name, weight)) in fields.iter_mut().zip(WEIGHTS) {
            *slot = (schema.get_field(name)?, weight);
        }
        let occurrences = occurrences(&searcher, fields)?;
        Ok(Self { searcher, fields, occurrences })
    }

    /// The entries that share most with the words, best first: positions and
    /// scores. Entries of equal score come in the order of their ids.
    pub fn search(&self, terms: &[Vec<QueryTerm>], limit: usize) -> Vec<(usize, f32)> {
        let words = terms.iter().map(|alternatives| self.in_fields(alternatives)).filter(|queries| !queries.is_empty());
        let any_of =
            |queries| -> Box<dyn Query> { Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, TIE_BREAKER)) };
        let query = BooleanQuery::new(words.map(|queries| (Occur::Should, any_of(queries))).collect());
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score());
        match found {
            Ok(found) => found.into_iter().map(|(score, address)| (address.doc_id as usize, score)).collect(),
            Err(error) => {
                tracing::error!(%error, "the index could not be searched");
                Vec::new()
            }
        }
    }

    /// One word of the question in each wording and field where it occurs.
    fn in_fields(&self, alternatives: &[QueryTerm]) -> Vec<Box<dyn Query>> {
        let mut queries: Vec<Box<dyn Query>> = Vec::with_capacity(alternatives.len() * self.fields.len());
        for term in alternatives {
            let Some(occurs) = self.occurrences.get(&term.stem) else { continue };
            for ((field, weight), _) in self.fields.iter().zip(occurs).filter(|(_, occurs)| **occurs) {
                let query = TermQuery::new(Term::from_field_text(*field, &term.stem), IndexRecordOption::WithFreqs);
                queries.push(Box::new(BoostQuery::new(Box::new(query), weight * term.weight)));
            }
        }
        queries
    }
}

fn occurrences(searcher: &Searcher, fields: [(Field, f32); 4]) -> Result<HashMap<String, [bool; 4]>, IndexError> {
    let mut occurrences: HashMap<String, [bool; 4]> = HashMap::default();
    for segment in searcher.segment_readers() {
        for (number, (field, _)) in fields.into_iter().enumerate() {
            let inverted = segment.inverted_index(field)?;
            let mut stems = inverted.terms().stream()?;
            while let Some((stem, _)) = stems.next() {
                let occurs = occurrences.entry(String::from_utf8_lossy(stem).into_owned()).or_default();
                if let Some(slot) = occurs.get_mut(number) {
                    *slot = true;
                }
            }
        }
    }
    Ok(occurrences)
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Index").field("entries", &self.searcher.num_docs()).finish_non_exhaustive()
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
