//! A file that was just read, with what its records tell the index: seen while they lay open.

use std::path::Path;
use std::sync::Arc;

use crate::record::{Document, Problem, Record};

use super::contents::Contents;
use super::file::{File, Standing};
use super::stamp::Stamp;
use super::told::{Met, Told};

/// What so many files say is pressed together: enough that they have much in common, few enough that to
/// look into one is no work.
pub(super) const PRESSED: usize = 16;

/// A file that was just read.
#[derive(Clone, Debug)]
pub(super) struct Fresh {
    pub(super) file: Arc<File>,
    /// What its records tell, in their order.
    pub(super) told: Tellings,
}

/// What some records tell; most files have one.
#[derive(Clone, Debug)]
pub(super) enum Tellings {
    One(Told),
    Many(Arc<[Told]>),
}

impl Tellings {
    fn of(records: &[Record]) -> Self {
        match records {
            [record] => Self::One(Told::of(record)),
            records => Self::Many(records.iter().map(Told::of).collect()),
        }
    }

    /// Returns them, in the order of the records.
    pub(super) fn all(&self) -> &[Told] {
        match self {
            Self::One(told) => std::slice::from_ref(told),
            Self::Many(told) => told,
        }
    }
}

impl Fresh {
    /// Returns a file that says what was read of it.
    pub(super) fn new(path: &Path, document: Document) -> Self {
        let told = Tellings::of(&document.records);
        Self { file: Arc::new(File::new(path, document)), told }
    }

    /// Returns a file of which this was kept, with what its one record tells.
    pub(super) fn kept(file: File, told: Told) -> Self {
        Self { file: Arc::new(file), told: Tellings::One(told) }
    }

    /// Returns the file as one that was read under a stamp.
    pub(super) fn stamped(self, stamp: Option<Stamp>) -> Self {
        let Self { file, told } = self;
        Self { file: Arc::new(File { stamp, ..Arc::unwrap_or_clone(file) }), told }
    }

    /// Returns the file as one that seems to say this, and cannot be read.
    pub(super) fn guessed(self, guessed: Vec<Record>) -> Self {
        let Self { file, told } = self;
        let guessed = guessed.into();
        Self { file: Arc::new(File { guessed, ..Arc::unwrap_or_clone(file) }), told }
    }

    /// Returns these files, what they say pressed together and what they link to shared.
    pub(super) fn pressed(mut files: Vec<Self>, met: &mut Met) -> Vec<Self> {
        for fresh in &mut files {
            if let Tellings::One(told) = &mut fresh.told {
                told.share(met);
            }
        }
        let files_read = files.iter_mut().filter_map(|fresh| Arc::get_mut(&mut fresh.file));
        Contents::press(files_read.map(|file| &mut file.contents));
        files
    }

    /// Returns a file, its records looked at again.
    pub(super) fn of(file: Arc<File>) -> Self {
        let told = file.contents.look(Tellings::of);
        Self { file, told }
    }

    /// Returns the file with a problem that its name has, before all others.
    pub(super) fn with_problem(self, problem: Problem) -> Self {
        let Self { file, told } = self;
        Self { file: Arc::new(Arc::unwrap_or_clone(file).with_problem(problem)), told }
    }

    /// Returns the file with the records that it had in `earlier`, where it is broken now and was
    /// sound then.
    pub(super) fn or_as_it_was(self, earlier: Option<&File>) -> Self {
        if earlier.is_none() || self.file.contents.is_sound() {
            return self;
        }
        let file = Arc::unwrap_or_clone(self.file).or_as_it_was(earlier);
        match file.standing {
            Standing::Current => Self { file: Arc::new(file), told: self.told },
            Standing::Outdated(_) => Self::of(Arc::new(file)),
        }
    }
}
