//! Ties as JSON.

use serde_json::{Value as Json, json};

use super::sheet::{SheetQuote, SheetSupport, TieSheet};

/// Returns the `records` and `ties` of a sheet. A record has the `query` that lists all that it is tied to, with the numbers
/// that `list` finds for it.
pub(crate) fn sheet(sheet: &TieSheet) -> (Json, Json) {
    let records = sheet.records.iter().map(|record| {
        let mut object = json!({
            "id": record.key, "kind": record.kind.name(), "name": record.name, "notes": record.notes,
        });
        if let Some(date) = &record.date {
            object["date"] = json!(date);
        }
        if let Some(hub) = record.hub {
            object["hub"] = json!(hub);
        }
        if let Some(query) = &record.query {
            object["query"] = json!(query);
            object["certain"] = json!(record.degree);
            object["possible"] = json!(0);
        }
        object
    });
    let key = |number: usize| sheet.records.get(number).map(|record| &record.key);
    let ties = sheet.ties.iter().map(|tie| {
        let mut object = json!({
            "from": key(tie.from), "field": tie.field, "to": key(tie.to), "support": tie.status_word(),
            "supports": tie.supports.iter().map(support).collect::<Json>(),
        });
        if let Some(query) = &tie.query {
            object["query"] = json!(query);
            object["certain"] = json!(1);
            object["possible"] = json!(0);
        }
        object
    });
    (records.collect(), ties.collect())
}

fn support(support: &SheetSupport) -> Json {
    let quotes = |quotes: &[SheetQuote]| quotes.iter().map(quote).collect::<Json>();
    let mut object = json!({
        "cited": support.cited, "quotes": quotes(&support.quotes), "disputes": quotes(&support.disputes),
    });
    if let Some(status) = support.status {
        object["status"] = json!(status.word());
    }
    object
}

fn quote(quote: &SheetQuote) -> Json {
    json!({ "number": quote.number, "text": quote.words, "citation": quote.citation })
}
