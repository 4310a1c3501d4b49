//! Key flows: keys in, the model out.

use super::desk::Desk;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::model::{Gesture, Input, Mode};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::view::bars::FilePlace;
use crate::record::{FieldId, Id};

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test, held in Seatown'\nname = 'Ann Test'\nage = 17\nrecruitment_date = '2022-03'\nexploitation_place = 'seatown'\nrelated = ['raid', 'test-bo']\n\n[[quote]]\nsource = 'paper'\ntext = 'Ann is 17.'\nsupports = ['age']\n\n[[quote]]\nsource = 'paper'\ntext = 'No, 16.'\ndisputes = { age = 16 }\n",
    ),
    (
        "victims/test-bo.toml",
        "title = 'Bo Test'\nname = 'Bo Test'\nrecruitment_date = '2021'\nsummry = 'misspelt'\n",
    ),
    ("arrests/raid.toml", "title = 'A raid in Seatown'\nplaces = ['seatown']\ncount = 3\n"),
    ("places.toml", "[seatown]\nname = 'Seatown'\n"),
    ("sources.toml", "[paper]\ntitle = 'A Test Paper'\nreliability = 'B'\n"),
];

pub(super) fn desk() -> Desk {
    Desk::with(FILES)
}

#[track_caller]
fn check(desk: &Desk, selected: &str, shown: &str) {
    assert_eq!((desk.selected(), desk.shown()), (selected, shown));
}

#[test]
fn the_list_is_by_kind_and_the_latest_first() {
    check(&desk(), "test-ann", "test-ann");
    check(&desk().type_keys("j"), "test-bo", "test-bo");
    check(&desk().type_keys("jj"), "raid", "raid");
    check(&desk().type_keys("G<up>gg"), "test-ann", "test-ann");
    check(&desk().type_keys("jjjjjk"), "test-bo", "test-bo");
}

#[test]
fn a_quote_leads_to_its_source_and_from_there_to_its_case() {
    let quote = |number| Some(QuoteItem::Quote(Id::new("test-ann").unwrap(), number));
    let desk = desk().type_keys("<tab><tab>j");
    assert_eq!(desk.model.screens.browse.quotes.spot().cloned(), quote(1));
    let desk = desk.type_keys("<enter>");
    check(&desk, "test-ann", "paper");
    assert_eq!(
        (desk.model.screens.browse.focus, desk.model.screens.browse.quotes.spot().cloned()),
        (Pane::Quotes, quote(1))
    );
    let desk = desk.type_keys("<enter>");
    check(&desk, "test-ann", "test-ann");
    assert_eq!(desk.model.screens.browse.quotes.spot().cloned(), quote(1));
    check(&desk.type_keys("<backspace>"), "test-ann", "paper");
}

#[test]
fn the_quote_pane_is_put_away_and_takes_no_keys_then() {
    let desk = desk().type_keys("<tab><tab>");
    assert_eq!(desk.model.screens.browse.focus, Pane::Quotes);
    let desk = desk.type_keys("p");
    assert_eq!(
        (desk.model.screens.browse.focus, desk.model.browse().panes().quotes.width),
        (Pane::Detail, 0)
    );
    assert_eq!(desk.type_keys("l").model.screens.browse.focus, Pane::Detail);
    let desk = super::flows::desk().type_keys("p<tab>");
    assert_eq!(desk.model.screens.browse.focus, Pane::Detail);
    let desk = desk.type_keys("<tab>");
    assert_eq!(desk.model.screens.browse.focus, Pane::List);
    assert_eq!(desk.type_keys("<s-tab>").model.screens.browse.focus, Pane::Detail);
    assert!(super::flows::desk().type_keys("pp").model.browse().panes().quotes.width > 0);
}

#[test]
fn a_click_selects_and_a_second_click_opens() {
    let desk = desk().point(Gesture::Click, 5, 4);
    check(&desk, "test-bo", "test-bo");
    assert_eq!(desk.model.screens.browse.focus, Pane::List);
    let desk = desk.point(Gesture::Click, 5, 4);
    assert_eq!(desk.model.screens.browse.focus, Pane::Detail);
    // Borders, bars and lines below the last record are no one's.
    for (column, row) in [(5, 0), (5, 2), (5, 25), (0, 4), (119, 31)] {
        let desk = super::flows::desk().point(Gesture::Click, column, row);
        check(&desk, "test-ann", "test-ann");
    }
}

#[test]
fn a_click_keeps_the_search_that_was_being_typed() {
    let desk = desk().type_keys("/test").point(Gesture::Click, 5, 4);
    assert_eq!(desk.model.mode(), Mode::Screen);
    check(&desk, "test-bo", "test-bo");
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let desk = desk().resize(120, 10).point(Gesture::WheelDown, 5, 4);
    check(&desk, "raid", "raid");
    let desk = desk.point(Gesture::WheelUp, 5, 4);
    check(&desk, "test-ann", "test-ann");
    assert_eq!(desk.model.screens.browse.detail.first(), 0);
    let desk = desk.point(Gesture::WheelDown, 60, 4);
    assert_eq!(desk.model.screens.browse.detail.first(), 3);
    assert_eq!(desk.model.screens.browse.focus, Pane::List);
}

#[test]
fn a_link_is_followed_and_the_way_back_is_kept() {
    let desk = desk().type_keys("<enter>");
    assert_eq!(desk.model.screens.browse.focus, Pane::Detail);
    let desk = desk.type_keys("jjjj");
    assert_eq!(
        desk.model.screens.browse.detail.spot(),
        Some(&DetailItem::Field(FieldId::ExploitationPlace))
    );
    let desk = desk.type_keys("<enter>");
    check(&desk, "test-ann", "seatown");
    let desk = desk.type_keys("<backspace>");
    check(&desk, "test-ann", "test-ann");
    assert_eq!(
        desk.model.screens.browse.detail.spot(),
        Some(&DetailItem::Field(FieldId::ExploitationPlace))
    );
    let desk = desk.type_keys("<a-right>");
    check(&desk, "test-ann", "seatown");
    check(&desk.type_keys("<a-left><a-left>"), "test-ann", "test-ann");
}

#[test]
fn a_link_to_a_case_selects_it() {
    let desk = desk().type_keys("<enter>G<enter>");
    check(&desk, "test-bo", "test-bo");
    check(&desk.type_keys("<backspace>"), "test-ann", "test-ann");
}

#[test]
fn the_quotes_follow_the_field_under_the_cursor() {
    let desk = desk().type_keys("<enter>jj");
    assert_eq!(desk.model.screens.browse.detail.spot(), Some(&DetailItem::Field(FieldId::Age)));
    let quotes = desk.model.browse().quotes_page();
    assert_eq!(quotes.title, "2/2 quotes · age");
    let desk = desk.type_keys("k");
    assert_eq!(desk.model.browse().quotes_page().title, "2 quotes");
}

#[test]
fn the_list_follows_every_key_of_a_search() {
    let desk = desk().type_keys("/b");
    assert_eq!(desk.model.mode(), Mode::Query);
    check(&desk, "test-bo", "test-bo");
    let desk = desk.type_keys("<c-u>raid");
    check(&desk, "raid", "raid");
    let desk = desk.type_keys("<enter>");
    assert_eq!((desk.model.mode(), desk.model.shared.listing.ids().len()), (Mode::Screen, 2));
    let desk = desk.type_keys("F");
    assert_eq!(desk.model.shared.listing.ids().len(), 3);
    check(&desk, "raid", "raid");
}

#[test]
fn escape_brings_back_what_was_before_the_search() {
    let desk = desk().type_keys("j/raid<esc>");
    check(&desk, "test-bo", "test-bo");
    assert_eq!(desk.model.shared.query.text, "");
    let desk = desk.type_keys("/test<enter>j/zzz");
    assert_eq!(desk.selected(), "-");
    let desk = desk.type_keys("<esc>");
    assert_eq!(
        (desk.model.shared.query.text.as_str(), desk.model.shared.listing.ids().len()),
        ("test", 2)
    );
}

#[test]
fn a_late_answer_is_dropped() {
    let mut desk = desk().type_keys("/raid");
    let late = desk.answer("bo");
    desk.send(late);
    check(&desk, "raid", "raid");
}

#[test]
fn pasted_text_never_runs_commands() {
    let mut desk = desk();
    desk.send(Input::Paste("jjq\n".to_owned()));
    check(&desk, "test-ann", "test-ann");
    assert!(!desk.quit);
    let mut desk = desk.type_keys("/");
    desk.send(Input::Paste("ann\ntest".to_owned()));
    assert_eq!(desk.model.shared.query.text, "ann test");
}

#[test]
fn a_reload_keeps_the_selection_and_the_field() {
    let desk = desk().type_keys("j<enter>j");
    let field = desk.model.screens.browse.detail.spot().cloned();
    let desk = desk
        .write("victims/test-aa.toml", "title = 'Aa'\nrecruitment_date = '2029'\n")
        .write("victims/test-bo.toml", "title = 'Bo'\nsummary = 'New.'\nname = 'Bo Test'\n")
        .type_keys("R");
    check(&desk, "test-bo", "test-bo");
    assert_eq!(desk.model.screens.browse.detail.spot(), field.as_ref());
    assert_eq!(desk.model.shared.listing.ids().len(), 4);
}

#[test]
fn a_vanished_case_is_announced() {
    let files: Vec<_> =
        FILES.iter().filter(|(path, _)| !path.contains("test-bo")).copied().collect();
    let mut desk = desk().type_keys("j");
    desk.files = Desk::with(&files).files;
    let desk = desk.type_keys("R");
    check(&desk, "raid", "raid");
    assert_eq!(
        desk.model.shared.notice.as_deref(),
        Some("Bo Test was removed: its file was deleted; now at A raid in Seatown")
    );
}

#[test]
fn only_q_and_a_second_control_c_quit() {
    assert!(desk().type_keys("q").quit);
    assert!(desk().type_keys("<enter>lq").quit);
    assert!(!desk().type_keys("<esc><esc><esc>").quit);
    assert!(!desk().type_keys("?q").quit);
    assert!(!desk().type_keys("!q").quit);
    assert!(!desk().type_keys("/q").quit);
    assert!(desk().type_keys("/<c-c><c-c>").quit);
    assert!(!desk().type_keys("<c-c>j<c-c>").quit);
}

#[test]
fn escape_backs_out_step_by_step() {
    let desk = desk().type_keys("<enter>lz?");
    assert!(desk.model.shared.overlay.is_some());
    let desk = desk.type_keys("<esc>");
    assert!(desk.model.shared.overlay.is_none() && desk.model.screens.browse.zoomed);
    let desk = desk.type_keys("<esc>");
    assert!(!desk.model.screens.browse.zoomed);
    assert_eq!(desk.model.screens.browse.focus, Pane::Quotes);
    assert_eq!(desk.type_keys("<esc><esc>").model.screens.browse.focus, Pane::List);
}

#[test]
fn the_place_in_the_file_is_the_fields_own() {
    let place = |keys: &str| {
        let desk = desk().type_keys(keys);
        let FilePlace { path, at } = desk.model.browse().place().unwrap();
        format!("{}:{}", path.display(), at.line)
    };
    assert_eq!(place(""), "victims/test-ann.toml:1");
    assert_eq!(place("<enter>jj"), "victims/test-ann.toml:3");
    assert_eq!(place("<enter>jjl"), "victims/test-ann.toml:8");
    assert_eq!(place("<enter>jjjj<enter>"), "places.toml:2");
}

#[test]
fn scrolling_the_pane_beside_leaves_the_list_alone() {
    let desk = desk().resize(120, 10).type_keys("JJ");
    assert!(desk.model.screens.browse.detail.first() > 0);
    check(&desk, "test-ann", "test-ann");
    assert_eq!(desk.model.screens.browse.focus, Pane::List);
    assert_eq!(desk.type_keys("KKK").model.screens.browse.detail.first(), 0);
}
