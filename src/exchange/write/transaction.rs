//! Transactions: several files are created, replaced and deleted together, or none of them.
//!
//! All new texts are on the disk under temporary names, and all old ones compared, before the first file takes its
//! place. A manifest (paths and hashes, no words) is there from then on until the last file is in its place, so that the
//! next start of the program can finish the change or take it back after a crash. This is a redo log with the new texts
//! beside their destinations; because files swap names, the old texts stay beside them until the end, and it is an undo
//! log too.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::collection::Disk;
use crate::exchange::change::PlannedFile;

use super::cause::Cause;
use super::directory::{Directory, LockOutcome, bytes_of, has_bytes, is_unsupported};
use super::manifest::{ContentHash, Manifest, ManifestEntry, is_manifest};
use super::temporary::{self, TemporaryFile};
use super::{
    ABANDONED, FileWrite, Folder, LockedFolders, LockedName, Readers, Replacement, WriteError,
    identity, lock, not_found, plain, put_back,
};

/// From so many files on, what is on the disk is flushed once for all of them: to wait for each takes milliseconds.
const MANY: usize = 64;

/// What became of a change that a program had begun and not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecoveredChange {
    /// Its last files were written: how many of how many.
    Finished {
        /// How many had been written before.
        written: usize,
        /// How many it has.
        files: usize,
    },
    /// Its files have their old texts again.
    TakenBack {
        /// How many had been written before.
        written: usize,
        /// How many it has.
        files: usize,
        /// Those that were left as they are, because another program changed them since.
        changed: Vec<PathBuf>,
    },
    /// It could not be ended.
    Failed {
        /// Why.
        why: String,
        /// What to do about it, in the imperative.
        remedy: String,
    },
}

impl RecoveredChange {
    /// Returns what became of it, in a sentence.
    pub fn in_words(&self) -> String {
        match self {
            Self::Finished { written, files } => format!(
                "a change that was interrupted is finished: {written} of {files} files were written before, now all are"
            ),
            Self::TakenBack { written, files, changed } => {
                let left = match changed.as_slice() {
                    [] => String::new(),
                    changed => {
                        let names: Vec<String> =
                            changed.iter().map(|path| path.display().to_string()).collect();
                        format!("; left as another program saved it: {}", names.join(", "))
                    }
                };
                format!(
                    "a change that was interrupted is taken back: {written} of {files} files were written{left}"
                )
            }
            Self::Failed { why, remedy } => {
                format!("a change was interrupted and cannot be finished: {why}; {remedy}")
            }
        }
    }
}

/// The folders in which the files of a collection are: its own, and that of the archived texts where it is another.
struct Homes<'d> {
    disk: &'d Disk,
    own: Home,
    texts: Option<Home>,
}

/// A folder with what is locked in it.
struct Home {
    folder: Folder,
    held: LockedFolders,
}

/// What becomes of a file, in bytes.
#[derive(Clone, Copy)]
struct FileBytes<'f> {
    path: &'f Path,
    before: Option<&'f [u8]>,
    after: Option<&'f [u8]>,
    /// The file whose owner and rights a new file gets.
    like: Option<&'f Path>,
}

impl<'f> FileBytes<'f> {
    fn of_text(file: &'f PlannedFile) -> Self {
        Self {
            path: &file.path,
            before: file.before.as_deref().map(str::as_bytes),
            after: file.after.as_deref().map(str::as_bytes),
            like: file.like.as_deref(),
        }
    }

    fn of_bytes(file: &'f FileWrite) -> Self {
        let before = file.expected.as_deref();
        Self { path: &file.path, before, after: Some(&file.bytes), like: None }
    }
}

/// What is called before each step that changes the disk; tests have it fail, or do something in between.
type BeforeStep<'s> = &'s mut dyn FnMut() -> io::Result<()>;

/// Writes the files of a change together: all of them, or none.
///
/// Each file that is replaced or deleted must have the bytes that the plan knows; a file that is created must not be
/// there, on a disk that ignores case under no other spelling either.
///
/// # Errors
///
/// Nothing was written, or all that was written has been taken back; the error names the file.
pub fn write_together(
    disk: &Disk,
    files: &[PlannedFile],
    readers: Readers,
) -> Result<(), WriteError> {
    write_together_unless(disk, files, readers, &|| false)
}

/// Does the same unless it is given up before the first file has its new text.
///
/// # Errors
///
/// Nothing was written, or all that was written has been taken back; the error names the file, or says that it was given up.
pub fn write_together_unless(
    disk: &Disk,
    files: &[PlannedFile],
    readers: Readers,
    is_given_up: &dyn Fn() -> bool,
) -> Result<(), WriteError> {
    write_while(disk, &changed(files, &[]), readers, is_given_up, &mut || Ok(()))
}

/// Writes the files of a change together with others of any bytes, such as the pages that texts were taken out of: all
/// of them, or none.
///
/// # Errors
///
/// Nothing was written, or all that was written has been taken back; the error names the file.
pub fn write_together_with(
    disk: &Disk,
    files: &[PlannedFile],
    others: &[FileWrite],
    readers: Readers,
) -> Result<(), WriteError> {
    write_while(disk, &changed(files, others), readers, &|| false, &mut || Ok(()))
}

/// Refuses to move or delete a file that is a symbolic link or has one that leads to it: that would lead to nothing.
///
/// # Errors
///
/// One of the files is or has such a link; the error names both.
pub fn check_removals<'p>(
    disk: &Disk,
    files: impl Iterator<Item = &'p Path> + Clone,
) -> Result<(), WriteError> {
    let cannot =
        |path: &Path, cause: Cause| Err(WriteError::new("write", &disk.locate(path), cause));
    if let Some(path) = files.clone().find(|path| is_link(disk, path)) {
        return cannot(path, Cause::Linked);
    }
    match disk.link_to(files) {
        Some((link, path)) => cannot(path, Cause::LinkedBy(link)),
        None => Ok(()),
    }
}

fn is_link(disk: &Disk, path: &Path) -> bool {
    fs::symlink_metadata(disk.locate(path)).is_ok_and(|found| found.is_symlink())
}

/// Returns the files that would not be as they are.
fn changed<'f>(files: &'f [PlannedFile], others: &'f [FileWrite]) -> Vec<FileBytes<'f>> {
    let files = files.iter().filter(|file| file.is_change()).map(FileBytes::of_text);
    let others = others.iter().map(FileBytes::of_bytes).filter(|file| file.before != file.after);
    others.chain(files).collect()
}

/// Does the same, and calls `step` before each change of the disk.
#[cfg(test)]
pub(super) fn write_in_steps(
    disk: &Disk,
    files: &[PlannedFile],
    readers: Readers,
    step: BeforeStep<'_>,
) -> Result<(), WriteError> {
    write_while(disk, &changed(files, &[]), readers, &|| false, step)
}

fn write_while(
    disk: &Disk,
    files: &[FileBytes<'_>],
    readers: Readers,
    is_given_up: &dyn Fn() -> bool,
    step: BeforeStep<'_>,
) -> Result<(), WriteError> {
    let mut homes = Homes::open(disk)?;
    if files.is_empty() {
        return Ok(());
    }
    let cannot = |path: &Path, cause: Cause| WriteError::new("write", &disk.locate(path), cause);
    homes.lock_own().map_err(|cause| cannot(Path::new("."), cause))?;
    let removed = files.iter().filter(|file| file.after.is_none()).map(|file| file.path);
    check_removals(disk, removed)?;
    let are_many = files.len() >= MANY;
    let mut steps: Vec<FileStep<'_>> = Vec::with_capacity(files.len());
    let mut known = KnownPlaces::default();
    let mut prepare = || -> Result<(), (PathBuf, Cause)> {
        for file in files {
            let ready = if is_given_up() {
                Err(Cause::GivenUp)
            } else {
                homes.prepare(*file, readers, !are_many, step)
            };
            let ready = ready.and_then(|ready| known.unless_known(ready, &steps));
            steps.extend(ready.map_err(|cause| (file.path.to_owned(), cause))?);
        }
        let here = |cause| (PathBuf::from("."), cause);
        if are_many {
            step().map_err(Cause::from).and_then(|()| homes.flush(&steps)).map_err(here)?;
        }
        if is_given_up() { Err(here(Cause::GivenUp)) } else { Ok(()) }
    };
    if let Err((path, cause)) = prepare() {
        // In reverse order, so that new folders are empty when they are removed.
        while steps.pop().is_some() {}
        return Err(cannot(&path, cause));
    }
    // The last look at all targets before the first is changed.
    if let Some((path, cause)) =
        steps.iter().find_map(|step| Some((step.path, step.check().err()?)))
    {
        return Err(cannot(path, cause));
    }
    let manifest = Manifest { entries: steps.iter().map(FileStep::entry).collect() };
    let placed = homes.place(&manifest, step).map_err(|cause| cannot(Path::new("."), cause))?;
    let mut done = 0;
    let mut failed = None;
    for file in &mut steps {
        if let Err(cause) = step().map_err(Cause::from).and_then(|()| file.apply()) {
            failed = Some((file.path, cause));
            break;
        }
        done += 1;
    }
    let all_synced = |steps: &[FileStep<'_>]| -> Result<(), (PathBuf, Cause)> {
        let directories = steps.iter().map(|file| (file.path, &file.place.directory));
        sync_each(directories).map_err(|(path, error)| (path.to_owned(), error.into()))?;
        // A program that has the old file open may write into it until the sync is done.
        for file in steps {
            file.check_old().map_err(|cause| (file.path.to_owned(), cause))?;
        }
        Ok(())
    };
    let failed = match failed {
        Some((path, cause)) => Some((path.to_owned(), cause)),
        None => step()
            .map_err(|error| (PathBuf::from("."), error.into()))
            .and_then(|()| all_synced(&steps))
            .err(),
    };
    let Some((path, cause)) = failed else {
        // From here on the change is made: a failure only leaves names behind, which the next start removes.
        homes.remove(&placed);
        steps.iter_mut().for_each(FileStep::finish);
        return Ok(());
    };
    let mut is_back = true;
    for file in steps.iter_mut().take(done).rev() {
        is_back &= file.revert().is_ok();
    }
    if is_back {
        homes.remove(&placed);
    } else {
        // What is left under temporary names may be all that is left of it: the next start tries again.
        steps.iter_mut().for_each(FileStep::keep);
    }
    Err(cannot(&path, cause))
}

/// Ends the changes that programs began in a collection and did not end: finishes each where that can be done, or else
/// takes it back. Changes that another program is making right now are left alone.
pub(crate) fn recover(disk: &Disk) -> Vec<RecoveredChange> {
    let Some((folder, _)) = disk.folders().into_iter().next() else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut names: Vec<OsString> = names.filter(|name| is_manifest(name)).collect();
    names.sort();
    let recovered = names.iter().filter_map(|name| match recover_one(disk, name) {
        Ok(recovery) => recovery,
        Err(error) => {
            let cause = std::error::Error::source(&error);
            let cause = cause.map(|cause| format!(": {cause}")).unwrap_or_default();
            Some(RecoveredChange::Failed {
                why: format!("{error}{cause}"),
                remedy: error.hint().to_owned(),
            })
        }
    });
    recovered.collect()
}

/// Returns whether a change in the folder was begun and not ended: its temporary files are no leftovers.
pub(crate) fn is_interrupted(disk: &Disk) -> bool {
    let Some((folder, _)) = disk.folders().into_iter().next() else { return false };
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| is_manifest(&entry.file_name()))
}

fn recover_one(disk: &Disk, name: &OsStr) -> Result<Option<RecoveredChange>, WriteError> {
    let mut homes = Homes::open(disk)?;
    let cannot = |path: &Path, cause: Cause| WriteError::new("finish", &disk.locate(path), cause);
    let manifest = match homes.read(name) {
        Ok(Some(manifest)) => manifest,
        Ok(None) => return Ok(None),
        Err(cause) => return Err(cannot(Path::new(name), cause)),
    };
    let mut files: Vec<InterruptedFile> = Vec::new();
    for entry in manifest.entries {
        let path = entry.path.clone();
        files.push(homes.interrupted(entry).map_err(|cause| cannot(&path, cause))?);
    }
    let count = files.len();
    let written = files.iter().filter(|file| file.is_new()).count();
    let changed: Vec<PathBuf> =
        files.iter().filter(|file| !file.is_known()).map(|file| file.entry.path.clone()).collect();
    let finishes = changed.is_empty() && files.iter().all(|file| file.can_be(TextVersion::New));
    let version = if finishes { TextVersion::New } else { TextVersion::Old };
    for file in files.iter().filter(|file| file.is_known()) {
        file.settle(version).map_err(|cause| cannot(&file.entry.path, cause))?;
    }
    sync_each(files.iter().map(|file| (file.entry.path.as_path(), &file.place)))
        .map_err(|(path, error)| cannot(path, error.into()))?;
    homes
        .own_directory()
        .and_then(|own| Ok(own.remove(name)?))
        .map_err(|cause| cannot(Path::new(name), cause))?;
    for file in &files {
        file.remove_rest();
    }
    Ok(Some(if finishes {
        RecoveredChange::Finished { written, files: count }
    } else {
        RecoveredChange::TakenBack { written, files: count, changed }
    }))
}

/// Flushes the names in the directories of files to the disk, each directory once.
fn sync_each<'f>(
    directories: impl Iterator<Item = (&'f Path, &'f Arc<Directory>)>,
) -> Result<(), (&'f Path, io::Error)> {
    let mut synced: Vec<&Arc<Directory>> = Vec::new();
    for (path, directory) in directories {
        if synced.iter().all(|known| !Arc::ptr_eq(known, directory)) {
            directory.sync().map_err(|error| (path, error))?;
            synced.push(directory);
        }
    }
    Ok(())
}

impl<'d> Homes<'d> {
    fn open(disk: &'d Disk) -> Result<Self, WriteError> {
        let mut folders = disk.folders().into_iter();
        let home = |path: &Path| -> Result<Home, WriteError> {
            Ok(Home { folder: Folder::open(path)?, held: LockedFolders::default() })
        };
        let own = home(folders.next().map_or(Path::new("."), |(path, _)| path))?;
        // It may not exist yet, and then nothing in it is changed.
        let texts = folders.next().and_then(|(path, _)| home(path).ok());
        Ok(Self { disk, own, texts })
    }

    /// Locks the collection's own folder: for as long as this is held, no other program recovers what this one does.
    fn lock_own(&mut self) -> Result<(), Cause> {
        let directory = self.own.folder.directory.again()?;
        lock(&directory)?;
        self.own.held.0.push((Vec::new(), Arc::new(directory)));
        Ok(())
    }

    fn own_directory(&self) -> Result<&Arc<Directory>, Cause> {
        let own = self.own.held.0.first().map(|(_, directory)| directory);
        own.ok_or_else(not_found)
    }

    fn home(&mut self, path: &Path) -> Result<(&mut Home, PathBuf), Cause> {
        let (folder, inner) = self.disk.home_of(path);
        let is_own = self.own.folder.path == folder || folder.as_os_str().is_empty();
        let home =
            if is_own { &mut self.own } else { self.texts.as_mut().ok_or_else(not_found)? };
        Ok((home, inner.to_owned()))
    }

    fn lock_name(&mut self, path: &Path, readers: Option<Readers>) -> Result<LockedName, Cause> {
        let (Home { folder, held }, inner) = self.home(path)?;
        folder.lock_name(&inner, readers, held)
    }

    /// Writes the new text of a file to a temporary one, and waits for the disk if `syncs`.
    fn prepare<'f>(
        &mut self,
        file: FileBytes<'f>,
        readers: Readers,
        syncs: bool,
        step: BeforeStep<'_>,
    ) -> Result<FileStep<'f>, Cause> {
        let FileBytes { path, before, after, like } = file;
        if after.is_none() && is_link(self.disk, path) {
            return Err(Cause::Linked);
        }
        let place = self.lock_name(path, before.is_none().then_some(readers))?;
        let like = match (before, like) {
            (Some(_), _) => Some(plain(&place.directory, &place.name)?),
            (None, Some(like)) => {
                let like = self.lock_name(like, None)?;
                Some(plain(&like.directory, &like.name)?)
            }
            (None, None) => None,
        };
        if before.is_some() {
            let is_readonly = |old: &fs::File| Ok(old.metadata()?.permissions().readonly());
            if like
                .as_ref()
                .map_or(Ok(false), is_readonly)
                .map_err(|error: io::Error| Cause::from(error))?
            {
                return Err(Cause::ReadOnly);
            }
            place.directory.may_write(&place.name)?;
        }
        let mut temporary = None;
        if let Some(after) = after {
            step()?;
            let is_private = like.is_some() || readers == Readers::Owner;
            let mut new = TemporaryFile::create(&place.directory, is_private)?;
            new.write(after)?;
            if let Some(like) = &like {
                identity::copy(like, new.file()?)?;
            }
            if syncs {
                step()?;
                new.file()?.sync_all()?;
            }
            new.close();
            temporary = Some(new);
        }
        let backup = temporary::free_name();
        let ready = FileStep { path, before, after, temporary, place, backup };
        ready.check()?;
        Ok(ready)
    }

    /// Waits until all new texts are on the disk.
    fn flush(&self, steps: &[FileStep<'_>]) -> Result<(), Cause> {
        let held = [Some(&self.own), self.texts.as_ref()].into_iter().flatten();
        let (mut flushed, mut others) = (Vec::new(), Vec::new());
        for (_, directory) in held.flat_map(|home| &home.held.0) {
            let device = directory.device()?;
            if flushed.contains(&device) {
                continue;
            }
            if directory.flush_file_system()? {
                flushed.push(device);
            } else {
                others.push(directory);
            }
        }
        for FileStep { temporary, place, .. } in steps {
            let is_flushed = others.iter().all(|other| !Arc::ptr_eq(other, &place.directory));
            if let Some(temporary) = temporary.as_ref().filter(|_| !is_flushed) {
                plain(&place.directory, temporary.name())?.sync_all()?;
            }
        }
        Ok(())
    }

    /// Puts the manifest where the next start finds it.
    fn place(&self, manifest: &Manifest, step: BeforeStep<'_>) -> Result<OsString, Cause> {
        let own = self.own_directory()?;
        step()?;
        let mut file = TemporaryFile::create(own, true)?;
        file.write(manifest.text().as_bytes())?;
        step()?;
        file.file()?.sync_all()?;
        own.sync()?;
        let name = Manifest::name_like(file.name());
        own.rename_new(file.name(), &name)?;
        file.leave();
        own.sync()?;
        Ok(name)
    }

    /// Removes the manifest. If that fails, the next start sees that there is nothing left to do, and removes it.
    fn remove(&self, name: &OsStr) {
        let Ok(own) = self.own_directory() else { return };
        _ = own.remove(name);
        _ = own.sync();
    }

    /// Reads a manifest once no other program works on its change; `None` where one does, or it is another user's.
    fn read(&mut self, name: &OsStr) -> Result<Option<Manifest>, Cause> {
        let directory = self.own.folder.directory.again()?;
        let outcome = directory.lock();
        let file = match plain(&directory, name) {
            // It was ended meanwhile.
            Err(Cause::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let metadata = file.metadata()?;
        #[cfg(unix)]
        if std::os::unix::fs::MetadataExt::uid(&metadata) != rustix::process::geteuid().as_raw() {
            return Ok(None);
        }
        let age = metadata.modified().ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        match outcome {
            LockOutcome::Taken => {}
            LockOutcome::Unknown if age.is_some_and(|age| age > ABANDONED) => {}
            LockOutcome::Busy | LockOutcome::Unknown => return Ok(None),
        }
        self.own.held.0.push((Vec::new(), Arc::new(directory)));
        let text = String::from_utf8(bytes_of(&file)?).map_err(|_| Cause::Manifest)?;
        Manifest::read(&text).map(Some).ok_or(Cause::Manifest)
    }

    fn interrupted(&mut self, entry: ManifestEntry) -> Result<InterruptedFile, Cause> {
        let LockedName { directory, name, made } = self.lock_name(&entry.path, None)?;
        debug_assert!(made.0.is_empty(), "no folder is made for a file that may be gone");
        Ok(InterruptedFile { entry, place: directory, name })
    }
}

/// One file of a change, whose new text is on the disk under a temporary name.
struct FileStep<'f> {
    path: &'f Path,
    before: Option<&'f [u8]>,
    after: Option<&'f [u8]>,
    /// The new text; after the swap, the old one. It goes before the folders that were made for it.
    temporary: Option<TemporaryFile>,
    place: LockedName,
    /// The name of the old text where the two could not swap.
    backup: OsString,
}

/// The places of the files of a change, by which two paths are known to lead to one file.
#[derive(Default)]
struct KnownPlaces(HashMap<(*const Directory, OsString), usize>);

impl KnownPlaces {
    /// Returns a file that is to be written; nothing if an earlier one is the same file behind a link and gets the same text.
    fn unless_known<'f>(
        &mut self,
        ready: FileStep<'f>,
        steps: &[FileStep<'_>],
    ) -> Result<Option<FileStep<'f>>, Cause> {
        let LockedName { directory, name, .. } = &ready.place;
        let key = (Arc::as_ptr(directory), name.clone());
        match steps.get(*self.0.entry(key).or_insert(steps.len())) {
            None => Ok(Some(ready)),
            Some(known) if (known.before, known.after) == (ready.before, ready.after) => Ok(None),
            Some(known) => Err(Cause::SameFile(known.path.to_owned())),
        }
    }
}

impl FileStep<'_> {
    fn entry(&self) -> ManifestEntry {
        ManifestEntry {
            path: self.path.to_owned(),
            old: self.before.map(ContentHash::of),
            new: self.after.map(ContentHash::of),
            temporary: self.temporary.as_ref().map(|new| new.name().to_owned()),
            backup: self.backup.clone(),
        }
    }

    /// Checks that the file is the one that the change was made for.
    fn check(&self) -> Result<(), Cause> {
        let LockedName { directory, name, .. } = &self.place;
        match (self.before, &self.temporary) {
            (Some(before), Some(temporary)) => {
                is_expected(directory, name, temporary.name(), before)
            }
            (Some(before), None) => has_content(directory, name, before),
            (None, _) => match directory.read(name) {
                Err(Cause::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                Ok(_) | Err(Cause::Replaced | Cause::NotAFile) => Err(Cause::Exists),
                Err(cause) => Err(cause),
            },
        }
    }

    /// Gives the file its new text. What was compared before is compared again with what came out.
    fn apply(&mut self) -> Result<(), Cause> {
        let LockedName { directory, name, .. } = &self.place;
        match (self.before, self.after, &mut self.temporary) {
            (Some(before), Some(after), Some(temporary)) => {
                is_expected(directory, name, temporary.name(), before)?;
                match directory.exchange(temporary.name(), name) {
                    Ok(()) => {}
                    Err(error) if is_unsupported(&error) => {
                        // The file system cannot swap names: for a moment there is none.
                        directory.rename_new(name, &self.backup)?;
                        directory.rename_new(temporary.name(), name)?;
                        temporary.leave();
                        return has_content(directory, &self.backup, before).or_else(|cause| {
                            directory.rename(&self.backup, name)?;
                            Err(cause)
                        });
                    }
                    Err(error) => return Err(error.into()),
                }
                is_expected(directory, temporary.name(), name, before).or_else(|cause| {
                    put_back(
                        directory,
                        name,
                        temporary,
                        Replacement { expected: before, new: after }.new,
                    )?;
                    Err(cause)
                })
            }
            (None, Some(_), Some(temporary)) => {
                directory.rename_new(temporary.name(), name).map_err(|error| {
                    let exists = error.kind() == io::ErrorKind::AlreadyExists;
                    if exists { Cause::Exists } else { error.into() }
                })?;
                temporary.leave();
                Ok(())
            }
            (Some(before), None, _) => {
                directory.rename_new(name, &self.backup)?;
                has_content(directory, &self.backup, before).or_else(|cause| {
                    directory.rename_new(&self.backup, name)?;
                    Err(cause)
                })
            }
            (_, _, _) => Ok(()),
        }
    }

    /// Returns whether the file can still be swapped back: its old text is under the temporary name.
    fn was_swapped(&self) -> bool {
        let LockedName { directory, .. } = &self.place;
        directory.read(&self.backup).is_err()
    }

    /// Checks, once all is on the disk, that the old text is the expected one.
    fn check_old(&self) -> Result<(), Cause> {
        let LockedName { directory, name, .. } = &self.place;
        match (self.before, &self.temporary) {
            (Some(before), Some(temporary)) if self.was_swapped() => {
                is_expected(directory, temporary.name(), name, before)
            }
            (Some(before), _) => has_content(directory, &self.backup, before),
            (None, _) => Ok(()),
        }
    }

    /// Gives the file its old text again. What another program has saved since stays.
    fn revert(&mut self) -> Result<(), Cause> {
        let was_swapped = self.was_swapped();
        let LockedName { directory, name, .. } = &self.place;
        match (self.before, self.after, &mut self.temporary) {
            (Some(_), Some(after), Some(temporary)) if was_swapped => {
                put_back(directory, name, temporary, after)
            }
            (Some(_), Some(after), _) => {
                has_content(directory, name, after)?;
                Ok(directory.rename(&self.backup, name)?)
            }
            (None, Some(after), _) => {
                directory.rename_new(name, &self.backup)?;
                let is_ours = has_content(directory, &self.backup, after);
                if is_ours.is_err() {
                    directory.rename_new(&self.backup, name)?;
                } else {
                    directory.remove(&self.backup)?;
                }
                Ok(())
            }
            (Some(_), None, _) => Ok(directory.rename_new(&self.backup, name)?),
            (_, _, _) => Ok(()),
        }
    }

    /// Removes the old text, after all files were written.
    fn finish(&mut self) {
        self.place.made.0.clear();
        if self.before.is_some() && !self.was_swapped() {
            _ = self.place.directory.remove(&self.backup);
        }
    }

    /// Leaves all names as they are.
    fn keep(&mut self) {
        self.place.made.0.clear();
        if let Some(temporary) = &mut self.temporary {
            temporary.leave();
        }
    }
}

/// Checks that a file has the bytes that are expected of it, and the owner and rights of the one that replaces it.
fn is_expected(directory: &Directory, old: &OsStr, new: &OsStr, bytes: &[u8]) -> Result<(), Cause> {
    has_content(directory, old, bytes)?;
    let (old, new) = (plain(directory, old)?, plain(directory, new)?);
    if identity::is_same(&old, &new)? { Ok(()) } else { Err(Cause::Changed) }
}

/// Checks that a plain file has these bytes.
fn has_content(directory: &Directory, name: &OsStr, bytes: &[u8]) -> Result<(), Cause> {
    let file = plain(directory, name)
        .map_err(|cause| if matches!(cause, Cause::Io(_)) { cause } else { Cause::Changed })?;
    if has_bytes(&file, bytes)? { Ok(()) } else { Err(Cause::Changed) }
}

/// One of the two texts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextVersion {
    Old,
    New,
}

/// A file of a change that was interrupted.
struct InterruptedFile {
    entry: ManifestEntry,
    place: Arc<Directory>,
    name: OsString,
}

impl InterruptedFile {
    fn hash_of(&self, name: &OsStr) -> Option<ContentHash> {
        let file = plain(&self.place, name).ok()?;
        Some(ContentHash::of(&bytes_of(&file).ok()?))
    }

    fn is_new(&self) -> bool {
        self.hash_of(&self.name) == self.entry.new
    }

    fn wanted(&self, version: TextVersion) -> Option<ContentHash> {
        match version {
            TextVersion::Old => self.entry.old,
            TextVersion::New => self.entry.new,
        }
    }

    /// Returns the temporary name under which a text is.
    fn holder(&self, wanted: ContentHash) -> Option<&OsStr> {
        let names = self.entry.temporary.iter().chain([&self.entry.backup]);
        names.map(OsString::as_os_str).find(|name| self.hash_of(name) == Some(wanted))
    }

    /// Returns whether the file has one of its two texts, or none for the moment between them.
    fn is_known(&self) -> bool {
        let own = self.hash_of(&self.name);
        let is_between = || {
            let versions = [self.entry.old, self.entry.new].into_iter().flatten();
            own.is_none() && versions.into_iter().all(|wanted| self.holder(wanted).is_some())
        };
        own == self.entry.old || own == self.entry.new || is_between()
    }

    fn can_be(&self, version: TextVersion) -> bool {
        let wanted = self.wanted(version);
        self.hash_of(&self.name) == wanted
            || wanted.is_none_or(|wanted| self.holder(wanted).is_some())
    }

    /// Gives the file one of its texts.
    fn settle(&self, version: TextVersion) -> Result<(), Cause> {
        let (own, wanted) = (self.hash_of(&self.name), self.wanted(version));
        if own == wanted {
            return Ok(());
        }
        let free = temporary::free_name();
        let Some(wanted) = wanted else {
            // It goes, and its text stays under the backup's name until the end.
            let backup =
                if self.hash_of(&self.entry.backup).is_some() { &free } else { &self.entry.backup };
            self.place.rename_new(&self.name, backup)?;
            if *backup == free {
                self.place.remove(&free)?;
            }
            return Ok(());
        };
        let holder = self.holder(wanted).ok_or_else(not_found)?;
        if own.is_none() {
            return Ok(self.place.rename_new(holder, &self.name)?);
        }
        match self.place.exchange(holder, &self.name) {
            Err(error) if is_unsupported(&error) => Ok(self.place.rename(holder, &self.name)?),
            done => Ok(done?),
        }
    }

    /// Removes the names that only the change had.
    fn remove_rest(&self) {
        let known = |name: &OsStr| {
            let hash = self.hash_of(name);
            hash.is_some() && (hash == self.entry.old || hash == self.entry.new)
        };
        for name in self.entry.temporary.iter().chain([&self.entry.backup]) {
            if known(name) {
                _ = self.place.remove(name);
            }
        }
    }
}

#[cfg(test)]
mod tests;
