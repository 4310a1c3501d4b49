//! Lists of records as a text table and as CSV.

use std::collections::BTreeSet;

use crate::collection::{RedactedRecord, Redaction};
use crate::evidence::StatusCounts;
use crate::record::{Field, Kind, Shape, fields};
use crate::text::{clip, fit, visible, visible_unicode, width};

/// From this width on, a table has room for how the fields of a case stand.
const ROOM_FOR_MARKS: usize = 100;

/// What a table says of one record.
#[derive(Clone, Debug)]
pub struct TableRow {
    cells: [String; 5],
    /// Whether what is known leaves a doubt that it is what was asked for.
    possible: bool,
    marks: Option<StatusCounts>,
}

impl TableRow {
    /// Returns what a table says of a record.
    pub fn of(released: &RedactedRecord<'_>) -> Self {
        let cells = [
            released.kind().letter().to_string(),
            released.figure().unwrap_or_default(),
            released.when().map(|date| visible(date.as_str()).into_owned()).unwrap_or_default(),
            released.id().to_string(),
            visible(&released.heading()).into_owned(),
        ];
        Self { cells, possible: false, marks: released.marks() }
    }

    /// Returns the row of what matches only possibly, or certainly.
    #[must_use]
    pub fn possibly(self, possible: bool) -> Self {
        Self { possible, ..self }
    }
}

/// Returns a table to read: kind with `?` where it matches only possibly, figure, date, id, how many fields have each mark, and title, a
/// record a line, lines clipped to `cells` where that is given.
///
/// What may be of any width and script comes last, so that it cannot shift a column.
pub fn table(rows: &[TableRow], cells: Option<usize>) -> impl Iterator<Item = String> {
    let with_marks = cells.is_none_or(|cells| cells >= ROOM_FOR_MARKS);
    let signs =
        move |row: &TableRow| row.marks.filter(|_| with_marks).unwrap_or_default().in_signs();
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| width(cell)).max()
    };
    let in_doubt = rows.iter().any(|row| row.possible);
    let [figures, dates, ids] = [1, 2, 3].map(|column| widest(column).unwrap_or_default());
    let marked = rows.iter().map(|row| width(&signs(row))).max().unwrap_or_default();
    rows.iter().map(move |row| {
        let [kind, figure, date, id, title] = &row.cells;
        let (date, id) = (fit(date, dates), fit(id, ids));
        let marks = if marked > 0 { fit(&signs(row), marked) + "  " } else { String::new() };
        let doubt = match (in_doubt, row.possible) {
            (true, true) => "?",
            (true, false) => " ",
            (false, _) => "",
        };
        let line = format!("{kind}{doubt} {figure:>figures$}  {date}  {id}  {marks}{title}");
        let line = cells.map_or_else(|| line.clone(), |cells| clip(&line, cells));
        line + "\n"
    })
}

/// Returns how the fields of the cases among some records stand together, in a sentence; `None`
/// where no case is among them.
pub(crate) fn marks_in_words(rows: &[TableRow]) -> Option<String> {
    let marks: Vec<StatusCounts> = rows.iter().filter_map(|row| row.marks).collect();
    let words = match marks.len() {
        0 => return None,
        1 => "1 case".to_owned(),
        many => format!("{many} cases"),
    };
    let marks: StatusCounts = marks.into_iter().sum();
    Some(format!("{words}, {}", facts(marks)))
}

/// Returns how many fields state facts, and how they stand.
pub(super) fn facts(marks: StatusCounts) -> String {
    match marks.all() {
        0 => "no field that states a fact".to_owned(),
        1 => format!("1 field: {}", marks.in_words()),
        all => format!("{all} fields: {}", marks.in_words()),
    }
}

/// Records as CSV: a line of field names, then a line a record; the values of a list are parted by
/// semicolons. Behind the fields of cases stand how many of them have each mark, and last whether what is
/// known leaves a doubt that the record matches: `possible`, else nothing.
///
/// Every cell of a record is in quotation marks, so that a spreadsheet which parts lists by semicolons
/// or tabs does not part it there. See `harmless` for what is escaped.
#[derive(Clone, Debug)]
pub(crate) struct Csv {
    columns: Vec<&'static Field>,
    has_cases: bool,
}

impl Csv {
    /// Returns the columns that records of these kinds have.
    pub(crate) fn of(kinds: &BTreeSet<Kind>) -> Self {
        Self { columns: columns(kinds), has_cases: kinds.iter().any(|kind| kind.is_case()) }
    }

    /// Returns the line of field names.
    ///
    /// # Errors
    ///
    /// The line could not be put together.
    pub(crate) fn head(&self) -> Result<String, csv::Error> {
        let names = self.columns.iter().map(|field| field.name.as_str());
        let marks = if self.has_cases { MARKS } else { &[] };
        let head = ["id", "kind"].into_iter().chain(names).chain(marks.iter().copied());
        let head = head.chain([MATCH]);
        line(csv::QuoteStyle::Necessary, head)
    }

    /// Returns the line of a record.
    ///
    /// # Errors
    ///
    /// The line could not be put together.
    pub(crate) fn line(
        &self,
        redaction: &Redaction<'_>,
        (released, possible): (&RedactedRecord<'_>, bool),
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
        let marks = if self.has_cases { marks_of(released) } else { Vec::new() };
        let matched = if possible { POSSIBLE } else { "" };
        let cells = head.into_iter().chain(values).chain(marks).chain([matched.to_owned()]);
        line(csv::QuoteStyle::Always, cells)
    }
}

/// Returns records as [`Csv`], all lines together.
///
/// # Errors
///
/// The lines could not be put together.
pub fn csv(
    redaction: &Redaction<'_>,
    records: &[RedactedRecord<'_>],
) -> Result<String, csv::Error> {
    let csv = Csv::of(&records.iter().map(RedactedRecord::kind).collect());
    let lines = records.iter().map(|released| csv.line(redaction, (released, false)));
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

/// What the column is called that says whether a record matches only possibly, in JSON too.
pub(crate) const MATCH: &str = "match";

/// What is said of a record that matches only possibly.
pub(crate) const POSSIBLE: &str = "possible";

/// What the columns of marks are called.
const MARKS: &[&str] = &["sourced", "unchecked", "unsourced", "disputed"];

fn marks_of(released: &RedactedRecord<'_>) -> Vec<String> {
    let Some(marks) = released.marks() else {
        return vec![String::new(); MARKS.len()];
    };
    let StatusCounts { sourced, unchecked, unsourced, disputed } = marks;
    [sourced, unchecked, unsourced, disputed].map(|number| number.to_string()).to_vec()
}

/// The fields that the records may have, kind by kind, each once.
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

/// What formulas start with; in some countries' settings wide letters will do.
const FORMULAS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Where a spreadsheet may part a cell, whatever its settings for lists are.
const PARTING: [char; 6] = [',', ';', '␉', '\n', '|', '"'];

/// Returns a cell that no spreadsheet takes for a formula and no terminal for a command.
///
/// At its start, and behind whatever a spreadsheet may part it at, a sign that formulas start with has
/// an apostrophe before it. So has an apostrophe there: one taken away from each of these places gives
/// the text again. Line feeds are kept; what else could steer a terminal or hide, tabs among it, is
/// replaced by its mark. JSON has it exactly.
fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len());
    // Whether a spreadsheet may take the next sign for the start of a cell; spaces do not count.
    let mut starts = true;
    let mut add = |part: &str| {
        for c in part.chars() {
            if starts && (FORMULAS.contains(&c) || c == '\'') {
                harmless.push('\'');
            }
            starts = PARTING.contains(&c) || starts && c.is_whitespace();
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
