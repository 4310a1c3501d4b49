//! Edits one value of a TOML file as a splice, so that every other byte stays as it was.
//!
//! It computes splices; the caller applies them.

#[cfg(test)]
mod broken;
mod delete;
mod field_path;
mod key_place;
mod list_text;
mod new_quote;
mod new_row;
mod outline;
#[cfg(test)]
mod properties;
mod raw_string;
mod renamed_id;
mod style;
mod typed_value;
mod value_edit;
mod verify;
mod whole_record;
#[cfg(test)]
#[rustfmt::skip]
mod tests;

use super::quoting;
use super::reader::TomlNode;
use toml::de::DeTable;

use crate::text::{ByteRange, LineIndex, Splice};

use self::key_place::{KeyPlace, NewKey};
use self::verify::{EditTarget, proven};
use super::field::FieldId;
use super::id::Id;

pub(crate) use self::delete::{Deletion, delete};
pub use self::field_path::{FieldPath, RowPath};
pub use self::new_quote::{NewQuote, add_quote};
pub use self::new_row::{add_row, remove_row};
pub(crate) use self::raw_string::replace_string;
pub use self::renamed_id::rename_id;
pub use self::typed_value::TypedValue;
pub use self::value_edit::{ValueEdit, edit_field, field_value};
pub use self::whole_record::{copy_record, remove_record, without_quotes_of_file};

/// Why a value cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Bytes of a broken file may belong to anything.
    #[error("the file is not TOML: {0}")]
    NotToml(String),
    /// The table to write into is not there.
    #[error("the file has no table [{0}]")]
    NoTable(String),
    /// The table is there only through keys such as `a.b`, so that no line can be added to it.
    #[error("`{0}` has no header of its own")]
    NoHeader(String),
    /// The table is written in one line, `a = { … }`, below which no table can be added to it.
    #[error("`{0}` is written in braces, and no quote can be added below them")]
    InBraces(String),
    /// The file would no longer be TOML, or hold something else that is another than before.
    #[error("the file is written in a form in which something else would change too")]
    Otherwise,
    /// The file is broken, and a fault may reach to where the quote would go.
    #[error("line {line}: {what}, so that no place for the quote is certain")]
    NoPlace {
        /// The line of the fault.
        line: usize,
        /// What is wrong in it.
        what: &'static str,
    },
    /// The file is broken, and a fault may reach to what is to be edited.
    #[error("line {line}: {what}, so that it is not certain what would be changed")]
    Uncertain {
        /// The line of the fault.
        line: usize,
        /// What is wrong in it.
        what: &'static str,
    },
    /// The record has fewer rows of that kind.
    #[error("the record has no {} with the number {}", .0.kind.name(), .0.number + 1)]
    NoRow(RowPath),
    /// The field is no list, or has fewer items.
    #[error("`{}` has no such item", .0.as_str())]
    NoItem(FieldId),
    /// What is there holds other keys.
    #[error("`{}` is a table here, and takes no value", .0.as_str())]
    NotAValue(FieldId),
}

impl EditError {
    /// Returns what to do about it, in the imperative.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotToml(_) => "mend the file first; `casebook check` says where it is broken",
            Self::NoPlace { .. } | Self::Uncertain { .. } => {
                "mend that line first; `casebook check` says what is wrong with it"
            }
            Self::NoTable(_) => "write its header first, in square brackets",
            Self::NoHeader(_) => "gather its keys below a header, or edit the file by hand",
            Self::InBraces(_) => "write it below a header in square brackets, a line for each key",
            Self::NotAValue(_) | Self::Otherwise => "edit the file by hand",
            Self::NoRow(_) | Self::NoItem(_) => "look at the file as it is now",
        }
    }

    /// Returns that a fault at a byte makes an edit uncertain.
    fn uncertain(text: &str, at: usize, what: &'static str) -> Self {
        Self::Uncertain { line: LineIndex::of(text).line_at(at), what }
    }
}

/// Returns the splice that makes `value` the value of the key `name`, as a TOML string.
///
/// The key is that of the table `[header]`, or of the file itself. Where it is present, only the
/// bytes of its value are replaced, in the same quotes where they can hold the new value. Where it
/// is absent, a line follows the last line of the table, with the line ending, the indentation and
/// the alignment of that line.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn set(
    text: &str,
    header: Option<&str>,
    name: FieldId,
    value: &str,
) -> Result<Splice, EditError> {
    let root = parsed(text)?;
    let (table, body) = table_of(text, root.get_ref(), header)?;
    let splice = if let Some(old) = table.get(name.as_str()) {
        if outline::holds_keys(text, old) {
            return Err(EditError::NotAValue(name));
        }
        let old = ByteRange::from_span(old.span());
        Splice::replace(old, quoting::like(old.of(text), value))
    } else {
        let written = &quoting::basic(value);
        let addition = NewKey { text, root: root.get_ref(), table, name, written };
        let (offset, words) = addition.place(&body);
        Splice::replace(ByteRange::from_span(offset..offset), words)
    };
    let target = EditTarget { header, key: name.as_str() };
    proven(text, root.get_ref(), splice, target, |_, new| new.as_str() == Some(value))
}

/// Returns the splice that adds the key `name` with a value that is written as TOML, where [`set`] would add
/// it.
///
/// # Errors
///
/// Says why the file cannot be edited; [`EditError::Otherwise`] if it has the key already, or if the value is no
/// TOML.
pub fn add(
    text: &str,
    header: Option<&str>,
    name: FieldId,
    written: &str,
) -> Result<Splice, EditError> {
    let root = parsed(text)?;
    let (table, body) = table_of(text, root.get_ref(), header)?;
    let line = format!("{} = {written}", name.as_str());
    let alone = DeTable::parse(&line).map_err(|_| EditError::Otherwise)?;
    let meant = alone.get_ref().get(name.as_str()).map(toml::Spanned::get_ref);
    let meant = meant.filter(|_| alone.get_ref().len() == 1 && !table.contains_key(name.as_str()));
    let meant = meant.ok_or(EditError::Otherwise)?;
    let addition = NewKey { text, root: root.get_ref(), table, name, written };
    let (offset, words) = addition.place(&body);
    let splice = Splice::replace(ByteRange::from_span(offset..offset), words);
    let target = EditTarget { header, key: name.as_str() };
    proven(text, root.get_ref(), splice, target, |old, new| {
        old.is_none() && verify::is_same(new, meant)
    })
}

fn parsed(text: &str) -> Result<toml::Spanned<DeTable<'_>>, EditError> {
    DeTable::parse(text).map_err(|error| EditError::NotToml(error.message().to_owned()))
}

/// Returns the table `[header]`, or that of the file itself, and where its keys are written.
fn table_of<'t, 'i>(
    text: &str,
    root: &'t DeTable<'i>,
    header: Option<&str>,
) -> Result<(&'t DeTable<'i>, KeyPlace), EditError> {
    match header {
        None => Ok((root, KeyPlace::File)),
        Some(id) => key_place::table(text, root, id),
    }
}

/// Returns whether the table `[header]` of a text, or the text itself, has the key `name`.
pub fn has(text: &str, header: Option<&str>, name: FieldId) -> bool {
    let Ok(root) = DeTable::parse(text) else { return false };
    let table = match header {
        None => Some(root.get_ref()),
        Some(id) => root.get_ref().get(id).and_then(|node| node.get_ref().as_table()),
    };
    table.is_some_and(|table| table.contains_key(name.as_str()))
}

/// Returns the line ending of a text, that of its first line.
fn line_ending(text: &str) -> &'static str {
    match text.find('\n') {
        Some(newline) if text.get(..newline).is_some_and(|head| head.ends_with('\r')) => "\r\n",
        Some(_) | None => "\n",
    }
}
