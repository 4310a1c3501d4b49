//! See `tests/fuzzed/records.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/records.rs"]
mod records;

libfuzzer_sys::fuzz_target!(|input: &[u8]| records::hold(input));
