//! One record: its fields, rows and quotes, each with its place in the file.

use crate::text::ByteRange;

use super::date::Date;
use super::field::{Field, Name};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::quote::{Cited, Quote};
use super::value::Value;

/// A record as its file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What kind of record it is.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// Where it starts: the header of its table, or the start of its file.
    pub at: ByteRange,
    /// Its fields and rows other than quotes.
    pub fields: Fields,
    /// Its events and groups, in the file's order.
    pub rows: Vec<Row>,
    /// Its quotes, in the file's order.
    pub quotes: Vec<Quote>,
}

/// A row of a repeated table, other than a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whether it is an event or a group.
    pub kind: RowKind,
    /// Where it starts: its header.
    pub at: ByteRange,
    /// Its fields.
    pub fields: Fields,
}

/// The fields of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    pub(super) entries: Vec<Entry>,
    pub(super) extras: Vec<Extra>,
    pub(super) lost: Vec<Box<str>>,
}

/// A field that a file has.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which field.
    pub field: &'static Field,
    /// Where its key stands.
    pub key: ByteRange,
    /// Where its value stands.
    pub value: ByteRange,
    /// What it holds: one value, or those of the list.
    pub items: Vec<Item>,
}

/// One value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub range: ByteRange,
}

/// A field that the format does not know: kept, shown and reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// What the file calls it.
    pub name: Box<str>,
    /// Its value as the file writes it.
    pub written: Box<str>,
    /// Where its key stands.
    pub key: ByteRange,
}

impl Record {
    /// Returns what lists call the record: its title, else its name, else its id.
    pub fn heading(&self) -> &str {
        let fields = &self.fields;
        fields.text(Name::Title).or_else(|| fields.text(Name::Name)).unwrap_or(self.id.as_str())
    }

    /// Returns what others call the record when they link to it: its name, else its title.
    pub fn name(&self) -> &str {
        let fields = &self.fields;
        fields.text(Name::Name).or_else(|| fields.text(Name::Title)).unwrap_or(self.id.as_str())
    }

    /// Returns the rows of one kind.
    pub fn rows(&self, kind: RowKind) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// Returns the row of that kind with that key.
    pub fn row(&self, kind: RowKind, key: &str) -> Option<&Row> {
        self.rows(kind).find(|row| row.key() == Some(key))
    }

    /// Tells whether the record has what a quote cites.
    pub fn has(&self, cited: &Cited) -> bool {
        match cited {
            Cited::Field(name) => self.fields.get(*name).is_some(),
            Cited::Row(kind, key) => self.row(*kind, key).is_some(),
        }
    }

    /// Returns every link of the record with its place: those of its fields, rows and quotes.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> {
        let rows = self.rows.iter().flat_map(|row| row.fields.links());
        let quotes = self.quotes.iter().flat_map(|quote| quote.fields.links());
        self.fields.links().chain(rows).chain(quotes)
    }

    /// Tells whether the record is of a child: stated, or by the age.
    pub fn is_minor(&self) -> bool {
        let young = self.fields.whole(Name::Age).is_some_and(|age| age < 18);
        young || self.fields.yes(Name::Minor) == Some(true)
    }
}

impl Row {
    /// Returns the name by which quotes cite the row.
    pub fn key(&self) -> Option<&str> {
        self.fields.text(Name::Key)
    }
}

/// A link from a field to another record.
#[derive(Clone, Copy, Debug)]
pub struct Link<'r> {
    /// The field that links.
    pub field: &'static Field,
    /// The id it links to.
    pub to: &'r Id,
    /// Where the id stands.
    pub range: ByteRange,
}

impl Fields {
    /// Returns the fields that the file has, in the format's order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Returns the fields that the format does not know, in the file's order.
    pub fn extras(&self) -> &[Extra] {
        &self.extras
    }

    /// Returns a field.
    pub fn get(&self, name: Name) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.field.name == name)
    }

    /// Tells whether the file has a field whose value the grammar made unreadable, so that nobody
    /// may say it is absent.
    pub fn lost(&self, name: Name) -> bool {
        self.lost.iter().any(|lost| **lost == *name.as_str() || **lost == *"*")
    }

    /// Returns the first value of a field where it is words, a term or a code.
    pub fn text(&self, name: Name) -> Option<&str> {
        match self.first(name)? {
            Value::Words(text) | Value::Term(text) | Value::Code(text) => Some(text),
            Value::Link(id) => Some(id.as_str()),
            Value::Date(_)
            | Value::Money(_)
            | Value::Whole(_)
            | Value::Degrees(_)
            | Value::YesNo(_)
            | Value::Unread(_) => None,
        }
    }

    /// Returns the first value of a field where it is a whole number.
    pub fn whole(&self, name: Name) -> Option<i64> {
        if let Value::Whole(number) = self.first(name)? { Some(*number) } else { None }
    }

    /// Returns the first value of a field where it is yes or no.
    pub fn yes(&self, name: Name) -> Option<bool> {
        if let Value::YesNo(yes) = self.first(name)? { Some(*yes) } else { None }
    }

    /// Returns the first value of a field where it is a date.
    pub fn date(&self, name: Name) -> Option<&Date> {
        if let Value::Date(date) = self.first(name)? { Some(date) } else { None }
    }

    /// Returns the ids that a field links to.
    pub fn linked(&self, name: Name) -> impl Iterator<Item = &Id> {
        self.get(name)
            .into_iter()
            .flat_map(|entry| &entry.items)
            .filter_map(|item| item.value.link())
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

    fn first(&self, name: Name) -> Option<&Value> {
        self.get(name)?.items.first().map(|item| &item.value)
    }
}

impl Entry {
    /// Returns the values in words, parted by commas.
    pub fn in_words(&self) -> String {
        let words: Vec<_> =
            self.items.iter().map(|item| item.value.in_words(self.field.shape)).collect();
        words.join(", ")
    }
}
