//! Keys: one table from chords to commands, which dispatch and help are made from.
//!
//! Knows what can be asked of the model, not how it answers; reads no terminal.

mod chord;
mod following;
mod keyboard;
mod menus;
mod table;

pub use chord::{Chord, Key};
pub use following::following;
pub use keyboard::Keyboard;
pub use menus::{help, palette};
pub use table::{Binding, Meaning, TABLE, hints};
