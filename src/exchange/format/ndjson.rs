//! JSON lines of one fixed shape for each kind of record, with a JSON Schema each and the types for DuckDB.
//!
//! Every key is there in every line, null where nothing is known; a list is always a list; no key is made of data. So a
//! program that reads the first lines knows the type of every column.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::{ExportError, View};
use crate::exchange::flat::{
    FlatCell, FlatColumn, FlatRow, FlatTable, FlatType, RepeatedTable, rows_of,
};
use crate::exchange::package::{HashedFile, Package, PackageWriter};
use crate::record::{Id, Kind};
use crate::redaction::RedactedRecord;

/// Writes records as JSON lines, a file a kind.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let mut files: Vec<HashedFile> = Vec::new();
    for kind in Kind::all() {
        files.push(HashedFile::add(package, &format!("{}.jsonl", kind.folder()))?);
    }
    let index = view.options.index.as_deref();
    let line = |released: &RedactedRecord<'_>| {
        let mut line = String::new();
        if let Some(index) = index {
            line.push_str(&action(index, released));
            line.push('\n');
        }
        push_record(&mut line, released.kind(), rows_of(view.redaction, released));
        line.push('\n');
        (released.kind() as usize, line)
    };
    for (kind, line) in view.redaction.map_records(ids.iter().copied(), line) {
        if let Some(file) = files.get_mut(kind) {
            file.put(package, line.as_bytes())?;
        }
    }
    for kind in Kind::all() {
        let mut file = HashedFile::add(package, &format!("{}.schema.json", kind.folder()))?;
        super::write_json(&schema(view, kind), &mut PackageWriter { package, file: &mut file })?;
    }
    if index.is_none() {
        let mut file = HashedFile::add(package, "load.sql")?;
        for kind in Kind::all() {
            for line in load(kind).lines() {
                file.put(package, format!("{line}\n").as_bytes())?;
            }
        }
    }
    Ok(None)
}

/// Returns the line by which OpenSearch takes the record that follows, again and again as the same document. Two
/// records that are printed under one id get ids from OpenSearch.
fn action(index: &str, released: &RedactedRecord<'_>) -> String {
    let id = released.id();
    let name = format!("{index}-{}", released.kind().folder());
    match Id::new(id.as_str()) {
        Some(id) => json!({ "index": { "_index": name, "_id": id.as_str() } }).to_string(),
        None => json!({ "index": { "_index": name } }).to_string(),
    }
}

fn push_record(line: &mut String, kind: Kind, rows: Vec<FlatRow>) {
    let mut own = Vec::new();
    let mut repeated: Vec<(RepeatedTable, Vec<Vec<FlatCell>>)> =
        RepeatedTable::of(kind).map(|table| (table, Vec::new())).collect();
    for FlatRow { table, cells } in rows {
        match table {
            FlatTable::Records(_) => own = cells,
            FlatTable::Repeated(table) => {
                let of_table = repeated.iter_mut().find(|(known, _)| *known == table);
                if let Some((_, rows)) = of_table {
                    rows.push(cells);
                }
            }
        }
    }
    line.push('{');
    push_cells(line, FlatTable::Records(kind).columns().iter().zip(&own));
    for (table, rows) in repeated {
        _ = write!(line, ",\"{}\":[", table.name());
        for (number, cells) in rows.iter().enumerate() {
            line.push_str(if number == 0 { "{" } else { ",{" });
            // The record itself says which one it is.
            push_cells(line, FlatTable::Repeated(table).columns().iter().zip(cells).skip(1));
            line.push('}');
        }
        line.push(']');
    }
    line.push('}');
}

fn push_cells<'c>(line: &mut String, cells: impl Iterator<Item = (&'c FlatColumn, &'c FlatCell)>) {
    for (number, (column, cell)) in cells.enumerate() {
        let comma = if number == 0 { "" } else { "," };
        _ = write!(line, "{comma}\"{}\":", column.name);
        match cell {
            FlatCell::Absent => line.push_str("null"),
            FlatCell::Text(text) => push_text(line, text),
            FlatCell::Whole(number) => _ = write!(line, "{number}"),
            FlatCell::Number(number) => line.push_str(number),
            FlatCell::YesNo(yes) => _ = write!(line, "{yes}"),
            FlatCell::List(items) => {
                line.push('[');
                for (number, item) in items.iter().enumerate() {
                    line.push_str(if number == 0 { "" } else { "," });
                    match item {
                        Some(item) => push_text(line, item),
                        None => line.push_str("null"),
                    }
                }
                line.push(']');
            }
        }
    }
}

fn push_text(line: &mut String, text: &str) {
    line.push_str(&Json::from(text).to_string());
}

/// Returns the JSON Schema of a line.
fn schema(view: &View<'_>, kind: Kind) -> Json {
    let columns = FlatTable::Records(kind).columns();
    let mut schema = object(view, columns);
    for table in RepeatedTable::of(kind) {
        let rows = object(view, FlatTable::Repeated(table).columns().get(1..).unwrap_or_default());
        let about = FlatTable::Repeated(table).about();
        schema["properties"][table.name()] =
            json!({ "description": about, "type": "array", "items": rows });
        if let Some(required) = schema["required"].as_array_mut() {
            required.push(table.name().into());
        }
    }
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("A line of {}.jsonl", kind.folder()),
    });
    if let (Some(whole), Json::Object(schema)) = (whole.as_object_mut(), schema) {
        whole.extend(schema);
    }
    whole
}

fn object(view: &View<'_>, columns: &[FlatColumn]) -> Json {
    let properties = columns.iter().map(|column| {
        let one = match column.takes {
            FlatType::Text => json!({ "type": ["string", "null"] }),
            FlatType::Day => json!({ "type": ["string", "null"], "format": "date" }),
            FlatType::Whole => json!({ "type": ["integer", "null"] }),
            FlatType::Number => json!({ "type": ["number", "null"] }),
            FlatType::YesNo => json!({ "type": ["boolean", "null"] }),
        };
        let mut one = one;
        if let Some(vocabulary) = column.vocabulary {
            let words = view.redaction.words_of(vocabulary).into_iter().map(Json::from);
            one["enum"] = words.chain([Json::Null]).collect();
        }
        let mut property = if column.many { json!({ "type": "array", "items": one }) } else { one };
        property["description"] = json!(column.about);
        (column.name.clone(), property)
    });
    let properties: Map<String, Json> = properties.collect();
    let required: Json = columns.iter().map(|column| column.name.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// Returns the statement by which DuckDB makes a table of a file, with the type of every column, so that a file
/// without lines has them too.
fn load(kind: Kind) -> String {
    let name = kind.folder();
    let mut columns: Vec<String> = FlatTable::Records(kind)
        .columns()
        .iter()
        .map(|column| format!("    \"{}\": '{}'", column.name, sql_type(column)))
        .collect();
    for table in RepeatedTable::of(kind) {
        let fields = FlatTable::Repeated(table).columns().iter().skip(1);
        let fields: Vec<String> =
            fields.map(|column| format!("\"{}\" {}", column.name, sql_type(column))).collect();
        columns.push(format!("    \"{}\": 'STRUCT({})[]'", table.name(), fields.join(", ")));
    }
    format!(
        "CREATE TABLE {name} AS SELECT * FROM read_json('{name}.jsonl', format = 'newline_delimited', maximum_object_size = 67108864, columns = {{\n{}\n}});\n",
        columns.join(",\n")
    )
}

fn sql_type(column: &FlatColumn) -> &'static str {
    match column.takes {
        _ if column.many => "VARCHAR[]",
        FlatType::Text => "VARCHAR",
        FlatType::Day => "DATE",
        FlatType::Whole => "BIGINT",
        FlatType::Number => "DOUBLE",
        FlatType::YesNo => "BOOLEAN",
    }
}
