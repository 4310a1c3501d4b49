//! The impact screen: fields that lose support if a source is withdrawn, its lines, and the way back.

use super::desk::Desk;
use super::masking::words;
use crate::browser::model::Extent;
use crate::browser::model::page::{DetailItem, PageBlock, PageLine};
use crate::browser::screen::browse::panes::Pane;
use crate::record::{FieldId, RowKind};

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test of Seatown'\nname = 'Ann Test'\nage = 17\nage_at = 'recruitment'\ngender = 'female'\noccupation = 'Tester'\n\n[[event]]\nkey = 'left'\nwhat = 'left by night'\n\n[[quote]]\nsource = 'wire'\ntext = 'Ann Test, 17, left by night'\nsupports = ['name', 'age', 'age_at', 'event.left']\n\n[[quote]]\nsource = 'copy'\ntext = 'Ann Test, a woman of 17'\nsupports = ['name', 'gender']\n\n[[quote]]\nsource = 'other'\ntext = 'she tested; she was 17'\nsupports = ['age', 'occupation']\n",
    ),
    (
        "victims/test-bo.toml",
        "title = 'Bo Test'\nname = 'Bo Test'\nage = 20\n\n[[quote]]\nsource = 'wire'\ntext = 'Bo Test was 21'\ndisputes = { age = 21 }\n\n[[quote]]\nsource = 'other'\ntext = 'Bo Test, 20'\nsupports = ['name', 'age']\n",
    ),
    (
        "victims/test-cy.toml",
        "title = 'Cy Test'\nname = 'Cy Test'\n\n[[quote]]\nsource = 'wire'\ntext = 'Cy Test'\nsupports = ['name']\n\n[[quote]]\nsource = 'rewrite'\ntext = 'one Cy Test'\nsupports = ['name']\n",
    ),
    (
        "sources.toml",
        "[wire]\npublisher = 'Test Wire'\npublished = '2022'\n[copy]\npublisher = 'Test Copy'\nderived_from = ['wire']\n[rewrite]\npublisher = 'Test Rewrite'\nderived_from = ['copy']\n[other]\npublisher = 'Another'\n",
    ),
];

pub(super) fn desk() -> Desk {
    Desk::with(FILES).type_keys("/kind:source wire<enter>gw")
}

#[track_caller]
fn listed(desk: &Desk) -> String {
    let overlay = desk.model.shared.overlay.as_ref().unwrap();
    let preface = overlay
        .preface(Extent { cells: 200, rows: 20 })
        .into_iter()
        .map(|run| run.text)
        .collect::<String>();
    preface + "\n" + &words(&overlay.page(200))
}

#[test]
fn the_screen_tells_what_falls_at_three_sizes() {
    for (width, height) in [(60, 20), (80, 24), (120, 32)] {
        let desk = desk().resize(width, height);
        insta::assert_snapshot!(format!("impact-{width}x{height}"), desk.screen());
    }
    insta::assert_snapshot!("impact-derived", desk().type_keys("d").screen());
}

#[test]
fn what_is_derived_goes_too_where_that_is_wanted() {
    let desk = desk();
    let alone = listed(&desk);
    assert!(alone.starts_with("3 quotes lost, "), "{alone}");
    assert!(alone.contains("Derived from it, not withdrawn"), "{alone}");
    assert!(alone.contains("Test Rewrite") && alone.contains("derived from Test Copy"), "{alone}");
    assert!(!alone.contains("gender") && !alone.contains("name: Cy Test"), "{alone}");
    let desk = desk.type_keys("d");
    let all = listed(&desk);
    assert!(all.contains("Derived from it, withdrawn too"), "{all}");
    assert!(all.contains("gender: female") && all.contains("name: Cy Test"), "{all}");
    assert_eq!(listed(&desk.type_keys("d")), alone);
    let other = Desk::with(FILES).type_keys("/kind:source another<enter>gwd");
    assert_eq!(
        other.model.shared.notice.as_deref(),
        Some("no other source is derived from this one")
    );
}

#[test]
fn a_line_leads_to_the_field_and_back_to_the_very_line() {
    let desk = desk().resize(80, 12).type_keys("dGkk");
    let at = |desk: &Desk| {
        let overlay = desk.model.shared.overlay.as_ref().unwrap();
        (overlay.cursor().clone(), overlay.title().to_owned(), listed(desk))
    };
    let before = at(&desk);
    let there = desk.type_keys("<enter>");
    assert!(there.model.shared.overlay.is_none());
    assert_eq!(there.model.screens.browse.focus, Pane::Detail);
    assert_eq!(at(&there.clone().type_keys("<backspace>")), before);
    // However far the user has gone in the meantime, and whatever the overlay covered.
    let back = there.type_keys("jj<backspace>");
    assert_eq!(at(&back), before);
    assert_eq!(back.type_keys("<esc>").shown(), "wire");
}

#[test]
fn each_line_leads_to_what_it_tells_of() {
    let spots = |keys: &str| {
        let desk = desk().type_keys(keys);
        (desk.shown().to_owned(), desk.model.screens.browse.detail.spot().cloned())
    };
    let line = |wanted: &str| {
        let page = desk().model.shared.overlay.as_ref().unwrap().page(200);
        let shows = |block: &PageBlock<usize>| {
            let lines = &page.lines()[block.start..block.end];
            lines.iter().flat_map(PageLine::runs).any(|placed| placed.run.text == wanted)
        };
        page.blocks().iter().position(shows).unwrap()
    };
    let to = |wanted: &str| spots(&format!("gg{}<enter>", "j".repeat(line(wanted))));
    let ann = |spot| ("test-ann".to_owned(), Some(spot));
    assert_eq!(to("event left"), ann(DetailItem::Row(RowKind::Event, "left".into())));
    // A qualifier is said with what it qualifies.
    assert_eq!(to("time of age: recruitment"), ann(DetailItem::Field(FieldId::Age)));
    assert_eq!(to("age: 17 at recruitment"), ann(DetailItem::Field(FieldId::Age)));
    assert_eq!(to("age: 20").0, "test-bo");
    assert_eq!(to("derived from Test Wire, 2022").0, "copy");
}

#[test]
fn it_opens_from_a_quote_and_by_its_name() {
    let desk = Desk::with(FILES).type_keys("/bo test<enter><enter>lgw");
    assert_eq!(
        desk.model.shared.overlay.as_ref().unwrap().title(),
        "If withdrawn: Test Wire, 2022"
    );
    let desk = Desk::with(FILES).type_keys("/kind:source another<enter>:withdrawn<enter>");
    assert_eq!(desk.model.shared.overlay.as_ref().unwrap().title(), "If withdrawn: Another");
    let none = Desk::with(&[("victims/x.toml", "title = 'X'\n")]).type_keys("gw");
    let said = "no source selected (gs lists the sources)";
    assert_eq!(none.model.shared.notice.as_deref(), Some(said));
}

#[test]
fn it_follows_the_files_and_the_mask() {
    let desk = desk().type_keys("jjjj");
    let at = desk.model.shared.overlay.as_ref().unwrap().choice().cloned();
    let masked = desk.clone().type_keys("P");
    let page = listed(&masked);
    assert!(!page.contains("Ann") && !page.contains("Bo") && page.contains("▒▒▒▒"), "{page}");
    assert_eq!(masked.model.shared.overlay.as_ref().unwrap().choice().cloned(), at);
    let desk = desk.remove("victims/test-bo.toml").notice_files();
    assert!(!listed(&desk).contains("Bo Test"));
    let desk = desk.write("sources.toml", "[other]\n").notice_files();
    assert!(desk.model.shared.overlay.is_none());
}
