//! A folder of CSV tables with `datapackage.json`, which says what each column is (Data Package 2.0, Table Schema).

use std::collections::BTreeSet;
use std::io;

use serde_json::{Value as Json, json};

use super::{ExportError, View};
use crate::exchange::flat::{
    FlatCell, FlatColumn, FlatRow, FlatTable, FlatType, RepeatedTable, rows_of, words_of_format,
};
use crate::exchange::package::{HashedFile, Package, PackageWriter};
use crate::record::{Id, Kind};
use crate::redaction::RedactedRecord;

/// What a spreadsheet takes for the start of a formula.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// The byte-order mark by which Excel knows UTF-8.
const BOM: &str = "\u{feff}";

/// Writes records as a package of CSV tables.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let is_guarded = view.options.is_for_spreadsheets;
    let mut files: Vec<HashedFile> = Vec::new();
    for table in FlatTable::all() {
        let header = table.columns().iter().map(|column| column.name.clone());
        files.push(begun(view, package, table.name(), header)?);
    }
    let lines = |released: &RedactedRecord<'_>| {
        let rows = rows_of(view.redaction, released).into_iter().map(|FlatRow { table, cells }| {
            let cells = cells.iter().map(|cell| written(cell, is_guarded));
            (table.number(), exact_line(cells))
        });
        rows.collect::<Vec<_>>()
    };
    for lines in view.redaction.map_records(ids.iter().copied(), lines) {
        for (table, line) in lines {
            if let Some(file) = files.get_mut(table) {
                file.put(package, line?.as_bytes())?;
            }
        }
    }
    let mut words = words_of_format().into_iter();
    let header = words.next().unwrap_or_default();
    let columns = header.clone();
    let mut file = begun(view, package, "words", header.into_iter())?;
    for line in words {
        let cells = line.into_iter().map(|cell| guarded(cell, is_guarded));
        file.put(package, exact_line(cells)?.as_bytes())?;
    }
    let alike = kinds_with_withheld_ids(view, ids);
    let described = FlatTable::all().zip(&files).map(|(table, file)| {
        let fields = table.columns().iter().map(|column| described(view, column, table));
        let mut schema = json!({ "fields": fields.collect::<Json>() });
        if !has_alike(table, &alike) {
            schema["primaryKey"] = table.key().iter().copied().collect();
        }
        resource(view, file, table.about(), &schema)
    });
    let mut resources: Vec<Json> = described.collect();
    let text = |name: &String| json!({ "name": name, "type": "string" });
    let schema = json!({ "fields": columns.iter().map(text).collect::<Json>() });
    let about =
        "A row for each field and each word of its vocabulary, with what the screen calls it.";
    resources.push(resource(view, &file, about, &schema));
    let title = view.redaction.title();
    let mut described = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(title.as_deref().unwrap_or_default()),
        "title": title,
        "description": DESCRIPTION,
        "resources": resources,
    });
    // What an import has to know to read the tables again without loss.
    for (name, is_so) in
        [("guarded", is_guarded), ("confidential", view.redaction.is_confidential_by_default())]
    {
        if is_so {
            described["casebook"][name] = true.into();
        }
    }
    let mut file = HashedFile::add(package, "datapackage.json")?;
    super::write_json(&described, &mut PackageWriter { package, file: &mut file })?;
    Ok(None)
}

/// Returns the line of some cells, exact.
fn exact_line(cells: impl Iterator<Item = String>) -> io::Result<String> {
    super::csv::line(csv::QuoteStyle::Necessary, cells)
}

/// Returns a title as the name of a package: small letters, digits and hyphens.
fn slug(title: &str) -> String {
    let letters = title.chars().map(|c| c.to_ascii_lowercase());
    let letters = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    let words: String = letters.collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "casebook".to_owned() } else { words.join("-") }
}

const DESCRIPTION: &str = "Tables of case files. Codes, ids and dates are as the files have them; `words` has what people call \
    them. A list is parted by `|`; within an item `\\|` is this sign and `\\\\` a backslash. A date is EDTF (ISO 8601-2), and the columns \
    that end in `_earliest` and `_latest` have the first and the last day that may be meant. An empty cell means that nothing is known.";

/// Returns the kinds of which an id is withheld: two records may be printed under one.
fn kinds_with_withheld_ids(view: &View<'_>, ids: &[&Id]) -> BTreeSet<Kind> {
    let withheld = ids.iter().filter(|id| Id::new(view.redaction.id(id).as_str()).is_none());
    withheld.filter_map(|id| view.redaction.kind_of(id)).collect()
}

/// Returns whether rows of a table may be of records that are printed under one id.
fn has_alike(table: FlatTable, alike: &BTreeSet<Kind>) -> bool {
    match table {
        FlatTable::Records(kind) => alike.contains(&kind),
        FlatTable::Repeated(table) => {
            alike.iter().any(|kind| RepeatedTable::of(*kind).any(|of_kind| of_kind == table))
        }
    }
}

/// Begins the file of a table with the names of its columns.
fn begun(
    view: &View<'_>,
    package: &mut dyn Package,
    name: &str,
    header: impl Iterator<Item = String>,
) -> Result<HashedFile, ExportError> {
    let mut file = HashedFile::add(package, &format!("{name}.csv"))?;
    if view.options.has_bom {
        file.put(package, BOM.as_bytes())?;
    }
    // So short that no header is written in many pieces for nothing.
    file.put(package, exact_line(header)?.as_bytes())?;
    Ok(file)
}

fn resource(view: &View<'_>, file: &HashedFile, about: &str, schema: &Json) -> Json {
    let (bytes, hash) = file.sum();
    let name = file.name.trim_end_matches(".csv");
    let mut schema = schema.clone();
    schema["missingValues"] = json!([""]);
    json!({
        "name": name,
        "path": file.name,
        "description": about,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if view.options.has_bom { "utf-8-sig" } else { "utf-8" },
        "bytes": bytes,
        "hash": format!("sha256:{hash}"),
        "dialect": { "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

/// Describes a column in the words of Table Schema.
fn described(view: &View<'_>, column: &FlatColumn, table: FlatTable) -> Json {
    let takes = match column.takes {
        _ if column.many => "string",
        FlatType::Text => "string",
        FlatType::Day => "date",
        FlatType::Whole => "integer",
        FlatType::Number => "number",
        FlatType::YesNo => "boolean",
    };
    let about = if column.many {
        format!("{} A list, parted by `|`.", column.about)
    } else {
        column.about.clone()
    };
    let mut field = json!({ "name": column.name, "type": takes, "description": about });
    if table.key().contains(&&*column.name) {
        field["constraints"] = json!({ "required": true });
    }
    if let Some(vocabulary) = column.vocabulary {
        let words = view.redaction.words_of(vocabulary);
        if column.many {
            let any = words.iter().map(|word| literal(word)).collect::<Vec<_>>().join("|");
            field["constraints"]["pattern"] = json!(format!("(({any})(\\|({any}))*)?"));
        } else {
            field["constraints"]["enum"] = json!(words);
        }
    }
    field
}

/// Returns a word as a regular expression that matches it alone.
fn literal(word: &str) -> String {
    let mut literal = String::new();
    for c in word.chars() {
        if !(c.is_alphanumeric() || c == '_' || c == '-' || c == ' ') {
            literal.push('\\');
        }
        literal.push(c);
    }
    literal
}

/// Returns a cell as text.
pub(in crate::exchange) fn written(cell: &FlatCell, is_guarded: bool) -> String {
    match cell {
        FlatCell::Absent => String::new(),
        FlatCell::Text(text) => guarded(text.clone(), is_guarded),
        FlatCell::Whole(number) => number.to_string(),
        FlatCell::Number(number) => number.clone(),
        FlatCell::YesNo(yes) => yes.to_string(),
        FlatCell::List(items) => {
            let items = items.iter().map(|item| {
                item.as_deref().unwrap_or_default().replace('\\', "\\\\").replace('|', "\\|")
            });
            guarded(items.collect::<Vec<_>>().join("|"), is_guarded)
        }
    }
}

/// Returns a text of which no spreadsheet makes a formula, where that is wanted: one apostrophe before it, which is
/// taken off again when the table is read. A text that already has apostrophes there gets another, so that none is
/// lost.
pub(in crate::exchange) fn guarded(text: String, is_guarded: bool) -> String {
    let begins = text.trim_start_matches('\'').starts_with(FORMULAS);
    if is_guarded && begins { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_from_its_cell() {
        let items = ["a|b", "c\\", "\\|", "", "d"];
        let cell = FlatCell::List(items.iter().map(|item| Some((*item).to_owned())).collect());
        let text = written(&cell, false);
        let (mut read, mut item, mut signs) = (Vec::new(), String::new(), text.chars());
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => item.extend(signs.next()),
                '|' => read.push(std::mem::take(&mut item)),
                other => item.push(other),
            }
        }
        read.push(item);
        assert_eq!(read, items, "{text}");
    }

    #[test]
    fn a_guard_is_one_apostrophe_that_comes_off_again() {
        for text in ["=1+1", "'=1", "''@x", "-5", "＝1", "\tx", "plain", "'plain", ""] {
            let guarded = guarded(text.to_owned(), true);
            let begins = guarded.trim_start_matches('\'').starts_with(FORMULAS);
            let back = if begins { guarded.strip_prefix('\'').unwrap() } else { &guarded };
            assert_eq!(back, text);
            assert!(!guarded.starts_with(FORMULAS), "{text}");
        }
        assert_eq!(guarded("=1".to_owned(), false), "=1");
        assert_eq!(written(&FlatCell::Whole(-5), true), "-5");
    }
}
