//! Names that somebody may be typing.

use crate::knowledge::Knowledge;
use crate::knowledge::entry::{Details, Entry, EntryId, Kind};
use crate::text::distance::Letters;
use crate::text::tokens::fold_name;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The fewest letters of a name for each wrong one that is forgiven.
const LETTERS_PER_WRONG_ONE: usize = 4;
/// The most wrong letters that are forgiven.
const MOST_WRONG: usize = 2;
/// The fewest letters that are looked for inside words.
const SHORTEST_INSIDE: usize = 3;

/// Why a name is offered, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It is what was typed.
    Exact,
    /// It starts so.
    Start,
    /// Another name of it starts so.
    Alias,
    /// One of its later words starts so, or it holds what was typed.
    Inside,
    /// It is spelt almost so.
    Spelling,
    /// Nothing was typed: it is among the most useful.
    Useful,
}

/// An entry whose name fits what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion<'k> {
    /// The entry.
    pub entry: &'k Entry,
    /// Why it is offered.
    pub why: Match,
    /// The other name that fits, where it is not the title.
    pub alias: Option<&'k str>,
}

/// Every name, folded once, ready for comparing with each letter typed.
#[derive(Debug, Default)]
pub struct Completions {
    named: Vec<Named>,
    /// Positions of all entries, those first that most others point at: what
    /// much leads to is asked for often.
    by_use: Vec<usize>,
}

/// An entry with a name.
#[derive(Debug)]
struct Named {
    position: usize,
    kind: Kind,
    /// The title; for a model also its name without the maker's.
    titles: Vec<String>,
    /// Later words of the title.
    words: Vec<String>,
    /// The other names, in the entry's order.
    aliases: Vec<String>,
    /// How many other entries point at it.
    pointed_at: usize,
}

impl Completions {
    /// Folds the names of all entries that have one.
    pub fn new(knowledge: &Knowledge) -> Self {
        let pointed_at = pointed_at(knowledge);
        let with_names = knowledge.entries().iter().enumerate().filter(|(_, entry)| !entry.names.is_empty());
        let named = with_names.map(|(position, entry)| Named {
            position,
            kind: entry.kind,
            titles: std::iter::once(entry.title.as_str()).chain(model_name(entry)).map(fold_name).collect(),
            words: entry.title.split([' ', '-', '/']).skip(1).map(fold_name).collect(),
            aliases: entry.names.iter().map(|name| fold_name(&name.value)).collect(),
            pointed_at: pointed_at.get(&entry.id).copied().unwrap_or_default(),
        });
        let mut by_use: Vec<usize> = (0..knowledge.entries().len()).collect();
        let uses = |position: &usize| knowledge.entries().get(*position).and_then(|entry| pointed_at.get(&entry.id));
        by_use.sort_by_key(|position| Reverse(uses(position)));
        Self { named: named.collect(), by_use }
    }

    /// The entries of these kinds that most others point at.
    pub fn most_useful<'k>(&self, knowledge: &'k Knowledge, kinds: &[Kind], limit: usize) -> Vec<&'k Entry> {
        let entries = self.by_use.iter().filter_map(|position| knowledge.entries().get(*position));
        entries.filter(|entry| kinds.contains(&entry.kind)).take(limit).collect()
    }

    /// Entries of these kinds whose names fit what was typed, best first; the
    /// most useful ones if nothing was.
    pub fn find<'k>(&self, knowledge: &'k Knowledge, kinds: &[Kind], typed: &str, limit: usize) -> Vec<Completion<'k>> {
        let typed = fold_name(typed);
        if typed.is_empty() {
            let useful = self.most_useful(knowledge, kinds, limit).into_iter();
            return useful.map(|entry| Completion { entry, why: Match::Useful, alias: None }).collect();
        }
        let wanted = || self.named.iter().filter(|named| kinds.contains(&named.kind));
        let mut found: Vec<(Match, Option<usize>, &Named)> =
            wanted().filter_map(|named| named.fitting(&typed).map(|(why, alias)| (why, alias, named))).collect();
        // Misspelt names come last, and to find them takes longest.
        if found.len() < limit {
            let letters = Letters::of(&typed);
            let others = wanted().filter(|named| named.fitting(&typed).is_none());
            found.extend(
                others.filter_map(|named| named.misspelt(&typed, letters).map(|(why, alias)| (why, alias, named))),
            );
        }
        found.sort_by_key(|(why, _, named)| {
            (*why, named.titles.first().map_or(0, String::len), Reverse(named.pointed_at), named.position)
        });
        let completion = |(why, alias, named): (Match, Option<usize>, &Named)| {
            let entry = knowledge.entries().get(named.position)?;
            let alias = alias.and_then(|alias| Some(entry.names.get(alias)?.value.as_str()));
            Some(Completion { entry, why, alias })
        };
        found.into_iter().filter_map(completion).take(limit).collect()
    }
}

impl Named {
    /// How its best name fits, and which of the other names that is.
    fn fitting(&self, typed: &str) -> Option<(Match, Option<usize>)> {
        if self.titles.iter().any(|title| title == typed) {
            return Some((Match::Exact, None));
        }
        if self.titles.iter().any(|title| title.starts_with(typed)) {
            return Some((Match::Start, None));
        }
        if let Some(alias) = self.aliases.iter().position(|alias| alias.starts_with(typed)) {
            return Some((Match::Alias, Some(alias)));
        }
        let inside = || typed.len() >= SHORTEST_INSIDE && self.titles.iter().any(|title| title.contains(typed));
        let is_inside = self.words.iter().any(|word| word.starts_with(typed)) || inside();
        is_inside.then_some((Match::Inside, None))
    }

    /// Whether a name is spelt almost so, and which of the other names that is.
    fn misspelt(&self, typed: &str, letters: Letters) -> Option<(Match, Option<usize>)> {
        let mut near = |name: &String| is_near(name, typed, letters);
        if self.titles.iter().any(&mut near) {
            return Some((Match::Spelling, None));
        }
        self.aliases.iter().position(near).map(|alias| (Match::Spelling, Some(alias)))
    }
}

/// Whether a name, or as much of it as was typed, is spelt almost so.
fn is_near(name: &str, typed: &str, typed_letters: Letters) -> bool {
    let letters = typed.chars().count();
    let allowed = (letters / LETTERS_PER_WRONG_ONE).min(MOST_WRONG);
    // Whoever errs seldom errs in the first letter; and most names fall here.
    if allowed == 0 || name.chars().next() != typed.chars().next() {
        return false;
    }
    if typed_letters.missing_in(Letters::of(name)) > allowed {
        return false;
    }
    // A letter may be missing or be one too many.
    let starts = [letters, letters + 1, letters - 1].map(|length| start(name, length));
    // Model numbers are not typing errors of each other.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let near = |start: &&str| strsim::osa_distance(start, typed) <= allowed && digits(start) == digits(typed);
    starts.iter().any(near)
}

/// The first letters of a name.
fn start(name: &str, letters: usize) -> &str {
    name.char_indices().nth(letters).and_then(|(end, _)| name.get(..end)).unwrap_or(name)
}

fn model_name(entry: &Entry) -> Option<&str> {
    match &entry.details {
        Details::Model(model) => Some(&model.name),
        _ => None,
    }
}

/// How often each entry is pointed at by others.
fn pointed_at(knowledge: &Knowledge) -> HashMap<&EntryId, usize> {
    let mut pointed_at: HashMap<&EntryId, usize> = HashMap::new();
    for entry in knowledge.entries() {
        let facts: Vec<&EntryId> = match &entry.details {
            Details::Model(model) => {
                let drivers = model.drivers.iter().map(|(driver, _)| driver);
                std::iter::once(&model.brand).chain(&model.connector).chain(drivers).collect()
            }
            Details::Brand(brand) => brand.connectors.iter().collect(),
            _ => Vec::new(),
        };
        for id in entry.related.iter().chain(&entry.about).chain(facts) {
            *pointed_at.entry(id).or_default() += 1;
        }
    }
    pointed_at
}
