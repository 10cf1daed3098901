//! Limits of a form that is shown to a person.

use super::problems::{Problems, present};
use serde_json::Value;
use std::collections::BTreeSet;

/// Checks the data of a callback that opens a form of text inputs in action rows.
pub(crate) fn check_modal(modal: &Value, problems: &mut Problems) {
    problems.only_keys(modal, &["custom_id", "title", "components"]);
    problems.required_text(modal, "custom_id", 1..=100);
    problems.required_text(modal, "title", 1..=45);
    if present(modal, "components").is_none() {
        problems.add_at("components", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let rows = problems.list(modal, "components", 1..=5);
    let mut custom_ids = BTreeSet::new();
    problems.at("components", |problems| {
        for (position, row) in rows.iter().enumerate() {
            problems.at(position, |problems| {
                if row["type"].as_u64() != Some(1) {
                    problems.add_at("type", "UNION_TYPE_CHOICES", "only action rows are known here");
                }
                let inputs = problems.list(row, "components", 1..=1);
                for input in inputs {
                    problems.at("components.0", |problems| check_input(input, &mut custom_ids, problems));
                }
            });
        }
    });
}

fn check_input<'a>(input: &'a Value, custom_ids: &mut BTreeSet<&'a str>, problems: &mut Problems) {
    problems.only_keys(
        input,
        &["type", "custom_id", "style", "label", "min_length", "max_length", "required", "value", "placeholder", "id"],
    );
    if input["type"].as_u64() != Some(4) {
        problems.add_at("type", "UNION_TYPE_CHOICES", "only text inputs are known here");
    }
    if let Some(custom_id) = problems.required_text(input, "custom_id", 1..=100)
        && !custom_ids.insert(custom_id)
    {
        problems.add_at("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
    problems.number(input, "style", 1..=2);
    problems.required_text(input, "label", 1..=45);
    problems.number(input, "min_length", 0..=4000);
    problems.number(input, "max_length", 1..=4000);
    problems.text(input, "value", 0..=4000);
    problems.text(input, "placeholder", 0..=100);
}
