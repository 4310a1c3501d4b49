//! See `tests/fuzzed/folding.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/folding.rs"]
mod folding;

libfuzzer_sys::fuzz_target!(|input: &[u8]| folding::hold(input));
