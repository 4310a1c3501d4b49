//! The contents of one file: its text, its records (packed until they are needed) and its problems.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use crate::codec::{BlockSlice, CompressedBlock, DecompressedText};
use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{Document, FieldId, Id, Kind, ListSummary, Packed, Record, text_of};
use crate::text::{ByteRange, LineIndex};

use crate::collection::may_be_named::may_be_named;

/// What a file says.
#[derive(Clone)]
pub struct Contents {
    text: BlockSlice,
    /// What is wrong with it, seen by itself, in the file's order.
    pub problems: Box<[Diagnostic]>,
    records: RecordStorage,
}

/// The records of a file, in the file's order.
#[derive(Clone, Debug)]
enum RecordStorage {
    /// All of them, ready.
    Unpacked(Box<UnpackedRecords>),
    /// One, to be unpacked when it is asked for.
    Packed(Box<PackedRecord>),
}

/// Records that are ready.
#[derive(Clone, Debug)]
struct UnpackedRecords {
    records: Box<[Record]>,
    /// Whether one of them says something of who may read it, or that it may not be named.
    has_privacy_keys: bool,
    /// The lines on which they start, counted when one is first asked for.
    lines: OnceLock<Box<[usize]>>,
    /// Whether the file was read whole, looked for among its problems once for all of its records.
    sound: OnceLock<bool>,
}

/// A record that lies packed.
#[derive(Clone, Debug)]
struct PackedRecord {
    head: RecordHead,
    packed: Packed,
    unpacked: OnceLock<Box<Record>>,
}

/// What is known of a record that lies packed.
#[derive(Clone, Debug)]
pub(crate) struct RecordHead {
    pub(crate) kind: Kind,
    pub(crate) id: Id,
    /// What others call it.
    pub(crate) name: Box<str>,
    pub(crate) summary: ListSummary,
    /// Whether it says something of who may read it, or that it may not be named.
    pub(crate) has_privacy_keys: bool,
}

/// Longer texts are compressed on their own.
const LARGEST: usize = 64 * 1024;

impl RecordHead {
    fn of(record: &Record) -> Self {
        Self {
            kind: record.kind,
            id: record.id.clone(),
            name: record.name().into(),
            summary: ListSummary::summarise(record),
            has_privacy_keys: has_privacy_keys(record),
        }
    }
}

/// Returns whether a record says something of who may read it, or that it may not be named, or tries to.
pub(crate) fn has_privacy_keys(record: &Record) -> bool {
    let fields = &record.fields;
    fields.get(FieldId::Confidentiality).is_some()
        || fields.lost(FieldId::Confidentiality)
        || !may_be_named(record)
}

impl Contents {
    /// Returns what was read of a file. A record that has a file to itself is packed: there may be
    /// hundreds of thousands of them.
    pub(crate) fn of(document: Document) -> Self {
        let Document { text, records, mut problems, stray_names: _ } = document;
        // Fixes are computed again when they are asked for: a large collection has no room for them.
        for problem in &mut problems {
            problem.fix = None;
        }
        let records = match records.as_slice() {
            [record] => RecordStorage::packed(RecordHead::of(record), Packed::of(record, &text)),
            _ => RecordStorage::ready(records.into()),
        };
        Self { text: text.into(), problems: problems.into(), records }
    }

    /// Returns what was kept of a file with one record.
    pub(crate) fn from_cache(
        text: BlockSlice,
        problems: Box<[Diagnostic]>,
        head: RecordHead,
        packed: Packed,
    ) -> Self {
        Self { text, problems, records: RecordStorage::packed(head, packed) }
    }

    /// Returns the earlier contents of a file, with those cases withheld that may be confidential
    /// by its present content; all of them if that cannot be read at all.
    pub(crate) fn withheld_like(mut self, now: &Self) -> Self {
        let all = now.problems.iter().any(|problem| problem.code == Rule::Unreadable);
        let ids_of = |is_guarded: fn(&Record) -> bool| -> Vec<Id> {
            now.with_records(|records| {
                let guarded = records.iter().filter(|record| is_guarded(record));
                guarded.map(|record| record.id.clone()).collect()
            })
        };
        let ids = ids_of(|record| record.says_confidential() == Some(true));
        let unnamed = ids_of(|record| !may_be_named(record) && !record.may_be_childs_name());
        let childs = ids_of(Record::may_be_childs_name);
        if !all && ids.is_empty() && unnamed.is_empty() && childs.is_empty() {
            return self;
        }
        let mut records = self.with_records(<[Record]>::to_vec);
        for record in &mut records {
            if record.kind.is_case() && (all || ids.contains(&record.id)) {
                record.mark_perhaps_confidential();
            }
            if unnamed.contains(&record.id) {
                record.mark_unnamed();
            }
            if childs.contains(&record.id) {
                record.mark_perhaps_childs_name();
            }
        }
        self.records = match records.as_slice() {
            [record] => {
                RecordStorage::packed(RecordHead::of(record), Packed::of(record, &self.text()))
            }
            _ => RecordStorage::ready(records.into()),
        };
        self
    }

    /// Returns records of the same file as it is now, withholding what is withheld of the records
    /// here with the same ids; for a record with an unknown id, what is withheld of any.
    pub(crate) fn withhold_as(&self, mut others: Vec<Record>) -> Vec<Record> {
        let mut of_id: BTreeMap<Id, (bool, bool)> = BTreeMap::new();
        let (mut any_confidential, mut any_unnamed) = (false, false);
        self.with_records(|records| {
            for record in records {
                let confidential = record.says_confidential() == Some(true);
                let unnamed = !may_be_named(record);
                let known = of_id.entry(record.id.clone()).or_default();
                *known = (known.0 || confidential, known.1 || unnamed);
                any_confidential |= confidential;
                any_unnamed |= unnamed;
            }
        });
        for other in &mut others {
            let known = of_id.get(&other.id);
            let (confidential, unnamed) = known.copied().unwrap_or((any_confidential, any_unnamed));
            if confidential {
                other.mark_perhaps_confidential();
            }
            if unnamed {
                other.mark_unnamed();
            }
        }
        others
    }

    /// Compresses the texts of several files together, of those with one record each.
    pub(crate) fn compress_together<'f>(files: impl Iterator<Item = &'f mut Self>) {
        let mut bytes = Vec::new();
        let mut add = |piece: &BlockSlice| {
            let start = bytes.len();
            bytes.extend_from_slice(&piece.decompress());
            ByteRange::from_span(start..bytes.len())
        };
        let mut pressed = Vec::new();
        for Self { text, records, problems: _ } in files {
            let RecordStorage::Packed(one) = records else { continue };
            if !text.is_compressed() && text.len() <= LARGEST {
                let ranges = (add(text), add(one.packed.bytes()));
                pressed.push((text, &mut one.packed, ranges));
            }
        }
        // What comes from a cache is already compressed.
        if pressed.is_empty() {
            return;
        }
        let block = CompressedBlock::compress(&bytes);
        for (text, packed, (of_text, of_packed)) in pressed {
            *text = BlockSlice::of(&block, of_text);
            *packed = Packed::at(BlockSlice::of(&block, of_packed));
        }
    }

    /// Returns the text, byte for byte.
    pub fn text(&self) -> DecompressedText {
        self.text.text()
    }

    /// Returns where the text lies.
    pub(crate) fn piece(&self) -> &BlockSlice {
        &self.text
    }

    /// Returns the record that lies packed, where the file has one, and what is known of it.
    pub(crate) fn packed(&self) -> Option<(&RecordHead, &Packed)> {
        match &self.records {
            RecordStorage::Packed(one) => Some((&one.head, &one.packed)),
            RecordStorage::Unpacked(_) => None,
        }
    }

    /// Returns the records; they stay unpacked as long as the file is held.
    pub fn records(&self) -> &[Record] {
        match &self.records {
            RecordStorage::Unpacked(ready) => &ready.records,
            RecordStorage::Packed(one) => {
                let record = one.unpacked.get_or_init(|| Box::new(one.unpack(&self.text())));
                std::slice::from_ref(&**record)
            }
        }
    }

    /// Does the same for as long as `look` takes, so that looking at all records of a collection
    /// does not unpack them all at once.
    pub(crate) fn with_records<T>(&self, look: impl FnOnce(&[Record]) -> T) -> T {
        match &self.records {
            RecordStorage::Unpacked(ready) => look(&ready.records),
            RecordStorage::Packed(one) => match one.unpacked.get() {
                Some(record) => look(std::slice::from_ref(&**record)),
                None => look(&[one.unpack(&self.text())]),
            },
        }
    }

    /// Does the same with records whose quotes may be left out, and fields that are not wanted, where
    /// that saves time.
    pub(crate) fn with_partial_records<T>(
        &self,
        wanted: &dyn Fn(FieldId) -> bool,
        look: impl FnOnce(&[Record]) -> T,
    ) -> T {
        match &self.records {
            RecordStorage::Packed(one) if one.unpacked.get().is_none() => {
                look(&[one.unpack_only(&self.text(), wanted)])
            }
            RecordStorage::Unpacked(_) | RecordStorage::Packed(_) => self.with_records(look),
        }
    }

    /// Returns whether a record says something of who may read it.
    pub(crate) fn has_privacy_keys(&self) -> bool {
        match &self.records {
            RecordStorage::Unpacked(ready) => ready.has_privacy_keys,
            RecordStorage::Packed(one) => one.head.has_privacy_keys,
        }
    }

    /// Returns what a list says of a record, by its number.
    pub(crate) fn summary(&self, number: usize) -> Option<ListSummary> {
        match &self.records {
            RecordStorage::Unpacked(ready) => ready.records.get(number).map(ListSummary::summarise),
            RecordStorage::Packed(one) => (number == 0).then_some(one.head.summary),
        }
    }

    /// Counts the records.
    pub(crate) fn len(&self) -> usize {
        match &self.records {
            RecordStorage::Unpacked(ready) => ready.records.len(),
            RecordStorage::Packed(_) => 1,
        }
    }

    /// Returns kind and id of a record, by its number.
    pub(crate) fn head(&self, number: usize) -> Option<(Kind, &Id)> {
        match &self.records {
            RecordStorage::Unpacked(ready) => {
                ready.records.get(number).map(|record| (record.kind, &record.id))
            }
            RecordStorage::Packed(one) => (number == 0).then_some((one.head.kind, &one.head.id)),
        }
    }

    /// Returns what others call a record, by its number.
    pub(crate) fn name(&self, number: usize) -> Option<&str> {
        match &self.records {
            RecordStorage::Unpacked(ready) => ready.records.get(number).map(Record::name),
            RecordStorage::Packed(one) => (number == 0).then_some(&*one.head.name),
        }
    }

    /// Returns the line on which one of its records starts. The lines of a table are counted once for
    /// all of its records.
    pub(crate) fn line_of(&self, record: &Record) -> usize {
        let start = record.at.start();
        let RecordStorage::Unpacked(ready) = &self.records else {
            return LineIndex::of(&self.text()).line_at(start);
        };
        let lines = ready.lines.get_or_init(|| {
            let text = self.text();
            let lines = LineIndex::of(&text);
            ready.records.iter().map(|record| lines.line_at(record.at.start())).collect()
        });
        // They are in the file's order.
        let number = ready.records.partition_point(|record| record.at.start() < start);
        lines.get(number).copied().unwrap_or(1)
    }

    /// Returns whether the text is in UTF-8 and keeps to TOML's grammar, so that all of it was read.
    pub fn is_sound(&self) -> bool {
        let look = || self.first_unreadable().is_none();
        match &self.records {
            RecordStorage::Unpacked(ready) => *ready.sound.get_or_init(look),
            RecordStorage::Packed(_) => look(),
        }
    }

    /// Returns the first thing that keeps a part of the text from being read.
    pub fn first_unreadable(&self) -> Option<&Diagnostic> {
        let keeps = |problem: &&Diagnostic| matches!(problem.code, Rule::Syntax | Rule::Unreadable);
        self.problems.iter().find(keeps)
    }

    /// Returns the text of one of its records: the whole file, or the record's table up to the
    /// header of the next.
    pub fn text_of(&self, record: &Record) -> String {
        text_of(&self.text(), self.records(), record).to_owned()
    }
}

impl fmt::Debug for Contents {
    /// Whether a record lies packed makes no difference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, problems, records: _ } = self;
        let mut contents = f.debug_struct("Contents");
        contents.field("text", &text.text()).field("problems", problems);
        contents.field("records", &self.records()).finish()
    }
}

impl RecordStorage {
    fn ready(records: Box<[Record]>) -> Self {
        let guarded = records.iter().any(has_privacy_keys);
        Self::Unpacked(Box::new(UnpackedRecords {
            records,
            has_privacy_keys: guarded,
            lines: OnceLock::new(),
            sound: OnceLock::new(),
        }))
    }

    fn packed(head: RecordHead, packed: Packed) -> Self {
        Self::Packed(Box::new(PackedRecord { head, packed, unpacked: OnceLock::new() }))
    }
}

impl PackedRecord {
    fn unpack(&self, text: &str) -> Record {
        // Bytes that cannot be unpacked are never stored; if they were, the record would be empty.
        self.packed.unpack(text).unwrap_or_else(|| self.unpack_fields())
    }

    fn unpack_only(&self, text: &str, wanted: &dyn Fn(FieldId) -> bool) -> Record {
        self.packed.unpack_only(text, wanted).unwrap_or_else(|| self.unpack_fields())
    }

    fn unpack_fields(&self) -> Record {
        Record::bare(self.head.kind, self.head.id.clone())
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{Memory, load};

    #[test]
    fn records_know_their_lines_in_a_table_and_alone() {
        let mut memory = Memory::default();
        memory.put("places.toml", "# Places\n\n[one]\nname = 'O'\n\n[two]\n\n[three]\n");
        memory.put("places/alone.toml", "name = 'A'\n");
        memory.put("people.toml", "\n\n\n[only]\nname = 'B'\n");
        let collection = load(&memory);
        let line = |id: &str| collection.get(id).unwrap().line();
        let lines = ["one", "two", "three", "alone", "only"].map(line);
        assert_eq!(lines, [3, 6, 8, 1, 4]);
    }
}
