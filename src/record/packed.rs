//! Packed records: a compact binary encoding that refers to the file's text instead of repeating
//! it.

mod pack;
#[cfg(test)]
mod tests;
mod texts;
mod unpack;

pub use texts::PackedText;

use std::ops::ControlFlow;

use crate::codec::{BlockSlice, Packer, Unpacker};
use crate::text::ByteRange;

use super::field::{Field, FieldId};
use super::kind::RowKind;
use super::record::Record;
use crate::diagnostic::{Diagnostic, Rule};

/// A record in few bytes, to be unpacked with the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed(BlockSlice);

impl Packed {
    /// Packs a record that was read from a text.
    pub fn of(record: &Record, text: &str) -> Self {
        let mut packer = Packer::default();
        pack::record(&mut packer, record, text);
        Self(packer.into_bytes().into())
    }

    /// Returns the record whose [`bytes`](Self::bytes) lie there, to be unpacked.
    pub fn at(piece: BlockSlice) -> Self {
        Self(piece)
    }

    /// Returns the bytes, to be kept somewhere.
    pub fn bytes(&self) -> &BlockSlice {
        &self.0
    }

    /// Returns the record; `None` where the bytes are not those of a record with that text.
    pub fn unpack(&self, text: &str) -> Option<Record> {
        let bytes = self.0.decompress();
        let mut unpacker = Unpacker::new(&bytes);
        let record = unpack::record(&mut unpacker, text, &|_| true)?;
        let record = unpack::quoted(&mut unpacker, text, record)?;
        unpacker.is_at_end().then_some(record)
    }

    /// Returns the record without its quotes and with those of its fields only that are wanted, which
    /// takes a part of the time.
    pub fn unpack_only(&self, text: &str, wanted: &dyn Fn(FieldId) -> bool) -> Option<Record> {
        unpack::record(&mut Unpacker::new(&self.0.decompress()), text, wanted)
    }

    /// Has `look` see the texts of all fields, each with the row or quote that it is of, until it has seen enough, or there is a
    /// dispute or something lost, which say how other texts are to be understood; returns whether it saw all. This takes a fraction of the
    /// time to unpack the record.
    pub fn each_text(
        &self,
        text: &str,
        mut look: impl FnMut(Option<RowKind>, &'static Field, PackedText<'_>) -> ControlFlow<()>,
    ) -> bool {
        texts::each(&mut Unpacker::new(&self.0.decompress()), text, &mut look)
    }
}

/// Writes problems without their fixes, to be read by [`unpack_problems`].
pub fn pack_problems(packer: &mut Packer, problems: &[Diagnostic]) {
    packer.size(problems.len());
    for Diagnostic { code, range, message, help, fix: _, related: _ } in problems {
        packer.byte(*code as u8);
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
pub fn unpack_problems(unpacker: &mut Unpacker<'_>) -> Option<Vec<Diagnostic>> {
    let count = unpacker.count()?;
    (0..count).map(|_| problem(unpacker)).collect()
}

fn problem(unpacker: &mut Unpacker<'_>) -> Option<Diagnostic> {
    let code = Rule::from_repr(unpacker.byte()?)?;
    let range = ByteRange::new(unpacker.size()?, unpacker.size()?)?;
    let message = unpacker.text()?.to_owned();
    let problem = Diagnostic::new(code, range, message);
    Some(match unpacker.byte()? {
        0 => problem,
        _ => problem.help(unpacker.text()?.to_owned()),
    })
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
    TooLong,
}
