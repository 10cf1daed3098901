//! Interactions as Discord writes them.

#[path = "../../examples/load/payload.rs"]
mod payload;

use payload::payload;
use serde_json::{Value, json};

/// Somebody asks `/iem`.
pub(crate) fn asked(question: &str, person: usize) -> Value {
    of(2, "iem", &json!({"name": "question", "type": 3, "value": question}), person)
}

/// Somebody is typing an option.
pub(crate) fn typing(command: &str, option: &str, typed: &str) -> Value {
    of(4, command, &json!({"name": option, "type": 3, "value": typed, "focused": true}), 0)
}

fn of(kind: u8, command: &str, option: &Value, person: usize) -> Value {
    let data = json!({"id": "1100000000000000000", "name": command, "type": 1, "options": [option]});
    payload(kind, &data, person, person)
}
