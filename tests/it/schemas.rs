//! The schemas for editors: as the readers have it, true of every shipped file,
//! and of no broken one.

use crate::support::{ROOT, files_below};
use iem_bot::knowledge::schemas::schemas;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn path_of(name: &str) -> PathBuf {
    Path::new(ROOT).join("knowledge/schemas").join(format!("{name}.schema.json"))
}

/// `UPDATE_SCHEMAS=1 cargo test --test it schemas` writes them anew.
#[test]
fn the_committed_schemas_are_what_the_readers_ask_for() {
    for (name, schema) in schemas() {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::create_dir_all(path_of(name).parent().unwrap()).unwrap();
            fs::write(path_of(name), &text).unwrap();
        }
        let committed = fs::read_to_string(path_of(name)).unwrap_or_default();
        assert_eq!(committed, text, "{name}: run the tests with UPDATE_SCHEMAS=1 and commit what they write");
    }
    let files = files_below(&Path::new(ROOT).join("knowledge/schemas"));
    assert_eq!(files.len(), schemas().len(), "there is a schema that nothing writes");
}

fn validators() -> BTreeMap<&'static str, Validator> {
    schemas().into_iter().map(|(name, schema)| (name, jsonschema::validator_for(&schema).unwrap())).collect()
}

/// The schema for a file of the knowledge, and the file as JSON.
fn schema_and_content(name: &str, text: &str) -> Option<(&'static str, Value)> {
    let (folder, file) = name.split_once('/').unwrap_or(("", name));
    let schema = match (folder, file) {
        (_, "README.md") | ("schemas", _) => return None,
        ("articles", _) => "article",
        ("brands", _) => "brand",
        ("connectors", _) => "connector",
        ("drivers", _) => "driver",
        ("faq", _) => "faq",
        ("", "glossary.toml") => "glossary",
        ("", "sources.toml") => "sources",
        ("", "vocabulary.toml") => "vocabulary",
        ("", "warnings.toml") => "warnings",
        _ => panic!("{name} has no schema"),
    };
    let toml = if schema == "article" { text.split("+++").nth(1).unwrap() } else { text };
    Some((schema, toml::from_str(toml).unwrap()))
}

#[test]
fn every_shipped_file_is_valid() {
    let validators = validators();
    let mut checked = BTreeMap::new();
    for (name, bytes) in files_below(&Path::new(ROOT).join("knowledge")) {
        let text = String::from_utf8(bytes).unwrap();
        let Some((schema, content)) = schema_and_content(&name, &text) else { continue };
        let errors = validators[schema].iter_errors(&content);
        let errors: Vec<String> = errors.map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        *checked.entry(schema).or_insert(0) += 1;
    }
    assert_eq!(checked.keys().collect::<Vec<_>>(), validators.keys().collect::<Vec<_>>());
}

fn faq() -> Value {
    json!({ "entry": [{
        "id": "tip-size",
        "question": "Which tip size do I need?",
        "phrasings": ["choose tips", "tips too big", "tips too small", "tip sizes"],
        "answer": "Take the largest that is comfortable.",
        "tags": ["tips"],
        "related": ["term/seal", "article/graphs#the-axes"],
        "contested": false,
        "sources": ["handbook"],
    }] })
}

fn brand() -> Value {
    json!({
        "id": "final", "name": "Final", "founded": 1974, "summary": "A maker.", "text": "Earphones.",
        "tags": ["established"], "sources": ["handbook"],
        "model": [{
            "id": "final-a8000", "name": "A8000", "impedance_ohm": 16, "sources": ["handbook"],
            "drivers": [{ "driver": "dynamic", "count": 1 }],
            "sensitivity": { "value": 102.5, "unit": "dB/mW" },
        }],
    })
}

/// Puts `value` where the pointer leads, or takes away what is there.
fn with(mut content: Value, pointer: &str, value: Option<Value>) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = content.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => parent.insert(key.to_owned(), value),
        None => parent.remove(key),
    };
    content
}

#[test]
fn broken_files_are_not_valid() {
    let validators = validators();
    assert!(validators["faq"].is_valid(&faq()) && validators["brand"].is_valid(&brand()));
    for (pointer, value) in [
        ("/entry/0/id", Some(json!("Tip Size"))),
        ("/entry/0/question", None),
        ("/entry/0/question", Some(json!(7))),
        ("/entry/0/answer", Some(json!("  "))),
        ("/entry/0/answer", Some(json!("ä".repeat(2_001)))),
        ("/entry/0/phrasings", Some(json!(["a", "b", "c"]))),
        ("/entry/0/tags", Some(json!([]))),
        ("/entry/0/related", Some(json!(["seal"]))),
        ("/entry/0/contested", Some(json!("yes"))),
        ("/entry/0/realted", Some(json!(["term/seal"]))),
        ("/entries", Some(json!([]))),
    ] {
        assert!(!validators["faq"].is_valid(&with(faq(), pointer, value)), "{pointer}");
    }
    for (pointer, value) in [
        ("/founded", Some(json!(20_233))),
        ("/founded", Some(json!(1974.5))),
        ("/tags", Some(json!(["loud"]))),
        ("/model/0/name", None),
        ("/model/0/impedance_ohm", Some(json!(0))),
        ("/model/0/drivers/0/count", Some(json!("two"))),
        ("/model/0/sensitivity/unit", Some(json!("dB/W"))),
        ("/model/0/sensitivity/per", Some(json!("mW"))),
    ] {
        assert!(!validators["brand"].is_valid(&with(brand(), pointer, value)), "{pointer}");
    }
}
