//! Keys that are typed before what they are meant for is on the screen.

use super::desk::Desk;
use crate::browser::model::Report;
use crate::collection::Progress;
use crate::redaction::Mask;

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
    // Nor is a record opened in which the keys behind it would move before the search brings another.
    let desk = Desk::with(FILES).with_slow_searches().type_at_once("/bo<enter><enter>");
    expect_untouched(&desk, "nothing was done: the search is not answered yet");
    let desk = desk.answer_searches().type_keys("<enter>jjji<c-u>99<enter>");
    assert!(desk.file("victims/test-bo.toml").contains("age = 99"), "{}", desk.screen());
}

#[test]
fn a_field_stays_under_the_cursor_when_all_files_are_read() {
    let desk = Desk::reading(FILES, 3).type_at_once("<enter>jj").read_on();
    let desk = desk.type_at_once("i<c-u>99<enter>");
    assert!(desk.file("victims/test-ann.toml").contains("age = 99"), "{}", desk.screen());
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

const WITH_PROBLEM: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    ("victims/test-ann.toml", "title = 'Ann of the Test'\nname = 'Test Ann'\n"),
    ("victims/test-bo.toml", "title = 'Bo of the Test'\nagee = 19\n"),
    ("places/test-hall.toml", "title = 'Hall of Ann'\ncountry = 'TH'\n"),
];

#[test]
fn what_is_said_of_a_part_is_not_said_of_all() {
    let desk = Desk::reading(WITH_PROBLEM, 1).type_keys("!");
    let screen = desk.screen();
    assert!(screen.contains("No problems so far"), "{screen}");
    assert!(screen.contains("Files are still being read"), "{screen}");
    assert!(!screen.contains("finds nothing wrong"), "{screen}");
    let screen = desk.read_on().screen();
    assert!(screen.contains("test-bo.toml") && !screen.contains("so far"), "{screen}");
    for (read, keys, said) in [
        (2, "/ann<enter>ga", "nothing but cases matches the search so far: files are"),
        (2, "]l", "no links so far: files are"),
        (1, "]p", "no problems so far: files are"),
        (2, "gp", "no places so far: files are"),
    ] {
        let desk = Desk::reading(WITH_PROBLEM, read).type_keys(keys);
        let notice = desk.model.shared.notice.clone().unwrap_or_default();
        assert!(notice.contains(said), "{keys}: {notice}");
        assert_eq!(desk.read_on().model.shared.notice, None, "{keys}");
    }
}

#[test]
fn all_is_read_only_when_the_last_part_was_checked() {
    let mut desk = Desk::reading(WITH_PROBLEM, 1);
    desk.send(Report::Arriving { progress: Progress { read: 4, of: 4 }, part: None });
    let screen = desk.type_keys("!").screen();
    assert!(screen.contains("No problems so far"), "{screen}");
}

#[test]
fn a_line_feed_is_enter_where_it_has_no_meaning_of_its_own() {
    let desk = Desk::with(FILES).type_keys("/bo<c-j><c-j>jjji<c-u>99<c-j>");
    // Where a value is typed, it begins another line.
    assert!(desk.model.shared.value_input.is_some(), "{}", desk.screen());
    let desk = desk.type_keys("<enter>");
    assert!(desk.file("victims/test-bo.toml").contains("age = 99"), "{}", desk.screen());
}

#[test]
fn keys_before_the_first_files_are_never_lost_in_silence() {
    for keys in ["gs", "gp", "f", "!", "gd", "]p", "5j", "j", "<space>", "*", "i", "e", "n"] {
        let desk = Desk::opening(FILES).type_keys(keys);
        let notice = desk.model.shared.notice.clone().unwrap_or_default();
        assert!(notice.starts_with("nothing was done: "), "{keys}: {notice}");
        assert!(desk.model.shared.overlay.is_none(), "{keys}");
    }
    let desk = Desk::opening(FILES).type_keys("/bo<enter>").read_on();
    assert_eq!(desk.selected(), "test-bo");
}

#[test]
fn all_records_are_marked_only_once_all_are_read() {
    let desk = Desk::reading(FILES, 3).type_keys("*");
    expect_untouched(&desk, "the files are still being read; type it again when they are");
    let desk = desk.read_on().type_keys("*");
    assert_eq!(desk.model.shared.marked.count(&desk.model.shared.listing), 3);
}

#[test]
fn sentences_of_the_program_are_readable_under_the_mask_while_files_are_read() {
    for (keys, said) in [
        ("i", "nothing was done: the files are still being read; type it again when they are"),
        ("]l", "no links so far: files are still being read"),
        ("<c-x>", "Ctrl-x does nothing here"),
    ] {
        let mut desk = Desk::reading(FILES, 3);
        desk.model.shared.mask = Mask::All;
        let screen = desk.type_keys(&format!("<enter>{keys}")).screen();
        assert!(screen.contains(said), "{screen}");
        assert!(!screen.contains("Test Ann"), "{screen}");
    }
}
