//! What Discord sends when somebody uses the bot, read leniently: what we do
//! not need may be missing, new or strange without harm.

use serde::Deserialize;
use serenity::model::Permissions;
use std::collections::BTreeMap;

/// One use of the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    /// Its number.
    pub id: u64,
    /// The application it is for.
    pub application_id: u64,
    /// What answers are sent with. A secret for 15 minutes.
    pub token: Token,
    /// Who uses the bot.
    pub asker: Asker,
    /// What is asked for.
    pub request: Request,
}

/// A secret that never shows in logs.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Token(pub String);

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(hidden)")
    }
}

/// Who uses the bot, where, and what they may do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The user's number.
    pub id: u64,
    /// The server, if it happens in one.
    pub server: Option<u64>,
    /// What they may do in the channel; nothing outside servers.
    pub permissions: Permissions,
    /// Their roles in the server.
    pub roles: Vec<u64>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Discord wants to know whether we are there.
    Ping,
    /// A slash command.
    Command {
        /// Its name.
        name: String,
        /// The options filled in, as text.
        options: BTreeMap<String, String>,
    },
    /// A command from the menu of a message.
    MessageMenu {
        /// Its name.
        name: String,
        /// What the message says.
        content: String,
    },
    /// An option is being typed.
    Completion {
        /// The command's name.
        command: String,
        /// The option's name.
        option: String,
        /// What is typed so far.
        typed: String,
    },
    /// A button was pressed, or something picked in a menu.
    Press {
        /// The component's state.
        custom_id: String,
        /// What was picked.
        picked: Vec<String>,
        /// Whether the message is seen by one person only.
        on_private: bool,
    },
    /// Something newer than this program.
    Unknown,
}

/// Why an interaction could not be read.
#[derive(Debug, thiserror::Error)]
#[error("not an interaction of Discord's: {0}")]
pub struct Unreadable(String);

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

impl Interaction {
    /// Reads an interaction's JSON.
    pub fn from_json(json: &[u8]) -> Result<Self, Unreadable> {
        let raw: Raw = serde_json::from_slice(json)?;
        raw.read()
    }

    /// Reads one that was parsed already.
    pub fn from_value(value: serde_json::Value) -> Result<Self, Unreadable> {
        let raw: Raw = serde_json::from_value(value)?;
        raw.read()
    }
}

/// The parts of the payload that we use.
#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    id: Snowflake,
    #[serde(default)]
    application_id: Snowflake,
    r#type: u64,
    #[serde(default)]
    token: Token,
    data: Option<RawData>,
    guild_id: Option<Snowflake>,
    member: Option<RawMember>,
    user: Option<RawUser>,
    message: Option<RawMessage>,
}

#[derive(Deserialize, Default)]
struct RawData {
    name: Option<String>,
    r#type: Option<u64>,
    options: Option<Vec<RawOption>>,
    target_id: Option<String>,
    resolved: Option<RawResolved>,
    custom_id: Option<String>,
    values: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct RawOption {
    name: String,
    value: Option<serde_json::Value>,
    focused: Option<bool>,
}

#[derive(Deserialize)]
struct RawResolved {
    messages: Option<BTreeMap<String, RawMessage>>,
}

#[derive(Deserialize)]
struct RawMessage {
    content: Option<String>,
    flags: Option<u64>,
}

#[derive(Deserialize)]
struct RawMember {
    user: Option<RawUser>,
    permissions: Option<String>,
    roles: Option<Vec<Snowflake>>,
}

#[derive(Deserialize)]
struct RawUser {
    id: Snowflake,
}

/// A number that JSON carries as text.
#[derive(Clone, Copy, Default)]
struct Snowflake(u64);

impl<'de> Deserialize<'de> for Snowflake {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Text(String),
            Number(u64),
        }
        match Form::deserialize(deserializer)? {
            Form::Number(number) => Ok(Self(number)),
            Form::Text(text) => text.parse().map(Self).map_err(serde::de::Error::custom),
        }
    }
}

/// Numbers of interaction types, from Discord's documentation.
mod kind {
    pub(super) const PING: u64 = 1;
    pub(super) const COMMAND: u64 = 2;
    pub(super) const COMPONENT: u64 = 3;
    pub(super) const COMPLETION: u64 = 4;
    /// A command of a message's menu, among the types of commands.
    pub(super) const MESSAGE_MENU: u64 = 3;
    /// The flag of a message that one person sees.
    pub(super) const EPHEMERAL: u64 = 1 << 6;
}

impl Raw {
    fn read(self) -> Result<Interaction, Unreadable> {
        let asker = self.asker()?;
        let (id, application_id) = (self.id.0, self.application_id.0);
        let token = self.token.clone();
        Ok(Interaction { id, application_id, token, asker, request: self.request() })
    }

    fn asker(&self) -> Result<Asker, Unreadable> {
        let member = self.member.as_ref();
        let user = member.and_then(|member| member.user.as_ref()).or(self.user.as_ref());
        let permissions = member.and_then(|member| member.permissions.as_ref()?.parse().ok()).unwrap_or_default();
        let id = match user {
            Some(user) => user.id.0,
            None if self.r#type == kind::PING => 0,
            None => return Err(Unreadable("nobody is named as its user".to_owned())),
        };
        let roles = member.and_then(|member| member.roles.as_deref());
        Ok(Asker {
            id,
            server: self.guild_id.map(|server| server.0),
            permissions: Permissions::from_bits_retain(permissions),
            roles: roles.unwrap_or_default().iter().map(|role| role.0).collect(),
        })
    }

    fn request(self) -> Request {
        let Raw { r#type, data, message, .. } = self;
        let data = data.unwrap_or_default();
        let name = data.name.unwrap_or_default();
        let options = data.options.unwrap_or_default();
        match r#type {
            kind::PING => Request::Ping,
            kind::COMMAND if data.r#type == Some(kind::MESSAGE_MENU) => {
                let mut messages = data.resolved.and_then(|resolved| resolved.messages).unwrap_or_default();
                let target = data.target_id.and_then(|id| messages.remove(&id));
                Request::MessageMenu { name, content: target.and_then(|message| message.content).unwrap_or_default() }
            }
            kind::COMMAND => {
                let filled = options.into_iter().filter_map(|option| Some((option.name, text(option.value?)?)));
                Request::Command { name, options: filled.collect() }
            }
            kind::COMPLETION => {
                // Without a name nothing is offered: choices are all that Discord takes here.
                let focused = options.into_iter().find(|option| option.focused == Some(true));
                let (option, value) = focused.map(|option| (option.name, option.value)).unwrap_or_default();
                Request::Completion { command: name, option, typed: value.and_then(text).unwrap_or_default() }
            }
            kind::COMPONENT => {
                let flags = message.and_then(|message| message.flags).unwrap_or_default();
                Request::Press {
                    custom_id: data.custom_id.unwrap_or_default(),
                    picked: data.values.unwrap_or_default(),
                    on_private: flags & kind::EPHEMERAL != 0,
                }
            }
            _ => Request::Unknown,
        }
    }
}

/// An option's value as text: `true` for a box that is ticked.
fn text(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Bool(_) | serde_json::Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(extra: &serde_json::Value) -> Interaction {
        let mut payload = json!({
            "id": "11", "application_id": "22", "token": "secret", "version": 1, "new field": [1],
            "guild_id": "33",
            "member": {"user": {"id": "44", "username": "anna"}, "permissions": "32", "roles": ["55"]},
        });
        payload.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        Interaction::from_value(payload).unwrap()
    }

    #[test]
    fn a_command_in_a_server() {
        let data = json!({"id": "1", "name": "brand", "type": 1, "options": [
            {"name": "name", "type": 3, "value": "moondrop"}, {"name": "private", "type": 5, "value": true},
            {"name": "newer", "type": 99, "value": {"strange": 1}}]});
        let interaction = read(&json!({"type": 2, "data": data}));
        let options = [("name", "moondrop"), ("private", "true")].map(|(name, value)| (name.into(), value.into()));
        assert_eq!(interaction.request, Request::Command { name: "brand".into(), options: options.into() });
        assert_eq!((interaction.id, interaction.application_id, interaction.asker.server), (11, 22, Some(33)));
        assert_eq!((interaction.asker.id, interaction.asker.roles), (44, vec![55]));
        assert!(interaction.asker.permissions.contains(Permissions::MANAGE_GUILD));
    }

    #[test]
    fn the_menu_of_a_message() {
        let data = json!({"name": "Answer this", "type": 3, "target_id": "7",
            "resolved": {"messages": {"7": {"content": "what is mmcx", "components": [{"type": 99}]}}}});
        let expected = Request::MessageMenu { name: "Answer this".into(), content: "what is mmcx".into() };
        assert_eq!(read(&json!({"type": 2, "data": data})).request, expected);
    }

    #[test]
    fn typing_and_pressing() {
        let data = json!({"name": "iem", "options": [{"name": "question", "value": "wha", "focused": true}]});
        let expected = Request::Completion { command: "iem".into(), option: "question".into(), typed: "wha".into() };
        assert_eq!(read(&json!({"type": 4, "data": data})).request, expected);

        let nowhere = Request::Completion { command: "iem".into(), option: String::new(), typed: String::new() };
        assert_eq!(read(&json!({"type": 4, "data": {"name": "iem"}})).request, nowhere);

        let pressed = json!({"custom_id": "1p", "component_type": 3, "values": ["brand/shure"]});
        let expected = Request::Press { custom_id: "1p".into(), picked: vec!["brand/shure".into()], on_private: true };
        assert_eq!(read(&json!({"type": 3, "data": pressed, "message": {"flags": 64}})).request, expected);
    }

    #[test]
    fn what_is_newer_is_unknown_and_what_is_broken_is_refused() {
        assert_eq!(read(&json!({"type": 77})).request, Request::Unknown);
        let ping = Interaction::from_json(br#"{"type": 1}"#).unwrap();
        assert_eq!(ping.request, Request::Ping);
        for broken in [
            "{\"type\": 2, \"id\": \"1\", \"token\": \"t\"}",
            "",
            "[]",
            "{}",
            "{\"id\": \"x\", \"type\": 2, \"token\": \"t\"}",
            "null",
        ] {
            assert!(Interaction::from_json(broken.as_bytes()).is_err(), "{broken}");
        }
    }

    #[test]
    fn the_token_never_shows() {
        assert!(!format!("{:?}", read(&json!({"type": 1}))).contains("secret"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _read = Interaction::from_json(&bytes);
        }
    }
}
