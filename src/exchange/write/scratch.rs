//! Scratch folders: private folders that are removed when the program ends, by a signal or a panic too.

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::cause::{Cause, WriteError};
use super::directory::{Directory, LockOutcome};
use super::private_folder;

/// The start of the name, by which a folder is recognised that a killed program left behind.
const PREFIX: &str = "casebook-scratch-";

/// A folder in the system's folder of temporary files that only the user can read.
pub(crate) struct ScratchFolder {
    path: PathBuf,
    /// Holds the lock by which other programs see that the folder is in use.
    _lock: Directory,
}

impl ScratchFolder {
    /// Creates a scratch folder, and removes those that killed programs of this user left behind.
    ///
    /// # Errors
    ///
    /// It cannot be created.
    pub(crate) fn create() -> Result<Self, WriteError> {
        Self::create_in(&std::env::temp_dir())
    }

    fn create_in(around: &Path) -> Result<Self, WriteError> {
        remove_abandoned(around);
        let random = RandomState::new();
        let mut number = 0_u32;
        loop {
            let path = around.join(format!("{PREFIX}{:016x}", random.hash_one(number)));
            match make(&path) {
                Ok(lock) => return Ok(Self { path, _lock: lock }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => {
                    number += 1;
                }
                Err(error) => return Err(WriteError::new("make", &path, Cause::Io(error))),
            }
        }
    }

    /// Returns its path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        if let Some(folders) = open().as_mut() {
            folders.retain(|path| *path != self.path);
        }
        // Where this fails, the next scratch folder is made with another attempt.
        _ = fs::remove_dir_all(&self.path);
    }
}

fn make(path: &Path) -> io::Result<Directory> {
    let mut folders = open();
    // The program is ending.
    let folders = folders.as_mut().ok_or(io::ErrorKind::Interrupted)?;
    private_folder(path, false)?;
    folders.push(path.to_owned());
    let directory = Directory::open(path)?;
    // Where folders cannot be locked, none is taken for abandoned either.
    _ = directory.lock();
    Ok(directory)
}

/// The scratch folders of this program; `None` once it is ending.
static OPEN: Mutex<Option<Vec<PathBuf>>> = Mutex::new(Some(Vec::new()));

fn open() -> std::sync::MutexGuard<'static, Option<Vec<PathBuf>>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the scratch folders of this program, and lets no other be made: the program is ending.
pub(super) fn abandon() {
    for path in open().take().into_iter().flatten() {
        _ = fs::remove_dir_all(path);
    }
}

/// Removes the scratch folders of this user that no program has locked.
fn remove_abandoned(around: &Path) {
    let entries = fs::read_dir(around).into_iter().flatten().flatten();
    for entry in entries {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX))
            && entry.metadata().is_ok_and(|metadata| metadata.is_dir() && is_own(&metadata));
        if !is_ours {
            continue;
        }
        let path = entry.path();
        if let Ok(directory) = Directory::open(&path)
            && matches!(directory.lock(), LockOutcome::Taken)
        {
            _ = fs::remove_dir_all(path);
        }
    }
}

#[cfg(unix)]
fn is_own(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_for_its_user_alone_and_is_removed_with_all_that_is_in_it() {
        let around = tempfile::tempdir().unwrap();
        let scratch = ScratchFolder::create_in(around.path()).unwrap();
        let path = scratch.path().to_owned();
        fs::create_dir_all(path.join("a/b")).unwrap();
        fs::write(path.join("a/b/c"), "text").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        }
        drop(scratch);
        assert_eq!(fs::read_dir(around.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_program_left_goes_with_the_next_and_what_is_in_use_stays() {
        let around = tempfile::tempdir().unwrap();
        let in_use = ScratchFolder::create_in(around.path()).unwrap();
        let left = around.path().join(format!("{PREFIX}0123"));
        fs::create_dir(&left).unwrap();
        fs::write(left.join("file"), "text").unwrap();
        let other = around.path().join("other");
        fs::create_dir(&other).unwrap();
        let elsewhere = around.path().join(format!("{PREFIX}link"));
        std::os::unix::fs::symlink(&other, &elsewhere).unwrap();
        let next = ScratchFolder::create_in(around.path()).unwrap();
        assert!(!left.exists(), "it is removed");
        assert!(in_use.path().is_dir() && next.path().is_dir() && elsewhere.is_dir());
    }
}
