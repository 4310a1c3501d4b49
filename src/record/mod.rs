//! One TOML document: its records, where each word of them stands, and what is wrong with it.
//!
//! Reading never fails: it finds problems. Knows no other document, no archive and no disk.

mod problem;
pub mod syntax;

pub use problem::{Problem, Rule, Severity};
