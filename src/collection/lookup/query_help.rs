//! The query language as a table of examples, for help, manual and README.

use crate::collection::lookup::catalogue::base_catalogue;
use crate::search::QueryField;

/// A way to ask, and what it finds.
#[derive(Clone, Copy, Debug)]
pub struct QueryExample {
    /// What is typed, by an example.
    pub typed: &'static str,
    /// What it finds.
    pub finds: &'static str,
}

/// The ways to ask for texts and values, in the order in which they are explained.
#[rustfmt::skip]
pub const QUERY_EXAMPLES: &[QueryExample] = &[
    form("sihanoukville 2026", "both words, in any text; matches at word starts come first; scattered letters count only where nothing better is found"),
    form("\"hanged for three days\"", "this exact phrase"),
    form("'passport", "the word exactly as typed, without fuzzy matching"),
    form("^six", "texts that start with this; compound$ ends with it, ^yun$ is exactly it"),
    form("telegram -raid", "the first word but not the second; ! and -( … ) work too"),
    form("telegram | wechat", "either word; | binds tighter than a space: a b | c d means a and (b or c) and d"),
    form("(telegram | embassy) minor", "parentheses group terms"),
    form("raid OR embassy AND NOT thai", "operators of other tools, in capitals; also || and &&"),
    form("outcome:missing", "a field whose value has a word that starts with this"),
    form("citizenship:CN,TW", "either value"),
    form("promised:=\"A well-paid job\"", "exact value; write \"\" for a quote mark inside quotes"),
    form("age:14..17", "a number range; either end of .. may be left out, and < > <= >= work too"),
    form("date:2022", "a date in this range; uncertain matches are marked ? and come last"),
];

/// The names before a colon that are no field's own, or more than that, each by an example.
#[rustfmt::skip]
pub const SHORT_FORM_EXAMPLES: &[QueryExample] = &[
    form("kind:victim", "records of a kind: victim, rescue, arrest, source, place, person, organisation"),
    form("id:sihanoukville", "records by id"),
    form("place:sihanoukville", "any place field, including the places that contain it"),
    form("date:2021-12..2022-06", "any date of a record, including its events"),
    form("ransom:>100000CNY", "ransoms demanded or paid; leave out the currency for any"),
    form("quote:telegram", "words inside quotes"),
    form("text:guardian", "words in the archived texts that a case quotes, or in the text of a source"),
    form("source:reuters-2017", "quoted sources, by id, title or publisher"),
    form("sources:<2", "number of independent sources that a case quotes"),
    form("has:quote", "records that have this field, quotes, events or groups"),
    form("missing:age", "records that could have this field but do not"),
    form("is:disputed", "records in a state, such as disputed or unsourced"),
    form("rel:sihanoukville", "everything linked to or from a record, including quoted sources"),
    form("sort:-date", "sorts the results; the minus reverses the order"),
];

const fn form(typed: &'static str, finds: &'static str) -> QueryExample {
    QueryExample { typed, finds }
}

/// Returns the labels of the fields that a query may ask for, the short forms among them.
pub fn field_labels() -> impl Iterator<Item = &'static str> {
    base_catalogue().fields().iter().map(QueryField::label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, RowKind, fields, row_fields};
    use crate::search::Query;

    #[test]
    fn every_example_is_a_query() {
        for QueryExample { typed, .. } in QUERY_EXAMPLES.iter().chain(SHORT_FORM_EXAMPLES) {
            let (query, problems) = Query::read(typed, base_catalogue());
            assert_eq!(problems, [], "{typed}");
            assert!(!query.is_empty() || query.sorting().is_some(), "{typed}");
        }
    }

    #[test]
    fn every_name_that_is_no_fields_own_is_a_short_form() {
        let rows = RowKind::PLAIN.map(row_fields);
        let own: Vec<&str> = Kind::all()
            .map(fields)
            .chain(rows)
            .flatten()
            .map(|field| field.name.as_str())
            .collect();
        let explained: Vec<&str> =
            SHORT_FORM_EXAMPLES.iter().filter_map(|form| form.typed.split(':').next()).collect();
        let names = || base_catalogue().fields().iter().map(|field| &*field.name);
        for name in names().filter(|name| !own.contains(name)) {
            assert!(explained.contains(&name), "{name}");
        }
        for name in explained {
            assert!(names().any(|known| known == name), "{name}");
        }
    }
}
