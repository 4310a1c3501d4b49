//! ZIP archives without compression, whose bytes depend on nothing but what is in them.
//!
//! The sizes of an entry go before it, which all programs understand, so they must be known before it is written.

use std::io::{self, Write};

/// The size and the checksum of what is to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct EntrySum {
    bytes: u64,
    crc: crc32fast::Hasher,
}

impl EntrySum {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut sum = Self::default();
        sum.add(bytes);
        sum
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.crc.update(bytes);
    }
}

/// An archive that is being written.
pub(super) struct ZipWriter<'w> {
    out: &'w mut dyn Write,
    at: u64,
    directory: Vec<u8>,
    count: u16,
}

/// The most bytes that are written at once.
const PIECE: usize = 2048;
/// The day that every entry has: the first that the format can write.
const DAY: u16 = 0x21;
/// The names of entries are in UTF-8.
const UTF_8: u16 = 0x800;
/// The version of the format that can read it.
const VERSION: u16 = 20;

impl<'w> ZipWriter<'w> {
    pub(super) fn to(out: &'w mut dyn Write) -> Self {
        Self { out, at: 0, directory: Vec::new(), count: 0 }
    }

    /// Begins an entry; exactly the bytes of `sum` follow.
    ///
    /// # Errors
    ///
    /// The archive grows larger than its format allows, or cannot be written.
    pub(super) fn begin(&mut self, name: &str, sum: &EntrySum) -> io::Result<()> {
        let too_large = || io::Error::from(io::ErrorKind::FileTooLarge);
        let bytes = u32::try_from(sum.bytes).map_err(|_| too_large())?;
        let at = u32::try_from(self.at).map_err(|_| too_large())?;
        let length = u16::try_from(name.len()).map_err(|_| too_large())?;
        let crc = sum.crc.clone().finalize();
        let mut both = Vec::new();
        for two in [VERSION, UTF_8, 0, 0, DAY] {
            both.extend(two.to_le_bytes());
        }
        for four in [crc, bytes, bytes] {
            both.extend(four.to_le_bytes());
        }
        both.extend(length.to_le_bytes());
        both.extend(0_u16.to_le_bytes());
        let mut head = b"PK\x03\x04".to_vec();
        head.extend(&both);
        head.extend(name.as_bytes());
        self.put(&head)?;
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&both);
        // No comment, on the first disk, with no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// Adds bytes to the entry that was begun.
    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        bytes.chunks(PIECE).try_for_each(|piece| self.out.write_all(piece))
    }

    /// Adds an entry.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(name, &EntrySum::of(bytes))?;
        self.put(bytes)
    }

    /// Writes the directory of entries, which ends the archive.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let too_large = |_| io::Error::from(io::ErrorKind::FileTooLarge);
        let at = u32::try_from(self.at).map_err(too_large)?;
        let directory = std::mem::take(&mut self.directory);
        let length = u32::try_from(directory.len()).map_err(too_large)?;
        self.put(&directory)?;
        let mut end = b"PK\x05\x06".to_vec();
        for two in [0, 0, self.count, self.count] {
            end.extend(two.to_le_bytes());
        }
        end.extend(length.to_le_bytes());
        end.extend(at.to_le_bytes());
        end.extend(0_u16.to_le_bytes());
        self.put(&end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_has_its_entries_where_its_directory_says() {
        let mut bytes = Vec::new();
        let mut zip = ZipWriter::to(&mut bytes);
        zip.add("one.txt", b"abc").unwrap();
        zip.add("two/é.txt", &[7; 5000]).unwrap();
        zip.finish().unwrap();
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let mut entry = number(end + 16);
        let mut found = Vec::new();
        while &bytes[entry..entry + 4] == b"PK\x01\x02" {
            let length = usize::from(u16::from_le_bytes([bytes[entry + 28], bytes[entry + 29]]));
            let name = str::from_utf8(&bytes[entry + 46..entry + 46 + length]).unwrap();
            let (crc, size, at) = (number(entry + 16), number(entry + 20), number(entry + 42));
            assert_eq!(&bytes[at..at + 4], b"PK\x03\x04");
            let start = at + 30 + length;
            let content = &bytes[start..start + size];
            assert_eq!(crc32fast::hash(content) as usize, crc);
            found.push((name, size));
            entry += 46 + length;
        }
        assert_eq!(found, [("one.txt", 3), ("two/é.txt", 5000)]);
        assert_eq!(crc32fast::hash(b"123456789"), 0xcbf4_3926);
    }
}
