//! Any text read as a file of records: what is said of it is somewhere in it.

use casebook::diagnostic::{Diagnostic, Rule, Severity};
use casebook::record::{Document, FileLayout, Id, Kind, Vocabularies};
use casebook::text::{ByteRange, LineIndex};

/// The first byte says what the file's path would; the rest is the file.
pub(crate) fn hold(input: &[u8]) {
    let Some((first, text)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let kinds: Vec<Kind> = Kind::all().collect();
    let kind = kinds[usize::from(first / 2) % kinds.len()];
    let form = match first % 2 {
        0 => FileLayout::One { kind, id: Id::new("test-one").expect("that is an id") },
        _ => FileLayout::Many { kind },
    };
    let document = Document::read(text, &form, &Vocabularies::default());
    let lines = LineIndex::of(text);
    for problem in &document.problems {
        expect_range(problem.range, text);
        let place = lines.place(problem.range.start());
        assert!(place.line <= lines.count() && place.column >= 1, "{problem:?}");
        assert!(!problem.message.is_empty(), "{problem:?}");
    }
    let breaks = |problem: &Diagnostic| matches!(problem.code, Rule::Syntax | Rule::Unreadable);
    let broken = document.problems.iter().find(|problem| breaks(problem));
    match broken {
        Some(problem) => assert_eq!(problem.code.severity(), Severity::Error),
        None => assert!(toml::de::DeTable::parse(text).is_ok(), "taken for sound, and is not"),
    }
    for record in &document.records {
        expect_range(record.at, text);
        for entry in record.fields.iter() {
            entry.items.iter().for_each(|item| expect_range(item.range, text));
        }
    }
}

fn expect_range(range: ByteRange, text: &str) {
    assert!(text.get(range.start()..range.end()).is_some(), "{range:?} in {} bytes", text.len());
}
