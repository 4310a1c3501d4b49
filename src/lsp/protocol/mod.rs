//! The protocol: the connection to a client, its documents and positions, the worker that answers, diagnostics.

mod abilities;
mod capabilities;
mod client_end;
mod context;
mod diagnostic_terms;
mod documents;
mod editor_client;
mod edits;
mod file_uri;
mod finder;
mod folders;
mod handlers;
mod home;
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
mod watching;
mod worker;
mod worker_job;

pub use finder::{CollectionFinder, FoundCollection};
pub use server::{ServerEnd, serve, serve_stdio};
