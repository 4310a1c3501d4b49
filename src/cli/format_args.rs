//! The values of `--format`, from the table of formats.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::exchange::{Format, Takes};

/// Returns what `--format` takes where these are written, with a description each for the help, the completions
/// and the manual page.
pub(super) fn formats(takes: Takes) -> impl TypedValueParser<Value = &'static Format> {
    let values =
        takes.formats().map(|format| PossibleValue::new(format.name).help(format.description));
    let named = move |name: String| {
        let mut formats = takes.formats();
        formats.find(|format| format.name == name).ok_or("there is no such format")
    };
    PossibleValuesParser::new(values.collect::<Vec<_>>()).try_map(named)
}
