//! A strict stand-in for Discord: REST and gateway on loopback, for tests.
//!
//! What passes here is meant to pass Discord: every documented limit is
//! checked, and every request that is refused is remembered as a violation.
//!
//! ```ignore
//! let discord = Discord::start().await;
//! // start the bot with DISCORD_API_URL = discord.api_url() and DISCORD_TOKEN = Discord::TOKEN
//! discord.connected().await;
//! let answer = discord.command("brand").option("name", "moondrop").in_server(MODERATOR).send().await;
//! assert_eq!(answer.message().embed()["title"], "Moondrop");
//! discord.assert_clean();
//! ```
//!
//! | to read | file |
//! |---|---|
//! | what a test calls | [`discord`], [`request`], [`talk`], [`answer`], [`sent_message`] |
//! | who and where | [`people`], [`places`] |
//! | what Discord sends | [`payloads`] |
//! | what Discord accepts | [`limits`], [`callback`], [`openapi`] |
//! | what Discord remembers | [`state`], [`interactions`], [`messages`], [`commands`], [`session`] |
//! | the two servers | [`rest`], [`gateway`] |
//!
//! Where the environment variable `DISCORD_OPENAPI` names a copy of Discord's
//! description of its API, requests are checked against that too.
#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test that cannot go on may end there"
)]

pub(crate) mod answer;
pub(crate) mod callback;
pub(crate) mod commands;
pub(crate) mod discord;
pub(crate) mod failures;
pub(crate) mod folders;
pub(crate) mod gateway;
pub(crate) mod interactions;
pub(crate) mod limits;
pub(crate) mod messages;
pub(crate) mod openapi;
pub(crate) mod payloads;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod rate_limits;
pub(crate) mod request;
pub(crate) mod rest;
pub(crate) mod sent_message;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod snowflake;
pub(crate) mod state;
pub(crate) mod talk;
