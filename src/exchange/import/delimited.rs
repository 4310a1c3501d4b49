//! Delimited text (CSV) as records of cells, each with its line: what is damaged is refused with its place.

use super::fault::{CellFault, ImportFault};
use super::place_words::letters;

/// A record of a delimited text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DelimitedRecord {
    /// The line that it begins on, from 1.
    pub(super) line: usize,
    pub(super) end: LineEnd,
    pub(super) cells: Vec<String>,
}

/// What ends a record of a delimited text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// A line feed, which our own export writes, or the end of the text.
    #[default]
    LineFeed,
    /// A carriage return and a line feed.
    Both,
    /// A carriage return alone, as old Macs wrote.
    CarriageReturn,
}

/// Something wrong on a line of a delimited text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineFault {
    pub(super) line: usize,
    /// How many cells of the record are before it, where it is in a cell.
    pub(super) column: Option<usize>,
    pub(super) fault: CellFault,
}

impl LineFault {
    pub(super) fn new(line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line, column: None, fault: CellFault::new(what, remedy) }
    }

    /// Returns what is wrong with a file, with its place.
    pub(super) fn in_file(self, name: &str) -> ImportFault {
        let Self { line, column, fault } = self;
        let column = column.map(|column| format!(", column {}", letters(column)));
        fault.at(format!("{name}, line {line}{}", column.unwrap_or_default()))
    }
}

/// The signs that part cells, those that are tried first before others.
pub(super) const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// So many records decide which sign parts the cells.
const SAMPLE: usize = 50;

/// Reads the records of a text. A blank line is a record of one empty cell, since spreadsheets count it.
pub(super) fn records(text: &str, delimiter: char) -> Result<Vec<DelimitedRecord>, LineFault> {
    let mut reader = DelimitedReader::of(text, delimiter);
    let mut records: Vec<DelimitedRecord> = Vec::new();
    while reader.rest.peek().is_some() {
        records.push(reader.record()?);
    }
    // What ends the last record may be missing.
    if !text.ends_with(['\r', '\n'])
        && let [.., before, last] = records.as_mut_slice()
    {
        last.end = before.end;
    }
    Ok(records)
}

/// Returns the sign that parts the cells of a text: the one by which the first records have the same number of cells,
/// the greatest of them.
pub(super) fn delimiter_of(text: &str) -> char {
    let mut best = (DELIMITERS[0], 0);
    for delimiter in DELIMITERS {
        let mut reader = DelimitedReader::of(text, delimiter);
        let (mut widths, mut is_sound) = (Vec::new(), true);
        while widths.len() < SAMPLE && reader.rest.peek().is_some() {
            match reader.record() {
                Ok(record) if record.cells.len() == 1 && record.cells.concat().is_empty() => {}
                Ok(record) => widths.push(record.cells.len()),
                Err(_) => {
                    is_sound = false;
                    break;
                }
            }
        }
        let first = widths.first().copied().unwrap_or_default();
        let even = widths.iter().filter(|width| **width == first).count();
        let is_even = is_sound && even * 10 >= widths.len() * 9;
        if first > 1 && is_even && first > best.1 {
            best = (delimiter, first);
        }
    }
    if best.1 > 0 {
        return best.0;
    }
    // No record is like the other: what parts the header.
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let most = DELIMITERS.into_iter().rev().max_by_key(|sign| header.matches(*sign).count());
    most.unwrap_or(DELIMITERS[0])
}

struct DelimitedReader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
    delimiter: char,
}

/// What ends a cell.
enum CellEnd {
    Cell,
    Record(LineEnd),
}

impl<'t> DelimitedReader<'t> {
    fn of(text: &'t str, delimiter: char) -> Self {
        Self { rest: text.chars().peekable(), line: 1, delimiter }
    }

    fn record(&mut self) -> Result<DelimitedRecord, LineFault> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let read = self.cell();
            let (cell, end) =
                read.map_err(|fault| LineFault { column: Some(cells.len()), ..fault })?;
            cells.push(cell);
            if let CellEnd::Record(end) = end {
                return Ok(DelimitedRecord { line, end, cells });
            }
        }
    }

    fn cell(&mut self) -> Result<(String, CellEnd), LineFault> {
        let mut cell = String::new();
        if self.rest.peek() == Some(&'"') {
            self.rest.next();
            self.quoted(&mut cell)?;
            return match self.end() {
                Some(end) => Ok((cell, end)),
                None => Err(LineFault::new(
                    self.line,
                    "words follow a closing quotation mark",
                    "save the table again as CSV: a quotation mark within a cell is written twice",
                )),
            };
        }
        loop {
            if let Some(end) = self.end() {
                return Ok((cell, end));
            }
            cell.extend(self.rest.next());
        }
    }

    /// Reads to the closing quotation mark.
    fn quoted(&mut self, cell: &mut String) -> Result<(), LineFault> {
        let begun = self.line;
        loop {
            match self.rest.next() {
                Some('"') if self.rest.peek() == Some(&'"') => {
                    self.rest.next();
                    cell.push('"');
                }
                Some('"') => return Ok(()),
                Some(sign) => {
                    let is_pair = sign == '\r' && self.rest.peek() == Some(&'\n');
                    self.line += usize::from(matches!(sign, '\r' | '\n') && !is_pair);
                    cell.push(sign);
                }
                None => {
                    return Err(LineFault::new(
                        begun,
                        "a quotation mark that opens a cell is never closed",
                        "close it, or write it twice where it belongs to the words",
                    ));
                }
            }
        }
    }

    /// Takes what ends a cell, if that is what follows.
    fn end(&mut self) -> Option<CellEnd> {
        match self.rest.peek() {
            None => Some(CellEnd::Record(LineEnd::LineFeed)),
            Some('\n') => {
                self.rest.next();
                self.line += 1;
                Some(CellEnd::Record(LineEnd::LineFeed))
            }
            Some('\r') => {
                self.rest.next();
                self.line += 1;
                let is_pair = self.rest.next_if_eq(&'\n').is_some();
                let end = if is_pair { LineEnd::Both } else { LineEnd::CarriageReturn };
                Some(CellEnd::Record(end))
            }
            Some(sign) if *sign == self.delimiter => {
                self.rest.next();
                Some(CellEnd::Cell)
            }
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
        records(text, delimiter).unwrap().into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn cells_lines_and_quotation_marks_are_read_as_they_are_written() {
        assert_eq!(
            cells("a;b\r\n\"x\ny\";\"say \"\"z\"\"\"\n", ';'),
            [["a", "b"], ["x\ny", "say \"z\""]]
        );
        assert_eq!(cells("a,b\n\n,\u{0}", ','), [vec!["a", "b"], vec![""], vec!["", "\u{0}"]]);
        assert_eq!(cells("a\rb", ','), [["a"], ["b"]]);
        let lines: Vec<usize> =
            records("a\n\"x\n\ny\"\nb\n", ',').unwrap().iter().map(|record| record.line).collect();
        assert_eq!(lines, [1, 2, 5]);
        let ends: Vec<LineEnd> = records("a\r\n\"x\r\ny\"\r\rb\nc\r\nd", ',')
            .unwrap()
            .iter()
            .map(|record| record.end)
            .collect();
        let [feed, both, alone] = [LineEnd::LineFeed, LineEnd::Both, LineEnd::CarriageReturn];
        assert_eq!(ends, [both, alone, alone, feed, both, both]);
        let lines: Vec<usize> = records("a\r\"x\r\ry\"\r\"z\r\n\"\rb", ',')
            .unwrap()
            .iter()
            .map(|record| record.line)
            .collect();
        assert_eq!(lines, [1, 2, 5, 7]);
    }

    #[test]
    fn a_damaged_text_is_refused_at_its_line() {
        for (text, place) in [
            ("a,b\n1,\"x\ny", "t.csv, line 2, column B"),
            ("a,b\n\n\"Test\" Ann,1\n", "t.csv, line 3, column A"),
        ] {
            assert_eq!(records(text, ',').unwrap_err().in_file("t.csv").place, place);
        }
    }

    #[test]
    fn the_sign_between_cells_is_found() {
        for (text, sign) in [
            ("a,b\n1,2\n", ','),
            ("\"a, b\";c\n\"x, y, z\";2\n", ';'),
            ("a\tb, c\n1\t2\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("only\none\n", ','),
            ("a;b;c\n1;2\n", ';'),
        ] {
            assert_eq!(delimiter_of(text), sign, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_the_writer_of_tables_writes_comes_back(
            rows in prop::collection::vec(prop::collection::vec("[a,;\"\r\n\t|=' \u{0}ấ]{0,5}", 3), 1..6),
        ) {
            let lines = rows.iter().map(|row| {
                crate::exchange::format::csv_line(csv::QuoteStyle::Necessary, row.iter()).unwrap()
            });
            let text: String = lines.collect();
            prop_assert_eq!(cells(&text, ','), rows);
        }
    }
}
