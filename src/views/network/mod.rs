//! The network of all ties: what a record is tied to, in one to three steps, and the shortest way between two records.
//!
//! A tie is a field of a file that links two records. Nothing is laid out by forces and nothing is derived: every line
//! that is drawn is a field, and the same collection gives the same picture.

pub(crate) mod ego;
pub(crate) mod graph;
pub(crate) mod hub;
pub(crate) mod path;
pub(crate) mod sheet;
pub(crate) mod support;
pub(crate) mod text;

#[cfg(test)]
mod tests;
