//! Benchmarks of the timeline of 206,000 cases: opened, zoomed, moved, and divided into lanes.
//!
//! `cargo bench --bench timeline` does so for the owner and, under `P`, for others; it makes up its cases.

use std::fmt::Write as _;
use std::hint::black_box;

use casebook::collection::{Collection, Lookup, Memory, load};
use casebook::views::timeline::{
    LanesBy, Rivals, TimelineRequest, TimelineSource, TimelineWindow, WantedWindow,
};
use casebook::views::{CalendarUnit, DisclosureHistory};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const CASES: usize = 206_000;
/// As many columns as a wide terminal has.
const CELLS: usize = 130;

/// Returns the date of a made-up case: one in nine is without a date, and all forms occur.
fn date(number: usize) -> String {
    let (year, month, day) = (2012 + number * 7 % 15, 1 + number * 5 % 12, 1 + number * 11 % 28);
    match number % 9 {
        0 => String::new(),
        1 => format!("{year}"),
        2 => format!("{year}-{month:02}~"),
        3 => format!("{year}-{month:02}"),
        4 => format!("{year}/.."),
        5 => format!("{year}?-{month:02}"),
        6 => format!("{{{year}-{month:02}-{day:02},{}-01-05}}", year + 1),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// Returns cases of people who do not exist; some have an event, and one in a hundred is disputed.
fn made_up() -> Collection {
    let mut memory = Memory::default();
    memory.put("sources.toml", "[wire]\npublisher = 'Test Wire'\npublished = '2025-02-01'\n");
    memory.put("places.toml", "[seatown]\nname = 'Seatown'\n[inland]\nname = 'Inland'\n");
    for number in 0..CASES {
        let place = if number % 3 == 0 { "seatown" } else { "inland" };
        let mut text = format!(
            "title = 'Test Person {number}'\nname = 'Test Person {number}'\n\
             exploitation_place = '{place}'\n"
        );
        let date = date(number);
        if !date.is_empty() {
            _ = writeln!(text, "recruitment_date = '{date}'");
        }
        if number % 4 == 0 {
            text += "[[event]]\nkey = 'sale'\nwhat = 'sold'\ndate = '2021-05'\n";
        }
        text += "[[quote]]\nsource = 'wire'\ntext = 'Words'\nsupports = ['name']\n";
        if number % 100 == 0 {
            text += "disputes = { recruitment_date = '2020' }\n";
        }
        memory.put(format!("victims/test-person-{number}.toml"), text);
    }
    load(&memory)
}

fn timeline(criterion: &mut Criterion) {
    let collection = made_up();
    let lookup = Lookup::of(&collection);
    let source = || TimelineSource::of("", &lookup, &collection, &|_| true, Rivals::Shown);
    let request = |window: WantedWindow, lanes: LanesBy| TimelineRequest {
        typed: String::new(),
        window,
        lanes,
        is_protected: false,
    };
    let fitting = request(WantedWindow::Fitting(CELLS, CalendarUnit::Day), LanesBy::None);
    let history = &mut DisclosureHistory::default();
    let mut group = criterion.benchmark_group("timeline of 206,000");
    group.sample_size(10);
    group.bench_function("open", |bencher| {
        bencher.iter(|| black_box(source().timeline(&fitting, &lookup, &collection, history)));
    });
    let mut known = source();
    let first = known.timeline(&fitting, &lookup, &collection, history).window;
    for (name, window) in [
        ("move", first.moved(7)),
        ("zoom in", first.zoomed(CalendarUnit::Month, 60)),
        ("zoom to days", first.zoomed(CalendarUnit::Day, 60)),
        ("zoom out", TimelineWindow::of(CalendarUnit::Decade, 150, CELLS)),
    ] {
        let request = request(WantedWindow::At(window), LanesBy::None);
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| black_box(known.timeline(&request, &lookup, &collection, history)));
        });
    }
    let seen =
        TimelineRequest { is_protected: true, ..request(WantedWindow::At(first), LanesBy::None) };
    group.bench_function("others", |bencher| {
        bencher.iter(|| {
            let history = &mut DisclosureHistory::default();
            black_box(known.timeline(&seen, &lookup, &collection, history))
        });
    });
    for lanes in [LanesBy::Kind, LanesBy::Place, LanesBy::Source] {
        let request = request(WantedWindow::At(first), lanes);
        group.bench_function(BenchmarkId::from_parameter(lanes.words()), |bencher| {
            bencher.iter(|| black_box(known.timeline(&request, &lookup, &collection, history)));
        });
    }
    group.finish();
}

criterion_group!(benches, timeline);
criterion_main!(benches);
