//! The query language in a table, as help, manual and README tell it. Reads no query.

use super::asking::asking;

/// A way to ask, and what it finds.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// What is typed, by an example.
    pub typed: &'static str,
    /// What it finds.
    pub finds: &'static str,
}

/// The ways to ask for texts and values, in the order in which they are explained.
#[rustfmt::skip]
pub const FORMS: &[Form] = &[
    form("myawaddy 2023", "both words, in any text; word starts first, scattered letters last"),
    form("\"hanged for three days\"", "these words side by side"),
    form("'exact", "the word as it is typed, no letter left out"),
    form("^prefix suffix$ ^whole$", "texts that start so, end so, are just that"),
    form("-word !word -( … )", "without it"),
    form("a | b", "either; binds closer than a space: a b | c d is a, and b or c, and d"),
    form("( … )", "joins what stands in it"),
    form("a OR b AND NOT c", "the same as other tools write it, in capitals; also || and &&"),
    form("outcome:missing", "a field with a value that begins so, word by word"),
    form("citizenship:CN,TW", "either value"),
    form("occupation:=\"Factory worker\"", "the whole value to the letter; \"\" is a quote inside of quotes"),
    form("age:<18 age:>=18 age:14..17", "a number below, from, between; .. may be open at either end"),
    form("date:2022 date:>=2025", "a date that may lie there; what only may is marked ? and comes last"),
];

/// The names before a colon that are no field's own, or more than that, each by an example.
#[rustfmt::skip]
pub const SHORT_FORMS: &[Form] = &[
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

const fn form(typed: &'static str, finds: &'static str) -> Form {
    Form { typed, finds }
}

/// Returns the names of the fields that a query may ask for, the short forms among them.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    asking().fields().iter().map(|field| &*field.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Flag;
    use crate::record::{Kind, RowKind, fields, row_fields};
    use crate::search::Query;

    const README: &str = include_str!("../../README.md");

    #[test]
    fn every_example_is_a_query() {
        for Form { typed, .. } in FORMS.iter().chain(SHORT_FORMS) {
            let (query, problems) = Query::read(typed, asking());
            assert_eq!(problems, [], "{typed}");
            assert!(
                !query.is_empty() || query.sorting().is_some() || typed.contains('…'),
                "{typed}"
            );
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
            SHORT_FORMS.iter().filter_map(|form| form.typed.split(':').next()).collect();
        for name in field_names().filter(|name| !own.contains(name)) {
            assert!(explained.contains(&name), "{name}");
        }
        for name in explained {
            assert!(field_names().any(|known| known == name), "{name}");
        }
    }

    #[test]
    fn the_readme_tells_every_form_name_and_state() {
        let cell = |text: &str| text.replace('|', "\\|");
        for Form { typed, finds } in FORMS.iter().chain(SHORT_FORMS) {
            let row = format!("| `{}` | {} |\n", cell(typed), cell(finds));
            assert!(README.contains(&row), "the README lacks:\n{row}");
        }
        for flag in Flag::all() {
            let row = format!("| `is:{}` | {} |\n", flag.name(), flag.meaning());
            assert!(README.contains(&row), "the README lacks:\n{row}");
        }
    }
}
