//! File sources: lists and reads the files of a collection from disk or from memory.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::record::Kind;

use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::open_beneath::{OpenOutcome, Root, by_link};
use crate::collection::files::placement::{
    Placement, has_misspelled_extension, is_nearly_settings,
};
use crate::collection::files::plain_folder::{of_the_kernel, plain_files};

/// Files above this size are not read: a record is a page, and a table of records this long would
/// be no one's to edit by hand.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;
/// So many bytes of a file that is too large are enough to guess whose it is.
pub(super) const START: u64 = 256 * 1024;

/// The path of a file, or why something cannot be listed. There may be hundreds of thousands of paths, and few errors.
pub type ListedPath = Result<PathBuf, Box<ReadError>>;

/// The files of a collection, by their paths relative to its folder.
pub trait FileSource: Send + Sync {
    /// Returns the paths of all files in a fixed order, and of what cannot be listed.
    fn list(&self) -> Vec<ListedPath>;

    /// Returns what [`list`](Self::list) would return for `path`, or for what is below it if it is
    /// a folder; `None` if that requires listing everything.
    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>>;

    /// Returns the bytes of the file at `path`.
    ///
    /// # Errors
    ///
    /// Says why the file cannot be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.read_stamped(path).map(|(bytes, _)| bytes)
    }

    /// Does the same, with what is known of the file without its bytes; it was asked for before they
    /// were read.
    ///
    /// # Errors
    ///
    /// Says why the file cannot be read.
    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError>;

    /// Reads the bytes of the file at `path` into a buffer, in place of what is in it.
    ///
    /// # Errors
    ///
    /// Says why the file cannot be read.
    fn read_into(&self, path: &Path, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        *buffer = self.read(path)?;
        Ok(())
    }

    /// Returns as much as there is of the start of a file that is not read, to guess what it says.
    fn start(&self, path: &Path) -> Vec<u8> {
        _ = path;
        Vec::new()
    }

    /// Returns what is known of a plain file without its bytes; `None` where that is nothing.
    fn stamp(&self, path: &Path) -> Option<FileStamp>;

    /// Returns the disk that the files are on; `None` where they are on none.
    fn disk(&self) -> Option<&Disk> {
        None
    }
}

impl<S: FileSource + ?Sized> FileSource for Arc<S> {
    fn list(&self) -> Vec<ListedPath> {
        (**self).list()
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        (**self).list_below(path)
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        (**self).read_stamped(path)
    }

    fn read_into(&self, path: &Path, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        (**self).read_into(path, buffer)
    }

    fn start(&self, path: &Path) -> Vec<u8> {
        (**self).start(path)
    }

    fn stamp(&self, path: &Path) -> Option<FileStamp> {
        (**self).stamp(path)
    }

    fn disk(&self) -> Option<&Disk> {
        (**self).disk()
    }
}

/// Why a file or folder cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Which one, relative to the collection's folder.
    pub path: PathBuf,
    /// Why, in a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Whether the file was there when the folder was listed, and is there no longer.
    pub gone: bool,
}

impl ReadError {
    fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), message: message.into(), help: None, gone: false }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Returns that a file is gone that was listed.
    pub(crate) fn gone(path: &Path) -> Self {
        let gone = Self::new(path, "it was there a moment ago and is gone")
            .help("look again once whatever is moving files has finished");
        Self { gone: true, ..gone }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the system may fail in any way it likes")]
    fn io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::new(path, "you may not read this")
                .help("give yourself the right to: chmod u+r"),
            io::ErrorKind::NotFound => Self::gone(path),
            _ => Self::new(path, format!("it cannot be read: {error}")),
        }
    }
}

/// Folders that were opened, by their paths.
type OpenedFolders = BTreeMap<OsString, Arc<Root>>;

/// So many threads read at the same time without waiting for each other.
const READERS: usize = 8;

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    archive: PathBuf,
    /// The hidden files of this program's that were seen while it was listed.
    hidden: Arc<Mutex<BTreeSet<PathBuf>>>,
    /// The folders that hold it, opened since it was listed last: what is read lies beneath them. Threads that read at the same time
    /// have each its own, or they would wait for each other at every file, here and in the kernel.
    opened: Arc<[Mutex<OpenedFolders>; READERS]>,
}

impl Disk {
    /// Returns the collection in the folder `root`, with the archive that lies in it.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let archive = root.join("archive");
        Self { archive, root, hidden: Arc::default(), opened: Arc::default() }
    }

    /// Returns the collection with its archived texts in the folder `archive` instead.
    #[must_use]
    pub fn with_archive(self, archive: impl Into<PathBuf>) -> Self {
        Self { archive: archive.into(), ..self }
    }

    /// Returns where a path of the collection is on disk, without a leading `./`.
    pub fn locate(&self, path: &Path) -> PathBuf {
        let found = match path.strip_prefix("archive") {
            Ok(archived) if archived.as_os_str().is_empty() => self.archive.clone(),
            Ok(archived) => self.archive.join(archived),
            Err(_) => self.root.join(path),
        };
        found.strip_prefix(".").map(Path::to_owned).unwrap_or(found)
    }

    /// Returns the folder in which a path of the collection lies, and where in it.
    pub fn home_of<'p>(&self, path: &'p Path) -> (&Path, &'p Path) {
        match path.strip_prefix("archive") {
            Ok(archived) if self.archive != self.root.join("archive") => (&self.archive, archived),
            Ok(_) | Err(_) => (&self.root, path),
        }
    }

    /// Returns the hidden files whose names begin with that of this program, and that were seen while
    /// the collection was listed since this was asked last: no part of it, but perhaps left behind.
    pub fn take_hidden(&self) -> BTreeSet<PathBuf> {
        std::mem::take(&mut self.hidden.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the folders that hold the collection, each with what its paths start with in it.
    pub fn folders(&self) -> Vec<(&Path, &'static Path)> {
        let mut folders = vec![(self.root.as_path(), Path::new(""))];
        if self.archive != self.root.join("archive") {
            folders.push((self.archive.as_path(), Path::new("archive")));
        }
        folders
    }

    /// Lists one folder, or what is at or below one path in it; each path is given as seen from the
    /// collection's folder.
    ///
    /// Links are followed, except those that lead out of the collection: a collection from someone
    /// else could use them to show whatever its reader may read.
    fn walk(&self, folder: &Path, prefix: &Path, below: &Path, found: &mut Vec<ListedPath>) {
        let walk = WalkDir::new(folder.join(below));
        _ = self.walk_into(walk, (folder, prefix, below), &mut BTreeMap::new(), found);
    }

    /// Lists the collection's own folder where the folders of all kinds have plain files and folders and nothing else, as they
    /// mostly do: these are read in a fraction of the time. `None` where a link lies in one, which only a
    /// walk from the top can follow.
    fn list_plainly(&self) -> Option<Vec<ListedPath>> {
        let read = Kind::all().map(|kind| {
            let folder = PathBuf::from(kind.folder());
            plain_files(&self.root, &folder).map(|files| (folder, files))
        });
        let mut plain: BTreeMap<PathBuf, Vec<PathBuf>> = read.collect::<Option<_>>()?;
        let here = Path::new("");
        let walk = WalkDir::new(&self.root).max_depth(1);
        let mut found = Vec::new();
        let is_whole = self.walk_into(walk, (&self.root, here, here), &mut plain, &mut found);
        is_whole.then_some(found)
    }

    /// Lists what a walk meets; of the folders that are known to be plain it need not meet the files. Returns whether no other
    /// folder was passed over because the walk goes no deeper.
    fn walk_into(
        &self,
        walk: WalkDir,
        (folder, prefix, below): (&Path, &Path, &Path),
        plain: &mut BTreeMap<PathBuf, Vec<PathBuf>>,
        found: &mut Vec<ListedPath>,
    ) -> bool {
        let is_shallow = !plain.is_empty();
        found.reserve(plain.values().map(Vec::len).sum());
        let mut is_whole = true;
        // Those that are compared lie in one folder, so that their whole paths are in the order of their
        // names, which would have to be cut out of them each time.
        let walk = walk
            .follow_links(true)
            .sort_by(|one, other| one.path().as_os_str().cmp(other.path().as_os_str()));
        // An archive kept elsewhere may have any name; the collection's own is walked by itself.
        let others = RefCell::new(Vec::new());
        let ours = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().as_encoded_bytes();
            let at_top = prefix.as_os_str().is_empty() && below.as_os_str().is_empty();
            let archive = at_top && entry.depth() == 1 && name == b"archive";
            if entry.depth() > 0 && name.starts_with(b".casebook-") && entry.file_type().is_file() {
                let path = prefix.join(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
                self.hidden.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
            }
            let other =
                at_top && entry.depth() == 1 && entry.file_type().is_dir() && !is_of_kind(name);
            if other && !archive && !name.starts_with(b".") && !is_link(entry, folder) {
                others.borrow_mut().push(entry.path().to_owned());
                return false;
            }
            let settings = at_top && entry.depth() == 1 && is_nearly_settings(entry.file_name());
            entry.depth() == 0
                || settings && !entry.file_type().is_dir()
                || !(name.starts_with(b".") || archive)
        };
        let at_top = prefix.as_os_str().is_empty() && below.as_os_str().is_empty();
        let mut walk = walk.into_iter().filter_entry(ours);
        let mut limit = self.is_named_archive(folder).then(EntryLimit::default);
        while let Some(entry) = walk.next() {
            let relative = |path: &Path| prefix.join(within(path, folder));
            if let (Some(limit), Ok(entry)) = (&mut limit, &entry)
                && limit.is_reached_by(&relative(entry.path()))
            {
                found.push(Err(no_archive(prefix).into()));
                break;
            }
            match entry {
                Ok(entry) if is_link(&entry, folder) && self.leads_out(entry.path(), folder) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    found.push(Err(leading_out(&relative(entry.path())).into()));
                }
                Ok(entry) if entry.file_type().is_dir() && of_the_kernel(entry.path()) => {
                    walk.skip_current_dir();
                }
                Ok(entry) if entry.file_type().is_dir() => {
                    let path = relative(entry.path());
                    if path.extension().is_some_and(|ext| ext == "toml") {
                        let error = ReadError::new(
                            &path,
                            "this is a folder, and its name is that of a record's file",
                        );
                        let help = "call the folder something that does not end in .toml";
                        found.push(Err(error.help(help).into()));
                    }
                    if is_shallow && entry.depth() > 0 {
                        match plain.remove(&path) {
                            Some(files) => found.extend(files.into_iter().map(Ok)),
                            None => is_whole = false,
                        }
                    }
                }
                Ok(entry) => found.push(Ok(relative(entry.path()))),
                // A link to nothing is met before it can be left out: editors lock a file by one.
                Err(error) if is_left_out(&error, at_top) => {}
                Err(error) => found.push(Err(unlisted(&error, relative).into())),
            }
        }
        // The walker still borrows the list of other folders.
        drop(walk);
        others.into_inner().iter().for_each(|other| self.list_shallow(other, found));
        is_whole
    }
}

impl Disk {
    /// Returns the fingerprint of a plain file, and whether it has other names on the disk (hard
    /// links), by which it can be written without a word to those who watch its folder.
    pub fn stamp_and_names(&self, path: &Path) -> Option<(FileStamp, bool)> {
        let metadata = fs::metadata(self.locate(path)).ok()?;
        #[cfg(unix)]
        let has_others = std::os::unix::fs::MetadataExt::nlink(&metadata) > 1;
        #[cfg(not(unix))]
        let has_others = false;
        metadata.is_file().then(|| (FileStamp::of(&metadata, SystemTime::now()), has_others))
    }

    /// Opens a file for reading, without waiting where it is a pipe; `None` where links lead out of the
    /// collection by now, whatever was there when it was listed.
    fn open(&self, path: &Path) -> io::Result<Option<fs::File>> {
        let (home, below) = self.home_of(path);
        let root = self.root_at(home)?;
        if let OpenOutcome::File(file) = root.open(below)? {
            return Ok(Some(file));
        }
        let own = if home == self.root { None } else { Some(self.root_at(&self.root)?) };
        let roots = own.iter().map(|own| (self.root.as_path(), &**own));
        by_link(&self.locate(path), roots.chain([(home, &*root)]))
    }

    /// Reads a plain file that is not too large into a buffer, in place of what is in it; returns what was known of it before.
    fn read_plain(&self, path: &Path, bytes: &mut Vec<u8>) -> Result<fs::Metadata, ReadError> {
        let file = self.open(path).map_err(|error| match fs::metadata(self.locate(path)) {
            Ok(metadata) if !metadata.is_file() => not_plain(path),
            Ok(_) | Err(_) => ReadError::io(path, &error),
        })?;
        let file = file.ok_or_else(|| leading_out(path))?;
        let metadata = file.metadata().map_err(|error| ReadError::io(path, &error))?;
        if !metadata.is_file() {
            return Err(not_plain(path));
        }
        if metadata.len() > LARGEST_FILE {
            return Err(too_large(path, metadata.len()));
        }
        let length = usize::try_from(metadata.len()).unwrap_or_default();
        read_whole(file, length, bytes).map_err(|error| ReadError::io(path, &error))?;
        Ok(metadata)
    }

    fn root_at(&self, folder: &Path) -> io::Result<Arc<Root>> {
        let reader = rayon::current_thread_index().unwrap_or_default() % READERS;
        let Some(opened) = self.opened.get(reader) else { return Root::of(folder).map(Arc::new) };
        let mut opened = opened.lock().unwrap_or_else(PoisonError::into_inner);
        // Paths would be compared part by part, for each file.
        if let Some(root) = opened.get(folder.as_os_str()) {
            return Ok(Arc::clone(root));
        }
        let root = Arc::new(Root::of(folder)?);
        opened.insert(folder.as_os_str().to_owned(), Arc::clone(&root));
        Ok(root)
    }

    /// Closes the folders until something is read: others may be in their place by then, and a disk on which
    /// something is open cannot be unmounted.
    pub fn close(&self) {
        for opened in self.opened.iter() {
            opened.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    fn is_named_archive(&self, folder: &Path) -> bool {
        folder == self.archive && self.archive != self.root.join("archive")
    }

    /// Returns whether a file or folder is outside of the collection and of the named archive,
    /// reached through links.
    ///
    /// What is not there yet lies where the nearest folder above it does.
    pub fn is_outside(&self, path: &Path) -> bool {
        let there = path.ancestors().find(|above| above.symlink_metadata().is_ok());
        there.is_some_and(|there| self.leads_out(there, &self.archive))
    }

    /// Returns whether a path leads out of the collection, and out of the walked folder if that is
    /// a named archive.
    fn leads_out(&self, path: &Path, walked: &Path) -> bool {
        let Ok(there) = path.canonicalize() else { return false };
        let archive = self.is_named_archive(walked).then_some(&self.archive);
        let mut ours = [Some(&self.root), archive].into_iter().flatten();
        !ours.any(|ours| ours.canonicalize().is_ok_and(|ours| there.starts_with(ours)))
    }
}

impl Disk {
    /// Lists the first files of a folder of no known kind, not recursively: a record there is
    /// misplaced and reported, but the folder may be anything and contain millions of files.
    fn list_shallow(&self, other: &Path, found: &mut Vec<ListedPath>) {
        let relative = |path: &Path| path.strip_prefix(&self.root).unwrap_or(path).to_owned();
        let name = relative(other);
        if name.extension().is_some_and(|ext| ext == "toml") {
            found.push(Err(folder_like_a_record(&name).into()));
        }
        if of_the_kernel(other) {
            return;
        }
        let Ok(entries) = fs::read_dir(other) else { return };
        let mut paths: Vec<PathBuf> = entries
            .take(MOST_GLANCED_AT)
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.extension().is_some_and(|ext| ext == "toml") || has_misspelled_extension(path)
            })
            .filter(|path| {
                !path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."))
            })
            .collect();
        paths.sort_unstable();
        for path in paths {
            let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
            if is_link && self.leads_out(&path, &self.root) {
                found.push(Err(leading_out(&relative(&path)).into()));
            } else if path.is_dir() {
                found.push(Err(folder_like_a_record(&relative(&path)).into()));
            } else {
                found.push(Ok(relative(&path)));
            }
        }
    }
}

/// Returns a path without the folder that it lies in.
fn within<'p>(path: &'p Path, folder: &Path) -> &'p Path {
    // To compare them part by part takes longer than to list the folder.
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let bytes = path.as_os_str().as_bytes();
        let rest = bytes.strip_prefix(folder.as_os_str().as_bytes());
        let rest = rest.and_then(|rest| rest.strip_prefix(b"/"));
        if let Some(rest) = rest.filter(|rest| !rest.starts_with(b"/")) {
            return Path::new(std::ffi::OsStr::from_bytes(rest));
        }
    }
    path.strip_prefix(folder).unwrap_or(path)
}

/// How much of a folder is walked that was named as the archive, and may be another by mistake: a home, or
/// all of a disk.
#[derive(Debug, Default)]
pub struct EntryLimit {
    texts: usize,
    others: usize,
}

impl EntryLimit {
    /// Counts an entry by its path in the collection; returns whether there are far too many that are no
    /// archived texts.
    pub fn is_reached_by(&mut self, path: &Path) -> bool {
        if matches!(Placement::of(path), Placement::Archived(_)) {
            self.texts += 1;
        } else {
            self.others += 1;
        }
        self.others > MOST_OTHERS && self.others / MOST_OTHERS_TO_A_TEXT > self.texts
    }
}

/// So many entries of a named archive may be no texts, and more where there are texts: what belongs to a
/// captured page may lie beside its text.
const MOST_OTHERS: usize = 50_000;
const MOST_OTHERS_TO_A_TEXT: usize = 100;

fn no_archive(path: &Path) -> ReadError {
    let message = format!(
        "more than {MOST_OTHERS} files in this folder are no archived texts, and the rest was not looked at"
    );
    ReadError::new(path, message)
        .help("name the folder of the archived texts, one SOURCE.txt each: --archive, or CASEBOOK_ARCHIVE")
}

/// How many entries of a folder of no kind are looked at.
const MOST_GLANCED_AT: usize = 1_000;

/// Returns whether a folder at the top of a collection is one of those that are read.
fn is_of_kind(name: &[u8]) -> bool {
    name == b"archive" || Kind::all().any(|kind| kind.folder().as_bytes() == name)
}

fn folder_like_a_record(path: &Path) -> ReadError {
    ReadError::new(path, "this is a folder, and its name is that of a record's file")
        .help("call the folder something that does not end in .toml")
}

/// Returns whether an entry is a link that the collection brought along; where the collection itself
/// is one, its owner has named it.
fn is_link(entry: &walkdir::DirEntry, folder: &Path) -> bool {
    entry.path_is_symlink() && entry.path() != folder
}

/// Returns whether what cannot be listed is hidden, and would not be looked at if it could.
fn is_left_out(error: &walkdir::Error, at_top: bool) -> bool {
    let name = error.path().and_then(Path::file_name).filter(|_| error.depth() > 0);
    let is_settings = |name| at_top && error.depth() == 1 && is_nearly_settings(name);
    name.is_some_and(|name| name.as_encoded_bytes().starts_with(b".") && !is_settings(name))
}

fn leading_out(path: &Path) -> ReadError {
    let help = if path == Path::new("archive") {
        "remove it, and say where the archived texts are: --archive, or CASEBOOK_ARCHIVE"
    } else {
        "put what it leads to into the collection instead"
    };
    ReadError::new(path, "this link leads out of the collection, and is not followed").help(help)
}

fn unlisted(error: &walkdir::Error, relative: impl Fn(&Path) -> PathBuf) -> ReadError {
    let path = relative(error.path().unwrap_or(Path::new("")));
    match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => ReadError::new(&path, "this link leads back to a folder that it lies in")
            .help("remove the link; the folder is read once"),
        (None, Some(io)) if io.kind() == io::ErrorKind::NotFound => {
            ReadError::new(&path, "this link leads to nothing")
                .help("remove it, or mend where it leads")
        }
        (None, Some(io)) => ReadError::io(&path, io),
        (None, None) => ReadError::new(&path, "it cannot be listed"),
    }
}

impl FileSource for Disk {
    fn list(&self) -> Vec<ListedPath> {
        self.close();
        let here = Path::new("");
        let mut found = self.list_plainly().unwrap_or_else(|| {
            let mut found = Vec::new();
            self.walk(&self.root, here, here, &mut found);
            found
        });
        if self.archive.is_dir() {
            if self.leads_out(&self.archive, &self.archive) {
                found.push(Err(leading_out(Path::new("archive")).into()));
            } else {
                self.walk(&self.archive, Path::new("archive"), here, &mut found);
            }
        }
        found
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        if path.as_os_str().is_empty() {
            return Some(self.list());
        }
        self.close();
        let mut found = Vec::new();
        if path.iter().any(|name| name.as_encoded_bytes().starts_with(b"."))
            && !is_nearly_settings(path.as_os_str())
        {
            return Some(found);
        }
        // What lies in a folder of no kind is looked at as far as `list` looks.
        let top = path.iter().next().unwrap_or_default();
        let at = self.root.join(path);
        let may_be_folder = path.iter().count() > 1 || at.is_dir();
        if !is_of_kind(top.as_encoded_bytes()) && may_be_folder {
            let plain = at.symlink_metadata().is_ok_and(|metadata| !metadata.is_symlink());
            match path.iter().count() {
                1 if plain => self.list_shallow(&at, &mut found),
                1 => return None,
                2 => {
                    let mut beside = Vec::new();
                    self.list_shallow(&self.root.join(top), &mut beside);
                    let is_it = |listed: &ListedPath| match listed {
                        Ok(listed) => listed == path,
                        Err(error) => error.path == path,
                    };
                    found.extend(beside.into_iter().filter(is_it));
                }
                _ => {}
            }
            return Some(found);
        }
        let (folder, prefix, below) = match path.strip_prefix("archive") {
            Ok(below) => (self.archive.as_path(), Path::new("archive"), below),
            Err(_) => (self.root.as_path(), Path::new(""), path),
        };
        // A folder above may have become a link that leads out; a walk from the top does not follow it.
        if self.leads_out(&folder.join(below), folder) {
            return None;
        }
        // A link to a folder may lead back to where it lies in; only a walk from the top can tell.
        match fs::symlink_metadata(folder.join(below)) {
            Ok(metadata) if metadata.is_symlink() && folder.join(below).is_dir() => return None,
            Ok(_) => self.walk(folder, prefix, below, &mut found),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
            Err(_) => return None,
        }
        Some(found)
    }

    fn stamp(&self, path: &Path) -> Option<FileStamp> {
        self.stamp_and_names(path).map(|(stamp, _)| stamp)
    }

    fn start(&self, path: &Path) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(Some(file)) = self.open(path)
            && file.metadata().is_ok_and(|metadata| metadata.is_file())
        {
            // What could not be read is not guessed from.
            _ = file.take(START).read_to_end(&mut bytes);
        }
        bytes
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        let now = SystemTime::now();
        let mut bytes = Vec::new();
        let metadata = self.read_plain(path, &mut bytes)?;
        Ok((bytes, Some(FileStamp::of(&metadata, now))))
    }

    fn read_into(&self, path: &Path, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
        self.read_plain(path, buffer).map(drop)
    }

    fn disk(&self) -> Option<&Disk> {
        Some(self)
    }
}

/// Reads a file that was said to be so long, at most as much of it as is read of any.
fn read_whole(mut file: fs::File, length: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
    // One byte more, so that the end is seen without asking for room. What is in the buffer is written over.
    bytes.resize(length + 1, 0);
    let read = match file.read(bytes) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        read => read?,
    };
    bytes.truncate(read);
    if read != length || length == 0 {
        // The file has changed since, comes in pieces, or has no length, as those of the kernel.
        let most = LARGEST_FILE.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        file.take(most).read_to_end(bytes)?;
    }
    Ok(())
}

fn not_plain(path: &Path) -> ReadError {
    ReadError::new(path, "this is not a plain file")
        .help("keep pipes, sockets and devices elsewhere")
}

/// Returns that a file of so many bytes is not read; `None` if it is.
pub(crate) fn too_large_to_read(path: &Path, bytes: usize) -> Option<ReadError> {
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    (bytes > LARGEST_FILE).then(|| too_large(path, bytes))
}

fn too_large(path: &Path, bytes: u64) -> ReadError {
    let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let message = format!(
        "the file is {} MB, and none above {} MB is read",
        megabytes(bytes),
        megabytes(LARGEST_FILE)
    );
    ReadError::new(path, message).help("part it into several, one file a record")
}

/// A map of paths to bytes.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
    pub fn put(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Removes a file.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(path.as_ref());
    }
}

impl FileSource for Memory {
    fn list(&self) -> Vec<ListedPath> {
        self.files.keys().cloned().map(Ok).collect()
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        let from = self.files.range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        let below = from.map(|(file, _)| file).take_while(|file| file.starts_with(path));
        Some(below.cloned().map(Ok).collect())
    }

    fn stamp(&self, _: &Path) -> Option<FileStamp> {
        None
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        let bytes = self.files.get(path).cloned();
        bytes
            .map(|bytes| (bytes, None))
            .ok_or_else(|| ReadError::io(path, &io::ErrorKind::NotFound.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_holds_the_file_that_was_read_last_and_nothing_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::new(folder.path());
        let mut buffer = Vec::new();
        for length in [0, 5, 70_000, 1, 0, 300, 299, 301] {
            let bytes: Vec<u8> = (b'a'..b'x').cycle().take(length).collect();
            fs::write(folder.path().join("places.toml"), &bytes).unwrap();
            disk.read_into(Path::new("places.toml"), &mut buffer).unwrap();
            assert_eq!(buffer, bytes);
            assert_eq!(disk.read(Path::new("places.toml")).unwrap(), bytes);
        }
        fs::create_dir(folder.path().join("victims")).unwrap();
        for path in ["victims", "sources.toml"] {
            let path = Path::new(path);
            assert_eq!(
                disk.read_into(path, &mut buffer).unwrap_err(),
                disk.read(path).unwrap_err()
            );
        }
    }

    #[test]
    fn an_archive_that_was_named_by_mistake_is_not_walked_to_its_end() {
        let reached = |texts: usize| {
            let mut limit = EntryLimit::default();
            for number in 0..texts {
                assert!(!limit.is_reached_by(&PathBuf::from(format!("archive/s-{number}.txt"))));
            }
            let other = Path::new("archive/usr/share/doc/README");
            (0..200_000).position(|_| limit.is_reached_by(other))
        };
        assert_eq!(reached(0), Some(MOST_OTHERS));
        assert_eq!(reached(100), Some(MOST_OTHERS));
        // What was captured with a thousand texts may lie beside them.
        assert_eq!(reached(1_000), Some(MOST_OTHERS_TO_A_TEXT * 1_001 - 1));
        assert_eq!(reached(5_000), None);
    }
}
