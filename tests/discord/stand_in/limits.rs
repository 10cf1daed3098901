//! Every limit of a message, kept and broken by one.

use super::requests::{ask, good_message};
use crate::support::discord::Discord;
use crate::support::limits::message::{MessageRules, check_message};
use crate::support::limits::problems::Problems;
use crate::support::places::CHANNEL;
use reqwest::Method;
use serde_json::{Value, json};

/// A message with everything in it.
fn full_message() -> Value {
    let mut message = good_message();
    message["embeds"] = json!([{
        "title": "Moondrop", "description": "A brand", "url": "https://example.org/", "color": 0xFF_FFFF,
        "timestamp": "2024-02-03T04:05:06Z",
        "fields": [{"name": "Country", "value": "China", "inline": true}],
        "footer": {"text": "Sources", "icon_url": "https://example.org/icon.png"},
        "author": {"name": "iem-bot", "url": "https://example.org/"},
        "image": {"url": "https://example.org/image.png"}, "thumbnail": {"url": "https://example.org/small.png"},
    }]);
    message["components"] = json!([
        {"type": 1, "components": [
            {"type": 2, "style": 1, "label": "More", "custom_id": "more"},
            {"type": 2, "style": 5, "label": "Site", "url": "https://example.org/", "emoji": {"name": "🎧"}},
        ]},
        {"type": 1, "components": [{
            "type": 3, "custom_id": "menu", "placeholder": "Related", "options": [
                {"label": "MMCX", "value": "mmcx", "description": "A connector"},
                {"label": "2-pin", "value": "2-pin"},
            ],
        }]},
    ]);
    message
}

/// The full message with one thing put in.
fn with(path: &str, value: Value) -> Value {
    let mut message = full_message();
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = message.pointer_mut(parent).unwrap_or_else(|| panic!("{path}"));
    match parent {
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        parent => parent[key] = value,
    }
    message
}

fn text(length: usize) -> Value {
    json!("x".repeat(length))
}

fn many(count: usize, make: impl Fn(usize) -> Value) -> Value {
    (0..count).map(make).collect()
}

fn button(number: usize) -> Value {
    json!({"type": 2, "style": 2, "label": "b", "custom_id": number.to_string()})
}

fn option(number: usize) -> Value {
    json!({"label": "o", "value": number.to_string()})
}

fn field(_: usize) -> Value {
    json!({"name": "n", "value": "v"})
}

/// What just fits.
fn kept() -> Vec<(&'static str, Value)> {
    vec![
        ("/content", text(2000)),
        ("/content", json!("🎧".repeat(1000))),
        ("/embeds/0/title", text(256)),
        ("/embeds/0/description", text(4096)),
        ("/embeds/0/fields", many(25, field)),
        ("/embeds/0/fields/0/name", text(256)),
        ("/embeds/0/fields/0/value", text(1024)),
        ("/embeds/0/footer/text", text(2048)),
        ("/embeds/0/author/name", text(256)),
        ("/embeds", many(10, |_| json!({"description": "x".repeat(600)}))),
        ("/components/0/components", many(5, button)),
        ("/components/0/components/0/label", text(80)),
        ("/components/0/components/0/custom_id", text(100)),
        ("/components/1/components/0/options", many(25, option)),
        ("/components/1/components/0/options/0/label", text(100)),
        ("/components/1/components/0/options/0/value", text(100)),
        ("/components/1/components/0/options/0/description", text(100)),
        ("/components/1/components/0/placeholder", text(150)),
        ("/components", many(5, |row| json!({"type": 1, "components": [button(row)]}))),
        ("/flags", json!(4)),
        ("/allowed_mentions", json!({"parse": [], "users": [], "roles": [], "replied_user": false})),
    ]
}

/// What does not fit, and where that is said.
fn broken() -> Vec<(&'static str, Value, &'static str)> {
    let mut cases = broken_texts();
    cases.extend(broken_components());
    cases.extend(broken_rules());
    cases
}

fn broken_texts() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("/content", text(2001), "content"),
        ("/content", json!("🎧".repeat(1001)), "content"),
        ("/content", json!(7), "content"),
        ("/embeds/0/title", text(257), "embeds.0.title"),
        ("/embeds/0/title", json!("🎧".repeat(129)), "embeds.0.title"),
        ("/embeds/0/description", text(4097), "embeds.0.description"),
        ("/embeds/0/url", json!("ftp://example.org/"), "embeds.0.url"),
        ("/embeds/0/url", json!("javascript:alert(1)"), "embeds.0.url"),
        ("/embeds/0/url", json!("not an address"), "embeds.0.url"),
        ("/embeds/0/image/url", json!("attachment://missing.png"), "embeds.0.image.url"),
        ("/embeds/0/color", json!(0x0100_0000), "embeds.0.color"),
        ("/embeds/0/color", json!(-1), "embeds.0.color"),
        ("/embeds/0/timestamp", json!("yesterday"), "embeds.0.timestamp"),
        ("/embeds/0/fields", many(26, field), "embeds.0.fields"),
        ("/embeds/0/fields/0/name", text(257), "embeds.0.fields.0.name"),
        ("/embeds/0/fields/0/name", json!(""), "embeds.0.fields.0.name"),
        ("/embeds/0/fields/0/name", json!(" \n"), "embeds.0.fields.0.name"),
        ("/embeds/0/fields/0/value", text(1025), "embeds.0.fields.0.value"),
        ("/embeds/0/fields/0/value", json!(""), "embeds.0.fields.0.value"),
        ("/embeds/0/fields/0", json!({"name": "alone"}), "embeds.0.fields.0.value"),
        ("/embeds/0/footer/text", text(2049), "embeds.0.footer.text"),
        ("/embeds/0/author/name", text(257), "embeds.0.author.name"),
        ("/embeds/0/colour", json!(7), "embeds.0.colour"),
        ("/embeds/0", json!({}), "embeds.0"),
        ("/embeds", many(11, |_| json!({"title": "t"})), "embeds"),
        ("/embeds", many(2, |_| json!({"description": "x".repeat(3001)})), "MAX_EMBED_SIZE_EXCEEDED"),
    ]
}

fn broken_components() -> Vec<(&'static str, Value, &'static str)> {
    let twins = json!([button(1), button(1)]);
    let mixed = json!([button(1), {"type": 3, "custom_id": "m", "options": [option(1)]}]);
    let bare_button = |key: &str, value: Value| {
        let mut button = button(1);
        button[key] = value;
        button
    };
    vec![
        ("/components", many(6, |row| json!({"type": 1, "components": [button(row)]})), "components"),
        ("/components/0/components", many(6, button), "components.0.components"),
        ("/components/0/components", json!([]), "components.0.components"),
        ("/components/0/components", twins, "custom_id"),
        ("/components/0/components", mixed, "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        ("/components/0", json!({"type": 10, "content": "text"}), "components.0.type"),
        ("/components/0/components/0", json!({"type": 99}), "components.0.components.0.type"),
        ("/components/0/components/0/custom_id", json!("menu"), "custom_id"),
        ("/components/0/components/0/custom_id", text(101), "custom_id"),
        ("/components/0/components/0/custom_id", json!(""), "custom_id"),
        ("/components/0/components/0/label", text(81), "label"),
        ("/components/0/components/0/label", json!(""), "label"),
        ("/components/0/components/0", json!({"type": 2, "style": 1, "custom_id": "a"}), "needs a label or an emoji"),
        ("/components/0/components/0", bare_button("style", json!(7)), "style"),
        ("/components/0/components/0", bare_button("url", json!("https://example.org/")), "only a link"),
        ("/components/0/components/0", bare_button("emoji", json!({"name": "smile"})), "emoji"),
        ("/components/0/components/1/custom_id", json!("link"), "a link has no custom id"),
        ("/components/0/components/1/url", json!("file:///etc"), "url"),
        ("/components/1/components/0/options", many(26, option), "options"),
        ("/components/1/components/0/options", json!([]), "options"),
        ("/components/1/components/0/options", json!([option(1), option(1)]), "already used"),
        ("/components/1/components/0/options/0/label", text(101), "label"),
        ("/components/1/components/0/options/0/label", json!(""), "label"),
        ("/components/1/components/0/options/0/value", text(101), "value"),
        ("/components/1/components/0/options/0/description", text(101), "description"),
        ("/components/1/components/0/placeholder", text(151), "placeholder"),
        ("/components/1/components/0/max_values", json!(3), "cannot be chosen"),
        ("/components/1/components/0/custom_id", Value::Null, "custom_id"),
    ]
}

fn broken_rules() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("/allowed_mentions", Value::Null, "allowed_mentions"),
        ("/allowed_mentions", json!({}), "allowed_mentions.parse"),
        ("/allowed_mentions", json!({"parse": ["users"]}), "allowed_mentions.parse"),
        ("/allowed_mentions", json!({"parse": [], "users": ["1"]}), "allowed_mentions.users"),
        ("/allowed_mentions", json!({"parse": [], "replied_user": true}), "allowed_mentions.replied_user"),
        ("/flags", json!(64), "flags"),
        ("/flags", json!(1 << 15), "flags"),
        ("/attachments", json!([{"id": 0}]), "attachments.0.id"),
        ("/message_reference", json!({"message_id": "12x"}), "message_reference.message_id"),
        ("/message_reference", json!({"message_id": "12"}), "Unknown message"),
        ("/embed", json!({"title": "old"}), "embed"),
    ]
}

#[test]
fn what_fits_is_taken() {
    let mut messages: Vec<Value> = kept().into_iter().map(|(path, value)| with(path, value)).collect();
    messages.push(full_message());
    for message in messages {
        let mut problems = Problems::default();
        check_message(&message, &MessageRules::channel(Vec::new()), &mut problems);
        assert_eq!(problems.into_vec(), [], "{message:#}");
    }
}

#[tokio::test]
async fn what_just_fits_is_sent() {
    let discord = Discord::start().await;
    for (path, value) in kept() {
        let (status, body) = send(&discord, &with(path, value)).await;
        assert_eq!(status, 200, "{path}: {body:#}");
    }
    discord.assert_clean();
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let discord = Discord::start().await;
    for (path, value, expected) in broken() {
        let (status, body) = send(&discord, &with(path, value)).await;
        assert_eq!(status, 400, "{path}: {body:#}");
        let violations = discord.take_violations();
        assert!(violations.len() == 1 && violations[0].contains(expected), "{path}: {violations:?}");
        assert!(body["code"].is_u64() && body["message"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn an_empty_message_is_refused() {
    let discord = Discord::start().await;
    for content in ["", " \n"] {
        let message = json!({"content": content, "allowed_mentions": {"parse": []}});
        assert_eq!(send(&discord, &message).await.0, 400, "{content:?}");
    }
}

#[tokio::test]
async fn problems_are_told_as_discord_tells_them() {
    let discord = Discord::start().await;
    let (_, body) = send(&discord, &with("/embeds/0/fields/0/name", json!(""))).await;
    assert_eq!(body["code"], 50_035);
    assert_eq!(body["message"], "Invalid Form Body");
    let errors = &body["errors"]["embeds"]["0"]["fields"]["0"]["name"]["_errors"];
    assert_eq!(errors[0]["code"], "BASE_TYPE_REQUIRED");
}

async fn send(discord: &Discord, message: &Value) -> (u16, Value) {
    ask(discord, Method::POST, &format!("/channels/{CHANNEL}/messages"), Some(message)).await
}
