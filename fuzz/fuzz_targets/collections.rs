//! See `tests/fuzzed/collections.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/collections.rs"]
mod collections;

libfuzzer_sys::fuzz_target!(|input: &[u8]| collections::hold(input));
