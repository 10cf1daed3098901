//! What people do: commands, completions while they type, presses; signed as
//! Discord signs them.

use crate::payload::payload;
use anyhow::Context;
use axum::body::Bytes;
use clap::ValueEnum;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// A request, ready to be sent.
pub(crate) struct Signed {
    /// The interaction.
    pub(crate) body: Bytes,
    /// The header `X-Signature-Ed25519`.
    pub(crate) signature: String,
    /// The header `X-Signature-Timestamp`.
    pub(crate) timestamp: String,
}

/// Who does what.
pub(crate) struct Mix {
    /// How many people.
    pub(crate) people: usize,
    /// Only this kind of request.
    pub(crate) only: Option<Kind>,
}

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Slash commands.
    Commands,
    /// Completions while an option is typed.
    Completions,
    /// Buttons and menus.
    Presses,
}

/// A person sends a few completions on the way to each command.
const USUAL: [Kind; 8] = {
    use Kind::{Commands, Completions, Presses};
    [Completions, Commands, Completions, Presses, Completions, Commands, Completions, Commands]
};

/// Commands with what is filled in. Few alike, since people ask alike.
const ASKED: [(&str, &str, &str); 16] = [
    ("iem", "question", "what is the difference between iems and earbuds"),
    ("brand", "name", "moondrop"),
    ("iem", "question", "which brands use mmcx?"),
    ("connector", "name", "mmcx"),
    ("iem", "question", "why is one side of my iem silent"),
    ("model", "name", "shure se215"),
    ("iem", "question", "how do i clean ear tips"),
    ("glossary", "term", "v-shaped"),
    ("iem", "question", "what does planar mean and is it better than dynamic?"),
    ("driver", "name", "balanced armature"),
    ("iem", "question", "my left earbud stopped working after the rain, what now??"),
    ("brand", "name", "campfire"),
    ("iem", "question", "mmcx vs 2 pin"),
    ("glossary", "term", "sensitivity"),
    ("iem", "question", "best pizza in naples"),
    ("brand", "name", "mondrop"),
];

/// States of buttons.
const PRESSED: [&str; 4] = ["1e0.brand/moondrop", "1e0.connector/mmcx", "1a0.which brands use mmcx?", "1wl.97.mmcx"];

/// Prepares so many requests, going on from those before.
pub(crate) fn prepare(count: usize, from: usize, mix: &Mix, key: &SigningKey) -> anyhow::Result<Vec<Signed>> {
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().to_string();
    (from..from + count).map(|number| Ok(sign(interaction(number, mix)?.to_string(), &timestamp, key))).collect()
}

fn sign(body: String, timestamp: &str, key: &SigningKey) -> Signed {
    let signature = key.sign(&[timestamp.as_bytes(), body.as_bytes()].concat());
    Signed { body: body.into(), signature: hex(&signature.to_bytes()), timestamp: timestamp.to_owned() }
}

fn interaction(number: usize, mix: &Mix) -> anyhow::Result<Value> {
    let kind = mix.only.unwrap_or(nth(&USUAL, number)?);
    // So that each kind meets each thing asked.
    let turn = number / USUAL.len() + number;
    let (kind, data) = match kind {
        Kind::Commands => {
            let (command, option, text) = nth(&ASKED, turn)?;
            let options = json!([{"name": option, "type": 3, "value": text}]);
            (2, json!({"id": "1100000000000000000", "name": command, "type": 1, "options": options}))
        }
        Kind::Completions => {
            let (command, option, text) = nth(&ASKED, turn)?;
            let typed: String = text.chars().take(2 + turn % 11).collect();
            let options = json!([{"name": option, "type": 3, "value": typed, "focused": true}]);
            (4, json!({"id": "1100000000000000000", "name": command, "type": 1, "options": options}))
        }
        Kind::Presses => (3, json!({"component_type": 2, "custom_id": nth(&PRESSED, turn)?, "id": 2})),
    };
    Ok(payload(kind, &data, number, number % mix.people))
}

fn nth<T: Copy>(all: &[T], number: usize) -> anyhow::Result<T> {
    all.get(number % all.len()).copied().context("there is none")
}

/// A key of 64 hexadecimal digits.
pub(crate) fn seed(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let bytes: Vec<u8> =
        digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte: u8, digit| byte.wrapping_mul(16) + digit)).collect();
    bytes.try_into().ok().filter(|_| text.len() == 64)
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
