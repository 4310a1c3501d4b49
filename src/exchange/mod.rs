//! What leaves and enters: the schema for editors, files written whole.
//!
//! Looks down at collections and records; never draws, and asks no one.

mod schema;

pub use schema::{documents, editor_files};
