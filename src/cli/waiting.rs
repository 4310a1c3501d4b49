//! What is told on standard error while a large collection is read.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::collection::Progress;

/// Nobody wonders what is going on before this.
const PATIENCE: Duration = Duration::from_millis(300);

/// Somebody who waits at a terminal.
pub(super) struct Waiting {
    since: Instant,
    /// Whether a line stands there that is to be wiped.
    told: bool,
}

impl Default for Waiting {
    fn default() -> Self {
        Self { since: Instant::now(), told: false }
    }
}

impl Waiting {
    /// Tells how far the reading has come, over what was told before.
    pub(super) fn tell(&mut self, Progress { read, of }: Progress) {
        if self.since.elapsed() > PATIENCE && io::stderr().is_terminal() {
            self.told = true;
            write(&format!("\rreading: {read} of {of} files"));
        }
    }

    /// Wipes what was told.
    pub(super) fn end(self) {
        if self.told {
            write("\r\u{1b}[K");
        }
    }
}

fn write(words: &str) {
    let mut out = io::stderr().lock();
    // Nobody is left to tell where standard error is closed.
    _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}
