//! A file that was just read, with the index entries of its records.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::record::{Document, Record};

use crate::collection::files::contents::Contents;
use crate::collection::files::file::{File, Freshness};
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::index::entry::{IdInterner, IndexEntry};

/// The number of files that are compressed together: enough for a good ratio, few enough that
/// decompressing one is cheap.
pub(crate) const FILES_PER_BLOCK: usize = 16;

/// A file that was just read.
#[derive(Clone, Debug)]
pub(crate) struct LoadedFile {
    pub(crate) file: Arc<File>,
    /// The index entries of its records, in their order.
    pub(crate) entries: IndexEntries,
}

/// The index entries of some records; most files have one record.
#[derive(Clone, Debug)]
pub(crate) enum IndexEntries {
    One(IndexEntry),
    Many(Arc<[IndexEntry]>),
}

impl IndexEntries {
    fn of(records: &[Record]) -> Self {
        match records {
            [record] => Self::One(IndexEntry::of(record)),
            records => Self::Many(records.iter().map(IndexEntry::of).collect()),
        }
    }

    /// Returns them, in the order of the records.
    pub(crate) fn all(&self) -> &[IndexEntry] {
        match self {
            Self::One(entries) => std::slice::from_ref(entries),
            Self::Many(entries) => entries,
        }
    }
}

impl LoadedFile {
    /// Returns a file that says what was read of it.
    pub(crate) fn new(path: &Path, document: Document) -> Self {
        let entries = IndexEntries::of(&document.records);
        Self { file: Arc::new(File::new(path, document)), entries }
    }

    /// Returns a file from the cache, with the index entry of its one record.
    pub(crate) fn from_cache(file: File, entries: IndexEntry) -> Self {
        Self { file: Arc::new(file), entries: IndexEntries::One(entries) }
    }

    /// Returns the file as one that was read under a stamp.
    pub(crate) fn stamped(mut self, stamp: Option<FileStamp>) -> Self {
        // No one else has a file that was just read.
        Arc::make_mut(&mut self.file).stamp = stamp;
        self
    }

    /// Returns the file as one that seems to say this, and cannot be read.
    pub(crate) fn guessed(self, guessed: Vec<Record>) -> Self {
        let Self { file, entries } = self;
        let guessed = guessed.into();
        Self { file: Arc::new(File { guessed, ..Arc::unwrap_or_clone(file) }), entries }
    }

    /// Has these files share the ids of their links.
    pub(crate) fn intern_links(files: &mut [Self], interner: &mut IdInterner) {
        for loaded in files {
            if let IndexEntries::One(entries) = &mut loaded.entries {
                entries.intern(interner);
            }
        }
    }

    /// Returns these files with their texts compressed together.
    pub(crate) fn compress_together(mut files: Vec<Self>) -> Vec<Self> {
        let files_read = files.iter_mut().filter_map(|loaded| Arc::get_mut(&mut loaded.file));
        Contents::compress_together(files_read.map(|file| &mut file.contents));
        files
    }

    /// Returns a file, its records looked at again.
    pub(crate) fn of(file: Arc<File>) -> Self {
        let entries = file.contents.with_records(IndexEntries::of);
        Self { file, entries }
    }

    /// Returns the file with a problem that its name has, before all others.
    pub(crate) fn with_problem(self, problem: Diagnostic) -> Self {
        let Self { file, entries } = self;
        Self { file: Arc::new(Arc::unwrap_or_clone(file).with_problem(problem)), entries }
    }

    /// Returns the file with the records that it had in `earlier`, where it is broken now and was
    /// sound then.
    pub(crate) fn or_last_readable(self, earlier: Option<&File>) -> Self {
        if earlier.is_none() || self.file.contents.is_sound() {
            return self;
        }
        let file = Arc::unwrap_or_clone(self.file).or_last_readable(earlier);
        match file.freshness {
            Freshness::Current => Self { file: Arc::new(file), entries: self.entries },
            Freshness::Outdated(_) => Self::of(Arc::new(file)),
        }
    }
}
