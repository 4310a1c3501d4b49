//! Keys: one table from chords to commands, and what a user changes of it; dispatch and help are
//! made from the keys in force.
//!
//! Knows what can be asked of the model, not how it answers; reads no terminal.

mod chord;
mod in_force;
mod keyboard;
mod menus;
mod names;
mod table;

pub use chord::{Chord, Key};
pub use in_force::{Keymap, Refusal};
pub use keyboard::Keyboard;
pub use menus::{help, palette};
pub use names::{meaning_of, name_of, names};
pub use table::{Binding, Meaning, TABLE};
