//! The generator of made-up collections: the same every time, and wrong only where it means to be.

use std::collections::BTreeMap;

use casebook::collection::{Memory, load};

#[path = "../examples/synthesize"]
mod synthesize {
    pub(crate) mod case;
    pub(crate) mod dice;
    pub(crate) mod files;
    pub(crate) mod names;
}

use synthesize::files::Files;

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_gives_others() {
    let files = |seed| Files::of(40, seed).all().collect::<Vec<_>>();
    assert_eq!(files(1), files(1));
    assert_ne!(files(1), files(2));
}

#[test]
fn a_made_up_collection_has_the_mistakes_that_were_meant_and_no_others() {
    let files = Files::of(600, 1);
    let mut memory = Memory::default();
    for (path, text) in files.all() {
        memory.put(path, text);
    }
    let collection = load(&memory);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in collection.diagnostics() {
        *found.entry(diagnostic.problem.code.name()).or_default() += 1;
    }
    let meant: BTreeMap<&str, usize> =
        files.mistakes().into_iter().map(|(mistake, count)| (mistake.rule(), count)).collect();
    assert_eq!(meant.len(), 5, "every mistake is made");
    assert_eq!(found, meant);
    assert!(collection.title().unwrap().starts_with("Synthetic: "));
}
