//! See `tests/fuzzed/tables.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/tables.rs"]
mod tables;

libfuzzer_sys::fuzz_target!(|input: &[u8]| tables::hold(input));
