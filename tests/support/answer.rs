//! What became of an interaction.

use super::callback::callback_type;
use super::discord::Discord;
use super::interactions::{CALLBACK_LIMIT, Interaction};
use super::limits::message::LOADING;
use super::sent_message::SentMessage;
use super::snowflake::Snowflake;
use super::state::State;
use serde_json::Value;
use std::time::Duration;

/// The answer to one interaction, as it stands when it is looked at.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) discord: Discord,
    pub(crate) id: Snowflake,
}

impl Answer {
    fn record(&self) -> Interaction {
        self.discord.shared.lock().interactions[&self.id].clone()
    }

    /// The interaction that was sent.
    pub(crate) fn interaction(&self) -> Value {
        self.record().json
    }

    /// Waits for a callback, as long as Discord would.
    pub(crate) async fn has_callback(&self) -> bool {
        let look = |state: &mut State| state.interactions.get(&self.id)?.callback.as_ref().map(|_| ());
        self.discord.shared.wait_for(CALLBACK_LIMIT, look).await.is_some()
    }

    /// The callback, as the bot sent it.
    pub(crate) fn callback(&self) -> Value {
        self.record().callback.expect("there was a callback").0
    }

    /// The same to the byte.
    pub(crate) fn callback_text(&self) -> String {
        self.record().callback_text
    }

    /// The time from dispatch to callback.
    pub(crate) fn latency(&self) -> Duration {
        let record = self.record();
        record.callback.expect("there was a callback").1 - record.at
    }

    /// The time from dispatch to the callback's arrival, before it is checked.
    pub(crate) fn travel(&self) -> Duration {
        let state = self.discord.shared.lock();
        let path = format!("/interactions/{}/", self.id);
        let arrived = state.calls.iter().rev().find(|call| call.path.starts_with(&path)).expect("there was a callback");
        arrived.at - state.interactions[&self.id].at
    }

    /// The message that answers, as Discord shows it now.
    pub(crate) fn message(&self) -> SentMessage {
        self.original().expect("a message answers")
    }

    /// The message that answers, if there is one.
    pub(crate) fn original(&self) -> Option<SentMessage> {
        let state = self.discord.shared.lock();
        let id = state.interactions[&self.id].original?;
        state.messages.get(&id).map(|message| SentMessage { json: message.json.clone() })
    }

    /// Waits until a deferred answer has come, and gives the message.
    pub(crate) async fn settled(&self) -> SentMessage {
        let look = |state: &mut State| {
            let id = state.interactions[&self.id].original?;
            let is_loading = state.messages[&id].json["flags"].as_u64().unwrap_or(0) & LOADING != 0;
            (!is_loading).then_some(())
        };
        self.discord.wait_for("the deferred answer", look).await;
        self.message()
    }

    /// Waits until the interaction's messages were edited or deleted so many times in all.
    pub(crate) async fn edited(&self, times: usize) -> Option<SentMessage> {
        let look = |state: &mut State| (state.interactions[&self.id].edits >= times).then_some(());
        self.discord.wait_for("an edit of the answer", look).await;
        self.original()
    }

    /// The messages sent after the answer.
    pub(crate) fn follow_ups(&self) -> Vec<SentMessage> {
        let state = self.discord.shared.lock();
        let follow_ups = state.interactions[&self.id].follow_ups.iter();
        follow_ups.map(|id| SentMessage { json: state.messages[id].json.clone() }).collect()
    }

    /// Waits for so many messages after the answer.
    pub(crate) async fn followed_up(&self, count: usize) -> Vec<SentMessage> {
        let look = |state: &mut State| (state.interactions[&self.id].follow_ups.len() >= count).then_some(());
        self.discord.wait_for("a follow-up", look).await;
        self.follow_ups()
    }

    /// The choices of autocomplete: what is shown, and what is sent when it is picked.
    pub(crate) fn choices(&self) -> Vec<(String, String)> {
        let callback = self.callback();
        assert_eq!(callback["type"], callback_type::CHOICES, "choices answer: {callback}");
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let choices = callback["data"]["choices"].as_array().unwrap().iter();
        choices.map(|choice| (text(&choice["name"]), text(&choice["value"]))).collect()
    }

    /// Whether only the person who asked sees the answer.
    pub(crate) fn is_ephemeral(&self) -> bool {
        self.message().is_ephemeral()
    }
}
