//! The problem of an unknown key or word in the configuration, with a suggestion.

use crate::diagnostic::{Diagnostic, Rule, suggest};
use crate::text::ByteRange;

use super::TomlKey;

/// Returns the problem of a key that is none of the known ones.
pub(super) fn unknown(
    key: &TomlKey<'_>,
    message: String,
    known: impl IntoIterator<Item = &'static str>,
) -> Diagnostic {
    let problem = Diagnostic::new(Rule::UnknownField, ByteRange::from_span(key.span()), message);
    with_suggestion(problem, key.get_ref(), known)
}

/// Returns a problem with the word that was probably meant, else with all there are.
pub(super) fn with_suggestion(
    problem: Diagnostic,
    word: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> Diagnostic {
    let known: Vec<_> = known.into_iter().collect();
    match suggest(word, known.iter().copied()) {
        Some(meant) => problem.help(meant.to_string()),
        None => problem.help(format!("use one of: {}", known.join(", "))),
    }
}
