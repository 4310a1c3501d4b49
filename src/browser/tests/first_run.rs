//! What a newcomer meets: the welcome, keys that mean nothing, clicks where one expects them to do something.

use super::desk::Desk;
use super::reading;
use crate::browser::model::{Gesture, Mode, Overlay, Theme};

const FILES: &[(&str, &str)] = &[
    ("victims/ann.toml", "title = 'Ann Test, made up'\n"),
    ("victims/bo.toml", "title = 'Bo Test, made up'\nage = 'old'\n"),
    ("victims/cy.toml", "title = 'Cy Test, made up'\n"),
];

fn notice(desk: &Desk) -> &str {
    desk.model.shared.notice.as_deref().unwrap_or_default()
}

fn welcome() -> Desk {
    let mut desk = Desk::with(FILES).resize(80, 24);
    desk.model.shared.about.sample = true;
    desk.model.shared.overlay = Some(Overlay::welcome());
    desk
}

#[test]
fn the_welcome_names_three_keys_and_the_way_to_a_collection_of_ones_own() {
    insta::assert_snapshot!("welcome", welcome().screen());
}

#[test]
fn any_key_goes_on_from_the_welcome_and_does_what_it_means() {
    let search = welcome().type_keys("/");
    assert!(search.model.shared.overlay.is_none());
    assert_eq!(search.model.mode(), Mode::Query);
    assert_eq!(welcome().type_keys("j").selected(), "bo");
    assert!(welcome().type_keys("?").screen().contains("Keys"));
    assert!(welcome().type_keys("U").model.shared.overlay.is_none());
    let clicked = welcome().point(Gesture::Click, 20, 1);
    assert_eq!(clicked.model.mode(), Mode::Query);
}

#[test]
fn keys_that_mean_nothing_say_so_and_what_does() {
    let desk = Desk::with(FILES).type_keys("C");
    assert_eq!(notice(&desk), "C does nothing here; / searches, ? helps");
    assert_eq!(notice(&desk.clone().type_keys("j")), "");
    assert_eq!(
        notice(&desk.clone().type_keys("g~")),
        "g~ does nothing here; after g come g a s p o P d u / m n c t w"
    );
    assert_eq!(notice(&desk.type_keys("!X")), "X does nothing here; Esc closes");
}

#[test]
fn a_name_that_is_typed_cold_does_not_open_the_editor() {
    for name in ["Chen", "Fei", "Pe", "Re"] {
        let desk = Desk::with(FILES).type_keys(name);
        assert!(desk.edited.is_empty(), "{name}");
    }
    let desk = Desk::with(FILES).type_keys("Che");
    assert_eq!(notice(&desk), "e again edits victims/ann.toml in your editor; / searches");
    assert_eq!(desk.type_keys("e").edited.len(), 1);
    // A user who searches or opens something knows that letters are commands.
    assert_eq!(Desk::with(FILES).type_keys("C<enter>e").edited.len(), 1);
    assert_eq!(Desk::with(FILES).type_keys("C/bo<enter>e").edited.len(), 1);
    assert_eq!(Desk::with(FILES).type_keys("Sje").edited.len(), 1);
}

#[test]
fn the_query_line_and_the_number_of_problems_can_be_clicked() {
    let desk = Desk::with(FILES);
    let screen = desk.screen();
    let title = screen.lines().next().unwrap().trim_matches('"');
    let at = title.find("problem").unwrap();
    let column = u16::try_from(title.chars().take(at).count()).unwrap();
    let problems = desk.clone().point(Gesture::Click, column, 0);
    assert!(problems.screen().contains(" Problems "), "{}", problems.screen());
    assert!(desk.clone().point(Gesture::Click, 2, 0).model.shared.overlay.is_none());
    assert_eq!(desk.point(Gesture::Click, 40, 1).model.mode(), Mode::Query);
}

#[test]
fn only_errors_are_shown_as_alarming() {
    assert!(Desk::with(FILES).model.shared.has_errors);
    let warns = Desk::with(&[("victims/ann.toml", "title = 'Ann Test'\nname = 'Ann'\n")]);
    assert!(warns.screen().contains("problem") && !warns.model.shared.has_errors);
}

#[test]
fn the_palette_switches_the_theme() {
    let desk = Desk::with(FILES).type_keys(":theme: light<enter>");
    assert_eq!(desk.model.shared.theme(), Theme::Light);
    assert!(notice(&desk).contains("theme light until you quit"), "{}", notice(&desk));
    let mut desk = desk.type_keys(":theme: auto<enter>");
    assert_eq!(desk.model.shared.theme(), Theme::Auto);
    desk.model.shared.about.auto = Theme::Dark;
    assert_eq!(desk.model.shared.theme(), Theme::Dark);
}

#[test]
fn dragging_over_an_archived_text_selects_a_passage() {
    let desk = reading::desk().type_keys("<enter>");
    let screen = desk.screen();
    let (row, line) =
        screen.lines().enumerate().find(|(_, line)| line.contains("She was 17")).unwrap();
    let before = line.trim_start_matches('"').split("She was 17").next().unwrap();
    let column = u16::try_from(before.chars().count()).unwrap();
    let row = u16::try_from(row).unwrap();
    let desk = desk.point(Gesture::Click, column, row).point(Gesture::Drag, column + 2, row);
    let marked = |desk: &Desk| desk.model.browse().mark_here().map(|mark| mark.words().to_owned());
    assert_eq!(marked(&desk).as_deref(), Some("She"));
    let desk = desk.point(Gesture::Drag, column + 6, row).point(Gesture::Release, column + 6, row);
    assert_eq!(marked(&desk).as_deref(), Some("She was"));
    assert_eq!(notice(&desk), "c quotes the passage, v extends it, Esc clears it");
    // Another drag selects another passage; a click alone selects none.
    let desk = desk.point(Gesture::Click, column + 4, row).point(Gesture::Release, column + 4, row);
    let desk = desk.point(Gesture::Click, column + 5, row).point(Gesture::Drag, column + 6, row);
    assert_eq!(marked(&desk).as_deref(), Some("as"));
    // Below the pane, the text scrolls and the selection goes on.
    let far = desk.point(Gesture::Drag, column, 31);
    assert!(marked(&far).is_some_and(|words| words.len() > 3));
}

#[test]
fn what_is_empty_says_why_and_what_to_do() {
    let empty = Desk::with(&[("casebook.toml", "format = 1\n")]).resize(100, 24);
    let screen = empty.screen();
    for said in ["No cases yet.", "Press :, then type new victim ID", "casebook new victim ID"] {
        let words = said.split(' ').all(|word| screen.contains(word));
        assert!(words, "{said}: {screen}");
    }
    for (keys, said) in [
        ("gs", "no sources yet; :new source ID creates one"),
        ("gp", "no places yet; :new place ID creates one"),
        ("gP", "no people yet; :new person ID creates one"),
        ("gd", "no field is disputed: no quote contradicts a value"),
        ("gu", "no field is unsourced: every fact has a quote"),
        ("f", "nothing is listed, so there are no values to filter by"),
        ("h", "no pane is left of the list"),
        ("lll", "no pane is right of the quotes"),
        ("pll", "the quote pane is hidden (p shows it)"),
        ("<esc>", "nothing to close or to clear; q quits"),
        ("!<enter>", "nothing to choose here; Esc closes"),
        ("/<c-x>", "Ctrl-x does nothing here; Esc goes back"),
        ("?<c-x>", "Ctrl-x does nothing here; Esc closes"),
        ("<insert>", "Insert does nothing here; / searches, ? helps"),
    ] {
        assert_eq!(notice(&empty.clone().type_keys(keys)), said, "{keys}");
    }
    assert!(empty.clone().type_keys("!").screen().contains("finds nothing wrong"));
    assert!(empty.clone().type_keys("4").screen().contains("no view 4 yet"));
    assert!(empty.clone().type_keys("g/").screen().contains("No text is archived."));
    // A record without quotes says how to add one.
    let case = Desk::with(FILES).screen();
    assert!(case.contains("No quotes yet") && case.contains("select words"), "{case}");
}

#[test]
fn one_id_is_one_word() {
    let mut desk = Desk::with(FILES).type_keys(":new victim dee eff<enter>");
    assert!(desk.edited.is_empty());
    assert!(
        desk.screen().contains("\"dee eff\" is not a valid id; call it `dee-eff`"),
        "{}",
        desk.screen()
    );
    desk = desk.type_keys("<c-u>dee<enter>");
    assert_eq!((desk.selected(), desk.shown()), ("dee", "dee"));
}

#[test]
fn dates_are_said_in_words_or_as_the_files_have_them() {
    let files = [
        ("victims/ann.toml", "title = 'Ann Test'\nrecruitment_date = '2021-12~'\n"),
        ("victims/bo.toml", "title = 'Bo Test'\nrecruitment_date = '2026-01-21/2026-02-16'\n"),
    ];
    let words = Desk::with(&files).type_keys("G");
    let edtf = words.clone().type_keys("T");
    assert!(words.screen().contains("about December") && words.screen().contains("Jan–Feb 2026"));
    let screen = edtf.screen();
    assert!(screen.contains(" 2021-12~ ") && screen.contains("2026-01/2026-02"), "{screen}");
    assert!(!screen.contains("December"), "{screen}");
    assert_eq!(edtf.type_keys("T").screen().lines().nth(4), words.screen().lines().nth(4));
    let wide = words.resize(200, 40).type_keys("T");
    assert!(wide.screen().contains("2026-01-21/2026-02-16"));
}
