//! JSON in which an object has each key once: the second value of a key would take the place of the first unseen.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value as Json};

use super::fault::CellFault;

/// Why a text is no JSON that can be taken.
#[derive(Debug)]
pub(super) struct JsonFault {
    /// The line, from 1.
    pub(super) line: usize,
    /// The key that an object has twice; `None` where the text is no JSON.
    key: Option<String>,
}

impl JsonFault {
    /// Returns what is wrong; `what` and `remedy` are for a text that is no JSON.
    pub(super) fn said(self, what: &str, remedy: &str) -> CellFault {
        match self.key {
            Some(key) => CellFault::new(
                format!("an object has the key `{key}` twice"),
                "leave one of the two, or put their values together",
            ),
            None => CellFault::new(what, remedy),
        }
    }
}

/// Reads a text.
pub(super) fn json(bytes: &[u8]) -> Result<Json, JsonFault> {
    let mut twice = None;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = ValueSeed { twice: &mut twice }.deserialize(&mut reader);
    let read = read.and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| {
        let key = twice.filter(|_| error.classify() == Category::Data);
        JsonFault { line: error.line(), key }
    })
}

/// Reads a value, and remembers the key that an object has twice.
struct ValueSeed<'k> {
    twice: &'k mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Json, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Json;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Json, E> {
        Ok(Json::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Number::from_f64(number).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(ValueSeed { twice: self.twice })? {
            list.push(item);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                *self.twice = Some(key);
                return Err(de::Error::custom("a key twice"));
            }
            let value = entries.next_value_seed(ValueSeed { twice: self.twice })?;
            object.insert(key, value);
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(|number| Json::Number(number.into())),
            any::<u64>().prop_map(|number| Json::Number(number.into())),
            (-1e300..1e300).prop_map(|number| serde_json::json!(number)),
            ".{0,6}".prop_map(Json::String),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
                prop::collection::vec((".{0,3}", inner), 0..4)
                    .prop_map(|entries| Json::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn json_is_read_as_it_is_written(value in any_json()) {
            for written in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                let plain: Json = serde_json::from_str(&written).unwrap();
                prop_assert_eq!(json(written.as_bytes()).unwrap(), plain);
            }
        }
    }

    #[test]
    fn a_key_twice_is_named_with_its_line_however_deep_it_is() {
        for (text, line, said) in [
            ("{\"a\": 1,\n \"a\": 2}", 2, "an object has the key `a` twice"),
            ("[{},\n\n{\"b\": {\"c\": 1, \"\\u0063\": 1}}]", 3, "an object has the key `c` twice"),
            ("{\"a\": 1,\n\"b\" 2}", 2, "no JSON"),
            ("{\"a\": 1}\n x", 2, "no JSON"),
            ("", 1, "no JSON"),
        ] {
            let fault = json(text.as_bytes()).unwrap_err();
            let at = fault.line.max(1);
            assert_eq!((at, fault.said("no JSON", "").what.as_str()), (line, said), "{text}");
        }
        assert!(json(b"[{\"a\":1},{\"a\":1}]").is_ok());
    }
}
