//! Finds the collection to work on: the one that is named, the nearest above the current folder, or
//! the sample.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::collection::{Collection, Disk, FileSource, PartialLoad, Progress};
use crate::exchange::{Folder, is_writable};
use crate::record::Kind;
use crate::session::{CacheStore, CollectionReader, SearchResult, Session};
use crate::text::visible;

use super::Common;
use super::cache_file::CacheFile;
use super::deferred_signals::Held;
use super::failure::Failure;
use super::output;
use super::progress::ProgressLine;
use super::sample_files::SampleFiles;

/// Where the collection is that a command works on.
pub(super) enum CollectionPlace {
    /// A folder.
    Folder {
        /// The folder that holds `casebook.toml` or the folders of the kinds.
        root: PathBuf,
        /// The folder of the archived texts, where it is another than the collection's own.
        archive: Option<PathBuf>,
        /// Whether what is read may be cached.
        cached: bool,
    },
    /// The sample inside the program.
    Sample {
        /// The folder of the archived texts.
        archive: Option<PathBuf>,
    },
}

impl CollectionPlace {
    /// Finds the collection: the one asked for, else the nearest upwards.
    ///
    /// # Errors
    ///
    /// There is none here, or what there is belongs to another user.
    pub(super) fn find(common: &Common) -> Result<Self, Failure> {
        let archive = archive(common)?;
        let here = env::current_dir().unwrap_or_default();
        Self::around(common, &here, archive)?.ok_or_else(|| {
            Failure::new(
                "no collection here: no casebook.toml in this folder, in cases/ or in a folder above",
            )
            .hint(
                "to create one, run: casebook init; or open one elsewhere with -C DIR, or the built-in sample with --sample",
            )
        })
    }

    /// Finds the collection as [`Self::find`] does; where there is none, the sample.
    ///
    /// # Errors
    ///
    /// What was found belongs to another user, or lacks a file that makes it a collection.
    pub(super) fn find_or_sample(common: &Common) -> Result<Self, Failure> {
        let archive = archive(common)?;
        let here = env::current_dir().unwrap_or_default();
        let found = Self::around(common, &here, archive.clone())?;
        Ok(found.unwrap_or(Self::Sample { archive }))
    }

    /// Finds the collection in a folder or above it, by its absolute path; `None` where there is none, or where what
    /// there is belongs to another user.
    pub(super) fn above(folder: &Path, archive: Option<PathBuf>) -> Option<Self> {
        let root = folder.ancestors().find_map(collection_above)?;
        if !root.starts_with(folder) {
            is_ours(&root).ok()?;
        }
        Some(Self::Folder { root, archive, cached: false })
    }

    /// Finds the collection that was asked for by its folder; `None` where none was.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(super) fn named(common: &Common) -> Result<Option<Self>, Failure> {
        let archive = archive(common)?;
        let asked = common.collection.as_deref();
        asked.map(|asked| Self::asked_for(asked, archive, false)).transpose()
    }

    fn around(
        common: &Common,
        here: &Path,
        archive: Option<PathBuf>,
    ) -> Result<Option<Self>, Failure> {
        if common.sample {
            return Ok(Some(Self::Sample { archive }));
        }
        let cached = !common.no_cache;
        if let Some(asked) = &common.collection {
            return Self::asked_for(asked, archive, cached).map(Some);
        }
        let Some(root) = here.ancestors().find_map(collection_above) else {
            return without_marker(here).map_or(Ok(None), Err);
        };
        if !root.starts_with(here) {
            is_ours(&root)?;
        }
        // Paths are printed relative to the working directory.
        Ok(Some(Self::Folder { root: shortened(&root, here), archive, cached }))
    }

    fn asked_for(asked: &Path, archive: Option<PathBuf>, cached: bool) -> Result<Self, Failure> {
        if !asked.is_dir() {
            return Err(Failure::new(format!("{} is not a folder", asked.display()))
                .hint(format!(
                    "name the folder that contains casebook.toml; to create a collection there, run: {}",
                    init_in(asked)
                )));
        }
        // A folder without settings is a collection too, where it has records.
        let root = match collection_above(asked) {
            Some(root) => root,
            None if has_records(asked) => asked.to_owned(),
            None => {
                return Err(Failure::new(format!(
                    "no collection in {}: no casebook.toml, and no folder or table of records",
                    asked.display()
                ))
                .hint(format!("to create one, run: {}", init_in(asked))));
            }
        };
        Ok(Self::Folder { root, archive, cached })
    }

    /// Reads the collection, with a progress line if the user may be waiting. Its rules are not
    /// checked yet.
    pub(super) fn open(&self) -> Session {
        let mut session = self.open_before_storing();
        store_cache(&mut session);
        session
    }

    /// Does the same for a command that stores the cache once it has printed what it found ([`store_cache`]).
    pub(super) fn open_before_storing(&self) -> Session {
        let mut waiting = ProgressLine::default();
        let mut session = Session::over(self.reader());
        let mut report = |begun: &PartialLoad<'_>| waiting.show(begun.progress);
        let warning = session.read(&mut report);
        waiting.end();
        if let Some(line) = warning {
            output::print_message(&visible(&line));
        }
        session
    }

    /// Returns what a query finds, and a session of the records found alone, where that is known from the search index that
    /// is stored, or from words alone; with a progress line if the user may be waiting.
    pub(super) fn open_found(&self, typed: &str) -> Option<(Session, SearchResult)> {
        let mut waiting = ProgressLine::default();
        let mut show = |progress: Progress| waiting.show(progress);
        let found = Session::open_found(self.reader(), typed, &mut show);
        waiting.end();
        found
    }

    /// Does the same for a command that only looks at the records.
    pub(super) fn load(&self) -> Collection {
        self.open().into_collection()
    }

    /// Returns what reads the collection, and caches what it reads where that is allowed.
    pub(super) fn reader(&self) -> CollectionReader {
        let reader = CollectionReader::of(self.source());
        match self {
            Self::Folder { root, cached: true, .. } => match CacheFile::of(root) {
                Some(cache_file) => reader.with_cache(cache_file),
                None => reader,
            },
            Self::Folder { .. } | Self::Sample { .. } => reader,
        }
    }

    /// Returns the cache of the collection for a program that writes nothing: it removes no cache either.
    pub(super) fn cache_to_read(&self) -> Option<Arc<dyn CacheStore>> {
        match self {
            Self::Folder { root, .. } => {
                CacheFile::to_read(root).map(|file| -> Arc<dyn CacheStore> { Arc::new(file) })
            }
            Self::Sample { .. } => None,
        }
    }

    /// Returns the files of the collection.
    pub(super) fn source(&self) -> Arc<dyn FileSource> {
        match self {
            Self::Folder { root, archive, .. } => Arc::new(on_disk(root, archive.as_deref())),
            Self::Sample { archive } => Arc::new(SampleFiles::new(archive.clone())),
        }
    }

    /// Returns the folder of the collection, to write into.
    ///
    /// # Errors
    ///
    /// The sample inside the program cannot be written to.
    pub(super) fn folder(&self) -> Result<&Path, Failure> {
        match self {
            Self::Folder { root, .. } => Ok(root),
            Self::Sample { .. } => Err(Failure::new("the built-in sample is read-only").hint(
                "create a collection of your own with: casebook init DIR; or name one with -C DIR",
            )),
        }
    }

    /// Returns the folder of the collection, in which files are to be written.
    ///
    /// # Errors
    ///
    /// There is none, or it cannot be written to.
    pub(super) fn writable_folder(&self) -> Result<&Path, Failure> {
        let folder = self.folder()?;
        if is_writable(folder) {
            return Ok(folder);
        }
        Err(Failure::new(format!("the folder {} cannot be written to", folder.display()))
            .hint("make it writable, or add --dry-run to see what would change"))
    }

    /// Opens the folder in which a file of the collection lies, to write into; returns where in it
    /// the file lies.
    ///
    /// # Errors
    ///
    /// The folder cannot be opened; the sample inside the program has none.
    pub(super) fn home_of<'p>(&self, file: &'p Path) -> anyhow::Result<(Folder, &'p Path)> {
        self.folder()?;
        let disk = self.disk();
        let (folder, path) =
            disk.as_ref().map_or((Path::new("."), file), |disk| disk.home_of(file));
        Ok((Folder::open(folder)?, path))
    }

    /// Returns the disk that the collection is on, to write several files of it together.
    ///
    /// # Errors
    ///
    /// It is on none.
    pub(super) fn disk_to_write(&self) -> Result<Disk, Failure> {
        self.folder()?;
        self.disk().ok_or_else(|| Failure::new("the collection is on no disk"))
    }

    /// Returns the path of a file of the collection as the user can open it.
    pub(super) fn path_of(&self, file: &Path) -> PathBuf {
        shown(self.disk().map_or_else(|| file.to_owned(), |disk| disk.locate(file)))
    }

    /// Returns the name of the collection, which is the path of its folder.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Folder { root, .. } => root.display().to_string(),
            Self::Sample { .. } => "sample".to_owned(),
        }
    }

    /// Returns the folders on disk; `None` for the sample, which has none.
    pub(super) fn disk(&self) -> Option<Disk> {
        match self {
            Self::Folder { root, archive, .. } => Some(on_disk(root, archive.as_deref())),
            Self::Sample { .. } => None,
        }
    }
}

fn on_disk(root: &Path, archive: Option<&Path>) -> Disk {
    let disk = Disk::new(root);
    match archive {
        Some(archive) => disk.with_archive(archive),
        None => disk,
    }
}

/// Stores the cache of a session again, where it should be.
pub(super) fn store_cache(session: &mut Session) {
    if session.has_stale_cache() {
        let _held = Held::back();
        session.write_cache();
    }
}

/// Stores the cache and the search index of a session again, where they should be: the last that a command does, since no one
/// waits for it.
pub(super) fn store_cache_and_index(session: &mut Session) {
    if let Some(both) = session.take_both_to_store() {
        let _held = Held::back();
        both.store();
    }
    store_cache(session);
    store_index(session);
}

fn store_index(session: &mut Session) {
    if session.is_index_behind() {
        let _held = Held::back();
        session.update_index();
    }
    if let Some(index) = session.take_index_to_store() {
        let _held = Held::back();
        index.store();
    }
}

/// Returns a path without the `./` that says nothing.
pub(super) fn shown(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
}

/// Returns the folder of the archived texts that was named.
pub(super) fn archive(common: &Common) -> Result<Option<PathBuf>, Failure> {
    let archive = common.archive.clone();
    match archive.as_deref().filter(|archive| !archive.is_dir()) {
        None => Ok(archive),
        Some(archive) => Err(Failure::new(format!("{} is not a folder", archive.display()))
            .hint("name the folder that contains the archived texts, one SOURCE.txt each")),
    }
}

/// Says that a folder has cases, and lacks what makes it a collection.
fn without_marker(folder: &Path) -> Option<Failure> {
    let cases = folder.join("cases");
    [folder, &cases].into_iter().find_map(|folder| {
        let mut kinds = Kind::all().filter(|kind| kind.is_case()).flat_map(|kind| {
            let (below, table) = (folder.join(kind.folder()), format!("{}.toml", kind.folder()));
            let below = below.is_dir().then(|| format!("{}/", kind.folder()));
            [below, folder.join(&table).is_file().then_some(table)]
        });
        let has = kinds.find_map(|has| has)?;
        let dir = if folder == cases { "cases" } else { "." };
        Some(
            Failure::new(format!("{has} is here, but no casebook.toml; a collection needs one"))
                .hint(format!(
                    "to make it a collection, run: {}; or name the folder: casebook -C {dir}",
                    init_in(Path::new(dir))
                )),
        )
    })
}

/// Returns the command that makes a folder a collection.
fn init_in(folder: &Path) -> String {
    if folder == Path::new(".") {
        return "casebook init".to_owned();
    }
    format!("casebook init {}", shell_words::quote(&folder.to_string_lossy()))
}

/// Returns whether a folder has a folder or a table for records of any kind.
pub(super) fn has_records(folder: &Path) -> bool {
    Kind::all().any(|kind| {
        let below = kind.folder();
        folder.join(below).is_dir() || folder.join(format!("{below}.toml")).is_file()
    })
}

fn collection_above(folder: &Path) -> Option<PathBuf> {
    let cases = folder.join("cases");
    [folder.to_owned(), cases].into_iter().find(|folder| folder.join("casebook.toml").is_file())
}

/// Holds that a collection which was found in a folder above belongs to the user or to the system:
/// anyone may put one into a folder that all may write to, such as /tmp.
///
/// # Errors
///
/// It belongs to another user.
#[cfg(unix)]
fn is_ours(root: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::MetadataExt as _;
    let me = rustix::process::geteuid().as_raw();
    // A link belongs to who made it, whatever file of the system it leads to.
    let belongs = |path: &Path| {
        let owners = [path.symlink_metadata(), path.metadata()];
        owners.into_iter().all(|metadata| {
            metadata.is_ok_and(|metadata| metadata.uid() == me || metadata.uid() == 0)
        })
    };
    if belongs(root) && belongs(&root.join("casebook.toml")) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the collection in {} belongs to another user and was not named: it was found in a folder above",
        root.display()
    ))
    .hint("to open it anyway, name it: casebook -C DIR"))
}

#[cfg(not(unix))]
fn is_ours(_: &Path) -> Result<(), Failure> {
    Ok(())
}

fn shortened(root: &Path, here: &Path) -> PathBuf {
    match root.strip_prefix(here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => root.to_owned(),
    }
}
