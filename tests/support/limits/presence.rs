//! Limits of what a bot shows beside its name.

use super::problems::Problems;
use serde_json::Value;

/// Checks a presence. `since` may be anything: the client library sends an object there,
/// and Discord looks at it for idle users only.
pub(crate) fn check_presence(presence: &Value, problems: &mut Problems) {
    problems.only_keys(presence, &["since", "activities", "status", "afk"]);
    if !matches!(presence["status"].as_str(), Some("online" | "dnd" | "idle" | "invisible" | "offline")) {
        problems.add_at("status", "BASE_TYPE_CHOICES", format!("{} is no status", presence["status"]));
    }
    if !presence["afk"].is_boolean() {
        problems.add_at("afk", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let activities = problems.list(presence, "activities", 0..=5);
    problems.at("activities", |problems| {
        for (position, activity) in activities.iter().enumerate() {
            problems.at(position, |problems| {
                problems.only_keys(activity, &["name", "type", "url", "state"]);
                problems.required_text(activity, "name", 1..=128);
                problems.text(activity, "state", 0..=128);
                problems.number(activity, "type", 0..=5);
                problems.url(activity, "url", 2048, None);
            });
        }
    });
}
