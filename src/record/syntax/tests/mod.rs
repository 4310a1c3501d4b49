//! Tests of the diagnostics of a broken text, and of what stays readable in it.

mod dates;
mod fields;
mod fixes;
mod headers;
mod hostile;
mod letters;
mod lists;
mod merges;
mod numbers;
mod properties;
mod quote_marks;
mod recovery;

use toml::de::{DeTable, DeValue};

use super::read;
use crate::text::LineIndex;

/// Checks that each text has one problem, at this place, in these words.
#[track_caller]
fn check(rows: &[(&str, &str, &str, &str)]) {
    for (text, place, message, help) in rows {
        let problems = read(text).problems().to_vec();
        let said: Vec<_> =
            problems.iter().map(|problem| (&*problem.message, problem.help.as_deref())).collect();
        assert_eq!(said, [(*message, Some(*help))], "{text}");
        assert_eq!(places(text), [*place], "{text}");
    }
}

/// Returns the places of the problems of `text`.
fn places(text: &str) -> Vec<String> {
    let lines = LineIndex::of(text);
    let place = |offset| lines.place(offset);
    let syntax = read(text);
    let starts = syntax.problems().iter().map(|problem| place(problem.range.start()));
    starts.map(|place| format!("{}:{}", place.line, place.column)).collect()
}

/// Returns what can be read of `text`, short.
fn shown(text: &str) -> String {
    show_table(read(text).root())
}

fn show_table(table: &DeTable<'_>) -> String {
    let fields =
        table.iter().map(|(key, value)| format!("{} = {}", key.get_ref(), show(value.get_ref())));
    fields.collect::<Vec<_>>().join("; ")
}

fn show(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| show(item.get_ref())).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => format!("{{ {} }}", show_table(table)),
    }
}
