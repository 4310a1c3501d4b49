//! Many records, a line each: as a table to read, as CSV, as bare ids.

use std::collections::BTreeSet;

use crate::collection::{Collection, Located};
use crate::evidence::Marks;
use crate::record::{Field, Kind, Record, Shape, fields};
use crate::text::{clip, fit, marked, visible, width};

/// From this width on, a table has room for how the fields of a case stand.
const ROOM_FOR_MARKS: usize = 100;

/// Returns a table to read: kind, figure, date, id, how many fields have each mark, and title, a
/// record a line, lines clipped to `cells` where that is given.
///
/// What may be of any width and script comes last, so that it cannot shift a column.
pub fn table(collection: &Collection, records: &[Located<'_>], cells: Option<usize>) -> String {
    let with_marks = cells.is_none_or(|cells| cells >= ROOM_FOR_MARKS);
    let rows = records.iter().map(|located| {
        let marks = collection.evidence(&located.record.id).filter(|_| with_marks);
        row(located, marks.map(|evidence| evidence.marks()).unwrap_or_default())
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
pub fn marks_in_words(collection: &Collection, records: &[Located<'_>]) -> Option<String> {
    let cases = records.iter().filter_map(|located| collection.evidence(&located.record.id));
    let marks: Vec<Marks> = cases.map(|evidence| evidence.marks()).collect();
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
pub fn ids(records: &[Located<'_>]) -> String {
    records.iter().flat_map(|located| [located.record.id.as_str(), "\n"]).collect()
}

/// Returns the records as CSV: a line of field names, then a line a record; the values of a list
/// are parted by semicolons. Behind the fields of cases stand how many of them have each mark.
///
/// # Errors
///
/// The lines could not be put together.
pub fn csv(collection: &Collection, records: &[Located<'_>]) -> Result<String, csv::Error> {
    let columns = columns(records);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = columns.iter().map(|field| field.name.as_str());
    let has_cases = records.iter().any(|located| located.record.kind.is_case());
    let marks = if has_cases { MARKS } else { &[] };
    writer.write_record(["id", "kind"].into_iter().chain(names).chain(marks.iter().copied()))?;
    for Located { record, .. } in records {
        let values = columns.iter().map(|column| match record.fields.get(column.name) {
            Some(entry) => {
                let words = entry
                    .items
                    .iter()
                    .map(|item| collection.value_in_words(&item.value, Shape::Words));
                harmless(&words.collect::<Vec<_>>().join("; "))
            }
            None => String::new(),
        });
        let head = [record.id.to_string(), record.kind.name().to_owned()];
        let marks = if has_cases { marks_of(collection, record) } else { Vec::new() };
        writer.write_record(head.into_iter().chain(values).chain(marks))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the columns of marks are called.
const MARKS: &[&str] = &["sourced", "unchecked", "unsourced", "disputed"];

fn marks_of(collection: &Collection, record: &Record) -> Vec<String> {
    let Some(evidence) = collection.evidence(&record.id) else {
        return vec![String::new(); MARKS.len()];
    };
    let Marks { sourced, unchecked, unsourced, disputed } = evidence.marks();
    [sourced, unchecked, unsourced, disputed].map(|number| number.to_string()).to_vec()
}

fn row(located: &Located<'_>, marks: Marks) -> [String; 6] {
    let record = located.record;
    [
        record.kind.letter().to_string(),
        record.figure().map(|figure| figure.to_string()).unwrap_or_default(),
        record.when().map(|date| visible(date.as_str()).into_owned()).unwrap_or_default(),
        record.id.to_string(),
        marks.in_signs(),
        visible(record.heading()).into_owned(),
    ]
}

/// The fields that the records may have, kind by kind, each once.
fn columns(records: &[Located<'_>]) -> Vec<&'static Field> {
    let kinds: BTreeSet<Kind> = records.iter().map(|located| located.record.kind).collect();
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

/// Returns a cell that no spreadsheet takes for a formula and no terminal for a command.
fn harmless(cell: &str) -> String {
    let shown = marked(cell);
    if shown.trim_start().starts_with(FORMULAS) { format!("'{shown}") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    fn collection() -> Collection {
        let mut memory = Memory::default();
        memory.put("victims/a.toml", "title = '=1+1'\nage = 7\naliases = ['A', 'B']\n");
        memory.put(
            "arrests/bb.toml",
            "title = \"Raid \\u001B[31m 妙瓦底\"\ncount = 151\ndate = '2022-03~'\n",
        );
        load(&memory)
    }

    #[test]
    fn a_table_keeps_its_columns_and_shows_what_is_hidden() {
        let collection = collection();
        let records: Vec<_> = collection.records().collect();
        assert_eq!(
            table(&collection, &records, None),
            "V   7            a   2○  =1+1\nA 151  2022-03~  bb  2○  Raid ␛[31m 妙瓦底\n"
        );
        assert_eq!(table(&collection, &records, Some(12)), "V   7      …\nA 151  2022…\n");
        assert_eq!(ids(&records), "a\nbb\n");
    }

    #[test]
    fn a_spreadsheet_gets_no_formula() {
        let collection = collection();
        let records: Vec<_> = collection.of_kind(Kind::Victim).collect();
        let csv = csv(&collection, &records).unwrap();
        let mut lines = csv.lines();
        assert!(lines.next().unwrap().starts_with("id,kind,title,summary,"));
        let line = lines.next().unwrap();
        assert!(line.starts_with("a,victim,'=1+1,") && line.contains("A; B"), "{line}");
    }
}
