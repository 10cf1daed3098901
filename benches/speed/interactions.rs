//! Interactions as Discord writes them.

use serde_json::{Value, json};

/// Somebody asks `/iem`.
pub(crate) fn asked(question: &str, person: u64) -> Value {
    of(2, "iem", &json!({"name": "question", "type": 3, "value": question}), person)
}

/// Somebody is typing an option.
pub(crate) fn typing(command: &str, option: &str, typed: &str) -> Value {
    of(4, command, &json!({"name": option, "type": 3, "value": typed, "focused": true}), 0)
}

fn of(kind: u8, command: &str, option: &Value, person: u64) -> Value {
    let user = (200_000_000_000_000_000 + person).to_string();
    let (server, channel) = ("300000000000000000", "645027906669510667");
    json!({
        "id": (1_300_000_000_000_000_000 + person).to_string(),
        "application_id": "1090000000000000001",
        "type": kind,
        "token": format!("aW50ZXJhY3Rpb246{person:019}-{}", "Zx9_-kQ7".repeat(20)),
        "version": 1,
        "locale": "en-GB",
        "channel_id": channel,
        "channel": {"id": channel, "type": 0, "name": "audio-help", "guild_id": server, "flags": 0,
            "last_message_id": null, "nsfw": false, "parent_id": null, "permissions": "2147535936", "position": 4,
            "rate_limit_per_user": 0, "topic": null},
        "app_permissions": "2147535936",
        "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": {"0": server},
        "context": 0,
        "entitlement_sku_ids": [],
        "entitlements": [],
        "guild_id": server,
        "guild": {"id": server, "locale": "en-US", "features": ["COMMUNITY", "NEWS"]},
        "guild_locale": "en-US",
        "member": {
            "user": {"id": user, "username": "listener", "discriminator": "0", "global_name": "Listener",
                "avatar": null, "public_flags": 0},
            "roles": [], "permissions": "2147535936", "joined_at": "2023-05-04T17:02:11.845000+00:00",
            "nick": null, "pending": false, "deaf": false, "mute": false, "flags": 0, "premium_since": null,
        },
        "data": {"id": "1100000000000000000", "name": command, "type": 1, "options": [option]},
    })
}
