//! One token again and again, in every field of the format and in queries: parsers of short values
//! recurse, and what they do not recurse over they may compare with everything.
//!
//! What reads runs on a thread with a small stack, so that a recursion over the input shows here.

use std::fmt::Write as _;
use std::thread;

use casebook::collection::{Lookup, Memory, Settings, load};
use casebook::diagnostic::Diagnostic;
use casebook::record::{
    Date, Document, Field, FileLayout, Id, Kind, Money, RowKind, Shape, Vocabularies, bad_id,
    fields, row_fields,
};
use casebook::search::Query;
use casebook::text::ByteRange;

use super::program::World;

const STACK: usize = 256 * 1024;
const LENGTH: usize = 20_000;
/// The TOML library goes eighty levels deep and no further, which takes more than the small stack where
/// nothing is optimised.
const STACK_OF_TOML: usize = 1024 * 1024;

/// What parsers of dates, sums, ids, paths and queries may recurse or backtrack over.
const TOKENS: [&str; 36] = [
    "2022/", "2022-", "2022-01/", "about ", "circa ", "c. ", "[", "{", "(", "-", "--", "..", "~",
    "?", "%", ",", "\"", "'", "X", "Y1E", "\u{301}", "::", ":", "&&", "|", "a-", "a.", "a|", "é",
    "e", "9", "!", "/", "\\", "date:", "1 ",
];

fn repeated(token: &str) -> String {
    token.repeat(LENGTH / token.len() + 1)
}

/// Runs something on a thread with a stack of this size.
fn on_a_stack_of(bytes: usize, run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(bytes).spawn(run).unwrap().join().unwrap();
}

/// Returns a case, or another record, in which every field is this text.
fn everywhere(kind: Kind, written: &str) -> String {
    let mut text = String::new();
    let mut rows = Vec::new();
    for field in fields(kind) {
        if let Shape::Rows(row) = field.shape {
            rows.push(row);
        } else {
            line(&mut text, field, written);
        }
    }
    for row in rows {
        _ = writeln!(text, "[[{}]]", row.name());
        for field in row_fields(row) {
            line(&mut text, field, written);
        }
    }
    text
}

fn line(text: &mut String, field: &Field, written: &str) {
    let name = field.name.as_str();
    let value = if field.shape == Shape::Rivals {
        format!("{{ {written} = {written} }}")
    } else if field.many {
        format!("[{written}, {written}]")
    } else {
        written.to_owned()
    };
    _ = writeln!(text, "{name} = {value}");
}

/// Returns a text as TOML writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns how many fields of a kind, rows included, take short values.
fn short_fields(kind: Kind) -> usize {
    let short = |row| row_fields(row).iter().filter(|field| field.is_short()).count();
    let rows = |shape| if let Shape::Rows(row) = shape { short(row) } else { 0 };
    fields(kind).iter().map(|field| usize::from(field.is_short()) + rows(field.shape)).sum()
}

#[test]
fn every_field_of_every_kind_reads_one_token_again_and_again() {
    for token in TOKENS {
        on_a_stack_of(STACK, move || {
            let written = quoted(&repeated(token));
            for kind in Kind::all() {
                let text = everywhere(kind, &written);
                let form = FileLayout::One { kind, id: Id::new("x").unwrap() };
                let read = Document::read(text, &form, &Vocabularies::default());
                let long = read.problems.iter().filter(|problem| is_about_length(problem));
                assert!(long.count() >= short_fields(kind), "{token} {kind:?}");
                for problem in &read.problems {
                    assert!(
                        problem.message.len() < 4_000,
                        "{token} {kind:?}: {}",
                        problem.message.len()
                    );
                }
            }
        });
    }
}

fn is_about_length(problem: &Diagnostic) -> bool {
    problem.message.contains("bytes long")
}

#[test]
fn what_has_no_quotes_is_reported_as_shortly() {
    for token in ["9", "1_", "[", "{", "{a=", "2022-", "a.", "'", "-", "+", "0x", "true", "\\", "é"]
    {
        on_a_stack_of(STACK_OF_TOML, move || {
            let written = repeated(token);
            for kind in [Kind::Victim, Kind::Place] {
                for field in fields(kind).iter().take(12) {
                    let mut text = "title = 'T'\n".to_owned();
                    line(&mut text, field, &written);
                    let form = FileLayout::One { kind, id: Id::new("x").unwrap() };
                    let read = Document::read(text, &form, &Vocabularies::default());
                    assert!(!read.problems.is_empty(), "{token} {kind:?}");
                }
            }
        });
    }
}

#[test]
fn dates_sums_and_ids_of_any_length_are_refused_in_a_sentence() {
    for token in TOKENS {
        on_a_stack_of(STACK, move || {
            for times in [1_025, LENGTH, 500_000] {
                let text: String = token.chars().cycle().take(times).collect();
                let bad = Date::parse(&text).unwrap_err();
                assert!(bad.message.len() < 200 && bad.meant.is_none());
                assert!(Date::window(&text).is_err());
                assert!(Money::parse(&text).unwrap_err().message.len() < 200);
                assert!(Id::new(&text).is_none());
                assert!(Id::suggestion(&text).is_none_or(|id| Id::new(&id).is_some()));
                assert!(bad_id(&text, ByteRange::default()).message.len() < 200);
            }
            // As long as may be: these are looked at.
            let text: String = token.chars().cycle().take(1_000).collect();
            _ = (Date::parse(&text), Date::window(&text), Money::parse(&text));
        });
    }
}

#[test]
fn queries_of_any_length_are_understood_or_refused_in_a_sentence() {
    let collection = load(&casebook::collection::sample());
    let catalogue = std::sync::Arc::new(collection.catalogue());
    for token in TOKENS {
        for head in [
            "", "date:", "count:", "ransom:", "place:", "rel:", "is:", "sort:", "-(", "\"", "age:<",
        ] {
            let catalogue = std::sync::Arc::clone(&catalogue);
            on_a_stack_of(STACK, move || {
                let typed = format!("{head}{}", repeated(token));
                let (query, problems) = Query::read(&typed, &catalogue);
                assert!(query.terms().len() <= 1_000);
                assert!(problems.iter().all(|problem| problem.message.len() < 4_000));
                let help = problems.iter().filter_map(|problem| problem.help.as_deref());
                assert!(help.clone().all(|help| help.len() < 4_000), "{token}");
            });
        }
    }
}

#[test]
fn a_query_of_too_many_terms_is_reported() {
    let mut memory = Memory::default();
    memory.put("victims/test-one.toml", "title = 'T'\n");
    let lookup = Lookup::of(&load(&memory));
    for typed in
        ["a ".repeat(100_000), "a|".repeat(100_000), "-a ".repeat(100_000), "(a) ".repeat(90_000)]
    {
        let (query, problems) = Query::read(&typed, lookup.catalogue());
        assert!(query.terms().len() <= 1_000);
        assert!(problems.iter().any(|problem| problem.message.contains("at most 1000 terms")));
        lookup.find(&query);
    }
}

#[test]
fn a_word_of_a_vocabulary_is_no_page() {
    let long = "x".repeat(5_000);
    let text = format!("[vocabulary]\nscam_type = ['task_scam', '{long}']\n");
    let (settings, document) = Settings::read(text.into());
    assert_eq!(settings.vocabulary["scam_type"], ["task_scam"]);
    assert!(document.problems.iter().any(is_about_length));
    let keys = format!("{long} = 1\n[vocabulary]\n{long} = ['x']\n[check.off]\n{long} = 'x'\n");
    let (_, document) = Settings::read(keys.into());
    assert!(document.problems.iter().all(|problem| problem.message.len() < 1_200));
}

#[test]
fn whole_commands_answer_whatever_is_repeated_in_a_date_a_name_and_a_query() {
    for token in ["2022/", "about ", "[", "e", "a-", "\u{301}"] {
        let world = World::new();
        let written = quoted(&repeated(token));
        world.put(
            "cases/victims/z.toml",
            format!("title = 'Z'\nrecruitment_date = {written}\nname = {written}\n"),
        );
        world.put("cases/places.toml", format!("[q]\nname = {written}\n"));
        for words in [
            &["list"][..],
            &["check"],
            &["show", "good"],
            &["show", "z"],
            &["list", "--format", "json"],
        ] {
            let ran = world.run(words);
            assert!(ran.code <= Some(1), "{token} {words:?}: {}", ran.err);
        }
        let output = world.run(&["check", "--format", "short"]).out;
        assert!(output.contains("and a date has at most 1024"), "{token}");
        // The system takes no longer argument.
        let query: String = repeated(token).chars().take(50_000).collect();
        for head in ["", "date:", "sort:"] {
            let ran = world.run(&["list", "--", &format!("{head}{query}")]);
            assert!(ran.err.len() < 8_000, "{token} {head}: {}", ran.err.len());
        }
    }
}

#[test]
fn a_row_with_a_long_key_is_reported_and_the_quote_that_cites_it() {
    let key = "k".repeat(2_000);
    let text = format!(
        "title = 'T'\n[[event]]\nkey = '{key}'\n[[quote]]\nsource = 's'\ntext = 'x'\nsupports = ['event.{key}']\n"
    );
    let form = FileLayout::One { kind: Kind::Victim, id: Id::new("x").unwrap() };
    let read = Document::read(text, &form, &Vocabularies::default());
    let long: Vec<_> = read.problems.iter().filter(|problem| is_about_length(problem)).collect();
    assert_eq!(long.len(), 2, "{:?}", read.problems);
    assert!(row_fields(RowKind::Event).iter().any(Field::is_short));
}
