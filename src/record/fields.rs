//! The fields of one table, with their values and byte ranges.

use crate::text::ByteRange;

use super::date::Date;
use super::field::{Field, FieldId, Shape};
use super::id::Id;
use super::value::Value;

/// The fields of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    pub(super) entries: Vec<FieldEntry>,
    pub(super) extras: Vec<UnknownField>,
    pub(super) lost: Vec<Box<str>>,
}

/// A field that a file has.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldEntry {
    /// Which field.
    pub field: &'static Field,
    /// The range of its key.
    pub key: ByteRange,
    /// The range of its value.
    pub value: ByteRange,
    /// What it holds: one value, or those of the list.
    pub items: Vec<Item>,
}

/// One value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// Where it is.
    pub range: ByteRange,
}

/// A field that the format does not know: kept, shown and reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// What the file calls it.
    pub name: Box<str>,
    /// Its value as the file writes it.
    pub written: Box<str>,
    /// The range of its key.
    pub key: ByteRange,
}

/// A link from a field to another record.
#[derive(Clone, Copy, Debug)]
pub struct Link<'r> {
    /// The field that links.
    pub field: &'static Field,
    /// The id it links to.
    pub to: &'r Id,
    /// Where the id is.
    pub range: ByteRange,
}

impl Fields {
    /// Returns the fields that the file has, in the format's order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldEntry> {
        self.entries.iter()
    }

    /// Returns the fields that the format does not know, in the file's order.
    pub fn extras(&self) -> &[UnknownField] {
        &self.extras
    }

    /// Returns a field.
    pub fn get(&self, name: FieldId) -> Option<&FieldEntry> {
        self.entries.iter().find(|entry| entry.field.name == name)
    }

    /// Returns whether the file has the field with a value that could not be parsed, so that it is
    /// not reported as missing.
    pub fn lost(&self, name: FieldId) -> bool {
        self.lost.iter().any(|lost| **lost == *name.as_str())
    }

    /// Returns these fields with others in the place of those that are called the same.
    #[must_use]
    pub fn with<'e>(&self, others: impl IntoIterator<Item = &'e FieldEntry>) -> Self {
        let mut fields = self.clone();
        for other in others {
            match fields.entries.iter_mut().find(|entry| entry.field.name == other.field.name) {
                Some(entry) => *entry = other.clone(),
                None => fields.entries.push(other.clone()),
            }
        }
        fields
    }

    /// Returns the first value of a field where it is words, a term or a code.
    pub fn text(&self, name: FieldId) -> Option<&str> {
        match self.first(name)? {
            Value::Words(text) | Value::Term(text) | Value::Code(text) => Some(text),
            Value::Link(id) => Some(id.as_str()),
            Value::Date(_)
            | Value::Money(_)
            | Value::Whole(_)
            | Value::Degrees(_)
            | Value::YesNo(_)
            | Value::Unread(_)
            | Value::TooLong(_) => None,
        }
    }

    /// Returns the first value of a field where it is a whole number.
    pub fn whole(&self, name: FieldId) -> Option<i64> {
        if let Value::Whole(number) = self.first(name)? { Some(*number) } else { None }
    }

    /// Returns the first value of a field where it is yes or no.
    pub fn yes(&self, name: FieldId) -> Option<bool> {
        if let Value::YesNo(yes) = self.first(name)? { Some(*yes) } else { None }
    }

    /// Returns the first value of a field where it is a date.
    pub fn date(&self, name: FieldId) -> Option<&Date> {
        if let Value::Date(date) = self.first(name)? { Some(date) } else { None }
    }

    /// Returns the ids that a field links to.
    pub fn linked(&self, name: FieldId) -> impl Iterator<Item = &Id> {
        self.get(name)
            .into_iter()
            .flat_map(|entry| &entry.items)
            .filter_map(|item| item.value.link())
    }

    /// Returns the addresses on the web, the original before the archived one.
    pub fn web_addresses(&self) -> impl Iterator<Item = &str> {
        let addresses = self.iter().filter(|entry| entry.field.shape == Shape::WebAddress);
        addresses.filter_map(|entry| self.text(entry.field.name))
    }

    /// Returns every link of these fields.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> {
        self.entries.iter().flat_map(|entry| {
            entry.items.iter().filter_map(|item| {
                let to = item.value.link()?;
                Some(Link { field: entry.field, to, range: item.range })
            })
        })
    }

    fn first(&self, name: FieldId) -> Option<&Value> {
        self.get(name)?.items.first().map(|item| &item.value)
    }
}

impl FieldEntry {
    /// Returns the values in words, parted by commas.
    pub fn in_words(&self) -> String {
        let words: Vec<_> =
            self.items.iter().map(|item| item.value.in_words(self.field.shape)).collect();
        words.join(", ")
    }
}
