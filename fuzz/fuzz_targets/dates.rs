//! See `tests/fuzzed/dates.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/dates.rs"]
mod dates;

libfuzzer_sys::fuzz_target!(|input: &[u8]| dates::hold(input));
