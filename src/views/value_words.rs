//! Says the values that a view is divided by, as far as their reader may see them.

use crate::record::{Id, Shape, Value};
use crate::redaction::{MaskedCollection, Redaction};

/// Says values as their reader may see them.
pub trait ValueWords {
    /// Returns a value that is checked against a form, in words.
    fn value(&self, value: &Value, shape: Shape) -> String;

    /// Returns what others call the record with an id.
    fn name(&self, id: &Id) -> String;

    /// Returns words that people write freely.
    fn text(&self, words: &str) -> String;

    /// Returns an id as it may be seen.
    fn id(&self, id: &Id) -> String;

    /// Returns whether the id may be seen as it is.
    fn shows_id(&self, id: &Id) -> bool;
}

impl ValueWords for Redaction<'_> {
    fn value(&self, value: &Value, shape: Shape) -> String {
        self.value_in_words(value, shape).into_owned()
    }

    fn name(&self, id: &Id) -> String {
        self.name_of(id)
    }

    fn text(&self, words: &str) -> String {
        Redaction::text(self, words).into_owned()
    }

    fn id(&self, id: &Id) -> String {
        Redaction::id(self, id).to_string()
    }

    fn shows_id(&self, id: &Id) -> bool {
        Redaction::id(self, id) == *id
    }
}

impl ValueWords for MaskedCollection<'_> {
    fn value(&self, value: &Value, shape: Shape) -> String {
        self.value_in_words(value, shape).into_owned()
    }

    fn name(&self, id: &Id) -> String {
        self.name_of(id)
    }

    fn text(&self, words: &str) -> String {
        MaskedCollection::text(self, words)
    }

    fn id(&self, id: &Id) -> String {
        MaskedCollection::id(self, id)
    }

    fn shows_id(&self, id: &Id) -> bool {
        MaskedCollection::id(self, id) == id.as_str()
    }
}
