//! Limits of application commands.

use super::choices::check_choices;
use super::localisation::check_localisations;
use super::problems::{Problems, is_blank, present, utf16_length};
use fancy_regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The most characters of a command with all its options and choices.
const LONGEST_COMMAND: usize = 8000;
/// The most commands of each type: slash commands, user menus, message menus.
const MOST_COMMANDS: [(u64, usize); 3] = [(1, 100), (2, 15), (3, 15)];

/// Checks a whole list of commands, as it replaces all others.
pub(crate) fn check_commands(commands: &Value, problems: &mut Problems) {
    let Some(commands) = commands.as_array() else {
        problems.add("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        return;
    };
    let mut names = BTreeSet::new();
    for (position, command) in commands.iter().enumerate() {
        problems.at(position, |problems| {
            check_command(command, problems);
            if !names.insert((command_type(command), command["name"].as_str().unwrap_or_default())) {
                problems.add("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
            }
        });
    }
    for (kind, most) in MOST_COMMANDS {
        let count = commands.iter().filter(|command| command_type(command) == kind).count();
        if count > most {
            problems.add("30032", format!("Maximum number of application commands reached ({most}): {count}"));
        }
    }
}

/// Checks one command.
pub(crate) fn check_command(command: &Value, problems: &mut Problems) {
    problems.only_keys(
        command,
        &[
            "id",
            "type",
            "name",
            "name_localizations",
            "description",
            "description_localizations",
            "options",
            "default_member_permissions",
            "dm_permission",
            "default_permission",
            "contexts",
            "integration_types",
            "nsfw",
            "handler",
        ],
    );
    problems.number(command, "type", 1..=3);
    if command_type(command) == 1 {
        check_name_and_description(command, problems);
        check_options(command, 0, problems);
    } else {
        check_menu(command, problems);
    }
    check_availability(command, problems);
    let total = characters(command);
    if total > LONGEST_COMMAND {
        let message = format!("Command exceeds maximum size ({LONGEST_COMMAND}): is {total}");
        problems.add("APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// The type of a command: a slash command unless it says otherwise.
pub(crate) fn command_type(command: &Value) -> u64 {
    present(command, "type").and_then(Value::as_u64).unwrap_or(1)
}

fn check_menu(command: &Value, problems: &mut Problems) {
    problems.required_text(command, "name", 1..=32);
    check_localisations(command, "name_localizations", problems, |texts, locale, problems| {
        problems.required_text(texts, locale, 1..=32);
    });
    if present(command, "description").is_some_and(|text| *text != "") {
        problems.add_at("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "a menu entry has none");
    }
    if !problems.list(command, "options", 0..=25).is_empty() {
        problems.add_at("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "a menu entry has none");
    }
}

fn check_availability(command: &Value, problems: &mut Problems) {
    problems.yes_or_no(command, "nsfw");
    problems.yes_or_no(command, "dm_permission");
    check_set(command, "contexts", 2, problems);
    check_set(command, "integration_types", 1, problems);
    let permissions = present(command, "default_member_permissions");
    if permissions.is_some_and(|bits| bits.as_str().and_then(|bits| bits.parse::<u64>().ok()).is_none()) {
        let message = "must be a bit set as a string of digits";
        problems.add_at("default_member_permissions", "NUMBER_TYPE_COERCE", message);
    }
}

fn check_set(command: &Value, key: &str, greatest: u64, problems: &mut Problems) {
    let Some(value) = present(command, key) else { return };
    let numbers: Option<BTreeSet<u64>> = value
        .as_array()
        .and_then(|list| list.iter().map(|number| number.as_u64().filter(|n| *n <= greatest)).collect());
    let is_set = numbers.is_some_and(|numbers| !numbers.is_empty() && numbers.len() == value.as_array().unwrap().len());
    if !is_set {
        problems.add_at(key, "BASE_TYPE_CHOICES", format!("must be a set of numbers from 0 to {greatest}"));
    }
}

fn check_name_and_description(object: &Value, problems: &mut Problems) {
    if present(object, "name").is_none() {
        problems.add_at("name", "BASE_TYPE_REQUIRED", "This field is required");
    }
    check_name(object, "name", problems);
    check_localisations(object, "name_localizations", problems, check_name);
    problems.required_text(object, "description", 1..=100);
    check_localisations(object, "description_localizations", problems, |texts, locale, problems| {
        problems.required_text(texts, locale, 1..=100);
    });
}

/// Checks the name of a command or option: one word, in lower case.
fn check_name(object: &Value, key: &str, problems: &mut Problems) {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[-_\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$").unwrap());
    let Some(name) = problems.text(object, key, 1..=32) else { return };
    if !NAME.is_match(name).unwrap() || name.to_lowercase() != name {
        let message = format!("Command name is invalid: \"{name}\"");
        problems.add_at(key, "APPLICATION_COMMAND_INVALID_NAME", message);
    }
}

fn check_options(object: &Value, depth: u8, problems: &mut Problems) {
    let options = problems.list(object, "options", 0..=25);
    let mut names = BTreeSet::new();
    let mut optional_seen = false;
    problems.at("options", |problems| {
        for (position, option) in options.iter().enumerate() {
            problems.at(position, |problems| {
                check_option(option, depth, problems);
                if !names.insert(option["name"].as_str().unwrap_or_default()) {
                    problems.add_at("name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name twice");
                }
                let required = option["required"] == true;
                if required && optional_seen {
                    let message = "Required options must be placed before non-required options";
                    problems.add_at("required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
                }
                optional_seen |= !required;
            });
        }
    });
    let nested = options.iter().filter(|option| matches!(option["type"].as_u64(), Some(1 | 2))).count();
    if nested > 0 && nested < options.len() {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        problems.add_at("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
}

fn check_option(option: &Value, depth: u8, problems: &mut Problems) {
    problems.only_keys(
        option,
        &[
            "type",
            "name",
            "name_localizations",
            "description",
            "description_localizations",
            "required",
            "choices",
            "options",
            "channel_types",
            "min_value",
            "max_value",
            "min_length",
            "max_length",
            "autocomplete",
        ],
    );
    check_name_and_description(option, problems);
    let Some(kind) = problems.number(option, "type", 1..=11) else {
        problems.add_at("type", "BASE_TYPE_REQUIRED", "This field is required");
        return;
    };
    problems.yes_or_no(option, "required");
    check_lengths(option, kind, problems);
    check_nesting(option, kind, depth, problems);
    let autocompletes = problems.yes_or_no(option, "autocomplete");
    let choices = option["choices"].as_array().map_or(0, Vec::len);
    let takes_choices = matches!(kind, 3 | 4 | 10);
    if !takes_choices && (autocompletes || choices > 0) {
        problems.add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "this type of option has no choices");
    }
    if autocompletes && choices > 0 {
        problems.add("APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", "either fixed choices or autocomplete");
    }
    check_choices(option, kind, problems);
}

fn check_lengths(option: &Value, kind: u64, problems: &mut Problems) {
    let least = problems.number(option, "min_length", 0..=6000);
    let most = problems.number(option, "max_length", 1..=6000);
    if kind != 3 && (least.is_some() || most.is_some()) {
        problems.add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "only texts have lengths");
    }
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        problems.add_at("min_length", "APPLICATION_COMMAND_OPTIONS_MIN_LENGTH", "greater than max_length");
    }
    let has_bounds = present(option, "min_value").is_some() || present(option, "max_value").is_some();
    if has_bounds && !matches!(kind, 4 | 10) {
        problems.add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "only numbers have bounds");
    }
}

fn check_nesting(option: &Value, kind: u64, depth: u8, problems: &mut Problems) {
    match (kind, depth) {
        (1, 0 | 1) | (2, 0) => check_options(option, if kind == 1 { 2 } else { 1 }, problems),
        (1 | 2, _) => problems.add_at("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "nested too deeply"),
        (_, 1) => problems.add_at("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "a group has subcommands only"),
        _ if option["options"].as_array().is_some_and(|options| !options.is_empty()) => {
            problems.add_at("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "only subcommands have options");
        }
        _ => {}
    }
}

/// The characters of a command that count: names, descriptions and values, each by its longest translation.
fn characters(object: &Value) -> usize {
    let longest = |key: &str, translations: &str| {
        let original = object[key].as_str().map_or(0, utf16_length);
        let translated = object[translations].as_object().into_iter().flat_map(|texts| texts.values());
        translated.filter_map(Value::as_str).map(utf16_length).fold(original, usize::max)
    };
    let value = object["value"].as_str().filter(|text| !is_blank(text)).map_or(0, utf16_length);
    let inside: usize =
        ["options", "choices"].iter().filter_map(|key| object[*key].as_array()).flatten().map(characters).sum();
    longest("name", "name_localizations") + longest("description", "description_localizations") + value + inside
}
