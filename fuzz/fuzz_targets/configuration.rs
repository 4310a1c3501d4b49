//! See `tests/fuzzed/configuration.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/configuration.rs"]
mod configuration;

libfuzzer_sys::fuzz_target!(|input: &[u8]| configuration::hold(input));
