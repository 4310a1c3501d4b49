//! Tests of citations, read back by the parsers of other programs.

use ::biblatex::{Bibliography, ChunksExt};
use ::hayagriva::io::from_yaml_str;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value as Json, json};

use super::written;
use crate::collection::{Collection, Memory, load};
use crate::exchange::format::{Takes, View};
use crate::record::{FieldId, Id, Kind, Vocabulary};
use crate::redaction::Redaction;

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
published = "[2017,2018]"
[null]
"#;

fn collection(sources: &str) -> Collection {
    let mut memory = Memory::default();
    memory.put("sources.toml", sources);
    load(&memory)
}

/// Writes sources in a format, in the order of their ids.
fn cited(sources: &str, format: &str) -> String {
    let collection = collection(sources);
    let redaction = Redaction::everything(&collection);
    let ids: Vec<&Id> = collection.ids_of(Kind::Source).collect();
    written(Takes::Sources, format, &View::of(&redaction), &ids)
}

/// Writes sources as CSL-JSON and reads it.
fn csl_json(sources: &str) -> Json {
    serde_json::from_str(&cited(sources, "csl-json")).unwrap()
}

/// The items in the order of the file.
fn items() -> Json {
    let items = csl_json(SOURCES);
    let item = |id: &str| items.as_array().unwrap().iter().find(|item| item["id"] == id).cloned();
    ["plain", "rough", "open", "span", "either", "null"].map(|id| item(id).unwrap()).into()
}

#[test]
fn csl_json_has_the_fields_of_the_record() {
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
    assert_eq!(items[1]["note"], "Published 2022-07~ (EDTF). The date of publication is inferred");
    assert_eq!(items[2]["issued"], json!({ "literal": "2026-01-21/.." }));
    assert_eq!(items[2]["note"], "Published 2026-01-21/.. (EDTF)");
    assert_eq!(items[3]["issued"], json!({ "date-parts": [[2026, 1, 21], [2026, 2, 16]] }));
    assert_eq!(items[4]["issued"], json!({ "literal": "[2017,2018]" }));
    assert_eq!(items[5], json!({ "id": "null", "type": "document" }));
}

/// The parts of the CSL data schema 1.0.2 that an item can violate.
fn schema() -> Json {
    let words = json!({ "type": "string" });
    let number = json!({ "type": "integer" });
    let parts = json!({ "type": "array", "items": number, "minItems": 1, "maxItems": 3 });
    let date = json!({
        "type": "object",
        "properties": {
            "date-parts": { "type": "array", "items": parts, "minItems": 1, "maxItems": 2 },
            "season": { "type": ["string", "number"] },
            "circa": { "type": ["string", "number", "boolean"] },
            "literal": words,
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
fn csl_json_follows_its_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    assert_eq!(validator.validate(&items()).map_err(|error| error.to_string()), Ok(()));
}

#[test]
fn every_type_of_source_is_a_type_of_csl() {
    let types = schema()["items"]["properties"]["type"].clone();
    let validator = jsonschema::validator_for(&types).unwrap();
    for word in Vocabulary::SourceType.words() {
        assert!(validator.is_valid(&json!(word)), "{word}");
    }
}

#[test]
fn biblatex_is_read_back_as_it_was_written() {
    let text = cited(SOURCES, "biblatex");
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
    let text = cited(SOURCES, "hayagriva");
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

/// Returns the date of one source in each format; an empty text if a format has none.
fn dates(published: &str) -> [String; 3] {
    let sources = format!("[one]\ntitle = 'T'\npublished = '{published}'\n");
    let tex = cited(&sources, "biblatex");
    let entries = Bibliography::parse(&tex).unwrap();
    let of_tex =
        entries.iter().next().and_then(|entry| entry.get("date").map(ChunksExt::format_verbatim));
    let yaml = cited(&sources, "hayagriva");
    let library = from_yaml_str(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    assert_eq!(library.len(), 1);
    let of_yaml = yaml.lines().find_map(|line| line.trim().strip_prefix("date: "));
    let csl = csl_json(&sources)[0]["issued"].clone();
    let of_csl = if csl.is_null() { String::new() } else { csl.to_string() };
    [of_tex.unwrap_or_default(), of_csl, of_yaml.unwrap_or_default().replace('"', "")]
}

#[test]
fn no_format_states_more_than_the_source_does() {
    for (published, tex, csl, yaml) in [
        (
            "2023-05/2023-06-02",
            "2023-05/2023-06-02",
            r#"{"date-parts":[[2023,5],[2023,6,2]]}"#,
            "2023",
        ),
        ("2021/2022-03", "2021/2022-03", r#"{"date-parts":[[2021],[2022,3]]}"#, ""),
        ("2022-01/..", "2022-01/..", r#"{"literal":"2022-01/.."}"#, ""),
        ("2022-01/", "2022-01/", r#"{"literal":"2022-01/"}"#, ""),
        ("../2022-01-15", "../2022-01-15", r#"{"literal":"../2022-01-15"}"#, ""),
        ("/2022", "/2022", r#"{"literal":"/2022"}"#, ""),
        ("2021-21", "2021-21", r#"{"date-parts":[[2021]],"season":1}"#, "2021"),
        ("2021-24", "2021-24", r#"{"date-parts":[[2021]],"season":4}"#, "2021"),
        ("2021-34", "2021-34", r#"{"date-parts":[[2021]]}"#, "2021"),
        ("2021-12?", "2021-12?", r#"{"date-parts":[[2021,12]]}"#, "2021-12"),
        ("2021-12~", "2021-12~", r#"{"date-parts":[[2021,12]],"circa":true}"#, "~2021-12"),
        ("2021-12%", "2021-12%", r#"{"date-parts":[[2021,12]],"circa":true}"#, "~2021-12"),
        ("?2022-02", "2022-02?", r#"{"date-parts":[[2022,2]]}"#, "2022-02"),
        ("2021-12/2022", "2021-12/2022", r#"{"date-parts":[[2021,12],[2022]]}"#, ""),
        ("2021-21/2021-23", "2021-21/2021-23", r#"{"date-parts":[[2021],[2021]]}"#, "2021"),
        ("2022?-02", "2022-02?", r#"{"date-parts":[[2022,2]]}"#, "2022-02"),
        ("2021~/2022?", "2021~/2022?", r#"{"date-parts":[[2021],[2022]],"circa":true}"#, ""),
        ("-0044", "-0044", r#"{"date-parts":[[-44]]}"#, "-0044"),
        ("-0044-03", "-0044-03", r#"{"date-parts":[[-44,3]]}"#, "-0044-03"),
        ("0044", "0044", r#"{"date-parts":[[44]]}"#, "0044"),
        ("201X", "201X", r#"{"literal":"201X"}"#, ""),
        ("2X1X", "", r#"{"literal":"2X1X"}"#, ""),
        ("2021-XX", "2021-XX", r#"{"date-parts":[[2021]]}"#, "2021"),
        ("2021-05-XX", "2021-05-XX", r#"{"date-parts":[[2021,5]]}"#, "2021-05"),
        ("2021-1X", "2021", r#"{"date-parts":[[2021]]}"#, "2021"),
        ("2021-05-1X", "2021-05", r#"{"date-parts":[[2021,5]]}"#, "2021-05"),
        ("2021-05-XX/2021-06", "2021-05/2021-06", r#"{"date-parts":[[2021,5],[2021,6]]}"#, "2021"),
        ("[2017,2018]", "", r#"{"literal":"[2017,2018]"}"#, ""),
        ("{2017-03,2017-05}", "2017", r#"{"literal":"{2017-03,2017-05}"}"#, "2017"),
        ("Y170000002", "", r#"{"literal":"Y170000002"}"#, ""),
        ("2025-03-01T10:00:00Z", "2025-03-01", r#"{"date-parts":[[2025,3,1]]}"#, "2025-03-01"),
    ] {
        assert_eq!(dates(published), [tex, csl, yaml], "{published}");
        let is_said_whole = tex == published
            && yaml == published
            && csl.starts_with(r#"{"date-parts""#)
            && !published.contains(['?', 'X', '%', '~', '/']);
        let source = format!("[one]\npublished = '{published}'\n");
        let other = format!("[one]\nurl = 'https://a.example'\ncollected_at = '{published}'\n");
        for (source, what) in [(&source, "Published"), (&other, "Accessed")] {
            let csl = csl_json(source)[0]["note"].as_str().unwrap_or_default().to_owned();
            let said = format!("{what} {published} (EDTF)");
            let is_noted = csl.contains(&said);
            assert!(is_said_whole || is_noted || published.contains('T'), "{published}: {csl}");
            // All formats have the same note.
            assert_eq!(cited(source, "hayagriva").contains(" (EDTF)"), is_noted, "{published}");
            assert_eq!(cited(source, "biblatex").contains(" (EDTF)"), is_noted, "{published}");
        }
    }
}

/// Counts the braces of the entries as BibTeX does, which ignores backslashes, and returns the number of entries
/// and the text after them.
fn behind_entries(text: &str) -> Result<(usize, String), String> {
    let (mut entries, mut depth, mut behind) = (0, 0_usize, String::new());
    for c in text.chars() {
        match (c, depth) {
            ('{', _) => depth += 1,
            ('}', 0) => return Err(format!("a brace too many in {text}")),
            ('}', 1) => {
                entries += 1;
                depth = 0;
            }
            ('}', _) => depth -= 1,
            (c, 0) => behind.push(c),
            (_, _) => {}
        }
    }
    if depth == 0 { Ok((entries, behind)) } else { Err(format!("a brace too few in {text}")) }
}

fn hostile() -> impl Strategy<Value = String> {
    "([{}]|[\\\\{}%#@,\"'()&$_~^= \n\t:|>-]|@misc\\{x,\\}|\\\\end|[a-z]|[\u{fffe}\u{ffff}\u{85}\u{200b}\u{2028}\u{1b}\u{7f}\u{e0041}\u{1fffe}試é]){0,12}"
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_its_entry(
        title in hostile(), author in hostile(), publisher in hostile(), address in hostile(),
    ) {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let (title, author, publisher) = (quoted(&title), quoted(&author), quoted(&publisher));
        let address = quoted(&format!("https://test.example/{address}"));
        let one = format!(
            "title = {title}\nauthor = [{author}, 'B']\npublisher = {publisher}\nurl = {address}\n\
             archived_url = {address}\npublished = '2020'\n"
        );
        let sources = format!("[one]\n{one}[two]\n{one}[null]\n{one}");
        let ids = ["null", "one", "two"];
        let tex = cited(&sources, "biblatex");
        let (entries, behind) = behind_entries(&tex).map_err(TestCaseError::fail)?;
        prop_assert_eq!((entries, behind.matches('@').count()), (3, 3), "{}", tex);
        // TeX reads `^^7d` as a brace everywhere.
        let carets = tex.lines().filter(|line| line.contains("test.example") && line.contains('^'));
        prop_assert_eq!(carets.count(), 0, "{}", tex);
        let read = Bibliography::parse(&tex);
        let read = read.map_err(|error| TestCaseError::fail(format!("{error:?}\n{tex}")))?;
        prop_assert_eq!(read.keys().collect::<Vec<_>>(), ids);
        let yaml = cited(&sources, "hayagriva");
        let library = from_yaml_str(&yaml);
        let library = library.map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?;
        prop_assert_eq!(library.keys().collect::<Vec<_>>(), ids);
        let csl = cited(&sources, "csl-json");
        let csl: Json = serde_json::from_str(&csl).unwrap();
        let found: Vec<_> = csl.as_array().unwrap().iter().map(|item| &item["id"]).collect();
        prop_assert_eq!(found, ids);
        prop_assert!(jsonschema::is_valid(&schema(), &csl));
        let expected = collection(&sources);
        let title = expected.get("one").unwrap().record.fields.text(FieldId::Title);
        prop_assert_eq!(csl[1]["title"].as_str(), title);
    }
}
