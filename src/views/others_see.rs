//! What others see of one collection in all views together: no number of few cases, and none from comparing views.

use std::collections::HashMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::counts::{AxisField, CountLimits, CountRequest, Counts};
use super::map::{Disclosure, MapMarks, MapPlaces};
use super::timeline::{
    LanesBy, Rivals, TimelineRequest, TimelineSource, TimelineWindow, WantedWindow,
};
use super::{CalendarUnit, DisclosureHistory, FEWEST, Mark, Shown};
use crate::collection::{Collection, Lookup, Memory, base_catalogue, load};
use crate::search::{LineSet, Query, Truth};

/// A number that others see, and the query of its cases.
#[derive(Debug)]
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

/// A view that others look at: of the counts the fields, of the timeline the window.
#[derive(Clone, Debug)]
enum LookedAt {
    Counts(&'static str, Option<&'static str>),
    Timeline(CalendarUnit, i32),
    Map,
}

const LOOKED_AT: [LookedAt; 9] = [
    LookedAt::Counts("kind", None),
    LookedAt::Counts("place", None),
    LookedAt::Counts("kind", Some("date")),
    LookedAt::Counts("date:month", Some("place")),
    LookedAt::Counts("date:quarter", None),
    LookedAt::Timeline(CalendarUnit::Year, 2020),
    LookedAt::Timeline(CalendarUnit::Quarter, 2021),
    LookedAt::Timeline(CalendarUnit::Month, 2022),
    LookedAt::Map,
];
const TYPED: [&str; 5] = ["", "kind:rescue", "place:=north", "date:2021", "-kind:arrest has:date"];

/// Returns all that others see of numbers in a view of a query.
fn seen_marks(
    lookup: &Lookup,
    collection: &Collection,
    (looked_at, typed): (&LookedAt, &str),
    history: &mut DisclosureHistory,
) -> Vec<SeenMark> {
    let mut all = Vec::new();
    match looked_at {
        LookedAt::Counts(rows, columns) => {
            let axis = |written| AxisField::read(written, base_catalogue()).unwrap();
            let request = CountRequest {
                typed: typed.to_owned(),
                rows: axis(rows),
                columns: columns.map(axis),
                limits: CountLimits::default(),
                is_protected: true,
            };
            let counts = Counts::of(lookup, &request, None, history);
            for row in counts.all_rows() {
                for column in counts.all_columns() {
                    let query = counts.mark(row, column).query;
                    all.push(SeenMark { query, shown: counts.shown(row, column).unwrap() });
                }
            }
        }
        LookedAt::Timeline(unit, year) => {
            let first = unit.at(CalendarUnit::Year.days(*year).first);
            let request = TimelineRequest {
                typed: typed.to_owned(),
                window: WantedWindow::At(TimelineWindow::of(*unit, first, 8)),
                lanes: LanesBy::None,
                is_protected: true,
            };
            let mut source =
                TimelineSource::of(typed, lookup, collection, &|_| true, Rivals::LeftOut);
            let timeline = source.timeline(&request, lookup, collection, history);
            let shown = timeline.shown.unwrap();
            let columns = timeline.columns.into_iter().zip(shown.columns);
            let others = [
                (timeline.before, shown.before),
                (timeline.after, shown.after),
                (timeline.undated, shown.undated),
                (timeline.without, shown.without),
                (timeline.no_date, shown.no_date),
                (timeline.whole, shown.whole),
            ];
            let seen = |(mark, shown): (Mark, Shown)| SeenMark { query: mark.query, shown };
            all.extend(columns.chain(others).map(seen));
        }
        LookedAt::Map => {
            let places = MapPlaces::of(collection);
            let marks =
                MapMarks::of(lookup, &places, typed, Disclosure::Others, &|_| true, history);
            let shown = marks.shown.as_ref().unwrap();
            all.push(SeenMark { query: typed.to_owned(), shown: shown.all });
            let rows = marks.rows.iter().map(|row| &row.mark).zip(&shown.rows);
            let unplaced = (&marks.unplaced, &shown.unplaced);
            let seen = |(mark, shown): (&Mark, &Shown)| SeenMark {
                query: mark.query.clone(),
                shown: *shown,
            };
            all.extend(rows.chain([unplaced]).map(seen));
        }
    }
    all
}

/// Returns the sets of cases whose number others know, and checks what they are shown of each mark by itself.
fn known_sets(lookup: &Lookup, seen: &[SeenMark]) -> Vec<LineSet> {
    let is_few = |number: usize| (1..FEWEST).contains(&number);
    let mut known: Vec<LineSet> = Vec::new();
    for SeenMark { query, shown } in seen {
        let set = lookup.matching(&Query::read(query, lookup.catalogue()).0);
        let size = set.size();
        let (least, most) = match *shown {
            Shown::Both { certain, at_most } => (certain, at_most),
            Shown::AtLeast(least) => (least, usize::MAX),
            Shown::AtMost(most) => (0, most),
            Shown::Few => (0, FEWEST - 1),
            Shown::Hidden => (0, usize::MAX),
        };
        assert!(least <= size.certain && size.at_most <= most, "{query}: {size:?} is {shown:?}");
        // That there are from one to ten is no number, whichever it is.
        if *shown == Shown::Few {
            continue;
        }
        assert!(![least, most, most - least].into_iter().any(is_few), "{query}: {shown:?}");
        if least == size.certain && least > 0 {
            known.push(set.certain_only());
        }
        if most == size.at_most {
            known.push(set.at_most_only());
        }
    }
    known
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is looked at, in whichever order: no sum, difference or combination of what others have seen is of few cases.
    #[test]
    fn no_view_tells_of_few_cases_and_no_several_do_together(
        weights in proptest::collection::vec(0_usize..24, 10),
        dates in proptest::collection::vec(0_usize..4, 240),
        looked_at in proptest::collection::vec((0..LOOKED_AT.len(), 0..TYPED.len()), 1..7),
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
        let history = &mut DisclosureHistory::default();
        let mut known = Vec::new();
        let mut before: Vec<(String, Shown)> = Vec::new();
        for (view, typed) in &looked_at {
            let view = (&LOOKED_AT[*view], TYPED[*typed]);
            let seen = seen_marks(&lookup, &collection, view, history);
            known.extend(known_sets(&lookup, &seen));
            before.extend(seen.into_iter().map(|seen| (seen.query, seen.shown)));
        }
        let combined = |line: usize| known.iter().map(|set| set.truth(line)).collect::<Vec<_>>();
        let mut combinations: HashMap<Vec<Truth>, usize> = HashMap::new();
        for line in 0..lookup.case_count() {
            *combinations.entry(combined(line)).or_default() += 1;
        }
        for number in combinations.values().filter(|_| lookup.case_count() >= FEWEST) {
            prop_assert!(*number >= FEWEST, "{} cases stand out in {:?}", number, looked_at);
        }
        // What was seen is seen again: to hide it would only look safer.
        for (view, typed) in &looked_at {
            let view = (&LOOKED_AT[*view], TYPED[*typed]);
            for SeenMark { query, shown } in seen_marks(&lookup, &collection, view, history) {
                let size = lookup.matching(&Query::read(&query, lookup.catalogue()).0).size();
                let whole = Shown::Both { certain: size.certain, at_most: size.at_most };
                if before.iter().any(|(of, shown)| *of == query && *shown == whole) {
                    prop_assert_eq!(shown, whole, "{}", query);
                }
            }
        }
    }
}

#[test]
fn a_collection_of_many_cases_still_has_numbers_for_others() {
    let cases: Vec<AnyCase> =
        (0..600).map(|case| (case % 2, case / 2 % 5, case / 10 % 4)).collect();
    let collection = load(&files(&cases));
    let lookup = Lookup::of(&collection);
    let history = &mut DisclosureHistory::default();
    for (view, least) in [(2, 10), (1, 4), (5, 4), (8, 3)] {
        let seen = seen_marks(&lookup, &collection, (&LOOKED_AT[view], ""), history);
        let numbers =
            seen.iter().filter(|seen| matches!(seen.shown, Shown::Both { at_most: 1.., .. }));
        assert!(numbers.count() >= least, "{:?}: {:?}", LOOKED_AT[view], seen);
    }
}
