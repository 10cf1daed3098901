//! See `tests/fuzz/targets/configuration.rs`.
#![no_main]

#[path = "../support.rs"]
mod support;
#[path = "../targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::configuration::run(bytes));
