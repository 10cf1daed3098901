//! Limits of the buttons and menus under a message.

use super::problems::{Problems, is_blank, present};
use crate::support::snowflake::read_snowflake;
use serde_json::Value;
use std::collections::BTreeSet;

/// Component types: <https://discord.com/developers/docs/components/reference>.
const ACTION_ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const LINK: u64 = 5;

/// Checks the components of a message.
pub(crate) fn check_components(message: &Value, problems: &mut Problems) {
    let rows = problems.list(message, "components", 0..=5);
    let mut custom_ids = BTreeSet::new();
    problems.at("components", |problems| {
        for (position, row) in rows.iter().enumerate() {
            problems.at(position, |problems| check_row(row, &mut custom_ids, problems));
        }
    });
}

fn check_row<'a>(row: &'a Value, custom_ids: &mut BTreeSet<&'a str>, problems: &mut Problems) {
    if row["type"].as_u64() != Some(ACTION_ROW) {
        let message = format!("only action rows can stand here, not type {} (newer types need a flag)", row["type"]);
        problems.add_at("type", "UNION_TYPE_CHOICES", message);
        return;
    }
    problems.only_keys(row, &["type", "components", "id"]);
    let components = problems.list(row, "components", 1..=5);
    if present(row, "components").is_none() {
        problems.add_at("components", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let menus = components.iter().filter(|component| component["type"].as_u64() != Some(BUTTON)).count();
    if menus > 0 && components.len() > 1 {
        problems.add_at("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "a menu fills a row by itself");
    }
    problems.at("components", |problems| {
        for (position, component) in components.iter().enumerate() {
            problems.at(position, |problems| {
                check_component(component, problems);
                if let Some(custom_id) = component["custom_id"].as_str()
                    && !custom_ids.insert(custom_id)
                {
                    let message = format!("Component custom id cannot be duplicated: \"{custom_id}\"");
                    problems.add_at("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", message);
                }
            });
        }
    });
}

fn check_component(component: &Value, problems: &mut Problems) {
    match component["type"].as_u64() {
        Some(BUTTON) => check_button(component, problems),
        Some(STRING_SELECT) => check_string_select(component, problems),
        Some(5..=8) => {
            problems.required_text(component, "custom_id", 1..=100);
            check_menu(component, 25, problems);
        }
        _ => {
            let message = format!("type {} cannot stand in a row of a message", component["type"]);
            problems.add_at("type", "UNION_TYPE_CHOICES", message);
        }
    }
}

fn check_button(button: &Value, problems: &mut Problems) {
    problems.only_keys(button, &["type", "style", "label", "emoji", "custom_id", "url", "disabled", "sku_id", "id"]);
    let style = problems.number(button, "style", 1..=LINK);
    if style.is_none() && present(button, "style").is_none() {
        problems.add_at("style", "BASE_TYPE_REQUIRED", "This field is required");
    }
    problems.text(button, "label", 1..=80);
    problems.yes_or_no(button, "disabled");
    check_emoji(button, problems);
    if present(button, "label").is_none() && present(button, "emoji").is_none() {
        problems.add("BUTTON_COMPONENT_INVALID", "a button needs a label or an emoji");
    }
    if style == Some(LINK) {
        problems.required_text(button, "url", 1..=512);
        problems.url(button, "url", 512, None);
        if present(button, "custom_id").is_some() {
            problems.add("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "a link has no custom id");
        }
    } else {
        problems.required_text(button, "custom_id", 1..=100);
        if present(button, "url").is_some() {
            problems.add("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "only a link has a url");
        }
    }
    if present(button, "sku_id").is_some() {
        problems.add_at("sku_id", "BUTTON_COMPONENT_INVALID", "this application sells nothing");
    }
}

fn check_string_select(menu: &Value, problems: &mut Problems) {
    problems.only_keys(
        menu,
        &[
            "type",
            "custom_id",
            "options",
            "placeholder",
            "min_values",
            "max_values",
            "disabled",
            "id",
            "required",
            "channel_types",
            "default_values",
        ],
    );
    problems.required_text(menu, "custom_id", 1..=100);
    if present(menu, "options").is_none() {
        problems.add_at("options", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let options = problems.list(menu, "options", 1..=25);
    check_menu(menu, options.len() as u64, problems);
    let mut values = BTreeSet::new();
    problems.at("options", |problems| {
        for (position, option) in options.iter().enumerate() {
            problems.at(position, |problems| check_option(option, &mut values, problems));
        }
    });
    let chosen = options.iter().filter(|option| option["default"] == true).count() as u64;
    if chosen > menu["max_values"].as_u64().unwrap_or(1) {
        problems.add_at("options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "more are chosen than may be");
    }
}

fn check_menu(menu: &Value, options: u64, problems: &mut Problems) {
    problems.text(menu, "placeholder", 0..=150);
    problems.yes_or_no(menu, "disabled");
    let least = problems.number(menu, "min_values", 0..=25).unwrap_or(1);
    let most = problems.number(menu, "max_values", 1..=25).unwrap_or(1);
    if least > most || most > options.max(1) {
        let message = format!("from {least} to {most} of {options} options cannot be chosen");
        problems.add("SELECT_COMPONENT_INVALID_VALUES_RANGE", message);
    }
}

fn check_option<'a>(option: &'a Value, values: &mut BTreeSet<&'a str>, problems: &mut Problems) {
    problems.only_keys(option, &["label", "value", "description", "emoji", "default"]);
    problems.required_text(option, "label", 1..=100);
    problems.text(option, "description", 0..=100);
    problems.yes_or_no(option, "default");
    check_emoji(option, problems);
    if let Some(value) = problems.required_text(option, "value", 1..=100)
        && !values.insert(value)
    {
        let message = format!("The specified option value is already used: \"{value}\"");
        problems.add_at("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
    }
}

fn check_emoji(component: &Value, problems: &mut Problems) {
    let Some(emoji) = present(component, "emoji") else { return };
    problems.at("emoji", |problems| {
        problems.only_keys(emoji, &["id", "name", "animated"]);
        let is_custom = present(emoji, "id").is_some();
        if is_custom && read_snowflake(&emoji["id"]).is_none() {
            problems.add_at("id", "NUMBER_TYPE_COERCE", "not a snowflake");
        }
        let name = emoji["name"].as_str().unwrap_or_default();
        let shows_letters = name.chars().any(|character| character.is_alphabetic() || character == ':');
        if !is_custom && (is_blank(name) || shows_letters) {
            problems.add_at("name", "BUTTON_COMPONENT_INVALID_EMOJI", format!("Invalid emoji: \"{name}\""));
        }
    });
}

/// Every component of a message that a person can use, by its custom id.
pub(crate) fn usable_component<'a>(message: &'a Value, custom_id: &str) -> Option<&'a Value> {
    let rows = message["components"].as_array()?;
    let mut components = rows.iter().filter_map(|row| row["components"].as_array()).flatten();
    components.find(|component| component["custom_id"] == custom_id && component["disabled"] != true)
}
