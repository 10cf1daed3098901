//! How much entries share with a question: BM25 over the postings of the index.
//!
//! A question is some ten words, each with its synonyms, in four fields. A
//! query of tantivy's would set up a scorer for each of these and a buffer for
//! each union of them, which takes longer than the adding up. So the postings
//! are added up as they stand, one array of scores for all.

use super::index::QueryTerm;
use super::lexicon::Lexicon;
use std::io;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};

/// How soon saying a word again stops to count (Robertson and Walker 1994).
const SATURATION: f32 = 1.2;
/// How much the length of a field counts against it.
const LENGTH: f32 = 0.75;
/// How much each further field, or wording, of a word adds to the best one.
const TIE_BREAKER: f32 = 0.15;

/// Where each stem occurs.
#[derive(Default)]
pub(super) struct Postings {
    fields: Vec<IndexedField>,
    /// By number of a stem: its lists, in the order of the fields.
    lists: Vec<Vec<List>>,
    entries: usize,
}

/// One field of all entries.
struct IndexedField {
    inverted: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    /// By tantivy's code for a length: what is added to a frequency below the
    /// line of BM25.
    norms: Vec<f32>,
}

/// The entries that have a stem in a field.
struct List {
    field: usize,
    /// What BM25 multiplies the frequency's part with, and the field's weight.
    weight: f32,
    place: TermInfo,
}

impl Postings {
    /// Notes where the lists of each stem stand, so that nothing is looked up
    /// later that is not there.
    pub(super) fn open<const N: usize>(
        segment: &SegmentReader,
        fields: [(Field, f32); N],
        lexicon: &Lexicon,
    ) -> tantivy::Result<Self> {
        let entries = segment.max_doc();
        let mut lists: Vec<Vec<List>> = std::iter::repeat_with(Vec::new).take(lexicon.stems()).collect();
        let mut indexed = Vec::with_capacity(N);
        for (field, weight) in fields {
            let inverted = segment.inverted_index(field)?;
            let mut stems = inverted.terms().stream()?;
            while let Some((stem, place)) = stems.next() {
                let number = std::str::from_utf8(stem).ok().and_then(|stem| lexicon.number(stem));
                let Some(of_stem) = number.and_then(|number| lists.get_mut(number as usize)) else { continue };
                let weight = weight * rarity(place.doc_freq, entries) * (1.0 + SATURATION);
                of_stem.push(List { field: indexed.len(), weight, place: place.clone() });
            }
            indexed.push(IndexedField {
                norms: norms(inverted.total_num_tokens(), entries),
                lengths: segment.get_fieldnorms_reader(field)?,
                inverted,
            });
        }
        Ok(Self { fields: indexed, lists, entries: entries as usize })
    }

    /// How many entries there are.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    fn lists(&self, stem: u32) -> &[List] {
        self.lists.get(stem as usize).map_or(&[], Vec::as_slice)
    }

    /// The entries that share most with the words, best first; of equals, the
    /// first.
    pub(super) fn search(&self, words: &[Vec<QueryTerm>], limit: usize) -> io::Result<Vec<(usize, f32)>> {
        let mut scores = Scores::new(self.entries);
        let mut block = None;
        for word in words {
            for term in word {
                for list in self.lists(term.stem) {
                    self.add(list, term.weight, &mut block, &mut scores)?;
                }
            }
            scores.end_word();
        }
        Ok(scores.best(limit))
    }

    /// Adds up one list. `block` is room for a part of it, used again and again.
    fn add(
        &self,
        list: &List,
        weight: f32,
        block: &mut Option<BlockSegmentPostings>,
        scores: &mut Scores,
    ) -> io::Result<()> {
        let Some(field) = self.fields.get(list.field) else { return Ok(()) };
        let block = match block {
            Some(block) => {
                field.inverted.reset_block_postings_from_terminfo(&list.place, block)?;
                block
            }
            None => block
                .insert(field.inverted.read_block_postings_from_terminfo(&list.place, IndexRecordOption::WithFreqs)?),
        };
        let weight = list.weight * weight;
        while block.block_len() > 0 {
            for (entry, frequency) in block.docs().iter().zip(block.freqs()) {
                let norm = field.norms.get(usize::from(field.lengths.fieldnorm_id(*entry)));
                #[expect(clippy::cast_precision_loss, reason = "no text says a word millions of times")]
                let frequency = *frequency as f32;
                let norm = norm.copied().unwrap_or(SATURATION);
                scores.add(*entry, weight * frequency / (frequency + norm));
            }
            block.advance();
        }
        Ok(())
    }
}

/// The inverse document frequency, as BM25 has it.
fn rarity(with: u32, entries: u32) -> f32 {
    let (with, entries) = (f64::from(with), f64::from(entries));
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let rarity = (1.0 + (entries - with + 0.5) / (with + 0.5)).ln() as f32;
    rarity
}

fn norms(words: u64, entries: u32) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a mean need not be exact")]
    let mean = words as f32 / entries.max(1) as f32;
    let norm = |code: u8| {
        #[expect(clippy::cast_precision_loss, reason = "tantivy's code rounds lengths much more")]
        let length = FieldNormReader::id_to_fieldnorm(code) as f32;
        SATURATION * (1.0 - LENGTH + LENGTH * length / mean.max(f32::EPSILON))
    };
    (0..=u8::MAX).map(norm).collect()
}

/// The scores of all entries, added up word by word.
struct Scores {
    total: Vec<f32>,
    /// Of the word at hand: the best of its fields and wordings, and their sum.
    best: Vec<f32>,
    sum: Vec<f32>,
    /// The entries that have the word at hand.
    with_word: Vec<u32>,
    /// The entries that have any word.
    found: Vec<u32>,
}

impl Scores {
    fn new(entries: usize) -> Self {
        let none = || vec![0.0; entries];
        Self { total: none(), best: none(), sum: none(), with_word: Vec::new(), found: Vec::new() }
    }

    fn add(&mut self, entry: u32, score: f32) {
        let at = entry as usize;
        if let Some((best, sum)) = self.best.get_mut(at).zip(self.sum.get_mut(at)) {
            if *sum == 0.0 {
                self.with_word.push(entry);
            }
            *sum += score;
            *best = best.max(score);
        }
    }

    fn end_word(&mut self) {
        for entry in self.with_word.drain(..) {
            let at = entry as usize;
            let slots = self.best.get_mut(at).zip(self.sum.get_mut(at)).zip(self.total.get_mut(at));
            if let Some(((best, sum), total)) = slots {
                if *total == 0.0 {
                    self.found.push(entry);
                }
                *total += *best + TIE_BREAKER * (*sum - *best);
                (*best, *sum) = (0.0, 0.0);
            }
        }
    }

    fn best(self, limit: usize) -> Vec<(usize, f32)> {
        let scored = |entry: u32| (entry as usize, self.total.get(entry as usize).copied().unwrap_or_default());
        let mut found: Vec<(usize, f32)> = self.found.into_iter().map(scored).collect();
        let better = |one: &(usize, f32), other: &(usize, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
        if found.len() > limit {
            found.select_nth_unstable_by(limit, better);
            found.truncate(limit);
        }
        found.sort_unstable_by(better);
        found
    }
}
