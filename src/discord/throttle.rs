//! How much one person, or one server, may ask.

use crate::settings::LimitSettings;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

/// From this many remembered people or servers on, those that have not asked
/// for a while are forgotten.
const REMEMBERED: usize = 10_000;

/// Token buckets for people and servers.
#[derive(Debug)]
pub struct Throttle {
    users: DefaultKeyedRateLimiter<u64>,
    servers: DefaultKeyedRateLimiter<u64>,
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
            users: RateLimiter::keyed(quota(limits.user_per_minute, limits.user_burst)),
            servers: RateLimiter::keyed(quota(limits.server_per_minute, limits.server_burst)),
            clock: DefaultClock::default(),
        }
    }

    /// Takes one question from the buckets.
    pub fn take(&self, user: u64, server: Option<u64>) -> Result<(), TooMuch> {
        for buckets in [&self.users, &self.servers] {
            if buckets.len() > REMEMBERED {
                buckets.retain_recent();
            }
        }
        let now = self.clock.now();
        self.users.check_key(&user).map_err(|until| TooMuch::Person(until.wait_time_from(now)))?;
        match server {
            Some(server) => self.servers.check_key(&server).map_err(|until| TooMuch::Server(until.wait_time_from(now))),
            None => Ok(()),
        }
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
        assert!(throttle.users.len() <= REMEMBERED + 1, "{}", throttle.users.len());
    }
}
