//! A word that nobody knows, and the one that was probably meant.

use crate::record::{Problem, Rule, nearest};
use crate::text::ByteRange;

use super::Key;

/// Returns the problem of a key that is none of the known ones.
pub(super) fn unknown(
    key: &Key<'_>,
    message: String,
    known: impl IntoIterator<Item = &'static str>,
) -> Problem {
    let problem = Problem::new(Rule::UnknownField, ByteRange::from_span(key.span()), message);
    told(problem, key.get_ref(), known)
}

/// Returns a problem with the word that was probably meant, else with all there are.
pub(super) fn told(
    problem: Problem,
    word: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> Problem {
    let known: Vec<_> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("use one of: {}", known.join(", "))),
    }
}
