//! A record: its fields, rows and quotes, with their byte ranges.

use crate::text::ByteRange;

use super::field::FieldId;
use super::fields::{Fields, Link};
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
    /// Whether all its tables could be read, so that what is not here is not in the file.
    pub is_complete: bool,
    /// Its fields other than rows.
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

impl Record {
    /// Returns a record of which nothing could be read.
    pub fn bare(kind: Kind, id: Id) -> Self {
        let at = ByteRange::default();
        let (fields, rows, quotes) = (Fields::default(), Vec::new(), Vec::new());
        Self { kind, id, at, is_complete: false, fields, rows, quotes }
    }

    /// Notes that the record may say that it is confidential, and that this cannot be read: it counts as
    /// confidential then.
    pub fn mark_perhaps_confidential(&mut self) {
        if !self.is_perhaps_confidential() {
            self.fields.lost.push(FieldId::Confidentiality.as_str().into());
        }
    }

    /// Notes that the record may say that its person is not to be named, and that this cannot be read.
    pub fn mark_unnamed(&mut self) {
        if !self.fields.lost(FieldId::Public) {
            self.fields.lost.push(FieldId::Public.as_str().into());
        }
    }

    /// Returns whether a record says that it is confidential, or that it is not; where that cannot be
    /// understood, it says so. `None` where it says nothing.
    pub fn says_confidential(&self) -> Option<bool> {
        if self.is_perhaps_confidential() {
            return Some(true);
        }
        let item = self.fields.get(FieldId::Confidentiality)?.items.first();
        let is_open = |value: &Value| matches!(value, Value::Term(word) if matches!(&**word, "public" | "restricted"));
        Some(!item.is_some_and(|item| is_open(&item.value)))
    }

    /// Returns whether the record may say that it is confidential, in a way that cannot be read.
    pub fn is_perhaps_confidential(&self) -> bool {
        self.fields.lost(FieldId::Confidentiality)
    }

    /// Returns what lists call the record: its title, else its name, else its id.
    pub fn heading(&self) -> &str {
        let fields = &self.fields;
        fields
            .text(FieldId::Title)
            .or_else(|| fields.text(FieldId::Name))
            .unwrap_or(self.id.as_str())
    }

    /// Returns what others call the record when they link to it: its name, else its title.
    pub fn name(&self) -> &str {
        let fields = &self.fields;
        fields
            .text(FieldId::Name)
            .or_else(|| fields.text(FieldId::Title))
            .unwrap_or(self.id.as_str())
    }

    /// Returns the rows of one kind.
    pub fn rows(&self, kind: RowKind) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// Returns the row of that kind with that key.
    pub fn row(&self, kind: RowKind, key: &str) -> Option<&Row> {
        self.rows(kind).find(|row| row.key() == Some(key))
    }

    /// Returns whether the record has what a quote cites.
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

    /// Returns every link that a quote states instead of a value that it disputes, with its place.
    pub fn rival_links(&self) -> impl Iterator<Item = (&Id, ByteRange)> {
        let disputes = self.quotes.iter().flat_map(|quote| &quote.disputes);
        let rivals = disputes.flat_map(|dispute| &dispute.rival);
        rivals.filter_map(|item| Some((item.value.link()?, item.range)))
    }

    /// Returns whether the record is of a child: stated, or by the age.
    pub fn is_minor(&self) -> bool {
        let young = self.fields.whole(FieldId::Age).is_some_and(|age| age < 18);
        young || self.fields.yes(FieldId::Minor) == Some(true)
    }
}

impl Row {
    /// Returns the name by which quotes cite the row.
    pub fn key(&self) -> Option<&str> {
        self.fields.text(FieldId::Key)
    }
}
