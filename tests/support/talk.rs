//! Messages that people write, and the bot's replies to them.

use super::discord::Discord;
use super::messages::StoredMessage;
use super::payloads::message::{mention, message as payload};
use super::people::{BOT, MEMBER, OTHER_BOT, Person};
use super::places::Place;
use super::sent_message::SentMessage;
use super::session::intent;
use super::snowflake::{Snowflake, is_id, next_snowflake, timestamp};
use super::state::State;
use serde_json::{Value, json};
use std::time::Duration;

/// Who is behind a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Author {
    Person,
    Webhook,
}

/// A message in the making.
#[must_use = "nothing happens before it is sent"]
pub(crate) struct Talk {
    discord: Option<Discord>,
    content: String,
    place: Place,
    person: Person,
    author: Author,
    mentions_bot: bool,
    answered: Option<Value>,
    edits: Option<Value>,
    patience: Duration,
}

/// A message with a text.
pub(crate) fn message(content: &str) -> Talk {
    Talk {
        discord: None,
        content: content.to_owned(),
        place: Place::Server,
        person: MEMBER,
        author: Author::Person,
        mentions_bot: false,
        answered: None,
        edits: None,
        patience: Duration::from_secs(5),
    }
}

impl Talk {
    /// To be sent by this Discord.
    pub(crate) fn on(mut self, discord: &Discord) -> Self {
        self.discord = Some(discord.clone());
        self
    }

    /// Mentions the bot before the text.
    pub(crate) fn mentioning_bot(mut self) -> Self {
        self.content = format!("<@{}> {}", BOT.id, self.content);
        self.mentions_bot = true;
        self
    }

    /// Says that the text names the bot already.
    pub(crate) fn naming_bot(mut self) -> Self {
        self.mentions_bot = true;
        self
    }

    /// In the server that has the bot.
    pub(crate) fn in_server(mut self, person: Person) -> Self {
        (self.place, self.person) = (Place::Server, person);
        self
    }

    /// In direct messages with the bot.
    pub(crate) fn in_direct_message(mut self, person: Person) -> Self {
        (self.place, self.person) = (Place::DirectMessage, person);
        self
    }

    /// By somebody else's bot.
    pub(crate) fn by_other_bot(mut self) -> Self {
        self.person = OTHER_BOT;
        self
    }

    /// By our bot itself, as it hears its own messages.
    pub(crate) fn by_itself(mut self) -> Self {
        self.person = BOT;
        self
    }

    /// By a webhook of the channel.
    pub(crate) fn by_webhook(mut self) -> Self {
        self.author = Author::Webhook;
        self
    }

    /// As an answer to a message, whose author is mentioned by it.
    pub(crate) fn replying_to(mut self, message: &Value) -> Self {
        self.answered = Some(message.clone());
        self
    }

    /// As an edit of a message that was written before.
    pub(crate) fn editing(mut self, message: &Value) -> Self {
        self.edits = Some(message.clone());
        self
    }

    /// Waits for the bot's reply only so long.
    pub(crate) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The event's data, as Discord sends it to who may read everything.
    pub(crate) fn json(&self) -> Value {
        let mut json = payload(&self.person, self.place.channel_id(&self.person), &self.content);
        let server = self.place.server_id();
        json["channel_type"] = json!(u8::from(server.is_none()));
        if let Some(server) = server {
            json["guild_id"] = json!(server.to_string());
            json["member"] = self.person.member_of_message();
        }
        let mut mentions = Vec::new();
        if self.mentions_bot {
            mentions.push(mention(&BOT, server.is_some()));
        }
        if let Some(answered) = &self.answered {
            json["type"] = json!(19);
            json["message_reference"] = json!({
                "type": 0, "message_id": answered["id"], "channel_id": answered["channel_id"], "guild_id": json["guild_id"],
            });
            json["referenced_message"] = answered.clone();
            let is_known = mentions.iter().any(|mention| mention["id"] == answered["author"]["id"]);
            if !is_known {
                mentions.push(answered["author"].clone());
            }
        }
        json["mentions"] = json!(mentions);
        if self.author == Author::Webhook {
            let id = next_snowflake().to_string();
            json["webhook_id"] = json!(id);
            json["author"] = json!({
                "id": id, "username": "Feed", "avatar": null, "discriminator": "0000", "public_flags": 0, "flags": 0,
                "bot": true, "global_name": null, "clan": null, "primary_guild": null,
            });
            json.as_object_mut().unwrap().remove("member");
        }
        if let Some(edited) = &self.edits {
            json["id"] = edited["id"].clone();
            json["timestamp"] = edited["timestamp"].clone();
            json["edited_timestamp"] = timestamp();
        }
        json
    }

    /// Sends it and waits for a reply. None if none comes.
    pub(crate) async fn send(self) -> Option<SentMessage> {
        let (discord, patience) = (self.discord.clone().unwrap(), self.patience);
        let written = self.post();
        let id: Snowflake = written["id"].as_str().unwrap().parse().unwrap();
        let since = next_snowflake();
        let look = |state: &mut State| reply_to(state, id, &written["channel_id"], since);
        discord.shared.wait_for(patience, look).await
    }

    /// Sends it and does not wait. The message as Discord keeps it.
    pub(crate) fn post(self) -> Value {
        let discord = self.discord.as_ref().expect("built by a Discord, as in `discord.message(..)`");
        let json = self.json();
        let event = if self.edits.is_some() { "MESSAGE_UPDATE" } else { "MESSAGE_CREATE" };
        let server = self.place.server_id();
        let needed = if server.is_some() { intent::GUILD_MESSAGES } else { intent::DIRECT_MESSAGES };
        let blanked = blanked(&json);
        discord.shared.change(|state| {
            let stored = StoredMessage { json: json.clone(), place: self.place, reader: self.person, token: None };
            state.messages.insert(stored.id(), stored);
            let sessions = state.gateway.sessions.values_mut().filter(|session| session.is_for(server));
            for session in sessions.filter(|session| session.intents & needed != 0) {
                let is_open = session.intents & intent::MESSAGE_CONTENT != 0;
                let is_readable = is_open || server.is_none() || names_bot(&json) || self.person == BOT;
                session.dispatch(event, if is_readable { &json } else { &blanked });
            }
        });
        json
    }
}

fn names_bot(message: &Value) -> bool {
    let mentions = message["mentions"].as_array().into_iter().flatten();
    mentions.into_iter().any(|mention| is_id(&mention["id"], BOT.id))
}

/// What a bot without the intent for contents gets.
fn blanked(message: &Value) -> Value {
    let mut blanked = message.clone();
    blanked["content"] = json!("");
    for key in ["embeds", "attachments", "components"] {
        blanked[key] = json!([]);
    }
    blanked
}

/// The bot's newest message that answers this one, or stands alone below it.
fn reply_to(state: &State, id: Snowflake, channel: &Value, since: Snowflake) -> Option<SentMessage> {
    let later = state.messages.range(id + 1..).filter(|(_, message)| BOT.wrote(&message.json));
    let mut replies = later.filter(|(later, message)| {
        let answered = message.json["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok());
        let is_loose = answered.is_none() && **later >= since && message.json["channel_id"] == *channel;
        answered == Some(id) || is_loose
    });
    replies.next().map(|(_, message)| SentMessage { json: message.json.clone() })
}
