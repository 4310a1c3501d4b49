//! A directory handle: opens names in it without following links and without blocking on pipes.

#[cfg(unix)]
pub(super) use unix::Directory;

#[cfg(not(unix))]
pub(super) use elsewhere::Directory;

use std::fs::File;
use std::io::{self, Read as _};

use super::cause::Cause;

/// The result of locking a directory.
pub(super) enum LockOutcome {
    /// The directory is locked now.
    Taken,
    /// Another program has locked it.
    Busy,
    /// The file system cannot lock directories.
    Unknown,
}

/// The size of the largest file that is read; no file of a collection is as large.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Returns all bytes of an opened file.
pub(super) fn bytes_of(file: &File) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST) {
        return Ok(bytes);
    }
    Err(io::Error::from(io::ErrorKind::FileTooLarge).into())
}

/// Returns whether an opened file consists of these bytes.
pub(super) fn has_bytes(file: &File, bytes: &[u8]) -> Result<bool, Cause> {
    let same_length = usize::try_from(file.metadata()?.len()) == Ok(bytes.len());
    Ok(same_length && bytes_of(file)? == bytes)
}

/// Returns whether an error means that the file system does not support an operation.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, Unsupported};
    matches!(error.kind(), InvalidInput | Unsupported)
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::{
        Access, AtFlags, CWD, FlockOperation, Mode, OFlags, accessat, flock, fsync, linkat,
        mkdirat, openat, renameat, unlinkat,
    };
    use rustix::io::Errno;

    use super::super::cause::Cause;
    use super::LockOutcome;

    /// An opened directory.
    #[derive(Debug)]
    pub(in super::super) struct Directory(OwnedFd);

    const DIRECTORY: OFlags =
        OFlags::DIRECTORY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);
    const PLAIN: OFlags =
        OFlags::NOFOLLOW.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);

    impl Directory {
        /// Opens the directory at a path and follows all links, because the user named it.
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(open_directory(CWD, path.as_os_str(), DIRECTORY)?))
        }

        /// Opens a directory in this one; fails for a link.
        pub(in super::super) fn enter(&self, name: &OsStr) -> Result<Self, Cause> {
            let opened = open_directory(&self.0, name, DIRECTORY.union(OFlags::NOFOLLOW));
            Ok(Self(opened.map_err(of_a_link)?))
        }

        /// Opens this directory again. A lock belongs to the open handle, so each handle can be locked and
        /// unlocked on its own.
        pub(in super::super) fn again(&self) -> Result<Self, Cause> {
            Ok(Self(open_directory(&self.0, OsStr::new("."), DIRECTORY)?))
        }

        /// Creates a directory in this one; returns `false` if there is something of that name.
        pub(in super::super) fn make(&self, name: &OsStr, private: bool) -> io::Result<bool> {
            let mode = if private { 0o700 } else { 0o777 };
            match mkdirat(&self.0, name, Mode::from_raw_mode(mode)) {
                Ok(()) => Ok(true),
                Err(Errno::EXIST) => Ok(false),
                Err(error) => Err(error.into()),
            }
        }

        /// Opens a file in this directory for reading, without blocking on a pipe; the caller checks what
        /// it is.
        pub(in super::super) fn read(&self, name: &OsStr) -> Result<File, Cause> {
            let opened = openat(&self.0, name, PLAIN.union(OFlags::RDONLY), Mode::empty());
            match opened {
                Ok(file) => Ok(File::from(file)),
                // A socket.
                Err(Errno::NXIO) => Err(Cause::NotAFile),
                Err(error) => Err(of_a_link(error)),
            }
        }

        /// Creates a file in this directory; fails if there is something of that name.
        pub(in super::super) fn create(&self, name: &OsStr, private: bool) -> io::Result<File> {
            let mode = if private { 0o600 } else { 0o666 };
            let how = PLAIN.union(OFlags::RDWR).union(OFlags::CREATE).union(OFlags::EXCL);
            Ok(File::from(openat(&self.0, name, how, Mode::from_raw_mode(mode))?))
        }

        /// Checks that the user may write a file in this directory.
        pub(in super::super) fn may_write(&self, name: &OsStr) -> Result<(), Cause> {
            match accessat(&self.0, name, Access::WRITE_OK, AtFlags::EACCESS) {
                Ok(()) => Ok(()),
                Err(Errno::ACCESS | Errno::PERM) => Err(Cause::Forbidden),
                Err(error) => Err(error.into()),
            }
        }

        /// Swaps the names of two files.
        pub(in super::super) fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()> {
            #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
            {
                use rustix::fs::{RenameFlags, renameat_with};
                let flags = RenameFlags::EXCHANGE;
                match renameat_with(&self.0, one, &self.0, other, flags) {
                    Err(Errno::NOSYS | Errno::INVAL) => Err(io::ErrorKind::Unsupported.into()),
                    done => Ok(done?),
                }
            }
            #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
            {
                let _ = (one, other);
                Err(io::ErrorKind::Unsupported.into())
            }
        }

        /// Renames a file, replacing a file of the new name.
        pub(in super::super) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
            Ok(renameat(&self.0, from, &self.0, to)?)
        }

        /// Renames a file; fails if there is something of the new name.
        pub(in super::super) fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
            #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
            {
                use rustix::fs::{RenameFlags, renameat_with};
                match renameat_with(&self.0, from, &self.0, to, RenameFlags::NOREPLACE) {
                    Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => {}
                    done => return Ok(done?),
                }
            }
            // A hard link, unlike a rename, never replaces a file.
            linkat(&self.0, from, &self.0, to, AtFlags::empty())?;
            // If this fails, the temporary name is removed the next time the folder is listed.
            _ = unlinkat(&self.0, from, AtFlags::empty());
            Ok(())
        }

        /// Removes a file.
        pub(in super::super) fn remove(&self, name: &OsStr) -> io::Result<()> {
            Ok(unlinkat(&self.0, name, AtFlags::empty())?)
        }

        /// Removes an empty directory in this one.
        pub(in super::super) fn remove_empty(&self, name: &OsStr) -> io::Result<()> {
            Ok(unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
        }

        /// Flushes the names in this directory to the disk. A file system that cannot sync directories counts
        /// as success.
        pub(in super::super) fn sync(&self) -> io::Result<()> {
            match fsync(&self.0) {
                Ok(()) | Err(Errno::BADF | Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(()),
                Err(error) => Err(error.into()),
            }
        }

        /// Flushes everything that was written to the file system of this directory: one wait for the disk instead of
        /// one for each file. Returns `false` where the system cannot do that. Linux before 5.8 does not say here that the
        /// disk failed.
        pub(in super::super) fn flush_file_system(&self) -> io::Result<bool> {
            #[cfg(any(target_os = "linux", target_os = "android"))]
            {
                match rustix::fs::syncfs(&self.0) {
                    Ok(()) => Ok(true),
                    Err(Errno::BADF | Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
                    Err(error) => Err(error.into()),
                }
            }
            #[cfg(not(any(target_os = "linux", target_os = "android")))]
            Ok(false)
        }

        /// Returns the file system of this directory.
        pub(in super::super) fn device(&self) -> io::Result<u64> {
            use std::os::unix::fs::MetadataExt as _;
            Ok(File::from(self.0.try_clone()?).metadata()?.dev())
        }

        /// Tries to lock this directory until it is dropped. The lock is advisory: it only keeps out programs
        /// that also lock.
        pub(in super::super) fn lock(&self) -> LockOutcome {
            loop {
                return match flock(&self.0, FlockOperation::NonBlockingLockExclusive) {
                    Ok(()) => LockOutcome::Taken,
                    Err(Errno::WOULDBLOCK) => LockOutcome::Busy,
                    Err(Errno::INTR) => continue,
                    Err(_) => LockOutcome::Unknown,
                };
            }
        }
    }

    fn open_directory(
        from: impl rustix::fd::AsFd + Copy,
        name: &OsStr,
        how: OFlags,
    ) -> Result<OwnedFd, Errno> {
        let opened = openat(from, name, how.union(OFlags::RDONLY), Mode::empty());
        // A directory that cannot be listed can still be used by name, but not locked or synced.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        if let Err(Errno::ACCESS) = opened {
            return openat(from, name, how.union(OFlags::PATH), Mode::empty());
        }
        opened
    }

    /// Returns the cause of an error while opening. The path was resolved before, so a link here means that
    /// something was replaced since.
    fn of_a_link(error: Errno) -> Cause {
        match error {
            Errno::LOOP | Errno::NOTDIR | Errno::MLINK => Cause::Replaced,
            error => error.into(),
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::io;
    use std::path::{Path, PathBuf};

    use super::super::cause::Cause;
    use super::LockOutcome;

    /// A directory by its path; a change of the folders above it is not noticed.
    #[derive(Debug)]
    pub(in super::super) struct Directory(PathBuf);

    impl Directory {
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            fs::read_dir(path)?;
            Ok(Self(path.to_owned()))
        }

        pub(in super::super) fn enter(&self, name: &OsStr) -> Result<Self, Cause> {
            let path = self.0.join(name);
            if fs::symlink_metadata(&path)?.is_dir() {
                Ok(Self(path))
            } else {
                Err(Cause::Replaced)
            }
        }

        pub(in super::super) fn again(&self) -> Result<Self, Cause> {
            Ok(Self(self.0.clone()))
        }

        pub(in super::super) fn make(&self, name: &OsStr, _: bool) -> io::Result<bool> {
            match fs::create_dir(self.0.join(name)) {
                Ok(()) => Ok(true),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(error),
            }
        }

        pub(in super::super) fn read(&self, name: &OsStr) -> Result<File, Cause> {
            let path = self.0.join(name);
            if fs::symlink_metadata(&path)?.is_symlink() {
                return Err(Cause::Replaced);
            }
            Ok(File::open(path)?)
        }

        pub(in super::super) fn create(&self, name: &OsStr, _: bool) -> io::Result<File> {
            File::options().read(true).write(true).create_new(true).open(self.0.join(name))
        }

        #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on Unix")]
        pub(in super::super) fn may_write(&self, _: &OsStr) -> Result<(), Cause> {
            Ok(())
        }

        #[expect(clippy::unused_self, reason = "as on Unix")]
        pub(in super::super) fn exchange(&self, _: &OsStr, _: &OsStr) -> io::Result<()> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub(in super::super) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
            fs::rename(self.0.join(from), self.0.join(to))
        }

        pub(in super::super) fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
            fs::hard_link(self.0.join(from), self.0.join(to))?;
            _ = fs::remove_file(self.0.join(from));
            Ok(())
        }

        pub(in super::super) fn remove(&self, name: &OsStr) -> io::Result<()> {
            fs::remove_file(self.0.join(name))
        }

        pub(in super::super) fn remove_empty(&self, name: &OsStr) -> io::Result<()> {
            fs::remove_dir(self.0.join(name))
        }

        #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on Unix")]
        pub(in super::super) fn sync(&self) -> io::Result<()> {
            Ok(())
        }

        #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on Unix")]
        pub(in super::super) fn flush_file_system(&self) -> io::Result<bool> {
            Ok(false)
        }

        #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on Unix")]
        pub(in super::super) fn device(&self) -> io::Result<u64> {
            Ok(0)
        }

        #[expect(clippy::unused_self, reason = "as on Unix")]
        pub(in super::super) fn lock(&self) -> LockOutcome {
            LockOutcome::Unknown
        }
    }
}
