//! Status counts of a case and of all cases: the same in tables, in text output and in the browser.

use std::path::Path;

use serde_json::Value as Json;

use super::desk::Desk;
use crate::browser::model::Size;
use crate::collection::{RedactedRecord, Redaction, load, sample};
use crate::evidence::StatusCounts;
use crate::exchange::{TableRow, counts_in_words, csv, record_json, record_text, table};
use crate::record::{Id, Kind};

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\nage = 17\ngender = 'female'\nhome = 'Seatown'\noccupation = 'Tester'\nsummary = 'Made up.'\n\n[[event]]\nwhat = 'left'\n\n[[quote]]\nsource = 'paper'\ntext = 'She was 17.'\nsupports = ['age']\n\n[[quote]]\nsource = 'other'\ntext = 'a tester'\nsupports = ['occupation', 'home']\n\n[[quote]]\nsource = 'other'\ntext = 'of no town'\ndisputes = ['home']\n",
    ),
    ("victims/test-bo.toml", "title = 'Bo Test'\nage = 20\n"),
    ("sources.toml", "[paper]\npublisher = 'A'\n[other]\npublisher = 'B'\n"),
    ("archive/paper.txt", "She was 17.\n"),
];

fn of_json(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> StatusCounts {
    let json = record_json(redaction, released);
    let number = |name: &str| json["marks"][name].as_u64().map(|n| usize::try_from(n).unwrap());
    let [sourced, unchecked, unsourced, disputed] =
        ["sourced", "unchecked", "unsourced", "disputed"].map(|name| number(name).unwrap());
    StatusCounts { sourced, unchecked, unsourced, disputed }
}

/// Counts the fields that the JSON of a case lists, one by one, and the rows that have no key.
fn counted(redaction: &Redaction<'_>, released: &RedactedRecord<'_>) -> StatusCounts {
    let json = record_json(redaction, released);
    let evidence = json["evidence"].as_object().unwrap();
    let of = |word: &str| evidence.values().filter(|field| field["standing"] == word).count();
    let rows = ["event", "group"].iter().filter_map(|kind| json.get(*kind)).flat_map(rows);
    let keyless = rows.filter(|row| row.get("key").is_none()).count();
    StatusCounts {
        sourced: of("sourced"),
        unchecked: of("unchecked"),
        unsourced: of("unsourced") + keyless,
        disputed: of("disputed"),
    }
}

fn rows(json: &Json) -> &[Json] {
    json.as_array().unwrap()
}

#[test]
fn list_show_and_browser_tell_the_same_of_every_shipped_case_and_of_all() {
    let source = sample();
    let collection = load(&source);
    let redaction = Redaction::everything(&collection);
    let records =
        redaction.redact_all(collection.records().filter(|located| located.record.kind.is_case()));
    let rows: Vec<TableRow> = records.iter().map(TableRow::of).collect();
    let table: Vec<String> = table(&rows, None).collect();
    let csv = csv(&redaction, &records).unwrap();
    let mut all = StatusCounts::default();
    let mut desk = Desk::over(source, Size { width: 160, height: 40 });
    for (at, released) in records.iter().enumerate() {
        let id = released.id();
        let marks = of_json(&redaction, released);
        assert_eq!(marks, counted(&redaction, released), "{id}");
        all = all + marks;
        let line = &table[at];
        assert!(line.contains(&format!("  {}  ", marks.in_signs())), "{line}");
        let StatusCounts { sourced, unchecked, unsourced, disputed } = marks;
        let columns =
            format!(",\"{sourced}\",\"{unchecked}\",\"{unsourced}\",\"{disputed}\",\"\"\n");
        assert!(csv.contains(&columns), "{id}: {columns}");
        let page = record_text(&redaction, released, Path::new("x.toml"), 80);
        let said = format!("\n{} fields: {}\n", marks.all(), marks.in_words());
        assert!(page.contains(&said), "{page}");
    }
    for _ in &records {
        let marks = collection.evidence(&Id::new(desk.shown()).unwrap()).unwrap().counts();
        let foot = format!("└ {} ─", marks.in_words().replace(", ", " · "));
        assert!(desk.screen().contains(&foot), "{foot}\n{}", desk.screen());
        desk = desk.type_keys("j");
    }
    assert_eq!(collection.status_counts(), all);
    let foot = format!("└ all cases: {} ─", all.in_words().replace(", ", " · "));
    assert!(desk.screen().contains(&foot), "{foot}\n{}", desk.screen());
    let sum = format!("60 cases, {} fields: {}", all.all(), all.in_words());
    assert_eq!(counts_in_words(&rows), Some(sum));
    let sources = redaction.redact_all(collection.of_kind(Kind::Source));
    let sources: Vec<TableRow> = sources.iter().map(TableRow::of).collect();
    assert_eq!(counts_in_words(&sources), None);
}

#[test]
fn the_marks_follow_what_is_saved() {
    let desk = Desk::with(FILES).resize(200, 32);
    assert!(desk.screen().contains("└ 1 sourced · 1 unchecked · 2 unsourced · 1 disputed ─"));
    assert!(
        desk.screen().contains("└ all cases: 1 sourced · 1 unchecked · 3 unsourced · 1 disputed ─")
    );
    let desk = desk.resize(120, 32).write("archive/other.txt", "a tester\n").notice_files();
    assert!(desk.screen().contains("└ all cases: 2● 3○ 1⚔ ─"), "{}", desk.screen());
    let desk = desk.remove("victims/test-bo.toml").notice_files();
    assert!(desk.screen().contains("└ all cases: 2● 2○ 1⚔ ─"), "{}", desk.screen());
    // Without room for all the words, signs say it; without room for signs, nothing does.
    let narrow = desk.clone().resize(80, 40).screen();
    assert!(narrow.contains("└ 2 sourced · 2 unsourced · 1 disputed ─"), "{narrow}");
    let narrower = desk.clone().resize(34, 9).type_keys("<enter>").screen();
    assert!(narrower.contains("└ 2● 2○ 1⚔ ─"), "{narrower}");
    desk.resize(9, 5).screen();
}
