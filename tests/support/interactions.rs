//! Interactions that Discord has dispatched, and what answering them does.

use super::callback::{callback_type, interaction_type};
use super::limits::message::{EPHEMERAL, LOADING};
use super::messages::{StoredMessage, apply, from_body};
use super::people::{BOT, Person};
use super::places::Place;
use super::rest::body::File;
use super::snowflake::Snowflake;
use super::state::State;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long the bot has for its callback.
pub(crate) const CALLBACK_LIMIT: Duration = Duration::from_secs(3);
/// How long a token is good for edits and follow-ups.
pub(crate) const TOKEN_LIMIT: Duration = Duration::from_secs(15 * 60);

/// One interaction and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) token: String,
    /// What was dispatched.
    pub(crate) json: Value,
    pub(crate) place: Place,
    pub(crate) person: Person,
    /// When it was dispatched.
    pub(crate) at: Instant,
    /// The callback, and when it came.
    pub(crate) callback: Option<(Value, Instant)>,
    /// The same to the byte.
    pub(crate) callback_text: String,
    /// The message that `@original` names.
    pub(crate) original: Option<Snowflake>,
    /// Messages sent after the callback.
    pub(crate) follow_ups: Vec<Snowflake>,
    /// How often its messages were edited or deleted.
    pub(crate) edits: usize,
}

impl Interaction {
    /// An interaction that is dispatched now.
    pub(crate) fn new(json: Value, place: Place, person: Person, now: Instant) -> Self {
        let token = json["token"].as_str().unwrap().to_owned();
        let (callback, original, follow_ups, edits) = (None, None, Vec::new(), 0);
        let callback_text = String::new();
        Self { token, json, place, person, at: now, callback, callback_text, original, follow_ups, edits }
    }

    /// The interaction's id.
    pub(crate) fn id(&self) -> Snowflake {
        self.json["id"].as_str().unwrap().parse().unwrap()
    }

    /// The type of the callback, once there is one.
    pub(crate) fn callback_type(&self) -> Option<u64> {
        self.callback.as_ref().and_then(|(callback, _)| callback["type"].as_u64())
    }
}

/// Does what a valid callback asks for. The message it made, if any.
pub(crate) fn take_callback(state: &mut State, id: Snowflake, callback: &Value, files: &[File]) -> Option<Snowflake> {
    let now = state.now();
    let interaction = state.interactions.get_mut(&id).unwrap();
    interaction.callback = Some((callback.clone(), now));
    let interaction = interaction.clone();
    let data = &callback["data"];
    let original = match callback["type"].as_u64() {
        Some(callback_type::MESSAGE) => Some(store(state, &interaction, data, files)),
        Some(callback_type::DEFERRED_MESSAGE) => {
            let flags = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL | LOADING;
            Some(store(state, &interaction, &json!({"flags": flags}), &[]))
        }
        Some(callback_type::UPDATE) => {
            let pressed = pressed_message(&interaction);
            if let Some(message) = pressed.and_then(|id| state.messages.get_mut(&id)) {
                apply(&mut message.json, data, files);
            }
            pressed
        }
        Some(callback_type::DEFERRED_UPDATE) => pressed_message(&interaction),
        _ => None,
    };
    state.interactions.get_mut(&id).unwrap().original = original;
    original
}

/// Stores a new message that answers an interaction.
pub(crate) fn store(state: &mut State, interaction: &Interaction, body: &Value, files: &[File]) -> Snowflake {
    let channel = interaction.place.channel_id(&interaction.person);
    let mut json = from_body(body, files, channel);
    json["application_id"] = json!(BOT.id.to_string());
    json["webhook_id"] = json!(BOT.id.to_string());
    json["type"] = json!(message_type(&interaction.json));
    json["interaction_metadata"] = metadata(interaction);
    if let Some(pressed) = pressed_message(interaction) {
        json["message_reference"] =
            json!({"type": 0, "channel_id": channel.to_string(), "message_id": pressed.to_string()});
    }
    let (place, reader, token) = (interaction.place, interaction.person, Some(interaction.token.clone()));
    let message = StoredMessage { json, place, reader, token };
    let id = message.id();
    state.messages.insert(id, message);
    id
}

/// The message that a pressed component stands on.
fn pressed_message(interaction: &Interaction) -> Option<Snowflake> {
    interaction.json["message"]["id"].as_str()?.parse().ok()
}

/// The type of a message that answers: of a slash command, of a menu, or an ordinary reply.
fn message_type(interaction: &Value) -> u8 {
    match (interaction["type"].as_u64(), interaction["data"]["type"].as_u64()) {
        (Some(interaction_type::COMMAND), Some(1)) => 20,
        (Some(interaction_type::COMMAND), _) => 23,
        _ => 19,
    }
}

/// What a message says about the interaction that it answers.
fn metadata(interaction: &Interaction) -> Value {
    let mut metadata = json!({
        "id": interaction.id().to_string(),
        "type": interaction.json["type"],
        "user": interaction.person.user(),
        "authorizing_integration_owners": interaction.json["authorizing_integration_owners"],
    });
    if interaction.json["type"] == interaction_type::COMMAND {
        metadata["name"] = interaction.json["data"]["name"].clone();
        metadata["command_type"] = interaction.json["data"]["type"].clone();
    }
    if let Some(pressed) = pressed_message(interaction) {
        metadata["interacted_message_id"] = json!(pressed.to_string());
    }
    metadata
}
