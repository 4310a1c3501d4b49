//! The watcher: which files of a collection other programs have changed, for every front end.

mod debounce;
mod file_state;
mod file_watcher;
mod watched_folders;

pub(crate) use file_watcher::{FileWatcher, WatchReport, WatchSignals};
