//! The problem of an unfinished term, in a query that the user has finished typing.

use super::Query;
use super::catalogue::{Catalogue, ValueKind};
use super::problem::query_problem;
use crate::diagnostic::Diagnostic;
use crate::text::shortened;

impl Query {
    /// Returns the problem that a term is unfinished and therefore ignored; `None` if all are finished.
    pub fn unfinished_problem(&self, typed: &str, catalogue: &Catalogue) -> Option<Diagnostic> {
        let range = self.unfinished?;
        let term = range.of(typed);
        let message = format!("`{}` is not finished", shortened(term));
        Some(query_problem(range, message, help(term, catalogue)))
    }
}

/// Returns how to finish a term.
fn help(term: &str, catalogue: &Catalogue) -> String {
    let Some((name, _)) = term.split_once([':', '：']) else {
        return "write what it joins, or put it in quotes to look for it".to_owned();
    };
    let name = name.trim_start_matches(['-', '!']);
    let field = catalogue.number(name).and_then(|number| catalogue.field(number));
    match field.map(|field| &field.takes) {
        Some(ValueKind::Names(list)) if list.names().len() <= MOST_NAMES => {
            format!("use {}", list.names().join(", "))
        }
        Some(ValueKind::Date) => {
            "write 2022, 2022-07, 2022-07-15 or a range: 2021-12..2022-06".to_owned()
        }
        Some(ValueKind::Money) => {
            "write an amount, or one with the three letters of its currency: 5000CNY".to_owned()
        }
        Some(ValueKind::Number | ValueKind::Decimal) => {
            "write a number, or a range: <18, >=18, 14..17".to_owned()
        }
        Some(
            ValueKind::Names(_)
            | ValueKind::Words
            | ValueKind::TextsOf(_)
            | ValueKind::ArchivedTexts
            | ValueKind::OneOf(_)
            | ValueKind::Record(_)
            | ValueKind::Order(_),
        )
        | None => "write the whole name or value after the colon".to_owned(),
    }
}

/// The most names that fit into one line of help.
const MOST_NAMES: usize = 16;
