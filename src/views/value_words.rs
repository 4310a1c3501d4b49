//! Says the values that a view is divided by, as far as their reader may see them.

use crate::record::{FieldId, Id, Kind, Shape, Value};
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

/// Says values to others: everything is masked but countries, provinces and words of vocabularies, which tell of no one.
pub struct OthersWords<'c> {
    /// What covers the rest.
    pub masked: MaskedCollection<'c>,
    /// What says whether even the name of a place is withheld.
    pub redaction: Redaction<'c>,
}

impl OthersWords<'_> {
    fn is_coarse_place(&self, id: &Id) -> bool {
        let found = self.masked.whole().with_record(id, |located| {
            let kind = located.record.fields.text(FieldId::Type);
            located.record.kind == Kind::Place && matches!(kind, Some("country" | "province"))
        });
        found.unwrap_or_default()
    }
}

impl ValueWords for OthersWords<'_> {
    fn value(&self, value: &Value, shape: Shape) -> String {
        ValueWords::value(&self.masked, value, shape)
    }

    fn name(&self, id: &Id) -> String {
        if self.is_coarse_place(id) {
            return ValueWords::name(&self.redaction, id);
        }
        ValueWords::name(&self.masked, id)
    }

    fn text(&self, words: &str) -> String {
        ValueWords::text(&self.masked, words)
    }

    fn id(&self, id: &Id) -> String {
        if self.is_coarse_place(id) {
            return ValueWords::id(&self.redaction, id);
        }
        ValueWords::id(&self.masked, id)
    }

    fn shows_id(&self, id: &Id) -> bool {
        self.id(id) == id.as_str()
    }
}
