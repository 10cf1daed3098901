//! Limits of choices, both fixed ones and those of autocomplete.

use super::localisation::check_localisations;
use super::problems::{Problems, present};
use serde_json::Value;
use std::collections::BTreeSet;

/// Option types whose values are not texts.
const INTEGER: u64 = 4;
const NUMBER: u64 = 10;
/// The greatest whole number that a double holds.
const GREATEST_INTEGER: i64 = 1 << 53;

/// Checks the choices at `choices` for an option of a type.
pub(crate) fn check_choices(object: &Value, option_type: u64, problems: &mut Problems) {
    let choices = problems.list(object, "choices", 0..=25);
    let mut names = BTreeSet::new();
    let mut values = BTreeSet::new();
    problems.at("choices", |problems| {
        for (position, choice) in choices.iter().enumerate() {
            problems.at(position, |problems| {
                problems.only_keys(choice, &["name", "name_localizations", "value"]);
                let name = problems.required_text(choice, "name", 1..=100);
                check_localisations(choice, "name_localizations", problems, |texts, locale, problems| {
                    problems.required_text(texts, locale, 1..=100);
                });
                check_value(choice, option_type, problems);
                if name.is_some_and(|name| !names.insert(name)) {
                    problems.add_at("name", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "twice");
                }
                if !values.insert(choice["value"].to_string()) {
                    problems.add_at("value", "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_ALREADY_EXISTS", "twice");
                }
            });
        }
    });
}

fn check_value(choice: &Value, option_type: u64, problems: &mut Problems) {
    let value = &choice["value"];
    match option_type {
        INTEGER if value.as_i64().is_some_and(|number| number.abs() <= GREATEST_INTEGER) => {}
        NUMBER if value.is_number() => {}
        INTEGER | NUMBER => {
            problems.add_at("value", "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not a number here."));
        }
        _ => {
            if present(choice, "value").is_some_and(|value| !value.is_string()) {
                problems.add_at("value", "BASE_TYPE_STRING", "Could not interpret as string.");
            } else {
                problems.required_text(choice, "value", 1..=100);
            }
        }
    }
}
