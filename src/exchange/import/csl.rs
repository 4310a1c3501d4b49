//! Sources from CSL-JSON, which Zotero and other reference managers export.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

use crate::collection::Collection;
use crate::record::{Date, FieldId, Id, Kind, Vocabulary};
use crate::text::is_unseen;

use super::fault::ImportFault;
use super::imported::ImportedRecord;
use super::listed::{ListedReader, ListedRecord};
use super::strict_json::json;

/// What a list of sources says.
#[derive(Clone, Debug, Default)]
pub struct SourcesReading {
    /// The sources.
    pub records: Vec<ImportedRecord>,
    /// What of the list no field takes, and values that were left as they are, in sentences.
    pub notes: Vec<String>,
}

/// The variables of CSL that fields have, and those that say nothing of the source.
const READ: [&str; 18] = [
    "id",
    "type",
    "title",
    "author",
    "container-title",
    "publisher",
    "issued",
    "accessed",
    "language",
    "URL",
    "archive",
    "archive_location",
    "note",
    "custom",
    "citation-key",
    "citation-label",
    "title-short",
    "shortTitle",
];

/// The address of an item of Zotero's, before its key.
const ZOTERO: &str = "/items/";

/// The line of a note in which archived copies are named.
const ARCHIVED: &str = "tex.archived:";

/// The words from which an id is made, at most.
const WORDS_OF_TITLE: usize = 4;

impl SourcesReading {
    /// Returns whether a text is a list of CSL-JSON, by its first sign and words.
    pub fn is_list(bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        text.starts_with('[') || (text.starts_with('{') && text.contains("\"type\""))
    }

    /// Reads a list of sources.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong.
    pub fn of(name: &str, bytes: &[u8], collection: &Collection) -> Result<Self, Vec<ImportFault>> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let list = json(bytes).map_err(|fault| {
            let place = format!("{name}, line {}", fault.line);
            let remedy = "export the sources as CSL JSON again";
            vec![fault.said("the file is not JSON", remedy).at(place)]
        })?;
        let items = match list {
            Json::Array(items) => items,
            one @ Json::Object(_) => vec![one],
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Vec::new(),
        };
        let mut reader = SourceReader {
            name,
            collection,
            known: identifiers(collection),
            taken: BTreeSet::new(),
            left_out: BTreeMap::new(),
            listed: ListedReader::of(collection, |_, known, listed| {
                listed.iter().all(|item| known.contains(item))
            }),
        };
        if items.is_empty() {
            let what = "the file has no list of sources";
            reader.listed.faults.push(ImportFault::new(
                name,
                what,
                "export the sources as CSL JSON",
            ));
        }
        for (number, item) in items.iter().enumerate() {
            reader.item(number + 1, item);
        }
        let SourceReader { left_out, listed, .. } = reader;
        let ListedReader { records, mut notes, faults, .. } = listed;
        if !faults.is_empty() {
            return Err(faults);
        }
        for (variable, count) in left_out {
            notes.push(format!(
                "no field takes `{variable}`: it is left out of {count} of the sources"
            ));
        }
        Ok(Self { records, notes })
    }
}

fn identifiers(collection: &Collection) -> BTreeMap<String, Id> {
    let mut known = BTreeMap::new();
    for located in collection.of_kind(Kind::Source) {
        let entry = located.record.fields.get(FieldId::Identifiers);
        for item in entry.into_iter().flat_map(|entry| &entry.items) {
            known.insert(item.value.written().into_owned(), located.record.id.clone());
        }
    }
    known
}

struct SourceReader<'c> {
    name: &'c str,
    collection: &'c Collection,
    known: BTreeMap<String, Id>,
    taken: BTreeSet<Id>,
    left_out: BTreeMap<String, usize>,
    listed: ListedReader<'c>,
}

impl SourceReader<'_> {
    fn item(&mut self, number: usize, item: &Json) {
        let place = format!("{}, source {number}", self.name);
        let Some(item) = item.as_object() else {
            self.listed.faults.push(ImportFault::new(
                place,
                "this is no source",
                "export the sources as CSL JSON again",
            ));
            return;
        };
        let mut values = values_of(item);
        let text = |name: &str| text_of(item, name);
        for variable in item.keys().filter(|name| !READ.contains(&name.as_str())) {
            *self.left_out.entry(variable.clone()).or_default() += 1;
        }
        let own = item.get("id").map(|id| match id {
            Json::String(text) => text.clone(),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
                id.to_string()
            }
        });
        let zotero = own
            .as_deref()
            .and_then(|id| id.rsplit_once(ZOTERO))
            .map(|(_, key)| format!("zotero:{key}"));
        if let Some(identifier) = &zotero {
            values.push((FieldId::Identifiers, vec![identifier.clone()]));
        }
        let year = values.iter().find(|(field, _)| *field == FieldId::Published);
        let year = year
            .and_then(|(_, value)| value.first())
            .and_then(|date| date.get(..4).map(str::to_owned));
        let authors = values.iter().find(|(field, _)| *field == FieldId::Author);
        let authors = authors.map(|(_, names)| names.clone()).unwrap_or_default();
        let made = made_id(&authors, year.as_deref(), text("title").as_deref());
        let found = zotero.as_ref().and_then(|identifier| self.known.get(identifier)).cloned();
        let own = text("citation-key").or(own).filter(|id| Id::is_id(id)).or(made);
        let Some(id) = found.or_else(|| self.free(&own.unwrap_or_default(), zotero.is_some()))
        else {
            self.listed.faults.push(ImportFault::new(
                place,
                "the source has no title, author or key that an id can be made of",
                "give it a title in the reference manager, or a citation key of small letters and digits",
            ));
            return;
        };
        if !self.taken.insert(id.clone()) {
            let what = format!("`{id}` is in the list twice");
            self.listed.faults.push(ImportFault::new(place, what, "leave one of the two out"));
            return;
        }
        if let Some(kind) = self.collection.kind_of(&id).filter(|kind| *kind != Kind::Source) {
            let what = format!("`{id}` is {} in the collection", kind.with_article());
            self.listed.faults.push(ImportFault::new(
                place,
                what,
                "give the source another citation key",
            ));
            return;
        }
        self.listed.fill(ListedRecord { kind: Kind::Source, id, place, values, is_ours: false });
    }

    /// Returns an id; where another source has it, one with a number behind it for a source that is found by its
    /// identifier.
    fn free(&self, made: &str, is_identified: bool) -> Option<Id> {
        let first = Id::new(made)?;
        let is_free = |id: &Id| !self.taken.contains(id) && self.collection.kind_of(id).is_none();
        if !is_identified || is_free(&first) {
            return Some(first);
        }
        (2..100).filter_map(|number| Id::new(&format!("{made}-{number}"))).find(is_free)
    }
}

/// Returns a text of an item, without the spaces around it; nothing where it is empty.
fn text_of(item: &Map<String, Json>, name: &str) -> Option<String> {
    let text = item.get(name).and_then(Json::as_str).map(str::trim);
    text.filter(|text| !is_unseen(text)).map(str::to_owned)
}

/// Returns what an item says of each field.
fn values_of(item: &Map<String, Json>) -> Vec<(FieldId, Vec<String>)> {
    let text = |name: &str| text_of(item, name);
    let mut values: Vec<(FieldId, Vec<String>)> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut put = |field, value: Option<String>| {
        values.extend(value.map(|value| (field, vec![value])));
    };
    put(FieldId::Type, text("type").map(|word| known_type(&word)));
    put(FieldId::Title, text("title"));
    put(FieldId::Publisher, text("container-title").or_else(|| text("publisher")));
    for (variable, field) in [("issued", FieldId::Published), ("accessed", FieldId::CollectedAt)] {
        match item.get(variable).map(date) {
            Some(Ok(date)) => put(field, Some(date)),
            Some(Err(literal)) if !literal.is_empty() => {
                notes.push(format!(
                    "{}: {literal}",
                    if variable == "issued" { "Published" } else { "Accessed" }
                ));
            }
            Some(Err(_)) | None => {}
        }
    }
    put(FieldId::Language, text("language").map(|word| language(&word)));
    put(FieldId::Url, text("URL"));
    let mut archived = text("archive_location").filter(|place| is_address(place));
    for line in text("note").unwrap_or_default().lines() {
        match line.trim().strip_prefix(ARCHIVED) {
            Some(address) => archived = archived.or_else(|| Some(address.trim().to_owned())),
            None if is_of_export(line) => {}
            None => notes.push(line.to_owned()),
        }
    }
    put(FieldId::ArchivedUrl, archived);
    put(
        FieldId::Sha256,
        item.get("custom").and_then(|custom| custom["sha256"].as_str()).map(str::to_owned),
    );
    let note = notes.join("\n");
    put(FieldId::Note, Some(note.trim().to_owned()).filter(|note| !is_unseen(note)));
    let authors: Vec<String> = item
        .get("author")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(person)
        .collect();
    if !authors.is_empty() {
        values.push((FieldId::Author, authors));
    }
    values
}

/// Returns the type of a source; what CSL has and the collection has not is a document.
fn known_type(word: &str) -> String {
    let is_known = Vocabulary::SourceType.words().any(|known| known == word);
    if is_known { word.to_owned() } else { "document".to_owned() }
}

/// Returns a date as EDTF; an error is a text in which no date can be read, which is never made one.
fn date(value: &Json) -> Result<String, String> {
    let literal = || {
        let literal = value.get("literal").or_else(|| value.get("raw")).and_then(Json::as_str);
        literal.unwrap_or_default().trim().to_owned()
    };
    let Some(parts) = value.get("date-parts").and_then(Json::as_array) else {
        let literal = literal();
        return if Date::parse(&literal).is_ok() { Ok(literal) } else { Err(literal) };
    };
    let mut ends: Vec<String> = parts.iter().filter_map(one_date).collect();
    if let (Some(season), [only]) = (season(value), ends.as_mut_slice())
        && only.len() == 4
    {
        _ = write!(only, "-{season}");
    }
    let is_about =
        matches!(value.get("circa"), Some(Json::Bool(true) | Json::Number(_) | Json::String(_)));
    if is_about {
        for end in &mut ends {
            end.push('~');
        }
    }
    let written = ends.join("/");
    if Date::parse(&written).is_ok() { Ok(written) } else { Err(literal()) }
}

/// Returns the season of a date in EDTF: 21 is spring.
fn season(value: &Json) -> Option<u64> {
    let season = value.get("season")?;
    let number = season.as_u64().or_else(|| season.as_str()?.trim().parse().ok())?;
    (1..=4).contains(&number).then_some(20 + number)
}

fn one_date(parts: &Json) -> Option<String> {
    let numbers: Vec<i64> = parts
        .as_array()?
        .iter()
        .map(|part| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok()))
        .collect::<Option<_>>()?;
    let (year, rest) = numbers.split_first()?;
    let mut date =
        if *year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") };
    for part in rest {
        _ = write!(date, "-{part:02}");
    }
    Some(date)
}

fn person(author: &Json) -> Option<String> {
    let part =
        |name: &str| author.get(name).and_then(Json::as_str).map(str::trim).unwrap_or_default();
    if !is_unseen(part("literal")) {
        return Some(part("literal").to_owned());
    }
    let parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"];
    let parts: Vec<&str> = parts.into_iter().map(part).filter(|part| !is_unseen(part)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns a language without the country in which it is spoken so, as `en-US` has it.
fn language(word: &str) -> String {
    match word.split_once(['-', '_']) {
        Some((language, _)) if matches!(language.len(), 2 | 3) => language.to_lowercase(),
        Some(_) | None => word.to_owned(),
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Returns whether a line of a note is one that our own export adds: the dates are in fields.
fn is_of_export(line: &str) -> bool {
    let line = line.trim();
    line.is_empty()
        || ["Published ", "Accessed "].iter().any(|start| line.starts_with(start))
            && line.contains("(EDTF)")
        || line.starts_with("The date of publication is ")
}

fn made_id(authors: &[String], year: Option<&str>, title: Option<&str>) -> Option<String> {
    let family = authors.first().and_then(|name| name.rsplit(' ').next());
    let title: Vec<&str> = title
        .unwrap_or_default()
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS_OF_TITLE)
        .collect();
    let title = title.join(" ");
    let parts = [family, year, Some(title.as_str())];
    Id::suggestion_for_file(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_become_edtf_and_none_is_invented() {
        for (value, edtf) in [
            (json!({ "date-parts": [[2022, 7]] }), Ok("2022-07")),
            (json!({ "date-parts": [["2026", 1, 25]] }), Ok("2026-01-25")),
            (json!({ "date-parts": [[2021]], "season": 4, "circa": true }), Ok("2021-24~")),
            (json!({ "date-parts": [[2021, 12], [2022, 1, 3]] }), Ok("2021-12/2022-01-03")),
            (json!({ "literal": "spring, maybe 2020" }), Err("spring, maybe 2020")),
            (json!({ "literal": "201X" }), Ok("201X")),
            (json!({ "date-parts": [[2022, 13]] }), Err("")),
            (json!({}), Err("")),
        ] {
            let edtf = edtf.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(date(&value), edtf, "{value}");
        }
    }

    #[test]
    fn names_and_ids_are_made_of_what_is_there() {
        assert_eq!(
            person(&json!({ "family": "Test", "given": "Ann" })).as_deref(),
            Some("Ann Test")
        );
        assert_eq!(person(&json!({ "literal": "Test Desk" })).as_deref(), Some("Test Desk"));
        assert_eq!(person(&json!({})), None);
        let id =
            made_id(&["Ann Test".to_owned()], Some("2022"), Some("“Quoted” title — with a dash"));
        assert_eq!(id.as_deref(), Some("test-2022-quoted-title-with-a"));
        assert_eq!(made_id(&[], None, None), None);
        assert_eq!(language("en-US"), "en");
    }
}
