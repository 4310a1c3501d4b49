//! An Excel workbook with a sheet for each table that has rows.
//!
//! Cells of text stay text, whatever they look like: `0701`, `2022-03` and `=1+1` come back as they are. Everything is
//! written in two passes, since the archive has the size of a sheet before it; the second makes one sheet at a time, so no
//! sheet is ever held in memory.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::zip::{EntrySum, ZipWriter};
use super::{ExportError, View};
use crate::exchange::flat::{
    FlatCell, FlatColumn, FlatTable, FlatType, RepeatedTable, rows_of, words_of_format,
};
use crate::record::{Id, Kind};
use crate::redaction::RedactedRecord;

/// The most rows of a sheet, with its header.
const MOST_ROWS: usize = 1_048_576;
/// The most characters of a cell, in the units of UTF-16.
const MOST_UNITS: usize = 32_767;

/// The sheets that a table needs: more than one where it has too many rows.
struct SheetSums {
    name: &'static str,
    /// What is known of each; the last one is not yet finished.
    sheets: Vec<(EntrySum, usize)>,
}

/// A sheet as it is named and numbered in the workbook.
struct Sheet {
    name: String,
    number: usize,
}

/// Writes records as a workbook.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let mut sums: Vec<SheetSums> = FlatTable::all()
        .map(|table| SheetSums { name: table.name(), sheets: Vec::new() })
        .collect();
    let mut cut = 0_usize;
    let rows = |released: &RedactedRecord<'_>| {
        let rows = rows_of(view.redaction, released).into_iter();
        rows.map(|row| (row.table, SheetRow::of(&row.cells))).collect::<Vec<_>>()
    };
    for rows in view.redaction.map_records(ids.iter().copied(), rows) {
        for (table, row) in rows {
            cut += row.cut;
            if let Some(of_table) = sums.get_mut(table.number()) {
                of_table.add(table.columns(), &row);
            }
        }
    }
    let mut zip = ZipWriter::to(out);
    let mut sheets: Vec<Sheet> = Vec::new();
    for table in FlatTable::all() {
        let Some(of_table) = sums.get_mut(table.number()) else { continue };
        // An empty sheet says nothing but that there is nothing.
        if of_table.sheets.is_empty() {
            continue;
        }
        of_table.finish(table.columns());
        write_table(view, ids, table, of_table, &mut zip, &mut sheets)?;
    }
    write_words(&mut zip, &mut sheets)?;
    write_workbook(&mut zip, &sheets)?;
    zip.finish()?;
    Ok((cut > 0).then(|| {
        let cells = if cut == 1 { "cell was" } else { "cells were" };
        format!(
            "{cut} {cells} cut at {MOST_UNITS} characters, the most of Excel; csv has them whole"
        )
    }))
}

/// Writes the sheets of a table.
fn write_table(
    view: &View<'_>,
    ids: &[&Id],
    table: FlatTable,
    sums: &SheetSums,
    zip: &mut ZipWriter<'_>,
    sheets: &mut Vec<Sheet>,
) -> Result<(), ExportError> {
    let has_rows = |kind: Kind| match table {
        FlatTable::Records(of) => of == kind,
        FlatTable::Repeated(table) => RepeatedTable::of(kind).any(|known| known == table),
    };
    let redaction = view.redaction;
    let of_kinds = ids.iter().copied();
    let of_kinds = of_kinds.filter(|id| redaction.kind_of(id).is_some_and(has_rows));
    let rows = |released: &RedactedRecord<'_>| {
        let rows = rows_of(redaction, released).into_iter();
        let rows = rows.filter(|row| row.table == table);
        rows.map(|row| SheetRow::of(&row.cells)).collect::<Vec<_>>()
    };
    let mut number = 1;
    let mut planned = sums.sheets.iter().enumerate();
    let columns = table.columns();
    let mut begun: Option<usize> = None;
    for row in redaction.map_records(of_kinds, rows).flatten() {
        if begun.is_none() || number == MOST_ROWS {
            if begun.is_some() {
                zip.put(end(columns, number).as_bytes())?;
            }
            let Some((part, (sum, _))) = planned.next() else { break };
            let name = if part == 0 {
                sums.name.to_owned()
            } else {
                format!("{} {}", sums.name, part + 1)
            };
            sheets.push(Sheet { name, number: sheets.len() + 1 });
            zip.begin(&format!("xl/worksheets/sheet{}.xml", sheets.len()), sum)?;
            zip.put(head(columns).as_bytes())?;
            (begun, number) = (Some(part), 1);
        }
        number += 1;
        for piece in row.pieces(number) {
            zip.put(piece.as_bytes())?;
        }
    }
    if begun.is_some() {
        zip.put(end(columns, number).as_bytes())?;
    }
    Ok(())
}

impl SheetSums {
    fn add(&mut self, columns: &[FlatColumn], row: &SheetRow) {
        let is_full = self.sheets.last().is_none_or(|(_, rows)| *rows == MOST_ROWS);
        if is_full {
            self.finish(columns);
            self.sheets.push((EntrySum::of(head(columns).as_bytes()), 1));
        }
        if let Some((sum, rows)) = self.sheets.last_mut() {
            *rows += 1;
            for piece in row.pieces(*rows) {
                sum.add(piece.as_bytes());
            }
        }
    }

    /// Ends the last sheet.
    fn finish(&mut self, columns: &[FlatColumn]) {
        if let Some((sum, rows)) = self.sheets.last_mut() {
            sum.add(end(columns, *rows).as_bytes());
        }
    }
}

/// The cells of a row that are not empty, ready but for the number of the row.
struct SheetRow {
    cells: Vec<(usize, String)>,
    /// How many cells were cut.
    cut: usize,
}

impl SheetRow {
    fn of(cells: &[FlatCell]) -> Self {
        let mut row = Self { cells: Vec::new(), cut: 0 };
        for (column, cell) in cells.iter().enumerate() {
            let made = match cell {
                FlatCell::Absent => continue,
                FlatCell::Text(text) => row.text(text),
                FlatCell::Whole(number) => format!("><v>{number}</v></c>"),
                FlatCell::Number(number) => format!("><v>{number}</v></c>"),
                FlatCell::YesNo(yes) => format!(" t=\"b\"><v>{}</v></c>", u8::from(*yes)),
                FlatCell::List(items) if items.is_empty() => continue,
                FlatCell::List(_) => row.text(&super::csv_package::written(cell, false)),
            };
            row.cells.push((column, made));
        }
        row
    }

    fn text(&mut self, text: &str) -> String {
        let text = if text.len() > MOST_UNITS && text.encode_utf16().count() > MOST_UNITS {
            self.cut += 1;
            let mut units = 0;
            let kept: String = text
                .chars()
                .take_while(|c| {
                    units += c.len_utf16();
                    units < MOST_UNITS
                })
                .collect();
            format!("{kept}…")
        } else {
            text.to_owned()
        };
        let mut cell = " s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".to_owned();
        push_escaped(&mut cell, &text);
        cell.push_str("</t></is></c>");
        cell
    }

    /// Returns the row in pieces that are not too large.
    fn pieces(&self, number: usize) -> impl Iterator<Item = String> {
        let start = std::iter::once(format!("<row r=\"{number}\">"));
        let cells = self
            .cells
            .iter()
            .map(move |(column, cell)| format!("<c r=\"{}{number}\"{cell}", letters(*column)));
        start.chain(cells).chain(std::iter::once("</row>".to_owned()))
    }
}

/// Adds a text as XML has it. A character that XML cannot have is written as Excel writes it, `_x0000_`, and so is the
/// start of what looks like one.
fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if is_escape(rest) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => _ = write!(out, "_x{:04X}_", u32::from(c)),
            c if c < ' ' => _ = write!(out, "_x{:04X}_", u32::from(c)),
            c => out.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
}

/// Returns whether a text begins like an escaped character.
fn is_escape(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.split_once('_'));
    digits.is_some_and(|(digits, _)| {
        digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// Returns the letters of a column.
fn letters(column: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    match column / 26 {
        0 => letter(column).to_string(),
        more => letters(more - 1) + &letter(column).to_string(),
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Returns the start of a sheet, with the names of its columns, which stay on the screen.
fn head(columns: &[FlatColumn]) -> String {
    let mut head = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (at, column) in columns.iter().enumerate() {
        let width = match column.takes {
            _ if column.many => 30,
            FlatType::Text => 24,
            FlatType::Day => 12,
            FlatType::Whole | FlatType::Number | FlatType::YesNo => 10,
        };
        let number = at + 1;
        _ = write!(
            head,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    head.push_str("</cols><sheetData><row r=\"1\">");
    for (at, column) in columns.iter().enumerate() {
        _ = write!(
            head,
            "<c r=\"{}1\" s=\"2\" t=\"inlineStr\"><is><t>{}</t></is></c>",
            letters(at),
            column.name
        );
    }
    head.push_str("</row>");
    head
}

/// Returns the end of a sheet, with a filter over all its rows.
fn end(columns: &[FlatColumn], rows: usize) -> String {
    let last = letters(columns.len().saturating_sub(1));
    format!("</sheetData><autoFilter ref=\"A1:{last}{rows}\"/></worksheet>")
}

/// Writes the sheet of words.
fn write_words(zip: &mut ZipWriter<'_>, sheets: &mut Vec<Sheet>) -> io::Result<()> {
    let mut lines = words_of_format().into_iter();
    let names = lines.next().unwrap_or_default();
    let columns: Vec<FlatColumn> = names.iter().map(|name| FlatColumn::text(name, "")).collect();
    let mut text = head(&columns);
    let mut rows = 1;
    for line in lines {
        rows += 1;
        let cells: Vec<FlatCell> = line.into_iter().map(FlatCell::Text).collect();
        text.extend(SheetRow::of(&cells).pieces(rows));
    }
    text.push_str(&end(&columns, rows));
    sheets.push(Sheet { name: "words".to_owned(), number: sheets.len() + 1 });
    zip.add(&format!("xl/worksheets/sheet{}.xml", sheets.len()), text.as_bytes())
}

/// Writes what the sheets belong to.
fn write_workbook(zip: &mut ZipWriter<'_>, sheets: &[Sheet]) -> io::Result<()> {
    let mut workbook = format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>");
    let mut links = format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut types = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
    );
    for Sheet { name, number } in sheets {
        _ = write!(workbook, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        _ = write!(
            links,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
    }
    workbook.push_str("</sheets></workbook>");
    let styles = sheets.len() + 1;
    _ = write!(
        links,
        "<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    types.push_str("</Types>");
    zip.add("xl/workbook.xml", workbook.as_bytes())?;
    zip.add("xl/_rels/workbook.xml.rels", links.as_bytes())?;
    // The second style is text, the third the bold one of headers.
    let styles = format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    );
    zip.add("xl/styles.xml", styles.as_bytes())?;
    let root = format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    zip.add("_rels/.rels", root.as_bytes())?;
    zip.add("[Content_Types].xml", types.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let named = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn what_xml_cannot_have_is_written_as_excel_writes_it() {
        for (text, escaped) in [
            ("a\u{0}b\r\nc\td", "a_x0000_b_x000D_\nc\td"),
            ("_x0041_", "_x005F_x0041_"),
            ("_x41_ _y", "_x41_ _y"),
            ("<a & b>", "&lt;a &amp; b&gt;"),
            ("\u{ffff}妙", "_xFFFF_妙"),
        ] {
            let mut out = String::new();
            push_escaped(&mut out, text);
            assert_eq!(out, escaped);
        }
    }

    #[test]
    fn a_cell_that_is_too_long_is_cut_and_counted() {
        let row = SheetRow::of(&[
            FlatCell::Text("x".repeat(MOST_UNITS)),
            FlatCell::Text("😀".repeat(MOST_UNITS)),
            FlatCell::Absent,
            FlatCell::Text("=1+1".to_owned()),
        ]);
        assert_eq!(row.cut, 1);
        let pieces: Vec<String> = row.pieces(7).collect();
        assert_eq!(pieces.len(), 5, "an absent cell is not written");
        let (_, cut) = pieces[2].split_once("preserve\">").unwrap();
        let (cut, _) = cut.split_once("</t>").unwrap();
        assert!(cut.ends_with('…') && cut.encode_utf16().count() <= MOST_UNITS);
        assert!(pieces[3].starts_with("<c r=\"D7\" s=\"1\" t=\"inlineStr\">"));
    }
}
