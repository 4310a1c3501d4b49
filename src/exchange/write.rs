//! Safe file writing: a file is created or replaced as a whole, beneath a folder opened once,
//! without following a link out of it.
//!
//! The caller passes the bytes that the file is expected to contain; if it contains other bytes, nothing is
//! written. A new file is written to a temporary one, synced, and then swapped with the old one by an atomic
//! exchange of names (on Linux, `renameat2` with `RENAME_EXCHANGE`), so that a reader sees either the old bytes or the
//! new, and a file that another program saved meanwhile can be put back.

mod cause;
mod directory;
mod identity;
mod manifest;
mod new_output;
mod scratch;
mod temporary;
mod transaction;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::collection::Collection;

use cause::Cause;
use directory::{Directory, LockOutcome, bytes_of, has_bytes, is_unsupported};
use temporary::TemporaryFile;

pub use cause::WriteError;
pub use new_output::NewOutput;
pub(crate) use scratch::ScratchFolder;
pub(crate) use temporary::is_left_over;
pub use transaction::{
    RecoveredChange, check_removals, write_together, write_together_unless, write_together_with,
};
pub(crate) use transaction::{is_interrupted, recover};

/// How long to wait for another program that has locked a folder.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often to try again with a file that other programs keep changing.
const TRIES: usize = 100;
/// The age from which on a temporary file counts as left over, if folders cannot be locked.
const ABANDONED: Duration = Duration::from_mins(10);

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner only.
    Owner,
    /// Everyone who may read new files by the settings of the system.
    AnyoneAllowed,
}

/// Returns whether files can be made in a folder, as far as the system says so before it is tried.
#[cfg(unix)]
pub(crate) fn is_writable(folder: &Path) -> bool {
    use rustix::fs::{Access, access};

    access(folder, Access::WRITE_OK).is_ok()
}

/// Returns whether files can be made in a folder; here only trying shows it.
#[cfg(not(unix))]
pub(crate) fn is_writable(_: &Path) -> bool {
    true
}

/// Returns why a file cannot be written, as far as the system says so before it is tried.
pub(crate) fn why_unwritable(path: &Path) -> Option<&'static str> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    match fs::metadata(path) {
        Ok(found) if found.permissions().readonly() => {
            Some("this file is marked as read-only; chmod u+w makes it writable")
        }
        Ok(_) if !is_writable(path) => {
            Some("you have no permission to write this file; ask its owner for it")
        }
        Ok(_) | Err(_) if folder.is_dir() && !is_writable(folder) => {
            Some("the folder of this file cannot be written to; make it writable")
        }
        Ok(_) | Err(_) => None,
    }
}

/// A folder in which files are written. A path in it is first resolved link by link, as long as it stays in
/// the folder; then every folder on the way is opened without following links.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    real: PathBuf,
    directory: Directory,
}

/// One of several files that are written together.
#[derive(Clone, Debug)]
pub struct FileWrite {
    /// Its path in the folder.
    pub path: PathBuf,
    /// Its bytes now; `None` if there is no such file.
    pub expected: Option<Vec<u8>>,
    /// Its new bytes.
    pub bytes: Vec<u8>,
}

impl Readers {
    /// Returns who may read a new file of a collection: only its owner if the collection is confidential.
    pub fn of(collection: &Collection) -> Self {
        if collection.settings().is_confidential() { Self::Owner } else { Self::AnyoneAllowed }
    }
}

impl Folder {
    /// Opens the folder at a path, and creates it if there is nothing.
    ///
    /// # Errors
    ///
    /// It cannot be created or opened.
    pub fn open_or_make(path: &Path) -> Result<Self, WriteError> {
        if fs::symlink_metadata(path).is_err() {
            fs::create_dir_all(path)
                .map_err(|error| WriteError::new("make", path, error.into()))?;
        }
        Self::open(path)
    }

    /// Opens the folder at a path.
    ///
    /// # Errors
    ///
    /// There is no folder, or it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let open = || -> Result<Self, Cause> {
            let directory = Directory::open(path)?;
            Ok(Self { path: path.to_owned(), real: fs::canonicalize(path)?, directory })
        };
        open().map_err(|cause| WriteError::new("open", path, cause))
    }

    /// Returns the bytes of the plain file at `path`; `None` if there is nothing. It never blocks on a pipe.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a link leads out of the folder.
    pub fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
        let read = || {
            let found = self.find(path)?;
            if !found.is_there {
                return Ok(None);
            }
            let directory = self.enter(&found.folders)?;
            match plain(&directory, &found.name) {
                Ok(file) => Ok(Some(bytes_of(&file)?)),
                Err(Cause::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(cause),
            }
        };
        read().map_err(|cause| self.cannot("read", path, cause))
    }

    /// Replaces the file at `path`, if it still contains the bytes `expected`, by one with the bytes `new`.
    ///
    /// At any moment the path has either the old bytes or the new. A link within the folder stays, and its
    /// target is replaced. Owner, group, mode, access list and extended attributes stay; if they cannot,
    /// nothing is replaced.
    ///
    /// # Errors
    ///
    /// Nothing was replaced, and the file is as it was.
    pub fn replace(&self, path: &Path, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
        let replace = || {
            let place = self.lock_name(path, None, &mut LockedFolders::default())?;
            prepare_replacement(place, expected, new, |_| Ok(()))?.commit()
        };
        replace().map_err(|cause| self.cannot("replace", path, cause))
    }

    /// Replaces the bytes of the file at `path` by those that `make` returns for them. If another program
    /// changes the file meanwhile, `make` is called again with the new bytes.
    ///
    /// # Errors
    ///
    /// Nothing was replaced, or `make` failed.
    pub fn change<E: From<WriteError>>(
        &self,
        path: &Path,
        mut make: impl FnMut(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<(), E> {
        let cannot = |cause| self.cannot("replace", path, cause);
        for _ in 0..TRIES {
            let place =
                self.lock_name(path, None, &mut LockedFolders::default()).map_err(cannot)?;
            let read = plain(&place.directory, &place.name).and_then(|file| bytes_of(&file));
            let before = read.map_err(cannot)?;
            let after = make(&before)?;
            let done = prepare_replacement(place, &before, &after, |_| Ok(()))
                .and_then(PreparedFile::commit);
            match done {
                Ok(()) => return Ok(()),
                Err(Cause::Changed) => {}
                Err(cause) => return Err(cannot(cause).into()),
            }
        }
        Err(cannot(Cause::Changed).into())
    }

    /// Creates a file at `path` with these bytes, and its folders; never overwrites.
    ///
    /// # Errors
    ///
    /// No file was created.
    pub fn create(&self, path: &Path, bytes: &[u8], readers: Readers) -> Result<(), WriteError> {
        let create = || {
            if fs::symlink_metadata(self.path.join(path)).is_ok() {
                return Err(Cause::Exists);
            }
            let place = self.lock_name(path, Some(readers), &mut LockedFolders::default())?;
            prepare_new(place, bytes, readers)?.commit()
        };
        create().map_err(|cause| self.cannot("create", path, cause))
    }

    /// Creates an empty folder at `path`, and those on the way to it; leaves alone what exists.
    ///
    /// # Errors
    ///
    /// It cannot be created.
    pub(crate) fn create_folder(&self, path: &Path, readers: Readers) -> Result<(), WriteError> {
        let create = || {
            let ResolvedPath { folders, missing, name, is_there } = self.find(path)?;
            if is_there {
                return Ok(());
            }
            let mut directory = self.enter(&folders)?;
            for folder in missing.iter().chain([&name]) {
                if directory.make(folder, readers == Readers::Owner)? {
                    directory.sync()?;
                }
                directory = directory.enter(folder)?;
            }
            Ok(())
        };
        create().map_err(|cause| self.cannot("create", path, cause))
    }

    /// Writes several files: all are on the disk before the first of them takes its place.
    ///
    /// # Errors
    ///
    /// A file was not written. Each file has either its old bytes or its new ones.
    pub fn put(&self, files: &[FileWrite]) -> Result<(), WriteError> {
        let mut held = LockedFolders::default();
        let mut prepared: Vec<(&Path, PreparedFile<'_>)> = Vec::new();
        for FileWrite { path, expected, bytes } in files {
            let mut prepare = || {
                if let Some(expected) = expected {
                    let place = self.lock_name(path, None, &mut held)?;
                    return prepare_replacement(place, expected, bytes, |_| Ok(()));
                }
                let place = self.lock_name(path, Some(Readers::AnyoneAllowed), &mut held)?;
                prepare_new(place, bytes, Readers::AnyoneAllowed)
            };
            match prepare() {
                Ok(ready) => prepared.push((path, ready)),
                Err(cause) => {
                    // In reverse order, so that new folders are empty when they are removed.
                    while prepared.pop().is_some() {}
                    return Err(self.cannot("write", path, cause));
                }
            }
        }
        for (path, ready) in prepared {
            ready.commit().map_err(|cause| self.cannot("write", path, cause))?;
        }
        Ok(())
    }

    /// Removes a file that a killed program left behind: a file of this user with the name of a temporary
    /// file, in a folder in which no program is writing.
    pub fn remove_leftovers(&self, path: &Path) {
        // If this fails, it is tried again the next time the folder is listed.
        _ = self.try_to_remove_leftovers(path);
    }

    fn try_to_remove_leftovers(&self, path: &Path) -> Result<(), Cause> {
        let found = self.find(path)?;
        if found.is_there && temporary::is_temporary(&found.name) {
            remove_leftover(&self.enter(&found.folders)?, &found.name)?;
        }
        Ok(())
    }

    fn cannot(&self, doing: &'static str, path: &Path, cause: Cause) -> WriteError {
        WriteError::new(doing, &self.path.join(path), cause)
    }

    /// Resolves a path link by link. It opens nothing, so the caller has to check again while opening, and
    /// refuse a folder that has become a link meanwhile.
    fn find(&self, path: &Path) -> Result<ResolvedPath, Cause> {
        let mut there = self.path.join(path);
        let mut missing = Vec::new();
        while let Err(error) = fs::symlink_metadata(&there) {
            if error.kind() != io::ErrorKind::NotFound {
                return Err(error.into());
            }
            missing.push(there.file_name().ok_or(Cause::Outside)?.to_owned());
            if !there.pop() {
                return Err(error.into());
            }
        }
        let real = fs::canonicalize(&there).map_err(|error| {
            let dangling = error.kind() == io::ErrorKind::NotFound;
            if dangling { Cause::Dangling } else { error.into() }
        })?;
        let inside = real.strip_prefix(&self.real).map_err(|_| Cause::Outside)?;
        let mut folders: Vec<OsString> = inside.iter().map(OsStr::to_owned).collect();
        missing.reverse();
        let is_there = missing.is_empty();
        let name = if is_there { folders.pop() } else { missing.pop() };
        Ok(ResolvedPath { folders, missing, name: name.ok_or(Cause::NotAFile)?, is_there })
    }

    /// Opens a folder in this one, without following links.
    fn enter(&self, folders: &[OsString]) -> Result<Directory, Cause> {
        let mut directory = self.directory.again()?;
        for folder in folders {
            directory = directory.enter(folder)?;
        }
        Ok(directory)
    }

    /// Opens and locks the folder of a file; creates missing folders if `readers` are given.
    fn lock_name(
        &self,
        path: &Path,
        readers: Option<Readers>,
        held: &mut LockedFolders,
    ) -> Result<LockedName, Cause> {
        let ResolvedPath { folders, missing, name, .. } = self.find(path)?;
        let mut directory = self.enter(&folders)?;
        let mut place = folders;
        let mut made = CreatedFolders::default();
        for folder in missing {
            let Some(readers) = readers else { return Err(not_found()) };
            let is_new = directory.make(&folder, readers == Readers::Owner)?;
            let inner = directory.enter(&folder)?;
            let outer = std::mem::replace(&mut directory, inner);
            if is_new {
                made.0.push((outer.again()?, folder.clone()));
                outer.sync()?;
            }
            place.push(folder);
        }
        let known = held.0.iter().find(|(there, _)| *there == place);
        let directory = if let Some((_, directory)) = known {
            Arc::clone(directory)
        } else {
            lock(&directory)?;
            let directory = Arc::new(directory);
            held.0.push((place, Arc::clone(&directory)));
            directory
        };
        Ok(LockedName { directory, name, made })
    }
}

/// A path in a folder after its links were resolved.
struct ResolvedPath {
    /// The folders on the way that exist.
    folders: Vec<OsString>,
    /// The folders on the way that do not.
    missing: Vec<OsString>,
    /// The name of the file.
    name: OsString,
    is_there: bool,
}

/// The folders that are locked at the same time.
#[derive(Default)]
struct LockedFolders(Vec<(Vec<OsString>, Arc<Directory>)>);

/// The folders that were created for a file; they are removed again if it is not written.
#[derive(Default)]
struct CreatedFolders(Vec<(Directory, OsString)>);

impl Drop for CreatedFolders {
    fn drop(&mut self) {
        while let Some((directory, name)) = self.0.pop() {
            // Another program may have put something into it.
            _ = directory.remove_empty(&name);
        }
    }
}

/// A file's name in its folder, which is opened and locked.
struct LockedName {
    directory: Arc<Directory>,
    name: OsString,
    made: CreatedFolders,
}

/// A file that is on the disk under a temporary name.
struct PreparedFile<'b> {
    temporary: TemporaryFile,
    /// `None` for a new file.
    replacement: Option<Replacement<'b>>,
    place: LockedName,
}

/// The bytes of a file before and after.
#[derive(Clone, Copy)]
struct Replacement<'b> {
    expected: &'b [u8],
    new: &'b [u8],
}

/// Writes a file that is to replace another; `prepare` can change it further.
fn prepare_replacement<'b>(
    place: LockedName,
    expected: &'b [u8],
    new: &'b [u8],
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> Result<PreparedFile<'b>, Cause> {
    let old = plain(&place.directory, &place.name)?;
    // These two are checked here because a rename only needs the right to write in the folder.
    if old.metadata()?.permissions().readonly() {
        return Err(Cause::ReadOnly);
    }
    place.directory.may_write(&place.name)?;
    if !has_bytes(&old, expected)? {
        return Err(Cause::Changed);
    }
    let mut temporary = TemporaryFile::create(&place.directory, true)?;
    temporary.write(new)?;
    identity::copy(&old, temporary.file()?)?;
    prepare(temporary.file()?)?;
    temporary.file()?.sync_all()?;
    Ok(PreparedFile { temporary, replacement: Some(Replacement { expected, new }), place })
}

/// Writes a file that is to be a new one.
fn prepare_new(
    place: LockedName,
    bytes: &[u8],
    readers: Readers,
) -> Result<PreparedFile<'static>, Cause> {
    let mut temporary = TemporaryFile::create(&place.directory, readers == Readers::Owner)?;
    temporary.write(bytes)?;
    temporary.file()?.sync_all()?;
    Ok(PreparedFile { temporary, replacement: None, place })
}

impl PreparedFile<'_> {
    /// Gives the file its name.
    fn commit(self) -> Result<(), Cause> {
        let Self { mut temporary, replacement, place } = self;
        let LockedName { directory, name, mut made } = place;
        if let Some(replacement) = replacement {
            swap(&directory, &name, &mut temporary, replacement)?;
        } else {
            directory.rename_new(temporary.name(), &name).map_err(|error| {
                let exists = error.kind() == io::ErrorKind::AlreadyExists;
                if exists { Cause::Exists } else { error.into() }
            })?;
            temporary.leave();
            if let Err(error) = directory.sync() {
                _ = directory.remove(&name);
                return Err(error.into());
            }
        }
        made.0.clear();
        Ok(())
    }
}

/// Replaces a file by a new one. The two swap their names, so that the old file can be compared with the
/// expected bytes after the swap: between a check and a plain rename, another program could save the file, and
/// its bytes would be lost.
fn swap(
    directory: &Directory,
    name: &OsStr,
    temporary: &mut TemporaryFile,
    Replacement { expected, new }: Replacement<'_>,
) -> Result<(), Cause> {
    // Writing took a while, so a change since the first check is found here in most cases, without a swap
    // that would have to be undone.
    check_replaced(directory, name, temporary, expected)?;
    match directory.exchange(temporary.name(), name) {
        Ok(()) => {}
        Err(error) if is_unsupported(&error) => {
            // The file system cannot swap names. The lock keeps other Casebooks out; what another program
            // has saved since the check above is lost, which cannot be prevented here.
            directory.rename(temporary.name(), name)?;
            temporary.leave();
            _ = directory.sync();
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    }
    // From here on the temporary name is that of the old file.
    let compare = || check_replaced(directory, temporary.name(), temporary, expected);
    // Compared twice: a program that has the old file open may write into it until the sync is done.
    let done = compare().and_then(|()| Ok(directory.sync()?)).and_then(|()| compare());
    if let Err(cause) = done {
        put_back(directory, name, temporary, new)?;
        return Err(cause);
    }
    Ok(())
}

/// Checks that a file is the one to be replaced, by its bytes and its metadata.
fn check_replaced(
    directory: &Directory,
    name: &OsStr,
    temporary: &TemporaryFile,
    expected: &[u8],
) -> Result<(), Cause> {
    // If it is no plain file, something else has taken its place.
    let old = plain(directory, name)
        .map_err(|cause| if matches!(cause, Cause::Io(_)) { cause } else { Cause::Changed })?;
    let same = has_bytes(&old, expected)?;
    if same && identity::is_same(&old, temporary.file()?)? { Ok(()) } else { Err(Cause::Changed) }
}

/// Swaps the names back after the old file was found to have changed. If another program has saved over the new
/// file meanwhile, its bytes are the latest, and stay.
fn put_back(
    directory: &Directory,
    name: &OsStr,
    temporary: &mut TemporaryFile,
    new: &[u8],
) -> Result<(), Cause> {
    let content = |name: &OsStr| plain(directory, name).and_then(|file| bytes_of(&file)).ok();
    let mut placed = Some(new.to_vec());
    for _ in 0..TRIES {
        let theirs = content(temporary.name());
        match directory.exchange(temporary.name(), name) {
            Ok(()) => {}
            // The program that saved it has removed it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => continue,
        }
        let out = content(temporary.name());
        if out.is_some() && out == placed {
            return Ok(());
        }
        placed = theirs;
    }
    // The temporary file contains what another program saved, so it must not be removed.
    temporary.leave();
    Err(Cause::Changed)
}

/// Opens a plain file.
fn plain(directory: &Directory, name: &OsStr) -> Result<File, Cause> {
    let file = directory.read(name)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(Cause::NotAFile) }
}

/// Locks a directory against other Casebooks that write in it.
fn lock(directory: &Directory) -> Result<(), Cause> {
    let since = Instant::now();
    loop {
        match directory.lock() {
            LockOutcome::Taken | LockOutcome::Unknown => return Ok(()),
            LockOutcome::Busy if since.elapsed() > PATIENCE => return Err(Cause::Busy),
            LockOutcome::Busy => thread::sleep(Duration::from_millis(3)),
        }
    }
}

/// Removes a temporary file that is no longer being written.
fn remove_leftover(directory: &Directory, name: &OsStr) -> Result<(), Cause> {
    let file = plain(directory, name)?;
    let metadata = file.metadata()?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(&metadata) != rustix::process::geteuid().as_raw() {
        return Ok(());
    }
    let age = || metadata.modified().ok().and_then(|at| SystemTime::now().duration_since(at).ok());
    match directory.lock() {
        LockOutcome::Taken => {}
        LockOutcome::Unknown if age().is_some_and(|age| age > ABANDONED) => {}
        LockOutcome::Busy | LockOutcome::Unknown => return Ok(()),
    }
    Ok(directory.remove(name)?)
}

fn not_found() -> Cause {
    io::Error::from(io::ErrorKind::NotFound).into()
}

/// Writes these chunks to a private file of the user, replacing the old one; the new file is
/// flushed to disk before it takes the place of the old one. Removes leftovers in its folder.
///
/// # Errors
///
/// Nothing was written, and the old file is as it was.
pub(crate) fn write_private_file(
    path: &Path,
    chunks: impl Iterator<Item = Vec<u8>>,
) -> Result<(), WriteError> {
    let write = || -> Result<(), Cause> {
        let name = path.file_name().ok_or(Cause::NotAFile)?;
        let directory = locked_private_folder(path)?;
        let mut temporary = private_file(&directory, chunks.map(Some))?;
        directory.rename(temporary.name(), name)?;
        temporary.leave();
        Ok(())
    };
    write().map_err(|cause| WriteError::new("keep", path, cause))
}

/// A private file of the user that is to be written; `None` is the last of its chunks where it cannot be.
pub(crate) struct PrivateFile<'p> {
    pub(crate) path: &'p Path,
    pub(crate) chunks: Box<dyn Iterator<Item = Option<Vec<u8>>> + Send + 'p>,
}

/// Does the same with two files of one folder, side by side, and gives up where there is no next chunk that can be written.
/// Once both are flushed, the first takes the place of the old one, and then the second.
///
/// # Errors
///
/// Not both were written. Where it is because another Casebook writes, both are as they were.
pub(crate) fn write_private_files([first, second]: [PrivateFile<'_>; 2]) -> Result<(), WriteError> {
    let path = first.path;
    let write = || -> Result<(), Cause> {
        let names = [first.path.file_name(), second.path.file_name()];
        let [Some(first_name), Some(second_name)] = names else { return Err(Cause::NotAFile) };
        let directory = locked_private_folder(first.path)?;
        let (one, other) = rayon::join(
            || private_file(&directory, first.chunks),
            || private_file(&directory, second.chunks),
        );
        let (mut one, mut other) = (one?, other?);
        for (temporary, name) in [(&mut one, first_name), (&mut other, second_name)] {
            directory.rename(temporary.name(), name)?;
            temporary.leave();
        }
        Ok(())
    };
    write().map_err(|cause| WriteError::new("keep", path, cause))
}

/// Opens the folder of a private file, which other Casebooks do not write in meanwhile.
fn locked_private_folder(path: &Path) -> Result<Arc<Directory>, Cause> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folder(folder, true)?;
    let directory = Arc::new(Directory::open(folder)?);
    for entry in fs::read_dir(folder)?.flatten().filter(|entry| is_left_over(&entry.path())) {
        // This fails for a file that another program is writing.
        _ = remove_leftover(&directory, &entry.file_name());
    }
    // There is no need to wait for another Casebook that writes the same cache.
    if matches!(directory.lock(), LockOutcome::Busy) {
        return Err(Cause::Busy);
    }
    Ok(directory)
}

/// Writes chunks to a temporary file, and flushes it.
fn private_file(
    directory: &Arc<Directory>,
    chunks: impl Iterator<Item = Option<Vec<u8>>>,
) -> Result<TemporaryFile, Cause> {
    let mut temporary = TemporaryFile::create(directory, true)?;
    temporary.remove_at_the_end()?;
    for chunk in chunks {
        temporary.write(&chunk.ok_or(Cause::GivenUp)?)?;
    }
    temporary.file()?.sync_all()?;
    Ok(temporary)
}

/// Removes the temporary files of caches that are being written and the scratch folders, and lets no other
/// be started: the program is ending.
pub(crate) fn abandon() {
    temporary::abandon();
    scratch::abandon();
}

/// Removes a private file of the user, if there is one.
///
/// # Errors
///
/// It cannot be removed.
pub(crate) fn remove_private_file(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError::new("remove", path, error.into()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes a folder that only its owner can read; where it may exist, with those on the way to it.
fn private_folder(folder: &Path, may_exist: bool) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(may_exist).create(folder)
}

#[cfg(test)]
mod tests;
