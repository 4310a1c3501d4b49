//! What users may change of the keys, and what must stay.

use super::super::all_screens::Keymap;
use super::*;
use crate::browser::app::meaning_of;

fn bind(keymap: &mut Keymap, keys: &str, name: &str) -> Result<(), KeyConflict> {
    keymap.bind(&Chord::parse(keys).unwrap(), meaning_of(name).unwrap())
}

fn meaning(keymap: &Keymap, mode: Mode, keys: &str) -> Option<Meaning> {
    let chords = Chord::parse(keys).unwrap();
    keymap
        .of(0)
        .way(mode, &chords)
        .filter(|way| way.chords == chords)
        .map(|way| way.binding.meaning)
}

#[test]
fn no_chord_has_two_meanings_in_one_mode_and_none_begins_another() {
    Keymap::default().expect_typeable();
}

#[test]
fn what_can_follow_is_shown_with_its_words() {
    let keymap = Keymap::default();
    let following = |mode, begun| keymap.of(0).following(mode, begun);
    assert_eq!(following(Mode::Screen, "g").first(), Some(&("g".to_owned(), "first line")));
    assert_eq!(following(Mode::Screen, "]").len(), 4);
    assert_eq!(following(Mode::Screen, ""), []);
    assert_eq!(following(Mode::Screen, "12"), []);
    assert_eq!(following(Mode::Query, "g"), []);
}

#[test]
fn a_key_of_ones_own_means_the_command_wherever_that_means_anything() {
    let mut keymap = Keymap::default();
    bind(&mut keymap, "<c-n>", "down").unwrap();
    let down = meaning_of("down");
    for mode in [Mode::Screen, Mode::Overlay, Mode::Picker] {
        assert_eq!(meaning(&keymap, mode, "<c-n>"), down);
    }
    assert_eq!(meaning(&keymap, Mode::Screen, "j"), down);
    // What can be typed stays text where text is typed.
    bind(&mut keymap, "n", "down").unwrap();
    assert_eq!(meaning(&keymap, Mode::Overlay, "n"), down);
    assert_eq!(meaning(&keymap, Mode::Picker, "n"), None);
}

#[test]
fn what_the_key_meant_there_before_is_forgotten_and_elsewhere_kept() {
    let mut keymap = Keymap::default();
    bind(&mut keymap, "q", "filter").unwrap();
    assert_eq!(meaning(&keymap, Mode::Screen, "q"), meaning_of("filter"));
    assert_eq!(meaning(&keymap, Mode::Overlay, "q"), meaning_of("quit"));
    assert_eq!(keymap.of(0).key_of(Mode::Screen, Command::Quit), None);
    let hints: Vec<_> = keymap.of(0).hints(Mode::Screen).collect();
    assert!(hints.contains(&("q".to_owned(), "filter")));
    assert!(!hints.iter().any(|(_, words)| *words == "quit"));
}

#[test]
fn a_key_that_begins_others_is_refused_until_they_are_taken_away() {
    let mut keymap = Keymap::default();
    let refused = bind(&mut keymap, "y", "copy-line");
    let Err(KeyConflict::Begins(others)) = refused else { panic!("{refused:?}") };
    assert!(others.contains(&"yq".to_owned()));
    assert_eq!(bind(&mut keymap, "jj", "back-out"), Err(KeyConflict::Begun("j".to_owned())));
    keymap.unbind(&Chord::parse("y").unwrap()).unwrap();
    bind(&mut keymap, "y", "copy-line").unwrap();
    assert_eq!(meaning(&keymap, Mode::Screen, "y"), meaning_of("copy-line"));
    assert_eq!(meaning(&keymap, Mode::Screen, "yq"), None);
}

#[test]
fn what_must_stay_stays() {
    let mut keymap = Keymap::default();
    assert_eq!(bind(&mut keymap, "<c-c>", "down"), Err(KeyConflict::WayOut));
    assert_eq!(bind(&mut keymap, "5", "down"), Err(KeyConflict::Digit));
    assert_eq!(bind(&mut keymap, "x", "delete-word"), Err(KeyConflict::Typed));
    assert_eq!(keymap.unbind(&Chord::parse("<c-c>").unwrap()), Err(KeyConflict::WayOut));
    assert_eq!(keymap.unbind(&Chord::parse("C").unwrap()), Err(KeyConflict::Free));
}
