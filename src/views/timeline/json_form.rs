//! The columns of a timeline as JSON: each number with the query that lists its records.

use serde_json::{Map, Value};

use crate::views::mark_json::{mark_fields, put};
use crate::views::timeline::text_form::{ColumnWords, column_words};
use crate::views::timeline::timeline_view::Timeline;
use crate::views::value_words::ValueWords;

/// Returns the columns of a timeline as JSON, in the order of time. What is before the first of them has no `from`, what
/// is after the last has no `to`, and what has no date has neither.
///
/// A query is null where it would name someone who may not be named.
pub fn timeline_json(timeline: &Timeline, words: &dyn ValueWords) -> Value {
    let cell = |one: ColumnWords<'_>| {
        let mut object = Map::new();
        put(&mut object, "from", one.from);
        put(&mut object, "to", one.to);
        let may_read = words.text(&one.mark.query) == one.mark.query;
        object.extend(mark_fields(one.mark, one.shown, may_read));
        Value::Object(object)
    };
    column_words(timeline).into_iter().map(cell).collect()
}
