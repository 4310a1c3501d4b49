//! An Excel workbook with a sheet for each table of the kinds that are exported.
//!
//! Cells of text stay text, whatever they look like: `0701`, `2022-03` and `=1+1` come back as they are. The rows of
//! each sheet go to a file without a name as they are made, so no sheet is ever held in memory.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, XlsxError};

use super::{ExportError, View};
use crate::exchange::flat::{
    FlatCell, FlatColumn, FlatTable, FlatType, RepeatedTable, rows_of, words_of_format,
};
use crate::record::{Id, Kind};
use crate::redaction::RedactedRecord;

/// The most rows of a sheet, with its header.
const MOST_ROWS: u32 = 1_048_576;
/// The most characters of a cell, in the units of UTF-16.
const MOST_UNITS: usize = 32_767;
/// The largest whole number up to which a spreadsheet, which has fractions of two's powers alone, keeps each.
const MOST_WHOLE: u64 = 1 << 53;
/// The most digits that a spreadsheet keeps of a number.
const MOST_DIGITS: usize = 15;
/// The most bytes that are written at once.
const PIECE: usize = 2048;
/// How many pieces may wait to be written.
const WAITING: usize = 64;

/// Writes records as a workbook.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let mut book = BookWriter::begin(view)?;
    if let Some(notice) = view.options.notice.as_deref() {
        book.notice(notice).map_err(failed)?;
    }
    let kinds: Vec<Kind> = Kind::all()
        .filter(|kind| ids.iter().any(|id| view.redaction.kind_of(id) == Some(*kind)))
        .collect();
    for table in FlatTable::all().filter(|table| kinds.iter().any(|kind| has_rows(*table, *kind))) {
        book.add_table(table).map_err(failed)?;
    }
    let rows = |released: &RedactedRecord<'_>| {
        let rows = rows_of(view.redaction, released).into_iter();
        rows.map(|row| (row.table, row.cells.iter().map(SheetCell::of).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    for rows in view.redaction.map_records(ids.iter().copied(), rows) {
        for (table, cells) in rows {
            book.add_row(table, &cells).map_err(failed)?;
        }
    }
    book.words().map_err(failed)?;
    let cut = book.cut;
    book.finish(out)?;
    Ok((cut > 0).then(|| {
        let cells = if cut == 1 { "cell was" } else { "cells were" };
        format!(
            "{cut} {cells} cut at {MOST_UNITS} characters, the most of Excel; csv has them whole"
        )
    }))
}

/// Returns whether records of a kind have rows in a table.
fn has_rows(table: FlatTable, kind: Kind) -> bool {
    match table {
        FlatTable::Records(of) => of == kind,
        FlatTable::Repeated(table) => RepeatedTable::of(kind).any(|known| known == table),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other errors are of the workbook itself")]
fn failed(error: XlsxError) -> ExportError {
    ExportError::Output(match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other),
    })
}

/// A workbook whose sheets grow row by row.
struct BookWriter {
    book: Workbook,
    text: CellFormat,
    header: CellFormat,
    /// The sheet to which the rows of each table go.
    sheets: BTreeMap<FlatTable, GrowingSheet>,
    /// How many cells were cut.
    cut: usize,
}

/// A sheet to which rows are added.
struct GrowingSheet {
    number: usize,
    /// How many rows it has.
    rows: u32,
    /// How many sheets of its table are full.
    full: u32,
}

impl BookWriter {
    fn begin(view: &View<'_>) -> Result<Self, ExportError> {
        let mut book = Workbook::new();
        if let Some(folder) = view.options.scratch.as_deref() {
            book.set_tempdir(folder).map_err(failed)?;
        }
        // Of the properties that say who wrote it and when, only the day is needed: the first that Excel knows.
        let day = ExcelDateTime::from_ymd(1900, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let text = CellFormat::new().set_num_format("@");
        let header = CellFormat::new().set_num_format("@").set_bold();
        Ok(Self { book, text, header, sheets: BTreeMap::new(), cut: 0 })
    }

    /// Adds a sheet with the names of its columns, which stay on the screen, and returns its number.
    fn add_sheet(&mut self, name: &str, columns: &[FlatColumn]) -> Result<usize, XlsxError> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (at, column) in (0_u16..).zip(columns) {
            sheet.set_column_width(at, width(column))?;
            sheet.write_string_with_format(0, at, &column.name, &self.header)?;
        }
        Ok(self.book.worksheets().len() - 1)
    }

    fn add_table(&mut self, table: FlatTable) -> Result<(), XlsxError> {
        let number = self.add_sheet(table.name(), table.columns())?;
        self.sheets.insert(table, GrowingSheet { number, rows: 1, full: 0 });
        Ok(())
    }

    fn add_row(&mut self, table: FlatTable, cells: &[SheetCell]) -> Result<(), XlsxError> {
        let Some(GrowingSheet { number, rows, full }) = self.sheets.get(&table) else {
            return Ok(());
        };
        let (mut number, mut row, mut full) = (*number, *rows, *full);
        if row == MOST_ROWS {
            self.filter(number, table.columns().len(), row)?;
            full += 1;
            let name = format!("{} {}", table.name(), full + 1);
            (number, row) = (self.add_sheet(&name, table.columns())?, 1);
        }
        self.put(number, row, cells)?;
        self.sheets.insert(table, GrowingSheet { number, rows: row + 1, full });
        Ok(())
    }

    fn put(&mut self, sheet: usize, row: u32, cells: &[SheetCell]) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(sheet)?;
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                SheetCell::Empty => {}
                SheetCell::Text { text, is_cut } => {
                    self.cut += usize::from(*is_cut);
                    sheet.write_string_with_format(row, at, text, &self.text)?;
                }
                SheetCell::Number(number) => _ = sheet.write_number(row, at, *number)?,
                SheetCell::YesNo(yes) => _ = sheet.write_boolean(row, at, *yes)?,
            }
        }
        Ok(())
    }

    /// Puts a filter over all rows of a sheet.
    fn filter(&mut self, sheet: usize, columns: usize, rows: u32) -> Result<(), XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.book.worksheet_from_index(sheet)?.autofilter(0, 0, rows - 1, last)?;
        Ok(())
    }

    /// Adds a sheet that says what the workbook is, in front of the others.
    fn notice(&mut self, notice: &str) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name("READ ME")?.set_column_width(0, 110)?;
        for (row, line) in (0_u32..).zip(notice.lines()) {
            sheet.write_string_with_format(row, 0, line, &self.text)?;
        }
        Ok(())
    }

    /// Adds the sheet of words.
    fn words(&mut self) -> Result<(), XlsxError> {
        let mut lines = words_of_format().into_iter();
        let names = lines.next().unwrap_or_default();
        let columns: Vec<FlatColumn> =
            names.iter().map(|name| FlatColumn::text(name, "")).collect();
        let sheet = self.add_sheet("words", &columns)?;
        let mut rows = 1;
        for line in lines {
            let cells = line.into_iter().map(|text| SheetCell::of(&FlatCell::Text(text)));
            self.put(sheet, rows, &cells.collect::<Vec<_>>())?;
            rows += 1;
        }
        self.filter(sheet, columns.len(), rows)
    }

    /// Writes the workbook: a thread makes the archive, and this one writes its pieces, since what is written to need
    /// not be one that threads may share.
    fn finish(mut self, out: &mut dyn Write) -> Result<(), ExportError> {
        let last: Vec<_> =
            self.sheets.iter().map(|(table, sheet)| (*table, sheet.number, sheet.rows)).collect();
        for (table, number, rows) in last {
            self.filter(number, table.columns().len(), rows).map_err(failed)?;
        }
        let (sender, pieces) = sync_channel::<Vec<u8>>(WAITING);
        let book = &mut self.book;
        std::thread::scope(|scope| {
            let maker = scope.spawn(move || book.save_to_writer(PieceSender(sender)));
            let mut written = Ok(());
            while let Ok(piece) = pieces.recv() {
                written = piece.chunks(PIECE).try_for_each(|part| out.write_all(part));
                if written.is_err() {
                    break;
                }
            }
            // The maker ends as soon as no one takes its pieces.
            drop(pieces);
            let made = maker.join().unwrap_or_else(|_| Err(XlsxError::CustomError(PANIC.into())));
            written?;
            made.map_err(failed)
        })
    }
}

const PANIC: &str = "the workbook could not be made";

/// Hands what is written to it over to another thread.
struct PieceSender(SyncSender<Vec<u8>>);

impl Write for PieceSender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.send(bytes.to_vec());
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn width(column: &FlatColumn) -> u16 {
    match column.takes {
        _ if column.many => 30,
        FlatType::Text => 24,
        FlatType::Day => 12,
        FlatType::Whole | FlatType::Number | FlatType::YesNo => 10,
    }
}

/// What a cell of a sheet has.
#[derive(Debug, PartialEq)]
enum SheetCell {
    Empty,
    Text {
        text: String,
        /// Whether it was too long.
        is_cut: bool,
    },
    Number(f64),
    YesNo(bool),
}

impl SheetCell {
    fn of(cell: &FlatCell) -> Self {
        match cell {
            FlatCell::Absent => Self::Empty,
            FlatCell::Text(text) => Self::text(text),
            FlatCell::Whole(number) => Self::number(&number.to_string()),
            FlatCell::Number(number) => Self::number(number),
            FlatCell::YesNo(yes) => Self::YesNo(*yes),
            FlatCell::List(items) if items.is_empty() => Self::Empty,
            FlatCell::List(_) => Self::text(&super::csv_package::written(cell, false)),
        }
    }

    /// Returns a number; as text where a spreadsheet would round it.
    fn number(digits: &str) -> Self {
        let whole = digits.parse::<i64>().ok();
        let is_kept = match whole {
            Some(whole) => whole.unsigned_abs() <= MOST_WHOLE,
            None => digits.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS,
        };
        let number = digits.parse::<f64>().ok().filter(|number| is_kept && number.is_finite());
        number.map_or_else(|| Self::text(digits), Self::Number)
    }

    fn text(text: &str) -> Self {
        if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
            return Self::Text { text: text.to_owned(), is_cut: false };
        }
        let mut units = 0;
        let kept = text.chars().take_while(|c| {
            units += c.len_utf16();
            units < MOST_UNITS
        });
        Self::Text { text: kept.chain(['…']).collect(), is_cut: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_is_too_long_is_cut_and_counted() {
        let whole = SheetCell::of(&FlatCell::Text("x".repeat(MOST_UNITS)));
        assert!(matches!(whole, SheetCell::Text { is_cut: false, .. }));
        let SheetCell::Text { text, is_cut: true } =
            SheetCell::of(&FlatCell::Text("😀".repeat(MOST_UNITS)))
        else {
            panic!("it is cut")
        };
        assert!(text.ends_with('…') && text.encode_utf16().count() <= MOST_UNITS);
    }

    #[test]
    fn a_number_that_a_spreadsheet_would_round_is_text() {
        for (digits, is_number) in [
            ("-5", true),
            ("500000.50", true),
            ("103.523456", true),
            ("9007199254740992", true),
            ("9007199254740993", false),
            ("-9223372036854775808", false),
            ("12345678901234.567", false),
        ] {
            let cell = SheetCell::number(digits);
            assert_eq!(matches!(cell, SheetCell::Number(_)), is_number, "{digits}: {cell:?}");
        }
    }
}
