//! Counts as JSON: every number with the query that lists its cases.

use serde_json::{Map, Value};

use crate::views::mark::Mark;
use crate::views::mark_json::{mark_fields, put};
use crate::views::value_words::ValueWords;

use super::category::Category;
use super::count::{CountAxis, CountPlace, Counts};
use super::people::WHY_NO_SUM;

/// Returns counts as JSON, as far as their reader may see them.
///
/// `query` is what `casebook list` takes. It is null where it would name someone who may not be named, and where others read it.
pub fn counts_json(counts: &Counts, words: &dyn ValueWords) -> Value {
    let row_axis = counts.rows();
    let title = |axis: &CountAxis| Value::from(axis.field.title());
    let by: Vec<Value> =
        [Some(row_axis), counts.columns()].into_iter().flatten().map(title).collect();
    let cell = |row: CountPlace, column: CountPlace| {
        let mut object = Map::new();
        let shown = counts.shown(row, column);
        let labels = [
            ("row", label(&row_axis.categories, row, words)),
            ("column", label(counts.column_categories(), column, words)),
        ];
        for (name, label) in labels {
            if let Some(label) = label {
                put(&mut object, name, label);
            }
        }
        let is_shown = is_shown(&row_axis.categories, row, words)
            && is_shown(counts.column_categories(), column, words);
        object.extend(mark_fields(&counts.mark(row, column), shown, is_shown));
        Value::Object(object)
    };
    let rows: Vec<Value> =
        (0..row_axis.categories.len()).map(|row| cell(Some(row), None)).collect();
    let mut whole = Map::new();
    let base = (!counts.is_protected()).then(|| counts.base().text());
    put(&mut whole, "query", base);
    put(&mut whole, "by", by);
    put(&mut whole, "total", cell(None, None));
    put(&mut whole, "rows", rows);
    if counts.columns().is_some() {
        let each_column = || 0..counts.column_categories().len();
        let columns: Vec<Value> = each_column().map(|column| cell(None, Some(column))).collect();
        let each_row = 0..row_axis.categories.len();
        let cells = each_row.flat_map(|row| each_column().map(move |column| (row, column)));
        let cells: Vec<Value> = cells.map(|(row, column)| cell(Some(row), Some(column))).collect();
        put(&mut whole, "columns", columns);
        put(&mut whole, "cells", cells);
    }
    let more = [Some(row_axis), counts.columns()].into_iter().flatten().map(|axis| axis.more);
    if more.clone().sum::<usize>() > 0 {
        put(&mut whole, "values_left_out", more.collect::<Vec<_>>());
    }
    if !counts.is_protected() {
        put(&mut whole, "people", people_json(counts, words));
    }
    Value::Object(whole)
}

fn people_json(counts: &Counts, words: &dyn ValueWords) -> Value {
    let people = counts.people();
    let statements = people.statements.iter().map(|statement| {
        let shows = words.shows_id(&statement.id);
        let mut object = Map::new();
        put(&mut object, "id", shows.then(|| statement.id.as_str()));
        put(&mut object, "number", statement.words.as_str());
        put(&mut object, "query", shows.then_some(statement.query.as_str()));
        Value::Object(object)
    });
    let mark = |mark: &Mark| Value::Object(mark_fields(mark, None, true));
    let mut object = Map::new();
    put(&mut object, "sum", Value::Null);
    put(&mut object, "why", WHY_NO_SUM);
    put(&mut object, "statements", statements.collect::<Vec<Value>>());
    put(&mut object, "more_statements", people.more);
    put(&mut object, "stated", mark(&people.stated));
    put(&mut object, "not_stated", mark(&people.not_stated));
    Value::Object(object)
}

/// Returns the label of a row or column; `None` for that of all.
pub(super) fn label(
    categories: &[Category],
    place: CountPlace,
    words: &dyn ValueWords,
) -> Option<String> {
    categories.get(place?).map(|category| category.kind.label(words))
}

/// Returns whether a row or column may be named as the files have it.
pub(super) fn is_shown(categories: &[Category], place: CountPlace, words: &dyn ValueWords) -> bool {
    let category = place.and_then(|place| categories.get(place));
    category.is_none_or(|category| category.kind.shows_value(words))
}
