//! Events that serenity cannot read.
//!
//! serenity refuses an interaction that lacks a field it knows, and drops it
//! with a warning that carries the payload. This layer of the log listens for
//! that warning: an interaction that our own, lenient reader can read is
//! answered after all, and everything else is counted. The warning itself
//! never reaches the log, since it holds the interaction's token.

use crate::discord::interaction::Interaction;
use crate::metrics;
use serde::Deserialize;
use serde_json::Value as Json;
use std::fmt::{Debug, Write as _};
use tokio::sync::mpsc;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Where serenity's warning comes from.
const TARGET: &str = "serenity::gateway::ws";
/// What stands in it before the payload.
const PAYLOAD: &str = "; text: ";
/// How many rescued interactions may wait; a flood beyond is only counted.
const WAITING: usize = 256;

/// Interactions that were rescued.
pub type Rescued = mpsc::Receiver<Interaction>;

/// The layer, to be put into the log.
#[derive(Debug)]
pub struct Rescue {
    rescued: mpsc::Sender<Interaction>,
}

/// The layer and what it rescues.
pub fn rescue() -> (Rescue, Rescued) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Rescue { rescued: sender }, receiver)
}

impl<S: Subscriber> Layer<S> for Rescue {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if metadata.target() != TARGET || *metadata.level() != Level::WARN {
            return;
        }
        let mut message = Message::default();
        event.record(&mut message);
        let interaction = message.0.split_once(PAYLOAD).and_then(|(_, payload)| interaction(payload));
        let rescued = interaction.is_some_and(|interaction| self.rescued.try_send(interaction).is_ok());
        metrics::unreadable(rescued);
        tracing::warn!(answered = rescued, "Discord sent an event of an unknown form");
    }
}

/// The interaction in a gateway payload, if it is one.
fn interaction(payload: &str) -> Option<Interaction> {
    #[derive(Deserialize)]
    struct Payload {
        t: String,
        d: Json,
    }
    let payload: Payload = serde_json::from_str(payload).ok()?;
    let created = payload.t == "INTERACTION_CREATE";
    created.then(|| Interaction::from_value(payload.d).ok())?
}

/// The text of an event of the log.
#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            let _infallible = write!(self.0, "{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing_subscriber::layer::SubscriberExt;

    fn warned(text: &str) -> Option<Interaction> {
        let (layer, mut rescued) = rescue();
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            tracing::warn!(target: TARGET, "Err deserializing text: missing field; text: {text}");
        });
        rescued.try_recv().ok()
    }

    #[test]
    fn interactions_are_rescued_and_nothing_else() {
        let interaction = r#"{"op":0,"s":3,"t":"INTERACTION_CREATE","d":{"id":"1","application_id":"2","type":2,
            "token":"t","user":{"id":"3"},"data":{"name":"help"}}}"#;
        assert_eq!(warned(interaction).unwrap().id, 1);
        assert_eq!(warned(r#"{"op":0,"t":"GUILD_CREATE","d":{}}"#), None);
        assert_eq!(warned("no JSON; text: "), None);
    }
}
