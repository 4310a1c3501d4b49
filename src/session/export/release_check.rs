//! Reads again what was written of a public release, zip entries and properties too, and looks for people in it.

use std::io::{self, Read, Seek, SeekFrom};

use rayon::prelude::*;
use zip::ZipArchive;

use crate::redaction::ReleaseSearch;

/// How many bytes are looked through at once.
const PIECE: usize = 64 * 1024;
/// How many pieces are read at a time for each thread.
const PIECES: usize = 4;
/// How many bytes of a piece are looked through again with the next one: more than any name or five words have.
const OVERLAP: usize = 8 * 1024;

/// Returns the place in a file of a release that gives away a person or a case, for the owner of the collection: its name,
/// with the entry of an archive and the line.
///
/// # Errors
///
/// It cannot be read.
pub(super) fn gives_away(
    search: &ReleaseSearch<'_>,
    name: &str,
    file: &mut (impl Read + Seek),
) -> io::Result<Option<String>> {
    if search.names(&in_words(name)) {
        return Ok(Some(name.to_owned()));
    }
    let at_line = |line: u64| format!("{name}:{line}");
    let mut start = [0; 4];
    let length = file.read(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    if start.get(..length) != Some(b"PK\x03\x04") {
        return Ok(line_that_gives_away(search, file)?.map(at_line));
    }
    let mut archive = ZipArchive::new(file).map_err(io::Error::other)?;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).map_err(io::Error::other)?;
        let part = entry.name().map_err(io::Error::other)?.into_owned();
        if search.finds(&part) || line_that_gives_away(search, &mut entry)?.is_some() {
            return Ok(Some(format!("{part} in {name}")));
        }
    }
    Ok(None)
}

/// Returns the name of a file without its ending.
pub(super) fn in_words(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
    stem.replace(['_', '.'], " ")
}

/// A part of a file.
struct FilePiece {
    text: String,
    /// The number of its first line.
    line: u64,
}

/// Returns the number of the first line that gives away a person or a case; several pieces are looked through at a time.
fn line_that_gives_away(
    search: &ReleaseSearch<'_>,
    text: &mut dyn Read,
) -> io::Result<Option<u64>> {
    // Gathers what is looked for, for which threads that look for it would wait.
    search.finds("");
    let mut pieces = FilePieces { text, rest: Vec::new(), line: 1, is_read: false };
    loop {
        let several: io::Result<Vec<FilePiece>> =
            pieces.by_ref().take(PIECES * rayon::current_num_threads()).collect();
        let several = several?;
        if several.is_empty() {
            return Ok(None);
        }
        let lines = several.into_par_iter().map(|piece| line_in(search, &piece));
        if let Some(line) = lines.find_first(Option::is_some).flatten() {
            return Ok(Some(line));
        }
    }
}

/// Returns the number of the first line of a piece that gives away a person or a case.
fn line_in(search: &ReleaseSearch<'_>, piece: &FilePiece) -> Option<u64> {
    let at = search.find(&piece.text)?;
    Some(piece.line + newlines(piece.text.get(..at)?.as_bytes()))
}

/// The pieces of a file, one after the other.
struct FilePieces<'r> {
    text: &'r mut dyn Read,
    /// What was read and is no whole piece yet, with what the next one has of the last.
    rest: Vec<u8>,
    line: u64,
    is_read: bool,
}

impl Iterator for FilePieces<'_> {
    type Item = io::Result<FilePiece>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_read {
            return None;
        }
        let Self { text, rest, line, .. } = self;
        match text.take(PIECE as u64).read_to_end(rest) {
            Ok(read) => self.is_read = read == 0,
            Err(error) => {
                self.is_read = true;
                return Some(Err(error));
            }
        }
        // A part of a word may be a name where the word is none.
        let end = if self.is_read { rest.len() } else { between_words(rest, rest.len()) };
        let said = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let piece = FilePiece { text: said, line: *line };
        let behind = between_words(rest, end.saturating_sub(OVERLAP));
        *line += newlines(rest.get(..behind).unwrap_or_default());
        rest.drain(..behind);
        Some(Ok(piece))
    }
}

/// Returns the last place at or before another that is behind what parts the values of a file.
fn between_words(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or(bytes);
    let last = before.iter().rposition(|byte| b" ,;|<>\"\t\r\n".contains(byte));
    last.map_or(at, |last| last + 1)
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    #[test]
    fn a_file_of_many_pieces_is_looked_through_in_whole_words() {
        let mut memory = Memory::default();
        memory.put(
            "victims/test-a.toml",
            "title = 'A'\nname = 'Nongender Testov'\naliases = ['Conforming', 'Gender']\n",
        );
        let collection = load(&memory);
        let search = ReleaseSearch::of(&collection);
        let row = "v-1,non_conforming,\"non_conforming\"\n";
        let rows = PIECE / row.len() + 9;
        // Cut after a fixed number of bytes, a piece would begin at `conforming` for some of these.
        for before in 0..row.len() {
            let text = format!("{:before$},\n{}", "", row.repeat(rows));
            let line = line_that_gives_away(&search, &mut text.as_bytes()).unwrap();
            assert_eq!(line, None, "{before}");
        }
        let text = format!("{}v-2,Testov\n{row}", row.repeat(rows));
        let line = line_that_gives_away(&search, &mut text.as_bytes()).unwrap();
        assert_eq!(line, Some(rows as u64 + 1));
    }
}
