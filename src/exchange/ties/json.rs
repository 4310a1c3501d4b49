//! Ties as JSON.

use serde_json::Value as Json;

use super::sheet::{SheetQuote, SheetSupport, TieSheet};

/// Returns an object with these fields.
pub(crate) fn object(fields: Vec<(&str, Json)>) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Returns the `records` and `ties` of a sheet. A record has the `query` that lists all that it is tied to, with the numbers
/// that `list` finds for it.
pub(crate) fn sheet(sheet: &TieSheet) -> (Json, Json) {
    let records = sheet.records.iter().map(|record| {
        let mut fields: Vec<(&str, Json)> = vec![
            ("id", record.key.as_str().into()),
            ("kind", record.kind.name().into()),
            ("name", record.name.as_str().into()),
            ("notes", record.notes.as_slice().into()),
        ];
        fields.extend(record.date.as_deref().map(|date| ("date", date.into())));
        fields.extend(record.hub.map(|hub| ("hub", hub.into())));
        if let Some(query) = &record.query {
            fields.extend(found(query, record.degree));
        }
        object(fields)
    });
    let key = |number: usize| sheet.records.get(number).map(|record| record.key.as_str());
    let ties = sheet.ties.iter().map(|tie| {
        let mut fields: Vec<(&str, Json)> = vec![
            ("from", key(tie.from).into()),
            ("field", tie.field.into()),
            ("to", key(tie.to).into()),
            ("support", tie.status_word().into()),
            ("supports", tie.supports.iter().map(support).collect()),
        ];
        if let Some(query) = &tie.query {
            fields.extend(found(query, 1));
        }
        object(fields)
    });
    (records.collect(), ties.collect())
}

/// Returns a query with the numbers that `list` finds for it.
fn found(query: &str, certain: usize) -> [(&'static str, Json); 3] {
    [("query", query.into()), ("certain", certain.into()), ("possible", 0.into())]
}

fn support(support: &SheetSupport) -> Json {
    let quotes = |quotes: &[SheetQuote]| quotes.iter().map(quote).collect::<Json>();
    let mut fields: Vec<(&str, Json)> = vec![
        ("cited", support.cited.as_deref().into()),
        ("quotes", quotes(&support.quotes)),
        ("disputes", quotes(&support.disputes)),
    ];
    fields.extend(support.status.map(|status| ("status", status.word().into())));
    object(fields)
}

fn quote(quote: &SheetQuote) -> Json {
    object(vec![
        ("number", quote.number.into()),
        ("text", quote.words.as_str().into()),
        ("citation", quote.citation.as_str().into()),
    ])
}
