//! Counts as CSV: a line for each cell, with the query that lists its cases.

use std::io;

use crate::exchange::csv_lines;
use crate::redaction::MaskedCollection;
use crate::views::protection::Shown;
use crate::views::value_words::ValueWords;

use super::count::Counts;
use super::json_form::{is_shown, label};
use super::people::PeopleStatements;

/// What stands in the place of a row or column for all of them.
const ALL: &str = "all";

/// Returns counts as CSV: row, column, how many cases at least and at most, whether a number is left out because it
/// is small, and the query. Where others than the owner read it, small numbers and queries are left out.
///
/// # Errors
///
/// A line cannot be written.
pub fn counts_csv(counts: &Counts, words: &dyn ValueWords) -> Result<String, io::Error> {
    let head = ["row", "column", "at_least", "at_most", "suppressed", "query"];
    let mut lines: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    let (rows, columns) = (&counts.rows().categories, counts.column_categories());
    for row in counts.all_rows() {
        for column in counts.all_columns() {
            let named = |label: Option<String>| label.unwrap_or_else(|| ALL.to_owned());
            let mark = counts.mark(row, column);
            let own = (Some(mark.certain), Some(mark.at_most()));
            let (at_least, at_most) = counts.shown(row, column).map_or(own, Shown::bounds);
            let suppressed = at_least.is_none() || at_most.is_none();
            let number = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
            let is_shown = !counts.is_protected()
                && is_shown(rows, row, words)
                && is_shown(columns, column, words)
                && words.text(&mark.query) == mark.query;
            lines.push(vec![
                named(label(rows, row, words)),
                named(label(columns, column, words)),
                number(at_least),
                number(at_most),
                if suppressed { "yes".to_owned() } else { String::new() },
                if is_shown { mark.query } else { String::new() },
            ]);
        }
    }
    csv_lines(&lines)
}

/// Returns what cases state of numbers of people as CSV: the number, the case, its id, and the query that lists it; in the last line, how
/// many more state one, where there are more. An id that may not be seen is left out, and so is its query.
///
/// # Errors
///
/// A line cannot be written.
pub fn people_csv(
    people: &PeopleStatements,
    masked: &MaskedCollection<'_>,
) -> Result<String, io::Error> {
    let mut lines = vec![["number", "case", "id", "query"].map(str::to_owned).to_vec()];
    for one in &people.statements {
        let (id, query) = if masked.shows_id(&one.id) {
            (one.id.to_string(), masked.text(&one.query))
        } else {
            (String::new(), String::new())
        };
        lines.push(vec![one.words.clone(), masked.heading_of(&one.id), id, query]);
    }
    if people.more > 0 {
        let query = masked.text(&people.stated.query);
        lines.push(vec![format!("{} more", people.more), String::new(), String::new(), query]);
    }
    csv_lines(&lines)
}
