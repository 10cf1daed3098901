//! The whole knowledge, rendered and held against Discord's limits.

use crate::support::callback::validate_callback;
use crate::support::people::MEMBER;
use crate::support::request::{command, press};
use iem_bot::discord::dispatch::{Response, dispatch};
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::to_discord;
use iem_bot::knowledge::entry::{Entry, Kind};
use iem_bot::knowledge::{load, read};
use iem_bot::search::Library;
use serde_json::{Value, json};
use std::sync::LazyLock;

fn shipped() -> &'static Library {
    static SHIPPED: LazyLock<Library> = LazyLock::new(|| Library::new(load(&read::built_in().0).0, None).unwrap());
    &SHIPPED
}

/// The callback to an interaction; every problem that Discord would have with it.
fn answer(interaction: &Value) -> (Value, Vec<String>) {
    let read = Interaction::from_value(interaction.clone()).unwrap();
    let outcome = dispatch(shipped(), &Policy::default(), &read);
    assert!(!matches!(outcome.response, Response::Pong));
    let callback = serde_json::from_str(&to_discord::callback(&outcome.response).unwrap()).unwrap();
    let problems = validate_callback(interaction, &callback);
    (callback, problems)
}

#[track_caller]
fn valid(what: &str, interaction: &Value) -> Value {
    let (callback, problems) = answer(interaction);
    assert!(problems.is_empty(), "{what}: {problems:#?}\n{callback:#}");
    callback
}

fn entries(kind: Kind) -> impl Iterator<Item = &'static Entry> {
    shipped().knowledge.of_kind(kind)
}

/// Follows "Read more" to the last page.
fn read_on(what: &str, callback: &Value) {
    let mut message = callback["data"].clone();
    for _ in 0..40 {
        let Some(more) = button(&message, "Read more") else { return };
        message["id"] = json!("1");
        message["channel_id"] = json!("1");
        let press = press(&message, &more).in_server(MEMBER).json();
        message = valid(what, &press)["data"].clone();
    }
    panic!("{what}: no last page");
}

fn button(message: &Value, label: &str) -> Option<String> {
    let rows = message["components"].as_array()?.iter();
    let mut buttons = rows.filter_map(|row| row["components"].as_array()).flatten();
    buttons.find(|button| button["label"] == label)?["custom_id"].as_str().map(str::to_owned)
}

#[test]
fn every_entry_is_shown_within_the_limits() {
    for entry in shipped().knowledge.entries() {
        let id = entry.id.as_str();
        let asked = command("iem").option("question", id).in_server(MEMBER).json();
        let callback = valid(id, &asked);
        let title = callback["data"]["embeds"][0]["title"].as_str().unwrap();
        assert!(title.to_lowercase() == entry.title.to_lowercase(), "{title} for {}", entry.title);
        read_on(id, &callback);
    }
}

#[test]
fn every_name_is_looked_up_within_the_limits() {
    for (name, option, kind) in [
        ("brand", "name", Kind::Brand),
        ("model", "name", Kind::Model),
        ("connector", "name", Kind::Connector),
        ("driver", "name", Kind::Driver),
        ("glossary", "term", Kind::Term),
    ] {
        for entry in entries(kind) {
            valid(&entry.title, &command(name).option(option, entry.title.as_str()).in_server(MEMBER).json());
        }
    }
}

#[test]
fn comparisons_of_any_two_kinds_are_within_the_limits() {
    let kinds = [Kind::Brand, Kind::Model, Kind::Connector, Kind::Driver, Kind::Term];
    // Every connector with every connector, every driver with every driver;
    // of the larger kinds, each with its neighbour and one of each other kind.
    let small: Vec<&Entry> = entries(Kind::Connector).chain(entries(Kind::Driver)).collect();
    let mut pairs: Vec<(&Entry, &Entry)> =
        small.iter().flat_map(|first| small.iter().map(move |second| (*first, *second))).collect();
    for kind in kinds {
        let these: Vec<&Entry> = entries(kind).collect();
        pairs.extend(these.windows(2).map(|pair| (pair[0], pair[1])));
        pairs.extend(kinds.iter().filter_map(|other| Some((*these.first()?, entries(*other).last()?))));
    }
    for (first, second) in pairs {
        let request = command("compare").option("first", first.id.as_str()).option("second", second.id.as_str());
        valid(&format!("{} and {}", first.title, second.title), &request.in_server(MEMBER).json());
    }
}

/// Two by two, everything that can be compared.
#[test]
#[ignore = "takes minutes: cargo test --test discord -- --ignored every_comparison"]
fn every_comparison_is_within_the_limits() {
    let kinds = [Kind::Brand, Kind::Model, Kind::Connector, Kind::Driver, Kind::Term];
    let all: Vec<&Entry> = kinds.into_iter().flat_map(entries).collect();
    let compare = |(number, first): (usize, &&Entry)| {
        for second in &all[number + 1..] {
            let request = command("compare").option("first", first.id.as_str()).option("second", second.id.as_str());
            valid(&format!("{} and {}", first.title, second.title), &request.in_server(MEMBER).json());
        }
    };
    let (all, compare) = (&all, &compare);
    std::thread::scope(|scope| {
        for turn in 0..2 {
            scope.spawn(move || all.iter().enumerate().skip(turn).step_by(2).for_each(compare));
        }
    });
}

#[test]
fn questions_of_every_sort_are_answered_within_the_limits() {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/questions")).unwrap();
    let files =
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let question: Value = serde_json::from_str(line).unwrap();
            let text = question["q"].as_str().unwrap();
            let callback = valid(text, &command("iem").option("question", text).in_server(MEMBER).json());
            read_on(text, &callback);
        }
    }
}
