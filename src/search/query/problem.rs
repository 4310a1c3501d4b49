//! Diagnostics of a query, and what to type instead.

use crate::diagnostic::{Diagnostic, Rule};
use crate::text::{ByteRange, LONGEST};

/// A parsed value; `None` if it is unfinished. The diagnostic has no place in the query yet.
pub(crate) type ValueResult<T> = Result<Option<T>, Diagnostic>;

/// Returns the diagnostic of a value, with what to type instead.
pub(super) fn invalid_value(
    code: Rule,
    message: impl Into<Box<str>>,
    help: impl Into<Option<String>>,
) -> Diagnostic {
    let problem = Diagnostic::of_value(code, message);
    match help.into() {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// Returns the diagnostic of a part of a query that has no meaning; the term is ignored.
pub(super) fn query_problem(
    range: ByteRange,
    message: impl Into<Box<str>>,
    help: impl Into<Option<String>>,
) -> Diagnostic {
    invalid_value(Rule::Syntax, message, help).at(range)
}

/// Returns the diagnostic of a bracket that closes nothing.
pub(super) fn stray(range: ByteRange) -> Diagnostic {
    let help = "put it in quotes to look for it".to_owned();
    query_problem(range, "this bracket closes nothing", help)
}

/// Returns the diagnostic of a word or value that is too long to be searched for.
pub(super) fn too_long(range: ByteRange, length: usize) -> Diagnostic {
    let message = format!("this is {length} bytes long, and at most {LONGEST} are looked for");
    query_problem(range, message, "look for a part of it".to_owned())
}

/// Returns the diagnostic of too many terms.
pub(super) fn many(range: ByteRange, most: usize) -> Diagnostic {
    let message = format!("a query has at most {most} terms, and there are more from here on");
    query_problem(range, message, "look for fewer at once".to_owned())
}

/// Returns the diagnostic of groups that are nested too deeply.
pub(super) fn deep(range: ByteRange, deepest: usize) -> Diagnostic {
    let message = format!("more than {deepest} brackets are open here");
    query_problem(range, message, "remove some brackets".to_owned())
}
