//! What other programs read of a citation.

use ::biblatex::{Bibliography, ChunksExt};
use ::hayagriva::io::from_yaml_str;
use serde_json::{Value as Json, json};

use super::*;
use crate::record::{Document, Form, Kind, Vocabularies};

const SOURCES: &str = r#"
[plain]
type = "article-newspaper"
title = "376 held: 100 % \"sure\" of $5 & {more}_#~^\\ in Test Town"
author = ["Test Writer", "Thử Người"]
publisher = "The Test & Times"
published = "2017-08-17"
language = "en"
url = "https://test.example/a_b?c=%20&d={e}"
archived_url = "https://archive.example/x"
collected_at = "2020-01-02"
sha256 = "00"
note = "kept at home"
[rough]
type = "webpage"
title = "妙瓦底\u2028\u0007"
published = "2022-07~"
published_basis = "inferred"
[open]
published = "2026-01-21/.."
[span]
type = "legal_case"
title = "A case"
published = "2026-01-21/2026-02-16"
[either]
type = "post"
published = "[2017, 2018]"
[null]
"#;

fn sources() -> Vec<Record> {
    let form = Form::Many { kind: Kind::Source };
    Document::read(SOURCES, &form, &Vocabularies::default()).records
}

fn items() -> Json {
    csl_json(&sources())
}

#[test]
fn csl_json_says_what_the_record_says() {
    let items = items();
    assert_eq!(items[0]["id"], "plain");
    assert_eq!(
        items[0]["author"],
        json!([{ "literal": "Test Writer" }, { "literal": "Thử Người" }])
    );
    assert_eq!(items[0]["container-title"], "The Test & Times");
    assert_eq!(items[0]["issued"], json!({ "date-parts": [[2017, 8, 17]] }));
    assert_eq!(items[0]["accessed"], json!({ "date-parts": [[2020, 1, 2]] }));
    assert_eq!(items[0]["note"], Json::Null);
    assert_eq!(items[1]["issued"], json!({ "date-parts": [[2022, 7]], "circa": true }));
    assert_eq!(items[1]["note"], "Published 2022-07~ (EDTF, date inferred)");
    assert_eq!(items[2]["issued"], json!({ "date-parts": [[2026, 1, 21]] }));
    assert_eq!(items[2]["note"], "Published 2026-01-21/.. (EDTF)");
    assert_eq!(items[3]["issued"], json!({ "date-parts": [[2026, 1, 21], [2026, 2, 16]] }));
    assert_eq!(items[4]["issued"], Json::Null);
    assert_eq!(items[5], json!({ "id": "null", "type": "document" }));
}

/// The parts of the CSL data schema 1.0.2 that an item of ours can break.
fn schema() -> Json {
    let words = json!({ "type": "string" });
    let number = json!({ "type": "integer" });
    let parts = json!({ "type": "array", "items": number, "minItems": 1, "maxItems": 3 });
    let date = json!({
        "type": "object",
        "properties": {
            "date-parts": { "type": "array", "items": parts, "minItems": 1, "maxItems": 2 },
            "circa": { "type": ["string", "number", "boolean"] },
        },
        "additionalProperties": false,
    });
    let name = json!({
        "type": "object", "properties": { "literal": words }, "additionalProperties": false,
    });
    let types: Vec<&str> = "article article-journal article-magazine article-newspaper bill book \
        broadcast chapter classic collection dataset document entry entry-dictionary \
        entry-encyclopedia event figure graphic hearing interview legal_case legislation \
        manuscript map motion_picture musical_score pamphlet paper-conference patent performance \
        periodical personal_communication post post-weblog regulation report review review-book \
        software song speech standard thesis treaty webpage"
        .split_whitespace()
        .collect();
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["type", "id"],
            "properties": {
                "id": words, "type": { "enum": types }, "title": words, "container-title": words,
                "author": { "type": "array", "items": name }, "issued": date, "accessed": date,
                "language": words, "URL": words, "archive_location": words, "note": words,
                "custom": { "type": "object" },
            },
            "additionalProperties": false,
        },
    })
}

#[test]
fn csl_json_is_of_the_form_that_its_schema_asks_for() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    assert_eq!(validator.validate(&items()).map_err(|error| error.to_string()), Ok(()));
}

#[test]
fn every_type_of_source_is_a_type_of_csl() {
    let types = schema()["items"]["properties"]["type"].clone();
    let validator = jsonschema::validator_for(&types).unwrap();
    for word in crate::record::Vocabulary::SourceType.words() {
        assert!(validator.is_valid(&json!(word)), "{word}");
    }
}

#[test]
fn biblatex_is_read_back_as_it_was_written() {
    let text = biblatex(&sources());
    let entries = Bibliography::parse(&text).unwrap();
    assert_eq!(entries.len(), 6, "{text}");
    let field = |id: &str, name: &str| {
        entries.get(id).and_then(|entry| entry.get(name)).map(ChunksExt::format_verbatim)
    };
    let title = "376 held: 100 % \"sure\" of $5 & {more}_#~^\\ in Test Town";
    assert_eq!(field("plain", "title").as_deref(), Some(title));
    assert_eq!(field("plain", "url").as_deref(), Some("https://test.example/a_b?c=%20&d=%7Be%7D"));
    let authors = entries.get("plain").unwrap().author().unwrap();
    assert_eq!(
        authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(),
        ["Test Writer", "Thử Người"]
    );
    for entry in entries.iter() {
        assert!(entry.get("date").is_none() || entry.date().is_ok(), "{text}");
    }
    assert!(text.contains("date         = {2022-07~}"), "{text}");
    assert!(text.contains("date         = {2026-01-21/..}"), "{text}");
}

#[test]
fn hayagriva_is_read_back_as_it_was_written() {
    let text = hayagriva(&sources());
    let library = from_yaml_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(library.len(), 6);
    let plain = library.get("plain").unwrap();
    let title = "376 held: 100 % \"sure\" of $5 & {more}_#~^\\ in Test Town";
    assert_eq!(plain.title().map(ToString::to_string).as_deref(), Some(title));
    assert_eq!(plain.authors().map(<[_]>::len), Some(2));
    assert_eq!(plain.date().map(|date| (date.year, date.month)), Some((2017, Some(7))));
    assert_eq!(
        plain.url().map(|url| url.value.as_str()),
        Some("https://test.example/a_b?c=%20&d={e}")
    );
    let rough = library.get("rough").unwrap();
    assert!(rough.date().is_some_and(|date| date.approximate));
}
