//! Limits of embeds.

use super::problems::{Problems, present, utf16_length};
use serde_json::Value;
use serenity::model::Timestamp;

/// The most characters in all embeds of a message together.
const LONGEST_TOTAL: usize = 6000;

/// Checks the embeds of a message. `files` are the names of what is attached.
pub(crate) fn check_embeds(message: &Value, files: &[String], problems: &mut Problems) {
    let embeds = problems.list(message, "embeds", 0..=10);
    problems.at("embeds", |problems| {
        for (position, embed) in embeds.iter().enumerate() {
            problems.at(position, |problems| check_embed(embed, files, problems));
        }
        let total: usize = embeds.iter().map(characters).sum();
        if total > LONGEST_TOTAL {
            let message = format!("Embed size exceeds maximum size of {LONGEST_TOTAL}: is {total}");
            problems.add("MAX_EMBED_SIZE_EXCEEDED", message);
        }
    });
}

fn check_embed(embed: &Value, files: &[String], problems: &mut Problems) {
    problems.only_keys(
        embed,
        &[
            "title",
            "type",
            "description",
            "url",
            "timestamp",
            "color",
            "footer",
            "image",
            "thumbnail",
            "author",
            "fields",
        ],
    );
    if let Some(kind) = present(embed, "type").filter(|kind| *kind != "rich") {
        problems.add_at("type", "BASE_TYPE_CHOICES", format!("only \"rich\" embeds can be sent, not {kind}"));
    }
    problems.text(embed, "title", 0..=256);
    problems.text(embed, "description", 0..=4096);
    problems.url(embed, "url", 2048, None);
    problems.number(embed, "color", 0..=0xFF_FFFF);
    if let Some(timestamp) = problems.text(embed, "timestamp", 1..=64)
        && Timestamp::parse(timestamp).is_err()
    {
        problems.add_at("timestamp", "DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601.");
    }
    check_parts(embed, files, problems);
    check_fields(embed, problems);
    let shows_something = ["title", "description", "fields", "image", "thumbnail", "author", "footer"]
        .iter()
        .any(|key| present(embed, key).is_some_and(|part| *part != "" && *part != Value::Array(Vec::new())));
    if !shows_something {
        problems.add("BASE_TYPE_REQUIRED", "an embed that shows nothing");
    }
}

fn check_parts(embed: &Value, files: &[String], problems: &mut Problems) {
    if let Some(footer) = present(embed, "footer") {
        problems.at("footer", |problems| {
            problems.only_keys(footer, &["text", "icon_url", "proxy_icon_url"]);
            problems.required_text(footer, "text", 1..=2048);
            problems.url(footer, "icon_url", 2048, Some(files));
        });
    }
    if let Some(author) = present(embed, "author") {
        problems.at("author", |problems| {
            problems.only_keys(author, &["name", "url", "icon_url", "proxy_icon_url"]);
            problems.required_text(author, "name", 1..=256);
            problems.url(author, "url", 2048, None);
            problems.url(author, "icon_url", 2048, Some(files));
        });
    }
    for key in ["image", "thumbnail"] {
        if let Some(picture) = present(embed, key) {
            problems.at(key, |problems| {
                problems.only_keys(picture, &["url", "proxy_url", "height", "width"]);
                problems.required_text(picture, "url", 1..=2048);
                problems.url(picture, "url", 2048, Some(files));
            });
        }
    }
}

fn check_fields(embed: &Value, problems: &mut Problems) {
    let fields = problems.list(embed, "fields", 0..=25);
    problems.at("fields", |problems| {
        for (position, field) in fields.iter().enumerate() {
            problems.at(position, |problems| {
                problems.only_keys(field, &["name", "value", "inline"]);
                problems.required_text(field, "name", 1..=256);
                problems.required_text(field, "value", 1..=1024);
                problems.yes_or_no(field, "inline");
            });
        }
    });
}

/// The characters of an embed that count towards the total.
fn characters(embed: &Value) -> usize {
    let length = |value: &Value| value.as_str().map_or(0, utf16_length);
    let fields = embed["fields"]
        .as_array()
        .map_or(0, |fields| fields.iter().map(|field| length(&field["name"]) + length(&field["value"])).sum::<usize>());
    let title_and_text = length(&embed["title"]) + length(&embed["description"]);
    title_and_text + length(&embed["footer"]["text"]) + length(&embed["author"]["name"]) + fields
}
