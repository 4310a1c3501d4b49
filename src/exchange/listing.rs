//! Many records, a line each: as a table to read, as CSV, as bare ids.

use std::collections::BTreeSet;

use crate::collection::{Collection, Located};
use crate::record::{Field, Kind, Shape, fields};
use crate::text::{clip, fit, visible, width};

/// Returns a table to read: kind, figure, date, id and title, a record a line, lines clipped to
/// `cells` where that is given.
///
/// What may be of any width and script comes last, so that it cannot shift a column.
pub fn table(records: &[Located<'_>], cells: Option<usize>) -> String {
    let rows: Vec<[String; 5]> = records.iter().map(row).collect();
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..4).map(widest).collect();
    let mut text = String::new();
    for [kind, figure, date, id, title] in &rows {
        let (figures, dates, ids) = (widths[1], widths[2], widths[3]);
        let line =
            format!("{kind} {figure:>figures$}  {}  {}  {title}", fit(date, dates), fit(id, ids));
        text.push_str(&cells.map_or_else(|| line.clone(), |cells| clip(&line, cells)));
        text.push('\n');
    }
    text
}

/// Returns the ids, one a line.
pub fn ids(records: &[Located<'_>]) -> String {
    records.iter().flat_map(|located| [located.record.id.as_str(), "\n"]).collect()
}

/// Returns the records as CSV: a line of field names, then a line a record; the values of a list
/// are parted by semicolons.
///
/// # Errors
///
/// The lines could not be put together.
pub fn csv(collection: &Collection, records: &[Located<'_>]) -> Result<String, csv::Error> {
    let columns = columns(records);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = columns.iter().map(|field| field.name.as_str());
    writer.write_record(["id", "kind"].into_iter().chain(names))?;
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
        writer.write_record(head.into_iter().chain(values))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn row(located: &Located<'_>) -> [String; 5] {
    let record = located.record;
    [
        record.kind.letter().to_string(),
        record.figure().map(|figure| figure.to_string()).unwrap_or_default(),
        record.when().map(|date| visible(date.as_str()).into_owned()).unwrap_or_default(),
        record.id.to_string(),
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

/// Returns a cell that no spreadsheet takes for a formula and no terminal for a command.
fn harmless(cell: &str) -> String {
    let shown = visible(cell);
    if shown.starts_with(['=', '+', '-', '@']) { format!("'{shown}") } else { shown.into_owned() }
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
            table(&records, None),
            "V   7            a   =1+1\nA 151  2022-03~  bb  Raid ␛[31m 妙瓦底\n"
        );
        assert_eq!(table(&records, Some(12)), "V   7      …\nA 151  2022…\n");
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
