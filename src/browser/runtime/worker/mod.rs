//! The worker thread, which reads and searches the collection while the main thread answers keys.

mod background;
pub(super) mod deferred_drop;
mod text_search;
mod ties;
pub(super) mod worker_thread;
