//! How a session begins and how it goes on.

use super::connection::{Connection, End};
use super::gateway_url;
use crate::support::discord::TOKEN;
use crate::support::payloads::events::guild_create;
use crate::support::people::BOT;
use crate::support::places::SERVER;
use crate::support::rest::bot_user;
use crate::support::session::{GatewayEvent, Session, intent};
use crate::support::snowflake::next_snowflake;
use serde_json::{Value, json};
use std::time::Instant;

/// What the client gets, and the session it is in from now on.
pub(super) struct Greeting {
    pub(super) session: Option<String>,
    pub(super) payloads: Vec<Value>,
}

/// Begins a session, or says why not.
pub(super) fn identify(connection: &Connection, data: &Value) -> Result<Greeting, End> {
    check_token(connection, data)?;
    let intents = check_intents(connection, data)?;
    let shard = check_shard(connection, data)?;
    check_manners(connection, data, shard);
    if !data["presence"].is_null() {
        connection.presence(&data["presence"]);
    }
    let id = format!("{:032x}", next_snowflake());
    let ready = ready(connection, &id, shard);
    let mut session = Session::new(shard, intents, connection.orders.clone());
    connection.shared.change(|state| {
        session.dispatch("READY", &ready);
        if intents & intent::GUILDS != 0 && session.is_for(Some(SERVER)) {
            session.dispatch("GUILD_CREATE", &guild_create());
        }
        state.gateway.sessions.insert(id.clone(), session);
        state.gateway.log.push(GatewayEvent::Identified { shard, intents });
    });
    Ok(Greeting { session: Some(id), payloads: Vec::new() })
}

/// Goes on with a session: everything missed, then RESUMED.
pub(super) fn resume(connection: &Connection, data: &Value) -> Result<Greeting, End> {
    check_token(connection, data)?;
    let id = data["session_id"].as_str().unwrap_or_default();
    let Some(sequence) = data["seq"].as_u64() else {
        return Err(connection.offence(4007, "RESUME without sequence number"));
    };
    let resumed = connection.shared.change(|state| {
        let session = state.gateway.sessions.get_mut(id)?;
        let missed = session.missed(sequence);
        let Some(missed) = missed else { return Some(None) };
        // Replayed by hand and in order, since the order channel of this connection is new.
        session.connection = None;
        session.dispatch("RESUMED", &json!({"_trace": []}));
        let resumed = session.missed(sequence).unwrap_or_default();
        session.connection = Some(connection.orders.clone());
        state.gateway.log.push(GatewayEvent::Resumed { replayed: missed.len() });
        Some(Some(resumed))
    });
    match resumed {
        Some(Some(payloads)) => Ok(Greeting { session: Some(id.to_owned()), payloads }),
        Some(None) => Err(connection.offence(4007, "RESUME with a sequence number that was never sent")),
        None => {
            connection.shared.change(|state| state.gateway.log.push(GatewayEvent::ResumeRefused));
            Ok(Greeting { session: None, payloads: vec![json!({"op": 9, "d": false, "s": null, "t": null})] })
        }
    }
}

/// A wrong token is the operator's mistake, not the bot's: no violation.
fn check_token(connection: &Connection, data: &Value) -> Result<(), End> {
    // Discord takes the token with and without the word before it.
    match data["token"].as_str().map(|token| token.strip_prefix("Bot ").unwrap_or(token)) {
        Some(TOKEN) => Ok(()),
        Some(_) => Err(End::Close(4004)),
        None => Err(connection.offence(4002, "IDENTIFY or RESUME without token")),
    }
}

fn check_intents(connection: &Connection, data: &Value) -> Result<u64, End> {
    let Some(intents) = data["intents"].as_u64().filter(|intents| intents & !intent::ALL == 0) else {
        return Err(connection.offence(4013, "intents that do not exist"));
    };
    if intents & intent::PRIVILEGED != 0 && !connection.shared.settings.privileged_intents {
        return Err(End::Close(4014));
    }
    Ok(intents)
}

fn check_shard(connection: &Connection, data: &Value) -> Result<(u64, u64), End> {
    if data["shard"].is_null() {
        return Ok((0, 1));
    }
    let shard = data["shard"].as_array().map(|shard| shard.iter().map(Value::as_u64).collect::<Vec<_>>());
    match shard.as_deref() {
        Some([Some(number), Some(count)]) if number < count => Ok((*number, *count)),
        _ => Err(connection.offence(4010, "a shard that cannot be")),
    }
}

/// What Discord asks for and does not enforce at once: properties, and a pause between sessions.
fn check_manners(connection: &Connection, data: &Value, shard: (u64, u64)) {
    let properties = &data["properties"];
    let has_all = ["os", "browser", "device"].iter().all(|key| properties[*key].is_string());
    let (now, settings) = (Instant::now(), &connection.shared.settings);
    connection.shared.change(|state| {
        if !has_all {
            state.violations.push(format!("gateway: IDENTIFY with properties {properties}"));
        }
        let bucket = shard.0 % u64::from(settings.max_concurrency);
        let last = state.gateway.identified.insert(bucket, now);
        if last.is_some_and(|last| now.duration_since(last) < settings.identify_interval) {
            state.violations.push("gateway: two IDENTIFY within 5 seconds".to_owned());
        }
    });
}

fn ready(connection: &Connection, session: &str, shard: (u64, u64)) -> Value {
    let is_here = (SERVER >> 22) % shard.1 == shard.0;
    let guilds = if is_here { json!([{"id": SERVER.to_string(), "unavailable": true}]) } else { json!([]) };
    json!({
        "v": 10,
        "user_settings": {},
        "user": bot_user(),
        "session_type": "normal",
        "session_id": session,
        "resume_gateway_url": gateway_url(&connection.shared),
        "relationships": [],
        "private_channels": [],
        "presences": [],
        "guilds": guilds,
        "guild_join_requests": [],
        "geo_ordered_rtc_regions": ["frankfurt", "rotterdam"],
        "game_relationships": [],
        "auth": {},
        "application": {"id": BOT.id.to_string(), "flags": 8_953_856},
        "shard": [shard.0, shard.1],
        "_trace": ["[\"gateway-stand-in\",{\"micros\":0.0}]"],
    })
}
