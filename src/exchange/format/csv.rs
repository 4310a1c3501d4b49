//! CSV, for spreadsheets.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{ExportError, View};
use crate::evidence::StatusCounts;
use crate::exchange::certainty::{MATCH, POSSIBLE};
use crate::record::{Field, Id, Kind, Shape, fields};
use crate::redaction::{RedactedRecord, Redaction};
use crate::text::visible_unicode;

/// Writes records as CSV: a line of field names, then a line for each record; the values of a list are separated by
/// semicolons. After the fields of cases come the numbers of fields with each evidence status, and last
/// `possible` if the record matches only possibly.
///
/// Every cell of a record is in quotation marks, so that a spreadsheet that separates cells by semicolons or
/// tabs does not cut it. See `harmless` for what is escaped.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let redaction = view.redaction;
    let columns = Columns::of(&ids.iter().filter_map(|id| redaction.kind_of(id)).collect());
    out.write_all(columns.head()?.as_bytes())?;
    let line = |released: &RedactedRecord<'_>| {
        columns.line(redaction, released, view.is_possible(released))
    };
    for line in redaction.map_records(ids.iter().copied(), line) {
        out.write_all(line?.as_bytes())?;
    }
    Ok(None)
}

/// The columns of a CSV file.
#[derive(Clone, Debug)]
struct Columns {
    fields: Vec<&'static Field>,
    has_cases: bool,
}

impl Columns {
    /// Returns the columns for records of these kinds.
    fn of(kinds: &BTreeSet<Kind>) -> Self {
        Self { fields: columns(kinds), has_cases: kinds.iter().any(|kind| kind.is_case()) }
    }

    /// Returns the line of field names.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    fn head(&self) -> Result<String, io::Error> {
        let names = self.fields.iter().map(|field| field.name.as_str());
        let statuses = if self.has_cases { STATUSES } else { &[] };
        let head = ["id", "kind"].into_iter().chain(names).chain(statuses.iter().copied());
        let head = head.chain([MATCH]);
        line(csv::QuoteStyle::Necessary, head)
    }

    /// Returns the line of a record.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    fn line(
        &self,
        redaction: &Redaction<'_>,
        released: &RedactedRecord<'_>,
        possible: bool,
    ) -> Result<String, io::Error> {
        let values = self.fields.iter().map(|column| match released.fields().get(column.name) {
            Some(entry) => {
                let words = entry
                    .items
                    .iter()
                    .map(|item| redaction.value_in_words(&item.value, Shape::Words));
                harmless(&words.collect::<Vec<_>>().join("; "))
            }
            None => String::new(),
        });
        let head = [released.id().to_string(), released.kind().name().to_owned()];
        let counts = if self.has_cases { counts_of(released) } else { Vec::new() };
        let matched = if possible { POSSIBLE } else { "" };
        let cells = head.into_iter().chain(values).chain(counts).chain([matched.to_owned()]);
        line(csv::QuoteStyle::Always, cells)
    }
}

/// Returns a line of CSV with these cells.
///
/// # Errors
///
/// The line cannot be written.
pub(in crate::exchange) fn line(
    style: csv::QuoteStyle,
    mut cells: impl Iterator<Item = impl AsRef<[u8]>>,
) -> Result<String, io::Error> {
    written_line(style, &mut |line| cells.try_for_each(|cell| line.write_field(cell)))
}

// The same for cells of any type, so that it is compiled once.
fn written_line(
    style: csv::QuoteStyle,
    write_cells: &mut dyn FnMut(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>,
) -> Result<String, io::Error> {
    let mut writer = csv::WriterBuilder::new().quote_style(style).from_writer(Vec::new());
    write_cells(&mut writer)?;
    writer.write_record(None::<&[u8]>)?;
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns lines of cells as CSV, each cell escaped as those of records are.
///
/// # Errors
///
/// A line cannot be written.
pub(crate) fn csv_lines(lines: &[Vec<String>]) -> Result<String, io::Error> {
    let line_of = |cells: &Vec<String>| {
        line(csv::QuoteStyle::Necessary, cells.iter().map(|cell| harmless(cell)))
    };
    lines.iter().map(line_of).collect()
}

/// The columns of the evidence.
const STATUSES: &[&str] = &["sourced", "unchecked", "unsourced", "disputed"];

fn counts_of(released: &RedactedRecord<'_>) -> Vec<String> {
    let Some(counts) = released.status_counts() else {
        return vec![String::new(); STATUSES.len()];
    };
    let StatusCounts { sourced, unchecked, unsourced, disputed } = counts;
    [sourced, unchecked, unsourced, disputed].map(|number| number.to_string()).to_vec()
}

/// Returns the fields that the records can have, kind by kind, each once.
fn columns(kinds: &BTreeSet<Kind>) -> Vec<&'static Field> {
    let mut columns: Vec<&'static Field> = Vec::new();
    for field in kinds.iter().copied().flat_map(fields) {
        let rows = matches!(field.shape, Shape::Rows(_));
        if !rows && !columns.iter().any(|column| column.name == field.name) {
            columns.push(field);
        }
    }
    columns
}

/// The characters that formulas start with; in some locales the wide ones do too.
pub(super) const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The characters at which a spreadsheet may split a cell, depending on its settings.
pub(super) const SEPARATORS: [char; 6] = [',', ';', '␉', '\n', '|', '"'];

/// Returns a cell that no spreadsheet takes for a formula ("CSV injection") and no terminal for a command.
///
/// At the start of the cell, and after every character at which a spreadsheet may split it, a character that
/// formulas start with gets an apostrophe before it. So does an apostrophe: removing one from each of these
/// places restores the text. Line feeds stay; other characters that could control a terminal or be invisible,
/// including tabs, are replaced by visible marks. JSON has the exact text.
pub(in crate::exchange) fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len());
    // Whether a spreadsheet may take the next character for the start of a cell; spaces do not count.
    let mut starts = true;
    let mut add = |part: &str| {
        for c in part.chars() {
            if starts && (FORMULAS.contains(&c) || c == '\'') {
                harmless.push('\'');
            }
            starts = SEPARATORS.contains(&c) || starts && c.is_whitespace();
            harmless.push(c);
        }
    };
    for (number, line) in cell.replace("\r\n", "\n").split('\n').enumerate() {
        if number > 0 {
            add("\n");
        }
        add(&visible_unicode(line));
    }
    harmless
}
