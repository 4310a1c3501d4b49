//! Lists of records as a text table and as CSV.

use std::collections::BTreeSet;

use crate::collection::{RedactedRecord, Redaction};
use crate::evidence::StatusCounts;
use crate::record::{Field, Kind, Shape, fields};
use crate::text::{clip, fit, visible, visible_unicode, width};

/// The width from which on a table shows the evidence of cases.
const ROOM_FOR_EVIDENCE: usize = 100;

/// The row of one record in a table.
#[derive(Clone, Debug)]
pub struct TableRow {
    cells: [String; 5],
    /// Whether the record matches only possibly.
    possible: bool,
    counts: Option<StatusCounts>,
}

impl TableRow {
    /// Returns the row of a record.
    pub fn of(released: &RedactedRecord<'_>) -> Self {
        let cells = [
            released.kind().letter().to_string(),
            released.figure().unwrap_or_default(),
            released.when().map(|date| visible(date.as_str()).into_owned()).unwrap_or_default(),
            released.id().to_string(),
            visible(&released.heading()).into_owned(),
        ];
        Self { cells, possible: false, counts: released.status_counts() }
    }

    /// Returns the row with whether the record matches only possibly.
    #[must_use]
    pub fn possibly(self, possible: bool) -> Self {
        Self { possible, ..self }
    }
}

/// Returns a table with a line for each record: kind (with `?` if it matches only possibly), figure, date, id,
/// evidence and title. Lines are clipped to `cells`, if given.
///
/// The title comes last: it can have any script, and terminals disagree about widths, so it could shift a
/// column after it.
pub fn table(rows: &[TableRow], cells: Option<usize>) -> impl Iterator<Item = String> {
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

/// Returns the evidence of all cases among some records together, in a sentence; `None` if no case is among
/// them.
pub(crate) fn counts_in_words(rows: &[TableRow]) -> Option<String> {
    let counts: Vec<StatusCounts> = rows.iter().filter_map(|row| row.counts).collect();
    let words = match counts.len() {
        0 => return None,
        1 => "1 case".to_owned(),
        many => format!("{many} cases"),
    };
    let counts: StatusCounts = counts.into_iter().sum();
    Some(format!("{words}, {}", facts(counts)))
}

/// Returns how many fields state facts, and how many of them have each evidence status.
pub(super) fn facts(counts: StatusCounts) -> String {
    match counts.all() {
        0 => "no field that states a fact".to_owned(),
        1 => format!("1 field: {}", counts.in_words()),
        all => format!("{all} fields: {}", counts.in_words()),
    }
}

/// Records as CSV: a line of field names, then a line for each record; the values of a list are separated by
/// semicolons. After the fields of cases come the numbers of fields with each evidence status, and last
/// `possible` if the record matches only possibly.
///
/// Every cell of a record is in quotation marks, so that a spreadsheet that separates cells by semicolons or
/// tabs does not cut it. See `harmless` for what is escaped.
#[derive(Clone, Debug)]
pub(crate) struct Csv {
    columns: Vec<&'static Field>,
    has_cases: bool,
}

impl Csv {
    /// Returns the CSV format for records of these kinds.
    pub(crate) fn of(kinds: &BTreeSet<Kind>) -> Self {
        Self { columns: columns(kinds), has_cases: kinds.iter().any(|kind| kind.is_case()) }
    }

    /// Returns the line of field names.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    pub(crate) fn head(&self) -> Result<String, csv::Error> {
        let names = self.columns.iter().map(|field| field.name.as_str());
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
    pub(crate) fn line(
        &self,
        redaction: &Redaction<'_>,
        released: &RedactedRecord<'_>,
        possible: bool,
    ) -> Result<String, csv::Error> {
        let record = released.record();
        let values = self.columns.iter().map(|column| match record.fields.get(column.name) {
            Some(entry) => {
                let words = entry
                    .items
                    .iter()
                    .map(|item| redaction.value_in_words(&item.value, Shape::Words));
                harmless(&words.collect::<Vec<_>>().join("; "))
            }
            None => String::new(),
        });
        let head = [released.id().to_string(), record.kind.name().to_owned()];
        let counts = if self.has_cases { counts_of(released) } else { Vec::new() };
        let matched = if possible { POSSIBLE } else { "" };
        let cells = head.into_iter().chain(values).chain(counts).chain([matched.to_owned()]);
        line(csv::QuoteStyle::Always, cells)
    }
}

/// Returns records as CSV, all lines together.
///
/// # Errors
///
/// A line cannot be written.
pub fn csv(
    redaction: &Redaction<'_>,
    records: &[RedactedRecord<'_>],
) -> Result<String, csv::Error> {
    let csv = Csv::of(&records.iter().map(RedactedRecord::kind).collect());
    let lines = records.iter().map(|released| csv.line(redaction, released, false));
    std::iter::once(csv.head()).chain(lines).collect()
}

fn line(
    style: csv::QuoteStyle,
    cells: impl Iterator<Item = impl AsRef<[u8]>>,
) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().quote_style(style).from_writer(Vec::new());
    writer.write_record(cells)?;
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The column (in JSON, the key) that says whether a record matches only possibly.
pub(crate) const MATCH: &str = "match";

/// Its value for a record that matches only possibly.
pub(crate) const POSSIBLE: &str = "possible";

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
const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The characters at which a spreadsheet may split a cell, depending on its settings.
const SEPARATORS: [char; 6] = [',', ';', '␉', '\n', '|', '"'];

/// Returns a cell that no spreadsheet takes for a formula ("CSV injection") and no terminal for a command.
///
/// At the start of the cell, and after every character at which a spreadsheet may split it, a character that
/// formulas start with gets an apostrophe before it. So does an apostrophe: removing one from each of these
/// places restores the text. Line feeds stay; other characters that could control a terminal or be invisible,
/// including tabs, are replaced by visible marks. JSON has the exact text.
fn harmless(cell: &str) -> String {
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

#[cfg(test)]
mod tests;
