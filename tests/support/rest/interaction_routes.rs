//! Callbacks to interactions, and the messages behind an interaction's token.

use super::Incoming;
use super::body::File;
use super::outcome::{Outcome, Refusal, Success, accept};
use super::route::{Named, Route};
use crate::support::callback::{callback_type, check_callback};
use crate::support::interactions::{CALLBACK_LIMIT, Interaction, TOKEN_LIMIT, store, take_callback};
use crate::support::limits::message::{EPHEMERAL, LOADING, MessageRules, check_message, is_empty};
use crate::support::limits::problems::{Problem, Problems};
use crate::support::messages::apply;
use crate::support::openapi;
use crate::support::payloads::interaction::ATTACHMENT_SIZE_LIMIT;
use crate::support::people::BOT;
use crate::support::snowflake::Snowflake;
use crate::support::state::{Shared, State};
use serde_json::{Value, json};

/// How often an app that only a person has installed may follow up one answer.
const MOST_FOLLOW_UPS: usize = 5;

/// Answers an interaction, or sends, reads, edits or deletes a message of its.
pub(super) fn perform(shared: &Shared, route: &Route, incoming: &Incoming) -> Outcome {
    check_files(&incoming.body.files)?;
    match route {
        Route::Callback { id, token } => callback(shared, *id, token, incoming),
        Route::Webhook { application, token } => {
            let interaction = answered(shared, *application, token)?;
            follow_up(shared, &interaction, incoming)
        }
        Route::WebhookMessage { application, token, message } => {
            let interaction = answered(shared, *application, token)?;
            let id = message_of(&interaction, *message)?;
            match incoming.method.as_str() {
                "GET" => shared.change(|state| message_json(state, id)),
                "PATCH" => edit(shared, &interaction, id, incoming),
                _ => delete(shared, &interaction, id),
            }
        }
        _ => Err(Refusal::new(404, 0, "404: Not Found")),
    }
}

fn check_files(files: &[File]) -> Result<(), Refusal> {
    if files.iter().any(|file| file.bytes.len() > ATTACHMENT_SIZE_LIMIT) {
        return Err(Refusal::new(413, 40_005, "Request entity too large"));
    }
    if files.iter().any(|file| file.bytes.is_empty()) {
        return Err(Refusal::new(400, 50_035, "an empty file"));
    }
    Ok(())
}

fn callback(shared: &Shared, id: Snowflake, token: &str, incoming: &Incoming) -> Outcome {
    let with_response = match incoming.query.as_str() {
        "" | "with_response=false" => false,
        "with_response=true" => true,
        query => return Err(Refusal::new(400, 50_035, format!("Invalid Form Body: query {query}"))),
    };
    shared.change(|state| {
        let now = state.now();
        let interaction = state.interactions.get(&id).ok_or_else(Refusal::unknown_interaction)?;
        if interaction.token != token {
            return Err(Refusal::unknown_interaction());
        }
        if interaction.callback.is_some() {
            return Err(Refusal::already_acknowledged());
        }
        if now.duration_since(interaction.at) > CALLBACK_LIMIT {
            return Err(Refusal::unknown_interaction());
        }
        let body = &incoming.body;
        accept(check_callback(&interaction.json, &body.json, body.file_names()))?;
        check_emptied(state, id, &body.json, &body.files)?;
        let original = take_callback(state, id, &body.json, &body.files);
        if let Some(interaction) = state.interactions.get_mut(&id) {
            interaction.callback_text.clone_from(&body.text);
        }
        if !with_response {
            return Ok(Success::Nothing);
        }
        Ok(Success::Json(200, callback_response(state, id, &body.json, original)))
    })
}

/// An update must leave something to show.
fn check_emptied(state: &State, id: Snowflake, callback: &Value, files: &[File]) -> Result<(), Refusal> {
    if callback["type"] != callback_type::UPDATE {
        return Ok(());
    }
    let mut updated = state.interactions[&id].json["message"].clone();
    apply(&mut updated, &callback["data"], files);
    if is_empty(&updated) { Err(Refusal::empty_message()) } else { Ok(()) }
}

fn callback_response(state: &State, id: Snowflake, callback: &Value, original: Option<Snowflake>) -> Value {
    let interaction = &state.interactions[&id];
    let message = original.and_then(|original| state.messages.get(&original)).map(|message| &message.json);
    let mut response = json!({"interaction": {"id": id.to_string(), "type": interaction.json["type"]}});
    if let Some(message) = message {
        response["interaction"]["response_message_id"] = message["id"].clone();
        response["interaction"]["response_message_loading"] =
            json!(callback["type"] == callback_type::DEFERRED_MESSAGE);
        response["interaction"]["response_message_ephemeral"] =
            json!(message["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0);
        response["resource"] = json!({"type": callback["type"], "message": message});
    }
    response
}

/// The interaction of a token that may be used now: answered, and not too old.
fn answered(shared: &Shared, application: Snowflake, token: &str) -> Result<Interaction, Refusal> {
    let mut state = shared.lock();
    let now = state.now();
    let interaction = state.interaction_of(token).ok_or_else(Refusal::unknown_webhook)?;
    if application != BOT.id || interaction.callback.is_none() {
        return Err(Refusal::unknown_webhook());
    }
    if now.duration_since(interaction.at) > TOKEN_LIMIT {
        return Err(Refusal::invalid_webhook_token());
    }
    Ok(interaction.clone())
}

/// The message that is named, if it belongs to the interaction.
fn message_of(interaction: &Interaction, named: Named) -> Result<Snowflake, Refusal> {
    let own = |id: &Snowflake| interaction.original == Some(*id) || interaction.follow_ups.contains(id);
    match named {
        Named::Original => interaction.original.ok_or_else(Refusal::unknown_message),
        Named::Id(id) => Some(id).filter(own).ok_or_else(Refusal::unknown_message),
    }
}

fn message_json(state: &State, id: Snowflake) -> Outcome {
    let message = state.messages.get(&id).ok_or_else(Refusal::unknown_message)?;
    Ok(Success::Json(200, message.json.clone()))
}

fn follow_up(shared: &Shared, interaction: &Interaction, incoming: &Incoming) -> Outcome {
    if matches!(interaction.callback_type(), Some(callback_type::CHOICES | callback_type::PONG)) {
        return Err(Refusal::unknown_webhook());
    }
    if !matches!(incoming.query.as_str(), "" | "wait=true" | "wait=false") {
        return Err(Refusal::new(400, 50_035, format!("Invalid Form Body: query {}", incoming.query)));
    }
    let body = &incoming.body;
    accept(check_body(incoming, &MessageRules::answer(body.file_names())))?;
    if interaction.place.is_user_installed() && interaction.follow_ups.len() >= MOST_FOLLOW_UPS {
        return Err(Refusal::new(400, 40_094, "This interaction has reached the maximum number of follow-up messages"));
    }
    let id = interaction.id();
    shared.change(|state| {
        let original = interaction.original.and_then(|original| state.messages.get(&original));
        if original.is_some_and(|original| original.json["flags"].as_u64().unwrap_or(0) & LOADING != 0) {
            let text = "a follow-up to a deferred answer edits @original, which Discord has deprecated";
            state.violations.push(format!("POST {}: {text}", incoming.path));
        }
        let message = store(state, interaction, &body.json, &body.files);
        state.interactions.get_mut(&id).unwrap().follow_ups.push(message);
        message_json(state, message)
    })
}

fn edit(shared: &Shared, interaction: &Interaction, id: Snowflake, incoming: &Incoming) -> Outcome {
    let body = &incoming.body;
    let old = shared.lock().messages.get(&id).cloned().ok_or_else(Refusal::unknown_message)?;
    accept(check_body(incoming, &MessageRules::edit(body.file_names(), &old.json)))?;
    let mut edited = old.json;
    apply(&mut edited, &body.json, &body.files);
    if is_empty(&edited) {
        return Err(Refusal::empty_message());
    }
    let flags = edited["flags"].as_u64().unwrap_or(0) & !LOADING;
    edited["flags"] = json!(flags);
    shared.change(|state| {
        state.interactions.get_mut(&interaction.id()).unwrap().edits += 1;
        state.messages.get_mut(&id).unwrap().json = edited;
        message_json(state, id)
    })
}

fn delete(shared: &Shared, interaction: &Interaction, id: Snowflake) -> Outcome {
    shared.change(|state| {
        state.messages.remove(&id).ok_or_else(Refusal::unknown_message)?;
        let interaction = state.interactions.get_mut(&interaction.id()).unwrap();
        interaction.edits += 1;
        interaction.follow_ups.retain(|follow_up| *follow_up != id);
        if interaction.original == Some(id) {
            interaction.original = None;
        }
        Ok(Success::Nothing)
    })
}

/// What is wrong with a message, by the limits and by Discord's description.
pub(super) fn check_body(incoming: &Incoming, rules: &MessageRules) -> Vec<Problem> {
    let mut problems = Problems::default();
    check_message(&incoming.body.json, rules, &mut problems);
    let mut found = problems.into_vec();
    found.extend(openapi::check_request(incoming.method.as_str(), &incoming.path, &incoming.body.json));
    found
}
