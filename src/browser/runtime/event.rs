//! The events that reach the main thread through its one channel.

use std::io;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use super::super::keymap::Chord;
use super::super::model::{CopyTarget, Pointing, Report, Size};

/// A message to the main thread.
pub(crate) enum MainEvent {
    /// The terminal reports something.
    Event(TerminalEvent),
    /// The input thread has nothing more to read; it blocks until there is input.
    Quiet,
    /// The next key has waited long enough for the answer of a search.
    Held,
    /// Nothing was typed for a while after a digit.
    Paused,
    /// No key was pressed for as long as the settings say.
    Idle,
    /// The worker answers.
    Done(Report),
    /// No program accepted a text to copy; the terminal is asked next.
    Uncopied {
        /// What is copied.
        what: CopyTarget,
        /// The text.
        text: String,
    },
    /// A signal asks the program to end.
    Signal(i32),
    /// A signal asks the program to suspend itself.
    Suspend,
    /// The terminal can no longer be read.
    Failed(io::Error),
    /// A thread has panicked; its purpose.
    Lost(&'static str),
}

/// What a terminal reports.
pub(crate) enum TerminalEvent {
    /// A key.
    Pressed(Chord),
    /// A pasted text.
    Pasted(String),
    /// The mouse.
    Pointed(Pointing),
    /// Another size.
    Resized(Size),
    /// The terminal has lost the focus.
    Unfocused,
}

/// Starts a thread for `what`; if it panics, the main thread is notified.
///
/// # Errors
///
/// The system has no thread left.
pub(crate) fn start(
    what: &'static str,
    sender: Sender<MainEvent>,
    work: impl FnOnce(&Sender<MainEvent>) + Send + 'static,
) -> io::Result<()> {
    start_to_join(what, sender, work).map(drop)
}

/// Does the same with a thread whose end can be waited for.
///
/// # Errors
///
/// The system has no thread left.
pub(crate) fn start_to_join(
    what: &'static str,
    sender: Sender<MainEvent>,
    work: impl FnOnce(&Sender<MainEvent>) + Send + 'static,
) -> io::Result<JoinHandle<()>> {
    let notice = PanicNotice { what, sender };
    thread::Builder::new().name(what.to_owned()).spawn(move || work(&notice.sender))
}

/// Reports to the main thread when the thread that owns it panics.
struct PanicNotice {
    what: &'static str,
    sender: Sender<MainEvent>,
}

impl Drop for PanicNotice {
    fn drop(&mut self) {
        if thread::panicking() {
            // If the receiver is gone, the program is ending.
            _ = self.sender.send(MainEvent::Lost(self.what));
        }
    }
}
