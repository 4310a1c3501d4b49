//! The examples of queries: each finds something in the shipped collection.

use casebook::collection::{Lookup, load, sample};
use casebook::search::Query;

use super::page;

/// States that no record of the shipped collection need be in, and texts, which the program does not contain.
const NOT_SHIPPED: &[&str] = &[
    "text:guardian",
    "is:unsourced",
    "is:restricted",
    "is:confidential",
    "is:problem",
    "is:broken",
];

/// Returns the queries in the first column of the tables of a page.
fn examples(page: &str) -> Vec<String> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let typed = cells.filter_map(|cells| cells.split_once("` |"));
    typed.map(|(typed, _)| typed.replace("\\|", "|")).collect()
}

#[test]
fn every_example_of_a_query_finds_something() {
    let lookup = Lookup::of(&load(&sample()));
    let examples = examples(&page("docs/queries.md"));
    assert!(examples.len() > 30, "{examples:?}");
    for typed in &examples {
        let (query, problems) = Query::read(typed, lookup.catalogue());
        assert!(problems.is_empty(), "{typed}: {problems:?}");
        let is_shipped = !NOT_SHIPPED.contains(&typed.as_str());
        assert!(!is_shipped || !lookup.find(&query).is_empty(), "{typed} finds nothing");
    }
    for state in NOT_SHIPPED {
        assert!(examples.iter().any(|typed| typed == state), "{state}");
    }
}
