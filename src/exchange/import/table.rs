//! A table that is imported: its header and rows, and what a spreadsheet calls the place of each cell.

use crate::text::is_unseen;

use super::delimited::{self, LineEnd, LineFault};
use super::fault::ImportFault;
use super::place_words::{column_words, letters, row_words};
use super::unfit_file::utf16_without_mark;

/// The sign that programs of DOS write behind a text, Ctrl-Z.
const END_OF_TEXT: char = '\u{1a}';

/// What the number of a row is called in a mapping, where no column names the row.
pub(super) const ROW_NUMBER: &str = "#";

/// A table to be imported.
#[derive(Clone, Debug, Default)]
pub struct ImportedTable {
    /// What messages call it: the name of its file, or of its sheet.
    pub name: String,
    /// The names of its columns, each once.
    pub header: Vec<String>,
    /// The rows below the header; those without a word are left out.
    pub rows: Vec<ImportedRow>,
    /// How many columns at the end no entity has, and only the mapping names: they are empty.
    pub(super) absent: usize,
}

impl ImportedTable {
    /// Returns the columns that the file itself has.
    pub(super) fn own_width(&self) -> usize {
        self.header.len() - self.absent
    }

    /// Adds an empty column for a name that no column has.
    pub(super) fn add_absent(&mut self, name: &str) {
        if name != ROW_NUMBER && self.column(name).is_none() {
            self.header.push(name.to_owned());
            self.absent += 1;
            self.rows.iter_mut().for_each(|row| row.cells.push(ImportedCell::default()));
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedRow {
    /// Its number, from 1, as a spreadsheet counts it.
    pub number: usize,
    /// The line that it begins on, from 1; 0 where the table is no text.
    pub(super) line: usize,
    /// What ends it, where the table is a text.
    pub(super) end: LineEnd,
    /// Its cells, as many as the header has.
    pub cells: Vec<ImportedCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedCell {
    /// Its words.
    pub text: String,
    /// What the table says that it is.
    pub kind: CellKind,
    /// Its values, where the file itself has a list there; the words have all of them.
    pub items: Vec<String>,
}

/// What a table says that a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Text; a delimited text has no other.
    #[default]
    Text,
    /// A number of a spreadsheet, which has lost leading zeros and digits behind the fifteenth.
    Number,
    /// A day of a spreadsheet, which may have been something else when it was typed.
    Day,
    /// Text of a workbook, which is no formula, and in which an apostrophe guards nothing.
    Words,
    /// Text that no spreadsheet has had.
    Exact,
}

impl ImportedCell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn is_blank(&self) -> bool {
        is_unseen(&self.text)
    }
}

impl ImportedRow {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(ImportedCell::is_blank)
    }
}

/// The rows of a sheet before its header is known, each with its number.
pub(super) type RawRows = Vec<ImportedRow>;

impl ImportedTable {
    /// Returns the table of rows, the `header`th of which has the names of the columns.
    pub(super) fn of_rows(
        name: &str,
        rows: RawRows,
        header: usize,
    ) -> Result<Self, Vec<ImportFault>> {
        if rows.iter().all(ImportedRow::is_blank) {
            return Err(vec![ImportFault::new(
                name,
                "no row has a word",
                "save it again with the names of its columns in its first row, or name another table or sheet",
            )]);
        }
        let mut rows = rows.into_iter().skip_while(|row| row.number < header);
        let names = rows.next().filter(|row| row.number == header);
        let Some(names) = names.filter(|row| !row.is_blank()) else {
            let what = format!("row {header} is to have the names of the columns, and is empty");
            return Err(vec![ImportFault::new(
                name,
                what,
                "write into the mapping which row it is: header = 2",
            )]);
        };
        let rows: Vec<ImportedRow> = rows.filter(|row| !row.is_blank()).collect();
        let is_used = |column: usize| {
            rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_blank()))
        };
        let mut header_names: Vec<String> =
            names.cells.iter().map(|cell| trimmed(&cell.text).to_owned()).collect();
        // Columns without a name and a word are left behind by spreadsheets.
        while header_names.last().is_some_and(String::is_empty) && !is_used(header_names.len() - 1)
        {
            header_names.pop();
        }
        for (number, name) in header_names.iter_mut().enumerate() {
            if name.is_empty() {
                *name = format!("column {}", letters(number));
            }
        }
        let mut table = Self { name: name.to_owned(), header: header_names, ..Self::default() };
        let mut faults = Vec::new();
        for (number, column) in table.header.iter().enumerate() {
            if let Some(first) = table.header.iter().take(number).position(|other| other == column)
            {
                faults.push(ImportFault::new(
                    format!("{name}, row {header}"),
                    format!(
                        "columns {} and {} are both called `{column}`",
                        letters(first),
                        letters(number)
                    ),
                    "give one of them another name",
                ));
            }
        }
        for mut row in rows {
            let (cells, names) = (row.cells.len(), table.header.len());
            let extra = row.cells.iter().skip(names).any(|cell| !cell.is_blank());
            if extra || cells < names {
                faults.push(ImportFault::new(
                    format!("{name}, {}", row_words(row.number, row.line)),
                    format!("the row has {cells} cells, and the header has {names}"),
                    "look for a sign between cells that is missing or one too many, or words of several lines without quotation marks",
                ));
            }
            row.cells.truncate(names);
            table.rows.push(row);
        }
        if faults.is_empty() { Ok(table) } else { Err(faults) }
    }

    /// Returns the rows of a delimited text.
    pub(super) fn raw_rows(
        name: &str,
        text: &str,
        delimiter: char,
    ) -> Result<RawRows, Vec<ImportFault>> {
        let records =
            delimited::records(text, delimiter).map_err(|fault| vec![fault.in_file(name)])?;
        let rows = records.into_iter().enumerate().map(|(at, record)| ImportedRow {
            number: at + 1,
            line: record.line,
            end: record.end,
            cells: record.cells.into_iter().map(ImportedCell::text).collect(),
        });
        Ok(rows.collect())
    }

    /// Returns the column with this name.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// Returns what a message calls a row.
    pub(super) fn place_of_row(&self, row: &ImportedRow) -> String {
        format!("{}, {}", self.name, row_words(row.number, row.line))
    }

    /// Returns what a message calls a cell.
    pub(super) fn place(&self, row: &ImportedRow, column: usize) -> String {
        let name = self.header.get(column).map_or("", String::as_str);
        format!("{}, {}", self.place_of_row(row), column_words(column, name))
    }
}

/// Returns a text without the spaces around it, those of other widths and the byte-order mark included.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

/// Returns bytes as text: in UTF-8 or UTF-16 with the mark that says so, in the declared encoding, else in UTF-8.
pub(super) fn decoded(
    bytes: &[u8],
    declared: Option<&'static encoding_rs::Encoding>,
) -> Result<String, LineFault> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return strictly(rest, encoding);
    }
    if declared.is_none()
        && let Some(encoding) = utf16_without_mark(bytes)
    {
        let label = encoding.name().to_lowercase();
        return Err(LineFault::new(
            1,
            "the table is in UTF-16, and has no mark that says so",
            format!(
                "declare it in the mapping: encoding = \"{label}\"; or save the table in UTF-8"
            ),
        ));
    }
    strictly(bytes, declared.unwrap_or(encoding_rs::UTF_8)).map_err(|fault| match declared {
        Some(_) => fault,
        None => LineFault::new(
            fault.line,
            "the line is not UTF-8, and the encoding of the table is not declared",
            "declare it in the mapping, as in encoding = \"windows-1252\"; --draft says what it may be",
        ),
    })
}

fn strictly(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String, LineFault> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        let mut text = text.into_owned();
        // What ends a text of DOS, and is none of its last cell.
        text.truncate(text.trim_end_matches(END_OF_TEXT).len());
        return Ok(text);
    }
    let is_bad =
        |line: &[u8]| encoding.decode_without_bom_handling_and_without_replacement(line).is_none();
    let line = bytes.split(|byte| *byte == b'\n').position(is_bad).map_or(1, |at| at + 1);
    let what = format!("the line has bytes that are none of {}", encoding.name());
    Err(LineFault::new(line, what, "declare the encoding in which the table was saved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Result<ImportedTable, Vec<ImportFault>> {
        ImportedTable::of_rows("t.csv", ImportedTable::raw_rows("t.csv", text, ',')?, 1)
    }

    #[test]
    fn a_header_loses_spaces_and_columns_that_nothing_is_in() {
        let read = table(" Name\u{a0},,Age,,\nTest Ann,x,1,,\n\n , , ,,\nBo,,2,,\n").unwrap();
        assert_eq!(read.header, ["Name", "column B", "Age"]);
        assert_eq!(read.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(read.place(&read.rows[1], 2), "t.csv, row 5, column C (Age)");
    }

    #[test]
    fn ragged_rows_and_names_given_twice_are_all_reported() {
        let faults = table("a,b,a\n1,2\n1,2,3,4\n1,2,3,\n").unwrap_err();
        let faults: Vec<String> =
            faults.iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect();
        assert_eq!(
            faults,
            [
                "t.csv, row 1: columns A and C are both called `a`",
                "t.csv, row 2: the row has 2 cells, and the header has 3",
                "t.csv, row 3: the row has 4 cells, and the header has 3",
            ]
        );
        assert!(table("").is_err() && table("\n\n").is_err());
    }

    #[test]
    fn an_encoding_is_taken_at_its_word_and_never_half() {
        let gb = encoding_rs::GB18030.encode("名,妙瓦底\n").0.into_owned();
        assert_eq!(decoded(&gb, Some(encoding_rs::GB18030)).unwrap(), "名,妙瓦底\n");
        assert_eq!(decoded(&gb, None).unwrap_err().line, 1);
        assert_eq!(decoded(b"a\xe9b", Some(encoding_rs::WINDOWS_1252)).unwrap(), "aéb");
        assert_eq!(decoded(b"\xff\xfea\0\xa9\x03", None).unwrap(), "aΩ");
        assert_eq!(decoded("\u{feff}a\n\u{1a}".as_bytes(), None).unwrap(), "a\n");
        let unmarked = b"a\0\n\0\xa9\x03";
        assert_eq!(decoded(unmarked, Some(encoding_rs::UTF_16LE)).unwrap(), "a\nΩ");
        let fault = decoded(unmarked, None).unwrap_err().fault;
        assert!(fault.remedy.contains("encoding = \"utf-16le\""), "{}", fault.remedy);
        assert_eq!(decoded(b"ok\nab\n\xff\xff\n", None).unwrap_err().line, 3);
        assert!(decoded(b"a\n\xff\xff", Some(encoding_rs::GB18030)).is_err());
    }
}
