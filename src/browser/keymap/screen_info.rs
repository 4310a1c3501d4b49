//! What the keymap, the help and the palette know of a screen.

use super::table::Binding;

/// A screen by its name, with its keys and its part of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenInfo {
    /// The name, which no other screen has.
    pub name: &'static str,
    /// The key that leads to it from any screen; `None` for the home screen, to which every other leads
    /// back.
    pub way_in: Option<KeyGroup>,
    /// The keys that it has beside those of all screens.
    pub keys: &'static [KeyGroup],
    /// The names of general commands that do nothing on it, or that `keys` gives in other words.
    pub without: &'static [&'static str],
    /// What the help explains beside the keys.
    pub help: &'static [HelpSection],
    /// What the help calls the keys by which something is selected on it.
    pub selecting: &'static str,
}

/// Rows that follow a general one in the list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyGroup {
    /// The name of the general command; its first row is meant.
    pub after: &'static str,
    /// The rows.
    pub rows: &'static [Binding],
}

/// A section of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelpSection {
    /// What it is about.
    pub heading: &'static str,
    /// What it explains, each with its meaning.
    pub lines: &'static [(&'static str, &'static str)],
}
