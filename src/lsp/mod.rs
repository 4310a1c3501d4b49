//! The language server: what Casebook knows of a collection, in the editor that its files are edited with.
//!
//! It speaks the Language Server Protocol over standard input and output, writes no file and starts no program: every
//! edit is made by the editor. `answers` computes what is known at a place, from the collection as the session has it,
//! and knows nothing of the protocol; `protocol` has the connection, the open documents and everything that waits.

pub(crate) mod answers;
pub(crate) mod protocol;

pub use protocol::{CollectionFinder, FoundCollection, ServerEnd, serve, serve_stdio};
