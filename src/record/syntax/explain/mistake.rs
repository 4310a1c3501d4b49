//! A mistake in a statement, placed first in the part that it was found in.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Rule};
use crate::text::ByteRange;

/// Returns the diagnostic of a mistake in the part of a text that is looked at.
///
/// Its place and the splices of its fix are those of that part;
/// [`moved`](Diagnostic::moved) makes them those of the whole.
pub(super) fn mistake(at: Range<usize>, message: impl Into<Box<str>>) -> Diagnostic {
    Diagnostic::new(Rule::Syntax, ByteRange::from_span(at), message)
}

/// Returns the diagnostic with a place in `text` that can be shown.
pub(in super::super) fn shown_in(text: &str, mut mistake: Diagnostic) -> Diagnostic {
    mistake.range = ByteRange::from_span(shown(text, mistake.range.into()));
    mistake
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
