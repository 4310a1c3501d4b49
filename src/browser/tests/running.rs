//! Running commands from lists, counts, copying: keys in, the model out.

use super::finding::desk;
use crate::browser::model::{Choice, Command, Mode, Pane};

#[test]
fn a_command_is_run_from_the_palette_by_its_words() {
    let desk = desk().type_keys(":whole screen<enter>");
    assert!(desk.model.zoomed && desk.model.sheet.is_none());
    let desk = desk.type_keys("<c-p>order around<enter>");
    assert!(desk.model.query.sort.reversed);
    assert!(self::desk().type_keys(":quit<enter>").quit);
    assert!(self::desk().type_keys(":sort<enter>").model.sheet.is_some());
}

#[test]
fn letters_may_be_scattered() {
    let desk = desk().type_keys(":prblms");
    let choice = desk.model.sheet.as_ref().unwrap().choice().cloned();
    assert_eq!(choice, Some(Choice::Run(Command::Problems)));
}

#[test]
fn a_key_is_found_by_itself_and_run_from_the_help() {
    let desk = desk().type_keys("?]p");
    let choice = desk.model.sheet.as_ref().unwrap().choice().cloned();
    assert_eq!(choice, Some(Choice::Run(Command::NextProblem)));
    assert_eq!(desk.type_keys("<enter>").model.focus, Pane::Detail);
    let desk = self::desk().type_keys("?keep the<enter>");
    assert_eq!(desk.model.mode(), Mode::Menu);
}

#[test]
fn nothing_found_runs_nothing() {
    let desk = desk().type_keys(":qqqq<enter>");
    assert!(!desk.quit && desk.model.sheet.is_some());
    assert!(desk.type_keys("<esc>").model.sheet.is_none());
}

#[test]
fn a_number_moves_so_far_or_to_that_place() {
    assert_eq!(desk().type_keys("2j").selected(), "test-bo");
    assert_eq!(desk().type_keys("G2k").selected(), "test-ann");
    assert_eq!(desk().type_keys("3G").selected(), "test-bo");
    assert_eq!(desk().type_keys("G2gg").selected(), "test-ann");
    assert_eq!(desk().type_keys("99999999999999999999j").selected(), "raid");
    assert_eq!(desk().type_keys("2<esc>j").selected(), "test-ann");
    let number = desk().type_keys("<enter>3j").model.detail.spot().cloned();
    assert_eq!(number, desk().type_keys("<enter>jjj").model.detail.spot().cloned());
}
