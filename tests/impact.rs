//! What falls with a source, counted a second time by taking its quotes out of the files.
#![expect(clippy::expect_used, reason = "a test that cannot read the collection has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use casebook::collection::{Collection, Disk, FileSource as _, Memory, Withdrawal, load};
use casebook::record::Kind;

/// The independent sources of every field of every case, and whether it is disputed.
type Counted = BTreeMap<(String, String), (usize, bool)>;

fn counted(collection: &Collection) -> Counted {
    let mut counted = Counted::new();
    for located in collection.records() {
        let id = &located.record.id;
        let evidence = collection.evidence(id);
        for (cited, standing) in evidence.iter().flat_map(|evidence| evidence.fields()) {
            let key = (id.to_string(), cited.to_string());
            counted.insert(key, (standing.independent, !standing.disputes.is_empty()));
        }
    }
    counted
}

/// Returns the files of the shipped collection, less every `[[quote]]` of a source.
fn without(source: &str) -> Memory {
    let disk = Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"));
    let mut memory = Memory::default();
    for path in disk.list().into_iter().flatten() {
        let bytes = disk.read(&path).expect("a shipped file");
        let text = String::from_utf8(bytes).expect("shipped files are UTF-8");
        let mut parts = text.split("[[quote]]");
        let mut remaining = parts.next().unwrap_or_default().to_owned();
        for part in parts.filter(|part| !names(part, source)) {
            remaining.push_str("[[quote]]");
            remaining.push_str(part);
        }
        memory.put(&path, remaining);
    }
    memory
}

fn names(quote: &str, source: &str) -> bool {
    quote.lines().any(|line| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        key.trim() == "source" && value.trim().trim_matches('"') == source
    })
}

#[test]
fn the_impact_of_each_shipped_source_is_what_its_quotes_support() {
    let whole = load(&without("no-source"));
    let before = counted(&whole);
    for source in whole.of_kind(Kind::Source) {
        let source = source.record.id.as_str();
        let after = counted(&load(&without(source)));
        let fell = |to: usize| {
            let fell = |(key, (sources, _)): (&(String, String), &(usize, bool))| {
                *sources > to && after[key].0 == to
            };
            before.iter().filter(|field| fell(*field)).count()
        };
        let settled = before.iter().filter(|(key, (_, was))| *was && !after[*key].1).count();
        let impact = whole.impact(source, Withdrawal::Alone).expect(source);
        let found = (impact.unsourced(), impact.single_sourced(), impact.undisputed());
        assert_eq!(found, (fell(0), fell(1), settled), "{source}");
        assert!(impact.quotes() > 0, "{source} is not quoted");
    }
}

fn chain() -> Collection {
    let mut memory = Memory::default();
    memory.put(
        "sources.toml",
        "[wire]\n[copy]\nderived_from = ['wire']\n[rewrite]\nderived_from = ['copy']\n[other]\n",
    );
    let quote = |source: &str, fields: &str| {
        format!("[[quote]]\nsource = '{source}'\ntext = 'words'\n{fields}\n")
    };
    let case = [
        "title = 'Test One'\nage = 20\ngender = 'male'\noccupation = 'Tester'\n".to_owned(),
        quote("wire", "supports = ['age', 'gender']"),
        quote("rewrite", "supports = ['age']"),
        quote("other", "supports = ['age']\ndisputes = ['gender']"),
        quote("copy", "supports = ['occupation']"),
    ];
    memory.put("victims/test-one.toml", case.concat());
    load(&memory)
}

/// Tells what a collection loses, each field with the sources it has before and after.
#[track_caller]
fn check(source: &str, withdrawal: Withdrawal, quotes: usize, fields: &[&str]) {
    let collection = chain();
    let impact = collection.impact(source, withdrawal).expect(source);
    let losses = impact.cases.iter().flat_map(|(_, losses)| &losses.fields);
    let found: Vec<_> =
        losses.map(|loss| format!("{} {}>{}", loss.cited, loss.before, loss.after)).collect();
    assert_eq!(
        (impact.quotes(), found),
        (quotes, fields.iter().map(ToString::to_string).collect())
    );
}

#[test]
fn a_copy_still_supports_what_its_origin_supported() {
    check("wire", Withdrawal::Alone, 1, &["gender 1>0"]);
    check("wire", Withdrawal::WithDerived, 3, &["gender 1>0", "age 2>1", "occupation 1>0"]);
    check("copy", Withdrawal::WithDerived, 2, &["occupation 1>0"]);
    check("other", Withdrawal::Alone, 1, &["age 2>1"]);
    let collection = chain();
    let derived = |id| {
        let impact = collection.impact(id, Withdrawal::Alone).expect(id);
        impact.derived.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(derived("wire"), ["copy", "rewrite"]);
    assert_eq!(derived("rewrite"), [""; 0]);
    let other = collection.impact("other", Withdrawal::Alone).expect("other");
    assert_eq!(other.undisputed(), 1);
    assert!(collection.impact("test-one", Withdrawal::Alone).is_none());
}

#[test]
fn sources_that_derive_from_each_other_in_a_cycle_are_reported_once() {
    let mut memory = Memory::default();
    memory.put("sources.toml", "[a]\nderived_from = ['b']\n[b]\nderived_from = ['a']\n");
    let collection = load(&memory);
    let impact = collection.impact("a", Withdrawal::WithDerived).expect("a");
    assert_eq!(impact.withdrawn.len(), 2);
    assert!(impact.cases.is_empty());
}
