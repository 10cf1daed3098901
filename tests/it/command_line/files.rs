//! `iem-bot export` and `iem-bot init`.

use super::{bot, json, keys, small};
use crate::support::{ROOT, files_below};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn export_prints_every_entry_with_the_keys_of_the_contract() {
    let run = small(&["export"]).code(0).quietly();
    let mut ids = Vec::new();
    for line in run.stdout.lines() {
        let entry = json(line);
        assert_eq!(keys(&entry), ["id", "kind", "phrasings", "sources", "text", "title"]);
        for key in ["id", "kind", "text", "title"] {
            assert!(entry[key].as_str().is_some_and(|text| !text.is_empty()), "{line}");
        }
        for key in ["phrasings", "sources"] {
            assert!(entry[key].as_array().is_some_and(|list| !list.is_empty()), "{line}");
        }
        for source in entry["sources"].as_array().unwrap() {
            assert_eq!(keys(source), ["title", "url"]);
        }
        let (id, kind) = (entry["id"].as_str().unwrap(), entry["kind"].as_str().unwrap());
        assert!(id.starts_with(&format!("{kind}/")), "{line}");
        ids.push(id.to_owned());
    }
    assert_eq!(ids.len(), 18);
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

/// Also proves that the shipped knowledge is clean, since that is what is written.
#[test]
fn init_writes_what_check_accepts() {
    let folder = TempDir::new().unwrap();
    let new = folder.path().join("below").join("mine");
    let run = bot(&["init", new.to_str().unwrap()]).code(0).quietly();
    assert!(run.stdout.contains("iem-bot check --knowledge"), "{}", run.stdout);
    assert_eq!(files_below(&new.join("knowledge")), files_below(&Path::new(ROOT).join("knowledge")));
    assert_eq!(
        fs::read(new.join("config/iem-bot.toml")).unwrap(),
        fs::read(Path::new(ROOT).join("config/iem-bot.toml")).unwrap()
    );
    let (config, knowledge) = (new.join("config/iem-bot.toml"), new.join("knowledge"));
    let arguments = ["--config", config.to_str().unwrap(), "--knowledge", knowledge.to_str().unwrap(), "check"];
    let run = bot(&arguments).code(0);
    assert!(!run.stderr.contains("error["), "{}", run.stderr);
}

#[test]
fn init_writes_over_nothing_and_beside_nothing() {
    for taken in ["knowledge/sources.toml", "config/iem-bot.toml", "notes.txt", "knowledge/faq/mine.toml"] {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(taken);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "mine").unwrap();
        let run = bot(&["init", folder.path().to_str().unwrap()]).code(1).complains(&["help:", "empty"]);
        assert_eq!(run.stdout, "");
        assert_eq!(files_below(folder.path()), [(taken.to_owned(), b"mine".to_vec())]);
    }
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    bot(&["init", file.to_str().unwrap()]).code(1).complains(&["file", "help:"]);
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}
