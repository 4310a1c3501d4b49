//! See `tests/fuzzed/cache.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/cache.rs"]
mod cache;

libfuzzer_sys::fuzz_target!(|input: &[u8]| cache::hold(input));
