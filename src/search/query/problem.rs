//! Diagnostics of a query, and what to type instead.

use crate::diagnostic::{Diagnostic, Rule};
use crate::text::{ByteRange, LONGEST};

/// What is read of a value, `None` where it is only begun. A diagnostic has no place in the query yet.
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

/// Returns the diagnostic of a part of a query that cannot be meant; the term is left out.
pub(super) fn query_problem(
    range: ByteRange,
    message: impl Into<Box<str>>,
    help: impl Into<Option<String>>,
) -> Diagnostic {
    invalid_value(Rule::Syntax, message, help).at(range)
}

/// Returns the diagnostic that a bracket closes nothing.
pub(super) fn stray(range: ByteRange) -> Diagnostic {
    let help = "put it in quotes to look for it".to_owned();
    query_problem(range, "this bracket closes nothing", help)
}

/// Returns the diagnostic that a word or value is too long to be looked for.
pub(super) fn too_long(range: ByteRange, length: usize) -> Diagnostic {
    let message = format!("this is {length} bytes long, and at most {LONGEST} are looked for");
    query_problem(range, message, "look for a part of it".to_owned())
}

/// Returns the diagnostic that there are too many terms.
pub(super) fn many(range: ByteRange, most: usize) -> Diagnostic {
    let message = format!("a query has at most {most} terms, and more stand from here on");
    query_problem(range, message, "look for fewer at once".to_owned())
}

/// Returns the diagnostic that groups are nested too deep to be read.
pub(super) fn deep(range: ByteRange, deepest: usize) -> Diagnostic {
    let message = format!("more than {deepest} brackets are open here");
    query_problem(range, message, "take some brackets away".to_owned())
}

/// Returns the candidate that `word` begins or nearly spells.
///
/// One slip in three letters is as far as a slip goes; beyond that the guess would be ours.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = word.to_lowercase();
    let distance = |candidate: &str| match word.len() {
        2.. if candidate.starts_with(&word) => 0,
        _ => strsim::damerau_levenshtein(&word, candidate),
    };
    let length = word.chars().count();
    let slips = (length / 3).max(1);
    // A pasted page is near to nothing, and comparing it with everything would take its time.
    let may_be_near = |candidate: &&str| {
        candidate.starts_with(&word) || candidate.chars().count().abs_diff(length) <= slips
    };
    let candidates = candidates.into_iter().filter(may_be_near);
    let near = candidates.map(|candidate| (distance(candidate), candidate)).min();
    near.filter(|(distance, _)| *distance <= slips && word.len() > 1).map(|(_, nearest)| nearest)
}
