//! Problems in a query, and what to type instead.

use crate::text::{ByteRange, LONGEST};

/// Something in a query that cannot be meant; the term is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// Where it stands in what was typed.
    pub range: ByteRange,
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

impl QueryProblem {
    /// Returns a problem.
    pub(super) fn new(range: ByteRange, message: String, help: impl Into<Option<String>>) -> Self {
        Self { range, message, help: help.into() }
    }

    /// Returns the problem that a bracket closes nothing.
    pub(super) fn stray(range: ByteRange) -> Self {
        let help = "put it in quotes to look for it".to_owned();
        Self::new(range, "this bracket closes nothing".to_owned(), help)
    }

    /// Returns the problem that a word or value is too long to be looked for.
    pub(super) fn too_long(range: ByteRange, length: usize) -> Self {
        let message = format!("this is {length} bytes long, and at most {LONGEST} are looked for");
        Self::new(range, message, "look for a part of it".to_owned())
    }

    /// Returns the problem that there are too many terms.
    pub(super) fn many(range: ByteRange, most: usize) -> Self {
        let message = format!("a query has at most {most} terms, and more stand from here on");
        Self::new(range, message, "look for fewer at once".to_owned())
    }

    /// Returns the problem that groups are nested too deep to be read.
    pub(super) fn deep(range: ByteRange, deepest: usize) -> Self {
        let message = format!("more than {deepest} brackets are open here");
        Self::new(range, message, "take some brackets away".to_owned())
    }
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
