//! Every metric: its name, unit and labels. Whoever starts the program decides
//! whether anybody collects them; otherwise these calls cost next to nothing.

use crate::search::Library;
use crate::snapshot::{ReindexError, Report};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use std::sync::Mutex;
use std::time::Duration;

const REQUESTS: &str = "iem_bot_requests_total";
const REQUEST_SECONDS: &str = "iem_bot_request_duration_seconds";
const REINDEXES: &str = "iem_bot_reindexes_total";
const ENTRIES: &str = "iem_bot_entries";
const KNOWLEDGE: &str = "iem_bot_knowledge_info";
const BUILD: &str = "iem_bot_build_info";
const UNREADABLE: &str = "iem_bot_unreadable_events_total";
const SHARD_CONNECTED: &str = "iem_bot_shard_connected";
const SHARD_LATENCY: &str = "iem_bot_shard_latency_seconds";
const RATE_LIMITED: &str = "iem_bot_discord_rate_limited_total";

/// Tells the collector what each metric is, and which build this is.
pub fn describe() {
    describe_counter!(REQUESTS, "Requests answered, by carrier, command and result");
    describe_histogram!(REQUEST_SECONDS, Unit::Seconds, "Time to make an answer, by carrier and command");
    describe_counter!(REINDEXES, "Reindexes, by result: ok, invalid (the knowledge has errors), busy or failed");
    describe_gauge!(ENTRIES, "Entries of the knowledge being served");
    describe_gauge!(KNOWLEDGE, "1 for the fingerprint of the knowledge being served");
    describe_gauge!(BUILD, "1 for the version of this program");
    describe_counter!(
        UNREADABLE,
        "Events of Discord's that could not be read, by whether they were answered after all"
    );
    describe_gauge!(SHARD_CONNECTED, "1 while a shard is connected to the gateway, by shard");
    describe_gauge!(SHARD_LATENCY, Unit::Seconds, "Time from a heartbeat to its acknowledgement, by shard");
    describe_counter!(RATE_LIMITED, "Times that Discord asked to slow down, by scope: route or global");
    gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

/// A request was answered.
pub fn answered(carrier: &'static str, command: &'static str, result: &'static str, latency: Duration) {
    counter!(REQUESTS, "carrier" => carrier, "command" => command, "result" => result).increment(1);
    histogram!(REQUEST_SECONDS, "carrier" => carrier, "command" => command).record(latency);
}

/// A reindex ended.
pub fn reindexed(result: &Result<Report, ReindexError>) {
    let result = match result {
        Ok(_) => "ok",
        Err(ReindexError::Invalid(_)) => "invalid",
        Err(ReindexError::Running) => "busy",
        Err(ReindexError::Index(_) | ReindexError::Failed) => "failed",
    };
    counter!(REINDEXES, "result" => result).increment(1);
}

/// This knowledge is being served from now on.
pub fn serving(library: &Library) {
    static SERVED: Mutex<Option<String>> = Mutex::new(None);
    let fingerprint = library.knowledge.fingerprint().to_owned();
    // The text inside cannot be left half written.
    let mut served = SERVED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(before) = served.replace(fingerprint.clone()).filter(|before| *before != fingerprint) {
        gauge!(KNOWLEDGE, "fingerprint" => before).set(0.0);
    }
    gauge!(KNOWLEDGE, "fingerprint" => fingerprint).set(1.0);
    gauge!(ENTRIES).set(count(library.knowledge.entries().len()));
}

/// An event of Discord's could not be read by the library.
pub fn unreadable(answered: bool) {
    counter!(UNREADABLE, "answered" => if answered { "yes" } else { "no" }).increment(1);
}

/// A shard's connection was made or lost.
pub fn shard_connected(shard: u32, connected: bool) {
    gauge!(SHARD_CONNECTED, "shard" => shard.to_string()).set(if connected { 1.0 } else { 0.0 });
}

/// A shard's heartbeat was acknowledged.
pub fn shard_latency(shard: u32, latency: Duration) {
    gauge!(SHARD_LATENCY, "shard" => shard.to_string()).set(latency.as_secs_f64());
}

/// Discord asked to slow down.
pub fn rate_limited(global: bool) {
    counter!(RATE_LIMITED, "scope" => if global { "global" } else { "route" }).increment(1);
}

#[expect(clippy::cast_precision_loss, reason = "no knowledge has 2^52 entries")]
fn count(count: usize) -> f64 {
    count as f64
}
