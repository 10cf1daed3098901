//! What holds of every message, whatever was typed.

use super::library::shipped;
use crate::support::callback::validate_callback;
use crate::support::limits::message::{MessageRules, check_message};
use crate::support::limits::problems::{Problem, Problems};
use iem_bot::discord::dispatch::Outcome;
use iem_bot::discord::to_discord;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What makes a mention, a channel, a command, a time or an emoji of Discord's.
const MARKUP: [&str; 9] = ["<@", "<#", "<:", "<a:", "<t:", "</", "<id:", "@everyone", "@here"];

/// Asserts that Discord takes an outcome as the answer to an interaction, and
/// that nothing in it does harm. `typed` is all that a person has a hand in.
pub(super) fn assert_answered(interaction: &Value, outcome: &Outcome, typed: &str) {
    assert_harmless(&assert_taken(interaction, outcome), typed);
}

/// Asserts that Discord takes an outcome as the answer to an interaction, and
/// that nothing in it is hidden.
pub(super) fn assert_taken(interaction: &Value, outcome: &Outcome) -> Value {
    let callback = serde_json::from_str(&to_discord::callback(&outcome.response).unwrap()).unwrap();
    let problems = validate_callback(interaction, &callback);
    assert!(problems.is_empty(), "{problems:#?}\n{interaction}\n{callback:#}");
    assert_nothing_hidden(&callback);
    callback
}

/// Asserts that Discord takes a message in a channel.
pub(super) fn assert_message(message: &Value, typed: &str) {
    let mut problems = Problems::default();
    check_message(message, &MessageRules::channel(Vec::new()), &mut problems);
    let problems: Vec<String> = problems.into_vec().iter().map(Problem::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}\n{message:#}");
    assert_harmless(message, typed);
}

fn assert_nothing_hidden(json: &Value) {
    for text in seen(json) {
        let hidden = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || turns(*c));
        assert_eq!(hidden, None, "in {text:?}");
    }
}

fn assert_harmless(json: &Value, typed: &str) {
    assert_nothing_hidden(json);
    for text in seen(json) {
        for markup in MARKUP {
            assert!(!text.contains(markup), "{markup:?} in {text:?}");
        }
        for link in typed.split_whitespace().filter_map(link) {
            assert!(is_ours(link) || !text.contains(link), "{link:?} in {text:?}");
        }
    }
}

/// Whether a character turns text around.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

/// The address in a word, with its scheme.
fn link(word: &str) -> Option<&str> {
    let at = word.find("://")?;
    let scheme = at - word[..at].chars().rev().take_while(char::is_ascii_alphabetic).count();
    (scheme < at && word.len() > at + 3).then(|| &word[scheme..])
}

/// Whether what looks like an address stands in our own texts.
fn is_ours(link: &str) -> bool {
    static OURS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let knowledge = &shipped().knowledge;
        let sources = knowledge.entries().iter().flat_map(|entry| &entry.sources);
        sources.filter_map(|source| knowledge.source(source)?.url.clone()).collect()
    });
    OURS.iter().any(|url| url.contains(link))
}

/// Every text that a person sees.
fn seen(json: &Value) -> Vec<&str> {
    match json {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(seen).collect(),
        Value::Object(keys) => {
            let hidden = ["custom_id", "url", "nonce"];
            let is_seen = |key: &str, owner: &serde_json::Map<String, Value>| {
                // The value of a choice or option is an entry's id; that of a field is read.
                !hidden.contains(&key) && (key != "value" || owner.contains_key("inline"))
            };
            keys.iter().filter(|(key, _)| is_seen(key, keys)).flat_map(|(_, value)| seen(value)).collect()
        }
        _ => Vec::new(),
    }
}
