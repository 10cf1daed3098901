//! Where the gateway is, and who the bot is.

use super::outcome::Success;
use super::route::Route;
use crate::support::gateway::gateway_url;
use crate::support::people::{BOT, MODERATOR};
use crate::support::state::Shared;
use serde_json::{Value, json};

/// Answers the routes that only tell.
pub(super) fn perform(shared: &Shared, route: &Route) -> Success {
    let url = gateway_url(shared);
    let body = match route {
        Route::Gateway => json!({"url": url}),
        Route::GatewayBot => json!({
            "url": url,
            "shards": shared.settings.shards,
            "session_start_limit": {
                "total": 1000,
                "remaining": shared.settings.session_starts_left,
                "reset_after": 14_400_000,
                "max_concurrency": shared.settings.max_concurrency,
            },
        }),
        Route::CurrentUser => bot_user(),
        _ => application(),
    };
    Success::Json(200, body)
}

/// The bot's own account, as it sees it.
pub(crate) fn bot_user() -> Value {
    let mut user = BOT.user();
    user["verified"] = json!(true);
    user["mfa_enabled"] = json!(true);
    user["email"] = Value::Null;
    user["flags"] = json!(0);
    user["bio"] = json!("");
    user["banner"] = Value::Null;
    user["accent_color"] = Value::Null;
    user
}

fn application() -> Value {
    json!({
        "id": BOT.id.to_string(),
        "name": "iem-bot",
        "icon": null,
        "description": "Answers questions about in-ear monitors",
        "summary": "",
        "type": null,
        "is_monetized": false,
        "is_verified": false,
        "is_discoverable": false,
        "bot": BOT.user(),
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": "a".repeat(64),
        "flags": 8_953_856,
        "hook": true,
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
        "owner": MODERATOR.user(),
        "team": null,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 1,
        "integration_types_config": {"0": {}, "1": {}},
    })
}
