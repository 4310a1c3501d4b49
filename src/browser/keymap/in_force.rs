//! The keys in force: those of the table, with what a user has changed.

use super::super::model::{Command, Mode};
use super::chord::{Chord, Key};
use super::table::{Binding, Meaning, TABLE};

/// Which keys mean what: every way to give every command.
#[derive(Clone, Debug)]
pub struct Keymap {
    ways: Vec<Way>,
}

/// One way to give a command.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) chords: Vec<Chord>,
    pub(super) binding: &'static Binding,
    /// The modes in which it is one.
    modes: Vec<Mode>,
}

/// Why keys cannot be given a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They would begin other keys, which could never be typed to their end.
    Begins(Vec<String>),
    /// They begin with keys that mean something already.
    Begun(String),
    /// They type a character wherever the command means anything.
    Typed,
    /// They count, or stand for a saved view.
    Digit,
    /// They are the way out, whatever else was changed.
    WayOut,
    /// They mean nothing that could be taken away.
    Free,
}

/// The keys that nothing may take: without them, nobody could leave.
const WAY_OUT: Chord = Chord { key: Key::Char('c'), ctrl: true, alt: false };

impl Default for Keymap {
    /// Returns the keys of the table.
    fn default() -> Self {
        let ways = TABLE.iter().flat_map(|binding| {
            let ways = binding.keys.split(' ').filter_map(Chord::parse);
            ways.map(move |chords| Way { chords, binding, modes: binding.modes.to_vec() })
        });
        Self { ways: ways.collect() }
    }
}

impl Keymap {
    /// Gives keys a meaning, wherever it has one; what they meant there before is forgotten.
    ///
    /// # Errors
    ///
    /// The keys as a whole could not be typed there, or are needed for something else; nothing is
    /// changed then.
    pub fn bind(&mut self, chords: &[Chord], meaning: Meaning) -> Result<(), Refusal> {
        let Some(first) = chords.first() else { return Err(Refusal::Free) };
        if chords.contains(&WAY_OUT) {
            return Err(Refusal::WayOut);
        }
        if first.typed().is_some_and(|c| c.is_ascii_digit()) {
            return Err(Refusal::Digit);
        }
        let places = TABLE.iter().filter(|binding| binding.meaning == meaning).map(|binding| {
            let modes = binding.modes.iter().copied();
            let modes = modes.filter(|mode| !mode.takes_text() || first.typed().is_none());
            (binding, modes.collect::<Vec<_>>())
        });
        let places: Vec<_> = places.filter(|(_, modes)| !modes.is_empty()).collect();
        if places.is_empty() {
            return Err(Refusal::Typed);
        }
        let modes: Vec<Mode> = places.iter().flat_map(|(_, modes)| modes.clone()).collect();
        self.check(chords, &modes)?;
        self.forget(|way, mode| way.chords == chords && modes.contains(&mode));
        let new = places.into_iter().map(|(binding, modes)| {
            // The user's own keys are the first that help tells.
            Way { chords: chords.to_vec(), binding, modes }
        });
        self.ways.splice(0..0, new.collect::<Vec<_>>());
        Ok(())
    }

    /// Takes their meaning from keys and from all that begin with them.
    ///
    /// # Errors
    ///
    /// They mean nothing, or are the way out; nothing is changed then.
    pub fn unbind(&mut self, chords: &[Chord]) -> Result<(), Refusal> {
        if chords.contains(&WAY_OUT) {
            return Err(Refusal::WayOut);
        }
        if chords.is_empty() || !self.ways.iter().any(|way| way.chords.starts_with(chords)) {
            return Err(Refusal::Free);
        }
        self.forget(|way, _| way.chords.starts_with(chords));
        Ok(())
    }

    /// Returns the first way in a mode whose chords begin so.
    pub(super) fn way(&self, mode: Mode, begun: &[Chord]) -> Option<&Way> {
        self.of_mode(mode).find(|way| way.chords.starts_with(begun))
    }

    /// Returns the keys of a row of the table, as people write them.
    pub fn written(&self, binding: &Binding) -> Vec<String> {
        let ways = self.ways.iter().filter(|way| way.binding == binding);
        ways.map(Way::written).collect()
    }

    /// Returns the first key of a command in a mode, as people write it.
    pub fn key_of(&self, mode: Mode, command: Command) -> Option<String> {
        let meaning = Meaning::Do(command);
        self.of_mode(mode).find(|way| way.binding.meaning == meaning).map(Way::written)
    }

    /// Returns the most useful keys of a mode, each with a word.
    pub fn hints(&self, mode: Mode) -> impl Iterator<Item = (String, &'static str)> {
        let of_mode = TABLE.iter().filter(move |binding| binding.modes.contains(&mode));
        of_mode.filter_map(move |binding| {
            let way = self.of_mode(mode).find(|way| way.binding == binding)?;
            Some((way.written(), binding.hint?))
        })
    }

    /// Returns what can be typed after `begun`, chords as people write them, and what each means
    /// then.
    pub fn following(&self, mode: Mode, begun: &str) -> Vec<(String, &'static str)> {
        let rest = |way: &Way| {
            let rest = way.written().strip_prefix(begun)?.to_owned();
            (way.chords.len() > 1 && !rest.is_empty()).then_some((rest, way.binding.words))
        };
        if begun.is_empty() { Vec::new() } else { self.of_mode(mode).filter_map(rest).collect() }
    }

    fn of_mode(&self, mode: Mode) -> impl Iterator<Item = &Way> {
        self.ways.iter().filter(move |way| way.modes.contains(&mode))
    }

    /// Finds what could no longer be typed if these chords meant something.
    fn check(&self, chords: &[Chord], modes: &[Mode]) -> Result<(), Refusal> {
        let others = self.ways.iter().filter(|way| {
            way.chords != chords && way.modes.iter().any(|mode| modes.contains(mode))
        });
        let others: Vec<&Way> = others.collect();
        if let Some(way) = others.iter().find(|way| chords.starts_with(&way.chords)) {
            return Err(Refusal::Begun(way.written()));
        }
        let behind = others.iter().filter(|way| way.chords.starts_with(chords));
        let behind: Vec<String> = behind.map(|way| way.written()).collect();
        if behind.is_empty() { Ok(()) } else { Err(Refusal::Begins(behind)) }
    }

    fn forget(&mut self, gone: impl Fn(&Way, Mode) -> bool) {
        for way in &mut self.ways {
            let kept: Vec<Mode> = way.modes.iter().copied().filter(|m| !gone(way, *m)).collect();
            way.modes = kept;
        }
        self.ways.retain(|way| !way.modes.is_empty());
    }
}

impl Way {
    fn written(&self) -> String {
        self.chords.iter().map(ToString::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::meaning_of;
    use super::*;

    fn bind(keymap: &mut Keymap, keys: &str, name: &str) -> Result<(), Refusal> {
        keymap.bind(&Chord::parse(keys).unwrap(), meaning_of(name).unwrap())
    }

    fn meaning(keymap: &Keymap, mode: Mode, keys: &str) -> Option<Meaning> {
        let chords = Chord::parse(keys).unwrap();
        keymap.way(mode, &chords).filter(|way| way.chords == chords).map(|way| way.binding.meaning)
    }

    #[test]
    fn no_chord_has_two_meanings_in_one_mode_and_none_begins_another() {
        let keymap = Keymap::default();
        for (index, way) in keymap.ways.iter().enumerate() {
            for other in &keymap.ways[index + 1..] {
                let together = way.modes.iter().any(|mode| other.modes.contains(mode));
                let clash =
                    way.chords.starts_with(&other.chords) || other.chords.starts_with(&way.chords);
                assert!(!(together && clash), "{} and {}", way.binding.keys, other.binding.keys);
            }
        }
    }

    #[test]
    fn what_can_follow_is_told_with_its_words() {
        let keymap = Keymap::default();
        let following = |mode, begun| keymap.following(mode, begun);
        assert_eq!(following(Mode::Panes, "g").first(), Some(&("g".to_owned(), "to the first")));
        assert_eq!(following(Mode::Panes, "]").len(), 1);
        assert_eq!(following(Mode::Panes, ""), []);
        assert_eq!(following(Mode::Panes, "12"), []);
        assert_eq!(following(Mode::Query, "g"), []);
    }

    #[test]
    fn a_key_of_ones_own_means_the_command_wherever_that_means_anything() {
        let mut keymap = Keymap::default();
        bind(&mut keymap, "<c-n>", "down").unwrap();
        let down = meaning_of("down");
        for mode in [Mode::Panes, Mode::Sheet, Mode::Menu] {
            assert_eq!(meaning(&keymap, mode, "<c-n>"), down);
        }
        assert_eq!(meaning(&keymap, Mode::Panes, "j"), down);
        // What can be typed stays text where text is typed.
        bind(&mut keymap, "n", "down").unwrap();
        assert_eq!(meaning(&keymap, Mode::Sheet, "n"), down);
        assert_eq!(meaning(&keymap, Mode::Menu, "n"), None);
    }

    #[test]
    fn what_the_key_meant_there_before_is_forgotten_and_elsewhere_kept() {
        let mut keymap = Keymap::default();
        bind(&mut keymap, "q", "filter").unwrap();
        assert_eq!(meaning(&keymap, Mode::Panes, "q"), meaning_of("filter"));
        assert_eq!(meaning(&keymap, Mode::Sheet, "q"), meaning_of("quit"));
        assert_eq!(keymap.key_of(Mode::Panes, Command::Quit), None);
        let hints: Vec<_> = keymap.hints(Mode::Panes).collect();
        assert!(hints.contains(&("q".to_owned(), "filter")));
        assert!(!hints.iter().any(|(_, words)| *words == "quit"));
    }

    #[test]
    fn a_key_that_begins_others_is_refused_until_they_are_taken_away() {
        let mut keymap = Keymap::default();
        let refused = bind(&mut keymap, "y", "copy-line");
        let Err(Refusal::Begins(others)) = refused else { panic!("{refused:?}") };
        assert!(others.contains(&"yq".to_owned()));
        assert_eq!(bind(&mut keymap, "jj", "back-out"), Err(Refusal::Begun("j".to_owned())));
        keymap.unbind(&Chord::parse("y").unwrap()).unwrap();
        bind(&mut keymap, "y", "copy-line").unwrap();
        assert_eq!(meaning(&keymap, Mode::Panes, "y"), meaning_of("copy-line"));
        assert_eq!(meaning(&keymap, Mode::Panes, "yq"), None);
    }

    #[test]
    fn what_must_stay_stays() {
        let mut keymap = Keymap::default();
        assert_eq!(bind(&mut keymap, "<c-c>", "down"), Err(Refusal::WayOut));
        assert_eq!(bind(&mut keymap, "5", "down"), Err(Refusal::Digit));
        assert_eq!(bind(&mut keymap, "x", "delete-word"), Err(Refusal::Typed));
        assert_eq!(keymap.unbind(&Chord::parse("<c-c>").unwrap()), Err(Refusal::WayOut));
        assert_eq!(keymap.unbind(&Chord::parse("x").unwrap()), Err(Refusal::Free));
    }
}
