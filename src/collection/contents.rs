//! What a file says: its text, its records, and what is wrong with it by itself. The records of a
//! file lie packed until somebody asks for them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use crate::record::{Brief, Document, Id, Kind, Name, Packed, Problem, Record, Rule, text_of};
use crate::text::{Bale, ByteRange, Lines, Piece, Text};

use super::naming::may_be_named;

/// What a file says.
#[derive(Clone)]
pub struct Contents {
    text: Piece,
    /// What is wrong with it, seen by itself, in the file's order.
    pub problems: Box<[Problem]>,
    records: Records,
}

/// The records of a file, in the file's order.
#[derive(Clone, Debug)]
enum Records {
    /// All of them, ready.
    Ready(Box<Ready>),
    /// One, to be unpacked when it is asked for.
    Packed(Box<One>),
}

/// Records that are ready.
#[derive(Clone, Debug)]
struct Ready {
    records: Box<[Record]>,
    /// Whether one of them says something of who may read it, or that it may not be named.
    guarded: bool,
    /// The lines on which they start, counted when one is first asked for.
    lines: OnceLock<Box<[usize]>>,
}

/// A record that lies packed.
#[derive(Clone, Debug)]
struct One {
    head: Head,
    packed: Packed,
    unpacked: OnceLock<Box<Record>>,
}

/// What is known of a record that lies packed.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) kind: Kind,
    pub(super) id: Id,
    /// What others call it.
    pub(super) name: Box<str>,
    pub(super) brief: Brief,
    /// Whether it says something of who may read it, or that it may not be named.
    pub(super) guarded: bool,
}

/// What is longer is not pressed together with what others say.
const LARGEST: usize = 64 * 1024;

impl Head {
    fn of(record: &Record) -> Self {
        Self {
            kind: record.kind,
            id: record.id.clone(),
            name: record.name().into(),
            brief: Brief::of(record),
            guarded: is_guarded(record),
        }
    }
}

fn is_guarded(record: &Record) -> bool {
    let fields = &record.fields;
    fields.get(Name::Confidentiality).is_some()
        || fields.lost(Name::Confidentiality)
        || !may_be_named(record)
}

impl Contents {
    /// Returns what was read of a file. A record that has a file to itself is packed: there may be
    /// hundreds of thousands of them.
    pub(super) fn of(document: Document) -> Self {
        let Document { text, records, problems, unread: _ } = document;
        let records = match records.as_slice() {
            [record] => Records::packed(Head::of(record), Packed::of(record, &text)),
            _ => Records::ready(records.into()),
        };
        Self { text: text.into(), problems: problems.into(), records }
    }

    /// Returns what was kept of a file with one record.
    pub(super) fn kept(text: Piece, problems: Box<[Problem]>, one: (Head, Packed)) -> Self {
        let (head, packed) = one;
        Self { text, problems, records: Records::packed(head, packed) }
    }

    /// Returns what a file said before, with those cases held back that may be confidential by what it
    /// says now; all of them where that cannot be read at all.
    pub(super) fn held_back_as(mut self, now: &Self) -> Self {
        let all = now.problems.iter().any(|problem| problem.rule == Rule::Unreadable);
        let ids_of = |is_guarded: fn(&Record) -> bool| -> Vec<Id> {
            now.look(|records| {
                let guarded = records.iter().filter(|record| is_guarded(record));
                guarded.map(|record| record.id.clone()).collect()
            })
        };
        let ids = ids_of(|record| record.says_confidential() == Some(true));
        let unnamed = ids_of(|record| !may_be_named(record));
        if !all && ids.is_empty() && unnamed.is_empty() {
            return self;
        }
        let mut records = self.look(<[Record]>::to_vec);
        for record in &mut records {
            if record.kind.is_case() && (all || ids.contains(&record.id)) {
                record.hold_back();
            }
            if unnamed.contains(&record.id) {
                record.leave_unnamed();
            }
        }
        self.records = match records.as_slice() {
            [record] => Records::packed(Head::of(record), Packed::of(record, &self.text())),
            _ => Records::ready(records.into()),
        };
        self
    }

    /// Returns records of the same file, as it is now, with all held back that is held back of those here
    /// with their ids; where a record's id is not known, of any.
    pub(super) fn withhold_as(&self, mut others: Vec<Record>) -> Vec<Record> {
        let mut of_id: BTreeMap<Id, (bool, bool)> = BTreeMap::new();
        let (mut any_confidential, mut any_unnamed) = (false, false);
        self.look(|records| {
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
                other.hold_back();
            }
            if unnamed {
                other.leave_unnamed();
            }
        }
        others
    }

    /// Presses what several files say together, those that have one record each.
    pub(super) fn press<'f>(files: impl Iterator<Item = &'f mut Self>) {
        let mut bytes = Vec::new();
        let mut add = |piece: &Piece| {
            let start = bytes.len();
            bytes.extend_from_slice(&piece.open());
            ByteRange::from_span(start..bytes.len())
        };
        let mut pressed = Vec::new();
        for Self { text, records, problems: _ } in files {
            let Records::Packed(one) = records else { continue };
            if !text.is_pressed() && text.len() <= LARGEST {
                let ranges = (add(text), add(one.packed.bytes()));
                pressed.push((text, &mut one.packed, ranges));
            }
        }
        // Whatever comes from a cache lies pressed.
        if pressed.is_empty() {
            return;
        }
        let bale = Bale::press(&bytes);
        for (text, packed, (of_text, of_packed)) in pressed {
            *text = Piece::of(&bale, of_text);
            *packed = Packed::at(Piece::of(&bale, of_packed));
        }
    }

    /// Returns the text, byte for byte.
    pub fn text(&self) -> Text {
        self.text.text()
    }

    /// Returns where the text lies.
    pub(super) fn piece(&self) -> &Piece {
        &self.text
    }

    /// Returns the record that lies packed, where the file has one, and what is known of it.
    pub(super) fn packed(&self) -> Option<(&Head, &Packed)> {
        match &self.records {
            Records::Packed(one) => Some((&one.head, &one.packed)),
            Records::Ready(_) => None,
        }
    }

    /// Returns the records; they stay unpacked as long as the file is held.
    pub fn records(&self) -> &[Record] {
        match &self.records {
            Records::Ready(ready) => &ready.records,
            Records::Packed(one) => {
                let record = one.unpacked.get_or_init(|| Box::new(one.unpack(&self.text())));
                std::slice::from_ref(&**record)
            }
        }
    }

    /// Does the same for as long as `look` takes, so that looking at all records of a collection
    /// does not unpack them all at once.
    pub(super) fn look<T>(&self, look: impl FnOnce(&[Record]) -> T) -> T {
        match &self.records {
            Records::Ready(ready) => look(&ready.records),
            Records::Packed(one) => match one.unpacked.get() {
                Some(record) => look(std::slice::from_ref(&**record)),
                None => look(&[one.unpack(&self.text())]),
            },
        }
    }

    /// Does the same with records whose quotes may be left out, and fields that are not wanted, where
    /// that saves time.
    pub(super) fn glance<T>(
        &self,
        wanted: &dyn Fn(Name) -> bool,
        look: impl FnOnce(&[Record]) -> T,
    ) -> T {
        match &self.records {
            Records::Packed(one) if one.unpacked.get().is_none() => {
                look(&[one.only(&self.text(), wanted)])
            }
            Records::Ready(_) | Records::Packed(_) => self.look(look),
        }
    }

    /// Tells whether a record says something of who may read it.
    pub(super) fn is_guarded(&self) -> bool {
        match &self.records {
            Records::Ready(ready) => ready.guarded,
            Records::Packed(one) => one.head.guarded,
        }
    }

    /// Returns what a list says of a record, by its number.
    pub(super) fn brief(&self, number: usize) -> Option<Brief> {
        match &self.records {
            Records::Ready(ready) => ready.records.get(number).map(Brief::of),
            Records::Packed(one) => (number == 0).then_some(one.head.brief),
        }
    }

    /// Counts the records.
    pub(super) fn len(&self) -> usize {
        match &self.records {
            Records::Ready(ready) => ready.records.len(),
            Records::Packed(_) => 1,
        }
    }

    /// Returns kind and id of a record, by its number.
    pub(super) fn head(&self, number: usize) -> Option<(Kind, &Id)> {
        match &self.records {
            Records::Ready(ready) => {
                ready.records.get(number).map(|record| (record.kind, &record.id))
            }
            Records::Packed(one) => (number == 0).then_some((one.head.kind, &one.head.id)),
        }
    }

    /// Returns what others call a record, by its number.
    pub(super) fn name(&self, number: usize) -> Option<&str> {
        match &self.records {
            Records::Ready(ready) => ready.records.get(number).map(Record::name),
            Records::Packed(one) => (number == 0).then_some(&*one.head.name),
        }
    }

    /// Returns the line on which one of its records starts. The lines of a table are counted once for
    /// all of its records.
    pub(super) fn line_of(&self, record: &Record) -> usize {
        let start = record.at.start();
        let Records::Ready(ready) = &self.records else {
            return Lines::of(&self.text()).line_at(start);
        };
        let lines = ready.lines.get_or_init(|| {
            let text = self.text();
            let lines = Lines::of(&text);
            ready.records.iter().map(|record| lines.line_at(record.at.start())).collect()
        });
        // They stand in the file's order.
        let number = ready.records.partition_point(|record| record.at.start() < start);
        lines.get(number).copied().unwrap_or(1)
    }

    /// Tells whether the text is in UTF-8 and keeps to TOML's grammar, so that all of it was read.
    pub fn is_sound(&self) -> bool {
        self.outage().is_none()
    }

    /// Returns the first thing that keeps a part of the text from being read.
    pub fn outage(&self) -> Option<&Problem> {
        let keeps = |problem: &&Problem| matches!(problem.rule, Rule::Syntax | Rule::Unreadable);
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

impl Records {
    fn ready(records: Box<[Record]>) -> Self {
        let guarded = records.iter().any(is_guarded);
        Self::Ready(Box::new(Ready { records, guarded, lines: OnceLock::new() }))
    }

    fn packed(head: Head, packed: Packed) -> Self {
        Self::Packed(Box::new(One { head, packed, unpacked: OnceLock::new() }))
    }
}

impl One {
    fn unpack(&self, text: &str) -> Record {
        // Bytes that cannot be unpacked are kept by nobody; were they, the record says nothing.
        self.packed.unpack(text).unwrap_or_else(|| self.bare())
    }

    fn only(&self, text: &str, wanted: &dyn Fn(Name) -> bool) -> Record {
        self.packed.unpack_only(text, wanted).unwrap_or_else(|| self.bare())
    }

    fn bare(&self) -> Record {
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
