//! What a new file says, and what it says once every example is taken in.

use proptest::prelude::*;

use super::super::document::Document;
use super::super::parsed_text::FileLayout;
use super::super::vocabulary::Vocabularies;
use super::*;
use crate::diagnostic::{Rule, Severity};

const TODAY: &str = "2026-02-17";

fn read(kind: Kind, id: &str, text: &str) -> Document {
    let id = Id::new(id).unwrap();
    Document::read(text, &FileLayout::One { kind, id }, &Vocabularies::default())
}

fn of(kind: Kind, id: &str) -> String {
    template(kind, &Id::new(id).unwrap(), TODAY)
}

/// Takes away the `#` before every field and header, as a researcher does.
fn filled_in(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if rest.starts_with("[[") || rest.contains(" = ") => rest,
        Some(_) | None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_new_file_reads_without_an_error() {
    for kind in Kind::all() {
        let text = of(kind, "li-he");
        let document = read(kind, "li-he", &text);
        let rules: Vec<_> = document.problems.iter().map(|problem| problem.code).collect();
        let expected: &[Rule] =
            if kind == Kind::Source { &[Rule::SourceWithoutProvenance] } else { &[] };
        assert_eq!(rules, expected, "{:#?}", document.problems);
        assert_eq!(document.records[0].heading(), "Li he");
    }
}

#[test]
fn every_example_is_right_once_it_is_taken_in() {
    for kind in Kind::all() {
        let text = filled_in(&of(kind, "li-he"));
        let document = read(kind, "li-he", &text);
        for problem in &document.problems {
            assert!(problem.code.severity() == Severity::Warning, "{problem:?} in\n{text}");
            let known = [Rule::Unsourced, Rule::GroupsDoNotAddUp].contains(&problem.code);
            assert!(known, "{problem:?} in\n{text}");
        }
        let record = &document.records[0];
        let table = tables::fields(kind);
        let hints: usize = examples::parts(kind).iter().map(|part| part.hints(table).len()).sum();
        assert_eq!(record.fields.iter().count(), hints + 1, "a field is not of the kind");
        assert!(!kind.is_case() || record.quotes.len() == 1);
    }
}

#[test]
fn the_first_line_leads_editors_to_the_schema() {
    for kind in Kind::all() {
        let text = of(kind, "a");
        let schema = format!("#:schema ../schema/{}.json\n\n", kind.name());
        assert!(text.starts_with(&schema) && text.ends_with('\n'), "{text}");
    }
    assert!(of(Kind::Source, "a").contains(TODAY));
}

#[test]
fn the_lines_are_aligned_and_fit_a_screen() {
    for kind in Kind::all() {
        let text = of(kind, "li-he");
        for line in text.lines() {
            assert!(line.chars().count() <= 110 && !line.ends_with(' '), "{line}");
        }
        let filled = filled_in(&text);
        let (record, _) = filled.split_once("[[").unwrap_or((&filled, ""));
        let columns: Vec<_> = record.lines().filter_map(|line| line.find(" = ")).collect();
        assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{filled}");
    }
}

proptest! {
    #[test]
    fn any_id_makes_a_title(id in "[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,4}") {
        let document = read(Kind::Victim, &id, &of(Kind::Victim, &id));
        prop_assert!(document.records[0].fields.text(FieldId::Title).is_some());
    }
}
