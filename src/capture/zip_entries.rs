//! The files in a zip file, found by the list at its end.

use super::decompressed::{PageCompression, decompressed};
use super::error::CaptureError;

/// A file in a zip file.
#[derive(Clone, Debug)]
pub(super) struct ZipEntry<'z> {
    /// Its name, with `/` between folders.
    pub(super) name: String,
    /// Its bytes as they are stored.
    stored: &'z [u8],
    method: u16,
    length: usize,
    sum: u32,
}

const LIST: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LOCAL: &[u8] = b"PK\x03\x04";
/// The list ends with a comment of at most so many bytes.
const LONGEST_COMMENT: usize = 65_535;
/// There are no more files in it.
const MOST_ENTRIES: usize = 10_000;

/// Returns whether a zip file has the files of a WACZ.
pub(super) fn looks_like_wacz(bytes: &[u8]) -> bool {
    entries(bytes).is_ok_and(|entries| entries.iter().any(ZipEntry::is_warc))
}

impl ZipEntry<'_> {
    /// Returns whether it is a WARC of a WACZ.
    pub(super) fn is_warc(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        name.strip_prefix("archive/")
            .is_some_and(|file| file.rsplit_once('.').is_some_and(|(_, ending)| ending == "warc"))
    }

    /// Returns its bytes, of which there may be no more than `most`.
    pub(super) fn read(&self, most: usize) -> Result<Vec<u8>, CaptureError> {
        let bytes = match self.method {
            0 => self.stored.to_vec(),
            8 => decompressed(self.stored, PageCompression::Raw, most)?,
            other => return Err(CaptureError::Compression(format!("method {other} of zip"))),
        };
        if bytes.len() != self.length || crc32fast::hash(&bytes) != self.sum {
            return Err(CaptureError::OtherBytes(self.name.clone()));
        }
        Ok(bytes)
    }
}

/// Returns the files in a zip file.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<ZipEntry<'_>>, CaptureError> {
    let from = bytes.len().saturating_sub(LONGEST_COMMENT + 22);
    let tail = bytes.get(from..).unwrap_or_default();
    let end = memchr::memmem::rfind(tail, END).ok_or_else(|| broken("it was cut off"))?;
    let end = tail.get(end..).unwrap_or_default();
    let count = usize::from(short(end, 10).ok_or_else(|| broken("it was cut off"))?);
    let list = long(end, 16).ok_or_else(|| broken("it was cut off"))?;
    if list == u32::MAX || count == usize::from(u16::MAX) {
        return Err(broken("it is of the kind for more than 4 GB"));
    }
    if count > MOST_ENTRIES {
        return Err(broken("it has more than 10,000 files"));
    }
    let mut at = list as usize;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let entry = bytes.get(at..).and_then(|rest| entry(bytes, rest));
        let (entry, length) = entry.ok_or_else(|| broken("its list of files cannot be read"))?;
        at += length;
        entries.push(entry);
    }
    Ok(entries)
}

/// Returns the file that a line of the list is of, and how long that line is.
fn entry<'z>(whole: &'z [u8], line: &[u8]) -> Option<(ZipEntry<'z>, usize)> {
    if !line.starts_with(LIST) {
        return None;
    }
    let method = short(line, 10)?;
    let sum = long(line, 16)?;
    let (stored, length) = (long(line, 20)? as usize, long(line, 24)? as usize);
    let name = usize::from(short(line, 28)?);
    let extra = usize::from(short(line, 30)?) + usize::from(short(line, 32)?);
    let at = long(line, 42)? as usize;
    let written = line.get(46..46 + name)?;
    let local = whole.get(at..).filter(|local| local.starts_with(LOCAL))?;
    let begin = 30 + usize::from(short(local, 26)?) + usize::from(short(local, 28)?);
    let stored = local.get(begin..begin.checked_add(stored)?)?;
    let name_in_words = String::from_utf8_lossy(written).replace('\\', "/");
    Some((ZipEntry { name: name_in_words, stored, method, length, sum }, 46 + name + extra))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn broken(what: &str) -> CaptureError {
    CaptureError::Broken { form: "a zip file", what: what.to_owned() }
}
