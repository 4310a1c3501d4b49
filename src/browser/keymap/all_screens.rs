//! The keys in force over each screen.

use super::active::{KeyConflict, ScreenKeys};
use super::chord::Chord;
use super::screen_info::ScreenInfo;
use super::table::{Binding, Meaning};

/// Which keys mean what, over each screen.
#[derive(Clone, Debug)]
pub struct Keymap {
    home: ScreenKeys,
    others: Vec<ScreenKeys>,
}

impl Keymap {
    /// Returns the keys of the tables over each of these screens, the home screen first.
    pub(crate) fn of_screens(home: &'static ScreenInfo, others: &[&'static ScreenInfo]) -> Self {
        let all: Vec<&'static ScreenInfo> =
            std::iter::once(home).chain(others.iter().copied()).collect();
        let others = others.iter().map(|info| ScreenKeys::of(info, &all)).collect();
        Self { home: ScreenKeys::of(home, &all), others }
    }

    /// Returns the keys over the screen with this number, from 0 for the home screen.
    pub fn of(&self, screen: usize) -> &ScreenKeys {
        let other = screen.checked_sub(1).and_then(|other| self.others.get(other));
        other.unwrap_or(&self.home)
    }

    /// Returns the keys over each screen, the home screen first.
    pub fn each(&self) -> impl Iterator<Item = &ScreenKeys> {
        std::iter::once(&self.home).chain(&self.others)
    }

    /// Gives keys a meaning, over every screen and in every mode where it has one; what they meant there
    /// before is forgotten.
    ///
    /// # Errors
    ///
    /// The keys as a whole could not be typed there, or are needed for something else; nothing is
    /// changed then.
    pub fn bind(&mut self, chords: &[Chord], meaning: Meaning) -> Result<(), KeyConflict> {
        let mut changed = self.clone();
        for keys in changed.all_mut().filter(|keys| keys.has(meaning)) {
            keys.bind(chords, meaning)?;
        }
        *self = changed;
        Ok(())
    }

    /// Takes their meaning from keys and from all that begin with them, over every screen.
    ///
    /// # Errors
    ///
    /// They mean nothing on any screen, or are the way out; nothing is changed then.
    pub fn unbind(&mut self, chords: &[Chord]) -> Result<(), KeyConflict> {
        let mut changed = self.clone();
        let mut done = Err(KeyConflict::Free);
        for keys in changed.all_mut() {
            match keys.unbind(chords) {
                // Another screen may have them.
                Err(KeyConflict::Free) => {}
                Err(other) => return Err(other),
                Ok(()) => done = Ok(()),
            }
        }
        if done.is_ok() {
            *self = changed;
        }
        done
    }

    /// Returns the keys of a row of the tables, as people write them.
    pub(crate) fn written(&self, binding: &Binding) -> Vec<String> {
        let written = self.each().map(|keys| keys.written(binding));
        written.into_iter().find(|written| !written.is_empty()).unwrap_or_default()
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut ScreenKeys> {
        std::iter::once(&mut self.home).chain(&mut self.others)
    }
}

#[cfg(test)]
impl Keymap {
    /// Holds that no chord has two meanings in one mode over one screen, and none begins another.
    pub(in super::super) fn expect_typeable(&self) {
        for keys in self.each() {
            keys.expect_typeable();
        }
    }
}
