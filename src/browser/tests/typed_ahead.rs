//! Keys that are typed before what they are meant for is on the screen.

use super::desk::Desk;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    ("victims/test-ann.toml", "title = 'Ann of the Test'\nname = 'Test Ann'\nage = 27\n"),
    (
        "victims/test-bo.toml",
        "title = 'Bo of the Test'\nname = 'Test Bo'\nage = 19\nsummary = 'A friend of Cy.'\n",
    ),
    ("victims/test-cy.toml", "title = 'Cy of the Test'\nname = 'Test Cy'\nage = 31\n"),
];

#[track_caller]
fn expect_untouched(desk: &Desk, said: &str) {
    let notice = desk.model.shared.notice.as_deref().unwrap_or_default();
    assert!(notice.contains(said), "{notice}");
    assert!(desk.model.shared.value_input.is_none() && desk.edited.is_empty());
    assert!(desk.copied.is_none() && desk.model.shared.marked.is_empty());
    for (path, text) in FILES {
        assert_eq!(desk.file(path), *text);
    }
}

#[test]
fn a_key_for_a_record_is_refused_until_the_search_before_it_is_answered() {
    for keys in [
        "<enter>i",
        "<enter>e",
        "<enter>E",
        "<enter>a",
        "<enter><delete>",
        "e",
        "yi",
        "I",
        "X",
        "<space>",
        "*",
    ] {
        let desk = Desk::with(FILES).with_slow_searches();
        let desk = desk.type_at_once(&format!("/bo<enter>{keys}"));
        expect_untouched(&desk, "the search is not answered yet; type it again when it is");
        let desk = desk.answer_searches();
        assert_eq!((desk.selected(), desk.shown()), ("test-bo", "test-bo"));
        expect_untouched(&desk, "the search is not answered yet");
    }
    let desk =
        Desk::with(FILES).with_slow_searches().type_at_once("/bo<enter><enter>jjji99<enter>");
    expect_untouched(&desk, "nothing was done: the search is not answered yet");
    let desk = desk.answer_searches().type_keys("jjji<c-u>99<enter>");
    assert!(desk.file("victims/test-bo.toml").contains("age = 99"), "{}", desk.screen());
}

#[test]
fn what_is_typed_behind_a_search_that_is_answered_at_once_is_for_what_it_finds() {
    let desk = Desk::with(FILES).type_at_once("/bo<enter><enter>jjji<c-u>99<enter>");
    assert!(desk.file("victims/test-bo.toml").contains("age = 99"), "{}", desk.screen());
}

#[test]
fn while_files_are_read_a_key_is_for_the_record_that_was_seen_or_is_refused() {
    // Not among the files that are read so far.
    let desk = Desk::reading(FILES, 3).type_at_once("/\"test cy\"<enter><enter>i99<enter>");
    expect_untouched(&desk, "nothing was done: no such record is read yet");
    let desk = desk.read_on();
    assert_eq!((desk.selected(), desk.shown()), ("test-cy", "test-cy"));
    // The best so far is another one.
    for keys in ["e", "<enter>e", "<enter>yi", "<space>"] {
        let desk = Desk::reading(FILES, 3).type_at_once(&format!("/cy<enter>{keys}"));
        expect_untouched(&desk, "has only just come up; type it again if you mean it");
        let desk = desk.read_on();
        assert_eq!((desk.selected(), desk.shown()), ("test-cy", "test-cy"), "{keys}");
    }
    // Once it was seen, a key is for it, and it stays.
    let desk = Desk::reading(FILES, 3).type_keys("/cy<enter>e");
    assert_eq!(desk.edited, ["victims/test-bo.toml:1:1"]);
    let desk = desk.read_on();
    assert_eq!((desk.selected(), desk.shown()), ("test-bo", "test-bo"));
}

#[test]
fn a_value_is_not_typed_before_all_files_are_read() {
    let desk = Desk::reading(FILES, 3).type_keys("<enter>ji");
    expect_untouched(&desk, "the files are still being read; type it again when they are");
    let desk = desk.read_on().type_keys("i");
    assert!(desk.model.shared.value_input.is_some(), "{}", desk.screen());
}

#[test]
fn keys_that_only_move_are_taken_as_ever() {
    let desk = Desk::reading(FILES, 3).type_at_once("j<enter>j");
    assert_eq!(desk.model.shared.notice, None);
    let shown = desk.shown().to_owned();
    assert_eq!(desk.read_on().shown(), shown);
}
