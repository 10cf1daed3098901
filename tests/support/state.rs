//! What Discord remembers while it runs, behind one lock.

use super::commands::Commands;
use super::failures::Failures;
use super::interactions::Interaction;
use super::messages::StoredMessage;
use super::rate_limits::RateLimits;
use super::rest::route::RouteKind;
use super::session::Gateway;
use super::settings::Settings;
use super::snowflake::Snowflake;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// One request over REST, and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The method, in capitals.
    pub(crate) method: String,
    /// The kind of the route, where it is known.
    pub(crate) kind: Option<RouteKind>,
    /// The path below `/api/v10`.
    pub(crate) path: String,
    /// The query, without its question mark.
    pub(crate) query: String,
    /// The JSON body, or null. Of a multipart body, its `payload_json`.
    pub(crate) body: Value,
    /// The names of the files in a multipart body.
    pub(crate) files: Vec<String>,
    /// The status it was answered with; 0 where the connection was cut.
    pub(crate) status: u16,
    /// When it arrived.
    pub(crate) at: Instant,
}

/// Everything that changes.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) calls: Vec<Call>,
    pub(crate) violations: Vec<String>,
    pub(crate) interactions: BTreeMap<Snowflake, Interaction>,
    pub(crate) messages: BTreeMap<Snowflake, StoredMessage>,
    pub(crate) commands: Commands,
    pub(crate) failures: Failures,
    pub(crate) rate_limits: RateLimits,
    pub(crate) gateway: Gateway,
    /// How far this Discord's clock has been set forward.
    pub(crate) skipped: Duration,
}

impl State {
    /// The time on this Discord's clock.
    pub(crate) fn now(&self) -> Instant {
        Instant::now() + self.skipped
    }

    /// The interaction that a token belongs to.
    pub(crate) fn interaction_of(&mut self, token: &str) -> Option<&mut Interaction> {
        self.interactions.values_mut().find(|interaction| interaction.token == token)
    }
}

/// What the two servers and the tests share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) rest_address: SocketAddr,
    pub(crate) gateway_address: SocketAddr,
    state: Mutex<State>,
    changed: Notify,
}

impl Shared {
    /// A Discord to which nothing has happened yet.
    pub(crate) fn new(settings: Settings, rest_address: SocketAddr, gateway_address: SocketAddr) -> Self {
        Self { settings, rest_address, gateway_address, state: Mutex::default(), changed: Notify::new() }
    }

    /// Looks at the state, or changes it silently.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Changes the state and wakes whoever waits for something in it.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_waiters();
        result
    }

    /// Notes something that Discord forbids or that our design forbids.
    pub(crate) fn violation(&self, text: impl Into<String>) {
        self.change(|state| state.violations.push(text.into()));
    }

    /// Waits until the state has what is looked for. None when the time is over.
    pub(crate) async fn wait_for<T>(
        &self,
        limit: Duration,
        mut look: impl FnMut(&mut State) -> Option<T>,
    ) -> Option<T> {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if let Some(found) = look(&mut self.lock()) {
                return Some(found);
            }
            tokio::time::timeout_at(deadline, changed).await.ok()?;
        }
    }
}
