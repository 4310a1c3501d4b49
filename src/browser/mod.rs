//! The browser: the terminal interface over one collection.
//!
//! Five floors, each using only those below: [`runtime`] (all I/O, threads and signals), [`config`]
//! (what a user has chosen), [`view`] (drawing, which only reads), [`keymap`] (the one table of keys) and [`model`] (what is shown and
//! how each message changes it). Where the files of a collection are, only the runtime is told.

pub mod config;
pub mod keymap;
pub mod model;
pub mod runtime;
pub mod view;

pub use runtime::{Keeping, Opening, open};

#[cfg(test)]
mod tests;
