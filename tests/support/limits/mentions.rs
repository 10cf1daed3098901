//! Allowed mentions: every message of ours carries them, and they allow none.

use super::problems::{Problems, present};
use serde_json::Value;

/// Checks that nobody can be pinged. Discord itself is content without the key, and
/// then pings everybody whom the text names; hence our own rule.
pub(crate) fn check_mentions(message: &Value, problems: &mut Problems) {
    let Some(mentions) = present(message, "allowed_mentions") else {
        problems.add_at("allowed_mentions", "OUR_RULE", "must be present, so that nobody is pinged");
        return;
    };
    problems.at("allowed_mentions", |problems| {
        problems.only_keys(mentions, &["parse", "users", "roles", "replied_user"]);
        if mentions["parse"] != Value::Array(Vec::new()) {
            problems.add_at("parse", "OUR_RULE", "must be an empty list, so that nobody is pinged");
        }
        for key in ["users", "roles"] {
            if !problems.list(mentions, key, 0..=100).is_empty() {
                problems.add_at(key, "OUR_RULE", "must be empty, so that nobody is pinged");
            }
        }
        if problems.yes_or_no(mentions, "replied_user") {
            problems.add_at("replied_user", "OUR_RULE", "must not be set, so that nobody is pinged");
        }
    });
}
