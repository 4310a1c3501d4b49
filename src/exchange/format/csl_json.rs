//! The CSL-JSON format, which Zotero and citation processors read.

use std::io::Write;

use serde_json::{Map, Value as Json, json};

use super::citation_date::CitationDate;
use super::reference::{Reference, cite_each};
use super::{ExportError, View};
use crate::exchange::json::JsonRows;
use crate::record::{DateForm, Id, IntervalEnd};

/// Writes sources as CSL-JSON.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let mut array = JsonRows::to(out);
    cite_each(view, ids, |reference| array.push(&JsonRows::rows_of(&item(reference))))?;
    array.finish()?;
    Ok(None)
}

fn item(reference: &Reference<'_>) -> Json {
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    put("id", Some(json!(reference.id)));
    put("type", Some(json!(reference.kind)));
    put("title", reference.title.map(Json::from));
    let authors: Vec<Json> =
        reference.authors.iter().map(|name| json!({ "literal": name })).collect();
    put("author", (!authors.is_empty()).then(|| authors.into()));
    put("container-title", reference.publisher.map(Json::from));
    put("issued", date(reference.published));
    put("accessed", date(reference.collected));
    put("language", reference.language.map(Json::from));
    put("URL", reference.url.map(Json::from));
    put("archive_location", reference.archived_url.map(Json::from));
    put("note", reference.note.as_deref().map(Json::from));
    put("custom", reference.sha256.map(|sha256| json!({ "sha256": sha256 })));
    Json::Object(item)
}

/// Returns a date. CSL-JSON has single dates, ranges, seasons and `circa` (`csl-data.json` of CSL 1.0.2). It
/// has no open ends, no sets and no unknown digits; such a date becomes a literal text. An uncertain date is
/// not `circa`; the note has it.
fn date(date: CitationDate<'_>) -> Option<Json> {
    let as_text = || date.written().map(|written| json!({ "literal": written }));
    match date.extent()? {
        DateForm::At(part) => {
            let numbers = part.numbers();
            if numbers.is_empty() {
                return as_text();
            }
            let mut value = json!({ "date-parts": [numbers] });
            if let Some(season) = part.season().and_then(season) {
                value["season"] = json!(season);
            }
            if part.approximate {
                value["circa"] = json!(true);
            }
            Some(value)
        }
        DateForm::Span(IntervalEnd::At(from), IntervalEnd::At(to))
            if !from.numbers().is_empty() && !to.numbers().is_empty() =>
        {
            let mut value = json!({ "date-parts": [from.numbers(), to.numbers()] });
            if from.approximate || to.approximate {
                value["circa"] = json!(true);
            }
            Some(value)
        }
        DateForm::Span(..) | DateForm::Set => as_text(),
    }
}

/// Returns the season of CSL, from 1 for spring to 4 for winter; `None` for quarters and halves of a year.
fn season(code: u8) -> Option<u8> {
    match code {
        21..=24 => Some(code - 20),
        25..=28 => Some(code - 24),
        29..=32 => Some(code - 28),
        _ => None,
    }
}
