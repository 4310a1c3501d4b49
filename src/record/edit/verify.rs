//! Verifies an edit: parses the new text and compares it with the old one plus the change.
//!
//! An edit that fails is refused.

use toml::de::{DeArray, DeTable, DeValue};

use super::super::syntax::{self, Syntax};
use super::EditError;
use crate::text::Splice;

/// Where an edit changes something: in the table of a header, or in the file itself.
#[derive(Clone, Copy)]
pub(super) struct EditTarget<'t> {
    pub(super) header: Option<&'t str>,
    pub(super) key: &'t str,
}

/// Returns the splice, where it makes of `text` what `is_meant` says of the value of the target, before
/// and after, and leaves all other values as they were.
pub(super) fn proven(
    text: &str,
    before: &DeTable<'_>,
    splice: Splice,
    target: EditTarget<'_>,
    is_meant: impl FnOnce(Option<&DeValue<'_>>, &DeValue<'_>) -> bool,
) -> Result<Splice, EditError> {
    let after = splice.apply(text).map(|(after, _)| after).ok_or(EditError::Otherwise)?;
    let after = DeTable::parse(&after).map_err(|_| EditError::Otherwise)?;
    let holds = holds(before, after.get_ref(), target, is_meant);
    if holds { Ok(splice) } else { Err(EditError::Otherwise) }
}

/// A step from a table to what an edit changes.
#[derive(Clone, Copy, Debug)]
pub(super) enum EditStep<'t> {
    /// The value of a key.
    Key(&'t str),
    /// The table with this number in a list of tables.
    Row(usize),
}

/// Returns the splice, where it makes of the value at the end of `path` what `is_meant` says of it, before and
/// after, and leaves all else as it was. In a text that is not TOML, what can be read of it is as before, and what
/// cannot is as much as before.
pub(super) fn proven_at(
    text: &str,
    before: &Syntax<'_>,
    splice: Splice,
    path: &[EditStep<'_>],
    is_meant: impl FnOnce(Option<&DeValue<'_>>, Option<&DeValue<'_>>) -> bool,
) -> Result<Splice, EditError> {
    let after = splice.apply(text).map(|(after, _)| after).ok_or(EditError::Otherwise)?;
    let holds = is_proven_at(before, &after, path, is_meant);
    if holds { Ok(splice) } else { Err(EditError::Otherwise) }
}

/// Returns whether a new text has at the end of `path` what `is_meant` says of it, and all else as it was.
pub(super) fn is_proven_at(
    before: &Syntax<'_>,
    after: &str,
    path: &[EditStep<'_>],
    is_meant: impl FnOnce(Option<&DeValue<'_>>, Option<&DeValue<'_>>) -> bool,
) -> bool {
    let after = syntax::read(after);
    before.problems().len() == after.problems().len()
        && before.lost().len() == after.lost().len()
        && holds_at(before.root(), after.root(), path, is_meant)
}

fn holds_at(
    before: &DeTable<'_>,
    after: &DeTable<'_>,
    path: &[EditStep<'_>],
    is_meant: impl FnOnce(Option<&DeValue<'_>>, Option<&DeValue<'_>>) -> bool,
) -> bool {
    let [EditStep::Key(key), path @ ..] = path else { return false };
    let (old, new) = (child(before, key), child(after, key));
    if !beside(before, after, key) {
        return false;
    }
    let (old, new) = match (path, old, new) {
        ([], old, new) => return is_meant(old, new),
        (_, Some(old), Some(new)) => (old, new),
        _ => return false,
    };
    match (path, old, new) {
        ([EditStep::Row(number), path @ ..], DeValue::Array(old), DeValue::Array(new)) => {
            let is_other_same = |other: usize| {
                let (old, new) = (old.get(other), new.get(other));
                old.zip(new).is_some_and(|(old, new)| is_same(old.get_ref(), new.get_ref()))
            };
            old.len() == new.len()
                && (0..old.len()).filter(|other| other != number).all(is_other_same)
                && row(old, *number)
                    .zip(row(new, *number))
                    .is_some_and(|(old, new)| holds_at(old, new, path, is_meant))
        }
        (path, DeValue::Table(old), DeValue::Table(new)) => holds_at(old, new, path, is_meant),
        _ => false,
    }
}

fn child<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeValue<'i>> {
    table.get(key).map(toml::Spanned::get_ref)
}

fn row<'t, 'i>(rows: &'t DeArray<'i>, number: usize) -> Option<&'t DeTable<'i>> {
    rows.get(number)?.get_ref().as_table()
}

fn holds(
    before: &DeTable<'_>,
    after: &DeTable<'_>,
    target: EditTarget<'_>,
    is_meant: impl FnOnce(Option<&DeValue<'_>>, &DeValue<'_>) -> bool,
) -> bool {
    let is_kept = match target.header {
        None => beside(before, after, target.key),
        Some(header) => {
            let inner = (table_of(before, header), table_of(after, header));
            let (Some(old), Some(new)) = inner else { return false };
            beside(before, after, header) && beside(old, new, target.key)
        }
    };
    let value = |root| -> Option<&DeValue<'_>> { value_of(root, target) };
    is_kept && value(after).is_some_and(|new| is_meant(value(before), new))
}

fn table_of<'t, 'i>(root: &'t DeTable<'i>, header: &str) -> Option<&'t DeTable<'i>> {
    root.get(header)?.get_ref().as_table()
}

fn value_of<'t, 'i>(root: &'t DeTable<'i>, target: EditTarget<'_>) -> Option<&'t DeValue<'i>> {
    let table = target.header.map_or(Some(root), |header| table_of(root, header))?;
    table.get(target.key).map(toml::Spanned::get_ref)
}

/// Returns whether two tables hold the same but for one key.
fn beside(one: &DeTable<'_>, other: &DeTable<'_>, but: &str) -> bool {
    let rest = |table: &DeTable<'_>| table.len() - usize::from(table.contains_key(but));
    rest(one) == rest(other)
        && one.iter().filter(|(key, _)| key.get_ref() != but).all(|(key, value)| {
            let there = other.get(key.get_ref().as_ref());
            there.is_some_and(|there| is_same(value.get_ref(), there.get_ref()))
        })
}

/// Returns whether two values are the same; the parser holds how deep they are nested.
pub(super) fn is_same(one: &DeValue<'_>, other: &DeValue<'_>) -> bool {
    match (one, other) {
        (DeValue::String(one), DeValue::String(other)) => one == other,
        // Numbers and dates as they are written, which no machine's number has room for always.
        (DeValue::Integer(one), DeValue::Integer(other)) => {
            one.radix() == other.radix() && one.as_str() == other.as_str()
        }
        (DeValue::Float(one), DeValue::Float(other)) => one.as_str() == other.as_str(),
        (DeValue::Boolean(one), DeValue::Boolean(other)) => one == other,
        (DeValue::Datetime(one), DeValue::Datetime(other)) => one == other,
        (DeValue::Array(one), DeValue::Array(other)) => {
            let mut pairs = one.iter().zip(other.iter());
            one.len() == other.len()
                && pairs.all(|(one, other)| is_same(one.get_ref(), other.get_ref()))
        }
        (DeValue::Table(one), DeValue::Table(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| {
                    let there = other.get(key.get_ref().as_ref());
                    there.is_some_and(|there| is_same(value.get_ref(), there.get_ref()))
                })
        }
        _ => false,
    }
}
