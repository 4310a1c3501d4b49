//! What a stored index was made of: files by what the file system says of them, tables and archived texts by their
//! hashes, what records link to by its faces, and the ids of all lines.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use super::face::{ShortHash, derivation, face_of};
use super::stored_files::StoredFiles;
use crate::codec::{Packer, Unpacker};
use crate::collection::assemble::Collection;
use crate::collection::files::file::{File, Freshness};
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::placement::Placement;
use crate::collection::lookup::refresh::stale;
use crate::record::{FileLayout, Id, Kind, Record};

/// The files whose records may be stored.
pub(super) struct KeptFiles<'c> {
    /// Those with one record each, which may be in a cache too.
    pub(super) files: Vec<(&'c File, &'c FileStamp)>,
    /// Tables and the settings.
    tables: Vec<&'c File>,
    /// The records of all others, and confidential ones of tables.
    left_out: HashSet<Id>,
}

impl<'c> KeptFiles<'c> {
    /// Returns those of a collection.
    pub(super) fn of(collection: &'c Collection) -> Self {
        let all: Vec<&File> = collection.files().collect();
        let all = all.into_par_iter().map(|file| (file, collection.cacheable(file)));
        let mut kept = Self { files: Vec::new(), tables: Vec::new(), left_out: HashSet::new() };
        for (file, stamp) in all.collect::<Vec<_>>() {
            let confidential = |record: &&Record| collection.is_confidential(record);
            let ids = |file: &File| {
                (0..file.contents.len())
                    .filter_map(|at| Some(file.contents.head(at)?.1.clone()))
                    .collect::<Vec<_>>()
            };
            match stamp {
                _ if file.path.to_str().is_none() => kept.left_out.extend(ids(file)),
                Some(stamp) => kept.files.push((file, stamp)),
                None if is_table(file) => {
                    kept.left_out.extend(file.contents.with_records(|records| {
                        let hidden = records.iter().filter(confidential);
                        hidden.map(|record| record.id.clone()).collect::<Vec<_>>()
                    }));
                    kept.tables.push(file);
                }
                None => kept.left_out.extend(ids(file)),
            }
        }
        kept
    }

    /// Returns the records of which nothing is stored: those of other files, confidential ones, and all whose lines show
    /// such a one.
    pub(super) fn hidden(&self, collection: &Collection) -> HashSet<Id> {
        if self.left_out.is_empty() {
            return HashSet::new();
        }
        stale(collection, &self.left_out, &self.left_out)
    }

    /// Returns the records that are left out themselves.
    pub(super) fn left_out(&self) -> &HashSet<Id> {
        &self.left_out
    }
}

/// Returns whether a file is a table that was read as it is, or the settings.
pub(super) fn is_table(file: &File) -> bool {
    let placement = Placement::of(&file.path);
    let is_one =
        matches!(placement, Placement::Settings | Placement::Records(FileLayout::Many { .. }));
    is_one
        && file.stamp.is_some()
        && file.guessed.is_empty()
        && matches!(file.freshness, Freshness::Current)
}

/// The tables that a stored index was made of, and how many blocks of lines it has: its start.
pub(super) struct StoredTables {
    /// How many there were when it was read.
    pub(super) blocks: usize,
    /// Whether nothing of the collection was withheld from anyone.
    pub(super) is_open: bool,
    tables: Vec<StoredTable>,
}

/// A table as it was, with the records of it that were stored.
pub(super) struct StoredTable {
    path: PathBuf,
    text: ShortHash,
    pub(super) ids: Vec<Id>,
}

impl StoredTable {
    fn of(file: &File, hidden: &HashSet<Id>) -> Self {
        let contents = &file.contents;
        let ids = (0..contents.len()).filter_map(|at| Some(contents.head(at)?.1));
        let ids = ids.filter(|id| !hidden.contains(*id)).cloned().collect();
        let text = ShortHash::of(file.now().text().as_bytes());
        Self { path: file.path.clone(), text, ids }
    }
}

impl StoredTables {
    /// Returns the tables of a collection.
    pub(super) fn of(collection: &Collection, kept: &KeptFiles<'_>, hidden: &HashSet<Id>) -> Self {
        let tables = kept.tables.iter().map(|file| StoredTable::of(file, hidden));
        let is_open = hidden.is_empty() && collection.withheld_in_exports().is_empty();
        Self { blocks: 0, is_open, tables: tables.collect() }
    }

    /// Takes note of what a table says now, of which nothing is hidden.
    pub(super) fn replace(&mut self, file: &File) {
        for table in self.tables.iter_mut().filter(|table| table.path == file.path) {
            *table = StoredTable::of(file, &HashSet::new());
        }
    }

    /// Returns the ids that a table had.
    pub(super) fn ids_of(&self, path: &Path) -> &[Id] {
        let table = self.tables.iter().find(|table| table.path == path);
        table.map_or(&[], |table| table.ids.as_slice())
    }

    /// Returns the tables that are gone, or that say something else now.
    pub(super) fn differences(&self, collection: &Collection) -> Vec<&StoredTable> {
        let is_same = |table: &&StoredTable| {
            let now = collection.file_at(&table.path).filter(|file| is_table(file));
            // A record may be confidential now by another with its id.
            let shown = |record: &Record| {
                collection.is_confidential(record) && table.ids.contains(&record.id)
            };
            now.is_some_and(|file| {
                ShortHash::of(file.now().text().as_bytes()) == table.text
                    && !file.contents.with_records(|records| records.iter().any(shown))
            })
        };
        self.tables.iter().filter(|table| !is_same(table)).collect()
    }

    /// Returns whether a table was among them, and is as it was; `differences` are those that are not.
    pub(super) fn has_same(&self, path: &Path, differences: &[&StoredTable]) -> bool {
        self.knows(path) && !differences.iter().any(|table| table.path == path)
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.tables.len()
    }

    /// Returns whether a table was among them.
    pub(super) fn knows(&self, path: &Path) -> bool {
        self.tables.iter().any(|table| table.path == path)
    }

    /// Returns whether a table with this text was among them.
    pub(super) fn has(&self, path: &Path, text: ShortHash) -> bool {
        self.tables.iter().any(|table| table.path == path && table.text == text)
    }

    /// Returns its bytes, where there are so many blocks of lines.
    pub(super) fn pack(&self, blocks: usize) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.size(blocks);
        packer.byte(u8::from(self.is_open));
        packer.size(self.tables.len());
        for StoredTable { path, text, ids } in &self.tables {
            packer.text(path.to_str().unwrap_or_default());
            text.pack(&mut packer);
            packer.size(ids.len());
            for id in ids {
                packer.text(id.as_str());
            }
        }
        packer.into_bytes()
    }

    pub(super) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let blocks = unpacker.size()?;
        let is_open = unpacker.byte()? != 0;
        let table = |unpacker: &mut Unpacker<'_>| {
            let (path, text) = (unpacker.text()?.into(), ShortHash::unpack(unpacker)?);
            let ids = (0..unpacker.count()?).map(|_| Id::new(unpacker.text()?));
            Some(StoredTable { path, text, ids: ids.collect::<Option<_>>()? })
        };
        let tables = (0..unpacker.count()?).map(|_| table(&mut unpacker)).collect::<Option<_>>()?;
        unpacker.is_at_end().then_some(Self { blocks, is_open, tables })
    }
}

/// What a stored index was made of, besides tables.
pub(super) struct Snapshot {
    /// The files with one record each.
    pub(super) files: StoredFiles,
    /// The faces of what records linked to; `None` where no record had the id.
    pub(super) faces: HashMap<Id, Option<ShortHash>>,
    /// The hashes of the archived texts, by their sources.
    texts: BTreeMap<Id, ShortHash>,
    /// A hash of what sources are derived from.
    derivation: ShortHash,
}

impl Snapshot {
    /// Returns a snapshot of a collection, of which nothing is in it that is hidden; `rivals` are linked to by what sources
    /// say instead of a value.
    pub(super) fn of(
        collection: &Collection,
        kept: &KeptFiles<'_>,
        hidden: &HashSet<Id>,
        rivals: impl Iterator<Item = Id>,
    ) -> Self {
        let files = StoredFiles::of(&kept.files);
        let linked: HashSet<Id> =
            collection.all_mentions().map(|(id, _)| id.clone()).chain(rivals).collect();
        let shown = linked.into_par_iter().filter(|id| !hidden.contains(id));
        let faces = shown.map(|id| (id.clone(), face_of(collection, &id)));
        let faces = faces.collect::<Vec<_>>().into_iter().collect();
        let derivation = derivation(collection);
        Self { files, faces, texts: texts(collection), derivation }
    }

    pub(super) fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.files.pack(&mut packer);
        packer.size(self.faces.len());
        for (id, face) in &self.faces {
            packer.text(id.as_str());
            packer.byte(u8::from(face.is_some()));
            if let Some(face) = face {
                face.pack(&mut packer);
            }
        }
        packer.size(self.texts.len());
        for (source, text) in &self.texts {
            packer.text(source.as_str());
            text.pack(&mut packer);
        }
        self.derivation.pack(&mut packer);
        packer.into_bytes()
    }

    pub(super) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let files = StoredFiles::unpack(&mut unpacker)?;
        let count = unpacker.count()?;
        let mut faces = HashMap::with_capacity(count);
        for _ in 0..count {
            let id = Id::new(unpacker.text()?)?;
            let has_face = unpacker.byte()? != 0;
            faces.insert(id, if has_face { Some(ShortHash::unpack(&mut unpacker)?) } else { None });
        }
        let entry = |unpacker: &mut Unpacker<'_>| {
            Some((Id::new(unpacker.text()?)?, ShortHash::unpack(unpacker)?))
        };
        let texts = (0..unpacker.count()?).map(|_| entry(&mut unpacker));
        let texts = texts.collect::<Option<_>>()?;
        let derivation = ShortHash::unpack(&mut unpacker)?;
        unpacker.is_at_end().then_some(Self { files, faces, texts, derivation })
    }

    /// Returns the face that a record had for others; `None` where none linked to it.
    pub(super) fn face(&self, id: &Id) -> Option<ShortHash> {
        self.faces.get(id).copied().flatten()
    }

    /// Returns whether all sources are derived from what they were derived from.
    pub(super) fn has_same_derivation(&self, collection: &Collection) -> bool {
        self.derivation == derivation(collection)
    }

    /// Returns the sources whose archived text is another, or that have one no longer, or did not have one.
    pub(super) fn sources_with_other_texts(&self, collection: &Collection) -> Vec<Id> {
        let now = texts(collection);
        let both = self.texts.keys().chain(now.keys());
        both.filter(|id| self.texts.get(*id) != now.get(*id)).cloned().collect()
    }
}

/// Returns a hash of the archived text of each source that has one.
fn texts(collection: &Collection) -> BTreeMap<Id, ShortHash> {
    let texts = collection.texts.values();
    // Of several texts of one source, the last by path is the one.
    texts.map(|(id, text)| (id.clone(), ShortHash::of(text.sha256().as_bytes()))).collect()
}

/// The kinds and ids of the records of stored lines, in their order; a hole has no id.
pub(super) struct StoredLines {
    kinds: Vec<Kind>,
    ids: String,
    /// Where each id ends.
    ends: Vec<u32>,
}

impl StoredLines {
    /// Returns the bytes of the lines with these kinds and ids.
    pub(super) fn pack(kinds: &[Kind], ids: &[Id], is_hole: impl Fn(&Id) -> bool) -> Vec<u8> {
        let mut lines = Packer::default();
        lines.size(ids.len());
        for (kind, id) in kinds.iter().zip(ids) {
            lines.byte(*kind as u8);
            lines.text(if is_hole(id) { "" } else { id.as_str() });
        }
        let mut packer = Packer::default();
        packer.compressed(&lines.into_bytes());
        packer.into_bytes()
    }

    pub(super) fn unpack(bytes: &[u8]) -> Option<Self> {
        let bytes = Unpacker::new(bytes).compressed()?.decompress()?;
        let mut unpacker = Unpacker::new(&bytes);
        let count = unpacker.count()?;
        let mut lines = Self {
            kinds: Vec::with_capacity(count),
            ids: String::with_capacity(bytes.len()),
            ends: Vec::with_capacity(count),
        };
        for _ in 0..count {
            lines.kinds.push(Kind::from_repr(unpacker.byte()?)?);
            lines.ids.push_str(unpacker.text()?);
            lines.ends.push(u32::try_from(lines.ids.len()).ok()?);
        }
        unpacker.is_at_end().then_some(lines)
    }

    /// Returns how many lines there are.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Returns the kind and the id of each line.
    pub(super) fn all(&self) -> impl Iterator<Item = (Kind, &str)> {
        let mut start = 0;
        self.kinds.iter().zip(&self.ends).map(move |(kind, end)| {
            let end = *end as usize;
            let id = self.ids.get(start..end).unwrap_or_default();
            start = end;
            (*kind, id)
        })
    }

    /// Returns for each of these records the number of its line, where it has one that is not stale.
    pub(super) fn places_of(
        &self,
        kinds: &[Kind],
        ids: &[Id],
        stale: &HashSet<Id>,
    ) -> Vec<Option<usize>> {
        // Both are in the same order, but for the holes.
        let mut stored = self.all().enumerate().filter(|(_, (_, id))| !id.is_empty()).peekable();
        let place = |(kind, id): (&Kind, &Id)| {
            let wanted = (*kind, id.as_str());
            let mut found = None;
            while let Some((number, known)) = stored.next_if(|(_, known)| *known <= wanted) {
                found = (known == wanted).then_some(number);
            }
            found.filter(|_| stale.is_empty() || !stale.contains(id))
        };
        kinds.iter().zip(ids).map(place).collect()
    }
}
