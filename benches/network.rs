//! Benchmarks of the network over 206,000 made-up cases: all ties, the tree of a record, the way between two.
//!
//! `cargo bench --bench network`; it makes up its records.

use std::hint::black_box;
use std::time::Duration;

use casebook::collection::{Collection, Memory, load};
use casebook::record::Id;
use casebook::views::network::ego::EgoRules;
use casebook::views::network::graph::{Onlooker, TieGraph};
use casebook::views::network::path::PathRules;
use criterion::{Criterion, criterion_group, criterion_main};

const CASES: usize = 206_000;

/// Returns cases of people who do not exist, with about five ties each: to a place, a source, an organisation, and to
/// cases far away and near by.
fn made_up() -> Collection {
    let mut memory = Memory::default();
    let mut add = |path: &str, count: usize, text: &dyn Fn(usize) -> String| {
        memory.put(path, (0..count).map(text).collect::<String>());
    };
    add("sources.toml", 200, &|number| format!("[wire-{number}]\npublisher = 'Test Wire'\n"));
    add("places.toml", 500, &|number| format!("[town-{number}]\nname = 'Town'\ntype = 'city'\n"));
    add("organisations.toml", 9_000, &|number| {
        format!("[team-{number}]\nname = 'Team'\ntype = 'ngo'\n")
    });
    add("people.toml", 20_000, &|number| {
        format!("[p-{number}]\nname = 'Test P'\nmember_of = ['team-{}']\n", number % 9_000)
    });
    for number in 0..CASES {
        let (far, near) = ((number * 7_919 + 13) % CASES, (number + 1) % CASES);
        let (kind, link) =
            if number.is_multiple_of(2) { ("victims", "operator") } else { ("rescues", "shelter") };
        let linked = if link == "operator" {
            format!(
                "operator = 'team-{}'\nexploitation_place = 'town-{}'\n",
                number % 9_000,
                number % 500
            )
        } else {
            format!("shelter = 'town-{}'\nrequested_by = ['p-{}']\n", number % 500, number % 20_000)
        };
        memory.put(
            format!("{kind}/c-{number}.toml"),
            format!(
                "title = 'Test {number}'\nrelated = ['c-{far}', 'c-{near}']\n{linked}[[quote]]\nsource = 'wire-{}'\ntext = 'T'\nsupports = ['related']\n",
                number % 200
            ),
        );
    }
    memory.put("victims/alone.toml", "title = 'Alone'\n");
    load(&memory)
}

fn network(criterion: &mut Criterion) {
    let collection = made_up();
    let mut group = criterion.benchmark_group("network of 206,000");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    group.bench_function("all ties", |bencher| {
        bencher.iter(|| TieGraph::of(black_box(&collection)));
    });
    let graph = TieGraph::of(&collection);
    let number =
        |id: &str| Id::new(id).and_then(|id| graph.number(&id, Onlooker::Owner)).unwrap_or(0);
    for (name, steps, hubs, id) in [
        ("tree, 2 steps", 2, false, "c-77"),
        ("tree, 3 steps and hubs", 3, true, "c-77"),
        ("tree of a hub, 3 steps", 3, true, "wire-3"),
    ] {
        let rules = EgoRules { steps, hubs, onlooker: Onlooker::Owner };
        let centre = number(id);
        group.bench_function(name, |bencher| bencher.iter(|| graph.ego(black_box(centre), rules)));
    }
    let rules = PathRules { onlooker: Onlooker::Owner, through_hubs: false };
    for (name, from, to) in [
        ("way between near cases", "c-77", "c-81"),
        ("way between far cases", "c-77", "c-150003"),
        ("no way, everything looked at", "c-77", "alone"),
    ] {
        let (from, to) = (number(from), number(to));
        group.bench_function(name, |bencher| {
            bencher.iter(|| graph.path(black_box(from), black_box(to), rules, &|| false));
        });
    }
    group.finish();
}

criterion_group!(benches, network);
criterion_main!(benches);
