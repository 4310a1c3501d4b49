//! Benchmarks of loading a collection, of accepting a changed file, and of finding records.

use std::hint::black_box;

use casebook::collection::{Changes, Collection, Loader, Lookup, Memory, load};
use casebook::record::syntax;
use casebook::search::Query;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Returns cases of people who do not exist, each with a dozen fields and a quote.
fn made_up(cases: usize) -> Memory {
    let mut memory = Memory::default();
    memory.put("sources.toml", "[wire]\npublisher = 'Test Wire'\n");
    memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
    for number in 0..cases {
        let age = 10 + number % 50;
        let text = format!(
            "title = 'Test Person {number}, held in Seatown'\nname = 'Test Person {number}'\n\
             name_type = 'pseudonym_by_us'\ngender = 'female'\nage = {age}\ncitizenship = ['CN']\n\
             recruitment_date = '2021-12~'\nexploitation_place = 'seatown'\n\
             means_of_control = ['threats', 'physical_abuse']\n\n[[quote]]\nsource = 'wire'\n\
             text = 'Test Person {number}, {age}, was held in Seatown'\n\
             supports = ['name', 'age', 'gender', 'citizenship', 'recruitment_date', \
             'exploitation_place', 'means_of_control']\n"
        );
        memory.put(format!("victims/test-person-{number}.toml"), text);
    }
    memory
}

fn loading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    for cases in [100, 10_000] {
        let files = made_up(cases);
        group.throughput(Throughput::Elements(cases as u64));
        group.bench_with_input(BenchmarkId::from_parameter(cases), &files, |bencher, files| {
            bencher.iter(|| load(black_box(files)));
        });
    }
    group.finish();
}

/// The cost of a saved file depends on what it changes, not on the size of the collection.
fn accepting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("accept one file");
    for cases in [100, 1_000, 10_000, 50_000] {
        let mut files = made_up(cases);
        let before = load(&files);
        let path = "victims/test-person-7.toml";
        files.put(path, "title = 'Test Person 7, as saved'\nexploitation_place = 'seatown'\n");
        let changes = Changes::at(path);
        group.bench_with_input(BenchmarkId::from_parameter(cases), &files, |bencher, files| {
            bencher.iter(|| Loader::after(&before).apply(black_box(files), &changes).changed);
        });
    }
    group.finish();
}

fn finding(criterion: &mut Criterion) {
    let collection: Collection = load(&made_up(10_000));
    let lookup = Lookup::of(&collection);
    let mut group = criterion.benchmark_group("find in 10,000");
    for typed in ["p", "person 77", "age:17", "tset prsn", "nothing of the kind"] {
        let (query, _) = Query::read(typed, lookup.catalogue());
        group.bench_with_input(BenchmarkId::from_parameter(typed), &query, |bencher, query| {
            bencher.iter(|| lookup.find(black_box(query)));
        });
    }
    group.finish();
}

/// Reading a broken text takes linear time, whatever it is made of.
fn garbage(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("broken text");
    group.sample_size(10);
    for unit in ["\\\"\"\"\n", "a = \"\n", "a = {\n", "a = [\n", "x = \"a\nb\n", "[a]\n"] {
        for bytes in [100_000, 200_000] {
            let text = unit.repeat(bytes / unit.len());
            group.throughput(Throughput::Bytes(text.len() as u64));
            let name = format!("{unit:?} {bytes}");
            group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
                bencher.iter(|| syntax::read(black_box(text)).is_broken());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, loading, accepting, finding, garbage);
criterion_main!(benches);
