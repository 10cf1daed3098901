//! An interaction as it arrives.

use serde_json::{Value, json};

/// The interaction as Discord writes it, by a person in one of many servers.
pub(crate) fn payload(kind: u8, data: &Value, number: usize, person: usize) -> Value {
    let user = 200_000_000_000_000_000 + person;
    let server = 300_000_000_000_000_000 + person / 50;
    // Only a press names the message that it was made on.
    let message = (kind == 3).then(|| {
        json!({"id": "1300000000000000000", "flags": 0, "content": "", "embeds": [],
            "channel_id": "645027906669510667", "author": {"id": "1090000000000000001", "username": "iem-bot"}})
    });
    json!({
        "id": (1_300_000_000_000_000_000 + number).to_string(),
        "application_id": "1090000000000000001",
        "type": kind,
        "token": format!("aW50ZXJhY3Rpb246{number:019}-{}", "Zx9_-kQ7".repeat(20)),
        "version": 1,
        "locale": "en-GB",
        "channel_id": "645027906669510667",
        "channel": {"id": "645027906669510667", "type": 0, "name": "audio-help", "guild_id": server.to_string(),
            "flags": 0, "last_message_id": null, "nsfw": false, "parent_id": null, "permissions": "2147535936",
            "position": 4, "rate_limit_per_user": 0, "topic": null},
        "app_permissions": "2147535936",
        "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": {"0": server.to_string()},
        "context": 0,
        "entitlement_sku_ids": [],
        "entitlements": [],
        "guild_id": server.to_string(),
        "guild": {"id": server.to_string(), "locale": "en-US", "features": ["COMMUNITY", "NEWS"]},
        "guild_locale": "en-US",
        "member": {
            "user": {"id": user.to_string(), "username": format!("listener{person}"), "discriminator": "0",
                "global_name": "Listener", "avatar": null, "public_flags": 0},
            "roles": [], "permissions": "2147535936", "joined_at": "2023-05-04T17:02:11.845000+00:00",
            "nick": null, "pending": false, "deaf": false, "mute": false, "flags": 0, "premium_since": null,
        },
        "data": data,
        "message": message,
    })
}
