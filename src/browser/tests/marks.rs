//! Status counts of a case and of all cases: the same in tables, in text output and in the browser.

use serde_json::Value as Json;

use super::desk::Desk;
use crate::browser::model::Size;
use crate::collection::{load, sample};
use crate::evidence::StatusCounts;
use crate::exchange::{Marks, PaperLayout, Takes, View, record_json, record_text};
use crate::record::{Id, Kind};
use crate::redaction::{RedactedRecord, Redaction};

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

/// Lists records in a format; returns what is written, and the sentence about all of them.
fn listed(redaction: &Redaction<'_>, ids: &[Id], format: &str) -> (String, Option<String>) {
    let format = Takes::Records.formats().find(|row| row.name == format).unwrap();
    let mut out = Vec::new();
    let ids: Vec<&Id> = ids.iter().collect();
    let said = format.write(&View::of(redaction), &ids, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), said)
}

/// Returns the counts as a border says them, which names what is counted.
fn in_border(marks: StatusCounts) -> String {
    let words = marks.in_words().replace(", ", " · ");
    let (number, rest) = words.split_once(' ').unwrap_or_default();
    format!("{number} {} {rest}", if number == "1" { "field" } else { "fields" })
}

#[test]
fn list_show_and_browser_say_the_same_of_every_shipped_case_and_of_all() {
    let source = sample();
    let collection = load(&source);
    let redaction = Redaction::everything(&collection);
    let records =
        redaction.redact_all(collection.records().filter(|located| located.record.kind.is_case()));
    let ids: Vec<Id> = records.iter().map(RedactedRecord::id).collect();
    let (table, sum) = listed(&redaction, &ids, "table");
    let table: Vec<&str> = table.lines().collect();
    let (csv, _) = listed(&redaction, &ids, "csv");
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
        let page = record_text(
            &redaction,
            released,
            "x.toml",
            PaperLayout { cells: 80, marks: Marks::Signs },
        );
        let said = format!("\n{} fields: {}\n", marks.all(), marks.in_words());
        assert!(page.contains(&said), "{page}");
    }
    for _ in &records {
        let marks = collection.evidence(&Id::new(desk.shown()).unwrap()).unwrap().counts();
        let foot = format!(" {} ─", in_border(marks));
        assert!(desk.screen().contains(&foot), "{foot}\n{}", desk.screen());
        desk = desk.type_keys("j");
    }
    assert_eq!(collection.status_counts(), all);
    let foot = format!("└ all cases: {} ─", in_border(all));
    assert!(desk.screen().contains(&foot), "{foot}\n{}", desk.screen());
    assert_eq!(sum, Some(format!("60 cases, {} fields: {}", all.all(), all.in_words())));
    let sources: Vec<Id> = collection.ids_of(Kind::Source).cloned().collect();
    assert_eq!(listed(&redaction, &sources, "table").1, None);
}

#[test]
fn the_marks_follow_what_is_saved() {
    let desk = Desk::with(FILES).resize(200, 32);
    assert!(desk.screen().contains("┴ 1 field sourced · 1 unchecked · 2 unsourced · 1 disputed ─"));
    assert!(
        desk.screen().contains("└ all cases: 1 sourced · 1 unchecked · 3 unsourced · 1 disputed ─")
    );
    let desk = desk.resize(120, 32).write("archive/other.txt", "a tester\n").notice_files();
    assert!(desk.screen().contains("└ all cases: 2● 3○ 1⚔ ─"), "{}", desk.screen());
    let desk = desk.remove("victims/test-bo.toml").notice_files();
    assert!(desk.screen().contains("└ all cases: 2● 2○ 1⚔ ─"), "{}", desk.screen());
    // Without room for all the words, signs say it; without room for signs, nothing does.
    let narrow = desk.clone().resize(80, 40).screen();
    let line = narrow.lines().find(|line| line.contains("├ 3 quotes")).unwrap();
    assert!(line.contains("├ 3 quotes ─ fields 2● 2○ 1⚔ ─"), "{narrow}");
    let narrower = desk.clone().resize(34, 9).type_keys("<enter>").screen();
    assert!(narrower.contains("└ 2● 2○ 1⚔ ─"), "{narrower}");
    desk.resize(9, 5).screen();
}
