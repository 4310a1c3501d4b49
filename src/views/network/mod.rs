//! The network of all ties: what a record is tied to, in one to three steps, and the shortest way between two records.
//!
//! A tie is a field of a file that links two records. Nothing is laid out by forces and nothing is derived: every line
//! that is drawn is a field, and the same collection gives the same picture.

pub mod ego;
pub mod graph;
pub mod hub;
pub mod path;
pub mod request;
pub(crate) mod sheet;
pub(crate) mod support;
pub(crate) mod text;

#[cfg(test)]
mod tests;
