//! Looking a thing up by its name, or by part of it, or by something near.

use crate::support::{fixture, read_folder, shipped};
use iem_bot::answer::lookup::look_up;
use iem_bot::answer::reply::Outcome;
use iem_bot::knowledge::entry::Kind;
use iem_bot::search::Library;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;

fn small() -> Library {
    Library::new(read_folder(&fixture("knowledge")).0, None).unwrap()
}

fn ids(library: &Library, kind: Kind, name: &str) -> (Outcome, Vec<String>) {
    let reply = look_up(library, kind, name);
    (reply.outcome, reply.answers.into_iter().map(|answer| answer.id).collect())
}

#[test]
fn a_part_of_the_name_is_enough_if_one_entry_alone_has_it() {
    let library = small();
    for (kind, name, id) in [
        (Kind::Driver, "dynamic", "driver/dynamic"),
        (Kind::Driver, "DYNAMIC drivers", "driver/dynamic"),
        (Kind::Driver, "armature", "driver/balanced-armature"),
    ] {
        let (outcome, ids) = ids(&library, kind, name);
        assert_eq!((outcome, ids.first().map(String::as_str)), (Outcome::Answer, Some(id)), "{name}");
    }
}

#[test]
fn a_part_that_several_names_have_is_asked_about() {
    let (outcome, ids) = ids(shipped(), Kind::Driver, "driver");
    assert_eq!(outcome, Outcome::Suggest);
    assert!(ids.len() > 1, "{ids:?}");
}

/// What measuring the distance to every name finds: ids, nearest first.
fn measured(library: &Library, kind: Kind, typed: &str) -> Vec<String> {
    let of_kind = |position: &usize| Some(&library.knowledge.entries()[*position]).filter(|entry| entry.kind == kind);
    let part = |name: &str| typed.len() >= 3 && (name.contains(typed) || name.len() >= 3 && typed.contains(name));
    let distance = |name: &str| if part(name) { 1 } else { strsim::damerau_levenshtein(typed, name) };
    let mut near: Vec<(usize, &str, &Vec<usize>)> = library
        .names
        .all()
        .filter(|(_, facts)| facts.entries.iter().any(|position| of_kind(position).is_some()))
        .map(|(name, facts)| (distance(name), name, &facts.entries))
        .filter(|(distance, name, _)| *distance <= name.len().max(typed.len()) / 2)
        .collect();
    near.sort_unstable();
    let mut seen = BTreeSet::new();
    let ids = near.into_iter().flat_map(|(_, _, entries)| entries.iter().filter_map(of_kind));
    ids.map(|entry| entry.id.to_string()).filter(|id| seen.insert(id.clone())).take(5).collect()
}

fn misspelt() -> impl Strategy<Value = String> {
    let names: Vec<String> = shipped().names.all().map(|(name, _)| name.to_owned()).collect();
    (select(names), any::<Index>(), any::<Index>(), "[a-z]{0,3}").prop_map(|(name, from, to, put)| {
        let letters: Vec<char> = name.chars().collect();
        let (from, to) = (from.index(letters.len()), to.index(letters.len()));
        let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 3));
        letters[..from].iter().collect::<String>() + &put + &letters[to..].iter().collect::<String>()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_near_name_is_passed_over(typed in misspelt(), kind in select(&[Kind::Brand, Kind::Model, Kind::Term][..])) {
        let folded: String = shipped().analyser.tokens(&typed).iter().map(|token| token.text.as_str()).collect();
        let (outcome, suggested) = ids(shipped(), kind, &typed);
        if outcome != Outcome::Answer && shipped().entries_called(&[kind], &folded).is_empty() {
            prop_assert_eq!(suggested, measured(shipped(), kind, &folded));
        }
    }
}
