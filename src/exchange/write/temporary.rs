//! Temporary files beside their destination, removed on drop, on exit, and, after a crash, the next time
//! their folder is listed.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::directory::Directory;

/// The start of the name: a hidden file, which no collection reads.
pub(super) const PREFIX: &str = ".casebook-";
const SUFFIX: &str = ".tmp";

/// Returns whether a name is that of a temporary file.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    let name = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Returns whether the file at a path may have been left behind by a program that was killed while it
/// wrote.
pub(crate) fn is_left_over(path: &Path) -> bool {
    path.file_name().is_some_and(is_temporary)
}

/// Returns a name that no file has but by a chance of one in 2^64.
pub(super) fn free_name() -> OsString {
    OsString::from(format!("{PREFIX}{:016x}{SUFFIX}", RandomState::new().hash_one(0_u32)))
}

/// A file that is being written.
pub(super) struct TemporaryFile {
    directory: Arc<Directory>,
    name: OsString,
    /// `None` once it is closed.
    file: Option<File>,
    /// Whether it is removed on drop.
    is_ours: bool,
}

impl TemporaryFile {
    /// Creates a temporary file; only its owner can read a private one.
    pub(super) fn create(directory: &Arc<Directory>, private: bool) -> io::Result<Self> {
        let random = RandomState::new();
        let mut number = 0_u32;
        loop {
            let name = OsString::from(format!("{PREFIX}{:016x}{SUFFIX}", random.hash_one(number)));
            match directory.create(&name, private) {
                Ok(file) => {
                    let directory = Arc::clone(directory);
                    return Ok(Self { directory, name, file: Some(file), is_ours: true });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => {
                    number += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Appends bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file()?.write_all(bytes)
    }

    /// Returns the file, as long as it is not closed.
    pub(super) fn file(&self) -> io::Result<&File> {
        self.file.as_ref().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Closes the file, which stays: a program can have only so many files open.
    pub(super) fn close(&mut self) {
        self.file = None;
    }

    /// Returns its name.
    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }

    /// Keeps the file of that name on drop.
    pub(super) fn leave(&mut self) {
        self.is_ours = false;
    }

    /// Registers the file to be removed if the program ends while it is written.
    pub(super) fn remove_at_the_end(&self) -> io::Result<()> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        match open.as_mut() {
            Some(open) => open.push((Arc::clone(&self.directory), self.name.clone())),
            None => return Err(io::ErrorKind::Interrupted.into()),
        }
        Ok(())
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.iter_mut().for_each(|open| open.retain(|(_, name)| *name != self.name));
        if self.is_ours && self.directory.remove(&self.name).is_err() {
            // Some failures are temporary; if this fails too, the file is removed when the folder is listed.
            _ = self.directory.remove(&self.name);
        }
    }
}

/// The files to be removed when the program ends; `None` once they were.
static OPEN: Mutex<Option<Vec<TemporaryName>>> = Mutex::new(Some(Vec::new()));

/// A name in a directory.
type TemporaryName = (Arc<Directory>, OsString);

/// Removes the temporary files of caches that are being written, and lets no other be started: the program is
/// ending.
pub(super) fn abandon() {
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner).take();
    for (directory, name) in open.into_iter().flatten() {
        _ = directory.remove(&name);
    }
}
