//! What anybody gets from tantivy as it comes, to compare with: its own cutting
//! of words, its query parser, BM25 over three fields of equal weight. The one
//! place where text that people typed reaches a query parser.

use crate::knowledge::Knowledge;
use crate::search::index::IndexError;
use crate::search::words::texts;
use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Searcher, TantivyDocument};

/// Memory for the indexing thread.
const INDEXING_BYTES: usize = 64 * 1024 * 1024;

/// A full-text index with everything left as it comes.
pub struct PlainSearch {
    searcher: Searcher,
    parser: QueryParser,
}

impl PlainSearch {
    /// Indexes every entry, in memory.
    pub fn new(knowledge: &Knowledge) -> Result<Self, IndexError> {
        let mut builder = Schema::builder();
        let [title, phrasings, text] = ["title", "phrasings", "text"].map(|name| builder.add_text_field(name, TEXT));
        let builder = tantivy::Index::builder().schema(builder.build());
        let mut writer = builder.single_segment_index_writer(RamDirectory::create(), INDEXING_BYTES)?;
        for entry in knowledge.entries() {
            let mut document = TantivyDocument::new();
            document.add_text(title, &entry.title);
            for asked in entry.phrasings.iter().chain(&entry.names) {
                document.add_text(phrasings, &asked.value);
            }
            for part in texts(entry) {
                document.add_text(text, part);
            }
            writer.add_document(document)?;
        }
        let index = writer.finalize()?;
        let searcher = index.reader()?.searcher();
        Ok(Self { searcher, parser: QueryParser::for_index(&index, vec![title, phrasings, text]) })
    }

    /// What is found, best first: positions of entries, and scores.
    pub fn search(&self, text: &str, limit: usize) -> Vec<(usize, f32)> {
        let (query, _) = self.parser.parse_query_lenient(text);
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit).order_by_score());
        found.unwrap_or_default().into_iter().map(|(score, address)| (address.doc_id as usize, score)).collect()
    }
}

impl std::fmt::Debug for PlainSearch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PlainSearch").field("entries", &self.searcher.num_docs()).finish_non_exhaustive()
    }
}
