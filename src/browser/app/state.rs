//! The browser's whole state: what the screens share, the state of each, and which is active.

use crate::browser::model::{Mode, SessionInfo, Shared, Size};
use crate::browser::screen::Screens;
#[cfg(test)]
use crate::browser::screen::browse::state::BrowseRef;
use crate::browser::screen::contract::{Screen, ScreenSet};

/// The number of the home screen.
pub(crate) const HOME: usize = 0;

/// What the browser shows, on these screens.
#[derive(Clone, Debug)]
pub(crate) struct Model<S = Screens> {
    /// What the screens share.
    pub(crate) shared: Shared,
    /// The state of each screen.
    pub(crate) screens: S,
    /// The number of the active screen.
    pub(crate) active: usize,
}

impl<S: ScreenSet> Model<S> {
    /// Returns the browser before any file is read.
    pub(crate) fn new(about: SessionInfo, size: Size) -> Self {
        Self { shared: Shared::new(about, size), screens: S::default(), active: HOME }
    }

    /// Returns the active screen.
    pub(crate) fn screen(&self) -> &dyn Screen {
        self.screens.each().numbered(self.active)
    }

    /// Returns the active screen and what it shares, to be changed.
    pub(crate) fn screen_mut(&mut self) -> ScreenAndShared<'_> {
        let screen = self.screens.each_mut().numbered(self.active);
        ScreenAndShared { screen, shared: &mut self.shared }
    }

    /// Returns what keys mean at the moment.
    pub(crate) fn mode(&self) -> Mode {
        let of_screen = || {
            let selects = self.screen().is_selecting(&self.shared);
            if selects { Mode::Selecting } else { Mode::Screen }
        };
        self.shared.mode_above().unwrap_or_else(of_screen)
    }
}

#[cfg(test)]
impl Model {
    /// Returns the home screen and what it shares, to be read.
    pub(crate) fn browse(&self) -> BrowseRef<'_> {
        self.screens.browse.seen(&self.shared)
    }
}

/// A screen and what it shares, to be changed.
pub(crate) struct ScreenAndShared<'m> {
    /// The screen.
    pub(crate) screen: &'m mut dyn Screen,
    /// What it shares.
    pub(crate) shared: &'m mut Shared,
}
