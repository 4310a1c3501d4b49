//! The protocol: the connection to a client, its documents and positions, the worker that answers, diagnostics.

mod abilities;
mod capabilities;
mod context;
mod diagnostic_terms;
mod documents;
mod edits;
mod file_uri;
mod finder;
mod folders;
mod handlers;
mod loaded;
mod loading;
mod outbox;
mod positions;
mod published;
mod publisher;
mod refusal;
mod requests;
mod server;
mod texts;
mod worker;
mod worker_job;

pub use finder::CollectionFinder;
pub use server::{ServerEnd, serve, serve_stdio};
