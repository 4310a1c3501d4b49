//! Disputed fields: their list, the values side by side, and the sums of counts.

use super::desk::Desk;
use super::masking::words;
use crate::browser::model::page::DetailItem;
use crate::collection::load;
use crate::exchange::{Marks, PaperLayout, record_json, record_text};
use crate::record::FieldId;
use crate::redaction::Redaction;

const FILES: &[(&str, &str)] = &[
    (
        "arrests/test-sweep.toml",
        "title = 'Arrests in a sweep that never was'\narrest_type = ['arrest']\ndate = '2017-08'\ncount = 379\ncount_basis = 'computed'\n\n[[group]]\nkey = 'first'\ncount = 225\n[[group]]\nkey = 'second'\ncount = 151\n[[group]]\nkey = 'third'\ncount = 3\n[[group]]\nkey = 'women'\nwithin = 'third'\ncount = 4\n\n[[quote]]\nsource = 'paper'\nspeaker = 'A Test Officer'\ntext = 'police arrested 225 on one day, then 151 and three more'\nsupports = ['count', 'count_basis', 'group.first', 'group.second', 'group.third']\ncredibility = 2\n\n[[quote]]\nsource = 'other'\ntext = 'a total of 379 were held in the sweep, the paper writes'\nsupports = ['count']\n\n[[quote]]\nsource = 'paper'\ntext = 'Test police arrest 376'\ndisputes = { count = 376 }\ncredibility = 4\n\n[[quote]]\nsource = 'other'\ntext = 'no such sweep took place'\ndisputes = ['count', 'count_basis']\n",
    ),
    (
        "arrests/test-raid.toml",
        "title = 'A raid that never was'\ncount = 10\n\n[[group]]\ncount = 6\n[[group]]\ncount = 5\n",
    ),
    ("arrests/test-part.toml", "title = 'A part of the raid'\ncount = 12\npart_of = 'test-raid'\n"),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\npublished = '2017-08-17'\nreliability = 'B'\n[other]\ntitle = 'Another Paper'\npublished = '2018'\n",
    ),
];

pub(super) fn desk() -> Desk {
    Desk::with(FILES).type_keys("/sweep<enter><enter>")
}

#[test]
fn the_values_of_a_disputed_field_stand_side_by_side_where_there_is_room() {
    for (width, height) in [(60, 24), (80, 24), (120, 36), (200, 60)] {
        let desk = desk().resize(width, height);
        insta::assert_snapshot!(format!("disputes-{width}x{height}"), desk.screen());
    }
    insta::assert_snapshot!("disputes-zoomed", desk().resize(120, 36).type_keys("z").screen());
}

#[test]
fn every_disputed_field_is_listed_and_gone_to() {
    let desk = desk().type_keys("gd");
    let overlay = desk.model.shared.overlay.as_ref().unwrap();
    assert_eq!(overlay.title(), "Disputed fields: 2");
    let listed = words(&overlay.page(200));
    assert!(listed.contains("people: 379") && listed.contains("basis of count: computed"));
    let desk = desk.type_keys("basis<enter>");
    assert_eq!(
        desk.model.screens.browse.detail.spot(),
        Some(&DetailItem::Field(FieldId::CountBasis))
    );
    // Shown on its own, because it is disputed.
    let page = desk.model.browse().detail_page();
    assert!(!page.lines_about(&DetailItem::Field(FieldId::CountBasis)).is_empty());
}

#[test]
fn a_count_that_does_not_add_up_shows_its_sums_in_the_words_of_check() {
    let desk = Desk::with(FILES).type_keys("/raid never<enter><enter>");
    let page = words(&desk.model.browse().detail_page());
    assert!(page.contains("groups: 6 + 5 = 11") && page.contains("parts: 12"), "{page}");
    let collection = load(&desk.files);
    let found = collection.diagnostics().iter().map(|found| found.problem.message.to_string());
    let found: Vec<String> = found.filter(|message| message.contains("add up")).collect();
    let shown = [
        "the groups add up to 6 + 5 = 11, but the count is 10",
        "its parts add up to 12, but the count is 10",
        "the groups within `third` add up to 4, but its count is 3",
    ];
    assert_eq!(found, shown);
    let sweep = words(&self::desk().model.browse().detail_page());
    let sweep = sweep.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(sweep.contains("groups: 225 + 151 + 3 = 379") && sweep.contains("groups: 4"));
}

#[test]
fn paper_and_json_tell_the_sums_and_who_contradicts() {
    let collection = load(&desk().files);
    let located = collection.get("test-sweep").unwrap();
    let redaction = Redaction::everything(&collection);
    let released = redaction.redact(located).unwrap();
    let page = record_text(
        &redaction,
        &released,
        &released.path(),
        PaperLayout { cells: 100, marks: Marks::Signs },
    );
    for said in [
        "    groups             225 + 151 + 3 = 379\n",
        "    but                376 — Test Daily, 17 Aug 2017 · B4 [3]\n",
        "    but                disputed — Another Paper, 2018 [4]\n",
        "  basis of count       computed [1]\n",
        "    groups             4, which differs\n",
    ] {
        assert!(page.contains(said), "{said}{page}");
    }
    let json = record_json(&redaction, &released);
    let count = &json["evidence"]["count"];
    let sum = serde_json::json!({ "of": [225, 151, 3], "sum": 379, "agrees": true });
    assert_eq!(count["sums"]["groups"], sum);
    assert_eq!(count["rivals"][0]["grade"], "B4");
    assert_eq!(count["rivals"][0]["text"], "Test police arrest 376");
}
