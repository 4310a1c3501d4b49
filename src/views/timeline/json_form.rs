//! The columns of a timeline as JSON: each number with the query that lists its records.

use serde_json::{Value, json};

use crate::views::timeline::text_form::{ColumnWords, column_words};
use crate::views::timeline::timeline_view::Timeline;

/// Returns the columns of a timeline as JSON, in the order of time. What is before the first of them has no `from`, what
/// is after the last has no `to`, and what has no date has neither.
pub fn timeline_json(timeline: &Timeline) -> Value {
    let cell = |one: ColumnWords<'_>| {
        json!({
            "from": one.from,
            "to": one.to,
            "certain": one.mark.certain,
            "possible": one.mark.possible,
            "query": one.mark.query,
        })
    };
    column_words(timeline).into_iter().map(cell).collect()
}
