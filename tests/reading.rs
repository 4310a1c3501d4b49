//! Reading any text of any kind: no panic, and every reported place lies in the text.
#![expect(clippy::expect_used, reason = "a test that cannot read the cases has failed")]

use casebook::record::{Document, Fields, FileLayout, Id, Kind, Record, Vocabularies, text_of};
use casebook::text::ByteRange;
use proptest::prelude::*;
use proptest::sample::Index;

/// The shipped case files, as material to damage.
fn material() -> Vec<String> {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut texts = Vec::new();
    for folder in ["victims", "rescues", "arrests"] {
        for entry in std::fs::read_dir(cases.join(folder)).expect("the shipped cases") {
            let path = entry.expect("a file").path();
            texts.push(std::fs::read_to_string(path).expect("a case"));
        }
    }
    texts
}

fn forms() -> Vec<FileLayout> {
    let one = |kind| FileLayout::One { kind, id: Id::new("a-case").expect("an id") };
    Kind::all().flat_map(|kind| [one(kind), FileLayout::Many { kind }]).collect()
}

#[track_caller]
fn check(text: &str) {
    for form in forms() {
        let document = Document::read(text, &form, &Vocabularies::default());
        for problem in &document.problems {
            inside(text, problem.range);
            assert!(!problem.message.is_empty());
        }
        for record in &document.records {
            inside(text, record.at);
            check_record(text, record);
            assert!(text.contains(text_of(&document.text, &document.records, record)));
        }
    }
}

fn check_record(text: &str, record: &Record) {
    check_fields(text, &record.fields);
    for row in &record.rows {
        inside(text, row.at);
        check_fields(text, &row.fields);
    }
    for quote in &record.quotes {
        inside(text, quote.at);
        check_fields(text, &quote.fields);
        quote.supports.iter().for_each(|citation| inside(text, citation.range));
        quote.disputes.iter().for_each(|dispute| inside(text, dispute.range));
    }
}

fn check_fields(text: &str, fields: &Fields) {
    for entry in fields.iter() {
        inside(text, entry.key);
        inside(text, entry.value);
        entry.items.iter().for_each(|item| inside(text, item.range));
    }
}

#[track_caller]
fn inside(text: &str, range: ByteRange) {
    assert!(text.get(range.start()..range.end()).is_some(), "{range:?} of {}", text.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_lines_that_look_like_fields_are_read(
        lines in prop::collection::vec("(title|age|count|date|quote|supports|disputes|event|x)( ?= ?|:)(\"[^\"]{0,6}\"?|[0-9]{1,20}|\\[.{0,8}|\\{.{0,8}|true|“a”|.{0,6})|\\[{1,2}(quote|event|group|a-b|Ü)\\]{0,2}", 0..12),
    ) {
        check(&lines.join("\n"));
    }

    #[test]
    fn a_damaged_case_is_read(
        which in any::<Index>(),
        cuts in prop::collection::vec((any::<Index>(), 0usize..40, ".{0,3}"), 1..6),
    ) {
        let material = material();
        let mut text = which.get(&material).clone();
        for (at, length, put) in cuts {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), &put);
        }
        check(&text);
    }
}

#[test]
fn a_sound_case_stays_sound_whatever_its_line_ends_and_its_beginning() {
    for text in material() {
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("a-case").expect("an id") };
        let read = |text: &str| Document::read(text, &form, &Vocabularies::default());
        let plain = read(&text);
        let windows = read(&text.replace('\n', "\r\n"));
        let marked = read(&format!("\u{feff}{text}"));
        let cut = read(text.trim_end());
        for other in [&windows, &marked, &cut] {
            assert_eq!(other.problems.len(), plain.problems.len());
            let words = |document: &Document| {
                let fields = &document.records[0].fields;
                fields.iter().map(casebook::record::FieldEntry::in_words).collect::<Vec<_>>()
            };
            assert_eq!(words(other), words(&plain));
        }
    }
}
