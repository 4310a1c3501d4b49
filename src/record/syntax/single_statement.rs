//! Parses a single TOML statement and shifts its spans to its position in the file.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::line::{cut, is_bare, is_blank};
use super::number_check::is_sound_table;

/// The names that the format gives to repeated tables.
const REPEATED: [&str; 3] = ["quote", "event", "group"];

/// How many dots a name may have; `toml` has a limit of its own for names that are not broken.
const DEEPEST: usize = 40;

/// A name as it is written in a header or before an equals sign.
pub(super) type KeyName<'t> = Spanned<Cow<'t, str>>;

/// A header that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header<'t> {
    pub(super) path: Vec<KeyName<'t>>,
    /// The header starts a row of a repeated table, as in `[[quote]]`.
    pub(super) is_row: bool,
    /// Where the header is, brackets and all.
    pub(super) span: Range<usize>,
}

/// A field that can be read: its dotted name and its value.
pub(super) struct FieldStatement<'t> {
    pub(super) path: Vec<KeyName<'t>>,
    pub(super) value: Spanned<DeValue<'t>>,
}

/// What `toml` says against a statement, in its own words; empty where it has none.
#[derive(Default)]
pub(super) struct ParserError {
    pub(super) message: String,
    /// Where in the statement.
    pub(super) at: Range<usize>,
}

impl From<Error> for ParserError {
    fn from(error: Error) -> Self {
        Self { message: error.message().to_owned(), at: error.span().unwrap_or_default() }
    }
}

/// Reads the field `text`, which is at the byte `at`.
pub(super) fn field(text: &str, at: usize) -> Result<FieldStatement<'_>, ParserError> {
    let mut table = parsed(text)?;
    let mut path = Vec::new();
    while let Some((name, value)) = only_entry(table) {
        // Each part of a dotted name is a table whose span is that part.
        let is_part_of_name = value.span() == name.span();
        path.push(Spanned::new(moved(&name.span(), at), name.into_inner()));
        let span = value.span();
        let value = value.into_inner();
        if !is_part_of_name || !value.is_table() {
            let value = Spanned::new(moved(&span, at), moved_value(value, at));
            return Ok(FieldStatement { path, value });
        }
        let DeValue::Table(inner) = value else {
            break;
        };
        table = inner;
    }
    Err(ParserError::default())
}

/// Reads the header `text`, which is at the byte `at`.
pub(super) fn header(text: &str, at: usize) -> Result<Header<'_>, ParserError> {
    let mut table = parsed(text)?;
    let mut path = Vec::new();
    while let Some((name, value)) = only_entry(table) {
        path.push(Spanned::new(moved(&name.span(), at), name.into_inner()));
        let span = moved(&value.span(), at);
        match value.into_inner() {
            DeValue::Table(inner) if !inner.is_empty() => table = inner,
            DeValue::Table(_) => {
                return Ok(Header { path, is_row: false, span });
            }
            DeValue::Array(_) => {
                return Ok(Header { path, is_row: true, span });
            }
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => break,
        }
    }
    Err(ParserError::default())
}

/// Recognises a header by its name where its brackets are broken, as in `[quote`.
pub(super) fn broken_header(text: &str, at: usize) -> Option<Header<'_>> {
    let name = text.trim_start_matches(|letter| is_opening(letter) || is_blank(letter));
    let start = text.len() - name.len();
    let name = name.split(|letter| is_closing(letter) || matches!(letter, '#' | '=')).next()?;
    let end = start + name.len();
    let closing = cut(text, end..text.len());
    let behind = closing.trim_start_matches(|letter| is_closing(letter) || is_blank(letter));
    let closing = cut(closing, 0..closing.len() - behind.len()).trim_end_matches(is_blank);
    let brackets = |text: &str, is_bracket: fn(char) -> bool| text.matches(is_bracket).count();
    let is_row = brackets(cut(text, 0..start), is_opening) > 1 || brackets(closing, is_closing) > 1;
    let span_start = text.len() - text.trim_start_matches(is_blank).len();
    let span_end = if closing.is_empty() {
        start + name.trim_end_matches(is_blank).len()
    } else {
        end + closing.len()
    };
    let path = bare_path(name, at + start)?;
    Some(Header {
        is_row: is_row || is_repeated(&path),
        path,
        span: at + span_start..at + span_end,
    })
}

/// Returns the names of a header's path, joined by dots.
pub(super) fn joined(path: &[KeyName<'_>]) -> String {
    let names: Vec<&str> = path.iter().map(|name| name.get_ref().as_ref()).collect();
    names.join(".")
}

/// Returns whether the format gives the last name of `path` to a repeated table.
pub(super) fn is_repeated(path: &[KeyName<'_>]) -> bool {
    path.last().is_some_and(|name| REPEATED.contains(&name.get_ref().as_ref()))
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '[' | '［' | '【')
}

fn is_closing(letter: char) -> bool {
    matches!(letter, ']' | '］' | '】')
}

fn parsed(text: &str) -> Result<DeTable<'_>, ParserError> {
    // At its start `toml` takes a byte-order mark for that of the file.
    if text.starts_with('\u{feff}') {
        return Err(ParserError::default());
    }
    let table = DeTable::parse(text)?.into_inner();
    if is_sound_table(&table) { Ok(table) } else { Err(ParserError::default()) }
}

fn bare_path(names: &str, at: usize) -> Option<Vec<KeyName<'_>>> {
    if names.matches('.').count() >= DEEPEST {
        return None;
    }
    let mut start = at;
    let mut path = Vec::new();
    for part in names.split('.') {
        let name = part.trim_matches(is_blank);
        if name.is_empty() || !name.chars().all(is_bare) {
            return None;
        }
        let begin = start + (part.len() - part.trim_start_matches(is_blank).len());
        path.push(Spanned::new(begin..begin + name.len(), Cow::Borrowed(name)));
        start += part.len() + 1;
    }
    Some(path)
}

fn only_entry(table: DeTable<'_>) -> Option<(KeyName<'_>, Spanned<DeValue<'_>>)> {
    let mut entries = table.into_iter();
    entries.next().filter(|_| entries.next().is_none())
}

fn moved(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn moved_value(value: DeValue<'_>, by: usize) -> DeValue<'_> {
    match value {
        DeValue::Array(items) => {
            DeValue::Array(items.into_iter().map(|item| moved_item(item, by)).collect())
        }
        DeValue::Table(table) => {
            let entries = table.into_iter().map(|(name, value)| {
                let name = Spanned::new(moved(&name.span(), by), name.into_inner());
                (name, moved_item(value, by))
            });
            DeValue::Table(entries.collect())
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => value,
    }
}

fn moved_item(item: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let span = moved(&item.span(), by);
    Spanned::new(span, moved_value(item.into_inner(), by))
}
