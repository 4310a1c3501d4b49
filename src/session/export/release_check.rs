//! Reads again what was written of a public release, zip entries and properties too, and looks for people in it.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::redaction::ReleaseSearch;

/// How many bytes are looked through at once.
const PIECE: usize = 1024 * 1024;
/// How many bytes of a piece are looked through again with the next one: more than any name or five words have.
const OVERLAP: usize = 8 * 1024;

/// Returns whether a file of a release gives away a person or a case.
///
/// # Errors
///
/// It cannot be read.
pub(super) fn gives_away(
    search: &ReleaseSearch<'_>,
    name: &str,
    file: &mut (impl Read + Seek),
) -> io::Result<bool> {
    if search.names(&in_words(name)) {
        return Ok(true);
    }
    let mut start = [0; 4];
    let length = file.read(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    if start.get(..length) != Some(b"PK\x03\x04") {
        return text_gives_away(search, file);
    }
    let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(io::Error::other)?;
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        if search.finds(&name) || text_gives_away(search, &mut entry)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns the name of a file without its ending.
pub(super) fn in_words(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
    stem.replace(['_', '.'], " ")
}

fn text_gives_away(search: &ReleaseSearch<'_>, text: &mut dyn Read) -> io::Result<bool> {
    let mut piece: Vec<u8> = Vec::new();
    loop {
        let read = text.take(PIECE as u64).read_to_end(&mut piece)?;
        if search.finds(&String::from_utf8_lossy(&piece)) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        let behind = piece.len().saturating_sub(OVERLAP);
        piece.drain(..behind);
    }
}
