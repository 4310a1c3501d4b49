//! See `tests/fuzzed/language_server.rs`, which says what must hold.
#![no_main]

#[path = "../../tests/fuzzed/language_server.rs"]
mod language_server;

libfuzzer_sys::fuzz_target!(|input: &[u8]| language_server::hold(input));
