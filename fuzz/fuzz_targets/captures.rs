//! See `tests/fuzzed/captures.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/captures.rs"]
mod captures;

libfuzzer_sys::fuzz_target!(|input: &[u8]| captures::hold(input));
