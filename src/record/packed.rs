//! A record in few bytes beside its text, and the way back. Words that stand in the text are not
//! repeated. Knows no TOML: what was read once need not be read again.

mod pack;
#[cfg(test)]
mod tests;
mod unpack;

use std::sync::Arc;

use crate::text::{ByteRange, Packer, Unpacker};

use super::problem::{Problem, Rule};
use super::record::Record;

/// A record in few bytes, to be unpacked with the text that it was read from.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The bytes of many records may lie side by side.
    whole: Arc<[u8]>,
    range: ByteRange,
}

impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Packed {}

impl Packed {
    /// Packs a record that was read from a text.
    pub fn of(record: &Record, text: &str) -> Self {
        let mut packer = Packer::default();
        pack::record(&mut packer, record, text);
        let whole: Arc<[u8]> = packer.into_bytes().into();
        let range = ByteRange::from_span(0..whole.len());
        Self { whole, range }
    }

    /// Returns what [`bytes`](Self::bytes) gave, where it lies among other bytes, to be unpacked.
    pub fn among(whole: &Arc<[u8]>, range: ByteRange) -> Self {
        Self { whole: Arc::clone(whole), range }
    }

    /// Returns the bytes, to be kept somewhere.
    pub fn bytes(&self) -> &[u8] {
        self.whole.get(self.range.start()..self.range.end()).unwrap_or_default()
    }

    /// Returns the record; `None` where the bytes are not those of a record with that text.
    pub fn unpack(&self, text: &str) -> Option<Record> {
        let mut unpacker = Unpacker::new(self.bytes());
        let record = unpack::record(&mut unpacker, text)?;
        let record = unpack::quoted(&mut unpacker, text, record)?;
        unpacker.is_at_end().then_some(record)
    }

    /// Returns the record without its quotes, which takes half the time.
    pub fn unpack_unquoted(&self, text: &str) -> Option<Record> {
        unpack::record(&mut Unpacker::new(self.bytes()), text)
    }
}

/// Writes problems, to be read by [`unpack_problems`].
pub fn pack_problems(packer: &mut Packer, problems: &[Problem]) {
    packer.size(problems.len());
    for Problem { rule, range, message, help } in problems {
        packer.byte(*rule as u8);
        packer.size(range.start());
        packer.size(range.end());
        packer.text(message);
        packer.byte(u8::from(help.is_some()));
        if let Some(help) = help {
            packer.text(help);
        }
    }
}

/// Reads the problems that [`pack_problems`] wrote.
pub fn unpack_problems(unpacker: &mut Unpacker<'_>) -> Option<Vec<Problem>> {
    let count = unpacker.count()?;
    (0..count).map(|_| problem(unpacker)).collect()
}

fn problem(unpacker: &mut Unpacker<'_>) -> Option<Problem> {
    let rule = Rule::from_repr(unpacker.byte()?)?;
    let range = ByteRange::new(unpacker.size()?, unpacker.size()?)?;
    let message = unpacker.text()?.to_owned();
    let help = match unpacker.byte()? {
        0 => None,
        _ => Some(unpacker.text()?.to_owned()),
    };
    Some(Problem { rule, range, message, help })
}

/// Which value follows.
#[derive(Clone, Copy, strum::FromRepr)]
#[repr(u8)]
enum Tag {
    Words,
    Term,
    Date,
    Money,
    Whole,
    Degrees,
    YesNo,
    Code,
    Link,
    Unread,
}
