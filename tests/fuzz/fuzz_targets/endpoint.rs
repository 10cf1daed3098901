//! See `tests/fuzz/targets/endpoint.rs`.
#![no_main]

#[path = "../support.rs"]
mod support;
#[path = "../targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::endpoint::run(bytes));
