//! What is kept of one file, and of some that are kept together: their texts side by side, then the
//! rest of each.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::HashMap;

use crate::collection::contents::Contents;
use crate::collection::file::File;
use crate::collection::fresh::{Fresh, Told};
use crate::collection::stamp::Stamp;
use crate::record::{Form, Id, Kind, Name, Packed, Problem, pack_problems, unpack_problems};
use crate::text::{ByteRange, Packer, Piece, Unpacker};

/// What is kept of one file, which has one record.
#[derive(Debug)]
pub(in crate::collection) struct Entry {
    path: PathBuf,
    stamp: Stamp,
    text: Piece,
    kind: Kind,
    id: Id,
    name: ByteRange,
    packed: Packed,
    problems: Box<[Problem]>,
    told: Arc<Told>,
}

impl Entry {
    /// Returns the path of the file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what the file system said of the file when it was read.
    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Tells whether a file with that stamp need not be read.
    pub(in crate::collection) fn vouches_for(&self, stamp: &Stamp) -> bool {
        self.stamp.vouches_for(stamp)
    }

    /// Tells whether this is what is kept of a file with these bytes.
    pub(in crate::collection) fn is_of(&self, bytes: &[u8]) -> bool {
        self.text.as_bytes() == bytes
    }

    /// Returns the file as if it had just been read; `None` where its path says that it is another
    /// record.
    pub(in crate::collection) fn fresh(
        &self,
        path: &Path,
        stamp: Stamp,
        form: &Form,
    ) -> Option<Fresh> {
        let Self { path: _, stamp: _, text, kind, id, name, packed, problems, told } = self;
        let same = matches!(form, Form::One { kind: of, id: called } if of == kind && called == id);
        let one = (*kind, id.clone(), *name, packed.clone());
        let contents = || Contents::kept(text.clone(), problems.clone(), one);
        same.then(|| Fresh::kept(File::kept(path, contents(), stamp), Arc::clone(told)))
    }
}

/// Writes some files, each with its stamp, to be read by [`unpack`].
pub(super) fn pack<'f>(files: impl Iterator<Item = (&'f File, &'f Stamp)> + Clone) -> Vec<u8> {
    let mut packer = Packer::default();
    let texts = || files.clone().map(|(file, _)| &*file.contents.text);
    packer.size(texts().map(str::len).sum());
    texts().for_each(|text| packer.bytes(text.as_bytes()));
    files.for_each(|(file, stamp)| pack_one(&mut packer, file, stamp));
    packer.into_bytes()
}

fn pack_one(packer: &mut Packer, file: &File, stamp: &Stamp) {
    let contents = &file.contents;
    let (Some(record), Some((kind, id))) = (contents.packed(), contents.head(0)) else {
        return;
    };
    let path = file.path.as_os_str().as_encoded_bytes();
    packer.size(path.len());
    packer.bytes(path);
    stamp.pack(packer);
    packer.size(contents.text.len());
    packer.byte(kind as u8);
    packer.text(id.as_str());
    let name = contents.place_of_name();
    packer.size(name.start());
    packer.size(name.end());
    packer.size(record.bytes().len());
    packer.bytes(record.bytes());
    pack_problems(packer, &contents.problems);
    let told = contents.look(|records| records.first().map(Told::of)).unwrap_or_default();
    packer.size(told.links.len());
    for (to, field) in &told.links {
        packer.text(to.as_str());
        packer.byte(*field as u8);
    }
    packer.size(told.speakers.len());
    for speaker in &told.speakers {
        packer.text(speaker);
    }
}

/// Reads the files that [`pack`] wrote; `None` where it did not write these bytes.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut unpacker = Unpacker::new(bytes);
    let texts: Arc<str> = unpacker.text()?.into();
    let rest: Arc<[u8]> = unpacker.rest().into();
    let mut unpacking = Unpacking {
        texts,
        read: 0,
        rest: &rest,
        unpacker: Unpacker::new(&rest),
        ids: HashMap::default(),
    };
    let mut entries = Vec::new();
    while !unpacking.unpacker.is_at_end() {
        entries.push(unpacking.one()?);
    }
    (unpacking.read == unpacking.texts.len()).then_some(entries)
}

/// Some files that are being read.
struct Unpacking<'b> {
    texts: Arc<str>,
    /// How many bytes of the texts belong to the files before.
    read: usize,
    rest: &'b Arc<[u8]>,
    unpacker: Unpacker<'b>,
    /// The ids that were read, each kept once.
    ids: HashMap<&'b str, Id>,
}

impl Unpacking<'_> {
    fn one(&mut self) -> Option<Entry> {
        let length = self.unpacker.count()?;
        let path = path_of(self.unpacker.bytes(length)?)?;
        let stamp = Stamp::unpack(&mut self.unpacker)?;
        let end = self.read.checked_add(self.unpacker.size()?)?;
        let text = Piece::of(&self.texts, ByteRange::new(self.read, end)?)?;
        self.read = end;
        let kind = Kind::from_repr(self.unpacker.byte()?)?;
        let id = self.id()?;
        let name = ByteRange::new(self.unpacker.size()?, self.unpacker.size()?)?;
        let length = self.unpacker.count()?;
        let start = self.rest.len() - self.unpacker.rest().len();
        self.unpacker.bytes(length)?;
        let packed = Packed::among(self.rest, ByteRange::new(start, start + length)?);
        let problems = unpack_problems(&mut self.unpacker)?.into();
        let links = (0..self.unpacker.count()?)
            .map(|_| Some((self.id()?, Name::from_repr(self.unpacker.byte()?)?)))
            .collect::<Option<_>>()?;
        let speakers = (0..self.unpacker.count()?)
            .map(|_| self.unpacker.text().map(Arc::from))
            .collect::<Option<_>>()?;
        let told = Arc::new(Told { links, speakers });
        Some(Entry { path, stamp, text, kind, id, name, packed, problems, told })
    }

    fn id(&mut self) -> Option<Id> {
        let written = self.unpacker.text()?;
        if let Some(known) = self.ids.get(written) {
            return Some(known.clone());
        }
        let id = Id::new(written)?;
        self.ids.insert(written, id.clone());
        Some(id)
    }
}

/// Returns the path with these bytes; none where they are not in UTF-8 and so can be no record's.
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    str::from_utf8(bytes).ok().map(|path| PathBuf::from(OsStr::new(path)))
}
