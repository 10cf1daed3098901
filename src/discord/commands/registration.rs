//! What Discord is told of the commands.

use super::localisations::{Localised, of_command, of_option};
use super::{ALL, Command, CommandOption, Place, Value};
use serde_json::Value as Json;
use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
    Permissions,
};

/// Every command as Discord registers it.
pub fn payload() -> Vec<CreateCommand> {
    ALL.into_iter().map(command).collect()
}

fn command(command: &Command) -> CreateCommand {
    let localised = of_command(command.name);
    let mut built = CreateCommand::new(command.name)
        .kind(match command.place {
            Place::Slash => CommandType::ChatInput,
            Place::MessageMenu => CommandType::Message,
        })
        .integration_types(if command.for_moderators {
            vec![InstallationContext::Guild]
        } else {
            vec![InstallationContext::Guild, InstallationContext::User]
        })
        .contexts(if command.for_moderators {
            vec![InteractionContext::Guild, InteractionContext::BotDm]
        } else {
            vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel]
        })
        .set_options(command.options.iter().map(|known| option(command, known)).collect());
    for (locale, name) in &localised.name {
        built = built.name_localized(locale, name);
    }
    if command.place == Place::Slash {
        built = built.description(command.description);
        for (locale, description) in &localised.description {
            built = built.description_localized(locale, description);
        }
    }
    if command.for_moderators {
        built = built.default_member_permissions(Permissions::MANAGE_GUILD);
    }
    built
}

fn option(command: &Command, option: &CommandOption) -> CreateCommandOption {
    let (kind, required) = match option.value {
        Value::Text { .. } => (CommandOptionType::String, true),
        Value::Flag => (CommandOptionType::Boolean, false),
    };
    let mut built = CreateCommandOption::new(kind, option.name, option.description).required(required);
    let Localised { name, description, .. } = of_option(command.name, option.name);
    for (locale, name) in name {
        built = built.name_localized(locale, name);
    }
    for (locale, description) in description {
        built = built.description_localized(locale, description);
    }
    match option.value {
        Value::Text { longest, .. } => built.set_autocomplete(true).min_length(1).max_length(longest),
        Value::Flag => built,
    }
}

/// What of a command decides how it behaves; Discord adds more of its own.
const COMPARED: [&str; 15] = [
    "name",
    "type",
    "description",
    "name_localizations",
    "description_localizations",
    "default_member_permissions",
    "integration_types",
    "contexts",
    "options",
    "required",
    "autocomplete",
    "min_length",
    "max_length",
    "nsfw",
    "choices",
];

/// Whether the commands that Discord has are the same as ours, in any order.
pub fn same_as_registered(ours: &Json, registered: &Json) -> bool {
    let essence = |commands: &Json| {
        let mut commands: Vec<String> =
            commands.as_array().into_iter().flatten().map(|command| essential(command).to_string()).collect();
        commands.sort();
        commands
    };
    essence(ours) == essence(registered)
}

/// The keys that matter, without those that say what is the case anyway.
fn essential(value: &Json) -> Json {
    match value {
        Json::Object(keys) => {
            let translations = keys.keys().all(|key| !COMPARED.contains(&key.as_str()));
            let kept = keys.iter().filter(|(key, _)| translations || COMPARED.contains(&key.as_str()));
            let kept = kept.map(|(key, value)| (key.clone(), essential(value)));
            kept.filter(|(_, value)| !says_nothing(value)).collect()
        }
        Json::Array(items) if items.iter().all(Json::is_number) => {
            let mut numbers: Vec<u64> = items.iter().filter_map(Json::as_u64).collect();
            numbers.sort_unstable();
            Json::from(numbers)
        }
        Json::Array(items) => items.iter().map(essential).collect(),
        other => other.clone(),
    }
}

fn says_nothing(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(keys) => keys.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_discord_adds_is_no_difference() {
        let ours = serde_json::to_value(payload()).unwrap();
        let mut registered = ours.clone();
        for command in registered.as_array_mut().unwrap() {
            let command = command.as_object_mut().unwrap();
            command.extend(
                json!({"id": "1", "application_id": "2", "version": "3", "dm_permission": true, "nsfw": false})
                    .as_object()
                    .unwrap()
                    .clone(),
            );
            command.entry("default_member_permissions").or_insert(Json::Null);
            command["integration_types"].as_array_mut().unwrap().reverse();
        }
        registered.as_array_mut().unwrap().reverse();
        assert!(same_as_registered(&ours, &registered));
    }

    #[test]
    fn a_change_is_a_difference() {
        let ours = serde_json::to_value(payload()).unwrap();
        for (pointer, value) in [
            ("/0/description", json!("Ask")),
            ("/0/options/0/max_length", json!(10)),
            ("/0/options/0/name_localizations/de", json!("x")),
            ("/8/default_member_permissions", json!("8")),
            ("/1/contexts", json!([0])),
        ] {
            let mut registered = ours.clone();
            *registered.pointer_mut(pointer).unwrap() = value;
            assert!(!same_as_registered(&ours, &registered), "{pointer}");
        }
        assert!(!same_as_registered(&ours, &json!([])));
    }
}
