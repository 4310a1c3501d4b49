//! Many records, a line each: as a table to read, as CSV, as bare ids.

use std::collections::BTreeSet;

use crate::collection::{Redaction, Released};
use crate::evidence::Marks;
use crate::record::{Field, Kind, Shape, fields};
use crate::text::{clip, fit, marked, visible, width};

/// From this width on, a table has room for how the fields of a case stand.
const ROOM_FOR_MARKS: usize = 100;

/// Returns a table to read: kind, figure, date, id, how many fields have each mark, and title, a
/// record a line, lines clipped to `cells` where that is given.
///
/// What may be of any width and script comes last, so that it cannot shift a column.
pub fn table(records: &[Released<'_>], cells: Option<usize>) -> String {
    let with_marks = cells.is_none_or(|cells| cells >= ROOM_FOR_MARKS);
    let rows = records.iter().map(|released| {
        let marks = if with_marks { released.marks() } else { None };
        row(released, marks.unwrap_or_default())
    });
    let rows: Vec<[String; 6]> = rows.collect();
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let [figures, dates, ids, marked] = [1, 2, 3, 4].map(widest);
    let mut text = String::new();
    for [kind, figure, date, id, marks, title] in &rows {
        let (date, id) = (fit(date, dates), fit(id, ids));
        let marks = if marked > 0 { fit(marks, marked) + "  " } else { String::new() };
        let line = format!("{kind} {figure:>figures$}  {date}  {id}  {marks}{title}");
        text.push_str(&cells.map_or_else(|| line.clone(), |cells| clip(&line, cells)));
        text.push('\n');
    }
    text
}

/// Returns how the fields of the cases among some records stand together, in a sentence; `None`
/// where no case is among them.
pub fn marks_in_words(records: &[Released<'_>]) -> Option<String> {
    let marks: Vec<Marks> = records.iter().filter_map(Released::marks).collect();
    let words = match marks.len() {
        0 => return None,
        1 => "1 case".to_owned(),
        many => format!("{many} cases"),
    };
    let marks: Marks = marks.into_iter().sum();
    Some(format!("{words}, {}", facts(marks)))
}

/// Returns how many fields state facts, and how they stand.
pub(super) fn facts(marks: Marks) -> String {
    match marks.all() {
        0 => "no field that states a fact".to_owned(),
        1 => format!("1 field: {}", marks.in_words()),
        all => format!("{all} fields: {}", marks.in_words()),
    }
}

/// Returns the ids, one a line.
pub fn ids(records: &[Released<'_>]) -> String {
    records.iter().flat_map(|released| [released.id().to_string(), "\n".to_owned()]).collect()
}

/// Returns the records as CSV: a line of field names, then a line a record; the values of a list
/// are parted by semicolons. Behind the fields of cases stand how many of them have each mark.
///
/// Every cell of a record is in quotation marks, so that a spreadsheet which parts lists by semicolons
/// or tabs does not part it there. See `harmless` for what is escaped.
///
/// # Errors
///
/// The lines could not be put together.
pub fn csv(redaction: &Redaction<'_>, records: &[Released<'_>]) -> Result<String, csv::Error> {
    let columns = columns(records);
    let names = columns.iter().map(|field| field.name.as_str());
    let has_cases = records.iter().any(|released| released.kind().is_case());
    let marks = if has_cases { MARKS } else { &[] };
    let mut head = csv::Writer::from_writer(Vec::new());
    head.write_record(["id", "kind"].into_iter().chain(names).chain(marks.iter().copied()))?;
    let head = head.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let mut writer = csv::WriterBuilder::new();
    let mut writer = writer.quote_style(csv::QuoteStyle::Always).from_writer(head);
    for released in records {
        let record = released.record();
        let values = columns.iter().map(|column| match record.fields.get(column.name) {
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
        let marks = if has_cases { marks_of(released) } else { Vec::new() };
        writer.write_record(head.into_iter().chain(values).chain(marks))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the columns of marks are called.
const MARKS: &[&str] = &["sourced", "unchecked", "unsourced", "disputed"];

fn marks_of(released: &Released<'_>) -> Vec<String> {
    let Some(marks) = released.marks() else {
        return vec![String::new(); MARKS.len()];
    };
    let Marks { sourced, unchecked, unsourced, disputed } = marks;
    [sourced, unchecked, unsourced, disputed].map(|number| number.to_string()).to_vec()
}

fn row(released: &Released<'_>, marks: Marks) -> [String; 6] {
    [
        released.kind().letter().to_string(),
        released.figure().map(|figure| figure.to_string()).unwrap_or_default(),
        released.when().map(|date| visible(date.as_str()).into_owned()).unwrap_or_default(),
        released.id().to_string(),
        marks.in_signs(),
        visible(&released.heading()).into_owned(),
    ]
}

/// The fields that the records may have, kind by kind, each once.
fn columns(records: &[Released<'_>]) -> Vec<&'static Field> {
    let kinds: BTreeSet<Kind> = records.iter().map(Released::kind).collect();
    let mut columns: Vec<&'static Field> = Vec::new();
    for field in kinds.into_iter().flat_map(fields) {
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
        add(&marked(line));
    }
    harmless
}

#[cfg(test)]
mod tests;
