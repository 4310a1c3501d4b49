//! What commands say of a query: what is wrong with it, and why it finds nothing.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::redaction::Redaction;
use crate::search::{Advice, Alternative};
use crate::text::{ByteRange, clip, shortened, visible, width};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;

/// Prints which part of a query that finds nothing is to blame, and a suggestion: that is a word of
/// the collection, which may be withheld.
pub(super) fn advise(advice: &Advice, redaction: &Redaction<'_>) {
    let Advice { without, meant, beyond, .. } = advice;
    let may_say = |words: &str| redaction.message(words) == words && redaction.may_suggest(words);
    if let Some(Alternative { words, found }) = without {
        let cases = if *found == 1 { "1 match".to_owned() } else { format!("{found} matches") };
        output::print_message(&format!("without `{words}`: {cases}"));
    }
    if let Some(Alternative { words, found }) = beyond {
        let records =
            if *found == 1 { "1 record matches" } else { &format!("{found} records match") };
        output::print_message(&format!("{records} if you add {words}"));
    }
    if (without.is_some() || beyond.is_some()) && redaction.leaves_cases_out() {
        output::print_message("confidential cases are counted there too, and are not listed");
    }
    if let Some(Alternative { words, .. }) = meant.as_ref().filter(|meant| may_say(&meant.words)) {
        output::print_message(&did_you_mean(words));
    }
}

/// Holds that a query can be read.
///
/// # Errors
///
/// Says which part of it cannot be.
pub(super) fn readable(
    typed: &str,
    problems: &[Diagnostic],
    unfinished: Option<&Diagnostic>,
    redaction: &Redaction<'_>,
) -> Result<(), Failure> {
    let wrong = problems.first().or(unfinished);
    let Some(Diagnostic { range, message, help, .. }) = wrong else { return Ok(()) };
    let failure =
        Failure::new(format!("cannot read the query: {message}")).at(pointed(typed, *range));
    // What was perhaps meant is a value of the collection.
    Err(match help.as_ref().filter(|help| redaction.message(help) == ***help) {
        Some(help) => failure.hint(help.clone()),
        None => failure,
    })
}

/// How many cells of a long query are shown.
const MOST_POINTED: usize = 60;

/// Returns the query with carets below the place that is meant.
fn pointed(typed: &str, range: ByteRange) -> String {
    let wrong = range.of(typed);
    // Of a page that was pasted, the place alone says more.
    if shortened(typed) != typed {
        return format!("  {}", clip(&visible(shortened(wrong)), MOST_POINTED));
    }
    let before = visible(ByteRange::from_span(0..range.start()).of(typed));
    let wrong = width(&visible(range.of(typed))).max(1);
    format!("  {}\n  {}{}", visible(typed), " ".repeat(width(&before)), "^".repeat(wrong))
}

/// Nothing printed might as well be a mistake in the folder as in the question.
pub(super) fn nothing(place: &CollectionPlace, typed: &str) -> String {
    let name = named(place);
    if typed.trim().is_empty() {
        format!("there are no cases in {name}")
    } else {
        format!("no match in {name}: {}", shortened(typed))
    }
}

/// Returns the collection as a message names it: `.` is easily taken for the end of a sentence.
pub(super) fn named(place: &CollectionPlace) -> String {
    Some(place.name()).filter(|name| name != ".").unwrap_or_else(|| "this folder".to_owned())
}
