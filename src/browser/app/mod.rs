//! The browser as a whole: its state, how each message changes it, its keys, and the frame that is drawn
//! around the active screen.
//!
//! Like the floors below it starts no thread, reads no file or clock, and cannot fail.

mod draw;
mod keys;
mod seen;
mod state;
mod update;
mod window_title;

pub(crate) use draw::draw_into;
pub use keys::{bindings, meaning_of, names};
pub(crate) use state::Model;
pub(crate) use update::update;
pub(crate) use window_title::window_title;

#[cfg(test)]
pub(crate) use draw::{draw, draw_with};
#[cfg(test)]
pub(crate) use keys::keymap_of;
