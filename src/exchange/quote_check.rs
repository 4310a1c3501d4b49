//! How the words of a quote were found in the archived text of its source, in words.

use crate::evidence::{Match, in_words};
use crate::redaction::RedactedRecord;

/// Returns how the words of a quote were found, as a sign and in words, with the differences.
pub(super) fn found_in_words(
    released: &RedactedRecord<'_>,
    number: usize,
    found: Match,
) -> (&'static str, String) {
    match found {
        Match::Verbatim(_) => ("✓", "verbatim in the archived text".to_owned()),
        Match::ButForTypography(passage) => {
            let differ = released.differences(number, passage);
            let differ = in_words(&differ.unwrap_or_default());
            ("≈", format!("in the archived text except for {differ}"))
        }
        Match::Close(_) => {
            let other =
                if released.has_other_words(number) { "words" } else { "punctuation or spaces" };
            ("≠", format!("in the archived text with different {other}"))
        }
        Match::NotFound => ("✗", "not in the archived text".to_owned()),
        Match::NotArchived if released.has_unreadable_text(number) => {
            ("◌", "not checked: the archived text cannot be read".to_owned())
        }
        Match::NotArchived => ("◌", "not checked: the source is not archived".to_owned()),
    }
}
