//! Any JSON as an interaction: read or refused, and answered with what Discord
//! takes.

use super::library::shipped;
use super::payloads;
use super::shown::assert_answered;
use crate::support::callback::interaction_type;
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::interaction::Interaction;
use iem_bot::discord::permissions::Policy;
use serde_json::Value;

/// Runs the target.
pub(crate) fn run(bytes: &[u8]) {
    // As it would arrive, whether it is JSON or not.
    let _read = Interaction::from_json(bytes);
    let Ok(input) = std::str::from_utf8(bytes) else { return };
    if let Some(payload) = payloads::interaction(input) {
        answered(&payload);
    }
}

/// Answers an interaction, if it can be read.
pub(super) fn answered(payload: &Value) {
    let Ok(interaction) = Interaction::from_value(payload.clone()) else { return };
    let policy = Policy { moderator_roles: vec![55], moderator_users: vec![44], owners: vec![66] };
    let outcome = dispatch(shipped(), &policy, &interaction);
    // Nobody knows what a kind of tomorrow may be answered with.
    let known = interaction_type::PING..=interaction_type::MODAL;
    if payload["type"].as_u64().is_some_and(|kind| known.contains(&kind)) {
        assert_answered(payload, &outcome, &payloads::typed(payload));
    }
}
