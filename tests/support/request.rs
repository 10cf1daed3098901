//! Interactions that people start, built step by step: sent through the gateway,
//! or made into JSON for an HTTP endpoint or a test without network.

use super::answer::Answer;
use super::callback::{can_press, interaction_type};
use super::discord::Discord;
use super::limits::components::usable_component;
use super::limits::problems::utf16_length;
use super::payloads::interaction::{interaction, ping as ping_payload};
use super::people::{MEMBER, Person};
use super::places::{Place, SERVER};
use super::snowflake::next_snowflake;
use serde_json::{Value, json};
use std::future::{Future, IntoFuture};
use std::pin::Pin;

/// A change to the JSON, made last.
type Change = Box<dyn FnOnce(&mut Value) + Send>;

/// An interaction in the making. `.await` sends it, like [`InteractionRequest::send`].
#[must_use = "nothing happens before it is sent"]
pub(crate) struct InteractionRequest {
    discord: Option<Discord>,
    kind: u64,
    data: Value,
    message: Option<Value>,
    place: Place,
    person: Person,
    /// The only one who sees the message, where it is ephemeral.
    reader: Option<Person>,
    is_forged: bool,
    changes: Vec<Change>,
}

/// A slash command.
pub(crate) fn command(name: &str) -> InteractionRequest {
    InteractionRequest::new(interaction_type::COMMAND, json!({"id": "", "name": name, "type": 1}))
}

/// A slash command that is being typed; see [`InteractionRequest::focused`].
pub(crate) fn autocomplete(name: &str) -> InteractionRequest {
    InteractionRequest::new(interaction_type::AUTOCOMPLETE, json!({"id": "", "name": name, "type": 1}))
}

/// An entry of the menu of a message.
pub(crate) fn message_menu(name: &str, message: &Value) -> InteractionRequest {
    let id = message["id"].as_str().unwrap();
    let mut target = message.clone();
    for key in ["guild_id", "member", "referenced_message"] {
        target.as_object_mut().unwrap().remove(key);
    }
    let resolved = json!({"messages": {id: target}});
    let data = json!({"id": "", "name": name, "type": 3, "target_id": id, "resolved": resolved});
    InteractionRequest::new(interaction_type::COMMAND, data)
}

/// A button of a message is pressed.
pub(crate) fn press(message: &Value, custom_id: &str) -> InteractionRequest {
    assert!(can_press(message, custom_id), "the message has no usable \"{custom_id}\": {:#}", message["components"]);
    let component = usable_component(message, custom_id).unwrap();
    assert_eq!(component["type"], 2, "\"{custom_id}\" is no button");
    on_message(message, json!({"component_type": 2, "custom_id": custom_id, "id": component["id"]}))
}

/// Values of a menu of a message are chosen.
pub(crate) fn choose(message: &Value, custom_id: &str, values: &[&str]) -> InteractionRequest {
    let menu = usable_component(message, custom_id).expect("the message has the menu");
    let options = menu["options"].as_array().expect("it is a menu of texts");
    for value in values {
        assert!(options.iter().any(|option| option["value"] == *value), "the menu has no value \"{value}\"");
    }
    let (least, most) = (menu["min_values"].as_u64().unwrap_or(1), menu["max_values"].as_u64().unwrap_or(1));
    assert!((least..=most).contains(&(values.len() as u64)), "from {least} to {most} values can be chosen");
    let data = json!({"component_type": 3, "custom_id": custom_id, "id": menu["id"], "values": values});
    on_message(message, data)
}

/// A button that the message does not have.
pub(crate) fn forged_press(message: &Value, custom_id: &str) -> InteractionRequest {
    let mut request = on_message(message, json!({"component_type": 2, "custom_id": custom_id, "id": 2}));
    request.is_forged = true;
    request
}

/// A form is sent: custom ids and texts.
pub(crate) fn submit(custom_id: &str, fields: &[(&str, &str)]) -> InteractionRequest {
    let row = |(number, (custom_id, value)): (usize, &(&str, &str))| {
        let input = json!({"type": 4, "id": 2 * number + 2, "custom_id": custom_id, "value": value});
        json!({"type": 1, "id": 2 * number + 1, "components": [input]})
    };
    let rows: Vec<Value> = fields.iter().enumerate().map(row).collect();
    InteractionRequest::new(interaction_type::MODAL, json!({"custom_id": custom_id, "components": rows}))
}

/// Discord tests an HTTP endpoint.
pub(crate) fn ping() -> InteractionRequest {
    InteractionRequest::new(interaction_type::PING, Value::Null)
}

fn on_message(message: &Value, data: Value) -> InteractionRequest {
    let mut request = InteractionRequest::new(interaction_type::COMPONENT, data);
    request.message = Some(message.clone());
    request
}

impl InteractionRequest {
    fn new(kind: u64, data: Value) -> Self {
        let (place, person, changes) = (Place::Server, MEMBER, Vec::new());
        Self { discord: None, kind, data, message: None, place, person, reader: None, is_forged: false, changes }
    }

    /// To be sent by this Discord.
    pub(crate) fn on(mut self, discord: &Discord) -> Self {
        self.discord = Some(discord.clone());
        self
    }

    /// Adds an option: a text, a whole number, yes or no, or a number.
    pub(crate) fn option(self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let kind = match &value {
            Value::Bool(_) => 5,
            Value::Number(number) if number.is_f64() => 10,
            Value::Number(_) => 4,
            _ => 3,
        };
        self.option_of_type(name, kind, value)
    }

    /// Adds an option of any type, also one that does not exist.
    pub(crate) fn option_of_type(self, name: &str, kind: u64, value: impl Into<Value>) -> Self {
        self.raw_option(json!({"name": name, "type": kind, "value": value.into()}))
    }

    /// Adds the option that is being typed.
    pub(crate) fn focused(self, name: &str, typed: &str) -> Self {
        self.raw_option(json!({"name": name, "type": 3, "value": typed, "focused": true}))
    }

    fn raw_option(mut self, option: Value) -> Self {
        let options = self.data.as_object_mut().unwrap().entry("options").or_insert_with(|| json!([]));
        options.as_array_mut().unwrap().push(option);
        self
    }

    /// By somebody, where it would have been by somebody else.
    pub(crate) fn by(mut self, person: Person) -> Self {
        self.person = person;
        self
    }

    /// By somebody at a place.
    pub(crate) fn at(mut self, place: Place, person: Person) -> Self {
        (self.place, self.person) = (place, person);
        self
    }

    /// On a message that nobody else sees.
    pub(crate) fn seen_only_by(mut self, reader: Person) -> Self {
        self.reader = Some(reader);
        self
    }

    /// In the server that has the bot.
    pub(crate) fn in_server(self, person: Person) -> Self {
        self.at(Place::Server, person)
    }

    /// In direct messages with the bot.
    pub(crate) fn in_direct_message(self, person: Person) -> Self {
        self.at(Place::DirectMessage, person)
    }

    /// In a server without the bot, by somebody who has installed the app.
    pub(crate) fn in_foreign_server(self, person: Person) -> Self {
        self.at(Place::ForeignServer, person)
    }

    /// Among people, by somebody who has installed the app.
    pub(crate) fn in_private_channel(self, person: Person) -> Self {
        self.at(Place::PrivateChannel, person)
    }

    /// From a person whose Discord speaks another language.
    pub(crate) fn in_language(self, locale: &str) -> Self {
        let locale = locale.to_owned();
        self.changed(move |json| json["locale"] = json!(locale))
    }

    /// With any change to the JSON.
    pub(crate) fn changed(mut self, change: impl FnOnce(&mut Value) + Send + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// As Discord sent it before there was `attachment_size_limit`.
    pub(crate) fn without_attachment_size_limit(self) -> Self {
        self.changed(|json| {
            json.as_object_mut().unwrap().remove("attachment_size_limit");
        })
    }

    /// With keys that nobody knows yet, everywhere.
    pub(crate) fn with_unknown_keys(self) -> Self {
        self.changed(|json| {
            json["hologram"] = json!({"depth": 3});
            json["channel"]["hologram"] = json!([1, 2]);
            for key in ["data", "member", "user", "message", "guild"] {
                if json[key].is_object() {
                    json[key]["hologram"] = json!("yes");
                }
            }
        })
    }

    /// On a message with a component of a type that nobody knows yet.
    pub(crate) fn with_unknown_component(self) -> Self {
        self.changed(|json| {
            if let Some(components) = json["message"]["components"].as_array_mut() {
                components.push(json!({"type": 99, "id": 99, "hologram": true}));
                components.push(json!({"type": 1, "id": 100, "components": [{"type": 99, "id": 101}]}));
            }
        })
    }

    /// Of a type that nobody knows yet.
    pub(crate) fn of_type(mut self, kind: u64) -> Self {
        self.kind = kind;
        self
    }

    /// What nobody but a forger could send: not checked against the registered commands.
    pub(crate) fn forged(mut self) -> Self {
        self.is_forged = true;
        self
    }

    /// The interaction as Discord sends it.
    pub(crate) fn json(self) -> Value {
        self.into_parts().1
    }

    fn into_parts(mut self) -> (Option<Discord>, Value, Place, Person) {
        let is_seen = self.is_forged || self.reader.is_none_or(|reader| reader == self.person);
        assert!(is_seen, "{} does not see this ephemeral message", self.person.username);
        if self.data["id"] == "" {
            let id = self.command_id().unwrap_or_else(|| json!(next_snowflake().to_string()));
            self.data["id"] = id;
        }
        let mut json = if self.kind == interaction_type::PING {
            ping_payload(&self.person)
        } else {
            interaction(self.kind, self.data, self.place, &self.person)
        };
        if let Some(message) = self.message {
            json["message"] = message;
        }
        self.changes.into_iter().for_each(|change| change(&mut json));
        (self.discord, json, self.place, self.person)
    }

    /// The id of the registered command, after a look at whether it can be used like this.
    fn command_id(&self) -> Option<Value> {
        let state = self.discord.as_ref()?.shared.lock();
        if state.commands.is_empty() {
            return None;
        }
        let (kind, name) = (self.data["type"].as_u64().unwrap(), self.data["name"].as_str().unwrap());
        let server = self.place.server_id().filter(|server| *server == SERVER);
        let command = state.commands.find(server, kind, name);
        if !self.is_forged {
            let command = command.unwrap_or_else(|| panic!("no command \"{name}\" of type {kind} is registered"));
            check_place(command, self.place);
            check_options(command, &self.data, self.kind == interaction_type::COMMAND);
        }
        command.map(|command| command["id"].clone())
    }

    /// Sends it and waits for the callback; the test ends if none comes in time.
    pub(crate) async fn send(self) -> Answer {
        let described = format!("type {}, {}", self.kind, self.data);
        let answer = self.dispatch();
        let violations = || answer.discord.violations();
        let has_callback = answer.has_callback().await;
        assert!(has_callback, "no valid callback within 3 s to {described}; violations: {:#?}", violations());
        answer
    }

    /// Sends it and does not wait.
    pub(crate) fn dispatch(self) -> Answer {
        let (discord, json, place, person) = self.into_parts();
        let discord = discord.expect("built by a Discord, as in `discord.command(..)`");
        let answer = discord.expect(&json, place, person);
        let is_sent =
            discord.shared.change(|state| state.gateway.dispatch(place.server_id(), 0, "INTERACTION_CREATE", &json));
        assert!(is_sent, "no session that the interaction could go to");
        answer
    }

    /// Makes it known without sending it: the test posts the JSON to an HTTP endpoint.
    pub(crate) fn by_http(self) -> (Value, Answer) {
        let (discord, json, place, person) = self.into_parts();
        let discord = discord.expect("built by a Discord, as in `discord.command(..)`");
        let answer = discord.expect(&json, place, person);
        (json, answer)
    }
}

impl IntoFuture for InteractionRequest {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// A command is only offered where it was registered for.
fn check_place(command: &Value, place: Place) {
    let name = &command["name"];
    if let Some(contexts) = command["contexts"].as_array() {
        assert!(contexts.contains(&json!(place.context())), "{name} is not offered here: contexts {contexts:?}");
    }
    let installed = u8::from(place.is_user_installed());
    let types = command["integration_types"].as_array().unwrap();
    assert!(types.contains(&json!(installed)), "{name} cannot be installed like this: {types:?}");
}

/// Discord's own client lets nobody send options that were not registered.
fn check_options(command: &Value, data: &Value, is_complete: bool) {
    let name = &command["name"];
    let registered = command["options"].as_array().map_or(&[][..], Vec::as_slice);
    let sent = data["options"].as_array().map_or(&[][..], Vec::as_slice);
    for option in sent {
        let known = registered.iter().find(|known| known["name"] == option["name"]);
        let known = known.unwrap_or_else(|| panic!("{name} has no option {}", option["name"]));
        assert_eq!(known["type"], option["type"], "the type of {} of {name}", option["name"]);
        if let (Some(most), Some(text)) = (known["max_length"].as_u64(), option["value"].as_str()) {
            assert!(utf16_length(text) as u64 <= most, "{} of {name} takes {most} characters", option["name"]);
        }
        assert!(
            option["focused"] != true || known["autocomplete"] == true,
            "{} of {name} has no autocomplete",
            option["name"]
        );
    }
    let missing = registered
        .iter()
        .find(|known| known["required"] == true && !sent.iter().any(|option| option["name"] == known["name"]));
    assert!(!is_complete || missing.is_none(), "{name} needs {missing:?}");
}
