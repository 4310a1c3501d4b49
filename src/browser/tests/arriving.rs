//! A collection that is still being read: what is there can be read and searched.

use super::desk::Desk;
use super::masking::words;
use crate::browser::app::window_title;

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
    let progress = "reading: 3 of 4 files, names are masked until the end [###############-----]";
    assert!(screen.contains(progress), "{screen}");
    assert!(screen.contains("1 of 2 …") && !screen.contains("Test Bo"), "{screen}");
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
    let (shown, spot) = (desk.shown().to_owned(), desk.model.screens.browse.detail.spot().cloned());
    let desk = desk.read_on();
    assert_eq!(desk.model.shared.listing.ids().len(), 3);
    assert_eq!(
        (desk.shown(), desk.model.screens.browse.detail.spot()),
        (shown.as_str(), spot.as_ref())
    );
    assert_eq!(desk.model.shared.notice, None, "the first reading is no news");
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
fn the_list_is_shown_from_its_start_until_someone_does_something() {
    let arrest = ("arrests/test-raid.toml", "title = 'The test raid'\n");
    let files = [FILES[0], arrest, FILES[1], FILES[2]];
    let desk = Desk::reading(&files, 2);
    assert_eq!(desk.selected(), "test-raid");
    let read = desk.clone().read_on();
    assert_eq!((read.selected(), read.shown()), ("test-ann", "test-ann"));
    let later = read.write("victims/test-bo.toml", "title = 'Bo'\nrecruitment_date = '2022'\n");
    let later = later.notice_files();
    assert_eq!(later.selected(), "test-ann", "what is all there stays as it is");
    assert_eq!(later.model.shared.listing.ids()[0].as_str(), "test-bo");
    assert_eq!(desk.type_keys("gg").read_on().selected(), "test-raid");
}

/// Reads files one after the other, and looks at every state in between.
#[track_caller]
fn expect_never_shown(settings: &str, files: &[(&str, &str)], secret: &str, masked: bool) {
    let files = [&[("casebook.toml", settings)][..], files].concat();
    for read in 1..files.len() {
        for keys in [
            "",
            "/zora<enter>",
            "j<enter>l",
            "f",
            ":",
            "?",
            "!",
            "s",
            "yi",
            "yp",
            "/name:<tab>",
            "]p",
        ] {
            let desk = Desk::reading(&files, read).type_keys(keys);
            let overlay =
                desk.model.shared.overlay.as_ref().map(|overlay| words(&overlay.page(200)));
            let said = [overlay, desk.model.shared.notice.clone(), desk.copied.clone()];
            let said = said.into_iter().flatten().collect::<String>();
            let shown = desk.screen() + &window_title(&desk.model) + &said;
            // The query line shows what was typed.
            let shown = shown.replace("❯ zora", "");
            assert!(!shown.contains(secret), "{read} of {}: {keys}\n{shown}", files.len());
        }
    }
    let all = Desk::reading(&files, files.len());
    let screen = all.screen();
    assert!(!screen.contains(secret), "{screen}");
    if !masked {
        assert!(screen.contains("Bo Public"), "what nothing withholds is shown\n{screen}");
    }
}

#[test]
fn no_name_that_a_later_file_may_hold_back_is_shown_before_it_is_read() {
    let first =
        ("arrests/raid.toml", "title = 'The raid that Zora Testname spoke of'\ndate = '2031'\n");
    let named = (
        "victims/a-first.toml",
        "title = 'Bo Public met Zora Testname'\nname = 'Bo Public'\nsummary = 'Zora Testname and Bo.'\nrecruitment_date = '2030'\n[[event]]\nkey = 'x'\nwhat = 'Zora Testname came'\n",
    );
    let link = (
        "victims/zora-testname-friend.toml",
        "title = 'A friend'\nname = 'Bo Public'\nrelated = ['zora-testname']\n",
    );
    let place = ("places.toml", "[zora-house]\nname = 'House of Zora Testname'\n");
    let source = ("sources.toml", "[zora]\ntitle = 'Zora Testname speaks'\n");
    let plain = "title = 'Last'\nname = 'Zora Testname'\n";
    let slipped = plain.to_owned() + "Confidentialty = 'x'\n";
    let confidential = plain.to_owned() + "confidentiality = 'confidential'\n";
    for last in [&confidential, &slipped] {
        let last = ("victims/zz.toml", last.as_str());
        expect_never_shown(
            "format = 1\n",
            &[first, named, place, source, link, last],
            "Zora",
            false,
        );
        expect_never_shown("title = 'Papers'\n", &[named, last], "Testname", false);
    }
    let last = ("victims/zz.toml", plain);
    for files in [&[first, named, place, source, link, last][..], &[link, last], &[named, last]] {
        expect_never_shown("masked = true\n", files, "Zora", true);
        expect_never_shown("Masked = true\n", files, "Testname", true);
    }
}

#[test]
fn before_anything_is_read_the_name_of_the_folder_is_not_shown() {
    let mut desk = Desk::with(&[]);
    desk.model.shared.about.name = "zora-papers".to_owned();
    desk.model.shared.collection = None;
    assert!(!(desk.screen() + &window_title(&desk.model)).contains("zora"));
}

#[test]
fn a_collection_that_asks_to_be_masked_while_it_is_open_is_masked() {
    let desk = Desk::with(&FILES[..3]);
    assert!(desk.screen().contains("Test Ann"));
    for settings in ["masked = true\n", "[views]\nmasked = true\n", "masked = \n"] {
        let desk = desk.clone().write("casebook.toml", settings).notice_files();
        assert!(!desk.screen().contains("Test Ann"), "{settings}\n{}", desk.screen());
    }
}
