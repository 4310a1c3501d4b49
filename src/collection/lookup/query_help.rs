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
    form("sihanoukville 2026", "both words, in any text; word starts first, scattered letters last"),
    form("\"hanged for three days\"", "these words side by side"),
    form("'passport", "the word as it is typed, no letter left out"),
    form("^six", "texts that start so; compound$ those that end so, ^yun$ those that are just that"),
    form("telegram -raid", "the first without the second; ! and -( … ) work too"),
    form("telegram | wechat", "either; binds closer than a space: a b | c d is a, and b or c, and d"),
    form("(telegram | embassy) minor", "brackets group what is in them"),
    form("raid OR embassy AND NOT thai", "the same as other tools write it, in capitals; also || and &&"),
    form("outcome:missing", "a field with a value that begins so, word by word"),
    form("citizenship:CN,TW", "either value"),
    form("promised:=\"A well-paid job\"", "the whole value to the letter; \"\" is a quote inside of quotes"),
    form("age:14..17", "a number from, to; .. may be open at either end, and < > <= >= work too"),
    form("date:2022", "a date that may lie there; what only may is marked ? and comes last"),
];

/// The names before a colon that are no field's own, or more than that, each by an example.
#[rustfmt::skip]
pub const SHORT_FORM_EXAMPLES: &[QueryExample] = &[
    form("kind:victim", "records of a kind: victim, rescue, arrest, source, place, person, organisation"),
    form("id:sihanoukville", "records by their id"),
    form("place:sihanoukville", "every field of places, and the places around each"),
    form("date:2021-12..2022-06", "every date of a record, those of its events too"),
    form("ransom:>100000CNY", "ransoms demanded or paid; without a currency, in any"),
    form("quote:telegram", "the words of quotes"),
    form("source:reuters-2017", "the sources quoted, by id, title or publisher"),
    form("sources:<2", "how many independent sources a case quotes"),
    form("has:quote", "records that have a field, quotes, events or groups"),
    form("missing:age", "records without a field, of the kinds that may have it"),
    form("is:disputed", "records in one of the states below"),
    form("rel:sihanoukville", "everything linked to a record, either way, sources of quotes too"),
    form("sort:-date", "nothing, but puts what is found in order; the minus turns it around"),
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
        let rows = [RowKind::Event, RowKind::Group].map(row_fields);
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
