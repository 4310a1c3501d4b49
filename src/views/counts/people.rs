//! What cases say of numbers of people: statements, which are never added up.

use crate::collection::Lookup;
use crate::record::Id;
use crate::search::{LineSet, SetSize};
use crate::views::base_query::BaseQuery;
use crate::views::in_order::sort_short_list;
use crate::views::mark::Mark;

/// Why there is no sum.
pub(crate) const WHY_NO_SUM: &str =
    "not added up: one number may contain the people of another, and \"at least\" has no sum";

/// The most statements that are listed.
const MOST_STATEMENTS: usize = 12;

/// What one case says of how many people it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleStatement {
    /// The case.
    pub id: Id,
    /// The number, with how exact it is.
    pub words: String,
    /// The query that lists the case.
    pub query: String,
}

/// What cases say of how many people they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleStatements {
    /// The statements with the greatest numbers.
    pub statements: Vec<PeopleStatement>,
    /// How many more statements there are.
    pub more: usize,
    /// The cases that state a number.
    pub stated: Mark,
    /// The cases that could, and do not.
    pub not_stated: Mark,
}

impl PeopleStatements {
    /// Returns what the cases of a query say.
    pub(super) fn of(base: &BaseQuery, lookup: &Lookup, within: &LineSet) -> Self {
        let terms = ["has:count", "missing:count"];
        let sets = lookup.sets_of_terms(&terms);
        let size = |at: usize| -> SetSize {
            let set = sets.get(at).and_then(Option::as_ref);
            set.map(|set| set.size_with(within)).unwrap_or_default()
        };
        let marks = [0, 1].map(|at| {
            let terms = terms.get(at).copied().unwrap_or_default();
            Mark::of(base.with(&[terms]), size(at))
        });
        let mut stated = lookup.amounts_in("count", within);
        sort_short_list(&mut stated, |one, other| {
            other.1.total_cmp(&one.1).then(one.0.cmp(&other.0))
        });
        let more = stated.len().saturating_sub(MOST_STATEMENTS);
        stated.truncate(MOST_STATEMENTS);
        let statements = stated.iter().filter_map(|(line, least, most)| {
            let id = lookup.ids().get(*line)?.clone();
            let query = base.with(&[&format!("id:={}", id.as_str())]);
            let stored = lookup.values_of(*line, "count");
            Some(PeopleStatement { words: in_words(*least, *most, &stored), id, query })
        });
        let statements = statements.collect();
        let [stated, not_stated] = marks;
        Self { statements, more, stated, not_stated }
    }
}

/// Returns a number in words, given its bounds and the numbers in the file, one of which was qualified so.
fn in_words(least: f64, most: f64, stored: &[String]) -> String {
    let close = |one: f64, other: f64| (one - other).abs() < 0.5;
    let numbers = stored.iter().filter_map(|number| Some((number, number.parse::<f64>().ok()?)));
    let words = numbers.into_iter().find_map(|(written, number)| {
        let qualifier = match () {
            () if close(least, number) && close(most, number) => "",
            () if close(least, number) && most.is_infinite() => "at least ",
            () if close(least, number + 1.0) && most.is_infinite() => "more than ",
            () if close(most, number - 1.0) => "nearly ",
            () if least < number && number < most && most.is_finite() => "about ",
            () => return None,
        };
        Some(format!("{qualifier}{written}"))
    });
    words.unwrap_or_else(|| format!("from {least} to {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_said_as_exactly_as_it_is_known() {
        let said = |least: f64, most: f64| in_words(least, most, &["300".to_owned()]);
        assert_eq!(said(300.0, 300.0), "300");
        assert_eq!(said(300.0, f64::INFINITY), "at least 300");
        assert_eq!(said(301.0, f64::INFINITY), "more than 300");
        assert_eq!(said(270.0, 299.0), "nearly 300");
        assert_eq!(said(270.0, 330.0), "about 300");
        assert_eq!(in_words(2.0, 3.0, &[]), "from 2 to 3");
    }
}
