//! Everything that commands print of a collection, as they print it; no control steers a terminal.

use casebook::collection::{Collection, Lookup};
use casebook::exchange::{Audience, ExportError, FORMATS, Takes, View};
use casebook::record::{Id, Kind};
use casebook::redaction::{Policy, Redaction};
use casebook::search::Query;
use casebook::text::{LineIndex, visible, without_controls};

/// Returns what `check`, `list`, `show` and `cite` print of a collection, in every format, and what a search finds.
pub(crate) fn everything(collection: &Collection) -> Vec<String> {
    let mut printed = Vec::new();
    for policy in [Policy::Default, Policy::Full] {
        let redaction = Redaction::of(collection, policy);
        let diagnostics: Vec<_> = collection.diagnostics().iter().collect();
        for of_file in diagnostics.chunk_by(|one, other| one.file == other.file) {
            let file = of_file.first().and_then(|first| collection.file(first.file));
            let text = file.expect("a diagnostic is in a file").now().text();
            let lines = LineIndex::of(&text);
            for diagnostic in of_file {
                let place = lines.place(diagnostic.problem.range.start());
                assert!(place.line >= 1 && place.line <= lines.count() && place.column >= 1);
                let help = diagnostic.problem.help.as_deref().unwrap_or_default();
                for said in [&diagnostic.problem.message, help] {
                    printed.push(visible(&redaction.message(said)).into_owned());
                }
            }
        }
        let ids: Vec<&Id> = collection.ids().collect();
        let sources: Vec<&Id> = collection.ids_of(Kind::Source).collect();
        for format in FORMATS {
            let ids = if format.takes == Takes::Sources { &sources } else { &ids };
            let view = View::of(&redaction).with_widths(Some(80), 80);
            let mut out = Vec::new();
            let together = [ids.as_slice()];
            let parts: Vec<&[&Id]> = match format.takes {
                Takes::Export => together.to_vec(),
                Takes::Records | Takes::WholeRecords | Takes::Sources => ids.chunks(1).collect(),
            };
            for part in parts {
                match format.write(&view, part, &mut out) {
                    Ok(_) | Err(ExportError::Withheld(_)) => {}
                    Err(ExportError::Output(error)) => panic!("memory can be written: {error}"),
                }
            }
            if format.audience == Audience::Files {
                continue;
            }
            let text = String::from_utf8(out).expect("formats are UTF-8");
            printed.push(match format.audience {
                Audience::Exact => without_tabs(&without_controls(&text)),
                Audience::Programs => without_tabs(&text),
                Audience::People | Audience::Json | Audience::Files => text,
            });
        }
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
