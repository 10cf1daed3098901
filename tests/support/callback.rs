//! What Discord accepts as the answer to an interaction: a plain function, without a network.

use super::limits::choices::check_choices;
use super::limits::components::usable_component;
use super::limits::message::{EPHEMERAL, MessageRules, check_message};
use super::limits::modal::check_modal;
use super::limits::problems::{Problem, Problems, present};
use super::openapi;
use serde_json::{Value, json};

/// Interaction types: <https://discord.com/developers/docs/interactions/receiving-and-responding>.
pub(crate) mod interaction_type {
    pub(crate) const PING: u64 = 1;
    pub(crate) const COMMAND: u64 = 2;
    pub(crate) const COMPONENT: u64 = 3;
    pub(crate) const AUTOCOMPLETE: u64 = 4;
    pub(crate) const MODAL: u64 = 5;
}

/// Callback types.
pub(crate) mod callback_type {
    pub(crate) const PONG: u64 = 1;
    pub(crate) const MESSAGE: u64 = 4;
    pub(crate) const DEFERRED_MESSAGE: u64 = 5;
    pub(crate) const DEFERRED_UPDATE: u64 = 6;
    pub(crate) const UPDATE: u64 = 7;
    pub(crate) const CHOICES: u64 = 8;
    pub(crate) const MODAL: u64 = 9;
}

/// Everything that Discord would refuse in a callback to this interaction. Empty is good.
pub(crate) fn validate_callback(interaction: &Value, callback: &Value) -> Vec<String> {
    validate_callback_with_files(interaction, callback, Vec::new())
}

/// The same for a callback with files, given by their names.
pub(crate) fn validate_callback_with_files(interaction: &Value, callback: &Value, files: Vec<String>) -> Vec<String> {
    check_callback(interaction, callback, files).iter().map(Problem::to_string).collect()
}

/// Everything that Discord would refuse in a callback, as it would name it.
pub(crate) fn check_callback(interaction: &Value, callback: &Value, files: Vec<String>) -> Vec<Problem> {
    let mut problems = Problems::default();
    problems.only_keys(callback, &["type", "data"]);
    let answered = interaction["type"].as_u64().unwrap_or_default();
    let kind = callback["type"].as_u64().unwrap_or_default();
    if !allowed_callbacks(interaction).contains(&kind) {
        let message = format!("callback type {} cannot answer interaction type {answered}", callback["type"]);
        problems.add_at("type", "BASE_TYPE_CHOICES", message);
    }
    let data = present(callback, "data").cloned();
    problems.at("data", |problems| check_data(interaction, kind, data.as_ref(), files, problems));
    let mut found = problems.into_vec();
    found.extend(openapi::check_request("POST", "/interactions/1/token/callback", callback));
    found
}

/// The callback types that may answer an interaction.
fn allowed_callbacks(interaction: &Value) -> &'static [u64] {
    use callback_type::{CHOICES, DEFERRED_MESSAGE, DEFERRED_UPDATE, MESSAGE, MODAL, PONG, UPDATE};
    match interaction["type"].as_u64() {
        Some(interaction_type::PING) => &[PONG],
        Some(interaction_type::COMMAND) => &[MESSAGE, DEFERRED_MESSAGE, MODAL],
        Some(interaction_type::COMPONENT) => &[MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL],
        Some(interaction_type::AUTOCOMPLETE) => &[CHOICES],
        Some(interaction_type::MODAL) if present(interaction, "message").is_some() => {
            &[MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE]
        }
        Some(interaction_type::MODAL) => &[MESSAGE, DEFERRED_MESSAGE],
        _ => &[],
    }
}

fn check_data(interaction: &Value, kind: u64, data: Option<&Value>, files: Vec<String>, problems: &mut Problems) {
    let nothing = json!({});
    match (kind, data) {
        (callback_type::MESSAGE, Some(data)) => check_message(data, &MessageRules::answer(files), problems),
        (callback_type::UPDATE, Some(data)) => {
            check_message(data, &MessageRules::edit(files, &interaction["message"]), problems);
        }
        (callback_type::DEFERRED_MESSAGE, data) => {
            check_deferral(data.unwrap_or(&nothing), problems);
        }
        (callback_type::CHOICES, Some(data)) => {
            problems.only_keys(data, &["choices"]);
            if present(data, "choices").is_none() {
                problems.add_at("choices", "BASE_TYPE_REQUIRED", "This field is required");
            }
            check_choices(data, focused_type(interaction), problems);
        }
        (callback_type::MODAL, Some(data)) => check_modal(data, problems),
        (callback_type::MESSAGE | callback_type::UPDATE | callback_type::CHOICES | callback_type::MODAL, None) => {
            problems.add("BASE_TYPE_REQUIRED", "This field is required");
        }
        _ => {}
    }
}

/// A deferred answer says only whether it will be for one person's eyes.
fn check_deferral(data: &Value, problems: &mut Problems) {
    for key in ["content", "embeds", "components", "attachments"] {
        let is_empty = present(data, key).is_none_or(|value| *value == "" || *value == json!([]));
        if !is_empty {
            problems.add_at(key, "OUR_RULE", "is lost: a deferred answer shows nothing yet");
        }
    }
    if let Some(flags) = problems.number(data, "flags", 0..=EPHEMERAL)
        && flags & !EPHEMERAL != 0
    {
        problems.add_at("flags", "MESSAGE_FLAGS_INVALID", "a deferred answer can only be ephemeral");
    }
}

/// The type of the option that is being typed.
fn focused_type(interaction: &Value) -> u64 {
    fn focused(options: &Value) -> Option<u64> {
        options.as_array()?.iter().find_map(|option| {
            if option["focused"] == true { option["type"].as_u64() } else { focused(&option["options"]) }
        })
    }
    focused(&interaction["data"]["options"]).unwrap_or(3)
}

/// Whether a message has this component and a person can use it.
pub(crate) fn can_press(message: &Value, custom_id: &str) -> bool {
    usable_component(message, custom_id).is_some()
}
