//! The files of the collection while the browser runs: watching them and writing them.

pub(super) mod export;
pub(super) mod watch;
pub(super) mod write_thread;
