//! The judges of the stand-in for Discord: what it would refuse of a message.
//! They work on values alone, so that a fuzz target needs no server.
#![allow(dead_code, reason = "a part of it is used")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on may end there"
)]

#[path = "../support/callback.rs"]
pub(crate) mod callback;
#[path = "../support/limits/mod.rs"]
pub(crate) mod limits;
#[path = "../support/snowflake.rs"]
pub(crate) mod snowflake;

/// Discord's own description is for the tests with a server.
mod openapi {
    use super::limits::problems::Problem;
    use serde_json::Value;

    pub(crate) fn check_request(_method: &str, _path: &str, _body: &Value) -> Vec<Problem> {
        Vec::new()
    }
}
