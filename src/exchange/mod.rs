//! What leaves and enters: the schema for editors, files written whole.
//!
//! Looks down at collections and records; never draws, and asks no one.

mod schema;
mod write;

pub use schema::{documents, editor_files};
pub use write::{WriteError, create_file, replace_file};
