//! Messages as Discord keeps them after the bot sent or edited them.

use super::payloads::message::message;
use super::people::{BOT, Person};
use super::places::Place;
use super::rest::body::File;
use super::snowflake::{Snowflake, next_snowflake, timestamp};
use serde_json::{Value, json};

/// A message, and what is not written on it.
#[derive(Clone, Debug)]
pub(crate) struct StoredMessage {
    /// What Discord shows.
    pub(crate) json: Value,
    /// Where it stands.
    pub(crate) place: Place,
    /// Whom the bot answered with it.
    pub(crate) reader: Person,
    /// The token of the interaction that it answers.
    pub(crate) token: Option<String>,
}

impl StoredMessage {
    /// The message's id.
    pub(crate) fn id(&self) -> Snowflake {
        self.json["id"].as_str().unwrap().parse().unwrap()
    }

    /// The message's channel.
    pub(crate) fn channel_id(&self) -> &str {
        self.json["channel_id"].as_str().unwrap()
    }

    /// Whether only its reader sees it.
    pub(crate) fn is_ephemeral(&self) -> bool {
        self.json["flags"].as_u64().unwrap_or(0) & super::limits::message::EPHEMERAL != 0
    }
}

/// The message that a body of the bot's makes.
pub(crate) fn from_body(body: &Value, files: &[File], channel: Snowflake) -> Value {
    let mut made = message(&BOT, channel, "");
    made.as_object_mut().unwrap().remove("channel_type");
    made["author"]["flags"] = json!(0);
    apply(&mut made, body, files);
    made["edited_timestamp"] = Value::Null;
    if let Some(flags) = body["flags"].as_u64() {
        made["flags"] = json!(flags);
    }
    made
}

/// Applies an edit: keys left out stay, keys given as null become empty.
pub(crate) fn apply(message: &mut Value, body: &Value, files: &[File]) {
    if let Some(content) = body.get("content") {
        message["content"] = json!(content.as_str().unwrap_or_default());
    }
    if let Some(embeds) = body.get("embeds") {
        message["embeds"] = embeds.as_array().into_iter().flatten().map(shown_embed).collect();
    }
    if let Some(components) = body.get("components") {
        message["components"] = shown_components(components);
    }
    if body.get("attachments").is_some() || !files.is_empty() {
        message["attachments"] = attachments(message, body, files);
    }
    message["edited_timestamp"] = timestamp();
}

/// An embed as Discord gives it back.
fn shown_embed(embed: &Value) -> Value {
    let mut shown = embed.clone();
    shown["type"] = json!("rich");
    shown["content_scan_version"] = json!(0);
    for field in shown["fields"].as_array_mut().into_iter().flatten() {
        field["inline"] = json!(field["inline"] == true);
    }
    shown
}

/// Components as Discord gives them back: numbered, without what says nothing.
fn shown_components(components: &Value) -> Value {
    fn tidy(component: &mut Value) {
        component.as_object_mut().unwrap().retain(|_, value| !value.is_null() && *value != json!([]));
        for key in ["components", "options"] {
            component.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(tidy);
        }
    }
    fn number(component: &mut Value, next: &mut u64) {
        let object = component.as_object_mut().unwrap();
        object.entry("id").or_insert_with(|| json!(*next));
        if object["type"].as_u64().is_some_and(|kind| matches!(kind, 3 | 5..=8)) {
            object.entry("min_values").or_insert_with(|| json!(1));
            object.entry("max_values").or_insert_with(|| json!(1));
        }
        *next += 1;
        let inside = component.get_mut("components").and_then(Value::as_array_mut);
        inside.into_iter().flatten().for_each(|inner| number(inner, next));
    }
    let mut shown = components.as_array().cloned().unwrap_or_default();
    let mut next = 1;
    for component in &mut shown {
        tidy(component);
        number(component, &mut next);
    }
    json!(shown)
}

/// The files kept by an edit and those sent with it.
fn attachments(message: &Value, body: &Value, files: &[File]) -> Value {
    let listed = body["attachments"].as_array();
    let described = |number: usize| {
        let number = json!(number);
        listed.into_iter().flatten().find(|file| file["id"] == number || file["id"] == json!(number.to_string()))
    };
    let kept = message["attachments"].as_array().into_iter().flatten();
    let kept = kept.filter(|old| listed.is_none_or(|listed| listed.iter().any(|file| file["id"] == old["id"])));
    let sent = files.iter().enumerate().map(|(number, file)| {
        let name = described(number).and_then(|file| file["filename"].as_str()).unwrap_or(&file.name);
        let id = next_snowflake();
        let url = format!("https://cdn.discordapp.com/attachments/1/{id}/{name}");
        json!({
            "id": id.to_string(), "filename": name, "size": file.bytes.len(), "url": url, "proxy_url": url,
            "description": described(number).map_or(Value::Null, |file| file["description"].clone()),
            "content_type": file.content_type,
        })
    });
    kept.cloned().chain(sent).collect()
}
