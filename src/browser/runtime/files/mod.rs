//! The files of the collection while the browser runs: watching them and writing them.

pub(super) mod debounce;
pub(super) mod export;
pub(super) mod file_state;
pub(super) mod watch;
pub(super) mod watched_folders;
pub(super) mod write_thread;
