//! Entities of FollowTheMoney as they are read: JSON, one entity a line or an array of them.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value as Json;

use crate::text::is_unseen;

use super::fault::ImportFault;
use super::strict_json::json;

/// An entity, put together of all lines that have its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportedEntity {
    pub(super) id: String,
    pub(super) schema: String,
    pub(super) properties: BTreeMap<String, Vec<String>>,
    /// Where it is first: `line 3`, or `entity 3` of an array.
    pub(super) place: String,
    /// The number in that.
    pub(super) number: usize,
}

impl ImportedEntity {
    /// Returns the values of a property.
    pub(super) fn all(&self, property: &str) -> &[String] {
        self.properties.get(property).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the first value of a property.
    pub(super) fn first(&self, property: &str) -> Option<&str> {
        self.all(property).first().map(String::as_str)
    }
}

/// So many lines are looked at to find out what a file is, and so many bytes of an array.
const LOOKED_AT: usize = 100;
const START: usize = 64 * 1024;

/// Returns whether a text is that of entities: one of its first lines is an entity or a part of one, or it is an array of some.
pub(super) fn are_entities(bytes: &[u8]) -> bool {
    let bytes = without_mark(bytes);
    let is_one = |line: &[u8]| {
        let json: Option<Json> = serde_json::from_slice(line).ok();
        json.is_some_and(|json| {
            json["schema"].is_string() && (json["properties"].is_object() || is_statement(&json))
        })
    };
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let start = bytes.trim_ascii_start();
    let start = start.get(..START).unwrap_or(start);
    // An array, or an entity on several lines, by the keys that every one has.
    let has = |key: &str| start.windows(key.len()).any(|part| part == key.as_bytes());
    lines.take(LOOKED_AT).any(is_one)
        || matches!(start.first(), Some(b'[' | b'{')) && has("\"schema\"") && has("\"properties\"")
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// Returns whether this is a statement, of which an entity has several.
fn is_statement(json: &Json) -> bool {
    json["prop"].is_string() && json["properties"].is_null()
}

/// Reads the entities of a file in its order: an array, or one a line.
pub(super) fn entities(name: &str, bytes: &[u8]) -> Result<Vec<ImportedEntity>, Vec<ImportFault>> {
    let bytes = without_mark(bytes);
    let mut reader = ListReader::default();
    if bytes.trim_ascii_start().starts_with(b"[") {
        let list = json(bytes).map_err(|fault| {
            let place = format!("{name}, line {}", fault.line);
            let remedy = "write the entities again, as one JSON array or one JSON object a line";
            vec![fault.said("the array is not JSON from here on", remedy).at(place)]
        })?;
        for (number, item) in (1..).zip(list.as_array().into_iter().flatten()) {
            reader.add(name, ("entity", number), item);
        }
        return reader.finish();
    }
    for (line, bytes) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match json(bytes) {
            Ok(entity) => reader.add(name, ("line", line), &entity),
            Err(fault) => {
                let remedy = "write the entities again, one JSON object a line";
                let fault = fault.said("the line is not JSON", remedy);
                reader.faults.push(fault.at(format!("{name}, line {line}")));
            }
        }
    }
    reader.finish()
}

#[derive(Default)]
struct ListReader {
    entities: Vec<ImportedEntity>,
    known: BTreeMap<String, usize>,
    faults: Vec<ImportFault>,
}

impl ListReader {
    fn fault(&mut self, name: &str, place: &str, what: &str, remedy: &str) {
        self.faults.push(ImportFault::new(format!("{name}, {place}"), what, remedy));
    }

    /// Adds an entity, or what another line says of one; it is the entity or the line of this number.
    fn add(&mut self, name: &str, (what, number): (&str, usize), json: &Json) {
        let place = &format!("{what} {number}");
        let text = |key: &str| json[key].as_str().map(str::trim).filter(|text| !is_unseen(text));
        let (id, schema, properties) = (text("id"), text("schema"), json["properties"].as_object());
        if is_statement(json) {
            let what = "this is a statement, and no entity";
            let remedy =
                "put the statements together with ftm aggregate-statements, and import that";
            return self.fault(name, place, what, remedy);
        }
        let (Some(id), Some(schema), Some(properties)) = (id, schema, properties) else {
            let lacks = [
                ("id", id.is_none()),
                ("schema", schema.is_none()),
                ("properties", properties.is_none()),
            ];
            let lacks: Vec<&str> =
                lacks.iter().filter(|(_, lacks)| *lacks).map(|(key, _)| *key).collect();
            let what = format!("this is no entity: it lacks {}", lacks.join(" and "));
            let remedy = match lacks.as_slice() {
                ["id"] => "give it an id, as text, or take it out",
                ["schema"] => "say what it is, such as \"schema\": \"Person\", or take it out",
                ["properties"] => {
                    "write its properties below \"properties\", as an object, or take it out"
                }
                _ => "take it out, or write the entities again",
            };
            return self.fault(name, place, &what, remedy);
        };
        let at = *self.known.entry(id.to_owned()).or_insert(self.entities.len());
        if at == self.entities.len() {
            let (id, schema) = (id.to_owned(), schema.to_owned());
            self.entities.push(ImportedEntity {
                id,
                schema,
                properties: BTreeMap::new(),
                place: place.to_owned(),
                number,
            });
        }
        let Some(entity) = self.entities.get_mut(at) else { return };
        if entity.schema != schema {
            return self.fault(
                name,
                place,
                "an entity has two schemata",
                "put its lines together with ftm aggregate, and import that",
            );
        }
        for (property, values) in properties {
            let own = entity.properties.entry(property.clone()).or_default();
            let values = values.as_array().map_or(std::slice::from_ref(values), Vec::as_slice);
            own.extend(values.iter().filter_map(text_of));
        }
    }

    /// Returns the entities, each value of a property once.
    fn finish(mut self) -> Result<Vec<ImportedEntity>, Vec<ImportFault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        for values in self.entities.iter_mut().flat_map(|entity| entity.properties.values_mut()) {
            let mut known = HashSet::new();
            values.retain(|value| known.insert(value.clone()));
        }
        Ok(self.entities)
    }
}

/// Returns a value as text; of an entity within another, its id.
fn text_of(value: &Json) -> Option<String> {
    let text = match value {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Object(entity) => entity.get("id")?.as_str()?.to_owned(),
        Json::Null | Json::Bool(_) | Json::Array(_) => return None,
    };
    (!is_unseen(&text)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_entity_are_put_together() {
        let text = "\u{feff}{\"id\":\"A\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Ann\"],\"parent\":[{\"id\":\"B\"}]}}\n\n\
            {\"id\":\"A\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Ann\",\"Ann T\"],\"height\":1.5}}\n";
        assert!(are_entities(text.as_bytes()));
        let read = entities("e.json", text.as_bytes()).unwrap();
        assert_eq!((read.len(), read[0].place.as_str()), (1, "line 1"));
        assert_eq!(read[0].all("name"), ["Test Ann", "Ann T"]);
        assert_eq!((read[0].first("parent"), read[0].first("height")), (Some("B"), Some("1.5")));
        assert_eq!(read[0].all("alias"), [""; 0]);
    }

    #[test]
    fn what_is_no_entity_is_named_with_its_line() {
        let text = "{\"id\":\"A\",\"schema\":\"Person\",\"properties\":{}}\n{\"id\":\"A\",\"schema\":\"Event\",\"properties\":{}}\n{\"id\":\"B\"}\nx\n";
        let faults = entities("e.json", text.as_bytes()).unwrap_err();
        let places: Vec<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["e.json, line 2", "e.json, line 3", "e.json, line 4"]);
        for other in
            ["", "a,b\n", "{\"type\":\"book\"}", "[{\"id\":\"x\"}]", "{\"schema\":\"Person\"}"]
        {
            assert!(!are_entities(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn an_array_is_read_as_its_lines_are() {
        const ONE: &str =
            "{\"id\":\"A\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Ann\"]}}";
        const TWO: &str =
            "{\"id\":\"B\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Bo\"]}}";
        let lines = entities("e.json", format!("{ONE}\n{TWO}\n").as_bytes()).unwrap();
        for array in [
            format!("[{ONE},{TWO}]"),
            format!("\u{feff} [\n  {ONE},\n  {TWO}\n]\n"),
            format!("[{ONE},\n{}]", TWO.replace(',', ",\n\t").replace(':', " :\n")),
        ] {
            assert!(are_entities(array.as_bytes()), "{array}");
            let read = entities("e.json", array.as_bytes()).unwrap();
            let plain = |read: &[ImportedEntity]| -> Vec<_> {
                read.iter().map(|one| (one.id.clone(), one.properties.clone())).collect()
            };
            assert_eq!(plain(&read), plain(&lines), "{array}");
            assert_eq!(read[1].place, "entity 2");
        }
        let cut = format!("[{ONE},\n{}", TWO.get(..40).unwrap());
        assert!(are_entities(cut.as_bytes()));
        let faults = entities("e.json", cut.as_bytes()).unwrap_err();
        assert_eq!(faults[0].place, "e.json, line 2");
        let other = entities("e.json", format!("[{ONE}, 3, {{}}]").as_bytes()).unwrap_err();
        let places: Vec<&str> = other.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["e.json, entity 2", "e.json, entity 3"]);
    }

    #[test]
    fn a_property_that_an_entity_has_twice_is_named_with_its_line_and_none_is_lost() {
        const TWICE: &str = "{\"id\":\"B\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Test Bo\"],\"name\":[\"Bo\"]}}";
        for (text, place) in [
            (format!("\n{TWICE}\n"), "e.json, line 2"),
            (format!("[\n\n{TWICE}]"), "e.json, line 3"),
        ] {
            let faults = entities("e.json", text.as_bytes()).unwrap_err();
            let what = "an object has the key `name` twice";
            assert_eq!((faults[0].place.as_str(), faults[0].what.as_str()), (place, what));
        }
    }

    #[test]
    fn a_file_whose_first_line_is_no_entity_is_a_list_with_a_fault_there() {
        const ONE: &str = "{\"id\":\"A\",\"schema\":\"Person\",\"properties\":{}}";
        for (first, what) in [
            ("# entities of a partner", "the line is not JSON"),
            ("{}", "this is no entity: it lacks id and schema and properties"),
            ("{\"id\":\"A\",\"schema\":\"Person\"}", "this is no entity: it lacks properties"),
            (
                "{\"id\":\"x\",\"entity_id\":\"A\",\"schema\":\"Person\",\"prop\":\"name\",\"value\":\"Test\"}",
                "this is a statement, and no entity",
            ),
        ] {
            let text = format!("\n{first}\n{ONE}\n");
            assert!(are_entities(text.as_bytes()), "{text}");
            let faults = entities("e.json", text.as_bytes()).unwrap_err();
            assert_eq!(
                (faults[0].place.as_str(), faults[0].what.as_str()),
                ("e.json, line 2", what)
            );
            assert!(!faults[0].remedy.is_empty() && faults.len() == 1);
        }
    }

    #[test]
    fn each_of_a_hundred_thousand_values_is_there_once() {
        let names: Vec<String> =
            (0..100_000).map(|number| format!("\"Test {}\"", number / 2)).collect();
        let text = format!(
            "{{\"id\":\"A\",\"schema\":\"Person\",\"properties\":{{\"alias\":[{}]}}}}",
            names.join(",")
        );
        let read = entities("e.json", text.as_bytes()).unwrap();
        assert_eq!(read[0].all("alias").len(), 50_000);
        assert_eq!(read[0].all("alias")[49_999], "Test 49999");
    }
}
