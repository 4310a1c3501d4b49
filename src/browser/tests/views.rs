//! Saved views behind digits: keys in, the model out.

use super::desk::Desk;
use crate::browser::model::{Command, Input};
use crate::browser::screen::browse::panes::Pane;
use crate::collection::ListOrder;
use crate::collection::Settings;
use crate::record::Id;

const FILES: &[(&str, &str)] = &[
    (
        "casebook.toml",
        "format = 1\n[views]\n1 = 'kind:victim'\n2 = { name = 'By date', query = '', sort = 'date' }\n",
    ),
    ("victims/test-ann.toml", "title = 'Ann'\nname = 'Ann Test'\nrecruitment_date = '2022'\n"),
    ("victims/test-bo.toml", "title = 'Bo'\nname = 'Bo Test'\nrecruitment_date = '2021'\n"),
    ("arrests/raid.toml", "title = 'A raid'\ndate = '2020'\n"),
];

fn desk() -> Desk {
    Desk::with(FILES)
}

fn listed(desk: &Desk) -> Vec<&str> {
    desk.model.shared.listing.ids().iter().map(Id::as_str).collect()
}

#[test]
fn a_digit_by_itself_lists_its_view_after_a_pause() {
    let desk = desk().type_keys("l1");
    assert_eq!(listed(&desk).len(), 3);
    insta::assert_snapshot!("digit", desk.clone().resize(80, 24).screen());
    let desk = desk.pause();
    assert_eq!(listed(&desk), ["test-ann", "test-bo"]);
    assert_eq!(
        (desk.model.shared.query.text.as_str(), desk.model.screens.browse.focus),
        ("kind:victim", Pane::List)
    );
    assert!(desk.screen().contains("┌ 1 kind:victim ─"), "{}", desk.screen());
}

#[test]
fn enter_behind_the_digit_does_not_wait() {
    let desk = desk().type_keys("2<enter>");
    assert_eq!(listed(&desk), ["raid", "test-bo", "test-ann"]);
    assert_eq!(desk.model.shared.query.sort.order, ListOrder::Earliest);
    assert!(desk.screen().contains("┌ 2 By date ─"), "{}", desk.screen());
}

#[test]
fn a_movement_behind_the_digit_counts() {
    let desk = desk().type_keys("1j").pause();
    assert_eq!((listed(&desk).len(), desk.selected()), (3, "test-bo"));
    // A number without a view behind it only counts, however long it waits.
    let desk = desk.type_keys("3").pause();
    assert_eq!(desk.model.shared.pending, "3");
    assert_eq!(desk.type_keys("G").selected(), "raid");
}

#[test]
fn nought_lists_everything_at_once() {
    let desk = desk().type_keys("2<enter>/ann<enter>0");
    assert_eq!((listed(&desk).len(), desk.model.shared.query.text.as_str()), (3, ""));
    assert_eq!(desk.model.shared.query.sort.order, ListOrder::Kind);
    assert!(desk.screen().contains("┌ Cases ─"), "{}", desk.screen());
}

#[test]
fn what_is_typed_over_a_view_is_no_longer_the_view() {
    let desk = desk().type_keys("1<enter>/ ann<enter>");
    assert_eq!(listed(&desk), ["test-ann"]);
    assert!(desk.model.shared.view_in_force().is_none());
    assert!(self::desk().type_keys("1<enter>S").model.shared.view_in_force().is_none());
}

#[test]
fn the_users_own_view_stands_over_the_collections() {
    let mut desk = desk();
    let own = "[views]\n1 = { name = 'Mine', query = 'bo' }\n7 = 'raid'\n";
    desk.model.shared.about.views = Settings::read(own.into()).0.views;
    let desk = desk.type_keys("1").pause();
    assert_eq!(listed(&desk), ["test-bo"]);
    assert_eq!(listed(&desk.clone().type_keys("7<enter>")), ["raid"]);
    assert_eq!(listed(&desk.type_keys("2<enter>")).len(), 3);
}

#[test]
fn views_are_found_among_the_commands_and_run() {
    let desk = desk().type_keys(":by date<enter>");
    assert_eq!(listed(&desk), ["raid", "test-bo", "test-ann"]);
    let desk = desk.type_keys("?view kind<enter>");
    assert_eq!(listed(&desk), ["test-ann", "test-bo"]);
}

#[test]
fn a_view_that_is_gone_is_reported() {
    let mut desk = desk();
    desk.send(Input::Do(Command::View(8)));
    assert_eq!(desk.model.shared.notice.as_deref(), Some("there is no view 8"));
}

#[test]
fn views_follow_a_reload() {
    let desk = desk().write("casebook.toml", "[views]\n1 = 'raid'\n").notice_files();
    assert_eq!(listed(&desk.type_keys("1<enter>")), ["raid"]);
}
