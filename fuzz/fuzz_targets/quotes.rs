//! See `tests/fuzzed/quotes.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/quotes.rs"]
mod quotes;

libfuzzer_sys::fuzz_target!(|input: &[u8]| quotes::hold(input));
