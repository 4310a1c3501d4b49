//! Any text read as a date, a sum of money and an id: a value or a sentence, whatever its length, on a thread
//! with a small stack.

use std::thread;

use casebook::record::{Date, Id, Money};

const STACK: usize = 256 * 1024;

/// The input is the text.
pub(crate) fn hold(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    thread::scope(|scope| {
        let read = || read(text);
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read).unwrap();
    });
}

fn read(text: &str) {
    match Date::parse(text) {
        Ok(date) => {
            assert_eq!(date.as_str(), text);
            assert!(!date.days().intervals.is_empty());
            assert!(date.may_overlap(&date) && !date.is_before(&date));
            assert!(Date::window(text).is_ok());
        }
        Err(bad) => {
            assert!(!bad.message.is_empty() && bad.message.len() < 4_000);
            // What is proposed is accepted.
            assert!(bad.meant.is_none_or(|meant| Date::parse(&meant).is_ok()));
            assert!(Date::window(text).is_err());
        }
    }
    if let Err(bad) = Money::parse(text) {
        assert!(!bad.message.is_empty() && bad.message.len() < 4_000);
        assert!(bad.suggestion.iter().all(|meant| Money::parse(meant).is_ok()));
    }
    assert!(Id::suggestion(text).is_none_or(|id| Id::new(&id).is_some()));
}
