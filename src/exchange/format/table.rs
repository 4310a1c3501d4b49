//! The text table: a line for each record, to read.

use std::io::Write;

use super::{ExportError, View};
use crate::evidence::StatusCounts;
use crate::exchange::Marks;
use crate::exchange::status_counts::facts_of_cases;
use crate::record::{Date, Id};
use crate::redaction::RedactedRecord;
use crate::text::{clip, fit, visible, width};

/// Writes the table once all rows are known, since they decide how wide its columns are. Returns the evidence
/// of its cases.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let row = |released: &RedactedRecord<'_>| {
        TableRow::of(released, view.is_possible(released), view.marks)
    };
    let rows = view.redaction.map_records(ids.iter().copied(), row);
    let rows: Vec<TableRow> = rows.collect();
    let header = view.header.then_some(HEADER);
    // Where nothing is cut off, the terminal breaks the lines.
    let cells = view.terminal.filter(|_| view.marks == Marks::Signs);
    for line in lines(&rows, cells, header, view.marks) {
        out.write_all(line.as_bytes())?;
    }
    let counts: Vec<StatusCounts> = rows.iter().filter_map(|row| row.counts).collect();
    Ok(facts_of_cases(&counts))
}

/// The width from which on a table shows the evidence of cases.
const ROOM_FOR_EVIDENCE: usize = 100;

/// The widest date where lines are cut off. Most intervals fit, and lists of several dates do not.
const WIDEST_DATE: usize = 24;

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
    fn of(released: &RedactedRecord<'_>, possible: bool, marks: Marks) -> Self {
        let date = released.when();
        let [kind, figure, date] = match marks {
            Marks::Signs => [
                released.kind().letter().to_string(),
                released.figure_in_list().unwrap_or_default(),
                date.map(Date::in_few_words).unwrap_or_default(),
            ],
            Marks::Words => [
                released.kind().name().to_owned(),
                released.figure_spelled_out().unwrap_or_default(),
                date.map(Date::in_words).unwrap_or_default(),
            ],
        };
        let cells = [
            kind,
            figure,
            visible(&date).into_owned(),
            released.id().to_string(),
            visible(&released.heading()).into_owned(),
        ];
        Self { cells, possible, counts: released.status_counts() }
    }
}

/// The names of the columns: kind, figure, date, id, evidence and title.
const HEADER: [&str; 6] = ["KIND", "FIGURE", "DATE", "ID", "EVIDENCE", "TITLE"];

/// Returns a table with a line for each record: kind (with `?` if it matches only possibly), figure, date, id,
/// evidence and title. Lines are clipped to `cells`, if given.
///
/// The title comes last: it can have any script, and terminals disagree about widths, so it could shift a
/// column after it.
fn lines(
    rows: &[TableRow],
    cells: Option<usize>,
    header: Option<[&str; 6]>,
    marks: Marks,
) -> impl Iterator<Item = String> {
    let with_evidence = cells.is_none_or(|cells| cells >= ROOM_FOR_EVIDENCE);
    let signs = move |row: &TableRow| {
        let counts = row.counts.filter(|_| with_evidence).unwrap_or_default();
        match marks {
            Marks::Signs => counts.in_signs(),
            Marks::Words => counts.in_words(),
        }
    };
    let widest_signs = rows.iter().map(|row| width(&signs(row))).max().unwrap_or_default();
    let named = |column: usize| header.map(|names| names.get(column).map_or(0, |name| name.len()));
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| width(cell));
        cells.chain(named(column)).max().unwrap_or_default()
    };
    let [figures, dates, ids] = [1, 2, 3].map(widest);
    // On a terminal, one long date leaves the other records room for their titles.
    let dates = if cells.is_some() { dates.min(WIDEST_DATE) } else { dates };
    let kind = move |row: &TableRow| {
        let possible = match (row.possible, marks) {
            (false, _) => "",
            (true, Marks::Signs) => "?",
            (true, Marks::Words) => ", uncertain match",
        };
        let [kind, ..] = &row.cells;
        format!("{kind}{possible}")
    };
    let kinds = rows.iter().map(|row| width(&kind(row))).max().unwrap_or_default();
    let kinds = kinds.max(named(0).unwrap_or_default());
    // Where no record has evidence, the column is left out.
    let evidences = if widest_signs > 0 { widest_signs.max(named(4).unwrap_or(0)) } else { 0 };
    let line = move |[kind, figure, date, id, evidence, title]: [&str; 6]| {
        let (kind, date, id) = (fit(kind, kinds), fit(date, dates), fit(id, ids));
        let evidence = if evidences > 0 { fit(evidence, evidences) + "  " } else { String::new() };
        let line = format!("{kind} {figure:>figures$}  {date}  {id}  {evidence}{title}");
        let line = cells.map_or_else(|| line.clone(), |cells| clip(&line, cells));
        line + "\n"
    };
    let of_row = move |row: &TableRow| {
        let [_, figure, date, id, title] = &row.cells;
        line([&kind(row), figure, date, id, &signs(row), title])
    };
    header.map(line).into_iter().chain(rows.iter().map(of_row))
}
