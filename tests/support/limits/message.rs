//! Limits of a message, wherever it is sent or edited.

use super::components::check_components;
use super::embed::check_embeds;
use super::mentions::check_mentions;
use super::problems::{Problems, is_blank, present};
use crate::support::snowflake::read_snowflake;
use serde_json::Value;

/// Only the person who asked sees it.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// Links in it show no preview.
pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// It makes no sound.
pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
/// It is a deferred answer that is still to come.
pub(crate) const LOADING: u64 = 1 << 7;

/// What a route allows a message to have.
#[derive(Clone, Debug)]
pub(crate) struct MessageRules {
    /// The flags that may be set.
    pub(crate) flags: u64,
    /// Whether keys left out stay as they are.
    pub(crate) edit: bool,
    /// Whether it may answer another message.
    pub(crate) reference: bool,
    /// The names of the files sent with it, in the order of their numbers.
    pub(crate) files: Vec<String>,
    /// The ids and names of the files that the edited message already has.
    pub(crate) kept_files: Vec<(String, String)>,
}

impl MessageRules {
    /// The rules for a new answer to an interaction.
    pub(crate) fn answer(files: Vec<String>) -> Self {
        let flags = EPHEMERAL | SUPPRESS_EMBEDS;
        Self { flags, edit: false, reference: false, files, kept_files: Vec::new() }
    }

    /// The rules for an edit.
    pub(crate) fn edit(files: Vec<String>, edited: &Value) -> Self {
        let kept = edited["attachments"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let kept_files = kept.map(|file| (text(&file["id"]), text(&file["filename"]))).collect();
        Self { flags: SUPPRESS_EMBEDS, edit: true, reference: false, files, kept_files }
    }

    /// The rules for a message in a channel.
    pub(crate) fn channel(files: Vec<String>) -> Self {
        let flags = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS;
        Self { flags, edit: false, reference: true, files, kept_files: Vec::new() }
    }
}

/// Checks a message as it was sent. An edit's emptiness shows only once it is applied: [`is_empty`].
pub(crate) fn check_message(message: &Value, rules: &MessageRules, problems: &mut Problems) {
    problems.only_keys(
        message,
        &[
            "content",
            "embeds",
            "allowed_mentions",
            "components",
            "attachments",
            "flags",
            "tts",
            "nonce",
            "enforce_nonce",
            "message_reference",
            "sticker_ids",
        ],
    );
    problems.text(message, "content", 0..=2000);
    problems.yes_or_no(message, "tts");
    if !problems.list(message, "sticker_ids", 0..=3).is_empty() {
        problems.add_at("sticker_ids", "STICKER_NOT_FOUND", "this server has no stickers");
    }
    check_flags(message, rules.flags, problems);
    check_attachments(message, rules, problems);
    check_embeds(message, &file_names(message, rules), problems);
    check_components(message, problems);
    check_mentions(message, problems);
    check_reference(message, rules, problems);
    if !rules.edit && is_empty(message) && rules.files.is_empty() {
        problems.add("50006", "Cannot send an empty message");
    }
}

/// Whether a message shows nothing.
pub(crate) fn is_empty(message: &Value) -> bool {
    let no_text = message["content"].as_str().is_none_or(is_blank);
    let none = |key: &str| message[key].as_array().is_none_or(Vec::is_empty);
    no_text && none("embeds") && none("components") && none("attachments") && none("sticker_ids")
}

fn check_flags(message: &Value, allowed: u64, problems: &mut Problems) {
    let Some(flags) = problems.number(message, "flags", 0..=u64::from(u32::MAX)) else { return };
    if flags & !allowed != 0 {
        let message = format!("flags {} cannot be set here, only {allowed}", flags & !allowed);
        problems.add_at("flags", "MESSAGE_FLAGS_INVALID", message);
    }
}

/// The names that an embed may refer to as `attachment://name`.
fn file_names(message: &Value, rules: &MessageRules) -> Vec<String> {
    let kept = rules.kept_files.iter().map(|(_, name)| name);
    let renamed = message["attachments"].as_array().into_iter().flatten();
    let renamed = renamed.filter_map(|file| file["filename"].as_str()).map(str::to_owned);
    kept.chain(&rules.files).cloned().chain(renamed).collect()
}

fn check_attachments(message: &Value, rules: &MessageRules, problems: &mut Problems) {
    if rules.files.len() > 10 {
        problems.add("BASE_TYPE_MAX_LENGTH", "at most 10 files can be sent");
    }
    let attachments = problems.list(message, "attachments", 0..=10);
    problems.at("attachments", |problems| {
        for (position, attachment) in attachments.iter().enumerate() {
            problems.at(position, |problems| check_attachment(attachment, rules, problems));
        }
    });
}

fn check_attachment(attachment: &Value, rules: &MessageRules, problems: &mut Problems) {
    problems.only_keys(attachment, &["id", "filename", "description", "title", "is_spoiler"]);
    problems.text(attachment, "filename", 1..=1024);
    problems.text(attachment, "description", 0..=1024);
    let id = &attachment["id"];
    let number = id.as_u64().or_else(|| id.as_str()?.parse().ok());
    let is_sent = number.is_some_and(|number| usize::try_from(number).is_ok_and(|number| number < rules.files.len()));
    let is_kept = rules.kept_files.iter().any(|(kept, _)| Some(kept.as_str()) == id.as_str());
    if !is_sent && !is_kept {
        problems.add_at("id", "ATTACHMENT_NOT_FOUND", format!("no file has the number or id {id}"));
    }
}

fn check_reference(message: &Value, rules: &MessageRules, problems: &mut Problems) {
    let Some(reference) = present(message, "message_reference") else { return };
    problems.at("message_reference", |problems| {
        if !rules.reference {
            problems.add("UNKNOWN_KEY", "only a message in a channel can answer another");
        }
        problems.only_keys(reference, &["type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"]);
        problems.number(reference, "type", 0..=0);
        problems.yes_or_no(reference, "fail_if_not_exists");
        problems.required_text(reference, "message_id", 1..=20);
        for key in ["message_id", "channel_id", "guild_id"] {
            if present(reference, key).is_some_and(|id| read_snowflake(id).is_none()) {
                problems.add_at(key, "NUMBER_TYPE_COERCE", "not a snowflake");
            }
        }
    });
}
