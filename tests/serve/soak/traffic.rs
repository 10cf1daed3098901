//! What people do all day, and how much of it was answered.

use crate::editions::QUESTIONS;
use crate::endpoint::post;
use crate::support::discord::Discord;
use crate::support::people::MEMBER;
use crate::support::request::InteractionRequest;
use reqwest::Client;
use serde_json::Value;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long anybody waits: as Discord does.
const LATEST: Duration = Duration::from_secs(3);

/// What became of everything that was asked.
#[derive(Debug, Default)]
pub(super) struct Counts {
    answered: AtomicUsize,
    lost: AtomicUsize,
    slowest_ms: AtomicU64,
}

impl Counts {
    /// Answered in time.
    pub(super) fn answered(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }

    /// Not answered, or too late.
    pub(super) fn lost(&self) -> usize {
        self.lost.load(Ordering::Relaxed)
    }

    /// The slowest answer.
    pub(super) fn slowest(&self) -> Duration {
        Duration::from_millis(self.slowest_ms.load(Ordering::Relaxed))
    }

    fn count(&self, answered: bool, took: Duration) {
        let counter = if answered { &self.answered } else { &self.lost };
        counter.fetch_add(1, Ordering::Relaxed);
        self.slowest_ms.fetch_max(u64::try_from(took.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

/// The nth thing that somebody does.
fn act(discord: &Discord, number: usize) -> InteractionRequest {
    let question = QUESTIONS[number / 4 % QUESTIONS.len()];
    match number % 4 {
        0 => discord.autocomplete("iem").focused("question", &question[..number % 9]),
        1 => discord.command("iem").option("question", question),
        2 => discord.autocomplete("brand").focused("name", "mo"),
        _ => discord.command("brand").option("name", "shure"),
    }
}

/// Uses the bot over the gateway.
pub(super) fn over_the_gateway(
    discord: &Discord,
    counts: &Arc<Counts>,
    number: usize,
) -> impl Future<Output = ()> + Send + use<> {
    let (counts, started) = (Arc::clone(counts), Instant::now());
    let answer = act(discord, number).in_server(MEMBER).dispatch();
    async move {
        let answered = answer.has_callback().await;
        counts.count(answered, started.elapsed());
    }
}

/// Uses the bot over HTTP.
pub(super) fn over_http(
    client: &Client,
    discord: &Discord,
    address: SocketAddr,
    counts: &Arc<Counts>,
    number: usize,
) -> impl Future<Output = ()> + Send + use<> {
    let (json, answer) = act(discord, number).in_server(MEMBER).by_http();
    let (client, discord, counts) = (client.clone(), discord.clone(), Arc::clone(counts));
    async move {
        let started = Instant::now();
        let told = post(&client, address, json.to_string()).await;
        let callback = match told {
            Ok(response) => response.text().await.ok().and_then(|text| serde_json::from_str::<Value>(&text).ok()),
            Err(_) => None,
        };
        let took = started.elapsed();
        if let Some(callback) = &callback {
            discord.take_http_answer(&answer, callback);
        }
        counts.count(callback.is_some() && took < LATEST, took);
    }
}

/// Asks the bot in a message.
pub(super) fn spoken(
    discord: &Discord,
    counts: &Arc<Counts>,
    number: usize,
) -> impl Future<Output = ()> + Send + use<> {
    let question = QUESTIONS[1 + number % (QUESTIONS.len() - 1)];
    let asked = discord.message(question).mentioning_bot().in_server(MEMBER).patience(LATEST);
    let counts = Arc::clone(counts);
    async move {
        let started = Instant::now();
        let answered = asked.send().await.is_some();
        counts.count(answered, started.elapsed());
    }
}
