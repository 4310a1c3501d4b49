//! The client: the way of messages to it, and what it can do.

use super::abilities::ClientAbilities;
use super::outbox::Outbox;

/// The client that the server works for.
#[derive(Clone)]
pub(crate) struct EditorClient {
    /// The way of messages to it.
    pub(crate) outbox: Outbox,
    /// What it can do.
    pub(crate) abilities: ClientAbilities,
}
