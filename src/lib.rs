//! Casebook: case files on people trafficked into online-scam compounds, read, checked and browsed.
//!
//! The modules are floors: each uses only those below it. `ARCHITECTURE.md` explains them.

pub mod browser;
pub mod capture;
pub mod cli;
pub mod codec;
pub mod collection;
pub mod diagnostic;
pub mod evidence;
pub mod exchange;
pub mod lsp;
pub(crate) mod parallel;
pub mod record;
pub mod redaction;
pub mod search;
pub mod session;
pub mod text;
pub mod views;
pub(crate) mod watcher;
