//! The people in our tests, the bot, and how Discord describes them.

use super::snowflake::{Snowflake, is_id};
use serde_json::{Value, json};

/// Somebody on Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The id of the account.
    pub(crate) id: Snowflake,
    /// The account's unique name.
    pub(crate) username: &'static str,
    /// The name shown, where one is set.
    pub(crate) display_name: Option<&'static str>,
    /// What the person may do in the channel, as a bit set.
    pub(crate) permissions: u64,
    /// Whether it is an application.
    pub(crate) bot: bool,
}

/// What everybody may do: view, send, embed, attach, read history, react, use application commands.
pub(crate) const EVERYBODY_MAY: u64 = 0x0000_0000_8001_CC40;
/// Manage Server.
pub(crate) const MANAGE_SERVER: u64 = 1 << 5;
/// Administrator.
pub(crate) const ADMINISTRATOR: u64 = 1 << 3;

/// Our bot. Its user id is its application id.
pub(crate) const BOT: Person = Person {
    id: 1_090_000_000_000_000_001,
    username: "iem-bot",
    display_name: None,
    permissions: EVERYBODY_MAY,
    bot: true,
};
/// Somebody without any special permission.
pub(crate) const MEMBER: Person = Person {
    id: 280_000_000_000_000_002,
    username: "bassline",
    display_name: Some("Bass Line 🎧"),
    permissions: EVERYBODY_MAY,
    bot: false,
};
/// Another one without any special permission.
pub(crate) const NEWCOMER: Person = Person {
    id: 1_190_000_000_000_000_003,
    username: "first.iem",
    display_name: None,
    permissions: EVERYBODY_MAY,
    bot: false,
};
/// Somebody who may manage the server.
pub(crate) const MODERATOR: Person = Person {
    id: 180_000_000_000_000_004,
    username: "moderatrix",
    display_name: Some("Moderatrix"),
    permissions: EVERYBODY_MAY | MANAGE_SERVER,
    bot: false,
};
/// An administrator, who may do everything although Manage Server is not ticked.
pub(crate) const ADMIN: Person = Person {
    id: 80_000_000_000_000_005,
    username: "owner",
    display_name: Some("Owner"),
    permissions: EVERYBODY_MAY | ADMINISTRATOR,
    bot: false,
};
/// A bot of somebody else's.
pub(crate) const OTHER_BOT: Person = Person {
    id: 1_080_000_000_000_000_006,
    username: "Other Bot",
    display_name: None,
    permissions: EVERYBODY_MAY,
    bot: true,
};

impl Person {
    /// The person's account, as it stands in interactions and messages.
    pub(crate) fn user(&self) -> Value {
        let mut user = json!({
            "id": self.id.to_string(),
            "username": self.username,
            "discriminator": if self.bot { "4242" } else { "0" },
            "global_name": self.display_name,
            "avatar": null,
            "avatar_decoration_data": null,
            "clan": null,
            "collectibles": null,
            "display_name_styles": null,
            "primary_guild": null,
            "public_flags": 0,
        });
        if self.bot {
            user["bot"] = json!(true);
        }
        user
    }

    /// Whether the person is the author of a message.
    pub(crate) fn wrote(&self, message: &Value) -> bool {
        is_id(&message["author"]["id"], self.id)
    }

    /// The person as a member of the server, with permissions, as in interactions.
    pub(crate) fn member(&self) -> Value {
        let mut member = self.member_of_message();
        member["user"] = self.user();
        member["permissions"] = json!(self.permissions.to_string());
        member["unusual_dm_activity_until"] = Value::Null;
        member
    }

    /// The person as a member of the server, as beside a message: without the account.
    pub(crate) fn member_of_message(&self) -> Value {
        json!({
            "avatar": null,
            "banner": null,
            "communication_disabled_until": null,
            "deaf": false,
            "flags": 0,
            "joined_at": "2023-05-04T17:02:11.845000+00:00",
            "mute": false,
            "nick": self.display_name,
            "pending": false,
            "premium_since": null,
            "roles": [],
        })
    }
}
