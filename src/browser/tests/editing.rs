//! Flows around the editor and files that change meanwhile: keys and foreign writes in, the model
//! and effects out.

use super::desk::Desk;
use crate::browser::model::Msg;

const FILES: &[(&str, &str)] = &[
    (
        "victims/test-ann.toml",
        "title = 'Ann Test'\nname = 'Ann Test'\n  age = 27\nrecruitment_date = '2022-03'\n\n[[quote]]\nsource = 'paper'\ntext = 'Ann is 27.'\nsupports = ['age', 'name', 'recruitment_date']\n",
    ),
    ("victims/test-bo.toml", "title = 'Bo Test'\nrecruitment_date = '2021'\nsummry = 'misspelt'\n"),
    ("sources.toml", "[paper]\ntitle = 'A Test Paper'\nurl = 'https://example.org/'\n"),
    ("archive/paper.txt", "Ann is 27.\n"),
];

fn desk() -> Desk {
    Desk::with(FILES)
}

#[track_caller]
fn check(keys: &str, place: &str) {
    assert_eq!(desk().type_keys(keys).edited, [place]);
}

#[test]
fn e_edits_what_is_under_the_cursor() {
    check("e", "victims/test-ann.toml:1:1");
    check("<enter>je", "victims/test-ann.toml:2:1");
    check("<enter>jje", "victims/test-ann.toml:3:3");
    check("<enter>jjle", "victims/test-ann.toml:6:1");
    check("/kind:source<enter>e", "sources.toml:1:2");
}

#[test]
fn capital_e_edits_what_is_wrong_else_the_quote() {
    check("jE", "victims/test-bo.toml:2:1");
    check("<enter>jjE", "victims/test-ann.toml:6:1");
}

#[test]
fn the_sample_is_not_edited() {
    let mut desk = desk();
    desk.model.about.sample = true;
    let desk = desk.type_keys("e");
    assert!(desk.edited.is_empty());
    let said = "the sample inside the program cannot be edited";
    assert_eq!(desk.model.notice.as_deref(), Some(said));
}

#[test]
fn where_nothing_is_shown_nothing_is_edited() {
    let desk = desk().type_keys("/zzzz<enter>e");
    assert!(desk.edited.is_empty());
    assert_eq!(desk.model.notice.as_deref(), Some("there is nothing here to edit"));
}

#[test]
fn what_the_editor_failed_with_stays_told_until_the_next_key() {
    let mut desk = desk();
    desk.send(Msg::Told("the editor has failed".to_owned()));
    let desk = desk.type_keys("R");
    assert_eq!(desk.model.notice.as_deref(), Some("read again"));
}
