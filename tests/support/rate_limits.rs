//! Rate limits: buckets with headers, and waits that must be honoured.

use super::rest::route::RouteKind;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How many requests a bucket allows in a window.
#[derive(Clone, Copy, Debug)]
struct Limit {
    requests: u32,
    window: Duration,
}

/// A limit that no test meets by chance.
const GENEROUS: Limit = Limit { requests: 1000, window: Duration::from_secs(1) };

/// What a bucket says in the headers of an answer.
#[derive(Clone, Debug)]
pub(crate) struct BucketState {
    pub(crate) bucket: String,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset_after: Duration,
}

/// Why a request must wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wait {
    pub(crate) left: Duration,
    pub(crate) global: bool,
    /// Whether the bot had been told before.
    pub(crate) was_told: bool,
}

/// All buckets and waits.
#[derive(Debug, Default)]
pub(crate) struct RateLimits {
    limits: BTreeMap<RouteKind, Limit>,
    used: BTreeMap<String, (Instant, u32)>,
    told: BTreeMap<String, Instant>,
    told_globally: Option<Instant>,
}

impl RateLimits {
    /// Limits a kind of route.
    pub(crate) fn limit(&mut self, kind: RouteKind, requests: u32, window: Duration) {
        self.limits.insert(kind, Limit { requests, window });
    }

    /// Remembers that the bot was told to wait.
    pub(crate) fn tell(&mut self, bucket: &str, global: bool, until: Instant) {
        if global {
            self.told_globally = Some(until);
        }
        self.told.insert(bucket.to_owned(), until);
    }

    /// Counts a request, or says how long it must wait. Interactions are outside the global limit.
    pub(crate) fn count(&mut self, kind: RouteKind, bucket: &str, now: Instant) -> Result<BucketState, Wait> {
        let told = self.told.get(bucket).filter(|until| **until > now);
        if let Some(until) = told {
            let global = self.told_globally == Some(*until);
            return Err(Wait { left: *until - now, global, was_told: true });
        }
        if let Some(until) = self.told_globally.filter(|until| *until > now && !kind.is_outside_global_limit()) {
            return Err(Wait { left: until - now, global: true, was_told: true });
        }
        let limit = self.limits.get(&kind).copied().unwrap_or(GENEROUS);
        let (since, used) = self.used.entry(bucket.to_owned()).or_insert((now, 0));
        if now.duration_since(*since) >= limit.window {
            (*since, *used) = (now, 0);
        }
        let reset_after = (*since + limit.window).saturating_duration_since(now);
        if *used >= limit.requests {
            return Err(Wait { left: reset_after, global: false, was_told: false });
        }
        *used += 1;
        let remaining = limit.requests - *used;
        Ok(BucketState { bucket: bucket.to_owned(), limit: limit.requests, remaining, reset_after })
    }
}
