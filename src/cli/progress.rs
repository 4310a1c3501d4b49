//! The progress line on standard error while a large collection is read.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::collection::Progress;

/// No progress is shown before this.
const PATIENCE: Duration = Duration::from_millis(300);

/// The progress line of a waiting user.
pub(super) struct ProgressLine {
    since: Instant,
    /// Whether the progress line is on the screen and has to be erased.
    shown: bool,
}

impl Default for ProgressLine {
    fn default() -> Self {
        Self { since: Instant::now(), shown: false }
    }
}

impl ProgressLine {
    /// Shows the progress, replacing what was shown before.
    pub(super) fn show(&mut self, Progress { read, of }: Progress) {
        if self.since.elapsed() > PATIENCE && io::stderr().is_terminal() {
            self.shown = true;
            write(&format!("\rreading: {read} of {of} files"));
        }
    }

    /// Clears the progress line.
    pub(super) fn end(self) {
        if self.shown {
            write("\r\u{1b}[K");
        }
    }
}

fn write(words: &str) {
    let mut out = io::stderr().lock();
    // If standard error is closed, there is nothing left to do.
    _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}
