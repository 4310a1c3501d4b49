//! Write errors: why a file was not written, and what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} {}", path.display())]
pub struct WriteError {
    doing: &'static str,
    path: PathBuf,
    #[source]
    cause: Cause,
}

const REMEDIES: [(io::ErrorKind, &str); 8] = [
    (io::ErrorKind::PermissionDenied, "make its folder writable: chmod u+w"),
    (io::ErrorKind::ReadOnlyFilesystem, "copy the collection to a writable disk"),
    (io::ErrorKind::StorageFull, "free space on the disk and try again; nothing was lost"),
    (io::ErrorKind::QuotaExceeded, "free space on the disk and try again; nothing was lost"),
    (io::ErrorKind::NotADirectory, "name a folder: there is a file of this name"),
    (io::ErrorKind::AlreadyExists, "name a folder: there is a file of this name"),
    (io::ErrorKind::InvalidFilename, "choose a shorter name"),
    (io::ErrorKind::NotFound, "find where it was moved to, and try again there"),
];

impl WriteError {
    /// Returns what to do about it, in the imperative.
    pub fn hint(&self) -> &'static str {
        match &self.cause {
            Cause::Changed => "look at its new content, then make the change again",
            Cause::Exists => "choose another name, or edit the existing file",
            Cause::ReadOnly => "make it writable if you want to change it: chmod u+w",
            Cause::Forbidden => "ask its owner to make the change or to give you write access",
            Cause::NotAFile => "keep pipes, folders and devices out of the collection",
            Cause::Outside => {
                "replace the link by the file it points to; if the archived texts are in another folder, name it with --archive DIR"
            }
            Cause::Linked | Cause::SameFile(_) => {
                "replace the link by a copy of the file that it leads to, or remove the link; then make the change again"
            }
            Cause::LinkedBy(_) => {
                "remove that link, or put a copy of the file in its place; then make the change again"
            }
            Cause::Dangling => "remove the link, or correct its target",
            Cause::Replaced => "try again when no program is moving the folders",
            Cause::Manifest => "compare the files with a copy or with git, then remove it",
            Cause::Busy => "try again when the other program has finished",
            Cause::GivenUp => "make the change again if you want it",
            Cause::Identity(MetadataKind::Owner) => {
                "edit the file by hand, which keeps its owner, or ask its owner to make the change"
            }
            Cause::Identity(MetadataKind::Access | MetadataKind::Attributes) => {
                "edit the file by hand, or remove these properties: setfacl -b, setfattr -x"
            }
            Cause::Io(error) => {
                let known = REMEDIES.iter().find(|(kind, _)| *kind == error.kind());
                known.map_or("try again when the disk works; nothing was lost", |(_, hint)| hint)
            }
        }
    }

    /// Returns whether another program has changed the file meanwhile.
    pub fn is_conflict(&self) -> bool {
        matches!(self.cause, Cause::Changed)
    }

    /// Returns whether it was given up.
    pub fn is_given_up(&self) -> bool {
        matches!(self.cause, Cause::GivenUp)
    }

    /// Returns whether another program is writing there.
    pub fn is_busy(&self) -> bool {
        matches!(self.cause, Cause::Busy)
    }

    /// Returns whether the file exists already.
    pub fn exists(&self) -> bool {
        matches!(self.cause, Cause::Exists)
    }

    pub(super) fn new(doing: &'static str, path: &Path, cause: Cause) -> Self {
        let path = path.strip_prefix(".").unwrap_or(path).to_owned();
        Self { doing, path, cause }
    }
}

/// The cause of a write error.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cause {
    #[error("it has changed since it was read")]
    Changed,
    #[error("it already exists")]
    Exists,
    #[error("it is marked as read-only")]
    ReadOnly,
    #[error("you have no permission to write it")]
    Forbidden,
    #[error("it is not a plain file")]
    NotAFile,
    #[error("a link leads out of its folder")]
    Outside,
    #[error("it is a link to a file that does not exist")]
    Dangling,
    #[error(
        "it is a symbolic link, which would lead to nothing once the file behind it is moved or deleted"
    )]
    Linked,
    #[error("{} is a symbolic link to it, and would lead to nothing once it is moved or deleted", .0.display())]
    LinkedBy(PathBuf),
    #[error("it is the same file as {}, by a symbolic link, and cannot get two texts", .0.display())]
    SameFile(PathBuf),
    #[error("a folder on its path was just replaced")]
    Replaced,
    #[error("another program has locked its folder")]
    Busy,
    #[error("it was given up")]
    GivenUp,
    #[error("what is written in it about the change cannot be read")]
    Manifest,
    #[error("{0} cannot be preserved")]
    Identity(MetadataKind),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A kind of file metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum MetadataKind {
    #[error("its owner or group")]
    Owner,
    #[error("who may read and write it")]
    Access,
    #[error("its extended attributes")]
    Attributes,
}

#[cfg(unix)]
impl From<rustix::io::Errno> for Cause {
    fn from(error: rustix::io::Errno) -> Self {
        Self::Io(error.into())
    }
}
