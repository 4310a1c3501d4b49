//! The file of a table as a table: a workbook or delimited text, as its mapping says or, for a draft, as it seems.

use encoding_rs::{Encoding, UTF_8};

use super::delimited::delimiter_of;
use super::draft::DraftHead;
use super::fault::ImportFault;
use super::ftm_entity::are_entities;
use super::ftm_table::EntitySheets;
use super::mapping::TableMapping;
use super::table::{ImportedCell, ImportedTable, RawRows, decoded};
use super::table_form::TableForm;
use super::unfit_file::utf16_without_mark;
use super::workbook::{Workbook, is_workbook};

/// The header is looked for in so many rows.
const FIRST_ROWS: usize = 10;

/// How a file is read.
#[derive(Clone, Copy, Default)]
struct FileForm<'m> {
    sheet: Option<&'m str>,
    delimiter: Option<char>,
    encoding: Option<&'static Encoding>,
    /// Whether the first sheet is meant where none is named; else a list of entities has to have only one.
    is_draft: bool,
}

impl ImportedTable {
    /// Reads a table as its mapping says.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong.
    pub fn read(
        name: &str,
        bytes: &[u8],
        mapping: &TableMapping,
    ) -> Result<Self, Vec<ImportFault>> {
        let form = &mapping.form;
        let is_of_tables = form.header != 1 || form.delimiter.is_some() || form.encoding.is_some();
        if is_of_tables && !is_workbook(bytes) && are_entities(bytes) {
            let what =
                "the mapping has a header, a delimiter or an encoding, which entities have not";
            let remedy = "take these lines out of the mapping";
            return Err(vec![ImportFault::new(mapping.name.as_str(), what, remedy)]);
        }
        let (mut table, is_of_entities) = Self::read_as(name, bytes, form)?;
        if is_of_entities {
            // An entity has only the properties of which something is known.
            for column in mapping.named() {
                table.add_absent(column);
            }
        }
        Ok(table)
    }

    /// Reads a table of this form; returns with it whether it is a list of entities.
    pub(super) fn read_as(
        name: &str,
        bytes: &[u8],
        form: &TableForm,
    ) -> Result<(Self, bool), Vec<ImportFault>> {
        let TableForm { sheet, header, delimiter, encoding } = form;
        let form = FileForm {
            sheet: sheet.as_deref(),
            delimiter: *delimiter,
            encoding: *encoding,
            is_draft: false,
        };
        let (name, rows, head) = raw(name, bytes, form)?;
        Ok((Self::of_rows(&name, rows, *header)?, head.is_of_entities))
    }

    /// Reads a table of which nothing is known; returns how it was read.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong.
    pub fn guessed(
        name: &str,
        bytes: &[u8],
        sheet: Option<&str>,
    ) -> Result<(Self, DraftHead), Vec<ImportFault>> {
        let is_text = !is_workbook(bytes) && !are_entities(bytes);
        let encoding = is_text.then(|| guessed_encoding(bytes));
        let form = FileForm { sheet, encoding, is_draft: true, ..FileForm::default() };
        let (table, mut rows, mut head) = raw(name, bytes, form)?;
        if head.is_of_entities {
            let table = Self::of_rows(&table, rows, 1)?;
            return Ok((table, head));
        }
        let filled = |cells: &[ImportedCell]| cells.iter().filter(|cell| !cell.is_blank()).count();
        let most =
            rows.iter().take(FIRST_ROWS).map(|row| filled(&row.cells)).max().unwrap_or_default();
        let header = rows.iter().find(|row| filled(&row.cells) == most);
        let (number, width) = header.map_or((1, 0), |row| (row.number, row.cells.len()));
        for row in &mut rows {
            row.cells.resize(width, ImportedCell::default());
        }
        head.header = number;
        if let Some(at) = head.sheets.iter().position(|name| Some(name.as_str()) == sheet) {
            head.sheets.swap(0, at);
        }
        head.encoding = encoding.map(Encoding::name);
        Ok((Self::of_rows(&table, rows, number)?, head))
    }
}

/// Returns what messages call a table, its rows, and how it was read.
fn raw(
    name: &str,
    bytes: &[u8],
    form: FileForm<'_>,
) -> Result<(String, RawRows, DraftHead), Vec<ImportFault>> {
    let mut head = DraftHead::default();
    if is_workbook(bytes) {
        let opened = Workbook::open(bytes).and_then(|mut workbook| {
            head.sheets = workbook.sheets();
            workbook.rows(form.sheet)
        });
        let rows = opened.map_err(|fault| vec![fault.at(name)])?;
        let sheet = form.sheet.or(head.sheets.first().map(String::as_str)).unwrap_or_default();
        return Ok((format!("{name}, sheet {sheet}"), rows, head));
    }
    if are_entities(bytes) {
        let list = EntitySheets::of(name, bytes)?;
        head.sheets = list.schemata();
        let first = head.sheets.first().map(String::as_str).filter(|_| form.is_draft);
        let schema = list.schema(name, form.sheet.or(first)).map_err(|fault| vec![fault])?;
        if let Some(at) = head.sheets.iter().position(|sheet| *sheet == schema) {
            head.sheets.swap(0, at);
        }
        head.is_of_entities = true;
        return Ok((format!("{name}, schema {schema}"), list.rows(&schema), head));
    }
    if form.sheet.is_some() {
        let what = "a sheet is named, and the table is no workbook";
        let remedy = "take `sheet` out of the mapping, or leave --sheet out";
        return Err(vec![ImportFault::new(name, what, remedy)]);
    }
    let text = decoded(bytes, form.encoding).map_err(|fault| vec![fault.in_file(name)])?;
    let delimiter = form.delimiter.unwrap_or_else(|| delimiter_of(&text));
    head.delimiter = Some(delimiter);
    Ok((name.to_owned(), ImportedTable::raw_rows(name, &text, delimiter)?, head))
}

/// Returns the encoding that bytes seem to be in.
fn guessed_encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let fits = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
    };
    [guess, encoding_rs::GB18030]
        .into_iter()
        .find(|encoding| fits(encoding))
        .unwrap_or(encoding_rs::WINDOWS_1252)
}
