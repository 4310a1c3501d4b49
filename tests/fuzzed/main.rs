//! What holds of any input, asked of those that were once a mistake, and of the shipped files.
//!
//! The targets in `fuzz/` ask the same of whatever they come up with. What they find is kept below
//! `found/`, in a folder for each target, and asked again by every run of the tests.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]
#![expect(clippy::print_stdout, reason = "an input that does not hold is reported by its name")]
#![expect(clippy::panic, clippy::expect_used, reason = "what does not hold is reported by a panic")]

mod cache;
mod captures;
mod collections;
mod configuration;
mod dates;
mod edits;
mod folding;
mod language_server;
mod printed;
mod queries;
mod quotes;
mod records;
mod tables;
mod trees;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A target's name, and what it asks of an input.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 13] = [
    ("cache", cache::hold),
    ("captures", captures::hold),
    ("collections", collections::hold),
    ("configuration", configuration::hold),
    ("dates", dates::hold),
    ("edits", edits::hold),
    ("folding", folding::hold),
    ("language_server", language_server::hold),
    ("queries", queries::hold),
    ("quotes", quotes::hold),
    ("records", records::hold),
    ("tables", tables::hold),
    ("trees", trees::hold),
];

fn home(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns the names in a folder, of which there may be none.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn what_was_once_a_mistake_is_none_any_more() {
    for (target, hold) in TARGETS {
        let folder = home("tests/fuzzed/found").join(target);
        for name in names(&folder) {
            println!("{target}/{name}");
            hold(&fs::read(folder.join(name)).unwrap());
        }
    }
}

#[test]
fn the_shipped_files_hold_too() {
    for folder in ["cases/victims", "cases/rescues", "cases/arrests"] {
        for name in names(&home(folder)) {
            let text = fs::read(home(folder).join(&name)).unwrap();
            let with = |head: &[u8]| [head, &text].concat();
            records::hold(&with(&[0]));
            edits::hold(&with(b"a\0new \xe2\x80\x9cvalue\xe2\x80\x9d\0"));
            folding::hold(&with(b"three quote\n"));
            configuration::hold(&text);
            collections::hold(&with(format!("victims/{name}\n").as_bytes()));
            quotes::hold(&with(b"the same words\0"));
        }
    }
    for entries in fs::read_to_string(home("fuzz/trees.txt")).unwrap().lines() {
        trees::hold(&trees::read(entries));
    }
    for steps in fs::read_to_string(home("fuzz/messages.txt")).unwrap().lines() {
        language_server::hold(&language_server::read(steps));
    }
    for line in fs::read_to_string(home("fuzz/dates.txt")).unwrap().lines() {
        dates::hold(line.as_bytes());
        dates::hold(line.repeat(100_000 / line.len()).as_bytes());
    }
    for line in fs::read_to_string(home("fuzz/queries.txt")).unwrap().lines() {
        queries::hold(line.as_bytes());
    }
}

#[test]
fn every_target_is_asked_here_and_every_folder_is_of_a_target() {
    let ours: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let targets = names(&home("fuzz/fuzz_targets"));
    let targets: BTreeSet<String> =
        targets.iter().filter_map(|name| name.strip_suffix(".rs")).map(str::to_owned).collect();
    assert_eq!(ours, targets);
    assert!(names(&home("tests/fuzzed/found")).is_subset(&ours));
}
