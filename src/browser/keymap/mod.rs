//! Key bindings: tables from chords to commands, one for all screens and one for each, which dispatch,
//! help and hints all read.

mod active;
mod all_screens;
mod chord;
mod help;
mod keyboard;
mod screen_info;
mod synonyms;
mod table;
pub(crate) mod view_keys;

pub use super::model::KeyHint;
pub use active::{KeyConflict, ScreenKeys};
pub use all_screens::Keymap;
pub use chord::{Chord, Key};
pub use help::{help, palette};
pub use keyboard::Keyboard;
pub use screen_info::{HelpSection, KeyGroup, ScreenInfo};
#[cfg(test)]
pub(crate) use table::FORMER;
pub use table::{Binding, Meaning, TABLE};
pub(crate) use table::{key, name_of_today};
