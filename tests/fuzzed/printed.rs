//! Everything that commands print of a collection, as they print it; no control steers a terminal.

use std::path::Path;

use casebook::collection::{Collection, Disclosure, Lookup, Redaction};
use casebook::exchange::{
    TableRow, biblatex, citation, csl_json, csv, escaped, hayagriva, record_json, record_text,
    table,
};
use casebook::record::Kind;
use casebook::search::Query;
use casebook::text::{LineIndex, visible, without_controls};

/// Returns what `check`, `list`, `show` and `cite` print of a collection, in every format, and what a search finds.
pub(crate) fn everything(collection: &Collection) -> Vec<String> {
    let mut printed = Vec::new();
    for disclosure in [Disclosure::Redacted, Disclosure::Everything] {
        let redaction = Redaction::of(collection, disclosure);
        let findings: Vec<_> = collection.findings().iter().collect();
        for of_file in findings.chunk_by(|one, other| one.file == other.file) {
            let file = of_file.first().and_then(|first| collection.file(first.file));
            let text = file.expect("a finding is in a file").now().text();
            let lines = LineIndex::of(&text);
            for finding in of_file {
                let place = lines.place(finding.problem.range.start());
                assert!(place.line >= 1 && place.line <= lines.count() && place.column >= 1);
                let help = finding.problem.help.as_deref().unwrap_or_default();
                for said in [&finding.problem.message, help] {
                    printed.push(visible(&redaction.message(said)).into_owned());
                }
            }
        }
        let records = redaction.redact_all(collection.records());
        let rows: Vec<TableRow> = records.iter().map(TableRow::of).collect();
        printed.push(table(&rows, Some(80)).collect());
        printed.push(csv(&redaction, &records).expect("a table of texts can be written"));
        let json: Vec<_> = records.iter().map(|record| record_json(&redaction, record)).collect();
        printed.push(escaped(&serde_json::to_string(&json).expect("JSON can be written")));
        for record in &records {
            printed.push(record_text(&redaction, record, Path::new("test.toml"), 80));
            printed.extend(record.exact().map(|text| without_tabs(&without_controls(&text))));
        }
        let sources = redaction.redact_all(collection.of_kind(Kind::Source));
        for source in &sources {
            printed.push(visible(&citation(&redaction, &source.id())).into_owned());
        }
        printed.push(without_tabs(&without_controls(&biblatex(&sources))));
        printed.push(escaped(&csl_json(&sources).to_string()));
        printed.push(without_tabs(&without_controls(&hayagriva(&sources))));
    }
    let lookup = Lookup::of(collection);
    assert_eq!(lookup.ids().len(), collection.records().count());
    for typed in ["", "a", "title"] {
        let (query, _) = Query::read(typed, lookup.catalogue());
        printed.extend(lookup.find(&query).into_iter().map(|(id, _)| id.to_string()));
    }
    let steers = |c: &char| c.is_control() && *c != '\n';
    for text in &printed {
        assert!(text.chars().find(steers).is_none(), "{text:?}");
    }
    printed
}

fn without_tabs(text: &str) -> String {
    text.replace('\t', " ")
}
