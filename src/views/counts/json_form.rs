//! Counts as JSON: every number with the query that lists its cases.

use serde_json::{Map, Value, json};

use crate::views::mark::Mark;
use crate::views::mark_json::mark_fields;
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
                object.insert(name.to_owned(), label.into());
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
    whole.insert("query".to_owned(), base.into());
    whole.insert("by".to_owned(), by.into());
    whole.insert("total".to_owned(), cell(None, None));
    whole.insert("rows".to_owned(), rows.into());
    if counts.columns().is_some() {
        let each_column = || 0..counts.column_categories().len();
        let columns: Vec<Value> = each_column().map(|column| cell(None, Some(column))).collect();
        let each_row = 0..row_axis.categories.len();
        let cells = each_row.flat_map(|row| each_column().map(move |column| (row, column)));
        let cells: Vec<Value> = cells.map(|(row, column)| cell(Some(row), Some(column))).collect();
        whole.insert("columns".to_owned(), columns.into());
        whole.insert("cells".to_owned(), cells.into());
    }
    let more = [Some(row_axis), counts.columns()].into_iter().flatten().map(|axis| axis.more);
    if more.clone().sum::<usize>() > 0 {
        whole.insert("values_left_out".to_owned(), more.collect::<Vec<_>>().into());
    }
    if !counts.is_protected() {
        whole.insert("people".to_owned(), people_json(counts, words));
    }
    Value::Object(whole)
}

fn people_json(counts: &Counts, words: &dyn ValueWords) -> Value {
    let people = counts.people();
    let statements = people.statements.iter().map(|statement| {
        let shows = words.shows_id(&statement.id);
        json!({
            "id": if shows { Value::from(statement.id.as_str()) } else { Value::Null },
            "number": statement.words,
            "query": if shows { Value::from(statement.query.as_str()) } else { Value::Null },
        })
    });
    let mark = |mark: &Mark| mark_fields(mark, None, true);
    let statements: Vec<Value> = statements.collect();
    json!({
        "sum": Value::Null,
        "why": WHY_NO_SUM,
        "statements": statements,
        "more_statements": people.more,
        "stated": mark(&people.stated),
        "not_stated": mark(&people.not_stated),
    })
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
