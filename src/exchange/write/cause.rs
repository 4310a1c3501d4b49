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
            Cause::Forbidden => "ask its owner to make the change, or for the right to write it",
            Cause::NotAFile => "keep pipes, folders and devices out of the collection",
            Cause::Outside => {
                "remove the link, and put what it leads to into the folder instead; for archived texts that are kept elsewhere, say where: --archive DIR"
            }
            Cause::Dangling => "remove the link, or mend where it leads",
            Cause::Replaced => "do it again once nothing moves the folders any more",
            Cause::Busy => "do it again once the other program has finished",
            Cause::Identity(MetadataKind::Owner) => {
                "edit the file by hand, which leaves its owner, or ask its owner to make the change"
            }
            Cause::Identity(MetadataKind::Access | MetadataKind::Attributes) => {
                "edit the file by hand, or remove what cannot be kept: setfacl -b, setfattr -x"
            }
            Cause::Io(error) => {
                let known = REMEDIES.iter().find(|(kind, _)| *kind == error.kind());
                known
                    .map_or("do it again once the disk is well; nothing was lost", |(_, hint)| hint)
            }
        }
    }

    /// Returns whether someone else has changed the file meanwhile.
    pub fn is_conflict(&self) -> bool {
        matches!(self.cause, Cause::Changed)
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

/// The reason itself.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cause {
    #[error("it has changed since it was read")]
    Changed,
    #[error("there is one already")]
    Exists,
    #[error("it is marked as read-only")]
    ReadOnly,
    #[error("you may not write it")]
    Forbidden,
    #[error("it is not a plain file")]
    NotAFile,
    #[error("a link leads out of the folder that it is to lie in")]
    Outside,
    #[error("it is a link that leads to nothing")]
    Dangling,
    #[error("a folder on the way to it was replaced just now")]
    Replaced,
    #[error("another program has locked its folder")]
    Busy,
    #[error("{0} cannot be kept")]
    Identity(MetadataKind),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What belongs to a file beside its bytes.
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
