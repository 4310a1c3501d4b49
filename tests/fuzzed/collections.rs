//! Any files read as a collection: what is printed of it steers no terminal, and what was read is
//! found again.

use casebook::collection::{Lookup, Memory, Shelf as _, load};
use casebook::exchange::{
    biblatex, citation, csl_json, csv, escaped, hayagriva, paper, record_json, table,
};
use casebook::record::Kind;
use casebook::text::{masked, visible};

/// Files, each a line with its path and then its bytes, with a NUL between two.
pub(crate) fn hold(input: &[u8]) {
    let mut memory = Memory::default();
    for file in input.split(|byte| *byte == 0).take(8) {
        let end = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
        let (path, text) = file.split_at(end);
        let path = String::from_utf8_lossy(path).into_owned();
        memory.put(path, text.get(1..).unwrap_or_default());
    }
    let collection = load(&memory);
    for finding in collection.findings().iter() {
        let place = collection.place(&finding);
        assert!(place.line >= 1 && place.column >= 1);
    }
    let records: Vec<_> = collection.records().collect();
    prints(&table(&collection, &records, Some(80)));
    prints(&csv(&collection, &records).expect("a table of texts can be written"));
    let json: Vec<_> = records.iter().map(|located| record_json(&collection, *located)).collect();
    prints(&escaped(&serde_json::to_string(&json).expect("JSON can be written")));
    for located in &records {
        let path = std::path::Path::new("test.toml");
        prints(&paper(&collection, *located, path, 80));
    }
    let sources = || collection.of_kind(Kind::Source).map(|located| located.record);
    for source in sources() {
        prints(&visible(&citation(&collection, &source.id)));
    }
    prints(&masked(&biblatex(sources())).replace('\t', " "));
    prints(&escaped(&csl_json(sources()).to_string()));
    prints(&masked(&hayagriva(sources())).replace('\t', " "));
    let lookup = Lookup::of(&collection);
    assert_eq!(lookup.ids().len(), records.len());
    for path in memory.list().into_iter().flatten() {
        _ = collection.file_at(&path);
    }
}

/// Holds that a printed text has no control but the ends of its lines.
fn prints(text: &str) {
    let steers = |c: &char| c.is_control() && *c != '\n';
    assert!(text.chars().find(steers).is_none(), "{text:?}");
}
