//! What keys have written into files in this run, the latest last, to be taken back; and what is on
//! its way. Knows no text of any file.

use std::path::PathBuf;

use super::mark::Mark;
use super::rewrite::Inverse;

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What is being written.
    pub due: Option<Due>,
    done: Vec<Done>,
}

/// Something that is being written.
#[derive(Clone, Debug)]
pub enum Due {
    /// What is marked, as a quote of a case in this file.
    Quote(Mark, PathBuf),
    /// The file as it was before a quote was added.
    Back(Done),
}

/// A quote that was added.
#[derive(Clone, Debug)]
pub struct Done {
    /// The file.
    pub file: PathBuf,
    /// What takes it back.
    pub inverse: Inverse,
    /// What was marked.
    pub mark: Mark,
}

/// As many steps back as anyone remembers.
const LONGEST: usize = 256;

impl Written {
    /// Remembers a quote that was added.
    pub fn keep(&mut self, done: Done) {
        self.done.push(done);
        if self.done.len() > LONGEST {
            self.done.remove(0);
        }
    }

    /// Takes out the quote that was added last.
    pub fn take_last(&mut self) -> Option<Done> {
        self.done.pop()
    }
}
