//! The terminal browser of one collection.
//!
//! It has five floors, each using only those below: [`runtime`] (all I/O, threads and signals),
//! [`config`] (the user's settings), [`view`] (drawing, which only reads), [`keymap`] (the key
//! bindings) and [`model`] (the state, and how each message changes it). Only the runtime knows
//! where the files are.

pub mod config;
pub mod keymap;
pub mod model;
pub mod runtime;
pub mod view;

pub use runtime::{BrowserOptions, open};

#[cfg(test)]
mod tests;
