//! Any text as a frame of the gateway's: serenity reads it or tells that it
//! cannot, our readers take what it makes of it, and what is said is valid.

use super::library::shipped;
use super::shown::{assert_answered, assert_message};
use super::{interaction, payloads};
use iem_bot::discord::dispatch::dispatch;
use iem_bot::discord::gateway::from_serenity;
use iem_bot::discord::heard::reply;
use iem_bot::discord::permissions::Policy;
use iem_bot::discord::to_discord;
use serde_json::Value;
use serenity::all::{Event, GatewayEvent, Message, UserId};

const BOT: u64 = 1_090_000_000_000_000_001;

/// Runs the target.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(input) = std::str::from_utf8(bytes) else { return };
    let frame = payloads::frame(input);
    let Ok(GatewayEvent::Dispatch(_, event)) = serde_json::from_str(&frame) else { return };
    let sent: Value = serde_json::from_str(&frame).unwrap_or_default();
    match event {
        Event::InteractionCreate(event) => used(&event.interaction, &sent["d"]),
        Event::MessageCreate(event) => heard(&event.message, &payloads::typed(&sent)),
        Event::Unknown(event) if event.kind == "INTERACTION_CREATE" => interaction::answered(&event.value),
        _ => {}
    }
}

fn used(interaction: &serenity::all::Interaction, sent: &Value) {
    let Ok(read) = from_serenity::interaction(interaction) else { return };
    let outcome = dispatch(shipped(), &Policy::default(), &read);
    assert_answered(sent, &outcome, &payloads::typed(sent));
}

fn heard(message: &Message, typed: &str) {
    let heard = from_serenity::heard(message, UserId::new(BOT));
    if let Some(said) = reply(shipped(), &Policy::default(), &heard) {
        let reply = to_discord::reply(&said.message, message.channel_id.get(), message.id.get()).unwrap();
        let reply = serde_json::from_str(&reply).unwrap();
        assert_message(&reply, typed);
    }
}
