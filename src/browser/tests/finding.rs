//! Going to problems: keys in, the model out.

use super::desk::Desk;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::screen::browse::panes::Pane;
use crate::record::FieldId;

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test, held in Seatown'\nname = 'Ann Test'\nage = 17\nrecruitment_date = '2022-03'\nexploitation_place = 'seatown'\ngender = 'male'\noutcome = 'returned_home'\n\n[[quote]]\nsource = 'paper'\ntext = 'Ann is 17.'\nsupports = ['age']\n\n[[quote]]\nsource = 'nowhere'\ntext = 'No, 16.'\ndisputes = { age = 16 }\n",
    ),
    (
        "victims/test-bo.toml",
        "title = 'Bo Test'\nname = 'Bo Test'\nage = 30\nrecruitment_date = '2021'\ngender = 'male'\nsummry = 'misspelt'\noutcome = 'nowhere_to_be_found'\n",
    ),
    (
        "victims/test-cy.toml",
        "title = 'Cy Test'\nname = 'Cy Test'\nrecruitment_date = '2023'\ngender = 'female'\n",
    ),
    (
        "arrests/raid.toml",
        "title = 'A raid in Seatown'\ndate = '2022-05'\nplaces = ['seatown']\ncount = 3\n",
    ),
    ("places.toml", "[seatown]\nname = 'Seatown'\n\n[seaville]\nname = 'Seaville'\nhat = 'blue'\n"),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\nurl = 'https://paper.example/1'\nreliability = 'B'\n",
    ),
];

pub(super) fn desk() -> Desk {
    Desk::with(FILES)
}

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

#[track_caller]
fn check_at(desk: &Desk, shown: &str, spot: Option<&DetailItem>, focus: Pane) {
    let at =
        (desk.shown(), desk.model.screens.browse.detail.spot(), desk.model.screens.browse.focus);
    assert_eq!(at, (shown, spot, focus), "{}", notice(desk));
}

#[test]
fn enter_on_a_problem_goes_to_its_field() {
    let desk = desk().type_keys("!<enter>");
    check_at(&desk, "raid", Some(&DetailItem::Field(FieldId::Date)), Pane::Detail);
    assert!(desk.model.shared.overlay.is_none());
    let desk = desk.type_keys("!");
    let desk = desk.type_keys("jjjj<enter>");
    check_at(&desk, "seaville", Some(&DetailItem::Extra("hat".into())), Pane::Detail);
    let desk = desk.type_keys("!G<enter>");
    assert_eq!(desk.shown(), "test-cy");
    check_at(
        &desk.type_keys("<backspace>"),
        "seaville",
        Some(&DetailItem::Extra("hat".into())),
        Pane::Detail,
    );
}

#[test]
fn a_problem_of_a_quote_is_gone_to_in_the_quote_pane() {
    let desk = desk().type_keys("!");
    let number = (0..40).find(|number| {
        let desk = self::desk().type_keys(&format!("!{}<enter>", "j".repeat(*number)));
        notice(&desk).contains("there is no source `nowhere`")
    });
    let desk = desk.type_keys(&format!("{}<enter>", "j".repeat(number.unwrap())));
    assert_eq!((desk.shown(), desk.model.screens.browse.focus), ("test-ann", Pane::Quotes));
    let quote = desk.model.screens.browse.quotes.spot().cloned();
    assert_eq!(quote, Some(QuoteItem::Quote(desk.model.screens.browse.shown.clone().unwrap(), 1)));
}

#[test]
fn the_problems_are_gone_through_from_record_to_record_and_back() {
    let mut desk = desk().type_keys("!<enter>");
    let mut said = vec![notice(&desk).to_owned()];
    for _ in 0..60 {
        desk = desk.type_keys("]p");
        said.push(notice(&desk).to_owned());
        if notice(&desk).starts_with("from the top: ") {
            break;
        }
    }
    let total = desk.model.shared.collection.as_ref().unwrap().diagnostics().len();
    assert_eq!(said.len(), total + 1, "{said:#?}");
    assert_eq!(said.last(), Some(&format!("from the top: {}", said[0])));
    desk = desk.type_keys("[p");
    assert_eq!(notice(&desk), format!("from the end: {}", said[total - 1]));
    assert_eq!(desk.shown(), "test-cy");
    for at in said.iter().rev().skip(2) {
        desk = desk.type_keys("[p");
        assert_eq!(notice(&desk), at);
    }
}

#[test]
fn a_problem_that_is_in_no_record_is_said_to_be() {
    let files =
        [("casebook.toml", "format = 1\nhat = 1\n"), ("victims/bo.toml", "title = 'Bo Test'\n")];
    let desk = Desk::with(&files).type_keys("]p");
    assert_eq!(notice(&desk), "the only problem is not in a record (! shows it)");
}

#[test]
fn the_only_problem_is_gone_to_from_below_and_said_to_be_the_only_one() {
    let files = [
        ("sources.toml", "[paper]\nhat = 'A test'\ntitle = 'A Test Paper'\n"),
        ("victims/ann.toml", "title = 'Ann Test'\n"),
    ];
    let desk = Desk::with(&files);
    let total = desk.model.shared.collection.as_ref().unwrap().diagnostics().len();
    let desk = desk.type_keys("!G<enter>");
    let said = notice(&desk).to_owned();
    assert!(said.starts_with(&format!("problem {total} of {total}: ")), "{said}");
    let lone = [
        ("casebook.toml", "format = 1\n"),
        ("victims/ann.toml", "title = 'Ann Test'\nhat = 'A test'\n"),
        ("victims/bo.toml", "title = 'Bo Test'\n"),
    ];
    let desk = Desk::with(&lone);
    assert_eq!(desk.model.shared.collection.as_ref().unwrap().diagnostics().len(), 1);
    for keys in ["]p", "j]p", "j<enter>]p", "G[p"] {
        let desk = desk.clone().type_keys(keys);
        assert_eq!(desk.shown(), "ann", "{keys}");
        let only = desk.clone().type_keys("]p");
        assert_eq!(notice(&only), "this is the only problem");
        // What was left is gone back to.
        let back = desk.type_keys("<esc>j]p");
        assert!(back.shown() == "ann" && notice(&back).starts_with("from the top: problem 1 of 1"));
    }
}

#[test]
fn the_next_problem_is_the_next_from_where_the_cursor_is() {
    // The list starts at test-cy; the first problem in its file is that of its name.
    let desk = desk().type_keys("]p");
    check_at(&desk, "test-cy", Some(&DetailItem::Field(FieldId::Name)), Pane::Detail);
    let desk = desk.type_keys("<esc>j<enter>jjj]p");
    assert_eq!(desk.shown(), "test-ann");
}

#[test]
fn the_list_of_problems_follows_a_reload() {
    let desk = desk().type_keys("!jjjj");
    let chosen = desk.model.shared.overlay.as_ref().unwrap().choice().cloned();
    let desk = desk.write("arrests/raid.toml", "title = 'A raid'\n").notice_files();
    assert_eq!(desk.model.shared.overlay.as_ref().unwrap().choice().cloned(), chosen);
    check_at(
        &desk.type_keys("<enter>"),
        "seaville",
        Some(&DetailItem::Extra("hat".into())),
        Pane::Detail,
    );
}

#[test]
fn where_keys_go_to_the_list_the_highlighted_record_is_shown_and_acted_on() {
    let ways = [
        // A value of the record shown is excluded, so that another one is highlighted.
        "/test<enter><enter>jj-<esc>",
        "gspaper<enter><esc>",
        "jgpseatown<enter><esc>",
        "!<enter><esc>",
        "j<enter>]p<esc>",
        "<enter>jjjj<enter><esc>",
    ];
    for way in ways {
        let desk = desk().type_keys(way);
        assert_eq!(desk.model.screens.browse.focus, Pane::List, "{way}");
        assert_eq!(desk.selected(), desk.shown(), "{way}");
        let selected = desk.selected().to_owned();
        let desk = desk.type_keys("yie");
        assert_eq!(desk.copied.as_deref(), Some(selected.as_str()), "{way}");
        let file = desk.edited.last().cloned().unwrap_or_default();
        assert!(file.contains(&selected), "{way}: {file}");
    }
}

#[test]
fn what_was_left_for_the_list_is_one_step_back() {
    let highlighted = desk().selected().to_owned();
    let desk = desk().type_keys("gspaper<enter>");
    assert_eq!(desk.shown(), "paper");
    let back = desk.clone().type_keys("<esc>");
    assert_eq!(back.shown(), highlighted);
    assert_eq!(back.type_keys("<a-right>").shown(), "paper");
    let desk = desk.type_keys("h");
    assert_eq!(desk.shown(), highlighted);
    assert_eq!(desk.type_keys("<backspace>").shown(), "paper");
}
