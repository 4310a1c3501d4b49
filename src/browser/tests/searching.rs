//! What the list says of how it was found, and what an empty one says instead.

use super::desk::Desk;
use super::finding::desk;
use crate::browser::model::{Gesture, Msg};
use crate::search::Instead;

/// Checks that one line of the screen holds all of these.
#[track_caller]
fn check_line(desk: &Desk, parts: &[&str]) {
    let screen = desk.screen();
    let held = screen.lines().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(held, "no line holds {parts:?} in\n{screen}");
}

#[test]
fn a_line_says_where_it_was_found_when_its_name_does_not_show_it() {
    check_line(&desk().type_keys("/\"is 17\"<enter>"), &["Ann Test", " quote "]);
    let desk = desk().type_keys("/ann<enter>");
    assert!(!desk.screen().contains(" quote "), "{}", desk.screen());
}

#[test]
fn a_line_says_that_a_word_may_only_be_meant() {
    check_line(&desk().type_keys("/seatwon<enter>"), &["~typo"]);
}

#[test]
fn where_nothing_matches_the_list_says_what_is_to_blame_and_what_would_match() {
    let desk = desk().type_keys("/annn gender:male<enter>");
    let advice = desk.model.query.answer.advice.clone();
    let instead = |words: &str, found| Some(Instead { words: words.to_owned(), found });
    assert_eq!(advice.without, instead("annn", 2));
    assert_eq!(advice.meant, instead("ann", 1));
    check_line(&desk, &["without annn 2"]);
    assert!(desk.screen().contains("ann (1)?"), "{}", desk.screen());
}

#[test]
fn the_rest_that_follows_a_first_page_leaves_the_selection_alone() {
    let mut desk = desk().type_keys("/test").point(Gesture::WheelDown, 3, 4);
    let selected = desk.selected().to_owned();
    let Msg::Found { answer, of, .. } = desk.answer("test") else { panic!("a search is answered") };
    assert_ne!(answer.ids[0].as_str(), selected);
    assert!(desk.model.query.editing.is_some());
    // The list was searched when it was read, and then at each letter.
    desk.send(Msg::Found { generation: 5, of, answer });
    assert_eq!(desk.selected(), selected);
    assert!(!desk.model.query.is_searching());
}
