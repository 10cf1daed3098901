//! Payloads as Discord writes them around what a person has a hand in. Lines
//! of a fuzz input fill the places; a fuzzer that had to find JSON first would
//! find little else.

use serde_json::{Value, json};

const SERVER: &str = "645027906669510667";
const BOT: &str = "1090000000000000001";

/// Somebody, as Discord describes accounts.
fn user(id: &str, name: &str) -> Value {
    json!({"id": id, "username": name, "discriminator": "0", "global_name": null, "avatar": null, "bot": false})
}

/// The JSON in the input itself, or an interaction made of its lines.
pub(super) fn interaction(input: &str) -> Option<Value> {
    if input.starts_with('{') {
        return serde_json::from_str(input).ok();
    }
    let mut lines = input.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (what, name) = (line(), line());
    let (kind, data) = match what {
        "ping" => (1, Value::Null),
        "command" => {
            let options = options(&mut line);
            (2, json!({"id": "3", "name": name, "type": 1, "options": options}))
        }
        "menu" => {
            let message = message(&mut line);
            let messages = json!({ "7": message });
            (2, json!({"id": "3", "name": name, "type": 3, "target_id": "7", "resolved": {"messages": messages}}))
        }
        "press" => (3, json!({"custom_id": name, "component_type": 2, "values": []})),
        "pick" => (3, json!({"custom_id": name, "component_type": 3, "values": [line()]})),
        "type" => {
            let mut options = options(&mut line);
            if let Some(last) = options.last_mut() {
                last["focused"] = json!(true);
            }
            (4, json!({"id": "3", "name": name, "type": 1, "options": options}))
        }
        _ => (5, json!({"custom_id": name, "components": []})),
    };
    Some(in_a_server(kind, &data, &mut line))
}

fn in_a_server<'i>(kind: u8, data: &Value, line: &mut impl FnMut() -> &'i str) -> Value {
    let mut interaction = json!({
        "id": "11", "application_id": BOT, "type": kind, "token": "token", "version": 1, "locale": "en-GB",
        "guild_id": SERVER, "channel_id": "33", "app_permissions": "2147535936", "entitlements": [],
        "authorizing_integration_owners": {"0": SERVER}, "context": 0,
        "member": {"user": user("44", "anna"), "roles": ["55"], "permissions": "2147535936", "deaf": false,
            "mute": false, "flags": 0, "joined_at": "2023-05-04T17:02:11.845000+00:00"},
    });
    if !data.is_null() {
        interaction["data"] = data.clone();
    }
    if kind == 3 {
        interaction["message"] = message(line);
    }
    interaction
}

/// Options by name and value, up to an empty name.
fn options<'i>(line: &mut impl FnMut() -> &'i str) -> Vec<Value> {
    let mut options = Vec::new();
    while options.len() < 4 {
        let name = line();
        if name.is_empty() {
            break;
        }
        let (kind, value) = match line() {
            "true" => (5, json!(true)),
            text => (3, json!(text)),
        };
        options.push(json!({"name": name, "type": kind, "value": value}));
    }
    options
}

/// A message of a channel, made of lines: what it says, who wrote it, what it answers.
fn message<'i>(line: &mut impl FnMut() -> &'i str) -> Value {
    let (content, author, answered) = (line(), line(), line());
    let mut message = plain_message("7", content, author);
    if !answered.is_empty() {
        message["type"] = json!(19);
        message["referenced_message"] = plain_message("6", answered, "55");
    }
    message
}

fn plain_message(id: &str, content: &str, author: &str) -> Value {
    let author = if author == "bot" { BOT } else { "44" };
    json!({
        "id": id, "type": 0, "channel_id": "33", "author": user(author, "anna"), "content": content,
        "timestamp": "2023-05-04T17:02:11.845000+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [user(BOT, "iem-bot")], "mention_roles": [], "attachments": [],
        "embeds": [], "components": [], "flags": 0, "pinned": false,
    })
}

/// The frame in the input itself, or one around an event made of its lines.
pub(super) fn frame(input: &str) -> String {
    if input.starts_with('{') {
        return input.to_owned();
    }
    let (event, rest) = input.split_once('\n').unwrap_or((input, ""));
    let data = match event {
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" => {
            let mut lines = rest.split('\n');
            let mut line = || lines.next().unwrap_or_default();
            let (server, mut message) = (line(), message(&mut line));
            if server == "server" {
                message["guild_id"] = json!(SERVER);
            }
            Some(message)
        }
        "INTERACTION_CREATE" => interaction(rest),
        _ => serde_json::from_str(rest).ok(),
    };
    json!({"op": 0, "s": 1, "t": event, "d": data.unwrap_or_default()}).to_string()
}

/// Everything in a payload that a person may have written, joined by spaces.
pub(super) fn typed(payload: &Value) -> String {
    match payload {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(typed).collect::<Vec<_>>().join(" "),
        Value::Object(keys) => keys.values().map(typed).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}
