//! See `tests/fuzzed/queries.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/queries.rs"]
mod queries;

libfuzzer_sys::fuzz_target!(|input: &[u8]| queries::hold(input));
