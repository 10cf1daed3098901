//! What a test may choose before Discord starts.

use std::time::Duration;

/// How this Discord behaves.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The time between two heartbeats, told in HELLO.
    pub(crate) heartbeat_interval: Duration,
    /// How many shards `GET /gateway/bot` recommends.
    pub(crate) shards: u32,
    /// How many sessions may identify at once.
    pub(crate) max_concurrency: u32,
    /// How many sessions may still identify today.
    pub(crate) session_starts_left: u32,
    /// The time between two IDENTIFY of one bucket; nearer ones are violations.
    pub(crate) identify_interval: Duration,
    /// Whether the privileged intents are enabled in the developer portal.
    pub(crate) privileged_intents: bool,
    /// Whether payloads are compressed for clients that ask for it.
    pub(crate) compression: bool,
    /// How long the helpers wait for the bot before they give up.
    pub(crate) patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            heartbeat_interval: Duration::from_millis(41_250),
            shards: 1,
            max_concurrency: 1,
            session_starts_left: 1000,
            identify_interval: Duration::from_secs(5),
            privileged_intents: false,
            compression: false,
            patience: Duration::from_secs(20),
        }
    }
}
