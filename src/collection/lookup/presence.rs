//! Which fields a record has, and which it could have but lacks: the answers to `has:` and
//! `missing:`.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::record::{Field, FieldRole, Kind, Record, RowKind, Shape, fields, row_fields};
use crate::search::NameSet;

/// The fields that a record has, and those that it lacks though its kind may have them.
pub(crate) struct FieldPresence {
    pub(crate) has: NameSet,
    pub(crate) missing: NameSet,
}

impl FieldPresence {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all shapes but rows are values")]
    pub(crate) fn of(record: &Record) -> Self {
        let mut presence = Self { has: NameSet::default(), missing: NameSet::default() };
        for (field, numbers) in numbered_fields(record.kind) {
            let there = match field.shape {
                Shape::Rows(RowKind::Quote) => !record.quotes.is_empty(),
                Shape::Rows(kind) => record.rows(kind).next().is_some(),
                _ => record.fields.get(field.name).is_some(),
            };
            // What cannot be read is not missing.
            if there || !record.fields.lost(field.name) {
                numbers.iter().for_each(|number| presence.note(*number, there));
            }
        }
        // What only rows have cannot be missing from the record.
        for row in &record.rows {
            for entry in row.fields.iter() {
                presence_numbers(entry.field).for_each(|number| presence.note(number, true));
            }
        }
        presence
    }

    /// Notes that a field is there or not; one that is there once is not missing.
    fn note(&mut self, number: usize, there: bool) {
        if there {
            self.has.insert(number);
            self.missing.remove(number);
        } else if !self.has.contains(number) {
            self.missing.insert(number);
        }
    }
}

/// Returns the short forms of a field.
pub(crate) fn groups(field: &Field) -> impl Iterator<Item = &'static str> {
    let place = matches!(field.shape, Shape::Link(kinds) | Shape::LinkOrWords(kinds) if kinds.contains(&Kind::Place));
    let date = field.shape == Shape::Date;
    let ransom = field.role == FieldRole::Ransom;
    let forms = [("place", place), ("date", date), ("ransom", ransom)];
    forms.into_iter().filter(|(_, of_it)| *of_it).map(|(form, _)| form)
}

/// Returns what a record may have or lack: every field, the rows, and the short forms for several.
pub(crate) fn presence() -> impl Iterator<Item = &'static str> {
    static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let rows = RowKind::PLAIN.map(row_fields);
        let all = Kind::all().map(fields).chain(rows).flatten().map(|field| field.name.as_str());
        let mut names: Vec<_> = all.chain(["place", "date", "ransom"]).collect();
        names.sort_unstable();
        names.dedup();
        names
    });
    NAMES.iter().copied()
}

/// Returns the fields of a kind, each with the numbers of what it is called; looked up once, and not for each record.
fn numbered_fields(kind: Kind) -> &'static [NumberedField] {
    static FIELDS: LazyLock<Vec<Vec<NumberedField>>> = LazyLock::new(|| {
        let numbered = |field: &'static Field| (field, presence_numbers(field).collect());
        let of_kind = |kind: Kind| fields(kind).iter().map(numbered).collect();
        Kind::all().map(of_kind).collect()
    });
    FIELDS.get(kind as usize).map_or(&[], Vec::as_slice)
}

/// A field with the numbers of its name and of its short forms.
type NumberedField = (&'static Field, Box<[usize]>);

/// Returns the numbers of the name of a field and of its short forms.
fn presence_numbers(field: &Field) -> impl Iterator<Item = usize> {
    std::iter::once(field.name.as_str()).chain(groups(field)).filter_map(presence_number)
}

/// Returns the number of a name that [`presence`] lists.
fn presence_number(name: &str) -> Option<usize> {
    static NUMBERS: LazyLock<HashMap<&'static str, usize>> =
        LazyLock::new(|| presence().enumerate().map(|(at, name)| (name, at)).collect());
    NUMBERS.get(name).copied()
}
