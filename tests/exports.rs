//! Exports of the shipped collection, by committed numbers: nothing of it is lost on the way out, and rival values are in
//! statements alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its collection has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use casebook::collection::{Collection, Disk, load};
use casebook::exchange::{Package, Takes, View};
use casebook::record::{Id, Kind, RowKind};
use casebook::redaction::{PublicRelease, Redaction};
use serde_json::Value as Json;

#[derive(Default)]
struct Files(Vec<(String, Vec<u8>)>);

impl Package for Files {
    fn add(&mut self, name: &str) -> io::Result<usize> {
        self.0.push((name.to_owned(), Vec::new()));
        Ok(self.0.len() - 1)
    }

    fn put(&mut self, file: usize, bytes: &[u8]) -> io::Result<()> {
        self.0[file].1.extend(bytes);
        Ok(())
    }
}

impl Files {
    fn text(&self, name: &str) -> &str {
        let (_, bytes) = self.0.iter().find(|(known, _)| known == name).unwrap();
        str::from_utf8(bytes).unwrap()
    }

    /// Returns the rows of a table, each by the names of its columns.
    fn rows(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_reader(self.text(name).as_bytes());
        reader.deserialize().map(Result::unwrap).collect()
    }
}

fn shipped() -> Collection {
    load(&Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")))
}

fn exported(collection: &Collection, name: &str) -> Files {
    let redaction = Redaction::everything(collection);
    let ids: Vec<&Id> = collection.ids().collect();
    let format = Takes::Export.formats().find(|format| format.name == name).unwrap();
    let mut files = Files::default();
    format.write_package(&View::of(&redaction), &ids, &mut files).unwrap();
    files
}

#[test]
fn tables_have_every_record_row_and_quote() {
    let collection = shipped();
    let tables = exported(&collection, "csv");
    let mut rows = BTreeMap::new();
    for kind in Kind::all() {
        let found = tables.rows(&format!("{}.csv", kind.folder()));
        assert_eq!(found.len(), collection.ids_of(kind).count(), "{kind}");
        rows.insert(kind.folder().to_owned(), found.len());
    }
    let records: Vec<_> = collection.records().collect();
    let quotes = tables.rows("quotes.csv");
    for located in &records {
        let record = located.record;
        let of_record: Vec<_> =
            quotes.iter().filter(|row| row["record"] == record.id.as_str()).collect();
        assert_eq!(of_record.len(), record.quotes.len(), "{}", record.id);
        for (row, quote) in of_record.iter().zip(&record.quotes) {
            assert_eq!(row["text"], quote.text().unwrap_or_default(), "{}", record.id);
        }
    }
    for (table, kind) in [("events", RowKind::Event), ("groups", RowKind::Group)] {
        let count: usize = records.iter().map(|located| located.record.rows(kind).count()).sum();
        assert_eq!(tables.rows(&format!("{table}.csv")).len(), count, "{table}");
        rows.insert(table.to_owned(), count);
    }
    for table in ["quotes", "claims", "disputes"] {
        rows.insert(table.to_owned(), tables.rows(&format!("{table}.csv")).len());
    }
    let bytes: usize = tables.0.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes > 100_000, "{bytes}");
    insta::assert_debug_snapshot!("rows-of-tables", rows);
}

#[test]
fn statements_are_the_entities_and_rivals_are_in_statements_alone() {
    let collection = shipped();
    let files = exported(&collection, "ftm");
    let mut entities: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for line in files.text("entities.ftm.json").lines() {
        let entity: Json = serde_json::from_str(line).unwrap();
        let properties = entity["properties"].as_object().unwrap().iter().map(|(name, values)| {
            let values = values.as_array().unwrap().iter();
            (name.clone(), values.map(|value| value.as_str().unwrap().to_owned()).collect())
        });
        let id = entity["id"].as_str().unwrap().to_owned();
        assert!(entities.insert(id, properties.collect()).is_none(), "{entity}");
    }
    let statements = files.rows("statements.csv");
    let mut aggregated: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let (mut sourced, mut rivals) = (0, 0);
    for row in &statements {
        if row["origin"].ends_with("disputes") {
            rivals += 1;
            let values = entities[&row["canonical_id"]].get(&row["prop"]);
            assert!(values.is_none_or(|values| !values.contains(&row["value"])), "{row:?}");
            continue;
        }
        sourced += usize::from(row["origin"].starts_with("quote:"));
        if row["prop_type"] == "entity" {
            assert!(entities.contains_key(&row["value"]), "a link that dangles: {row:?}");
        }
        let entity = aggregated.entry(row["canonical_id"].clone()).or_default();
        if row["prop"] != "id" {
            entity.entry(row["prop"].clone()).or_default().insert(row["value"].clone());
        }
    }
    assert_eq!(aggregated, entities);
    // Each value that a source gives instead of a field is a statement, where the field has a property.
    let disputes: usize = collection
        .records()
        .flat_map(|located| &located.record.quotes)
        .flat_map(|quote| &quote.disputes)
        .map(|dispute| dispute.rival.len())
        .sum();
    // Each quote that supports anything is the origin of a statement, but for those listed: what they support alone has
    // no property.
    let mut lost = Vec::new();
    for located in collection.records() {
        let record = located.record;
        for (number, quote) in (1..).zip(&record.quotes) {
            let (Some(source), false) = (quote.source(), quote.supports.is_empty()) else {
                continue;
            };
            let dataset = source.as_str().replace('-', "_");
            let has = statements.iter().any(|row| {
                let origin = row["origin"].strip_prefix("quote:").unwrap_or_default();
                row["canonical_id"].contains(record.id.as_str())
                    && row["dataset"].ends_with(&dataset)
                    && origin.split(',').any(|one| one == number.to_string())
            });
            if !has {
                let supports = quote.supports.iter().map(|one| one.cited.to_string());
                lost.push(format!(
                    "{} {number}: {}",
                    record.id,
                    supports.collect::<Vec<_>>().join(", ")
                ));
            }
        }
    }
    let numbers = [
        ("entities", entities.len()),
        ("statements", statements.len()),
        ("statements with a source", sourced),
        ("rival statements", rivals),
        ("rival values in the files", disputes),
        ("quotes without a statement", lost.len()),
    ];
    insta::assert_debug_snapshot!("numbers-of-statements", (numbers, lost));
}

#[test]
fn of_so_few_people_nothing_can_be_released() {
    assert!(PublicRelease::of(&shipped()).is_none());
}

#[test]
fn every_format_says_the_same_of_how_many_there_are() {
    let collection = shipped();
    let lines = exported(&collection, "ndjson");
    for kind in Kind::all() {
        let found = lines.text(&format!("{}.jsonl", kind.folder())).lines().count();
        assert_eq!(found, collection.ids_of(kind).count(), "{kind}");
    }
    let uwazi = exported(&collection, "uwazi");
    let tables = uwazi.0.iter().filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_digit()));
    let rows: usize = tables.map(|(name, _)| uwazi.rows(name).len()).sum();
    assert_eq!(rows, collection.ids().count());
    let (htcds, ctdc) = (exported(&collection, "htcds"), exported(&collection, "ctdc"));
    assert_eq!(ctdc.rows("ctdc.csv").len(), ctdc.rows("rows.csv").len());
    assert!(ctdc.rows("ctdc.csv").len() <= htcds.rows("htcds.csv").len());
    let map: Json =
        serde_json::from_str(exported(&collection, "geojson").text("records.geojson")).unwrap();
    for feature in map["features"].as_array().unwrap() {
        let Some(point) = feature["geometry"]["coordinates"].as_array() else { continue };
        // Longitude first: these places lie east of 90° and south of it.
        if let Some(longitude) = point[0].as_f64() {
            assert!(longitude > 90.0 && point[1].as_f64().unwrap() < 45.0, "{feature}");
        }
    }
}
