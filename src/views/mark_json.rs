//! A mark as JSON: its numbers with the query that lists its records, or what others may see of them.

use serde_json::{Map, Value};

use crate::views::mark::Mark;
use crate::views::protection::Shown;

/// Returns the fields of a mark. The query is null where it may not be read; where others read them, the numbers are
/// bounds, null for one that is hidden, and there is no query.
pub fn mark_fields(mark: &Mark, shown: Option<Shown>, may_read: bool) -> Map<String, Value> {
    let mut fields = Map::new();
    match shown {
        None => {
            put(&mut fields, "query", may_read.then_some(mark.query.as_str()));
            put(&mut fields, "certain", mark.certain);
            put(&mut fields, "possible", mark.possible);
        }
        Some(shown) => {
            let (at_least, at_most) = shown.bounds();
            put(&mut fields, "query", Value::Null);
            put(&mut fields, "at_least", at_least);
            put(&mut fields, "at_most", at_most);
            put(&mut fields, "suppressed", at_least.is_none() || at_most.is_none());
        }
    }
    fields
}

/// Adds a field to an object.
pub(super) fn put(object: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    put_value(object, name, value.into());
}

// Inlined for each of some hundred fields it would come to more than all that they say.
#[inline(never)]
fn put_value(object: &mut Map<String, Value>, name: &str, value: Value) {
    object.insert(name.to_owned(), value);
}
