//! Where to go from an answer.

use super::card::card;
use super::reply::Answer;
use crate::knowledge::entry::{Entry, EntryId};
use crate::search::Library;

/// How many related entries a reply carries.
pub const RELATED_SHOWN: usize = 5;

/// What belongs with an entry: what its writer named, then what the question
/// also found.
pub fn related(library: &Library, entry: &Entry, also_found: &[usize]) -> Vec<Answer> {
    let knowledge = &library.knowledge;
    let named = entry.related.iter().chain(&entry.about).filter_map(|id: &EntryId| knowledge.entry(id));
    let found = also_found.iter().filter_map(|position| knowledge.entries().get(*position));
    let mut related: Vec<&Entry> = Vec::new();
    for other in named.chain(found) {
        if related.len() < RELATED_SHOWN && other.id != entry.id && !related.iter().any(|known| known.id == other.id) {
            related.push(other);
        }
    }
    related.into_iter().map(|other| card(knowledge, other, 0.0)).collect()
}
