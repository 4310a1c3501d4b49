//! The README: short, with its two commands and its picture, and true about the shipped collection.

use casebook::collection::{load, sample};
use casebook::record::Kind;

use super::page;

#[test]
fn it_is_short_and_has_its_commands_and_its_picture() {
    let readme = page("README.md");
    assert!(readme.len() <= 8 * 1024, "{} bytes: the rest belongs into docs/", readme.len());
    for part in ["\ncargo run --release ", "\ncargo test ", "](docs/screen.svg)"] {
        assert!(readme.contains(part), "{part}");
    }
}

#[test]
fn it_links_to_every_page() {
    let readme = page("README.md");
    for name in super::commands::pages().iter().filter(|name| *name != "README.md") {
        assert!(readme.contains(&format!("]({name}")), "{name}");
    }
}

#[test]
fn it_counts_the_shipped_cases_as_they_are() {
    let readme = page("README.md").replace('\n', " ");
    let collection = load(&sample());
    let count = |kind| collection.count_of(kind);
    let quotes: usize = collection.records().map(|located| located.record.quotes.len()).sum();
    let victims = format!("{} people or groups who are or may be victims", count(Kind::Victim));
    let others = format!(
        "{} rescues, releases and attempts, and {} actions by authorities",
        count(Kind::Rescue),
        count(Kind::Arrest)
    );
    for counted in [victims, others, format!("with {quotes} short quotes")] {
        assert!(readme.contains(&counted), "it does not say: {counted}");
    }
}
