//! The first names of headers and of top-level keys: in a table of records, the ids that they are of.

use super::line::with_newlines;
use super::single_statement;
use super::statement::{StatementKind, statements};
use crate::text::ByteRange;

/// The first part of the name of a header or of a top-level key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstName {
    /// The name, without quotation marks.
    pub name: String,
    /// Where it is, quotation marks and all.
    pub range: ByteRange,
}

/// Returns the first name of every header of a text, and of every key above the first header.
pub fn first_names(text: &str) -> Vec<FirstName> {
    let seen = with_newlines(text);
    let mut names = Vec::new();
    let mut is_top = true;
    for statement in statements(&seen) {
        let words = seen.get(statement.range()).unwrap_or_default();
        let path = match statement.form {
            StatementKind::Header => {
                is_top = false;
                single_statement::header(words, statement.start).ok().map(|header| header.path)
            }
            StatementKind::Field if is_top => {
                single_statement::field(words, statement.start).ok().map(|field| field.path)
            }
            StatementKind::Field | StatementKind::Comment => None,
        };
        let first = path.and_then(|path| path.into_iter().next());
        names.extend(first.map(|name| FirstName {
            range: ByteRange::from_span(name.span()),
            name: name.into_inner().into_owned(),
        }));
    }
    names
}
