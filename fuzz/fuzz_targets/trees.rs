//! See `tests/fuzzed/trees.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/printed.rs"]
mod printed;
#[path = "../../tests/fuzzed/trees.rs"]
mod trees;

libfuzzer_sys::fuzz_target!(|input: &[u8]| trees::hold(input));
