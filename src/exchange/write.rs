//! The one way in which Casebook changes anything on a disk: a file is made or replaced whole, beneath
//! a folder that was opened once, and never through a link that leads out of that folder.
//!
//! Knows bytes and paths, not what is in them. Decides nothing: whoever calls says what is expected.

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
use directory::{Directory, Lock, bytes_of, holds, is_unsupported};
use temporary::Temporary;

pub use cause::WriteError;
pub use temporary::{abandon, is_left_over};

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
pub struct Put {
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
            let spot = self.spot(path, None, &mut Held::default())?;
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
            let spot = self.spot(path, None, &mut Held::default()).map_err(cannot)?;
            let read = plain(&spot.directory, &spot.name).and_then(|file| bytes_of(&file));
            let before = read.map_err(cannot)?;
            let after = make(&before)?;
            let done =
                prepare_replacement(spot, &before, &after, |_| Ok(())).and_then(Prepared::commit);
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
            let spot = self.spot(path, Some(readers), &mut Held::default())?;
            prepare_new(spot, bytes, readers)?.commit()
        };
        create().map_err(|cause| self.cannot("create", path, cause))
    }

    /// Writes several files: all are on the disk before the first of them takes its place.
    ///
    /// # Errors
    ///
    /// Says which file was not written, and why; each is the old one or the new one, and whole.
    pub fn put(&self, files: &[Put]) -> Result<(), WriteError> {
        let mut held = Held::default();
        let mut prepared: Vec<(&Path, Prepared<'_>)> = Vec::new();
        for Put { path, expected, bytes } in files {
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

    /// Removes what a program left behind that was killed while it wrote: a file of this user with
    /// the name of a temporary one, in whose folder nobody writes at the moment.
    pub fn sweep(&self, path: &Path) {
        // The next who lists the folder tries again.
        _ = self.try_to_sweep(path);
    }

    fn try_to_sweep(&self, path: &Path) -> Result<(), Cause> {
        let found = self.find(path)?;
        if found.is_there && temporary::is_temporary(&found.name) {
            sweep_one(&self.enter(&found.folders)?, &found.name)?;
        }
        Ok(())
    }

    fn cannot(&self, doing: &'static str, path: &Path, cause: Cause) -> WriteError {
        WriteError::new(doing, &self.path.join(path), cause)
    }

    /// Finds where a path leads, link by link. Nothing is opened for it, so whoever opens it looks
    /// again: what is a link by then is refused.
    fn find(&self, path: &Path) -> Result<Found, Cause> {
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
        Ok(Found { folders, missing, name: name.ok_or(Cause::NotAFile)?, is_there })
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
    fn spot(&self, path: &Path, readers: Option<Readers>, held: &mut Held) -> Result<Spot, Cause> {
        let Found { folders, missing, name, .. } = self.find(path)?;
        let mut directory = self.enter(&folders)?;
        let mut place = folders;
        let mut made = Made::default();
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
        Ok(Spot { directory, name, made })
    }
}

/// Where a path leads, as seen from the folder.
struct Found {
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
struct Held(Vec<(Vec<OsString>, Arc<Directory>)>);

/// The folders that were made for a file; removed again where it is not written.
#[derive(Default)]
struct Made(Vec<(Directory, OsString)>);

impl Drop for Made {
    fn drop(&mut self) {
        while let Some((directory, name)) = self.0.pop() {
            // Another program may have put something into it.
            _ = directory.remove_empty(&name);
        }
    }
}

/// A file's name in its folder, which is opened and locked.
struct Spot {
    directory: Arc<Directory>,
    name: OsString,
    made: Made,
}

/// A file that is on the disk, and has not taken its place yet.
struct Prepared<'b> {
    temporary: Temporary,
    /// What was there, and what is to be.
    old: Option<(&'b [u8], &'b [u8])>,
    spot: Spot,
}

/// Writes the file that is to replace another; it is changed further by `prepare`.
fn prepare_replacement<'b>(
    spot: Spot,
    expected: &'b [u8],
    new: &'b [u8],
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> Result<Prepared<'b>, Cause> {
    let old = plain(&spot.directory, &spot.name)?;
    // A new file takes the place of the old one, which the old one's mark would not prevent.
    if old.metadata()?.permissions().readonly() {
        return Err(Cause::ReadOnly);
    }
    spot.directory.may_write(&spot.name)?;
    if !holds(&old, expected)? {
        return Err(Cause::Changed);
    }
    let mut temporary = Temporary::create(&spot.directory, true)?;
    temporary.write(new)?;
    identity::copy(&old, temporary.file())?;
    prepare(temporary.file())?;
    temporary.file().sync_all()?;
    Ok(Prepared { temporary, old: Some((expected, new)), spot })
}

/// Writes the file that is to be a new one.
fn prepare_new(spot: Spot, bytes: &[u8], readers: Readers) -> Result<Prepared<'static>, Cause> {
    let mut temporary = Temporary::create(&spot.directory, readers == Readers::Owner)?;
    temporary.write(bytes)?;
    temporary.file().sync_all()?;
    Ok(Prepared { temporary, old: None, spot })
}

impl Prepared<'_> {
    /// Puts it into its place.
    fn commit(self) -> Result<(), Cause> {
        let Self { mut temporary, old, spot: Spot { directory, name, mut made } } = self;
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
    temporary: &mut Temporary,
    (expected, new): (&[u8], &[u8]),
) -> Result<(), Cause> {
    // Writing took a while. What is saved from here on comes out below, and was in nobody's way but for
    // that moment.
    came_out(directory, name, temporary, expected)?;
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
    let compare = || came_out(directory, temporary.name(), temporary, expected);
    // Who had the old file open may have written into it until the disk was done.
    let done = compare().and_then(|()| Ok(directory.sync()?)).and_then(|()| compare());
    if let Err(cause) = done {
        put_back(directory, name, temporary, new)?;
        return Err(cause);
    }
    Ok(())
}

/// Holds that the file of a name is the one that is to be replaced: its bytes, and what belongs to it.
fn came_out(
    directory: &Directory,
    name: &OsStr,
    temporary: &Temporary,
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
    temporary: &mut Temporary,
    new: &[u8],
) -> Result<(), Cause> {
    let content = |name: &OsStr| plain(directory, name).and_then(|file| bytes_of(&file)).ok();
    let mut placed = Some(new.to_vec());
    for _ in 0..TRIES {
        let theirs = content(temporary.name());
        match directory.exchange(temporary.name(), name) {
            Ok(()) => {}
            // Whoever saved it has removed it since.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => continue,
        }
        let out = content(temporary.name());
        if out.is_some() && out == placed {
            return Ok(());
        }
        placed = theirs;
    }
    // What somebody saved is in it.
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
            Lock::Taken | Lock::Unknown => return Ok(()),
            Lock::Busy if since.elapsed() > PATIENCE => return Err(Cause::Busy),
            Lock::Busy => thread::sleep(Duration::from_millis(3)),
        }
    }
}

/// Removes a temporary file that nobody writes any more.
fn sweep_one(directory: &Directory, name: &OsStr) -> Result<(), Cause> {
    let file = plain(directory, name)?;
    let metadata = file.metadata()?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::uid(&metadata) != rustix::process::geteuid().as_raw() {
        return Ok(());
    }
    let age = || metadata.modified().ok().and_then(|at| SystemTime::now().duration_since(at).ok());
    match directory.lock() {
        Lock::Taken => {}
        Lock::Unknown if age().is_some_and(|age| age > ABANDONED) => {}
        Lock::Busy | Lock::Unknown => return Ok(()),
    }
    Ok(directory.remove(name)?)
}

fn not_found() -> Cause {
    io::Error::from(io::ErrorKind::NotFound).into()
}

/// Puts these pieces into a file of the user's own that nobody else may read, in place of whatever
/// is there; it is written down to the disk before it takes that place. Sweeps its folder.
///
/// # Errors
///
/// Says why nothing was written; what was there is as it was.
pub fn keep_file(path: &Path, pieces: impl Iterator<Item = Vec<u8>>) -> Result<(), WriteError> {
    let keep = || -> Result<(), Cause> {
        let name = path.file_name().ok_or(Cause::NotAFile)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        private_folder(folder)?;
        let directory = Arc::new(Directory::open(folder)?);
        for entry in fs::read_dir(folder)?.flatten().filter(|entry| is_left_over(&entry.path())) {
            // Somebody else's, perhaps.
            _ = sweep_one(&directory, &entry.file_name());
        }
        // Another Casebook that writes one here is not waited for.
        if matches!(directory.lock(), Lock::Busy) {
            return Err(Cause::Busy);
        }
        let mut temporary = Temporary::create(&directory, true)?;
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
pub fn discard_file(path: &Path) -> Result<(), WriteError> {
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
