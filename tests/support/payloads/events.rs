//! Events of the gateway that are no interactions and no messages.

use crate::support::people::{BOT, MEMBER, MODERATOR};
use crate::support::places::{CHANNEL, SERVER};
use serde_json::{Value, json};

/// The server, as it comes after READY.
pub(crate) fn guild_create() -> Value {
    let mut server = server();
    for part in [rules(), contents()] {
        server.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
    }
    server
}

/// The server itself.
fn server() -> Value {
    json!({
        "id": SERVER.to_string(),
        "name": "In-Ear Fidelity Club",
        "icon": null, "splash": null, "discovery_splash": null, "home_header": null, "banner": null,
        "owner_id": MODERATOR.id.to_string(),
        "application_id": null,
        "region": "deprecated",
        "afk_channel_id": null, "afk_timeout": 300,
        "system_channel_id": null, "system_channel_flags": 0,
        "widget_enabled": false, "widget_channel_id": null,
    })
}

/// What is allowed and offered in the server.
fn rules() -> Value {
    json!({
        "verification_level": 1, "default_message_notifications": 1, "mfa_level": 0, "explicit_content_filter": 2,
        "max_presences": null, "max_members": 25_000_000, "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "vanity_url_code": null, "description": null,
        "premium_tier": 0, "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
        "premium_features": null,
        "preferred_locale": "en-US",
        "rules_channel_id": null, "safety_alerts_channel_id": null, "public_updates_channel_id": null,
        "hub_type": null, "nsfw": false, "nsfw_level": 0, "latest_onboarding_question_id": null,
        "incidents_data": null, "inventory_settings": null, "profile": null, "owner_configured_content_level": 0,
        "features": ["COMMUNITY", "NEWS"],
    })
}

/// What stands in the server, which comes with this event only.
fn contents() -> Value {
    json!({
        "emojis": [], "stickers": [], "roles": [everyone()],
        "joined_at": "2025-05-02T10:20:30.000000+00:00",
        "large": false, "lazy": true, "unavailable": false, "member_count": 3,
        "voice_states": [], "threads": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        "activity_instances": [], "embedded_activities": [], "soundboard_sounds": [],
        "application_command_counts": {}, "version": 1_760_000_000_000_u64, "guild_id": SERVER.to_string(),
        "members": [member(&BOT), member(&MODERATOR), member(&MEMBER)],
        "channels": [channel()],
    })
}

/// An event that no client of today knows.
pub(crate) fn unknown_event() -> Value {
    json!({"guild_id": SERVER.to_string(), "listening_party": {"tracks": [1, 2, 3]}})
}

fn member(person: &crate::support::people::Person) -> Value {
    let mut member = person.member_of_message();
    member["user"] = person.user();
    member
}

fn everyone() -> Value {
    json!({
        "id": SERVER.to_string(), "name": "@everyone", "description": null, "permissions": "2147994688",
        "position": 0, "color": 0, "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false, "managed": false, "mentionable": false, "icon": null, "unicode_emoji": null, "flags": 0,
        "version": 0, "tags": {},
    })
}

fn channel() -> Value {
    json!({
        "id": CHANNEL.to_string(), "type": 0, "name": "audio-help", "position": 4, "flags": 0, "nsfw": false,
        "topic": null, "parent_id": null, "last_message_id": null, "last_pin_timestamp": null,
        "rate_limit_per_user": 0, "permission_overwrites": [], "version": 0, "icon_emoji": null, "theme_color": null,
    })
}
