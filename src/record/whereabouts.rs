//! The wish not to be located: places that a case has for the time after captivity, which no view uses.

pub(super) mod misspelt;

use super::field::FieldId;
use super::fields::{Item, Link};
use super::kind::RowKind;
use super::record::{Record, Row};

/// The tag of a case about someone who does not want their whereabouts to be known.
pub const WHEREABOUTS_WITHHELD: &str = "whereabouts-withheld";

/// What a record is marked with among the fields that it lost where the tag seems to be meant; no field is called so.
const MISSPELT: &str = "whereabouts-withheld, perhaps";

/// The types of event that are over once a person is free; at any other, a place may be where they are now.
const IN_CAPTIVITY: [&str; 7] =
    ["recruitment", "transit", "exploitation", "sale", "punishment", "contact", "release"];

impl Record {
    /// Returns whether a field with a place, of the record or of one of its rows, may say where someone is who does not
    /// want that to be known.
    pub fn withholds_place(&self, row: Option<&Row>, field: FieldId) -> bool {
        let is_later = match (row, field) {
            (None, FieldId::Shelter) => true,
            (Some(row), FieldId::Place) if row.kind == RowKind::Event => {
                let of_type = row.fields.text(FieldId::Type);
                of_type.is_none_or(|of_type| !IN_CAPTIVITY.contains(&of_type))
            }
            (None | Some(_), _) => false,
        };
        is_later && self.withholds_whereabouts()
    }

    /// Returns whether any of its places may say where someone is who does not want that to be known.
    pub fn withholds_any_place(&self) -> bool {
        self.withholds_whereabouts()
            && (self.fields.get(FieldId::Shelter).is_some()
                || self.rows.iter().any(|row| {
                    row.fields.get(FieldId::Place).is_some()
                        && self.withholds_place(Some(row), FieldId::Place)
                }))
    }

    /// Puts `mark` in the place of the places that it withholds, and of what quotes say instead of these.
    pub fn withhold_places(&mut self, mark: &str) {
        if !self.withholds_any_place() {
            return;
        }
        self.replace_own_values(&|field| field == FieldId::Shelter, mark);
        let rows: Vec<bool> =
            self.rows.iter().map(|row| self.withholds_place(Some(row), FieldId::Place)).collect();
        for (row, _) in self.rows.iter_mut().zip(rows).filter(|(_, withholds)| *withholds) {
            row.fields.replace_values(&|field| field == FieldId::Place, mark);
        }
    }

    /// Returns every link of the record but those to places that it withholds.
    pub fn open_links(&self) -> impl Iterator<Item = Link<'_>> {
        let is_open =
            |row: Option<&Row>, link: &Link<'_>| !self.withholds_place(row, link.field.name);
        let own = self.fields.links().filter(move |link| is_open(None, link));
        let rows = self
            .rows
            .iter()
            .flat_map(move |row| row.fields.links().filter(move |link| is_open(Some(row), link)));
        let quotes = self.quotes.iter().flat_map(|quote| quote.fields.links());
        own.chain(rows).chain(quotes)
    }

    /// Returns whether the case is about someone who does not want their whereabouts to be known: it has the tag, or
    /// something that seems to be meant as it.
    pub(crate) fn withholds_whereabouts(&self) -> bool {
        let tags = self.fields.get(FieldId::Tags);
        let is_tag = |item: &Item| item.value.written() == WHEREABOUTS_WITHHELD;
        tags.is_some_and(|tags| tags.items.iter().any(is_tag))
            || self.fields.lost.iter().any(|lost| **lost == *MISSPELT)
    }
}
