//! One file a target: any bytes go in, and what must hold of them is asserted.
#![allow(dead_code, reason = "each program of the fuzz crate runs one of them")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a target reports by panicking"
)]

pub(crate) mod configuration;
mod diagnostics;
pub(crate) mod endpoint;
pub(crate) mod gateway;
pub(crate) mod interaction;
pub(crate) mod knowledge;
mod library;
mod payloads;
pub(crate) mod question;
mod shown;
