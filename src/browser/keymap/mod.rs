//! Key bindings: one table from chords to commands, which dispatch, help and hints all read.

mod active;
mod chord;
mod help;
mod keyboard;
mod table;

pub use active::{KeyConflict, Keymap};
pub use chord::{Chord, Key};
pub use help::{help, palette};
pub use keyboard::Keyboard;
pub use table::{Binding, Meaning, TABLE, meaning_of, names};
