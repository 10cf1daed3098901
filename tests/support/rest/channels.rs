//! Messages in channels, which need no interaction.

use super::Incoming;
use super::interaction_routes::check_body;
use super::outcome::{Outcome, Refusal, Success, accept};
use super::route::Route;
use crate::support::limits::message::{MessageRules, is_empty};
use crate::support::messages::{StoredMessage, apply, from_body};
use crate::support::people::{ADMIN, BOT, MEMBER, MODERATOR, NEWCOMER, Person};
use crate::support::places::{CHANNEL, Place, direct_channel};
use crate::support::snowflake::{Snowflake, read_snowflake};
use crate::support::state::{Shared, State};
use serde_json::{Value, json};

/// Sends, reads, edits or deletes a message, or shows that the bot is writing.
pub(super) fn perform(shared: &Shared, route: &Route, incoming: &Incoming) -> Outcome {
    match route {
        Route::Messages { channel } => send(shared, *channel, incoming),
        Route::Message { channel, id } => match incoming.method.as_str() {
            "GET" => {
                let message = known_message(&shared.lock(), *channel, *id)?;
                Ok(Success::Json(200, message.json))
            }
            "PATCH" => edit(shared, *channel, *id, incoming),
            _ => delete(shared, *channel, *id),
        },
        Route::Typing { channel } => {
            place_of(*channel)?;
            Ok(Success::Nothing)
        }
        _ => Err(Refusal::new(404, 0, "404: Not Found")),
    }
}

/// The place and the person behind a channel in which the bot may write.
fn place_of(channel: Snowflake) -> Result<(Place, Person), Refusal> {
    if channel == CHANNEL {
        return Ok((Place::Server, MEMBER));
    }
    let people = [MEMBER, NEWCOMER, MODERATOR, ADMIN];
    let person = people.into_iter().find(|person| direct_channel(person) == channel);
    person.map(|person| (Place::DirectMessage, person)).ok_or_else(|| Refusal::new(403, 50_001, "Missing Access"))
}

fn send(shared: &Shared, channel: Snowflake, incoming: &Incoming) -> Outcome {
    let (place, reader) = place_of(channel)?;
    let body = &incoming.body;
    accept(check_body(incoming, &MessageRules::channel(body.file_names())))?;
    shared.change(|state| {
        let mut json = from_body(&body.json, &body.files, channel);
        answer_to(state, &mut json, &body.json["message_reference"], channel)?;
        let message = StoredMessage { json: json.clone(), place, reader, token: None };
        state.messages.insert(message.id(), message);
        Ok(Success::Json(200, json))
    })
}

/// Makes a message the answer to another one of the same channel.
fn answer_to(state: &State, json: &mut Value, reference: &Value, channel: Snowflake) -> Result<(), Refusal> {
    if reference.is_null() {
        return Ok(());
    }
    let elsewhere = reference["channel_id"].as_str().is_some_and(|id| id != channel.to_string());
    let id = read_snowflake(&reference["message_id"]).unwrap_or_default();
    let answered = state.messages.get(&id).filter(|message| message.channel_id() == channel.to_string());
    match answered {
        Some(answered) if !elsewhere => {
            json["type"] = json!(19);
            json["message_reference"] =
                json!({"type": 0, "channel_id": channel.to_string(), "message_id": id.to_string()});
            json["referenced_message"] = answered.json.clone();
            Ok(())
        }
        _ if reference["fail_if_not_exists"] == false && !elsewhere => Ok(()),
        _ => Err(Refusal::new(400, 50_035, "Invalid Form Body: message_reference: Unknown message")),
    }
}

fn known_message(state: &State, channel: Snowflake, id: Snowflake) -> Result<StoredMessage, Refusal> {
    place_of(channel)?;
    let message = state.messages.get(&id).filter(|message| message.channel_id() == channel.to_string());
    let message = message.filter(|message| !message.is_ephemeral());
    message.cloned().ok_or_else(Refusal::unknown_message)
}

fn edit(shared: &Shared, channel: Snowflake, id: Snowflake, incoming: &Incoming) -> Outcome {
    let message = known_message(&shared.lock(), channel, id)?;
    check_author(&message, "Cannot edit a message authored by another user")?;
    let body = &incoming.body;
    accept(check_body(incoming, &MessageRules::edit(body.file_names(), &message.json)))?;
    let mut json = message.json;
    apply(&mut json, &body.json, &body.files);
    if is_empty(&json) {
        return Err(Refusal::empty_message());
    }
    shared.change(|state| state.messages.get_mut(&id).unwrap().json = json.clone());
    Ok(Success::Json(200, json))
}

fn delete(shared: &Shared, channel: Snowflake, id: Snowflake) -> Outcome {
    let message = known_message(&shared.lock(), channel, id)?;
    check_author(&message, "Missing Permissions")?;
    shared.change(|state| state.messages.remove(&id));
    Ok(Success::Nothing)
}

fn check_author(message: &StoredMessage, text: &str) -> Result<(), Refusal> {
    let is_ours = BOT.wrote(&message.json);
    if is_ours { Ok(()) } else { Err(Refusal::new(403, 50_005, text)) }
}
