//! Which routes are closed until when, as Discord has told.

use super::RestError;
use reqwest::header::HeaderMap;
use serenity::all::Route;
use serenity::http::RatelimitingBucket;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// From this many routes on those that are open again are forgotten.
const REMEMBERED: usize = 1_024;
/// The wait if Discord names none.
const UNTOLD: Duration = Duration::from_secs(1);

/// Closed routes.
#[derive(Debug, Default)]
pub(super) struct Gates {
    closed: Mutex<Closed>,
}

#[derive(Debug, Default)]
struct Closed {
    everything: Option<Instant>,
    routes: HashMap<RatelimitingBucket, Instant>,
}

impl Gates {
    /// Waits until the route is open; an error if that is after the deadline.
    pub(super) async fn pass(&self, route: &Route<'_>, deadline: Instant) -> Result<(), RestError> {
        while let Some(opens) = self.opens(route) {
            if opens >= deadline {
                return Err(RestError::RateLimited);
            }
            sleep_until(opens).await;
        }
        Ok(())
    }

    /// When the route opens, if it is closed now.
    fn opens(&self, route: &Route<'_>) -> Option<Instant> {
        let closed = self.lock();
        let everything = closed.everything.filter(|_| !answers_interaction(route));
        let opens = everything.max(closed.routes.get(&route.ratelimiting_bucket()).copied());
        opens.filter(|opens| *opens > Instant::now())
    }

    /// Closes the route, or everything, for a time.
    pub(super) fn close(&self, route: &Route<'_>, wait: Duration, everything: bool) {
        let (now, mut closed) = (Instant::now(), self.lock());
        if everything {
            closed.everything = closed.everything.max(Some(now + wait));
            return;
        }
        if closed.routes.len() >= REMEMBERED {
            closed.routes.retain(|_, opens| *opens > now);
        }
        closed.routes.insert(route.ratelimiting_bucket(), now + wait);
    }

    /// Closes a route that has just been used up.
    pub(super) fn learn(&self, route: &Route<'_>, headers: &HeaderMap) {
        if number(headers, "x-ratelimit-remaining") == Some(0.0)
            && let Some(wait) = number(headers, "x-ratelimit-reset-after").and_then(seconds)
        {
            self.close(route, wait, false);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Closed> {
        // A panic elsewhere cannot leave the map half written.
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a route answers an interaction: these are outside the bot's global
/// limit ("Rate Limits" in Discord's documentation).
fn answers_interaction(route: &Route<'_>) -> bool {
    matches!(route, Route::InteractionResponse { .. } | Route::WebhookOriginalInteractionResponse { .. })
}

/// For how long a 429 says to wait, in its body or, less finely, its header.
pub(super) fn told_to_wait(headers: &HeaderMap, in_body: Option<f64>) -> Duration {
    in_body.or_else(|| number(headers, "retry-after")).and_then(seconds).unwrap_or(UNTOLD)
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// Seconds, rounded up to milliseconds so that we are never early.
fn seconds(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok().map(|wait| wait + Duration::from_millis(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serenity::all::{ChannelId, InteractionId};

    const CHANNEL: Route<'_> = Route::ChannelMessages { channel_id: ChannelId::new(1) };
    const OTHER: Route<'_> = Route::ChannelMessages { channel_id: ChannelId::new(2) };
    const INTERACTION: Route<'_> = Route::InteractionResponse { interaction_id: InteractionId::new(3), token: "t" };

    #[tokio::test]
    async fn a_closed_route_is_waited_for_and_others_are_not() {
        let gates = Gates::default();
        let deadline = Instant::now() + Duration::from_secs(60);
        gates.close(&CHANNEL, Duration::from_millis(40), false);
        assert_eq!(gates.opens(&OTHER), None);
        assert!(gates.opens(&CHANNEL).is_some());
        gates.pass(&CHANNEL, deadline).await.unwrap();
        assert_eq!(gates.opens(&CHANNEL), None);
    }

    #[tokio::test]
    async fn a_global_limit_closes_all_but_interactions() {
        let gates = Gates::default();
        let deadline = Instant::now() + Duration::from_secs(60);
        gates.close(&CHANNEL, Duration::from_secs(3_600), true);
        assert!(matches!(gates.pass(&OTHER, deadline).await, Err(RestError::RateLimited)));
        gates.pass(&INTERACTION, deadline).await.unwrap();
    }

    #[test]
    fn how_long_to_wait() {
        let mut headers = HeaderMap::new();
        assert_eq!(told_to_wait(&headers, None), UNTOLD);
        headers.insert("retry-after", "2".parse().unwrap());
        assert_eq!(told_to_wait(&headers, None), Duration::from_millis(2_001));
        assert_eq!(told_to_wait(&headers, Some(0.25)), Duration::from_millis(251));
        assert_eq!(told_to_wait(&headers, Some(-1.0)), UNTOLD);
    }
}
