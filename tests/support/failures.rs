//! Failures that a test asks for.

use super::rest::route::RouteKind;
use std::time::Duration;

/// How a request fails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Failure {
    /// 429, with the seconds to wait.
    RateLimited {
        /// How long to wait, in seconds.
        retry_after: f64,
        /// Whether the bot as a whole is limited, not just this route.
        global: bool,
    },
    /// An error of Discord's, such as 500 or 503.
    Status(u16),
    /// The connection is cut before anything was done or answered.
    CutConnection,
    /// The connection is cut after everything was done: the answer alone is lost.
    LoseAnswer,
    /// The answer comes late.
    Delay(Duration),
}

/// The failures still to come.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    planned: Vec<(RouteKind, Failure, usize)>,
}

impl Failures {
    /// Plans a failure for the next requests of a kind.
    pub(crate) fn plan(&mut self, kind: RouteKind, failure: Failure, times: usize) {
        self.planned.push((kind, failure, times));
    }

    /// The failure that meets a request, if any.
    pub(crate) fn take(&mut self, kind: RouteKind) -> Option<Failure> {
        let fits = |planned: RouteKind| planned == kind || planned == RouteKind::Any;
        let position = self.planned.iter().position(|(planned, _, times)| fits(*planned) && *times > 0)?;
        let (_, failure, times) = &mut self.planned[position];
        let failure = *failure;
        *times -= 1;
        self.planned.retain(|(_, _, times)| *times > 0);
        Some(failure)
    }

    /// How many failures are still planned.
    pub(crate) fn left(&self) -> usize {
        self.planned.iter().map(|(_, _, times)| times).sum()
    }
}
