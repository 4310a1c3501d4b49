//! The search in all archived texts: what it finds, where that leads, and the way back.

use super::desk::Desk;
use crate::browser::model::{Gesture, Mode};

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "title = 'Made up for tests'\nformat = 1\n"),
    (
        "victims/test-ann.toml",
        "title = 'Ann Test, held'\nname = 'Ann Test'\n[[quote]]\nsource = 'paper'\ntext = 'a kitchen in Seatown'\n",
    ),
    (
        "victims/test-zed.toml",
        "title = 'Zed Test'\nname = 'Zed Testname'\nconfidentiality = 'confidential'\n",
    ),
    (
        "sources.toml",
        "[paper]\ntitle = 'A Test Paper'\npublisher = 'Test Daily'\n[wire]\ntitle = 'A Test Wire'\n",
    ),
    ("archive/paper.txt", "Work was offered in a kitchen in Seatown.\n\nThe KITCHEN had bars.\n"),
    ("archive/wire.txt", "Nothing.\nZed Testname was in the kitchen.\nAnother kitchen.\n"),
];

fn desk() -> Desk {
    Desk::with(FILES)
}

#[test]
fn all_texts_are_searched_as_words_are_typed() {
    let desk = desk().type_keys("g/");
    assert_eq!(desk.model.mode(), Mode::Find);
    assert!(desk.screen().contains("words to find in all archived texts"), "{}", desk.screen());
    let desk = desk.type_keys("kitchen");
    insta::assert_snapshot!("texts-120x32", desk.screen());
    insta::assert_snapshot!("texts-80x24", desk.clone().resize(80, 24).screen());
    let desk = desk.type_keys("<c-u>nowhere");
    assert!(desk.screen().contains("No archived text contains these words."), "{}", desk.screen());
}

#[test]
fn enter_opens_the_text_at_the_match_and_back_leads_to_the_match() {
    let desk = desk().type_keys("g/kitchen<enter>j<enter>");
    assert_eq!((desk.model.active, desk.shown()), (0, "paper"));
    let title = desk.model.browse().quotes_page().title;
    assert!(title.starts_with("Text · line 3 · match 2 of 2"), "{title}");
    assert!(desk.screen().contains("Esc back to the matches"), "{}", desk.screen());
    for back in ["<esc>", "<backspace>", "n<esc>"] {
        let desk = desk.clone().type_keys(back);
        assert_ne!(desk.model.active, 0, "{back}");
        assert_eq!(desk.model.screens.texts.cursor().spot(), Some(&1), "{back}");
        assert!(desk.screen().contains("Archived texts · kitchen"), "{}", desk.screen());
    }
    // The home screen is as it was left.
    let desk = desk.type_keys("<esc><esc>");
    assert_eq!((desk.model.active, desk.shown()), (0, "test-ann"));
}

#[test]
fn a_search_that_finds_little_leads_to_the_texts_with_its_words() {
    let found = desk().type_keys("/kitchen<enter>");
    assert!(found.screen().contains("g/ searches archived texts"), "{}", found.screen());
    let nothing = desk().type_keys("/bars<enter>");
    assert!(nothing.screen().contains("g/ searches archived texts."));
    let texts = nothing.type_keys("g/");
    assert!(texts.screen().contains("1 match in 1 text"), "{}", texts.screen());
    assert!(texts.clone().type_keys("<enter>").screen().contains("Archived texts · bars"));
    // Other words take their place; what was searched for here stays until the list is searched for other words.
    let typed = texts.type_keys("kitchen<enter>");
    assert!(typed.screen().contains("Archived texts · kitchen"), "{}", typed.screen());
    let again = typed.type_keys("<esc>g/");
    assert!(again.screen().contains("Archived texts · kitchen"), "{}", again.screen());
    let other = again.type_keys("<esc>/seatown<enter>g/");
    assert!(other.screen().contains("❯ ") || other.model.mode() == Mode::Find);
    assert_eq!(other.model.screens.texts.cursor().spot(), Some(&0));
    assert!(other.type_keys("<enter>").screen().contains("Archived texts · seatown"));
    // A search for more than words, and one that finds enough, say nothing of it.
    for keys in ["/kind:victim<enter>", "/", ""] {
        let desk = desk().type_keys(keys);
        assert!(!desk.screen().contains("searches archived texts"), "{keys}");
    }
    // Words that may not be shown are not taken along.
    let masked = desk().type_keys("/ann<enter>Pg/");
    assert!(masked.screen().contains("words to find in all archived texts"), "{}", masked.screen());
}

#[test]
fn esc_in_the_line_restores_the_search_before_or_leaves_the_screen() {
    let desk = desk().type_keys("g/kitch<esc>");
    assert_eq!(desk.model.active, 0);
    let desk = desk.type_keys("g/kitchen<enter>/<c-u>bars<esc>");
    assert!(desk.screen().contains("4 matches in 2 texts"), "{}", desk.screen());
    // The words are still there when one comes back.
    let desk = desk.type_keys("<esc>g/");
    assert_eq!(desk.model.mode(), Mode::Screen);
    assert!(desk.screen().contains("4 matches in 2 texts"), "{}", desk.screen());
}

#[test]
fn a_line_with_a_withheld_name_is_masked_and_so_is_everything_by_the_key() {
    let desk = desk().type_keys("g/testname<enter>");
    let screen = desk.screen();
    assert!(screen.contains("1 match in 1 text") && !screen.contains("Zed"), "{screen}");
    let desk = self::desk().type_keys("g/kitchen<enter>P");
    let screen = desk.screen();
    assert!(!screen.contains("Seatown") && !screen.contains("itchen"), "{screen}");
}

#[test]
fn a_changed_text_is_searched_again() {
    let desk = desk().type_keys("g/kitchen<enter>");
    let desk = desk.write("archive/wire.txt", "No such room.\n").notice_files();
    assert!(desk.screen().contains("2 matches in 1 text"), "{}", desk.screen());
}

#[test]
fn a_click_selects_a_match_and_a_second_opens_it() {
    let desk = desk().type_keys("g/kitchen<enter>").point(Gesture::Click, 20, 5);
    assert_eq!(desk.model.screens.texts.cursor().spot(), Some(&1));
    assert_eq!(desk.point(Gesture::Click, 20, 5).shown(), "paper");
}
