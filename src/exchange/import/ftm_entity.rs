//! Entities of FollowTheMoney as they are read: JSON, one entity a line.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::fault::ImportFault;

/// An entity, put together of all lines that have its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportedEntity {
    pub(super) id: String,
    pub(super) schema: String,
    pub(super) properties: BTreeMap<String, Vec<String>>,
    /// The line that it is on first.
    pub(super) line: usize,
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

/// Returns whether a text is that of entities, by its first line.
pub(super) fn are_entities(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let first = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let json: Option<Json> = serde_json::from_slice(first).ok();
    json.is_some_and(|json| json["schema"].is_string() && json["properties"].is_object())
}

/// Reads the entities of a file in the order of its lines.
pub(super) fn entities(name: &str, bytes: &[u8]) -> Result<Vec<ImportedEntity>, Vec<ImportFault>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut entities: Vec<ImportedEntity> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (line, bytes) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let mut fault = |what: &str, remedy: &str| {
            faults.push(ImportFault::new(format!("{name}, line {line}"), what, remedy));
        };
        let Ok(json) = serde_json::from_slice::<Json>(bytes) else {
            fault("the line is not JSON", "write the entities again, one JSON object a line");
            continue;
        };
        let text = |key: &str| json[key].as_str().map(str::trim).filter(|text| !text.is_empty());
        let (Some(id), Some(schema), Some(properties)) =
            (text("id"), text("schema"), json["properties"].as_object())
        else {
            fault(
                "the line is no entity: it lacks id, schema or properties",
                "take it out, or write the entities again",
            );
            continue;
        };
        let at = *known.entry(id.to_owned()).or_insert(entities.len());
        if at == entities.len() {
            entities.push(ImportedEntity {
                id: id.to_owned(),
                schema: schema.to_owned(),
                properties: BTreeMap::new(),
                line,
            });
        }
        let Some(entity) = entities.get_mut(at) else { continue };
        if entity.schema != schema {
            fault(
                "an entity has two schemata",
                "put its lines together with ftm aggregate, and import that",
            );
            continue;
        }
        for (property, values) in properties {
            let own = entity.properties.entry(property.clone()).or_default();
            let values = values.as_array().map_or(std::slice::from_ref(values), Vec::as_slice);
            for value in values.iter().filter_map(text_of) {
                if !own.contains(&value) {
                    own.push(value);
                }
            }
        }
    }
    if faults.is_empty() { Ok(entities) } else { Err(faults) }
}

/// Returns a value as text; of an entity within another, its id.
fn text_of(value: &Json) -> Option<String> {
    let text = match value {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Object(entity) => entity.get("id")?.as_str()?.to_owned(),
        Json::Null | Json::Bool(_) | Json::Array(_) => return None,
    };
    (!text.is_empty()).then_some(text)
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
        assert_eq!((read.len(), read[0].line), (1, 1));
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
}
