//! The queries asked before: keys in, the query line out.

use super::desk::Desk;
use super::finding::desk;
use crate::browser::model::Mode;

#[track_caller]
fn check(desk: &Desk, text: &str, mode: Mode) {
    assert_eq!((desk.model.shared.query.text.as_str(), desk.model.mode()), (text, mode));
}

/// A browser in which some queries were asked.
fn asked() -> Desk {
    desk().type_keys("/kind:victim<enter>/<c-u>seatown<enter>/<c-u>kind:arrest<enter>F")
}

#[test]
fn the_queries_asked_before_are_walked_through_and_what_was_typed_comes_back() {
    let desk = asked().type_keys("/<up>");
    check(&desk, "kind:arrest", Mode::Query);
    assert_eq!(desk.selected(), "raid");
    let desk = desk.type_keys("<up>");
    check(&desk, "seatown", Mode::Query);
    let desk = desk.type_keys("<up><up><up>");
    check(&desk, "kind:victim", Mode::Query);
    let desk = desk.type_keys("<down><c-n>");
    check(&desk, "kind:arrest", Mode::Query);
    check(&desk.type_keys("<down><down>"), "", Mode::Query);
}

#[test]
fn only_queries_that_begin_as_typed_are_walked_through() {
    let desk = asked().type_keys("/kind:<up>");
    check(&desk, "kind:arrest", Mode::Query);
    let desk = desk.type_keys("<c-p>");
    check(&desk, "kind:victim", Mode::Query);
    let desk = desk.type_keys("<up>");
    check(&desk, "kind:victim", Mode::Query);
    let desk = desk.type_keys("<down><down>");
    check(&desk, "kind:", Mode::Query);
    check(&desk.type_keys("zzz<up>"), "kind:zzz", Mode::Query);
}

#[test]
fn a_line_opened_on_a_query_walks_to_all_others() {
    let desk = asked().type_keys("/kind:victim<enter>/<up>");
    check(&desk, "kind:arrest", Mode::Query);
    // Back in the line as it was opened, behind a space.
    check(&desk.type_keys("<down>"), "kind:victim ", Mode::Query);
}

#[test]
fn escape_brings_back_what_was_before_the_walk() {
    let desk = asked().type_keys("/zz<up><esc>");
    check(&desk, "", Mode::Screen);
    let desk = asked().type_keys("/kind:victim<enter>/<up><up><esc>");
    check(&desk, "kind:victim", Mode::Screen);
    // What was only tried is not remembered.
    let desk = desk.type_keys("/<c-u>tried<esc>F/<up>");
    check(&desk, "kind:victim", Mode::Query);
}

#[test]
fn filters_and_views_leave_the_query_they_take_the_place_of() {
    let desk = desk().type_keys("farrest<enter>");
    check(&desk, "kind:=arrest", Mode::Screen);
    let desk = desk.type_keys("0/<up>");
    check(&desk, "kind:=arrest", Mode::Query);
}

#[test]
fn a_list_of_the_queries_is_narrowed_by_typing_and_puts_one_into_the_line() {
    let desk = asked().type_keys("/<c-r>");
    check(&desk, "", Mode::Picker);
    check(&desk.type_keys("<down><enter>"), "seatown", Mode::Query);
    let desk = asked().type_keys("/<c-r>vict<enter>");
    check(&desk, "kind:victim", Mode::Query);
    assert_eq!(desk.model.shared.listing.ids().len(), 3);
    check(&desk.type_keys("<esc>"), "", Mode::Screen);
    // What was typed narrows from the start; Esc closes the list only.
    let desk = asked().type_keys("/sea<c-r>");
    assert_eq!(desk.model.shared.overlay.as_ref().unwrap().prompt().unwrap().text(), "sea");
    check(&desk.type_keys("<esc>"), "sea", Mode::Query);
    let desk = super::finding::desk().type_keys("/<c-r>");
    check(&desk, "", Mode::Query);
    let said = desk.model.shared.notice.as_deref().unwrap_or_default();
    assert_eq!(said, "no earlier search; those of this run are listed here");
}
