//! Where people meet the bot, and how Discord describes such a place.

use super::people::{BOT, Person};
use super::snowflake::Snowflake;
use serde_json::{Value, json};

/// Where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The server that has the bot.
    Server,
    /// A direct message to the bot.
    DirectMessage,
    /// A server without the bot; the person has installed the app for themselves.
    ForeignServer,
    /// A direct or group message of people; one has installed the app for themselves.
    PrivateChannel,
}

/// The server that has the bot.
pub(crate) const SERVER: Snowflake = 290_926_798_626_357_999;
/// Its channel in which the tests talk.
pub(crate) const CHANNEL: Snowflake = 645_027_906_669_510_667;
/// A server without the bot.
pub(crate) const FOREIGN_SERVER: Snowflake = 390_926_798_626_357_111;
/// A channel there.
pub(crate) const FOREIGN_CHANNEL: Snowflake = 745_027_906_669_510_111;
/// A group message of people.
pub(crate) const GROUP_CHANNEL: Snowflake = 845_027_906_669_510_222;

impl Place {
    /// The server, where the place is in one.
    pub(crate) fn server_id(self) -> Option<Snowflake> {
        match self {
            Self::Server => Some(SERVER),
            Self::ForeignServer => Some(FOREIGN_SERVER),
            Self::DirectMessage | Self::PrivateChannel => None,
        }
    }

    /// The channel. Direct messages have one a person.
    pub(crate) fn channel_id(self, person: &Person) -> Snowflake {
        match self {
            Self::Server => CHANNEL,
            Self::ForeignServer => FOREIGN_CHANNEL,
            Self::PrivateChannel => GROUP_CHANNEL,
            Self::DirectMessage => direct_channel(person),
        }
    }

    /// The `channel` object of an interaction.
    pub(crate) fn channel(self, person: &Person) -> Value {
        let id = self.channel_id(person).to_string();
        match self {
            Self::Server | Self::ForeignServer => json!({
                "id": id, "type": 0, "name": "audio-help", "guild_id": self.server_id().map(|id| id.to_string()),
                "flags": 0, "last_message_id": null, "last_pin_timestamp": null, "nsfw": false, "parent_id": null,
                "permissions": person.permissions.to_string(), "position": 4, "rate_limit_per_user": 0, "topic": null,
                "icon_emoji": {"id": null, "name": "🎧"}, "theme_color": null,
            }),
            Self::DirectMessage => json!({
                "id": id, "type": 1, "flags": 0, "last_message_id": null, "last_pin_timestamp": null,
                "recipients": [person.user()], "recipient_flags": 0,
            }),
            Self::PrivateChannel => json!({
                "id": id, "type": 3, "flags": 0, "icon": null, "last_message_id": null, "last_pin_timestamp": null,
                "name": "listening party", "owner_id": person.id.to_string(), "recipients": [person.user()],
            }),
        }
    }

    /// The `guild` object of an interaction.
    pub(crate) fn guild(self) -> Option<Value> {
        self.server_id().map(|id| json!({"id": id.to_string(), "locale": "en-US", "features": ["COMMUNITY", "NEWS"]}))
    }

    /// The `context` of an interaction.
    pub(crate) fn context(self) -> u8 {
        match self {
            Self::Server | Self::ForeignServer => 0,
            Self::DirectMessage => 1,
            Self::PrivateChannel => 2,
        }
    }

    /// Whether the app is here because a person has installed it for themselves.
    pub(crate) fn is_user_installed(self) -> bool {
        matches!(self, Self::ForeignServer | Self::PrivateChannel)
    }

    /// Who has installed the app that answers here.
    pub(crate) fn installed_by(self, person: &Person) -> Value {
        match self {
            Self::Server => json!({"0": SERVER.to_string()}),
            Self::DirectMessage => json!({"0": "0"}),
            Self::ForeignServer | Self::PrivateChannel => json!({"1": person.id.to_string()}),
        }
    }
}

/// The channel in which the bot and one person talk.
pub(crate) fn direct_channel(person: &Person) -> Snowflake {
    BOT.id ^ (person.id << 1)
}
