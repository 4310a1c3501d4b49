//! A mistake in a statement, with its place and what to do.

use std::ops::Range;

use crate::record::problem::{Problem, Rule};
use crate::text::ByteRange;

/// A mistake: where it shows, what it is, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct StatementProblem {
    at: Range<usize>,
    message: String,
    help: Option<String>,
}

impl StatementProblem {
    /// Returns a finding that knows no remedy.
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    /// Returns the finding with what to do about it.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns the finding as it stands in a text whose part it was found in starts at `by`.
    pub(in super::super) fn moved(mut self, by: usize) -> Self {
        self.at = self.at.start + by..self.at.end + by;
        self
    }

    /// Returns the problem in `text` that the finding amounts to.
    pub(in super::super) fn problem(self, text: &str) -> Problem {
        let Self { at, message, help } = self;
        let range = ByteRange::from_span(shown(text, at));
        let problem = Problem::new(Rule::Syntax, range, message);
        match help {
            Some(help) => problem.help(help),
            None => problem,
        }
    }
}

/// Returns `at` on the borders of letters, and widened to the letter behind or before it where it
/// is empty.
fn shown(text: &str, at: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(at.start);
    let end = text.ceil_char_boundary(at.end.max(start));
    if start < end {
        return start..end;
    }
    let behind = text.get(start..).and_then(|rest| rest.chars().next());
    let before = text.get(..start).and_then(|rest| rest.chars().next_back());
    match (behind, before) {
        (Some(letter), _) if !matches!(letter, '\r' | '\n') => start..start + letter.len_utf8(),
        (_, Some(letter)) => start - letter.len_utf8()..start,
        (Some(letter), None) => start..start + letter.len_utf8(),
        (None, None) => start..start,
    }
}
