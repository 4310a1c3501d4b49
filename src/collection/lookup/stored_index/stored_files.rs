//! The files that a stored index was made of, by what the file system says of them. Some thousands are compressed together and
//! are looked at one after the other, so that those of a large collection take little memory.

use std::cmp::Ordering;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::face::ShortHash;
use crate::codec::{CompressedBytes, Packer, Unpacker};
use crate::collection::files::file::File;
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::placement::Placement;
use crate::record::{FileLayout, Id};

/// So many files are compressed together; in tests so few that small collections have several pieces.
const FILES_PER_PIECE: usize = if cfg!(test) { 3 } else { 4096 };

/// A file as it was read, and what the file system said of it then.
type StampedFile<'f> = (&'f File, &'f FileStamp);

/// The files of an index, in their order.
pub(super) struct StoredFiles {
    pieces: Vec<FilesPiece>,
}

/// Files that are compressed together.
struct FilesPiece {
    /// The path of the last.
    last: String,
    compressed: Box<[u8]>,
}

/// A file of an index.
#[derive(Clone)]
pub(super) struct StoredFile {
    /// The piece that it is in.
    piece: Arc<Vec<u8>>,
    /// Where its path is in the piece.
    path: Range<usize>,
    state: StoredState,
}

/// By what a file is known to be what it was.
#[derive(Clone, Copy)]
enum StoredState {
    Stamp(FileStamp),
    /// What the file system said of it might have been said of another text too.
    Text(ShortHash),
}

impl StoredFiles {
    /// Returns these files, which are in their order.
    pub(super) fn of(files: &[StampedFile<'_>]) -> Self {
        let piece = |files: &[StampedFile<'_>]| {
            let mut piece = PieceBuilder::default();
            piece.add_all(files.iter().copied());
            piece.finish()
        };
        Self { pieces: files.chunks(FILES_PER_PIECE).filter_map(piece).collect() }
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.size(self.pieces.len());
        for FilesPiece { last, compressed } in &self.pieces {
            packer.text(last);
            packer.size(compressed.len());
            packer.bytes(compressed);
        }
    }

    pub(super) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let piece = |unpacker: &mut Unpacker<'_>| {
            let last = unpacker.text()?.to_owned();
            let length = unpacker.size()?;
            Some(FilesPiece { last, compressed: unpacker.bytes(length)?.into() })
        };
        let pieces = (0..unpacker.count()?).map(|_| piece(unpacker));
        Some(Self { pieces: pieces.collect::<Option<_>>()? })
    }

    /// Returns the files in their order, and nothing behind one that cannot be read.
    pub(super) fn all(&self) -> impl Iterator<Item = Option<StoredFile>> {
        let mut has_failed = false;
        let files = self.pieces.iter().flat_map(FilesPiece::files);
        files.take_while(move |file| !std::mem::replace(&mut has_failed, file.is_none()))
    }

    /// Takes the place of the files at some paths, which are in their order.
    pub(super) fn replace(&mut self, changes: &[(PathBuf, Option<StampedFile<'_>>)]) {
        let mut changes = changes;
        let mut pieces = std::mem::take(&mut self.pieces).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let is_last = pieces.peek().is_none();
            let last = Path::new(&piece.last);
            let count = changes.partition_point(|(path, _)| is_last || path.as_path() <= last);
            let (of_piece, rest) = changes.split_at_checked(count).unwrap_or_default();
            changes = rest;
            let renewed = if of_piece.is_empty() { Some(piece) } else { piece.with(of_piece) };
            self.pieces.extend(renewed);
        }
        // There was none at all.
        let new: Vec<StampedFile<'_>> = changes.iter().filter_map(|(_, now)| *now).collect();
        self.pieces.extend(Self::of(&new).pieces);
    }
}

impl FilesPiece {
    fn files(&self) -> impl Iterator<Item = Option<StoredFile>> + use<> {
        let bytes = Unpacker::new(&self.compressed).compressed();
        let piece = bytes.and_then(CompressedBytes::decompress).map(Arc::new);
        let mut at = 0;
        let mut is_unreadable = piece.is_none();
        std::iter::from_fn(move || {
            let Some(piece) = &piece else {
                return std::mem::take(&mut is_unreadable).then_some(None);
            };
            let rest = piece.get(at..).filter(|rest| !rest.is_empty())?;
            let mut unpacker = Unpacker::new(rest);
            let file = StoredFile::unpack(piece, &mut unpacker);
            at = if file.is_some() { piece.len() - unpacker.rest().len() } else { piece.len() };
            Some(file)
        })
    }

    /// Returns the piece with these files in the place of those at their paths; `None` where none is left.
    fn with(&self, changes: &[(PathBuf, Option<StampedFile<'_>>)]) -> Option<Self> {
        let mut changes = changes.iter().peekable();
        let mut piece = PieceBuilder::default();
        for file in self.files().map_while(|file| file) {
            while let Some((_, now)) =
                changes.next_if(|(changed, _)| file.order(changed) == Ordering::Greater)
            {
                piece.add_all(*now);
            }
            match changes.next_if(|(changed, _)| file.order(changed) == Ordering::Equal) {
                Some((_, now)) => piece.add_all(*now),
                None => piece.keep(&file),
            }
        }
        piece.add_all(changes.filter_map(|(_, now)| *now));
        piece.finish()
    }
}

/// A piece that is being filled, file by file.
#[derive(Default)]
struct PieceBuilder {
    files: Packer,
    last: String,
}

impl PieceBuilder {
    /// Adds files as they were read.
    fn add_all<'f>(&mut self, files: impl IntoIterator<Item = StampedFile<'f>>) {
        for (file, stamp) in files {
            let state = if stamp.is_unchanged(stamp) {
                StoredState::Stamp(*stamp)
            } else {
                StoredState::Text(ShortHash::of(file.now().text().as_bytes()))
            };
            self.put(file.path.to_str().unwrap_or_default(), state);
        }
    }

    /// Adds a file that is as it was.
    fn keep(&mut self, file: &StoredFile) {
        self.put(file.path(), file.state);
    }

    fn put(&mut self, path: &str, state: StoredState) {
        self.files.text(path);
        match state {
            StoredState::Stamp(stamp) => {
                self.files.byte(0);
                stamp.pack(&mut self.files);
            }
            StoredState::Text(text) => {
                self.files.byte(1);
                text.pack(&mut self.files);
            }
        }
        self.last.clear();
        self.last.push_str(path);
    }

    fn finish(self) -> Option<FilesPiece> {
        if self.files.is_empty() {
            return None;
        }
        let mut packer = Packer::default();
        packer.compressed(&self.files.into_bytes());
        Some(FilesPiece { last: self.last, compressed: packer.into_bytes().into() })
    }
}

impl StoredFile {
    fn unpack(piece: &Arc<Vec<u8>>, unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let length = unpacker.text()?.len();
        let end = piece.len() - unpacker.rest().len();
        let state = match unpacker.byte()? {
            0 => StoredState::Stamp(FileStamp::unpack(unpacker)?),
            1 => StoredState::Text(ShortHash::unpack(unpacker)?),
            _ => return None,
        };
        Some(Self { piece: Arc::clone(piece), path: end - length..end, state })
    }

    /// Returns its path.
    pub(super) fn path(&self) -> &str {
        let path = self.piece.get(self.path.clone()).unwrap_or_default();
        str::from_utf8(path).unwrap_or_default()
    }

    /// Returns the id of its record.
    pub(super) fn id(&self) -> Option<Id> {
        match Placement::of(Path::new(self.path())) {
            Placement::Records(FileLayout::One { id, .. }) => Some(id),
            Placement::Records(FileLayout::Many { .. })
            | Placement::Settings
            | Placement::MisnamedSettings
            | Placement::Archived(_)
            | Placement::BadName(..)
            | Placement::UnknownKind(_)
            | Placement::Misnamed(_)
            | Placement::Copy(_)
            | Placement::Foreign => None,
        }
    }

    /// Returns the name of the file without its ending, which is the id of its record.
    pub(super) fn stem(&self) -> Option<&str> {
        let path = self.path();
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        name.strip_suffix(".toml")
    }

    /// Compares its place in the order of files with that of a path.
    pub(super) fn order(&self, other: &Path) -> Ordering {
        let path = self.path();
        // Comparing paths part by part takes longer, and most are the same.
        if other.as_os_str() == path {
            return Ordering::Equal;
        }
        Path::new(path).cmp(other)
    }

    /// Returns whether a file with this stamp says what this one said; `text` is read only where the stamp does not tell.
    pub(super) fn is_as(&self, stamp: &FileStamp, text: impl FnOnce() -> ShortHash) -> bool {
        match self.state {
            StoredState::Stamp(read) => read.is_unchanged(stamp),
            StoredState::Text(known) => text() == known,
        }
    }

    /// Returns whether a file at the same path says what this one said.
    pub(super) fn is_same(&self, file: &File, stamp: &FileStamp) -> bool {
        self.is_as(stamp, || ShortHash::of(file.now().text().as_bytes()))
    }
}
