//! The shipped collection: what it promises of itself, and, where the archived sources are at hand,
//! every word of every quote.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use casebook::collection::{Collection, Disk, load};
use casebook::diagnostic::{Rule, Severity};
use casebook::evidence::Match;
use casebook::record::{Cited, FieldId, Kind};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn shipped() -> Collection {
    load(&Disk::new(root()))
}

/// The archived sources are other people's texts and not in this repository; where they lie beside
/// it, the quotes are checked.
fn archive() -> Option<PathBuf> {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/archive");
    archive.is_dir().then_some(archive)
}

#[test]
fn nothing_is_wrong_except_what_is_not_known() {
    let collection = shipped();
    assert_eq!(collection.count(Severity::Error), 0);
    let warnings = collection.diagnostics().iter();
    let warnings: Vec<_> = warnings
        .map(|diagnostic| {
            format!("{}: {}", diagnostic.problem.code.name(), diagnostic.problem.message)
        })
        .collect();
    // Who published the rewrite of the Guardian's report is not known, and is not invented.
    let unknown = "source-without-provenance: `cambodia-exodus-2026` has no provenance";
    assert_eq!(warnings, [unknown]);
}

#[test]
fn it_has_the_cases_of_five_sources() {
    let collection = shipped();
    let count = |kind| collection.of_kind(kind).count();
    let counts: BTreeMap<_, _> = Kind::all().map(|kind| (kind.folder(), count(kind))).collect();
    assert_eq!(counts["sources"], 5);
    assert_eq!((counts["victims"], counts["rescues"], counts["arrests"]), (21, 19, 20));
    let quotes: usize = collection.records().map(|located| located.record.quotes.len()).sum();
    assert!(quotes > 100, "{quotes}");
}

#[test]
fn every_quote_is_short() {
    for located in shipped().records() {
        for quote in &located.record.quotes {
            let characters = quote.text().unwrap_or_default().chars().count();
            assert!((1..=200).contains(&characters), "{}: {characters}", located.record.id);
        }
    }
}

#[test]
fn every_contradiction_of_the_sources_is_marked() {
    let collection = shipped();
    for (case, field) in [
        ("telecom-sweep-2017-08", FieldId::Count),
        ("li-yayuanlun", FieldId::TraffickingStatus),
        ("li-yayuanlun", FieldId::ExploitationType),
    ] {
        let located = collection.get(case).expect(case);
        let evidence = collection.evidence(&located.record.id).expect(case);
        let standing = evidence.field(&Cited::Field(field)).expect(case);
        assert!(!standing.disputes.is_empty(), "{case}: {}", field.as_str());
        assert!(!standing.supports.is_empty(), "{case}: {}", field.as_str());
    }
}

#[test]
fn no_child_is_named_but_by_a_pseudonym_of_the_source() {
    for located in shipped().of_kind(Kind::Victim).filter(|located| located.record.is_minor()) {
        let fields = &located.record.fields;
        let name_type = fields.text(FieldId::NameType);
        let named = fields.get(FieldId::Name).is_some();
        assert!(!named || name_type == Some("pseudonym_by_source"), "{}", located.record.id);
    }
}

#[test]
fn every_quote_is_verbatim_in_the_archived_source() {
    let Some(archive) = archive() else { return };
    let collection = load(&Disk::new(root()).with_archive(archive));
    assert_eq!(collection.count(Severity::Error), 0);
    for located in collection.records().filter(|located| located.record.kind.is_case()) {
        let evidence = collection.evidence(&located.record.id).expect("a case has evidence");
        for number in 0..located.record.quotes.len() {
            let found = evidence.quote(number);
            assert!(
                matches!(found, Match::Verbatim(_)),
                "{} quote {}",
                located.record.id,
                number + 1
            );
        }
    }
}

#[test]
fn one_changed_letter_is_caught() {
    let Some(archive) = archive() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let from = root().join("victims/yun.toml");
    let text = std::fs::read_to_string(from).expect("the case of Yun");
    let changed = text.replacen("youngest among", "youngest amung", 1);
    assert_ne!(text, changed);
    std::fs::create_dir(folder.path().join("victims")).expect("a folder");
    std::fs::write(folder.path().join("victims/yun.toml"), changed).expect("a case");
    let collection = load(&Disk::new(folder.path()).with_archive(archive));
    let rules = collection.diagnostics().iter().map(|diagnostic| diagnostic.problem.code.name());
    assert_eq!(rules.filter(|rule| *rule == "quote-not-in-source").count(), 1);
    let help = collection.diagnostics().iter().find_map(|diagnostic| {
        diagnostic
            .problem
            .help
            .clone()
            .filter(|_| diagnostic.problem.code == Rule::QuoteNotInSource)
    });
    assert!(help.is_some_and(|help| help.contains("youngest [-amung-] {+among+} the employees")));
}
