//! See `tests/fuzzed/collections.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/collections.rs"]
mod collections;
#[path = "../../tests/fuzzed/printed.rs"]
mod printed;

libfuzzer_sys::fuzz_target!(|input: &[u8]| collections::hold(input));
