//! The keys of all screens, gathered from the table that they share and from each of their own.

use crate::browser::keymap::{Binding, Keymap, Meaning, ScreenInfo, ScreenKeys, name_of_today};
use crate::browser::screen::Screens;
use crate::browser::screen::contract::{EachScreen, ScreenSet};

impl Default for Keymap {
    /// Returns the keys of the tables.
    fn default() -> Self {
        keymap_of::<Screens>()
    }
}

/// Returns the keys of the tables over each screen of a set.
pub(crate) fn keymap_of<S: ScreenSet>() -> Keymap {
    let screens = S::default();
    let EachScreen { home, others } = screens.each();
    let others: Vec<&'static ScreenInfo> = others.iter().map(|screen| screen.info()).collect();
    Keymap::of_screens(home.info(), &others)
}

/// Returns every row of every table once: first those of the home screen, in the order of its list of
/// keys, then those that only other screens have.
pub fn bindings() -> Vec<&'static Binding> {
    let keymap = Keymap::default();
    let mut all: Vec<&'static Binding> = Vec::new();
    for binding in keymap.each().flat_map(ScreenKeys::rows) {
        if !all.contains(&binding) {
            all.push(binding);
        }
    }
    all
}

/// Returns the meaning with this name, or with this name in an earlier version.
pub fn meaning_of(name: &str) -> Option<Meaning> {
    let name = name_of_today(name);
    bindings().into_iter().find(|binding| binding.name == name).map(|binding| binding.meaning)
}

/// Returns every name once, in the order of the tables.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for binding in bindings() {
        if !names.contains(&binding.name) {
            names.push(binding.name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::keymap::{Chord, FORMER, TABLE};
    use crate::browser::screen::contract::Screen;

    #[test]
    fn names_of_earlier_versions_keep_their_meaning() {
        for (former, now) in FORMER {
            assert!(names().iter().all(|name| name != former), "{former}");
            assert!(meaning_of(former).is_some(), "{former}");
            assert_eq!(meaning_of(former), meaning_of(now), "{former}");
        }
    }

    #[test]
    fn every_meaning_has_one_name_and_every_name_one_meaning() {
        for binding in bindings() {
            for other in bindings() {
                let same = binding.meaning == other.meaning;
                assert_eq!(binding.name == other.name, same, "{} {}", binding.name, other.name);
            }
            assert!(binding.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
    }

    #[test]
    fn every_chord_of_every_screen_can_be_read() {
        for binding in bindings() {
            for way in binding.keys.split(' ') {
                assert!(Chord::parse(way).is_some_and(|chords| !chords.is_empty()), "{way}");
            }
        }
    }

    #[test]
    fn every_group_of_keys_follows_a_row_and_every_screen_has_a_name_of_its_own() {
        let screens = Screens::default();
        let infos: Vec<&ScreenInfo> = screens.each().all().map(Screen::info).collect();
        for (at, info) in infos.iter().enumerate() {
            for group in info.keys.iter().chain(&info.way_in) {
                let follows = TABLE.iter().any(|binding| binding.name == group.after);
                assert!(follows, "{} of {}", group.after, info.name);
            }
            let known = |name: &&str| TABLE.iter().any(|binding| binding.name == *name);
            assert!(info.without.iter().all(known), "{}", info.name);
            assert!(infos.iter().take(at).all(|other| other.name != info.name), "{}", info.name);
            assert_eq!(info.way_in.is_none(), at == 0, "{}", info.name);
        }
    }
}
