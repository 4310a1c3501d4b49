//! See `tests/fuzzed/edits.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/edits.rs"]
mod edits;

libfuzzer_sys::fuzz_target!(|input: &[u8]| edits::hold(input));
