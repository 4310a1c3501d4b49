//! Every number of a view is the number of records that `casebook list` finds for its query.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::collection::{Collection, ListSort, Lookup, Memory, load, sample};
use crate::record::Id;
use crate::search::Query;
use crate::session::Finder;
use crate::views::calendar_unit::CalendarUnit;
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::listed::check_listed;

const DATES: &[&str] = &[
    "",
    "2021",
    "2021?",
    "2021-12~",
    "2022-03-04",
    "2022?-05",
    "2020/..",
    "../2021-06",
    "2021-02/2022-01",
    "[2021-01..2021-03]",
    "{2021-11-02,2022-01-05}",
    "202X",
    "2021-21",
    "XXXX-12",
    "/2021",
    "1850",
    "not a date",
];
const PLACES: &[&str] = &["", "seatown", "harbour", "inland", "nowhere"];
const COUNTRIES: &[&str] = &["", "'CN'", "'CN', 'TH'", "'ZZ'", "'th'"];
const NUMBERS: &[&str] = &["", "1", "6", "14", "17", "300", "many"];
const QUALIFIERS: &[&str] = &["", "about", "at_least", "more_than", "nearly", "exact"];
const QUERIES: &[&str] = &[
    "",
    "test",
    "tset",
    "-tested",
    "test | other",
    "kind:victim,rescue",
    "-kind:arrest",
    "date:2021",
    "-date:2022",
    "age:<18",
    "is:minor",
    "place:seatown sort:-date",
    "(test | kind:arrest) -other",
    "has:date",
    "missing:place",
    "kind:place,source",
    "rel:seatown",
    "is:problem",
    "\"still typ",
    "kind:",
];

/// A made-up case: which of the values above it has.
#[derive(Clone, Debug)]
struct MadeCase {
    kind: usize,
    picks: Vec<usize>,
}

fn made_case() -> impl Strategy<Value = MadeCase> {
    (0_usize..3, proptest::collection::vec(0_usize..64, 9))
        .prop_map(|(kind, picks)| MadeCase { kind, picks })
}

fn collection_of(cases: &[MadeCase]) -> Arc<Collection> {
    let mut memory = Memory::default();
    memory.put(
        "places.toml",
        "[land]\nname = 'Testland'\n[seatown]\nname = 'Seatown'\nwithin = 'land'\n[harbour]\nname = 'Harbour'\n\
         within = 'seatown'\n[inland]\nname = 'Inland'\n",
    );
    memory.put("sources.toml", "[paper]\ntitle = 'A Test Paper'\npublished = 2022-07-01\n");
    for (number, MadeCase { kind, picks }) in cases.iter().enumerate() {
        let pick = |at: usize, of: &[&'static str]| of[picks[at] % of.len()];
        let put = |name: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("{name} = '{value}'\n") }
        };
        let date = pick(0, DATES);
        let place = pick(1, PLACES);
        let (folder, date_field, place_field) = match kind {
            0 => ("victims", "recruitment_date", "exploitation_place"),
            1 => ("rescues", "date", "place"),
            _ => ("arrests", "date", "place"),
        };
        let mut text = put("title", ["Test", "Other tested", "Something"][picks[8] % 3]);
        text += &put(date_field, date);
        text += &put(place_field, place);
        let countries = pick(2, COUNTRIES);
        if *kind == 0 && !countries.is_empty() {
            _ = writeln!(text, "citizenship = [{countries}]");
        }
        let number_of = |at: usize| match pick(at, NUMBERS) {
            "" => String::new(),
            "many" => "'many'".to_owned(),
            number => number.to_owned(),
        };
        let (count, age) = (number_of(3), number_of(4));
        if !count.is_empty() {
            _ = writeln!(text, "count = {count}");
        }
        text += &put("count_qualifier", pick(5, QUALIFIERS));
        if *kind == 0 && !age.is_empty() {
            _ = writeln!(text, "age = {age}");
        }
        if *kind == 0 && picks[6] % 3 == 0 {
            text += "minor = true\n";
        }
        if picks[7] % 3 == 0 {
            _ = write!(text, "[[event]]\nwhat = 'moved'\n{}", put("date", pick(7, DATES)));
        }
        if picks[6] % 2 == 0 {
            _ = write!(
                text,
                "[[quote]]\nsource = 'paper'\ntext = 'Words'\nsupports = ['{date_field}']\n"
            );
        }
        memory.put(format!("{folder}/test-{number}.toml"), text);
    }
    Arc::new(load(&memory))
}

fn check_all(collection: &Arc<Collection>, request: &CountRequest) -> usize {
    let finder = Finder::of(collection);
    let lookup = Lookup::of(collection);
    let may_count = |id: &Id| !id.as_str().ends_with('7');
    let history = &mut DisclosureHistory::default();
    let counts = Counts::of(&lookup, request, Some(&may_count), history);
    let mut checked = 0;
    for row in counts.all_rows() {
        for column in counts.all_columns() {
            check_listed(&finder, &counts.mark(row, column), &may_count);
            checked += 1;
        }
    }
    check_listed(&finder, &counts.people().stated, &may_count);
    check_listed(&finder, &counts.people().not_stated, &may_count);
    for statement in &counts.people().statements {
        let found = finder.find(&statement.query, ListSort::default());
        assert_eq!(found.ids.iter().collect::<Vec<_>>(), [&statement.id], "{}", statement.query);
    }
    checked
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn every_number_is_that_of_the_list_of_its_query(
        cases in proptest::collection::vec(made_case(), 0..24),
        picks in proptest::collection::vec(0_usize..4096, 6),
    ) {
        let collection = collection_of(&cases);
        let fields = countable_fields(&collection.catalogue());
        let periods = CalendarUnit::COUNTED;
        let field = |at: usize| fields[picks[at] % fields.len()].clone().by(periods[picks[at + 2] % 4]);
        let request = CountRequest {
            typed: QUERIES[picks[4] % QUERIES.len()].to_owned(),
            rows: field(0),
            columns: (picks[5] % 4 > 0).then(|| field(1)),
            limits: CountLimits { rows: 30, columns: 12 },
            is_protected: false,
        };
        check_all(&collection, &request);
    }
}

fn request(typed: &str, rows: &str, columns: Option<&str>) -> CountRequest {
    let axis = |written| AxisField::read(written, crate::collection::base_catalogue()).unwrap();
    CountRequest {
        typed: typed.to_owned(),
        rows: axis(rows),
        columns: columns.map(axis),
        limits: CountLimits::default(),
        is_protected: false,
    }
}

#[test]
fn every_field_counts_the_cases_of_the_sample_as_the_list_does() {
    let collection = Arc::new(load(&sample()));
    let mut checked = 0;
    for field in countable_fields(&collection.catalogue()) {
        checked += check_all(&collection, &request("", &field.name, None));
    }
    checked += check_all(&collection, &request("embassy", "kind", Some("date:month")));
    checked += check_all(&collection, &request("kind:victim sihanoukvile", "is", Some("age")));
    assert!(checked > 500, "{checked}");
}

#[test]
fn each_case_is_in_a_row_or_has_none_to_be_in() {
    let collection = Arc::new(load(&sample()));
    let lookup = Lookup::of(&collection);
    for field in countable_fields(&collection.catalogue()) {
        let history = &mut DisclosureHistory::default();
        let counts = Counts::of(&lookup, &request("", &field.name, None), None, history);
        let rows = counts.all_rows().flatten();
        let terms: Vec<&str> =
            rows.map(|row| counts.rows().categories[row].terms.as_str()).collect();
        let sets = lookup.sets_of_terms(&terms);
        let all = sets.into_iter().flatten().reduce(|one, other| one.or(&other)).unwrap();
        let cases = lookup.matching(&Query::default());
        assert_eq!(all.size_with(&cases).at_most, cases.size().at_most, "{}", field.name);
    }
}

#[test]
fn cases_are_counted_by_the_countries_that_their_places_are_in() {
    let mut files = Memory::default();
    let places = "[testland]\nname = 'Testland'\ntype = 'country'\n[otherland]\nname = 'Otherland'\ntype = 'country'\n\
                  [porttest]\nname = 'Port Test'\ntype = 'city'\nwithin = 'testland'\n\
                  [nowhere]\nname = 'Nowhere'\ntype = 'city'\n";
    files.put("places.toml", places);
    for (number, places) in
        ["'testland'", "'porttest'", "'nowhere'", "'porttest', 'otherland'", ""].iter().enumerate()
    {
        let places =
            if places.is_empty() { String::new() } else { format!("places = [{places}]\n") };
        files.put(
            format!("arrests/test-{number}.toml"),
            format!("title = 'Test {number}'\n{places}"),
        );
    }
    let collection = Arc::new(load(&files));
    let lookup = Lookup::of(&collection);
    let counts =
        Counts::of(&lookup, &request("", "country", None), None, &mut DisclosureHistory::default());
    let rows = counts.all_rows().flatten().map(|row| {
        let category = &counts.rows().categories[row];
        (category.terms.as_str(), counts.mark(Some(row), None).certain)
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            ("place:=testland", 3),
            ("place:=otherland", 1),
            ("has:place -place:=testland -place:=otherland", 1),
            ("missing:place", 1),
        ]
    );
    check_all(&collection, &request("", "country", Some("kind")));
}

#[test]
fn a_partial_index_counts_as_the_whole_one() {
    let collection = Arc::new(load(&sample()));
    let whole = Lookup::of(&collection);
    for (typed, rows, columns) in [
        ("", "kind", Some("date")),
        ("kind:arrest", "place", None),
        ("embassy", "kind", Some("age")),
        ("date:2022 has:place", "citizenship", Some("outcome")),
        ("is:minor", "kind", None),
        ("kind:victim", "country", Some("kind")),
    ] {
        let request = request(typed, rows, columns);
        let (query, _) = Query::read(typed, whole.catalogue());
        let axes = [Some(&request.rows), request.columns.as_ref()].into_iter().flatten();
        let names = axes.flat_map(AxisField::looks_in);
        let names: Vec<&str> =
            names.chain(["kind", "count", "sources", "has", "missing"]).collect();
        let fields: Vec<_> =
            names.iter().filter_map(|name| whole.catalogue().number(name)).collect();
        let partial = Lookup::for_fields(&collection, &query, &fields);
        let of =
            |lookup: &Lookup| Counts::of(lookup, &request, None, &mut DisclosureHistory::default());
        assert_eq!(of(&partial), of(&whole));
    }
}
