//! A stable reference to an item of the detail pane: it stays valid when the file is reloaded.

use std::collections::HashMap;

use strum::IntoEnumIterator as _;

use crate::browser::model::renamed_ids::RenamedIds;
use crate::record::{Cited, FieldId, Id, Record, RowKind, qualified_by};
use crate::text::ByteRange;

/// A place in the detail pane.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DetailItem {
    /// A field.
    Field(FieldId),
    /// One of several links of a field.
    Link(FieldId, Id),
    /// An event or group, by its key.
    Row(RowKind, Box<str>),
    /// An event or group without a key, by its number among all of its kind.
    Keyless(RowKind, usize),
    /// A field that the format does not know.
    Extra(Box<str>),
    /// A record that links here.
    Mention(Id),
}

impl DetailItem {
    /// Returns the place that quotes cite so.
    pub fn of(cited: &Cited) -> Self {
        match cited {
            Cited::Field(name) => Self::Field(*name),
            Cited::Row(kind, key) => Self::Row(*kind, key.clone()),
        }
    }

    /// Returns the place of a field of a record: of its first link, where it has several, and of the field that it
    /// qualifies, since the two are shown together.
    pub(crate) fn of_field(name: FieldId, record: &Record) -> Self {
        let name = qualified_by(name).map_or(name, |qualifies| qualifies.main);
        let has_several = record.fields.get(name).is_some_and(|entry| entry.items.len() > 1);
        let first = record.fields.linked(name).next().filter(|_| has_several);
        first.map_or(Self::Field(name), |id| Self::Link(name, id.clone()))
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        match self {
            Self::Link(_, id) | Self::Mention(id) => renamed.follow(id),
            Self::Field(_) | Self::Row(..) | Self::Keyless(..) | Self::Extra(_) => {}
        }
    }

    /// Returns what quotes call the place.
    pub fn cited(&self, record: &Record) -> Option<Cited> {
        let cited = match self {
            Self::Field(name) | Self::Link(name, _) => Cited::Field(*name),
            Self::Row(kind, key) => Cited::Row(*kind, key.clone()),
            Self::Keyless(..) | Self::Extra(_) | Self::Mention(_) => return None,
        };
        record.has(&cited).then_some(cited)
    }

    /// Does the same for a row that the caller already has.
    pub(crate) fn of_row_or_field(&self, record: &Record) -> Option<Cited> {
        match self {
            Self::Row(kind, key) => Some(Cited::Row(*kind, key.clone())),
            Self::Field(_)
            | Self::Link(..)
            | Self::Keyless(..)
            | Self::Extra(_)
            | Self::Mention(_) => self.cited(record),
        }
    }

    /// Returns the record that the place links to.
    pub fn target(&self, record: &Record) -> Option<Id> {
        match self {
            Self::Link(_, id) | Self::Mention(id) => Some(id.clone()),
            Self::Field(name) => record.fields.linked(*name).next().cloned(),
            Self::Row(kind, key) => {
                record.row(*kind, key)?.fields.links().next().map(|link| link.to.clone())
            }
            Self::Keyless(kind, number) => {
                let row = record.rows(*kind).nth(*number)?;
                row.fields.links().next().map(|link| link.to.clone())
            }
            Self::Extra(_) => None,
        }
    }

    /// Returns the byte range in the file of each item of a record, as [`range`](Self::range) does for
    /// one. Looking up each item on its own would take quadratic time.
    pub fn ranges(record: &Record) -> HashMap<Self, ByteRange> {
        let mut ranges = HashMap::new();
        let mut add = |spot: Self, range: ByteRange| _ = ranges.entry(spot).or_insert(range);
        for entry in record.fields.iter() {
            add(Self::Field(entry.field.name), entry.key);
        }
        for link in record.fields.links() {
            add(Self::Link(link.field.name, link.to.clone()), link.range);
        }
        for kind in RowKind::iter() {
            for (number, row) in record.rows(kind).enumerate() {
                add(Self::Keyless(kind, number), row.at);
                if let Some(key) = row.key() {
                    add(Self::Row(kind, key.into()), row.at);
                }
            }
        }
        for extra in record.fields.extras() {
            add(Self::Extra(extra.name.clone()), extra.key);
        }
        ranges
    }

    /// Returns the byte range of the item in the file.
    pub fn range(&self, record: &Record) -> Option<ByteRange> {
        match self {
            Self::Field(name) => record.fields.get(*name).map(|entry| entry.key),
            Self::Link(name, id) => {
                let mut links = record.fields.links();
                links.find(|link| link.field.name == *name && link.to == id).map(|link| link.range)
            }
            Self::Row(kind, key) => record.row(*kind, key).map(|row| row.at),
            Self::Keyless(kind, number) => record.rows(*kind).nth(*number).map(|row| row.at),
            Self::Extra(name) => {
                let mut extras = record.fields.extras().iter();
                extras.find(|extra| extra.name == *name).map(|extra| extra.key)
            }
            Self::Mention(_) => None,
        }
    }
}
