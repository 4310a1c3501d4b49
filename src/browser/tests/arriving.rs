//! A collection that is still being read: what is there can be read and searched.

use super::desk::Desk;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    ("victims/test-ann.toml", "title = 'Ann of the Test'\nname = 'Test Ann'\nage = 27\n"),
    ("victims/test-bo.toml", "title = 'Bo of the Test'\nname = 'Test Bo'\nage = 19\n"),
    ("victims/test-cy.toml", "title = 'Cy of the Test'\nname = 'Test Cy'\nage = 31\n"),
];

#[test]
fn what_was_read_so_far_is_listed_read_and_searched() {
    let desk = Desk::reading(FILES, 3);
    let screen = desk.screen();
    assert!(screen.contains("reading: 3 of 4 files [###############-----]"), "{screen}");
    assert!(screen.contains("Test Bo") && !screen.contains("Test Cy"), "{screen}");
    assert!(screen.contains("1 of 2 …"), "{screen}");
    let desk = desk.type_keys("/bo<enter><enter>");
    assert_eq!((desk.selected(), desk.shown()), ("test-bo", "test-bo"));
}

#[test]
fn what_was_read_to_the_end_is_listed_before_it_is_checked() {
    let desk = Desk::reading(FILES, 4);
    let screen = desk.screen();
    assert!(screen.contains("checking 4 files") && screen.contains("Test Cy"), "{screen}");
    assert!(screen.contains("1 of 3") && !screen.contains("1 of 3 …"), "{screen}");
    assert!(!desk.read_on().screen().contains("checking"));
}

#[test]
fn the_rest_arrives_under_the_readers_hands() {
    let desk = Desk::reading(FILES, 3).type_keys("/test<enter>j<enter>j");
    let (shown, spot) = (desk.shown().to_owned(), desk.model.detail.spot().cloned());
    let desk = desk.read_on();
    assert_eq!(desk.model.listing.ids().len(), 3);
    assert_eq!((desk.shown(), desk.model.detail.spot()), (shown.as_str(), spot.as_ref()));
    assert_eq!(desk.model.notice, None, "the first reading is no news");
    assert!(!desk.screen().contains("reading:"));
}

#[test]
fn a_collection_that_starts_masked_is_masked_from_its_first_part_on() {
    let files = [("casebook.toml", "masked = true\n"), FILES[1], FILES[2]];
    let desk = Desk::reading(&files, 2);
    assert!(desk.screen().contains("masked") && !desk.screen().contains("Ann"));
    assert!(!desk.read_on().screen().contains("Ann"));
}

#[test]
fn the_list_is_shown_from_its_start_until_somebody_does_something() {
    let arrest = ("arrests/test-raid.toml", "title = 'The test raid'\n");
    let files = [FILES[0], arrest, FILES[1], FILES[2]];
    let desk = Desk::reading(&files, 2);
    assert_eq!(desk.selected(), "test-raid");
    let read = desk.clone().read_on();
    assert_eq!((read.selected(), read.shown()), ("test-ann", "test-ann"));
    let later = read.write("victims/test-bo.toml", "title = 'Bo'\nrecruitment_date = '2022'\n");
    let later = later.notice_files();
    assert_eq!(later.selected(), "test-ann", "what is all there stays as it is");
    assert_eq!(later.model.listing.ids()[0].as_str(), "test-bo");
    assert_eq!(desk.type_keys("gg").read_on().selected(), "test-raid");
}
