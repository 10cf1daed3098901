//! Looking a thing up by its name: what `/brand`, `/model`, `/connector`,
//! `/driver`, `/glossary` and `/compare` do.

use super::card::card;
use super::comparison::side_by_side;
use super::near_names::{NearNames, SHORTEST_PART};
use super::reply::{Answer, Correction, Outcome, Reply};
use crate::knowledge::entry::{Entry, Kind};
use crate::search::Library;
use crate::text::distance::Letters;
use crate::text::tokens::Token;

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
    let exact = library.entries_called(kinds, &folded);
    if let [only] = exact.as_slice() {
        return Found::One(only, Vec::new());
    }
    if !exact.is_empty() {
        return Found::Near(exact);
    }
    if let Some(only) = only_with_words(library, kinds, &tokens) {
        return Found::One(only, Vec::new());
    }
    let near = NearNames::new(library, kinds, &folded);
    if let Some(nearest) = near.nearest()
        && let [only] = library.entries_called(kinds, nearest).as_slice()
    {
        let correction = Correction { typed: name.to_owned(), read_as: only.title.clone() };
        return Found::One(only, vec![correction]);
    }
    Found::Near(near.entries())
}

/// The only entry of these kinds with a name that has these words: "dynamic"
/// is the dynamic driver.
fn only_with_words<'l>(library: &'l Library, kinds: &[Kind], typed: &[Token]) -> Option<&'l Entry> {
    let folded = fold(typed);
    if folded.len() < SHORTEST_PART {
        return None;
    }
    let letters = Letters::of(&folded);
    // Cutting every name would take long; few hold the letters at all.
    let holding = library.names.all().filter(|(name, facts)| letters.all_in(facts.letters) && name.contains(&folded));
    let entries = holding.flat_map(|(name, _)| library.entries_called(kinds, name));
    let mut with_words = entries.filter(|entry| has_words(library, entry, typed));
    let first = with_words.next()?;
    with_words.all(|other| other.id == first.id).then_some(first)
}

fn has_words(library: &Library, entry: &Entry, typed: &[Token]) -> bool {
    let same = |there: &[Token]| there.iter().zip(typed).all(|(one, other)| one.text == other.text);
    let mut names = entry.names.iter().map(|name| library.analyser.tokens(&name.value));
    names.any(|name| name.windows(typed.len()).any(same))
}

fn fold(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect()
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
