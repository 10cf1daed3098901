//! The arrow between the modules: each knows only those before it, and the
//! core knows no files, environment, clock or async.

use crate::support::{ROOT, files_below};
use std::path::Path;

/// The modules in layers; those of one layer do not know each other.
const LAYERS: [&[&str]; 9] = [
    &["parallel", "text"],
    &["document"],
    &["knowledge"],
    &["search"],
    &["answer"],
    &["snapshot", "evaluation", "settings"],
    &["metrics"],
    &["discord"],
    &["cli"],
];

/// The modules that work on values only, and what they do not know.
const PURE: [&str; 5] = ["text", "document", "knowledge", "search", "answer"];
const OUTSIDE: [&str; 4] = ["std::fs", "std::env", "std::time", "tokio"];
/// The files of these modules that do touch the disk.
const READERS: [&str; 3] = ["knowledge/read.rs", "search/storage.rs", "search/index.rs"];

/// The files of `discord/` that carry: they know connections, clocks and tasks.
/// The rest of it works on values only.
const CARRIERS: [&str; 6] = [
    "discord/gateway",
    "discord/http",
    "discord/registration.rs",
    "discord/rest",
    "discord/service.rs",
    "discord/throttle.rs",
];
/// The only module that names serenity.
const KNOWS_SERENITY: &str = "discord";

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// What a file of `src/` knows and should not.
fn violations(file: &str, text: &str) -> Vec<String> {
    let module = file.split(['/', '.']).next().unwrap_or_default();
    let Some(layer) = layer_of(module) else {
        let known = matches!(file, "lib.rs" | "main.rs");
        return if known { Vec::new() } else { vec![format!("{file}: `{module}` is in no layer")] };
    };
    let code = without_comments(text);
    let depth = file.trim_end_matches(".rs").split('/').count();
    let root = ["super::".repeat(depth), String::from("crate::"), String::from("iem_bot::")];
    let mut violations = Vec::new();
    for used in root.iter().flat_map(|root| heads_after(&code, root)) {
        if layer_of(&used).is_some_and(|other| used != module && other >= layer) {
            violations.push(format!("{file}: `{module}` uses `{used}`, which comes after it"));
        }
    }
    if module != KNOWS_SERENITY && !heads_after(&code, "serenity::").is_empty() {
        violations.push(format!("{file}: serenity outside of `{KNOWS_SERENITY}`"));
    }
    let carries = module != KNOWS_SERENITY || CARRIERS.iter().any(|carrier| file.starts_with(carrier));
    let pure = PURE.contains(&module) || !carries;
    if pure && !READERS.contains(&file) {
        let std = heads_after(&code, "std::").into_iter().map(|head| format!("std::{head}"));
        let tokio = (!heads_after(&code, "tokio::").is_empty()).then(|| String::from("tokio"));
        let used = std.chain(tokio).filter(|used| OUTSIDE.contains(&used.as_str()));
        violations.extend(used.map(|used| format!("{file}: `{used}` in a module that works on values only")));
    }
    violations
}

/// Line comments and doc comments may name what they like.
fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names that directly follow a path's start: `std::` in
/// `use std::{fs, io::Read};` gives `fs` and `io`.
fn heads_after(code: &str, start: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut heads = Vec::new();
    for (at, _) in code.match_indices(start) {
        // `a::std::` is another path, `::std::` is not.
        let before = code[..at].strip_suffix("::").unwrap_or(&code[..at]);
        if before.ends_with(is_part) {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => heads.extend(group_heads(group)),
            None => heads.push(head(rest)),
        }
    }
    heads
}

/// The first names of the items of a `{...}`, from behind its opening brace.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(head(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(head(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn sources() -> Vec<(String, String)> {
    let files = files_below(&Path::new(ROOT).join("src")).into_iter();
    let code = files.filter(|(name, _)| Path::new(name).extension().is_some_and(|suffix| suffix == "rs"));
    code.map(|(name, bytes)| (name.replace('\\', "/"), String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn no_module_knows_one_that_comes_after_it() {
    let violations: Vec<String> = sources().iter().flat_map(|(file, text)| violations(file, text)).collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

/// A layer or an exception that is gone would let anything pass.
#[test]
fn every_layer_and_every_exception_is_there() {
    let sources = sources();
    for module in LAYERS.iter().copied().flatten() {
        assert!(sources.iter().any(|(file, _)| file == &format!("{module}.rs")), "{module} is gone");
    }
    for exception in READERS.into_iter().chain(CARRIERS) {
        assert!(sources.iter().any(|(file, _)| file.starts_with(exception)), "{exception} is gone");
    }
    let uses = |module: &str, other: &str| {
        let of = sources.iter().filter(|(file, _)| file.starts_with(&format!("{module}/")));
        of.flat_map(|(_, text)| heads_after(&without_comments(text), "crate::")).any(|head| head == other)
    };
    for (module, other) in [("document", "text"), ("knowledge", "document"), ("search", "knowledge"), ("cli", "answer")]
    {
        assert!(uses(module, other), "the checker no longer sees that `{module}` uses `{other}`");
    }
}

#[test]
fn the_checker_catches_what_it_is_for() {
    let caught = [
        ("text/words.rs", "use crate::cli::run;"),
        ("text.rs", "use super::answer::answer;"),
        ("document/fields.rs", "use super::super::knowledge::load;"),
        ("knowledge/checks/markup.rs", "use super::super::super::search::Library;"),
        ("knowledge/faq.rs", "fn f() { crate::search::names::Names::new() }"),
        ("knowledge.rs", "use crate::{\n    text::{distance, tokens},\n    answer::reply::Reply,\n};"),
        ("search/names.rs", "pub use crate::answer;"),
        ("answer/list.rs", "use iem_bot::settings::Settings;"),
        ("snapshot.rs", "use crate::evaluation::score;"),
        ("evaluation/score.rs", "use crate::cli;"),
        ("settings.rs", "use crate::snapshot::Live;"),
        ("answer.rs", "use std::{collections::BTreeMap, time::Instant};"),
        ("answer/card.rs", "fn f() { std::env::var(\"A\"); }"),
        ("search.rs", "use std::fs;"),
        ("knowledge/read/more.rs", "use std::fs::File;"),
        ("document/read.rs", "use ::std::fs::File;"),
        ("text/tokens.rs", "use tokio::sync::Mutex;"),
        ("discord/http.rs", "use crate::cli::Options;"),
        ("discord/dispatch.rs", "use std::time::Instant;"),
        ("discord/present/answer.rs", "fn f() { tokio::spawn(async {}); }"),
        ("metrics.rs", "use crate::discord::dispatch;"),
        ("cli/run.rs", "use serenity::all::Ready;"),
    ];
    for (file, text) in caught {
        assert!(!violations(file, text).is_empty(), "{file}: {text}");
    }
    let allowed = [
        ("text.rs", "//! See [`crate::answer`]."),
        ("search/names.rs", "use super::lexicon::Lexicon; use crate::search::analysis::Analyser;"),
        ("search/names.rs", "use crate::{text::tokens, knowledge::{entry, load}};"),
        ("answer/list.rs", "use super::super::search::Library;"),
        ("knowledge/read.rs", "use std::{fs, io};"),
        ("snapshot.rs", "use std::time::Instant; use crate::knowledge::load;"),
        ("discord/dispatch.rs", "use crate::answer::answer; use serenity::all::Route;"),
        ("discord/gateway/handler.rs", "use std::time::Duration; use tokio::time::Instant;"),
        ("cli/chat.rs", "use crate::evaluation::score; use std::env;"),
        ("text/tokens.rs", "use std::collections::BTreeMap; // std::fs"),
    ];
    for (file, text) in allowed {
        assert_eq!(violations(file, text), Vec::<String>::new(), "{text}");
    }
}
