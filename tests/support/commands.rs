//! The register of application commands, as Discord gives it back: with ids,
//! versions and defaults, and sorted in its own way.

use super::limits::command::command_type;
use super::people::BOT;
use super::snowflake::{Snowflake, is_id, next_snowflake};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All commands: everywhere (None) and of single servers.
#[derive(Debug, Default)]
pub(crate) struct Commands {
    lists: BTreeMap<Option<Snowflake>, Vec<Value>>,
    /// How often a command was written, other than by saying again what was there.
    pub(crate) writes: usize,
}

impl Commands {
    /// The commands of a server, or those everywhere.
    pub(crate) fn list(&self, server: Option<Snowflake>) -> &[Value] {
        self.lists.get(&server).map_or(&[], Vec::as_slice)
    }

    /// The command of a name and type that a person in a server would reach.
    pub(crate) fn find(&self, server: Option<Snowflake>, kind: u64, name: &str) -> Option<&Value> {
        let here = server.into_iter().flat_map(|server| self.list(Some(server)));
        here.chain(self.list(None)).find(|command| command["name"] == name && command["type"] == kind)
    }

    /// The command of an id.
    pub(crate) fn by_id(&self, server: Option<Snowflake>, id: Snowflake) -> Option<&Value> {
        self.list(server).iter().find(|command| is_id(&command["id"], id))
    }

    /// Whether any command is registered.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists.values().all(Vec::is_empty)
    }

    /// Replaces a list by another; commands of the same name and type keep their id.
    pub(crate) fn overwrite(&mut self, server: Option<Snowflake>, commands: &[Value]) {
        let kept: Vec<Value> = commands.iter().map(|command| self.registered(server, command)).collect();
        self.lists.insert(server, kept);
        self.sort(server);
    }

    /// Adds a command, or replaces the one of its name and type.
    pub(crate) fn insert(&mut self, server: Option<Snowflake>, command: &Value) -> Value {
        let command = self.registered(server, command);
        self.delete_where(server, |other| other["id"] == command["id"]);
        self.lists.entry(server).or_default().push(command.clone());
        self.sort(server);
        command
    }

    /// Removes the command of an id; false where there is none.
    pub(crate) fn delete(&mut self, server: Option<Snowflake>, id: Snowflake) -> bool {
        self.delete_where(server, |command| is_id(&command["id"], id))
    }

    fn delete_where(&mut self, server: Option<Snowflake>, is_meant: impl Fn(&Value) -> bool) -> bool {
        let list = self.lists.entry(server).or_default();
        let before = list.len();
        list.retain(|command| !is_meant(command));
        list.len() < before
    }

    /// Discord gives commands back in an order that is not the order they were sent in.
    fn sort(&mut self, server: Option<Snowflake>) {
        let list = self.lists.entry(server).or_default();
        list.sort_by_key(|command| command["name"].as_str().unwrap_or_default().chars().rev().collect::<String>());
    }

    /// A command as it is registered: a new version only where something differs.
    fn registered(&mut self, server: Option<Snowflake>, command: &Value) -> Value {
        let mut registered = with_defaults(command, server);
        let name = registered["name"].as_str().unwrap_or_default().to_owned();
        let kind = command_type(command);
        let old = self.list(server).iter().find(|old| old["name"] == *name && old["type"] == kind);
        if let Some(old) = old {
            registered["id"] = old["id"].clone();
            registered["version"] = old["version"].clone();
            if registered == *old {
                return registered;
            }
        } else {
            registered["id"] = json!(next_snowflake().to_string());
        }
        registered["version"] = json!(next_snowflake().to_string());
        self.writes += 1;
        registered
    }
}

/// A command as it is listed: translations are shown only to those who ask for them.
pub(crate) fn shown(command: &Value, with_localisations: bool) -> Value {
    let mut shown = command.clone();
    if !with_localisations {
        hide_localisations(&mut shown);
    }
    shown
}

fn hide_localisations(object: &mut Value) {
    if let Some(object) = object.as_object_mut() {
        object.remove("name_localizations");
        object.remove("description_localizations");
    }
    for key in ["options", "choices"] {
        object.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(hide_localisations);
    }
}

/// What Discord adds to a command and what it leaves out.
fn with_defaults(command: &Value, server: Option<Snowflake>) -> Value {
    let given = |key: &str, default: Value| match command.get(key) {
        None | Some(Value::Null) => default,
        Some(value) => value.clone(),
    };
    let mut registered = json!({
        "application_id": BOT.id.to_string(),
        "type": command_type(command),
        "name": command["name"],
        "name_localizations": localisations(&command["name_localizations"]),
        "description": given("description", json!("")),
        "description_localizations": localisations(&command["description_localizations"]),
        "default_member_permissions": given("default_member_permissions", Value::Null),
        "dm_permission": given("dm_permission", json!(true)),
        "contexts": sorted(given("contexts", Value::Null)),
        "integration_types": sorted(given("integration_types", json!([0]))),
        "nsfw": given("nsfw", json!(false)),
    });
    if let Some(contexts) = registered["contexts"].as_array() {
        registered["dm_permission"] = json!(contexts.contains(&json!(1)));
    }
    if let Some(server) = server {
        registered["guild_id"] = json!(server.to_string());
    }
    let options = command["options"].as_array().filter(|options| !options.is_empty());
    if let Some(options) = options {
        registered["options"] = options.iter().map(shown_option).collect();
    }
    registered
}

/// An option as Discord gives it back: what says nothing is left out.
fn shown_option(option: &Value) -> Value {
    let says_something = |value: &Value| !value.is_null() && *value != false && *value != json!([]);
    let mut shown: Map<String, Value> = option
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| says_something(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    for key in ["name_localizations", "description_localizations"] {
        shown.insert(key.to_owned(), localisations(&option[key]));
    }
    for choice in shown.get_mut("choices").and_then(Value::as_array_mut).into_iter().flatten() {
        choice["name_localizations"] = localisations(&choice["name_localizations"]);
    }
    if let Some(inner) = shown.get("options").and_then(Value::as_array) {
        let inner: Value = inner.iter().map(shown_option).collect();
        shown.insert("options".to_owned(), inner);
    }
    Value::Object(shown)
}

/// Translations; none at all are given back as null.
fn localisations(translations: &Value) -> Value {
    if translations.as_object().is_none_or(Map::is_empty) { Value::Null } else { translations.clone() }
}

fn sorted(mut value: Value) -> Value {
    if let Some(list) = value.as_array_mut() {
        list.sort_by_key(Value::as_u64);
    }
    value
}
