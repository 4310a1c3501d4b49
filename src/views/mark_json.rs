//! A mark as JSON: its numbers with the query that lists its records, or what others may see of them.

use serde_json::{Map, Value};

use crate::views::mark::Mark;
use crate::views::protection::Shown;

/// Returns the fields of a mark. The query is null where it may not be read; where others read them, the numbers are
/// bounds, null for one that is hidden, and there is no query.
pub fn mark_fields(mark: &Mark, shown: Option<Shown>, may_read: bool) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    match shown {
        None => {
            put("query", if may_read { mark.query.as_str().into() } else { Value::Null });
            put("certain", mark.certain.into());
            put("possible", mark.possible.into());
        }
        Some(shown) => {
            let (at_least, at_most) = shown.bounds();
            put("query", Value::Null);
            put("at_least", at_least.into());
            put("at_most", at_most.into());
            put("suppressed", (at_least.is_none() || at_most.is_none()).into());
        }
    }
    fields
}
