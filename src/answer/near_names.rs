//! Which names are near to what somebody typed.
//!
//! There are thousands of names, and the distance to each takes long to tell.
//! Length and letters tell at once how far a name is at least; only names that
//! may be near enough are measured.

use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;
use crate::search::names::Name;
use crate::text::distance::{Letters, nearest};

/// How many near names are offered.
const MOST_OFFERED: usize = 5;
/// The fewest letters, or bytes of them, that are looked for inside a name.
pub(super) const SHORTEST_PART: usize = 3;

/// The names of some kinds beside what was typed.
pub(super) struct NearNames<'l, 't> {
    library: &'l Library,
    kinds: &'t [Kind],
    typed: &'t str,
    names: Vec<Candidate<'l>>,
}

/// A name that may be near.
struct Candidate<'l> {
    folded: &'l str,
    /// The distance is this at least.
    least: usize,
    /// Whether it holds what was typed, or the reverse.
    is_part: bool,
}

impl<'l, 't> NearNames<'l, 't> {
    /// Looks at all names of these kinds. `typed` is folded as names are.
    pub(super) fn new(library: &'l Library, kinds: &'t [Kind], typed: &'t str) -> Self {
        let letters = Letters::of(typed);
        let length = typed.chars().count();
        let is_of = |position: &usize| {
            let entry = library.knowledge.entries().get(*position);
            entry.is_some_and(|entry| kinds.contains(&entry.kind))
        };
        let candidate = |(folded, name): (&'l str, &'l Name)| Candidate {
            folded,
            least: letters.least_slips(name.letters).max(length.abs_diff(folded.chars().count())),
            is_part: is_part((typed, letters), (folded, name.letters)),
        };
        let names = library.names.all().filter(|(_, name)| name.entries.iter().any(is_of)).map(candidate).collect();
        Self { library, kinds, typed, names }
    }

    /// The one name that is so near that it must be meant.
    pub(super) fn nearest(&self) -> Option<&'l str> {
        let reach = (self.typed.chars().count() / 3).max(1);
        nearest(self.typed, self.names.iter().filter(|name| name.least <= reach).map(|name| name.folded))
    }

    /// The entries of the nearest names, nearest first.
    pub(super) fn entries(&self) -> Vec<&'l Entry> {
        let mut measured: Vec<(usize, &str)> = Vec::new();
        let furthest = self.names.iter().map(Candidate::reach).max().unwrap_or_default();
        for reach in 0..=furthest {
            let next = self.names.iter().filter(|name| name.reach() == reach);
            measured.extend(next.map(|name| (self.distance(name), name.folded)).filter(|near| self.is_near(*near)));
            measured.sort_unstable();
            // All other names are further away than this.
            let sure = measured.iter().take_while(|(distance, _)| *distance <= reach);
            let entries = self.entries_of(sure.map(|(_, name)| *name));
            if entries.len() == MOST_OFFERED {
                return entries;
            }
        }
        self.entries_of(measured.into_iter().map(|(_, name)| name))
    }

    fn is_near(&self, (distance, folded): (usize, &str)) -> bool {
        distance <= folded.len().max(self.typed.len()) / 2
    }

    /// Edits between what was typed and a name; a name that holds it is near.
    fn distance(&self, name: &Candidate<'_>) -> usize {
        if name.is_part {
            1
        } else if !self.is_near((name.least, name.folded)) {
            name.least
        } else {
            strsim::damerau_levenshtein(self.typed, name.folded)
        }
    }

    fn entries_of(&self, names: impl Iterator<Item = &'l str>) -> Vec<&'l Entry> {
        let mut entries: Vec<&Entry> = Vec::new();
        for entry in names.flat_map(|name| self.library.entries_called(self.kinds, name)) {
            if entries.len() < MOST_OFFERED && !entries.iter().any(|known| known.id == entry.id) {
                entries.push(entry);
            }
        }
        entries
    }
}

impl Candidate<'_> {
    /// The distance as far as it is known.
    fn reach(&self) -> usize {
        if self.is_part { 1 } else { self.least }
    }
}

fn is_part((typed, typed_letters): (&str, Letters), (known, known_letters): (&str, Letters)) -> bool {
    let holds = typed_letters.all_in(known_letters) && known.contains(typed);
    let held = || known_letters.all_in(typed_letters) && known.len() >= SHORTEST_PART && typed.contains(known);
    typed.len() >= SHORTEST_PART && (holds || held())
}
