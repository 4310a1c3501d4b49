//! Safe file writing: a file is created or replaced as a whole, beneath a folder opened once,
//! without following a link out of it.
//!
//! The caller says what the file is expected to contain; if it contains something else, nothing is
//! written.

mod cause;
mod directory;
mod identity;
mod temporary;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::collection::Collection;

use cause::Cause;
use directory::{Directory, LockOutcome, bytes_of, holds, is_unsupported};
use temporary::TemporaryFile;

pub use cause::WriteError;
pub(crate) use temporary::{abandon, is_left_over};

/// For so long another program that has locked a folder is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// A file that others keep changing is tried so often.
const TRIES: usize = 100;
/// Where folders cannot be locked, a file that was left behind is known by its age.
const ABANDONED: Duration = Duration::from_mins(10);

/// For whose eyes a new file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner's.
    Owner,
    /// Of all whom the system lets read any new file.
    AnyoneAllowed,
}

/// A folder in which files are written. Paths in it are followed when something is written, link by
/// link as long as they stay in it; then every folder on the way is opened without following any.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    real: PathBuf,
    directory: Directory,
}

/// One of several files that are written together.
#[derive(Clone, Debug)]
pub struct FileWrite {
    /// Where, in the folder.
    pub path: PathBuf,
    /// What is there now; `None` for nothing.
    pub expected: Option<Vec<u8>>,
    /// What is to be there.
    pub bytes: Vec<u8>,
}

impl Readers {
    /// Returns for whose eyes a new file of a collection is: what is confidential is its owner's.
    pub fn of(collection: &Collection) -> Self {
        if collection.settings().is_confidential() { Self::Owner } else { Self::AnyoneAllowed }
    }
}

impl Folder {
    /// Opens the folder at a path, which is made where nothing is there.
    ///
    /// # Errors
    ///
    /// It cannot be made or opened.
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

    /// Returns the bytes of the plain file at `path`; `None` where nothing is there. Waits for no
    /// pipe.
    ///
    /// # Errors
    ///
    /// Says why it cannot be read, where a link leads out of the folder too.
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

    /// Replaces the file at `path`, where it still holds the bytes `expected`, by one with the bytes
    /// `new`.
    ///
    /// At any moment the path holds either the old bytes or the new. A link that stays in the folder
    /// stays, and what it leads to is replaced. Owner, group, mode, access list and extended attributes
    /// stay; where they cannot, nothing is replaced.
    ///
    /// # Errors
    ///
    /// Says why nothing was replaced; the file is then as it was.
    pub fn replace(&self, path: &Path, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
        let replace = || {
            let spot = self.spot(path, None, &mut LockedFolders::default())?;
            prepare_replacement(spot, expected, new, |_| Ok(()))?.commit()
        };
        replace().map_err(|cause| self.cannot("replace", path, cause))
    }

    /// Replaces the file at `path` by what `make` makes of what it holds. Where another program
    /// changes it meanwhile, that is asked again.
    ///
    /// # Errors
    ///
    /// Says why nothing was replaced, or what `make` says.
    pub fn change<E: From<WriteError>>(
        &self,
        path: &Path,
        mut make: impl FnMut(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<(), E> {
        let cannot = |cause| self.cannot("replace", path, cause);
        for _ in 0..TRIES {
            let spot = self.spot(path, None, &mut LockedFolders::default()).map_err(cannot)?;
            let read = plain(&spot.directory, &spot.name).and_then(|file| bytes_of(&file));
            let before = read.map_err(cannot)?;
            let after = make(&before)?;
            let done = prepare_replacement(spot, &before, &after, |_| Ok(()))
                .and_then(PreparedFile::commit);
            match done {
                Ok(()) => return Ok(()),
                Err(Cause::Changed) => {}
                Err(cause) => return Err(cannot(cause).into()),
            }
        }
        Err(cannot(Cause::Changed).into())
    }

    /// Creates a file at `path` with these bytes, and the folders it lies in; never overwrites.
    ///
    /// # Errors
    ///
    /// Says why no file was created.
    pub fn create(&self, path: &Path, bytes: &[u8], readers: Readers) -> Result<(), WriteError> {
        let create = || {
            if fs::symlink_metadata(self.path.join(path)).is_ok() {
                return Err(Cause::Exists);
            }
            let spot = self.spot(path, Some(readers), &mut LockedFolders::default())?;
            prepare_new(spot, bytes, readers)?.commit()
        };
        create().map_err(|cause| self.cannot("create", path, cause))
    }

    /// Writes several files: all are on the disk before the first of them takes its place.
    ///
    /// # Errors
    ///
    /// Says which file was not written, and why; each is the old one or the new one, and whole.
    pub fn put(&self, files: &[FileWrite]) -> Result<(), WriteError> {
        let mut held = LockedFolders::default();
        let mut prepared: Vec<(&Path, PreparedFile<'_>)> = Vec::new();
        for FileWrite { path, expected, bytes } in files {
            let mut prepare = || {
                if let Some(expected) = expected {
                    let spot = self.spot(path, None, &mut held)?;
                    return prepare_replacement(spot, expected, bytes, |_| Ok(()));
                }
                let spot = self.spot(path, Some(Readers::AnyoneAllowed), &mut held)?;
                prepare_new(spot, bytes, Readers::AnyoneAllowed)
            };
            match prepare() {
                Ok(ready) => prepared.push((path, ready)),
                Err(cause) => {
                    // The folders that were made are removed after what is in them.
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

    /// Removes what a killed program left behind: a file of this user with the name of a temporary
    /// file, in a folder in which no one is writing.
    pub fn remove_leftovers(&self, path: &Path) {
        // The next who lists the folder tries again.
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

    /// Resolves a path link by link. Nothing is opened, so the caller checks again: what has become
    /// a link by then is refused.
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

    /// Opens a folder in this one, and no link on the way.
    fn enter(&self, folders: &[OsString]) -> Result<Directory, Cause> {
        let mut directory = self.directory.again()?;
        for folder in folders {
            directory = directory.enter(folder)?;
        }
        Ok(directory)
    }

    /// Opens and locks the folder of a file; makes the folders that are missing where it is said for
    /// whose eyes.
    fn spot(
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

/// Where a path leads, as seen from the folder.
struct ResolvedPath {
    /// The folders on the way that are there.
    folders: Vec<OsString>,
    /// Those that are not.
    missing: Vec<OsString>,
    /// The name of the file.
    name: OsString,
    is_there: bool,
}

/// The folders that are locked at the same time.
#[derive(Default)]
struct LockedFolders(Vec<(Vec<OsString>, Arc<Directory>)>);

/// The folders that were made for a file; removed again where it is not written.
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

/// A file that is on the disk, and has not taken its place yet.
struct PreparedFile<'b> {
    temporary: TemporaryFile,
    /// What was there, and what is to be.
    old: Option<(&'b [u8], &'b [u8])>,
    spot: LockedName,
}

/// Writes the file that is to replace another; it is changed further by `prepare`.
fn prepare_replacement<'b>(
    spot: LockedName,
    expected: &'b [u8],
    new: &'b [u8],
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> Result<PreparedFile<'b>, Cause> {
    let old = plain(&spot.directory, &spot.name)?;
    // A new file takes the place of the old one, which the old one's mark would not prevent.
    if old.metadata()?.permissions().readonly() {
        return Err(Cause::ReadOnly);
    }
    spot.directory.may_write(&spot.name)?;
    if !holds(&old, expected)? {
        return Err(Cause::Changed);
    }
    let mut temporary = TemporaryFile::create(&spot.directory, true)?;
    temporary.write(new)?;
    identity::copy(&old, temporary.file())?;
    prepare(temporary.file())?;
    temporary.file().sync_all()?;
    Ok(PreparedFile { temporary, old: Some((expected, new)), spot })
}

/// Writes the file that is to be a new one.
fn prepare_new(
    spot: LockedName,
    bytes: &[u8],
    readers: Readers,
) -> Result<PreparedFile<'static>, Cause> {
    let mut temporary = TemporaryFile::create(&spot.directory, readers == Readers::Owner)?;
    temporary.write(bytes)?;
    temporary.file().sync_all()?;
    Ok(PreparedFile { temporary, old: None, spot })
}

impl PreparedFile<'_> {
    /// Puts it into its place.
    fn commit(self) -> Result<(), Cause> {
        let Self { mut temporary, old, spot: LockedName { directory, name, mut made } } = self;
        if let Some(old) = old {
            swap(&directory, &name, &mut temporary, old)?;
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

/// Puts a new file into the place of another. The two swap their names, so that what comes out can be
/// compared with what was expected: between a look and a rename another program could have saved.
fn swap(
    directory: &Directory,
    name: &OsStr,
    temporary: &mut TemporaryFile,
    (expected, new): (&[u8], &[u8]),
) -> Result<(), Cause> {
    // Writing took a while. What another program saves from here on is found below; it was only
    // hidden for a moment.
    check_replaced(directory, name, temporary, expected)?;
    match directory.exchange(temporary.name(), name) {
        Ok(()) => {}
        Err(error) if is_unsupported(&error) => {
            // Other Casebooks wait for our lock; what any other program has saved since that look is
            // lost, which nothing here can prevent.
            directory.rename(temporary.name(), name)?;
            temporary.leave();
            _ = directory.sync();
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    }
    // The temporary name is that of the old file from here on.
    let compare = || check_replaced(directory, temporary.name(), temporary, expected);
    // Who had the old file open may have written into it until the disk was done.
    let done = compare().and_then(|()| Ok(directory.sync()?)).and_then(|()| compare());
    if let Err(cause) = done {
        put_back(directory, name, temporary, new)?;
        return Err(cause);
    }
    Ok(())
}

/// Holds that the file of a name is the one that is to be replaced: its bytes, and what belongs to it.
fn check_replaced(
    directory: &Directory,
    name: &OsStr,
    temporary: &TemporaryFile,
    expected: &[u8],
) -> Result<(), Cause> {
    // A link, a folder or a pipe has taken its place where it is none.
    let old = plain(directory, name)
        .map_err(|cause| if matches!(cause, Cause::Io(_)) { cause } else { Cause::Changed })?;
    let same = holds(&old, expected)?;
    if same && identity::is_same(&old, temporary.file())? { Ok(()) } else { Err(Cause::Changed) }
}

/// Puts back what came out in place of a new file and was not expected. What another program saves
/// meanwhile over the new file is later still, and stays.
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
            // The program that saved it has removed it since.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => continue,
        }
        let out = content(temporary.name());
        if out.is_some() && out == placed {
            return Ok(());
        }
        placed = theirs;
    }
    // It contains what another program saved.
    temporary.leave();
    Err(Cause::Changed)
}

/// Opens a plain file.
fn plain(directory: &Directory, name: &OsStr) -> Result<File, Cause> {
    let file = directory.read(name)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(Cause::NotAFile) }
}

/// Locks a directory beside other Casebooks that write in it.
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
/// Says why nothing was written; what was there is as it was.
pub(crate) fn write_private_file(
    path: &Path,
    pieces: impl Iterator<Item = Vec<u8>>,
) -> Result<(), WriteError> {
    let keep = || -> Result<(), Cause> {
        let name = path.file_name().ok_or(Cause::NotAFile)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        private_folder(folder)?;
        let directory = Arc::new(Directory::open(folder)?);
        for entry in fs::read_dir(folder)?.flatten().filter(|entry| is_left_over(&entry.path())) {
            // It may belong to another program.
            _ = remove_leftover(&directory, &entry.file_name());
        }
        // Another Casebook that writes one here is not waited for.
        if matches!(directory.lock(), LockOutcome::Busy) {
            return Err(Cause::Busy);
        }
        let mut temporary = TemporaryFile::create(&directory, true)?;
        temporary.remove_at_the_end()?;
        for piece in pieces {
            temporary.write(&piece)?;
        }
        temporary.file().sync_all()?;
        directory.rename(temporary.name(), name)?;
        temporary.leave();
        Ok(())
    };
    keep().map_err(|cause| WriteError::new("keep", path, cause))
}

/// Removes a file that was kept; there mostly is none.
///
/// # Errors
///
/// It is there and cannot be removed.
pub(crate) fn remove_private_file(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(WriteError::new("remove", path, error.into()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

#[cfg(test)]
mod tests;
