//! Files written whole or not at all: no half-written case, no lost edit of someone else's.
//!
//! Knows bytes and paths, not what is in them. Decides nothing: whoever calls says what is expected.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Replaces the file at `path`, where it still holds the bytes `expected`, by one with the bytes
/// `new`.
///
/// At any moment the path holds either the old bytes or the new. A symbolic link stays, and what it
/// leads to is replaced; permissions stay; an owner too, where the system allows it.
///
/// # Errors
///
/// Says why nothing was replaced; the file is then as it was.
pub fn replace_file(path: &Path, expected: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let replaced = replace(path, expected, new, keep_owner_and_permissions);
    replaced.map_err(|cause| WriteError::new("replace", path, cause))
}

/// Does so; the new file is made ready beside the old one by `prepare`.
fn replace(
    path: &Path,
    expected: &[u8],
    new: &[u8],
    prepare: impl FnOnce(&File, &fs::Metadata) -> io::Result<()>,
) -> Result<(), Cause> {
    let target = fs::canonicalize(path)?;
    let old = fs::metadata(&target)?;
    // Reading from a pipe would wait for whoever writes into it.
    if !old.is_file() {
        return Err(Cause::NotAFile);
    }
    // A new file takes the place of the old one, which the old one's mark would not prevent.
    if old.permissions().readonly() {
        return Err(Cause::ReadOnly);
    }
    unchanged(&target, expected)?;
    // Whoever may not read the old file may not read the new one while it is written either.
    let file = beside(&target, new, Owner::Alone, |file| prepare(file, &old))?;
    // Writing takes a while on a slow disk, and someone may have saved in it.
    unchanged(&target, expected)?;
    file.persist(&target).map_err(|error| error.error)?;
    settle(&target);
    Ok(())
}

/// Creates a file at `path` with these bytes, and the folders it lies in; never overwrites.
///
/// # Errors
///
/// Says why no file was created.
pub fn create_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let create = || {
        if fs::symlink_metadata(path).is_ok() {
            return Err(Cause::Exists);
        }
        fs::create_dir_all(folder(path))?;
        let file = beside(path, bytes, Owner::AndOthers, |_| Ok(()))?;
        file.persist_noclobber(path).map_err(|error| {
            if error.error.kind() == io::ErrorKind::AlreadyExists {
                Cause::Exists
            } else {
                Cause::Io(error.error)
            }
        })?;
        settle(path);
        Ok(())
    };
    create().map_err(|cause| WriteError::new("create", path, cause))
}

/// Puts these pieces into a file of the user's own that nobody else may read, in place of whatever
/// is there; it is written down to the disk before it takes that place.
///
/// # Errors
///
/// Says why nothing was written; what was there is as it was.
pub fn keep_file(path: &Path, pieces: impl Iterator<Item = Vec<u8>>) -> Result<(), WriteError> {
    let keep = || -> io::Result<()> {
        private_folder(folder(path))?;
        let mut builder = tempfile::Builder::new();
        // A temporary file is for its owner's eyes unless something else is asked for.
        let mut file = builder.prefix(".casebook-").suffix(".tmp").tempfile_in(folder(path))?;
        for piece in pieces {
            file.write_all(&piece)?;
        }
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    keep().map_err(|error| WriteError::new("keep", path, error.into()))
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} {}", path.display())]
pub struct WriteError {
    doing: &'static str,
    path: PathBuf,
    #[source]
    cause: Cause,
}

const REMEDIES: [(io::ErrorKind, &str); 5] = [
    (io::ErrorKind::PermissionDenied, "give yourself the right to write in its folder: chmod u+w"),
    (io::ErrorKind::ReadOnlyFilesystem, "copy the collection to a disk that can be written to"),
    (io::ErrorKind::StorageFull, "make room on the disk, and do it again; nothing was lost"),
    (io::ErrorKind::QuotaExceeded, "make room on the disk, and do it again; nothing was lost"),
    (io::ErrorKind::NotFound, "find where it was moved to, and do it again there"),
];

impl WriteError {
    /// Returns what to do about it, in the imperative.
    pub fn hint(&self) -> &'static str {
        match &self.cause {
            Cause::Changed => "look at what it holds now, and make the change again",
            Cause::Exists => "choose another name, or edit the one that is there",
            Cause::ReadOnly => "make it writable, if you want it changed: chmod u+w",
            Cause::NotAFile => "keep pipes, folders and devices out of the collection",
            Cause::Io(error) => {
                let known = REMEDIES.iter().find(|(kind, _)| *kind == error.kind());
                known
                    .map_or("do it again once the disk is well; nothing was lost", |(_, hint)| hint)
            }
        }
    }

    /// Tells whether someone else has changed the file meanwhile.
    pub fn is_conflict(&self) -> bool {
        matches!(self.cause, Cause::Changed)
    }

    fn new(doing: &'static str, path: &Path, cause: Cause) -> Self {
        Self { doing, path: path.to_owned(), cause }
    }
}

#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error("it has changed since it was read")]
    Changed,
    #[error("there is one already")]
    Exists,
    #[error("it is marked as read-only")]
    ReadOnly,
    #[error("it is not a plain file")]
    NotAFile,
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn unchanged(path: &Path, expected: &[u8]) -> Result<(), Cause> {
    let length = fs::metadata(path)?.len();
    let same = usize::try_from(length) == Ok(expected.len()) && fs::read(path)? == expected;
    if same { Ok(()) } else { Err(Cause::Changed) }
}

/// Who may read a file while it is written.
#[derive(Clone, Copy)]
enum Owner {
    /// Its owner and nobody else.
    Alone,
    /// Whoever the system lets read any new file.
    AndOthers,
}

/// Writes a temporary file into the folder of `path`, down to the disk; it vanishes when dropped.
fn beside(
    path: &Path,
    bytes: &[u8],
    readers: Owner,
    prepare: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    // A hidden name, which no collection reads.
    builder.prefix(".casebook-").suffix(".tmp");
    let mode = match readers {
        Owner::Alone => 0o600,
        Owner::AndOthers => 0o666,
    };
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    prepare(file.as_file())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Writes the new name down to the disk too. The file is in place by then, and a file system that
/// knows no such thing for folders is no reason to say otherwise.
fn settle(path: &Path) {
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
}

fn keep_owner_and_permissions(file: &File, old: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // Only some may give files away; whoever may not goes on as the new one's owner.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}

#[cfg(test)]
mod tests;
