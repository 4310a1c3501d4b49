//! The text table: a line for each record, to read.

use std::io::Write;

use super::{ExportError, View};
use crate::evidence::StatusCounts;
use crate::exchange::status_counts::facts_of_cases;
use crate::record::Id;
use crate::redaction::RedactedRecord;
use crate::text::{clip, fit, visible, width};

/// Writes the table once all rows are known, since they decide how wide its columns are. Returns the evidence
/// of its cases.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let row = |released: &RedactedRecord<'_>| TableRow::of(released, view.is_possible(released));
    let rows = view.redaction.map_records(ids.iter().copied(), row);
    let rows: Vec<TableRow> = rows.collect();
    for line in lines(&rows, view.terminal) {
        out.write_all(line.as_bytes())?;
    }
    let counts: Vec<StatusCounts> = rows.iter().filter_map(|row| row.counts).collect();
    Ok(facts_of_cases(&counts))
}

/// The width from which on a table shows the evidence of cases.
const ROOM_FOR_EVIDENCE: usize = 100;

/// The row of one record in a table.
#[derive(Clone, Debug)]
struct TableRow {
    cells: [String; 5],
    /// Whether the record matches only possibly.
    possible: bool,
    counts: Option<StatusCounts>,
}

impl TableRow {
    /// Returns the row of a record.
    fn of(released: &RedactedRecord<'_>, possible: bool) -> Self {
        let cells = [
            released.kind().letter().to_string(),
            released.figure().unwrap_or_default(),
            released
                .when()
                .map(|date| visible(&date.in_few_words()).into_owned())
                .unwrap_or_default(),
            released.id().to_string(),
            visible(&released.heading()).into_owned(),
        ];
        Self { cells, possible, counts: released.status_counts() }
    }
}

/// Returns a table with a line for each record: kind (with `?` if it matches only possibly), figure, date, id,
/// evidence and title. Lines are clipped to `cells`, if given.
///
/// The title comes last: it can have any script, and terminals disagree about widths, so it could shift a
/// column after it.
fn lines(rows: &[TableRow], cells: Option<usize>) -> impl Iterator<Item = String> {
    let with_evidence = cells.is_none_or(|cells| cells >= ROOM_FOR_EVIDENCE);
    let signs =
        move |row: &TableRow| row.counts.filter(|_| with_evidence).unwrap_or_default().in_signs();
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| width(cell)).max()
    };
    let any_possible = rows.iter().any(|row| row.possible);
    let [figures, dates, ids] = [1, 2, 3].map(|column| widest(column).unwrap_or_default());
    let widest_signs = rows.iter().map(|row| width(&signs(row))).max().unwrap_or_default();
    rows.iter().map(move |row| {
        let [kind, figure, date, id, title] = &row.cells;
        let (date, id) = (fit(date, dates), fit(id, ids));
        let evidence =
            if widest_signs > 0 { fit(&signs(row), widest_signs) + "  " } else { String::new() };
        let possible = match (any_possible, row.possible) {
            (true, true) => "?",
            (true, false) => " ",
            (false, _) => "",
        };
        let line = format!("{kind}{possible} {figure:>figures$}  {date}  {id}  {evidence}{title}");
        let line = cells.map_or_else(|| line.clone(), |cells| clip(&line, cells));
        line + "\n"
    })
}
