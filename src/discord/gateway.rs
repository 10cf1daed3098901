//! The bot on Discord's gateway: serenity's shards carry events in, our REST
//! module carries answers out.

pub mod from_serenity;
mod handler;

use super::registration;
use super::rest::RestError;
use super::service::Service;
use crate::metrics;
use handler::Handler;
use secrecy::{ExposeSecret, SecretString};
use serenity::all::{
    ActivityData, ConnectionStage, EventHandler, GatewayError, GatewayIntents, HttpBuilder, OnlineStatus, PresenceData,
    RawEventHandler, ShardManager, ShardManagerOptions,
};
use serenity::futures::StreamExt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long one try to learn the gateway's address lasts.
const ASKING: Duration = Duration::from_secs(10);
/// The wait before the next try.
const BEFORE_NEXT_TRY: Duration = Duration::from_secs(5);
/// How long answers in flight have to be finished at the end.
const FINISHING: Duration = Duration::from_millis(2_500);
/// How long the connections have to be closed at the end.
const CLOSING: Duration = Duration::from_millis(1_500);
/// How often the shards' latencies are read.
const MEASURING: Duration = Duration::from_secs(15);
/// What the presence says.
const PRESENCE: &str = "/iem answers questions about in-ear monitors";

/// Why the bot is not on the gateway.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The token is wrong.
    #[error("Discord refuses the token")]
    Token,
    /// Discord does not grant what the bot listens for.
    #[error("Discord refuses the bot's gateway intents")]
    Intents,
    /// Discord refuses something else.
    #[error(transparent)]
    Rest(RestError),
    /// The gateway ended for another reason.
    #[error("the gateway connection ended: {0}")]
    Ended(String),
}

/// Which shards this process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shards {
    /// All, as many as Discord advises.
    Advised,
    /// Some of a fixed number.
    Fixed {
        /// The first.
        first: u32,
        /// The last.
        last: u32,
        /// How many there are in all processes together.
        total: u32,
    },
}

/// How the bot goes on the gateway.
#[derive(Debug)]
pub struct Gateway {
    /// What answers.
    pub service: Arc<Service>,
    /// The bot's token.
    pub token: SecretString,
    /// Which shards this process runs.
    pub shards: Shards,
    /// The servers to register the commands in, if they are to be registered:
    /// everywhere if none is named.
    pub register: Option<Vec<u64>>,
}

impl Gateway {
    /// Connects and answers until told to stop.
    pub async fn run(self, stop: CancellationToken) -> Result<(), RunError> {
        let Some(found) = stop.run_until_cancelled(self.find()).await else { return Ok(()) };
        let (address, advised) = found?;
        let (first, last, total) = match self.shards {
            Shards::Advised => (0, advised - 1, advised),
            Shards::Fixed { first, last, total } => (first, last, total),
        };
        tracing::info!(first, last, total, "connecting to the gateway");
        let tasks = TaskTracker::new();
        let handler = Arc::new(Handler::new(Arc::clone(&self.service), tasks.clone()));
        let (manager, mut ended) = ShardManager::new(ShardManagerOptions {
            data: Arc::default(),
            event_handlers: vec![Arc::clone(&handler) as Arc<dyn EventHandler>],
            raw_event_handlers: vec![handler as Arc<dyn RawEventHandler>],
            shard_index: first,
            shard_init: last - first + 1,
            shard_total: total,
            ws_url: Arc::new(Mutex::new(address)),
            http: Arc::new(HttpBuilder::new(self.token.expose_secret()).ratelimiter_disabled(true).build()),
            intents: GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES,
            presence: Some(PresenceData {
                activity: Some(ActivityData::custom(PRESENCE)),
                status: OnlineStatus::Online,
            }),
        });
        // Queues the shards; it has no way to fail.
        let _queued = manager.initialize();
        let background = tokio::spawn(background(self.service, self.register, Arc::clone(&manager)));
        let result = tokio::select! {
            () = stop.cancelled() => Ok(()),
            end = ended.next() => end.map_or(Ok(()), |end| end.map_err(|error| why(&error))),
        };
        background.abort();
        finish(&manager, &tasks).await;
        result
    }

    /// Asks for the gateway's address until Discord tells it. serenity would
    /// fall back to an address of its own.
    async fn find(&self) -> Result<(String, u32), RunError> {
        loop {
            match self.service.rest().gateway(Instant::now() + ASKING).await {
                Ok(gateway) => return Ok((gateway.url, gateway.shards.max(1))),
                Err(RestError::Unauthorised) => return Err(RunError::Token),
                Err(error @ (RestError::Refused { .. } | RestError::Unwritable(_))) => {
                    return Err(RunError::Rest(error));
                }
                Err(error) => tracing::warn!(%error, "waiting for Discord"),
            }
            sleep(BEFORE_NEXT_TRY).await;
        }
    }
}

/// What goes on beside the shards.
async fn background(service: Arc<Service>, register: Option<Vec<u64>>, manager: Arc<ShardManager>) {
    tokio::join!(register_commands(&service, register), measure(&manager));
}

/// A refused token ends the gateway by itself.
async fn register_commands(service: &Service, servers: Option<Vec<u64>>) {
    let _refused = registration::at_start(service.rest(), servers.as_deref()).await;
}

/// Measures the shards, and says so while none is connected: serenity tries
/// again in silence.
async fn measure(manager: &ShardManager) {
    loop {
        sleep(MEASURING).await;
        let runners = manager.runners.lock().await;
        if runners.values().all(|runner| runner.stage != ConnectionStage::Connected) {
            tracing::warn!("not connected to the gateway; trying again");
        }
        for (shard, runner) in runners.iter() {
            if let Some(latency) = runner.latency {
                metrics::shard_latency(shard.0, latency);
            }
        }
    }
}

/// Finishes the answers in flight, and closes the connections.
async fn finish(manager: &ShardManager, tasks: &TaskTracker) {
    tasks.close();
    in_time("answers in flight", FINISHING, tasks.wait()).await;
    in_time("the gateway", CLOSING, manager.shutdown_all()).await;
}

async fn in_time(what: &str, limit: Duration, end: impl Future<Output = ()>) {
    if timeout(limit, end).await.is_err() {
        tracing::warn!(what, "not finished in time");
    }
}

fn why(error: &GatewayError) -> RunError {
    match error {
        GatewayError::InvalidAuthentication => RunError::Token,
        GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents => RunError::Intents,
        other => RunError::Ended(other.to_string()),
    }
}
