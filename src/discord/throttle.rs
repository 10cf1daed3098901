//! How much one person, or one server, may ask.

use crate::settings::LimitSettings;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// From this many remembered people or servers on, those that have not asked
/// for a while are forgotten.
const REMEMBERED: usize = 10_000;

/// Buckets by number, and how many there may be before idle ones are forgotten.
#[derive(Debug)]
struct Buckets {
    limiter: DefaultKeyedRateLimiter<u64>,
    forget_from: AtomicUsize,
}

impl Buckets {
    fn new(per_minute: u32, burst: u32) -> Self {
        let limiter = RateLimiter::keyed(quota(per_minute, burst));
        Self { limiter, forget_from: AtomicUsize::new(REMEMBERED) }
    }

    /// Takes one from a bucket; how long to wait where it is empty.
    fn take(&self, number: u64, clock: &DefaultClock) -> Result<(), Duration> {
        if self.limiter.len() > self.forget_from.load(Ordering::Relaxed) {
            self.limiter.retain_recent();
            // Looking through all of them is worth it only now and then.
            self.forget_from.store(REMEMBERED.max(2 * self.limiter.len()), Ordering::Relaxed);
        }
        self.limiter.check_key(&number).map_err(|until| until.wait_time_from(clock.now()))
    }
}

/// Token buckets for people and servers.
#[derive(Debug)]
pub struct Throttle {
    users: Buckets,
    servers: Buckets,
    clock: DefaultClock,
}

/// Who asked too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// This person, who may ask again after a time.
    Person(Duration),
    /// Everybody in this server together.
    Server(Duration),
}

impl Throttle {
    /// Buckets of these sizes, all full.
    pub fn new(limits: &LimitSettings) -> Self {
        Self {
            users: Buckets::new(limits.user_per_minute, limits.user_burst),
            servers: Buckets::new(limits.server_per_minute, limits.server_burst),
            clock: DefaultClock::default(),
        }
    }

    /// Takes one question from the buckets.
    pub fn take(&self, user: u64, server: Option<u64>) -> Result<(), TooMuch> {
        self.users.take(user, &self.clock).map_err(TooMuch::Person)?;
        server.map_or(Ok(()), |server| self.servers.take(server, &self.clock).map_err(TooMuch::Server))
    }
}

fn quota(per_minute: u32, burst: u32) -> Quota {
    let at_least_one = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
    Quota::per_minute(at_least_one(per_minute)).allow_burst(at_least_one(burst))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_servers_have_buckets_of_their_own() {
        let limits = LimitSettings { user_burst: 2, user_per_minute: 1, server_burst: 3, server_per_minute: 1 };
        let throttle = Throttle::new(&limits);
        assert_eq!(throttle.take(1, Some(9)), Ok(()));
        assert_eq!(throttle.take(1, Some(9)), Ok(()));
        assert!(matches!(throttle.take(1, Some(9)), Err(TooMuch::Person(wait)) if wait <= Duration::from_secs(60)));
        assert_eq!(throttle.take(2, Some(9)), Ok(()));
        assert!(matches!(throttle.take(3, Some(9)), Err(TooMuch::Server(_))));
        assert_eq!(throttle.take(3, Some(8)), Ok(()));
        assert_eq!(throttle.take(4, None), Ok(()));
    }

    #[test]
    fn memory_is_bounded() {
        // So fast that a bucket is full again at once.
        let limits =
            LimitSettings { user_burst: 1, user_per_minute: u32::MAX, server_burst: 1, server_per_minute: u32::MAX };
        let throttle = Throttle::new(&limits);
        for user in 0..30_000 {
            assert_eq!(throttle.take(user, Some(user)), Ok(()));
        }
        assert!(throttle.users.limiter.len() <= REMEMBERED + 1, "{}", throttle.users.limiter.len());
    }
}
