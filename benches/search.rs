//! Benchmarks of finding people among 206,000 cases, compared with fast matchers.
//!
//! The cases are made up in memory. `benches/README.md` says what is measured, and has a table of results.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use casebook::search::{Catalogue, Part, Query, SearchLine, SearchOptions, Store, fold, search};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use rayon::prelude::*;

#[path = "../examples/synthesize"]
#[expect(dead_code, reason = "the bench writes no files")]
mod synthesize {
    pub(crate) mod case;
    pub(crate) mod dice;
    pub(crate) mod names;
}

use synthesize::case::{Case, case};
use synthesize::names::Name;

const FIELDS: &[&str] = &["kind", "place", "date"];
const CASES: usize = 206_000;

/// The kind of each query, and the query.
const QUERIES: [(&str, &str); 7] = [
    ("one letter", "m"),
    ("two letters", "ng"),
    ("word", "nguyen"),
    ("two words", "nguyen myawaddy"),
    ("fuzzy", "shnkvl"),
    ("no match", "qwxyzzy"),
    ("pinyin", "zhangwei"),
];

/// Returns the search line of a case, as a collection makes it.
fn line(case: &Case) -> SearchLine {
    let mut line = SearchLine::builder();
    line.text(Part::Id, &case.id).text(Part::Name, &case.title).text(Part::Name, &case.person.full);
    let Name { native, alias, .. } = &case.person;
    line.text(Part::Name, native.as_deref().unwrap_or_default());
    line.text(Part::Alias, alias.as_deref().unwrap_or_default());
    line.text(Part::Short, case.place.name).text(Part::Short, case.place.native);
    for word in case.control {
        line.text(Part::Short, word);
    }
    line.text(Part::Long, &case.summary);
    for quote in &case.quotes {
        line.text(Part::Quote, &quote.text);
        line.text(Part::Short, quote.speaker.unwrap_or_default());
    }
    let catalogue = Catalogue::of_words(FIELDS);
    for (name, value) in FIELDS.iter().zip([case.kind, case.place.id, &case.date]) {
        if let Some(field) = catalogue.number(name) {
            line.facts().stored(field, value);
        }
    }
    line.build()
}

/// Returns all names of a case as one text, and all its texts as one, for the other matchers.
fn texts(case: &Case) -> (String, String) {
    let person = &case.person;
    let own = person.native.iter().chain(&person.alias).map(String::as_str);
    let names: Vec<_> = [case.title.as_str(), &person.full].into_iter().chain(own).collect();
    let names = names.join(" ");
    let quotes: Vec<_> = case.quotes.iter().map(|quote| quote.text.as_str()).collect();
    let rest = [&case.id, case.place.name, case.place.native, &case.summary, &quotes.join(" ")];
    let whole = format!("{names} {}", rest.join(" "));
    (fold(&names), fold(&whole))
}

fn finding(criterion: &mut Criterion) {
    let cases = || (0..CASES).into_par_iter().map(|number| case(1, number));
    let store = Store::build(CASES, |number| line(&case(1, number)));
    let mut group = criterion.benchmark_group("find in 206,000");
    group.sample_size(10).warm_up_time(Duration::from_millis(300));
    group.measurement_time(Duration::from_secs(1));
    for (kind, typed) in QUERIES {
        let (query, _) = Query::parse(typed, FIELDS);
        group.bench_function(BenchmarkId::new("first page", kind), |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| first_page(&query, &store)).sum());
        });
        group.bench_function(BenchmarkId::new("whole", kind), |bencher| {
            bencher.iter(|| search(black_box(&query), &store, &SearchOptions::default(), |_| {}));
        });
    }
    drop(store);
    let (names, wholes): (Vec<String>, Vec<String>) = cases().map(|case| texts(&case)).unzip();
    for (of, texts) in [("names", &names), ("texts", &wholes)] {
        let wide: Vec<Utf32String> =
            texts.par_iter().map(|text| Utf32String::from(text.as_str())).collect();
        for (kind, typed) in QUERIES {
            group.bench_function(BenchmarkId::new(format!("nucleo, {of}"), kind), |bencher| {
                bencher.iter(|| nucleo(black_box(typed), &wide));
            });
            group.bench_function(BenchmarkId::new(format!("frizbee, {of}"), kind), |bencher| {
                let config = frizbee::Config::default().max_typos(Some(0));
                let mut matcher = frizbee::Matcher::new(typed, &config);
                bencher.iter(|| matcher.match_list_parallel(black_box(texts), 2));
            });
        }
    }
    group.finish();
}

/// Returns how long the first page takes, or the whole search if it does not fill a page. After the page the
/// search is cancelled, as the next key cancels it.
fn first_page(query: &Query, store: &Store) -> Duration {
    let has_page = AtomicBool::new(false);
    let is_cancelled = || has_page.load(Ordering::Relaxed);
    let request = SearchOptions { is_cancelled: &is_cancelled, ..SearchOptions::default() };
    let start = Instant::now();
    let mut taken = None;
    let ranking = search(black_box(query), store, &request, |page| {
        taken = Some(start.elapsed());
        has_page.store(!page.is_empty(), Ordering::Relaxed);
    });
    black_box(ranking);
    taken.unwrap_or_else(|| start.elapsed())
}

/// Scores all texts on two cores and sorts them, as a picker does.
fn nucleo(typed: &str, texts: &[Utf32String]) -> Vec<(u32, usize)> {
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Never);
    let scored = texts.par_chunks(2048).enumerate().map_init(
        || Matcher::new(Config::DEFAULT),
        |matcher, (chunk, texts)| {
            let texts = texts.iter().enumerate().filter_map(|(number, text)| {
                Some((pattern.score(text.slice(..), matcher)?, chunk * 2048 + number))
            });
            texts.collect::<Vec<_>>()
        },
    );
    let mut scored: Vec<_> = scored.flatten_iter().collect();
    scored.sort_unstable_by_key(|(score, number)| (std::cmp::Reverse(*score), *number));
    scored
}

criterion_group!(benches, finding);
criterion_main!(benches);
