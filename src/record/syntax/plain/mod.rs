//! What is wrong with a statement, told to somebody who writes case files and not programs.
//!
//! Each file looks for one family of known mistakes. A look returns what it found or `None`; the
//! first that finds something has the word. Knows one statement at a time.

mod backslash;
mod clash;
mod date;
mod field;
mod finding;
mod general;
mod header;
mod leaf;
mod letter;
mod list;
mod name;
mod number;
mod quoted;
mod show;

use super::alone::Objection;
use super::statement::Form;

pub(super) use clash::clash;
pub(super) use field::{name_of, names_behind};
pub(super) use finding::Finding;
pub(super) use header::bare_row;
pub(super) use letter::lone_returns;

/// Says what is wrong with the statement `text`, to which `toml` has an objection.
pub(super) fn diagnose(form: Form, text: &str, objection: &Objection) -> Finding {
    let found = match form {
        Form::Remark => letter::control(text),
        Form::Header => header::look(text),
        Form::Field => field::look(text),
    };
    found.unwrap_or_else(|| general::finding(text, objection))
}
