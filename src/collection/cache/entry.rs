//! What is kept of one file.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::collection::contents::Contents;
use crate::collection::file::File;
use crate::collection::fresh::Fresh;
use crate::collection::index::Told;
use crate::collection::stamp::Stamp;
use crate::record::{Form, Id, Kind, Name, Packed, Problem, pack_problems, unpack_problems};
use crate::text::{ByteRange, Packer, Unpacker};

/// What is kept of one file, which has one record.
#[derive(Debug)]
pub(in crate::collection) struct Entry {
    stamp: Stamp,
    text: Arc<str>,
    kind: Kind,
    id: Id,
    name: ByteRange,
    packed: Packed,
    problems: Vec<Problem>,
    told: Told,
}

impl Entry {
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
        let Self { stamp: _, text, kind, id, name, packed, problems, told } = self;
        let same = matches!(form, Form::One { kind: of, id: called } if of == kind && called == id);
        let one = (*kind, id.clone(), *name, packed.clone());
        let contents = || Contents::kept(Arc::clone(text), problems.clone(), one);
        same.then(|| Fresh::kept(File::kept(path, contents(), stamp), told.clone()))
    }

    pub(super) fn pack(packer: &mut Packer, file: &File, stamp: &Stamp) {
        let contents = &file.contents;
        let (Some(record), Some((kind, id))) = (contents.packed(), contents.head(0)) else {
            return;
        };
        let path = file.path.as_os_str().as_encoded_bytes();
        packer.size(path.len());
        packer.bytes(path);
        stamp.pack(packer);
        packer.text(&contents.text);
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

    pub(super) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<(PathBuf, Self)> {
        let length = unpacker.count()?;
        let path = path_of(unpacker.bytes(length)?)?;
        let stamp = Stamp::unpack(unpacker)?;
        let text = Arc::from(unpacker.text()?);
        let kind = Kind::from_repr(unpacker.byte()?)?;
        let id = Id::new(unpacker.text()?)?;
        let name = ByteRange::new(unpacker.size()?, unpacker.size()?)?;
        let length = unpacker.count()?;
        let packed = Packed::of_bytes(unpacker.bytes(length)?);
        let problems = unpack_problems(unpacker)?;
        let links = (0..unpacker.count()?)
            .map(|_| Some((Id::new(unpacker.text()?)?, Name::from_repr(unpacker.byte()?)?)))
            .collect::<Option<_>>()?;
        let speakers = (0..unpacker.count()?)
            .map(|_| unpacker.text().map(Arc::from))
            .collect::<Option<_>>()?;
        let told = Told { links, speakers };
        Some((path, Self { stamp, text, kind, id, name, packed, problems, told }))
    }
}

/// Returns the path with these bytes; none where they are not in UTF-8 and so can be no record's.
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    str::from_utf8(bytes).ok().map(|path| PathBuf::from(OsStr::new(path)))
}
