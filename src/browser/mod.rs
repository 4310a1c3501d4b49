//! The terminal browser of one collection.
//!
//! It has seven floors, each using only those below: [`runtime`] (all I/O, threads and signals),
//! [`config`] (the user's settings), [`app`] (the whole state, its keys and its frame), `screen` (the
//! screens, a folder each), `view` (what screens draw with), [`keymap`] (the key bindings) and [`model`]
//! (the state that screens share, and how general commands change it). Only the runtime knows where the
//! files are.

pub mod app;
pub mod config;
pub mod keymap;
pub mod model;
pub mod runtime;
pub(crate) mod screen;
pub(crate) mod view;

pub(crate) use runtime::Editor;
pub use runtime::{BrowserOptions, open};

#[cfg(test)]
mod tests;
