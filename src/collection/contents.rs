//! What a file says: its text, its records, and what is wrong with it by itself. The records of a
//! file lie packed until somebody asks for them.

use std::fmt;
use std::sync::OnceLock;

use memchr::{memchr, memmem};

use crate::record::{Document, Id, Kind, Name, Packed, Problem, Record, Rule, text_of};
use crate::text::{ByteRange, Piece};

/// What a file says.
#[derive(Clone)]
pub struct Contents {
    /// The text, byte for byte.
    pub text: Piece,
    /// What is wrong with it, seen by itself, in the file's order.
    pub problems: Box<[Problem]>,
    records: Records,
}

/// The records of a file, in the file's order.
#[derive(Clone, Debug)]
enum Records {
    /// All of them, ready.
    Ready(Box<[Record]>),
    /// One, to be unpacked when it is asked for.
    Packed(Box<One>),
}

/// A record that lies packed.
#[derive(Clone, Debug)]
struct One {
    kind: Kind,
    id: Id,
    /// Where in the text its name stands; empty where it does not.
    name: ByteRange,
    packed: Packed,
    unpacked: OnceLock<Box<Record>>,
}

impl Contents {
    /// Returns what was read of a file. A record that has a file to itself is packed: there may be
    /// hundreds of thousands of them.
    pub(super) fn of(document: Document) -> Self {
        let Document { text, records, problems } = document;
        let records = match records.as_slice() {
            [record] => {
                let packed = Packed::of(record, &text);
                Records::packed(
                    record.kind,
                    record.id.clone(),
                    place_of_name(record, &text),
                    packed,
                )
            }
            _ => Records::Ready(records.into()),
        };
        Self { text, problems: problems.into(), records }
    }

    /// Returns what was kept of a file with one record.
    pub(super) fn kept(
        text: Piece,
        problems: Box<[Problem]>,
        (kind, id, name, packed): (Kind, Id, ByteRange, Packed),
    ) -> Self {
        let records = Records::packed(kind, id, name, packed);
        Self { text, problems, records }
    }

    /// Returns the packed record, where the file has one that is packed.
    pub(super) fn packed(&self) -> Option<&Packed> {
        match &self.records {
            Records::Packed(one) => Some(&one.packed),
            Records::Ready(_) => None,
        }
    }

    /// Returns the records; they stay unpacked as long as the file is held.
    pub fn records(&self) -> &[Record] {
        match &self.records {
            Records::Ready(records) => records,
            Records::Packed(one) => {
                let record = one.unpacked.get_or_init(|| Box::new(one.unpack(&self.text)));
                std::slice::from_ref(&**record)
            }
        }
    }

    /// Does the same for as long as `look` takes, so that looking at all records of a collection
    /// does not unpack them all at once.
    pub(super) fn look<T>(&self, look: impl FnOnce(&[Record]) -> T) -> T {
        match &self.records {
            Records::Ready(records) => look(records),
            Records::Packed(one) => match one.unpacked.get() {
                Some(record) => look(std::slice::from_ref(&**record)),
                None => look(&[one.unpack(&self.text)]),
            },
        }
    }

    /// Does the same with records whose quotes may be left out, where that saves time.
    pub(super) fn glance<T>(&self, look: impl FnOnce(&[Record]) -> T) -> T {
        match &self.records {
            Records::Packed(one) if one.unpacked.get().is_none() => {
                look(&[one.unquoted(&self.text)])
            }
            Records::Ready(_) | Records::Packed(_) => self.look(look),
        }
    }

    /// Tells whether a word may stand in the text as a key, however it is written.
    pub(super) fn may_say(&self, key: &str) -> bool {
        let text = self.text.as_bytes();
        // A key may be written in escapes.
        memmem::find(text, key.as_bytes()).is_some() || memchr(b'\\', text).is_some()
    }

    /// Counts the records.
    pub(super) fn len(&self) -> usize {
        match &self.records {
            Records::Ready(records) => records.len(),
            Records::Packed(_) => 1,
        }
    }

    /// Returns kind and id of a record, by its number.
    pub(super) fn head(&self, number: usize) -> Option<(Kind, &Id)> {
        match &self.records {
            Records::Ready(records) => records.get(number).map(|record| (record.kind, &record.id)),
            Records::Packed(one) => (number == 0).then_some((one.kind, &one.id)),
        }
    }

    /// Returns what others call a record, by its number.
    pub(super) fn name(&self, number: usize) -> Option<&str> {
        match &self.records {
            Records::Packed(one) if number == 0 && !one.name.is_empty() => {
                Some(one.name.of(&self.text))
            }
            Records::Packed(_) | Records::Ready(_) => self.records().get(number).map(Record::name),
        }
    }

    /// Returns where in the text the name of the record stands that lies packed.
    pub(super) fn place_of_name(&self) -> ByteRange {
        match &self.records {
            Records::Packed(one) => one.name,
            Records::Ready(_) => ByteRange::default(),
        }
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
    pub fn text_of(&self, record: &Record) -> &str {
        text_of(&self.text, self.records(), record)
    }
}

impl fmt::Debug for Contents {
    /// Whether a record lies packed makes no difference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, problems, records: _ } = self;
        let mut contents = f.debug_struct("Contents");
        contents.field("text", text).field("problems", problems);
        contents.field("records", &self.records()).finish()
    }
}

impl Records {
    fn packed(kind: Kind, id: Id, name: ByteRange, packed: Packed) -> Self {
        Self::Packed(Box::new(One { kind, id, name, packed, unpacked: OnceLock::new() }))
    }
}

/// Returns where in the text the words stand by which others call a record.
fn place_of_name(record: &Record, text: &str) -> ByteRange {
    let name = record.name();
    let entries = [Name::Name, Name::Title].into_iter().filter_map(|name| record.fields.get(name));
    let mut places = entries.filter_map(|entry| {
        let offset = entry.value.of(text).find(name)?;
        let start = entry.value.start() + offset;
        ByteRange::new(start, start + name.len())
    });
    places.next().unwrap_or_default()
}

impl One {
    fn unpack(&self, text: &str) -> Record {
        // Bytes that cannot be unpacked are kept by nobody; were they, the record says nothing.
        self.packed.unpack(text).unwrap_or_else(|| Record::bare(self.kind, self.id.clone()))
    }

    fn unquoted(&self, text: &str) -> Record {
        let record = self.packed.unpack_unquoted(text);
        record.unwrap_or_else(|| Record::bare(self.kind, self.id.clone()))
    }
}
