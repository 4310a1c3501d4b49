//! Benchmarks of the map: its marks among 206,000 cases, and a frame of it in two windows and two sizes.
//!
//! `cargo bench --bench map` draws; `cargo bench --bench map -- DIR` also makes the marks of a folder of made-up cases.
//! `benches/README.md` says how to make such a folder, and has a table of results.
#![expect(clippy::print_stdout, reason = "a benchmark prints")]

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use casebook::collection::{Disk, Lookup, load};
use casebook::views::DisclosureHistory;
use casebook::views::map::{
    BadgePlace, BadgeToDraw, BorderLines, Bounds, Disclosure, GeoPoint, MapMarks, MapPicture,
    MapPlaces, MapPoint, MapSize, MapWindow,
};

const ROUNDS: usize = 21;

/// Returns the median time of a step.
fn median(mut step: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            step();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn at(east: f64, north: f64) -> MapPoint {
    GeoPoint { east, north }.projected()
}

/// Prints how long a frame takes.
fn frames() {
    let badges: Vec<BadgeToDraw> = (0..100_u32)
        .map(|number| BadgeToDraw {
            badge: number as usize,
            at: BadgePlace::Point {
                sign: '◎',
                point: at(95.0 + f64::from(number % 10), 5.0 + f64::from(number / 10)),
            },
            figure: number.to_string(),
            name: "A made-up town".to_owned(),
        })
        .collect();
    let region = Bounds::of(&[at(92.0, -10.0), at(141.0, 28.0)]);
    for (what, bounds) in [("the world", None), ("South-East Asia", region)] {
        for (width, height) in [(120, 32), (200, 60)] {
            let size = MapSize { width, height };
            let window = MapWindow::fitted(bounds, size, Disclosure::Own);
            let draw = || {
                black_box(MapPicture::of(&window, BorderLines::Countries, None, &badges));
            };
            draw();
            println!("| {what} | {width}×{height} | {:.1?} |", median(draw));
        }
    }
}

/// Prints how long the marks of a folder take.
fn marks(folder: PathBuf) {
    let collection = load(&Disk::new(folder));
    let lookup = Lookup::of(&collection);
    let places = MapPlaces::of(&collection);
    for typed in ["", "date:2022", "kind:victim age:<18", "nguyen"] {
        let make = || {
            let history = &mut DisclosureHistory::default();
            black_box(MapMarks::of(&lookup, &places, typed, Disclosure::Own, &|_| true, history));
        };
        println!("| marks of `{typed}` | {} records | {:.1?} |", lookup.indexed(), median(make));
    }
    let make = || {
        let history = &mut DisclosureHistory::default();
        black_box(MapMarks::of(&lookup, &places, "", Disclosure::Others, &|_| true, history));
    };
    println!("| marks for others | {} records | {:.1?} |", lookup.indexed(), median(make));
}

fn main() {
    println!("| | | median |\n|---|---|---|");
    frames();
    if let Some(folder) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) {
        marks(PathBuf::from(folder));
    }
}
