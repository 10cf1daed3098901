//! Events in, answers out.

use super::from_serenity;
use crate::discord::interaction::Interaction;
use crate::discord::service::{Carrier, Service};
use crate::discord::to_discord;
use crate::metrics;
use serenity::all::{
    ConnectionStage, Context, Event, EventHandler, Message, RawEventHandler, Ready, ResumedEvent,
    ShardStageUpdateEvent, UserId,
};
use serenity::async_trait;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

/// How long an answer may take: Discord waits 3 s from when it sent the
/// interaction, and the way here took its time.
const ANSWERING: Duration = Duration::from_millis(2_700);
/// How long a reply to a message may take; it has no deadline of Discord's.
const REPLYING: Duration = Duration::from_secs(30);

/// Discord's names of the events that we answer.
const INTERACTION: &str = "INTERACTION_CREATE";
const MESSAGE: &str = "MESSAGE_CREATE";

/// Answers what the gateway brings.
#[derive(Debug)]
pub(super) struct Handler {
    service: Arc<Service>,
    /// Answers in flight.
    tasks: TaskTracker,
    /// The bot's own number, once Discord has told it.
    bot: OnceLock<UserId>,
}

impl Handler {
    pub(super) fn new(service: Arc<Service>, tasks: TaskTracker) -> Self {
        Self { service, tasks, bot: OnceLock::new() }
    }

    /// Answers in a task of its own, which the end of the program waits for.
    pub(super) fn spawn_answer(&self, interaction: Interaction) {
        let service = Arc::clone(&self.service);
        self.tasks.spawn(async move { answer(&service, &interaction).await });
    }

    fn spawn_reply(&self, message: &Message) {
        let Some(bot) = self.bot.get() else { return };
        let heard = from_serenity::heard(message, *bot);
        let (channel, id) = (message.channel_id.get(), message.id.get());
        let service = Arc::clone(&self.service);
        self.tasks.spawn(async move {
            let Some(said) = service.hear(&heard) else { return };
            let sent = service.rest().reply(&said.message, channel, id, Instant::now() + REPLYING).await;
            if let Err(error) = sent {
                tracing::warn!(message = id, %error, "a reply was not delivered");
            }
        });
    }
}

async fn answer(service: &Service, interaction: &Interaction) {
    let deadline = Instant::now() + ANSWERING;
    let outcome = service.answer(interaction, Carrier::Gateway);
    let callback = match to_discord::callback(&outcome.response) {
        Ok(callback) => callback,
        Err(error) => {
            tracing::error!(interaction = interaction.id, %error, "an answer could not be written");
            return;
        }
    };
    let sent = service.rest().callback(interaction.id, &interaction.token.0, callback, deadline).await;
    if let Err(error) = sent {
        tracing::warn!(interaction = interaction.id, %error, "an answer was not delivered");
        return;
    }
    if let Some(effect) = outcome.effect {
        service.carry_out(effect, interaction).await;
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, context: Context, ready: Ready) {
        let _known_already = self.bot.set(ready.user.id);
        let shard = context.shard_id.0;
        metrics::shard_connected(shard, true);
        tracing::info!(shard, bot = ready.user.id.get(), servers = ready.guilds.len(), "connected");
    }

    async fn resume(&self, context: Context, _: ResumedEvent) {
        metrics::shard_connected(context.shard_id.0, true);
        tracing::info!(shard = context.shard_id.0, "connected again, nothing was missed");
    }

    async fn shard_stage_update(&self, context: Context, event: ShardStageUpdateEvent) {
        if event.old == ConnectionStage::Connected {
            metrics::shard_connected(context.shard_id.0, false);
            tracing::warn!(shard = context.shard_id.0, "disconnected; connecting again");
        }
    }

    async fn interaction_create(&self, _: Context, interaction: serenity::all::Interaction) {
        match from_serenity::interaction(&interaction) {
            Ok(interaction) => self.spawn_answer(interaction),
            Err(error) => {
                metrics::unreadable(false);
                tracing::warn!(interaction = interaction.id().get(), %error, "an interaction could not be read");
            }
        }
    }

    async fn message(&self, _: Context, message: Message) {
        self.spawn_reply(&message);
    }
}

/// What serenity cannot read, because Discord sent it older or newer than
/// serenity knows it, arrives here as it was sent.
#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _: Context, event: Event) {
        let Event::Unknown(event) = event else { return };
        match event.kind.as_str() {
            // Our own reader asks for less than serenity's.
            INTERACTION => match Interaction::from_value(event.value) {
                Ok(interaction) => {
                    metrics::unreadable(true);
                    tracing::debug!(interaction = interaction.id, "read an interaction of an unknown form");
                    self.spawn_answer(interaction);
                }
                Err(error) => {
                    metrics::unreadable(false);
                    tracing::warn!(%error, "Discord sent an interaction of an unknown form");
                }
            },
            MESSAGE => {
                metrics::unreadable(false);
                tracing::warn!("Discord sent a message of an unknown form");
            }
            kind => tracing::debug!(kind, "Discord sent an event of an unknown kind"),
        }
    }
}
