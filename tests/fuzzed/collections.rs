//! Any files read as a collection: what is printed of it steers no terminal, and what was read is
//! found again.

use casebook::collection::{Disclosure, Lookup, Memory, Redaction, Shelf as _, load};
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
    for disclosure in [Disclosure::Redacted, Disclosure::Everything] {
        let redaction = Redaction::of(&collection, disclosure);
        let records = redaction.release_all(collection.records());
        prints(&table(&records, Some(80)));
        let csv = csv(&redaction, &records).expect("a table of texts can be written");
        prints(&csv);
        let json: Vec<_> = records.iter().map(|record| record_json(&redaction, record)).collect();
        prints(&escaped(&serde_json::to_string(&json).expect("JSON can be written")));
        for record in &records {
            let path = std::path::Path::new("test.toml");
            prints(&paper(&redaction, record, path, 80));
        }
        let sources = redaction.release_all(collection.of_kind(Kind::Source));
        for source in &sources {
            prints(&visible(&citation(&redaction, &source.id())));
        }
        prints(&masked(&biblatex(&sources)).replace('\t', " "));
        prints(&escaped(&csl_json(&sources).to_string()));
        prints(&masked(&hayagriva(&sources)).replace('\t', " "));
    }
    let lookup = Lookup::of(&collection);
    assert_eq!(lookup.ids().len(), collection.records().count());
    for path in memory.list().into_iter().flatten() {
        _ = collection.file_at(&path);
    }
}

/// Holds that a printed text has no control but the ends of its lines.
fn prints(text: &str) {
    let steers = |c: &char| c.is_control() && *c != '\n';
    assert!(text.chars().find(steers).is_none(), "{text:?}");
}
