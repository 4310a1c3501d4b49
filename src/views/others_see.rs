//! What others see of one collection in all views together: no number of few cases, and none from comparing two views.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::counts::{AxisField, CountLimits, CountRequest, Counts};
use super::map::{Disclosure, MapMarks, MapPlaces};
use super::{FEWEST, Shown};
use crate::collection::{Lookup, Memory, base_catalogue, load};
use crate::search::Query;

/// A number that others see, and the query of its cases.
struct SeenMark {
    query: String,
    shown: Shown,
}

/// A case: its kind, the number of its place, its date.
type AnyCase = (usize, usize, usize);

const PLACES: [&str; 5] = ["", "land", "north", "south", "town"];
const DATES: [&str; 4] = ["", "2021", "2022-03", "2022?"];

fn files(cases: &[AnyCase]) -> Memory {
    let mut files = Memory::default();
    files.put(
        "places.toml",
        "[land]\nname = 'Land'\ntype = 'country'\n[north]\nname = 'N'\ntype = 'province'\nwithin = 'land'\n\
         [south]\nname = 'S'\ntype = 'province'\nwithin = 'land'\n[town]\nname = 'T'\ntype = 'city'\nwithin = 'north'\n",
    );
    for (number, (kind, place, date)) in cases.iter().enumerate() {
        let folder = ["rescues", "arrests"][kind % 2];
        let mut text = format!("title = 'Test {number}'\n");
        if !PLACES[*place].is_empty() {
            _ = writeln!(text, "places = ['{}']", PLACES[*place]);
        }
        if !DATES[*date].is_empty() {
            _ = writeln!(text, "date = '{}'", DATES[*date]);
        }
        files.put(format!("{folder}/test-{number}.toml"), text);
    }
    files
}

/// Returns all that others see of numbers in counts by each of some fields, and on the map.
fn seen_marks(lookup: &Lookup, places: &MapPlaces, by: &[&str]) -> Vec<SeenMark> {
    let mut all = Vec::new();
    for rows in by {
        let request = CountRequest {
            typed: String::new(),
            rows: AxisField::read(rows, base_catalogue()).unwrap(),
            columns: None,
            limits: CountLimits::default(),
            is_protected: true,
        };
        let counts = Counts::of(lookup, &request, None);
        for row in counts.all_rows() {
            let (query, shown) = (counts.mark(row, None).query, counts.shown(row, None).unwrap());
            all.push(SeenMark { query, shown });
        }
    }
    let marks = MapMarks::of(lookup, places, "", Disclosure::Others, &|_| true);
    let shown = marks.shown.as_ref().unwrap();
    all.push(SeenMark { query: String::new(), shown: shown.all });
    let of_rows = marks.rows.iter().zip(&shown.rows);
    all.extend(
        of_rows.map(|(row, shown)| SeenMark { query: row.mark.query.clone(), shown: *shown }),
    );
    all.push(SeenMark { query: "is:unplaced".to_owned(), shown: shown.unplaced });
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_view_tells_of_few_cases_and_no_two_do_together(
        weights in proptest::collection::vec(0_usize..16, 10),
        dates in proptest::collection::vec(0_usize..4, 160),
    ) {
        let cases: Vec<AnyCase> = weights
            .iter()
            .enumerate()
            .flat_map(|(cell, weight)| std::iter::repeat_n((cell / 5, cell % 5), *weight))
            .zip(&dates)
            .map(|((kind, place), date)| (kind, place, *date))
            .collect();
        let collection = load(&files(&cases));
        let lookup = Lookup::of(&collection);
        let places = MapPlaces::of(&collection);
        let is_few = |number: usize| (1..FEWEST).contains(&number);
        for SeenMark { query, shown } in seen_marks(&lookup, &places, &["kind", "place", "date"]) {
            match shown {
                Shown::Both { certain, at_most } => {
                    prop_assert!(![certain, at_most, at_most - certain].into_iter().any(is_few), "{}", query);
                }
                Shown::AtLeast(number) | Shown::AtMost(number) => prop_assert!(!is_few(number), "{}", query),
                Shown::Few | Shown::Hidden => {}
            }
        }
        // Of places, the counts and the map tell the same: what is in one place and not in another within it stays hidden.
        let of_places = seen_marks(&lookup, &places, &["place"]);
        let sets: Vec<_> = of_places
            .iter()
            .filter(|seen| matches!(seen.shown, Shown::Both { .. }))
            .map(|seen| (&seen.query, lookup.matching(&Query::read(&seen.query, lookup.catalogue()).0)))
            .collect();
        for (outer, one) in &sets {
            for (inner, other) in &sets {
                let (size, shared) = (one.size().at_most, one.size_with(other).at_most);
                if other.size().at_most == shared && shared > 0 {
                    prop_assert!(!is_few(size - shared), "{} is in {}", inner, outer);
                }
            }
        }
    }
}
