//! The diagnostics that the client shows: which files it has heard of, and which are left out where there are too many.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// So many findings of files that are not open are published. Clients become slow with tens of thousands.
const MOST_CLOSED: usize = 1_000;

/// So many findings of one file are published.
pub(crate) const MOST_OF_ONE: usize = 1_000;

/// How many findings of which files are published, and how many are not.
#[derive(Debug, Default)]
pub(crate) struct PublishedFiles {
    /// The open files of which findings are published.
    open: BTreeSet<PathBuf>,
    /// The other files of which they are.
    closed: BTreeMap<PathBuf, usize>,
    /// The files whose findings are too many to be published.
    left_out: BTreeMap<PathBuf, usize>,
}

/// What becomes of the findings of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PublishOutcome {
    /// They are published, or it is published that there are none any more.
    Published,
    /// Nothing is published: there are none and there were none.
    Nothing,
    /// They are left out; what was published of the file is taken back.
    TakenBack,
    /// They are left out.
    LeftOut,
}

impl PublishedFiles {
    /// Takes note of the findings of an open file.
    pub(crate) fn put_open(&mut self, path: &Path) -> PublishOutcome {
        self.forget(path);
        self.open.insert(path.to_owned());
        // Even if there are none: the client knows by it that the text was checked.
        PublishOutcome::Published
    }

    /// Takes note of the findings of a file that is not open.
    pub(crate) fn put_closed(&mut self, path: &Path, count: usize) -> PublishOutcome {
        let was_shown = self.open.contains(path) || self.closed.contains_key(path);
        self.forget(path);
        if count == 0 {
            return if was_shown { PublishOutcome::Published } else { PublishOutcome::Nothing };
        }
        if self.closed.values().sum::<usize>() + count.min(MOST_OF_ONE) <= MOST_CLOSED {
            self.closed.insert(path.to_owned(), count.min(MOST_OF_ONE));
            return PublishOutcome::Published;
        }
        self.left_out.insert(path.to_owned(), count);
        if was_shown { PublishOutcome::TakenBack } else { PublishOutcome::LeftOut }
    }

    /// Counts the findings that are left out, and their files.
    pub(crate) fn left_out(&self) -> (usize, usize) {
        (self.left_out.values().sum(), self.left_out.len())
    }

    /// Returns the files of which something is known.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.open.iter().chain(self.closed.keys()).chain(self.left_out.keys()).cloned().collect()
    }

    fn forget(&mut self, path: &Path) {
        self.open.remove(path);
        self.closed.remove(path);
        self.left_out.remove(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_closed_files_are_capped_and_those_of_open_files_are_not() {
        let mut published = PublishedFiles::default();
        let (a, b, c) = (Path::new("a"), Path::new("b"), Path::new("c"));
        assert_eq!(published.put_closed(a, 0), PublishOutcome::Nothing);
        assert_eq!(published.put_closed(a, 600), PublishOutcome::Published);
        assert_eq!(published.put_closed(b, 600), PublishOutcome::LeftOut);
        assert_eq!(published.put_open(c), PublishOutcome::Published);
        assert_eq!(published.left_out(), (600, 1));
        assert_eq!(published.put_open(b), PublishOutcome::Published);
        assert_eq!(published.left_out(), (0, 0));
        assert_eq!(published.put_closed(b, 600), PublishOutcome::TakenBack);
        assert_eq!(published.put_closed(a, 0), PublishOutcome::Published);
        assert_eq!(published.put_closed(b, 600), PublishOutcome::Published);
    }
}
