//! Chords as the grammar and as people write them.

use super::*;

#[track_caller]
fn check(text: &str, shown: &[&str]) {
    let chords = Chord::parse(text).unwrap_or_default();
    assert_eq!(chords.iter().map(ToString::to_string).collect::<Vec<_>>(), shown);
}

#[test]
fn chords_are_read_as_people_write_them() {
    for (text, shown) in [
        ("gg", "g g"),
        ("Ctrl-n", "Ctrl-n"),
        ("ctrl-N", "Ctrl-n"),
        ("Alt-←", "Alt-←"),
        ("alt-B", "Alt-B"),
        ("Ctrl-Alt-x", "Ctrl-Alt-x"),
        ("ctrl-left", "Ctrl-←"),
        ("Ctrl-x s", "Ctrl-x s"),
        ("<c-x>s", "Ctrl-x s"),
        ("PgUp", "PgUp"),
        ("End", "End"),
        ("shift-tab", "Shift-Tab"),
        ("F5", "F5"),
        ("space", "Space"),
        ("-", "-"),
        ("妙", "妙"),
    ] {
        let chords = Chord::read(text).unwrap_or_default();
        let written = chords.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(written, shown, "{text}");
    }
    for text in ["", " ", "<nosuchkey>", "crtl-n", "ctrl-", "ctrl-i", "<c-m>", "abcd"] {
        assert_eq!(Chord::read(text), None, "{text}");
    }
}

#[test]
fn what_the_list_of_keys_shows_is_read_as_the_same_key() {
    for chord in super::super::table::TABLE.iter().flat_map(|binding| binding.keys.split(' ')) {
        let chords = Chord::parse(chord).unwrap();
        let shown: Vec<_> = chords.iter().map(ToString::to_string).collect();
        assert_eq!(Chord::read(&shown.join(" ")), Some(chords));
    }
}

#[test]
fn chords_are_read_one_behind_the_other() {
    check("jj<enter>", &["j", "j", "Enter"]);
    check("gG", &["g", "G"]);
    check("<c-d><a-left><s-tab>", &["Ctrl-d", "Alt-←", "Shift-Tab"]);
    check("<f1><space><lt>", &["F1", "Space", "<"]);
    check("a<b", &["a", "<", "b"]);
    check("妙", &["妙"]);
    assert_eq!(Chord::parse("<nosuchkey>"), None);
}
