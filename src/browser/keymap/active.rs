//! The keys in force over one screen: the default tables with the user's changes, checked for conflicts.

use super::super::model::{Command, Mode};
use super::chord::{Chord, Key, written};
use super::screen_info::{KeyGroup, ScreenInfo};
use super::table::{Binding, Meaning, TABLE};

/// Which keys mean what over one screen: every way to give every command.
#[derive(Clone, Debug)]
pub struct ScreenKeys {
    info: &'static ScreenInfo,
    /// Every row, in the order of the list of keys.
    rows: Vec<&'static Binding>,
    ways: Vec<ActiveBinding>,
}

/// One way to give a command.
#[derive(Clone, Debug)]
pub(crate) struct ActiveBinding {
    pub(super) chords: Vec<Chord>,
    pub(super) binding: &'static Binding,
    /// The modes in which it is one.
    modes: Vec<Mode>,
}

/// Why keys cannot be given a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyConflict {
    /// They would begin other keys, which could never be typed to their end.
    Begins(Vec<String>),
    /// They begin with keys that mean something already.
    Begun(String),
    /// They type a character wherever the command means anything.
    Typed,
    /// They count, or open a saved view.
    Digit,
    /// They are the way out, whatever else was changed.
    WayOut,
    /// They have no meaning that could be removed.
    Free,
}

/// The key that cannot be rebound: without it, the user could not leave.
const WAY_OUT: Chord = Chord { key: Key::Char('c'), ctrl: true, alt: false };

impl ScreenKeys {
    /// Returns the keys of the tables for one of these screens.
    pub(super) fn of(info: &'static ScreenInfo, screens: &[&'static ScreenInfo]) -> Self {
        let mut rows = Vec::new();
        let ways_in = screens.iter().filter_map(|screen| screen.way_in.as_ref());
        let groups: Vec<&KeyGroup> = ways_in.chain(info.keys).collect();
        for (at, binding) in TABLE.iter().enumerate() {
            if !info.without.contains(&binding.name) {
                rows.push(binding);
            }
            let is_first = TABLE.iter().take(at).all(|before| before.name != binding.name);
            let behind = groups.iter().filter(|group| is_first && group.after == binding.name);
            rows.extend(behind.flat_map(|group| group.rows));
        }
        let ways = rows.iter().flat_map(|binding| {
            let ways = binding.keys.split(' ').filter_map(Chord::parse);
            ways.map(|chords| ActiveBinding { chords, binding, modes: binding.modes.to_vec() })
        });
        let ways = ways.collect();
        Self { info, rows, ways }
    }

    /// Returns what is known of the screen.
    pub fn info(&self) -> &'static ScreenInfo {
        self.info
    }

    /// Returns every row, in the order of the list of keys.
    pub fn rows(&self) -> impl Iterator<Item = &'static Binding> {
        self.rows.iter().copied()
    }

    /// Returns whether a meaning has a row over this screen.
    pub(super) fn has(&self, meaning: Meaning) -> bool {
        self.rows.iter().any(|binding| binding.meaning == meaning)
    }

    /// Gives keys a meaning, wherever it has one; what they meant there before is forgotten.
    ///
    /// # Errors
    ///
    /// The keys as a whole could not be typed there, or are needed for something else; nothing is
    /// changed then.
    pub(super) fn bind(&mut self, chords: &[Chord], meaning: Meaning) -> Result<(), KeyConflict> {
        let Some(first) = chords.first() else { return Err(KeyConflict::Free) };
        if chords.contains(&WAY_OUT) && meaning != Meaning::Do(Command::Interrupt) {
            return Err(KeyConflict::WayOut);
        }
        if first.typed().is_some_and(|c| matches!(c, '1'..='9')) {
            return Err(KeyConflict::Digit);
        }
        let is_so = |mode| {
            let way = self.way(mode, chords);
            way.is_some_and(|way| way.chords == chords && way.binding.meaning == meaning)
        };
        let mut new: Vec<ActiveBinding> = Vec::new();
        for binding in self.rows().filter(|binding| binding.meaning == meaning) {
            let free = |mode: &Mode| !new.iter().any(|way| way.modes.contains(mode));
            let fits = |mode: &Mode| !mode.takes_text() || first.typed().is_none() || is_so(*mode);
            let modes = binding.modes.iter().copied().filter(|mode| free(mode) && fits(mode));
            let modes: Vec<Mode> = modes.collect();
            if !modes.is_empty() {
                new.push(ActiveBinding { chords: chords.to_vec(), binding, modes });
            }
        }
        if new.is_empty() {
            return Err(KeyConflict::Typed);
        }
        let modes: Vec<Mode> = new.iter().flat_map(|way| way.modes.clone()).collect();
        self.check(chords, &modes)?;
        self.forget(|way, mode| way.chords == chords && modes.contains(&mode));
        // The help lists the user's own keys first.
        self.ways.splice(0..0, new);
        Ok(())
    }

    /// Takes their meaning from keys and from all that begin with them.
    ///
    /// # Errors
    ///
    /// They mean nothing, or are the way out; nothing is changed then.
    pub(super) fn unbind(&mut self, chords: &[Chord]) -> Result<(), KeyConflict> {
        if chords.contains(&WAY_OUT) {
            return Err(KeyConflict::WayOut);
        }
        if chords.is_empty() || !self.ways.iter().any(|way| way.chords.starts_with(chords)) {
            return Err(KeyConflict::Free);
        }
        self.forget(|way, _| way.chords.starts_with(chords));
        Ok(())
    }

    /// Returns the first way in a mode whose chords begin so.
    pub(crate) fn way(&self, mode: Mode, begun: &[Chord]) -> Option<&ActiveBinding> {
        self.of_mode(mode).find(|way| way.chords.starts_with(begun))
    }

    /// Returns the keys of a row of the table, as people write them.
    pub fn written(&self, binding: &Binding) -> Vec<String> {
        let ways = self.ways.iter().filter(|way| way.binding == binding);
        ways.map(ActiveBinding::written).collect()
    }

    /// Returns the first key of a command in a mode, as people write it.
    pub fn key_of(&self, mode: Mode, command: Command) -> Option<String> {
        self.key_meaning(mode, Meaning::Do(command))
    }

    /// Returns the first key of what configurations call so, on a screen, as people write it.
    pub(crate) fn key_named(&self, name: &str) -> Option<String> {
        let way = self.of_mode(Mode::Screen).find(|way| way.binding.name == name);
        way.map(ActiveBinding::written)
    }

    /// Returns the first key that opens the palette in a mode, as people write it.
    pub(crate) fn key_of_palette(&self, mode: Mode) -> Option<String> {
        self.key_meaning(mode, Meaning::Palette)
    }

    /// Returns the first key with a meaning in a mode, as people write it.
    pub(super) fn key_meaning(&self, mode: Mode, meaning: Meaning) -> Option<String> {
        self.of_mode(mode).find(|way| way.binding.meaning == meaning).map(ActiveBinding::written)
    }

    /// Returns the most useful keys of a mode, each with a word.
    pub fn hints(&self, mode: Mode) -> impl Iterator<Item = (String, &'static str)> {
        let of_mode = self.rows().filter(move |binding| binding.modes.contains(&mode));
        of_mode.filter_map(move |binding| {
            let way = self.of_mode(mode).find(|way| way.binding == binding)?;
            Some((way.written(), binding.hint?))
        })
    }

    /// Returns what can be typed after `begun`, chords as people write them, and what each means
    /// then.
    pub fn following(&self, mode: Mode, begun: &str) -> Vec<(String, &'static str)> {
        let rest = |way: &ActiveBinding| {
            let rest = way.written().strip_prefix(begun)?.trim_start().to_owned();
            (way.chords.len() > 1 && !rest.is_empty()).then_some((rest, way.binding.words))
        };
        if begun.is_empty() { Vec::new() } else { self.of_mode(mode).filter_map(rest).collect() }
    }

    fn of_mode(&self, mode: Mode) -> impl Iterator<Item = &ActiveBinding> {
        self.ways.iter().filter(move |way| way.modes.contains(&mode))
    }

    /// Finds what could no longer be typed if these chords meant something.
    fn check(&self, chords: &[Chord], modes: &[Mode]) -> Result<(), KeyConflict> {
        let others = self.ways.iter().filter(|way| {
            way.chords != chords && way.modes.iter().any(|mode| modes.contains(mode))
        });
        let others: Vec<&ActiveBinding> = others.collect();
        if let Some(way) = others.iter().find(|way| chords.starts_with(&way.chords)) {
            return Err(KeyConflict::Begun(way.written()));
        }
        let behind = others.iter().filter(|way| way.chords.starts_with(chords));
        let behind: Vec<String> = behind.map(|way| way.written()).collect();
        if behind.is_empty() { Ok(()) } else { Err(KeyConflict::Begins(behind)) }
    }

    fn forget(&mut self, gone: impl Fn(&ActiveBinding, Mode) -> bool) {
        for way in &mut self.ways {
            let kept: Vec<Mode> = way.modes.iter().copied().filter(|m| !gone(way, *m)).collect();
            way.modes = kept;
        }
        self.ways.retain(|way| !way.modes.is_empty());
    }
}

impl ActiveBinding {
    fn written(&self) -> String {
        written(&self.chords)
    }
}

#[cfg(test)]
impl ScreenKeys {
    /// Holds that no chord has two meanings in one mode and none begins another.
    pub(in super::super) fn expect_typeable(&self) {
        for (index, way) in self.ways.iter().enumerate() {
            for other in self.ways.iter().skip(index + 1) {
                let together = way.modes.iter().any(|mode| other.modes.contains(mode));
                let clash =
                    way.chords.starts_with(&other.chords) || other.chords.starts_with(&way.chords);
                assert!(!(together && clash), "{} and {}", way.written(), other.written());
            }
        }
    }
}

#[cfg(test)]
mod tests;
