//! CSL-JSON, which Zotero and citation processors read.

use serde_json::{Map, Value as Json, json};

use super::Reference;
use super::dated::{Dated, Rest};
use crate::collection::Released;

/// Returns the sources as a list of CSL-JSON items.
///
/// Names are literal: which part of a name is the family name is not the program's to guess.
pub fn csl_json(sources: &[Released<'_>]) -> Json {
    Reference::all(sources).iter().map(item).collect()
}

fn item(reference: &Reference<'_>) -> Json {
    let Reference {
        id,
        kind,
        title,
        authors,
        publisher,
        published,
        collected,
        language,
        url,
        archived_url,
        sha256,
        note,
    } = reference;
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    put("id", Some(json!(id)));
    put("type", Some(json!(kind)));
    put("title", title.map(Json::from));
    let authors: Vec<Json> = authors.iter().map(|name| json!({ "literal": name })).collect();
    put("author", (!authors.is_empty()).then(|| authors.into()));
    put("container-title", publisher.map(Json::from));
    put("issued", date(*published));
    put("accessed", date(*collected));
    put("language", language.map(Json::from));
    put("URL", url.map(Json::from));
    put("archive_location", archived_url.map(Json::from));
    put("note", note.as_deref().map(Json::from));
    put("custom", sha256.map(|sha256| json!({ "sha256": sha256 })));
    Json::Object(item)
}

/// An open interval keeps its start: what processors know has no end of that kind.
fn date(date: Dated<'_>) -> Option<Json> {
    let parts = match date.rest() {
        Rest::Nothing => return None,
        Rest::At(part) | Rest::Span(part, None) => json!([part.numbers()]),
        Rest::Span(from, Some(to)) => json!([from.numbers(), to.numbers()]),
    };
    let mut value = json!({ "date-parts": parts });
    if date.is_rough() {
        value["circa"] = json!(true);
    }
    Some(value)
}
