//! What in the fields of a record says or may say that the person was below 18.

use crate::record::field::{FieldId, Shape};
use crate::record::fields::{FieldEntry, Fields, Item};
use crate::record::kind::{Kind, RowKind};
use crate::record::quote::{Cited, Dispute};
use crate::record::record::Record;
use crate::record::tables;
use crate::record::value::Value;
use crate::text::ByteRange;

use super::key::{WITH_WORDS, is_child_in_other_field};
use super::search::is_institution;
use super::states_adult;
use super::words::{OF_AGE, are_of_child, has_word_for_child, is_value_of_child, title_says_child};

/// Why a person may have been a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The case says that the person was a minor.
    Stated,
    /// Something else in the case says so, at this place.
    Said(ByteRange),
    /// A value that would say so cannot be read.
    Unread(ByteRange),
    /// A field that would say so is on a line that cannot be read.
    Lost(FieldId),
    /// A key that is no field, or not in its place, seems to say so.
    Attempt,
    /// The text is broken, so that what says so may be lost.
    BrokenText,
}

/// Returns why the person of a record may have been a child.
pub(super) fn sign_of(record: &Record) -> Option<Sign> {
    if record.is_minor() {
        return Some(Sign::Stated);
    }
    let groups = || record.rows(RowKind::Group).map(|row| (&row.fields, row.at));
    let disputes = || record.quotes.iter().flat_map(|quote| &quote.disputes);
    in_fields(&record.fields)
        .or_else(|| groups().find_map(|(fields, at)| in_group(fields, at)))
        .or_else(|| disputes().find_map(|dispute| in_dispute(record, dispute)))
        .or_else(|| in_title(record))
        .or_else(|| {
            [FieldId::Age, FieldId::Minor]
                .into_iter()
                .find(|name| record.fields.lost(*name))
                .map(Sign::Lost)
        })
        .or_else(|| (!record.is_complete).then_some(Sign::BrokenText))
}

/// Returns what says so in the values of a record of another kind than a victim's that could not be read.
pub(super) fn in_unread_values(record: &Record) -> Option<Sign> {
    let rows = record.rows.iter().map(|row| &row.fields);
    let quotes = record.quotes.iter().map(|quote| &quote.fields);
    let entries = std::iter::once(&record.fields).chain(rows).chain(quotes).flat_map(Fields::iter);
    // By its words and links a place or a publication may have to do with children.
    let counts = |entry: &&FieldEntry| {
        record.kind == Kind::Person
            || !entry.field.is_link()
                && !matches!(
                    entry.field.shape,
                    Shape::Words | Shape::WebAddress | Shape::Identifier
                )
    };
    entries.filter(counts).find_map(|entry| {
        let is_child = |item: &&Item| {
            let (name, written) = (entry.field.name, item.value.written());
            !item.value.is_read()
                && is_child_in_other_field(name, &written)
                && !is_institution(record.kind, name, &written)
        };
        entry.items.iter().find(is_child).map(|item| Sign::Unread(item.range))
    })
}

fn in_fields(fields: &Fields) -> Option<Sign> {
    let mut ages = [FieldId::Age, FieldId::Minor].into_iter().filter_map(|name| fields.get(name));
    let doubt = |items: &[Item], at: ByteRange| match items {
        [] => Some(Sign::Unread(at)),
        items => items.iter().find_map(of_value),
    };
    // A number is no time at which a person had an age.
    let is_number = |item: &&Item| {
        !item.value.is_read() && item.value.written().contains(|c: char| c.is_numeric())
    };
    let time = || fields.get(FieldId::AgeAt)?.items.iter().find(is_number);
    ages.find_map(|entry| doubt(&entry.items, entry.value))
        .or_else(|| time().map(|item| Sign::Unread(item.range)))
        .or_else(|| WITH_WORDS.iter().find_map(|name| of_words(&fields.get(*name)?.items)))
        .or_else(|| of_unread(fields.iter().flat_map(|entry| &entry.items)))
}

/// Returns what says in the title of a record that a person was a child that does not say of itself how old the person was.
fn in_title(record: &Record) -> Option<Sign> {
    let title = record.fields.get(FieldId::Title).filter(|_| !states_adult(record))?;
    of_title(&title.items)
}

fn in_group(fields: &Fields, at: ByteRange) -> Option<Sign> {
    let lost = fields.lost(FieldId::Minor).then_some(Sign::Unread(at));
    let key = || fields.text(FieldId::Key).filter(|key| are_of_child(key));
    let own = || fields.get(FieldId::Minor)?.items.iter().find_map(of_value);
    lost.or_else(own).or_else(|| key().map(|_| Sign::Said(at)))
}

fn in_dispute(record: &Record, dispute: &Dispute) -> Option<Sign> {
    let said = Sign::Said(dispute.range);
    match &dispute.cited {
        // Who denies an age says that it is another.
        Cited::Field(FieldId::Age | FieldId::Minor) if dispute.rival.is_empty() => Some(said),
        Cited::Field(FieldId::Age | FieldId::Minor) => dispute.rival.iter().find_map(of_value),
        Cited::Field(name) if WITH_WORDS.contains(name) => of_words(&dispute.rival).map(|_| said),
        Cited::Field(FieldId::Title) if !states_adult(record) => {
            of_title(&dispute.rival).map(|_| said)
        }
        Cited::Field(name) if tables::field(record.kind, *name).is_none() => {
            let is_child = |item: &Item| is_child_in_other_field(*name, &item.value.written());
            dispute.rival.iter().any(is_child).then_some(said)
        }
        Cited::Row(RowKind::Group, key) => {
            let key = are_of_child(key).then_some(said);
            let is_child = |item: &Item| are_of_child(&item.value.written());
            key.or_else(|| dispute.rival.iter().any(is_child).then_some(said))
        }
        Cited::Field(_) | Cited::Row(..) => of_unread(&dispute.rival).map(|_| said),
    }
}

/// Returns what the value of `age` or `minor` says.
fn of_value(item: &Item) -> Option<Sign> {
    match item.value {
        Value::Whole(age) => (age < OF_AGE).then_some(Sign::Said(item.range)),
        Value::YesNo(is_minor) => is_minor.then_some(Sign::Said(item.range)),
        Value::Words(_)
        | Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::Degrees(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => Some(Sign::Unread(item.range)),
    }
}

fn of_words(items: &[Item]) -> Option<Sign> {
    let item = items.iter().find(|item| is_value_of_child(&item.value.written()))?;
    Some(Sign::Said(item.range))
}

fn of_title(items: &[Item]) -> Option<Sign> {
    let item = items.iter().find(|item| title_says_child(&item.value.written()))?;
    Some(Sign::Said(item.range))
}

/// Returns what values say that could not be read: they may be written in a field that is not theirs.
fn of_unread<'i>(items: impl IntoIterator<Item = &'i Item>) -> Option<Sign> {
    let mut unread = items.into_iter().filter(|item| !item.value.is_read());
    let item = unread.find(|item| has_word_for_child(&item.value.written()))?;
    Some(Sign::Said(item.range))
}
