//! A field whose value was changed, with the quotes that were chosen for the value before.

use crate::record::edit::TypedValue;
use crate::record::{Cited, Id};

/// A field or row whose value was changed, with quotes in which the new value is not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnconfirmedField {
    /// The case.
    pub(crate) record: Id,
    /// What quotes call the field or row.
    pub(crate) cited: Cited,
    /// The value that it had; `None` where it has no words of its own.
    pub(crate) former: Option<TypedValue>,
    /// The quotes, by their numbers in the case.
    pub(crate) quotes: Vec<usize>,
}

impl UnconfirmedField {
    /// Returns the value that the field had, in words.
    pub(crate) fn former_in_words(&self) -> Option<String> {
        self.former.as_ref().map(in_words)
    }
}

fn in_words(value: &TypedValue) -> String {
    match value {
        TypedValue::Text(words) => words.replace('\n', " "),
        TypedValue::List(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        TypedValue::Number(_) | TypedValue::YesNo(_) | TypedValue::Table(_) => value.toml(" "),
    }
}
