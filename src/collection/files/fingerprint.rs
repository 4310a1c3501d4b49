//! File fingerprints (size, mtime, ctime, inode, device): has this file changed since it was read?

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use crate::codec::{Packer, Unpacker};

/// What the file system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// Its bytes.
    size: u64,
    /// When its bytes were written, and when anything of it was changed, in nanoseconds since 1970.
    /// The second cannot be set by programs that copy files with their times.
    modified: u64,
    changed: u64,
    /// Which file it is on which disk.
    inode: u64,
    device: u64,
    /// Whether the file was written so shortly before it was read that it may be written again within
    /// the same step of the clock, which changes neither time. Git calls such an index entry "racily
    /// clean" and reads the file again, as this does.
    doubtful: bool,
}

/// File systems count time in steps; the coarsest in use, that of FAT, are of two seconds.
const COARSEST: Duration = Duration::from_secs(2);

impl FileStamp {
    /// Returns the stamp of a file that is read at some moment. One that was written shortly before
    /// it, or after it by a clock that went backwards, is doubtful.
    pub(crate) fn of(metadata: &Metadata, now: SystemTime) -> Self {
        let since_1970 = |time: SystemTime| {
            let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            nanoseconds(since)
        };
        let modified = metadata.modified().map(since_1970).unwrap_or_default();
        let (changed, inode, device) = identity(metadata).unwrap_or((modified, 0, 0));
        let settled = since_1970(now).saturating_sub(nanoseconds(COARSEST));
        let doubtful = modified.max(changed) >= settled || inode == 0;
        Self { size: metadata.len(), modified, changed, inode, device, doubtful }
    }

    /// Returns whether a file with the other stamp has the bytes that were read under this one.
    pub(crate) fn is_unchanged(&self, other: &Self) -> bool {
        !self.doubtful && Self { doubtful: false, ..*other } == *self
    }

    /// Returns whether a file looks from outside as it did.
    pub fn is_same(&self, other: &Self) -> bool {
        Self { doubtful: other.doubtful, ..*self } == *other
    }

    /// Returns whether the file was written so shortly before it was looked at that it may be written
    /// again without looking otherwise.
    pub fn is_recent(&self) -> bool {
        self.doubtful && self.inode != 0
    }

    /// Returns whether the file has no bytes.
    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    pub(crate) fn pack(&self, packer: &mut Packer) {
        let Self { size, modified, changed, inode, device, doubtful } = self;
        packer.number(*size);
        packer.number(*modified);
        packer.number(*changed);
        packer.number(*inode);
        packer.number(*device);
        packer.byte(u8::from(*doubtful));
    }

    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self {
            size: unpacker.number()?,
            modified: unpacker.number()?,
            changed: unpacker.number()?,
            inode: unpacker.number()?,
            device: unpacker.number()?,
            doubtful: unpacker.byte()? != 0,
        })
    }
}

/// Returns a time since 1970 in nanoseconds; 64 bits are enough until 2554.
fn nanoseconds(since: Duration) -> u64 {
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<(u64, u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).ok()?;
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).ok()?;
    Some((
        seconds.checked_mul(1_000_000_000)?.checked_add(nanoseconds)?,
        metadata.ino(),
        metadata.dev(),
    ))
}

// Where files have no numbers that can be asked for, every stamp is doubtful.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stamp_of_a_file_that_was_just_written_is_doubtful() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let metadata = file.as_file().metadata().unwrap();
        let written = metadata.modified().unwrap();
        let at = |now| FileStamp::of(&metadata, now);
        let (soon, later) = (at(written + COARSEST / 2), at(written + 2 * COARSEST));
        assert!(later.is_unchanged(&later) && later.is_unchanged(&soon));
        assert!(!soon.is_unchanged(&soon) && !soon.is_unchanged(&later));
        let before = at(written - 5 * COARSEST);
        assert!(!before.is_unchanged(&later), "the clock went backwards");
        for other in [
            FileStamp { size: 1, ..later },
            FileStamp { modified: 1, ..later },
            FileStamp { changed: 1, ..later },
            FileStamp { inode: 1, ..later },
            FileStamp { device: 99, ..later },
        ] {
            assert!(!later.is_unchanged(&other), "{other:?}");
        }
        let mut packer = Packer::default();
        later.pack(&mut packer);
        let bytes = packer.into_bytes();
        assert_eq!(FileStamp::unpack(&mut Unpacker::new(&bytes)), Some(later));
    }
}
