//! Messages as Discord shows them.

use crate::support::people::Person;
use crate::support::snowflake::{Snowflake, next_snowflake, timestamp};
use serde_json::{Value, json};

/// An ordinary message of somebody in a channel.
pub(crate) fn message(author: &Person, channel: Snowflake, content: &str) -> Value {
    json!({
        "id": next_snowflake().to_string(),
        "type": 0,
        "channel_id": channel.to_string(),
        "channel_type": 0,
        "author": author.user(),
        "content": content,
        "timestamp": timestamp(),
        "edited_timestamp": null,
        "tts": false,
        "mention_everyone": false,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "flags": 0,
        "pinned": false,
    })
}

/// A person as mentioned in a message of a server: the account, and the member without it.
pub(crate) fn mention(person: &Person, in_server: bool) -> Value {
    let mut mention = person.user();
    if in_server {
        mention["member"] = person.member_of_message();
    }
    mention
}
