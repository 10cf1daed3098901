//! Interactions, as they arrive over the gateway and over HTTP.

use crate::support::callback::interaction_type;
use crate::support::people::{BOT, EVERYBODY_MAY, Person};
use crate::support::places::Place;
use crate::support::snowflake::next_snowflake;
use serde_json::{Value, json};

/// The most bytes of an uploaded file, as Discord says in every interaction.
pub(crate) const ATTACHMENT_SIZE_LIMIT: usize = 10 * 1024 * 1024;

/// An interaction of a person in a place. `data` is left out where it is null.
pub(crate) fn interaction(kind: u64, data: Value, place: Place, person: &Person) -> Value {
    let id = next_snowflake();
    let mut interaction = json!({
        "id": id.to_string(),
        "application_id": BOT.id.to_string(),
        "type": kind,
        "token": token(id),
        "version": 1,
        "locale": "en-GB",
        "channel": place.channel(person),
        "channel_id": place.channel_id(person).to_string(),
        "app_permissions": EVERYBODY_MAY.to_string(),
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        "authorizing_integration_owners": place.installed_by(person),
        "context": place.context(),
        "entitlement_sku_ids": [],
        "entitlements": [],
    });
    if !data.is_null() {
        interaction["data"] = data;
    }
    match place.server_id() {
        Some(server) => {
            interaction["guild_id"] = json!(server.to_string());
            interaction["guild"] = json!(place.guild());
            interaction["guild_locale"] = json!("en-US");
            interaction["member"] = person.member();
        }
        None => interaction["user"] = person.user(),
    }
    interaction
}

/// The ping by which Discord tests an HTTP endpoint: without place and person, but with a user.
pub(crate) fn ping(person: &Person) -> Value {
    let id = next_snowflake();
    json!({
        "id": id.to_string(),
        "application_id": BOT.id.to_string(),
        "type": interaction_type::PING,
        "token": token(id),
        "version": 1,
        "user": person.user(),
        "app_permissions": "562949953601536",
        "authorizing_integration_owners": {},
        "entitlements": [],
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    })
}

/// A token as long and as odd as Discord's.
fn token(id: u64) -> String {
    format!("aW50ZXJhY3Rpb246{id}-{}", "Zx9_-kQ7".repeat(20))
}
