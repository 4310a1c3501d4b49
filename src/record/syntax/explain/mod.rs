//! Explains what is wrong with a TOML statement to people who write case files, not programs.
//!
//! Each file detects one family of mistakes and returns `None` if it finds none; the first that
//! finds something wins.

mod backslash;
mod clash;
mod date;
mod edit;
mod field;
mod general;
mod header;
mod invisible_chars;
mod list;
mod mistake;
mod name;
mod number;
mod quote_marks;
mod show;
mod single_value;

use super::single_statement::ParserError;
use super::statement::StatementKind;
use crate::diagnostic::Diagnostic;

pub(super) use clash::clash;
pub(super) use field::{name_of, names_behind};
pub(super) use header::bare_row;
pub(super) use invisible_chars::lone_returns;
pub(super) use mistake::shown_in;
pub(super) use quote_marks::closed_below;

/// Returns what is wrong with a text, where it is the mistake that it knows.
type Detector = fn(&str) -> Option<Diagnostic>;

/// Says what is wrong first with the statement `text`, to which `toml` has an objection.
///
/// Its fix leaves other mistakes of the statement alone.
pub(super) fn diagnose(form: StatementKind, text: &str, objection: &ParserError) -> Diagnostic {
    let found = match form {
        StatementKind::Comment => invisible_chars::control(text),
        StatementKind::Header => header::detect(text),
        StatementKind::Field => field::detect(text),
    };
    found.unwrap_or_else(|| general::diagnostic(text, objection))
}
