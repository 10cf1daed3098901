//! Looking a thing up by its name: what `/brand`, `/model`, `/connector`,
//! `/driver`, `/glossary` and `/compare` do.

use super::card::card;
use super::comparison::side_by_side;
use super::reply::{Answer, Correction, Outcome, Reply};
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;
use crate::text::distance::nearest;
use crate::text::tokens::Token;

/// How many near names are offered.
const NEAR_NAMES: usize = 5;

/// The kinds whose things are compared by name.
pub const COMPARED: [Kind; 5] = [Kind::Brand, Kind::Model, Kind::Connector, Kind::Driver, Kind::Term];

/// An entry that was picked, with what belongs to it.
pub fn show(library: &Library, entry: &Entry) -> Reply {
    Reply::new(&entry.title, Outcome::Answer, with_related(library, entry), Vec::new())
}

/// The thing of this kind with this name, or what was perhaps meant.
pub fn look_up(library: &Library, kind: Kind, name: &str) -> Reply {
    match find(library, &[kind], name) {
        Found::One(entry, corrections) => Reply::new(name, Outcome::Answer, with_related(library, entry), corrections),
        Found::Near(entries) => suggestions(library, name, &entries),
    }
}

/// Two things side by side, of any kinds.
pub fn compare(library: &Library, first: &str, second: &str) -> Reply {
    let question = format!("{first} vs {second}");
    match (find(library, &COMPARED, first), find(library, &COMPARED, second)) {
        (Found::One(one, corrections), Found::One(two, _)) if one.id == two.id => {
            Reply::new(&question, Outcome::Answer, with_related(library, one), corrections)
        }
        (Found::One(one, mut corrections), Found::One(two, more)) => {
            corrections.extend(more);
            let answers = vec![
                side_by_side(library, one, two, 1.0),
                card(&library.knowledge, one, 1.0),
                card(&library.knowledge, two, 1.0),
            ];
            Reply::new(&question, Outcome::Answer, answers, corrections)
        }
        (Found::Near(entries), _) | (_, Found::Near(entries)) => suggestions(library, &question, &entries),
    }
}

/// What a name led to.
enum Found<'l> {
    One(&'l Entry, Vec<Correction>),
    Near(Vec<&'l Entry>),
}

fn find<'l>(library: &'l Library, kinds: &[Kind], name: &str) -> Found<'l> {
    let tokens = library.analyser.tokens(name);
    let folded = fold(&tokens);
    let exact = entries_of(library, kinds, &folded);
    if let [only] = exact.as_slice() {
        return Found::One(only, Vec::new());
    }
    if !exact.is_empty() {
        return Found::Near(exact);
    }
    let names =
        library.names.all().filter(|(_, name)| name.entries.iter().any(|position| is_of(library, kinds, *position)));
    let names: Vec<&str> = names.map(|(folded, _)| folded).collect();
    if let Some(near) = nearest(&folded, names.iter().copied())
        && let [only] = entries_of(library, kinds, near).as_slice()
    {
        let correction = Correction { typed: name.to_owned(), read_as: only.title.clone() };
        return Found::One(only, vec![correction]);
    }
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .map(|known| (distance(&folded, known), known))
        .filter(|(distance, known)| *distance <= known.len().max(folded.len()) / 2)
        .collect();
    near.sort_unstable();
    let mut entries: Vec<&Entry> = Vec::new();
    for entry in near.into_iter().flat_map(|(_, known)| entries_of(library, kinds, known)) {
        if entries.len() < NEAR_NAMES && !entries.iter().any(|known| known.id == entry.id) {
            entries.push(entry);
        }
    }
    Found::Near(entries)
}

/// Edits between two names; a name that holds the other is near.
fn distance(typed: &str, known: &str) -> usize {
    let part = typed.len() >= 3 && (known.contains(typed) || typed.contains(known) && known.len() >= 3);
    if part { 1 } else { strsim::damerau_levenshtein(typed, known) }
}

fn fold(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
}

fn is_of(library: &Library, kinds: &[Kind], position: usize) -> bool {
    library.knowledge.entries().get(position).is_some_and(|entry| kinds.contains(&entry.kind))
}

fn entries_of<'l>(library: &'l Library, kinds: &[Kind], folded: &str) -> Vec<&'l Entry> {
    let positions = library.names.get(folded).map_or(&[][..], |name| name.entries.as_slice());
    let entries = positions.iter().filter_map(|position| library.knowledge.entries().get(*position));
    entries.filter(|entry| kinds.contains(&entry.kind)).collect()
}

fn with_related(library: &Library, entry: &Entry) -> Vec<Answer> {
    let mut answers = vec![card(&library.knowledge, entry, 1.0)];
    answers.extend(super::related::related(library, entry, &[]));
    answers
}

fn suggestions(library: &Library, question: &str, entries: &[&Entry]) -> Reply {
    if entries.is_empty() {
        return Reply::unknown(question);
    }
    let answers = entries.iter().map(|entry| card(&library.knowledge, entry, 0.0)).collect();
    Reply::new(question, Outcome::Suggest, answers, Vec::new())
}
