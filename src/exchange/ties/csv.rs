//! Ties as CSV, a line each.

use std::io;

use super::sheet::TieSheet;
use crate::exchange::format::{csv_line, harmless};

/// The columns.
const HEAD: [&str; 15] = [
    "from",
    "from_kind",
    "from_name",
    "from_date",
    "from_notes",
    "field",
    "to",
    "to_kind",
    "to_name",
    "to_date",
    "to_notes",
    "support",
    "sources",
    "quotes",
    "words",
];

/// Returns ties as CSV: the record that has the field, the field, the record that it leads to, how it is supported, the
/// numbers of the quotes, and their words.
///
/// # Errors
///
/// The lines cannot be written.
pub(crate) fn write(sheet: &TieSheet) -> Result<String, io::Error> {
    let mut text = csv_line(csv::QuoteStyle::Necessary, HEAD.into_iter())?;
    for tie in &sheet.ties {
        let (Some(from), Some(to)) = (sheet.records.get(tie.from), sheet.records.get(tie.to))
        else {
            continue;
        };
        let quotes = tie.quotes();
        let numbers: Vec<String> = quotes.iter().map(|quote| quote.number.to_string()).collect();
        let words: Vec<String> =
            quotes.iter().map(|quote| format!("{} ({})", quote.words, quote.citation)).collect();
        let end = |record: &super::SheetRecord| {
            [
                record.key.clone(),
                record.kind.name().to_owned(),
                record.name.clone(),
                record.date.clone().unwrap_or_default(),
                record.notes.join("; "),
            ]
        };
        let rest = [
            tie.status_word().to_owned(),
            tie.sources().map(|sources| sources.to_string()).unwrap_or_default(),
            numbers.join("; "),
            words.join("\n"),
        ];
        let cells = end(from).into_iter().chain([tie.field.to_owned()]).chain(end(to)).chain(rest);
        text.push_str(&csv_line(csv::QuoteStyle::Always, cells.map(|cell| harmless(&cell)))?);
    }
    Ok(text)
}
