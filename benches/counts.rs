//! Benchmarks of counting 206,000 cases by one field and by two, as the screen of counts does.
//!
//! `cargo bench --bench counts` counts for the owner and, under `P`, for others; it makes up its cases.
#![expect(clippy::expect_used, reason = "a benchmark may panic")]

use std::fmt::Write as _;
use std::hint::black_box;

use casebook::collection::{Collection, Lookup, Memory, base_catalogue, load};
use casebook::views::DisclosureHistory;
use casebook::views::counts::{AxisField, CountLimits, CountRequest, Counts};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const CASES: usize = 206_000;

/// Returns cases of people who do not exist, a third of each kind, with dates of several forms.
fn made_up() -> Collection {
    let mut memory = Memory::default();
    memory.put("sources.toml", "[wire]\npublisher = 'Test Wire'\npublished = '2025-02-01'\n");
    let mut places = String::new();
    for number in 0..300 {
        _ = write!(places, "[town-{number}]\nname = 'Testtown {number}'\n");
    }
    memory.put("places.toml", places);
    for number in 0..CASES {
        let (year, month) = (2012 + number * 7 % 15, 1 + number * 5 % 12);
        let date = match number % 8 {
            0 => String::new(),
            1 => format!("{year}"),
            2 => format!("{year}-{month:02}~"),
            3 => format!("{year}/.."),
            4 => format!("{year}?-{month:02}"),
            _ => format!("{year}-{month:02}-{:02}", 1 + number * 11 % 28),
        };
        let (folder, date_field, place_field) = match number % 3 {
            0 => ("victims", "recruitment_date", "exploitation_place"),
            1 => ("rescues", "date", "place"),
            _ => ("arrests", "date", "place"),
        };
        let mut text =
            format!("title = 'Test {number}'\n{place_field} = 'town-{}'\n", number * 13 % 300);
        if !date.is_empty() {
            _ = writeln!(text, "{date_field} = '{date}'");
        }
        if number % 3 == 0 {
            let country = ["CN", "VN", "TH", "ID", "PH", "MM"][number / 3 % 6];
            _ = write!(text, "citizenship = ['{country}']\nage = {}\n", 12 + number % 50);
        }
        memory.put(format!("{folder}/test-{number}.toml"), text);
    }
    load(&memory)
}

fn counts(criterion: &mut Criterion) {
    let collection = made_up();
    let lookup = Lookup::of(&collection);
    let axis = |written| AxisField::read(written, base_catalogue()).expect("such a field");
    let mut group = criterion.benchmark_group("counts");
    group.sample_size(20);
    for (typed, rows, columns) in [
        ("", "kind", None),
        ("", "kind", Some("date:year")),
        ("", "kind", Some("date:month")),
        ("", "place", Some("date:year")),
        ("", "citizenship", Some("age")),
        ("kind:victim date:2020..", "citizenship", Some("date:quarter")),
        ("testtown", "kind", Some("date:year")),
    ] {
        let request = |is_protected| CountRequest {
            typed: typed.to_owned(),
            rows: axis(rows),
            columns: columns.map(axis),
            limits: CountLimits::default(),
            is_protected,
        };
        let name = format!("{typed} {rows} × {}", columns.unwrap_or("none"));
        for (what, request) in [("own", request(false)), ("others", request(true))] {
            group.bench_function(BenchmarkId::new(what, &name), |bencher| {
                bencher.iter(|| {
                    let history = &mut DisclosureHistory::default();
                    black_box(Counts::of(&lookup, &request, None, history))
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, counts);
criterion_main!(benches);
