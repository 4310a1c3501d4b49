//! Workbooks (XLSX, XLS, XLSB, ODS) as rows of cells, with what the workbook says that each cell is.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, SheetVisible, Sheets, open_workbook_auto_from_rs};

use crate::diagnostic::suggest_or_list;

use super::fault::CellFault;
use super::table::{CellKind, ImportedCell, ImportedRow, RawRows};

/// A workbook that was opened.
pub(super) struct Workbook<'b>(Sheets<Cursor<&'b [u8]>>);

/// The first bytes of a file that is an archive, as XLSX and ODS are, and of the older form of documents, as XLS is.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const OLD_DOCUMENT: &[u8] = b"\xd0\xcf\x11\xe0";

/// Returns whether bytes are those of a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE) || bytes.starts_with(OLD_DOCUMENT)
}

impl<'b> Workbook<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, CellFault> {
        open_workbook_auto_from_rs(Cursor::new(bytes)).map(Self).map_err(|_| {
            CellFault::new(
                "the file is no workbook that can be read",
                "open it in a spreadsheet without a password, and save the sheet as XLSX, ODS or CSV",
            )
        })
    }

    /// Returns the names of the sheets, those that are hidden behind the others.
    pub(super) fn sheets(&self) -> Vec<String> {
        let (shown, hidden): (Vec<_>, Vec<_>) = (self.0.sheets_metadata().iter())
            .partition(|sheet| sheet.visible == SheetVisible::Visible);
        shown.into_iter().chain(hidden).map(|sheet| sheet.name.clone()).collect()
    }

    /// Returns the rows of a sheet; without a name, those of the first one.
    pub(super) fn rows(&mut self, sheet: Option<&str>) -> Result<RawRows, CellFault> {
        let names = self.sheets();
        let wanted = match sheet {
            Some(sheet) => names.iter().find(|name| *name == sheet),
            None => names.first(),
        };
        let Some(name) = wanted else {
            let wanted = sheet.unwrap_or_default();
            return Err(CellFault::new(
                format!("the workbook has no sheet `{wanted}`"),
                suggest_or_list(wanted, names.iter().map(String::as_str)),
            ));
        };
        let unread = || {
            CellFault::new(
                format!("the sheet `{name}` cannot be read"),
                "open the workbook in a spreadsheet, and save the sheet as CSV",
            )
        };
        let range = self.0.worksheet_range(name).map_err(|_| unread())?;
        let formulas = self.0.worksheet_formula(name).map_err(|_| unread())?;
        Ok(rows_of(&range, &formulas))
    }
}

/// Returns rows with the numbers that a spreadsheet gives them, also where the first rows or columns are empty. In a cell whose formula
/// has left no value is the formula.
fn rows_of(range: &Range<Data>, formulas: &Range<String>) -> RawRows {
    let start = range.start().unwrap_or_default();
    let without_value = |row: usize, column: usize| {
        let (row, column) = (u32::try_from(row).ok()?, u32::try_from(column).ok()?);
        let formula = formulas.get_value((start.0 + row, start.1 + column))?;
        let formula = formula.trim_start_matches('=');
        (!formula.is_empty()).then(|| ImportedCell::text(format!("={formula}")))
    };
    let (first, before) = start;
    let before = usize::try_from(before).unwrap_or_default();
    let first = usize::try_from(first).unwrap_or_default();
    let rows = range.rows().enumerate().map(|(at, cells)| {
        let blank = std::iter::repeat_n(ImportedCell::default(), before);
        let cells = cells.iter().enumerate().map(|(column, data)| match data {
            Data::Empty => without_value(at, column).unwrap_or_default(),
            Data::Int(_)
            | Data::Float(_)
            | Data::String(_)
            | Data::Bool(_)
            | Data::DateTime(_)
            | Data::DateTimeIso(_)
            | Data::DurationIso(_)
            | Data::Error(_) => cell(data),
        });
        let cells = blank.chain(cells).collect();
        ImportedRow { number: first + at + 1, cells, ..ImportedRow::default() }
    });
    rows.collect()
}

fn cell(data: &Data) -> ImportedCell {
    let (text, kind) = match data {
        Data::Empty => (String::new(), CellKind::Text),
        Data::String(text) | Data::DurationIso(text) => (text.clone(), CellKind::Words),
        Data::Bool(yes) => (yes.to_string(), CellKind::Text),
        Data::Int(number) => (number.to_string(), CellKind::Number),
        Data::Float(number) => (number_text(*number), CellKind::Number),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            (
                moment_text(&format!("{year:04}-{month:02}-{day:02}"), (hour, minute, second)),
                CellKind::Day,
            )
        }
        Data::DateTime(moment) => (number_text(moment.as_f64()), CellKind::Number),
        Data::DateTimeIso(text) => {
            (text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(), CellKind::Day)
        }
        Data::Error(error) => (error.to_string(), CellKind::Text),
    };
    ImportedCell { text, kind, items: Vec::new() }
}

/// Returns a number as it was typed, which no spreadsheet keeps: without the fraction that a whole one has not.
fn number_text(number: f64) -> String {
    number.to_string()
}

fn moment_text(day: &str, (hour, minute, second): (u8, u8, u8)) -> String {
    if (hour, minute, second) == (0, 0, 0) {
        day.to_owned()
    } else {
        format!("{day}T{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], sheet: Option<&str>) -> Vec<(usize, Vec<(String, CellKind)>)> {
        let rows = Workbook::open(bytes).unwrap().rows(sheet).unwrap();
        let cells =
            |row: ImportedRow| row.cells.into_iter().map(|cell| (cell.text, cell.kind)).collect();
        rows.into_iter().map(|row| (row.number, cells(row))).collect()
    }

    #[test]
    fn cells_of_excel_are_what_was_typed_as_far_as_it_kept_that() {
        let bytes = include_bytes!("../../../tests/tables/small.xlsx");
        let workbook = Workbook::open(bytes).unwrap();
        assert_eq!(workbook.sheets(), ["People", "Empty"]);
        let rows = read(bytes, Some("People"));
        assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3, 4, 5]);
        let texts =
            |at: usize| rows[at].1.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>();
        assert_eq!(texts(1), ["A-1", "Test Ann", "2022-03-01", "14", "true", "701"]);
        assert_eq!(texts(2), ["A-2", "=1+1", "2022-03-15", "15", "false", "0701"]);
        assert_eq!(
            texts(3),
            ["A-3", "#REF!", "2022-03-20T12:00:00", "16.5", "", "12345678901234568"]
        );
        assert_eq!((rows[1].1[2].1, rows[1].1[3].1), (CellKind::Day, CellKind::Number));
        assert_eq!(read(bytes, Some("Empty")), []);
        assert!(
            Workbook::open(bytes)
                .unwrap()
                .rows(Some("Peple"))
                .unwrap_err()
                .remedy
                .contains("People")
        );
        assert!(Workbook::open(b"PK\x03\x04").is_err());
    }

    #[test]
    fn formulas_without_a_value_are_seen_and_words_are_none() {
        let bytes = include_bytes!("../../../tests/tables/formulas.xlsx");
        assert_eq!(Workbook::open(bytes).unwrap().sheets(), ["People", "Hidden"]);
        let rows = read(bytes, None);
        let cells: Vec<(&str, CellKind)> = rows
            .iter()
            .skip(1)
            .flat_map(|(_, cells)| &cells[1..])
            .map(|(text, kind)| (text.as_str(), *kind))
            .collect();
        let [text, words, number] = [CellKind::Text, CellKind::Words, CellKind::Number];
        assert_eq!(
            cells,
            [
                ("'=kept", words),
                ("=1+1", text),
                ("", words),
                ("Test Bold end", words),
                ("7", number),
                ("", text),
                ("=1+1", words),
                ("8", words),
                ("", text),
            ]
        );
    }

    #[test]
    fn cells_of_libreoffice_are_read_with_their_rows() {
        let rows = read(include_bytes!("../../../tests/tables/small.ods"), None);
        let filled: Vec<(usize, &str)> = rows
            .iter()
            .filter(|(_, cells)| !cells[0].0.is_empty())
            .map(|(number, cells)| (*number, cells[2].0.as_str()))
            .collect();
        assert_eq!(filled, [(1, "When"), (2, "2022-03-15"), (5, "2022-03-01")]);
        assert_eq!(rows[1].1[2].1, CellKind::Day);
        assert_eq!(rows[1].1[3], ("14".to_owned(), CellKind::Number));
    }
}
