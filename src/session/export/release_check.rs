//! Reads again what was written of a public release, zip entries and properties too, and looks for people in it.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::redaction::ReleaseSearch;

/// How many bytes are looked through at once.
const PIECE: usize = 1024 * 1024;
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

/// Returns the number of the first line that gives away a person or a case.
fn line_that_gives_away(
    search: &ReleaseSearch<'_>,
    text: &mut dyn Read,
) -> io::Result<Option<u64>> {
    let mut piece: Vec<u8> = Vec::new();
    let mut line = 1;
    loop {
        let read = text.take(PIECE as u64).read_to_end(&mut piece)?;
        // A part of a word may be a name where the word is none.
        let end = if read == 0 { piece.len() } else { between_words(&piece, piece.len()) };
        let said = String::from_utf8_lossy(piece.get(..end).unwrap_or_default());
        if let Some(at) = search.find(&said) {
            return Ok(Some(line + newlines(said.get(..at).unwrap_or_default().as_bytes())));
        }
        if read == 0 {
            return Ok(None);
        }
        let behind = between_words(&piece, end.saturating_sub(OVERLAP));
        line += newlines(piece.get(..behind).unwrap_or_default());
        piece.drain(..behind);
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
        // With 8 and 29 bytes before it, the second piece would begin at `conforming`.
        for before in [8, 20, 29] {
            let text = format!("{:before$},\n{}", "", row.repeat(rows));
            let line = line_that_gives_away(&search, &mut text.as_bytes()).unwrap();
            assert_eq!(line, None, "{before}");
        }
        let text = format!("{}v-2,Testov\n{row}", row.repeat(rows));
        let line = line_that_gives_away(&search, &mut text.as_bytes()).unwrap();
        assert_eq!(line, Some(rows as u64 + 1));
    }
}
