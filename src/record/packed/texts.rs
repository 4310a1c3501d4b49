//! The texts of a packed record without the record: for those who look through many and make a record of none.

use std::ops::ControlFlow;

use crate::codec::Unpacker;
use crate::record::field::{Field, FieldId};
use crate::record::kind::{Kind, RowKind};
use crate::record::tables;

use super::Tag;
use super::unpack::RecordUnpacker;

/// A text of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackedText<'t> {
    /// Words.
    Words(&'t str),
    /// A word of a vocabulary.
    Term(&'t str),
    /// A code.
    Code(&'t str),
    /// The id of a link.
    Link(&'t str),
}

/// A value of a field that has texts.
enum ReadItem<'t> {
    Text(PackedText<'t>),
    /// It could not be read when the record was.
    Unread,
}

/// Looks at each text: of the record itself, or of a row or quote of it, and in which field.
pub(super) type LookAtText<'l> =
    dyn FnMut(Option<RowKind>, &'static Field, PackedText<'_>) -> ControlFlow<()> + 'l;

/// Has `look` see the texts of all fields, until it has seen enough, or there is a dispute or something lost, which say how
/// others are to be understood; returns whether it saw all. Values that could not be read, dates and numbers are none.
pub(super) fn each<'b>(
    unpacker: &mut Unpacker<'b>,
    text: &'b str,
    look: &mut LookAtText<'_>,
) -> bool {
    let mut reader = RecordUnpacker::new(unpacker, text, &|_| true);
    reader.each_text(look).is_some()
}

impl RecordUnpacker<'_, '_> {
    fn each_text(&mut self, look: &mut LookAtText<'_>) -> Option<()> {
        let kind = Kind::from_repr(self.unpacker.byte()?)?;
        self.unpacker.text()?;
        self.yes()?;
        self.mark()?;
        self.texts_of_fields(None, tables::fields(kind), look)?;
        for _ in 0..self.unpacker.count()? {
            let kind = RowKind::from_repr(self.unpacker.byte()?)?;
            self.mark()?;
            self.texts_of_fields(Some(kind), tables::row_fields(kind), look)?;
        }
        self.begin_quotes();
        let known = tables::row_fields(RowKind::Quote);
        for _ in 0..self.unpacker.count()? {
            self.mark()?;
            self.texts_of_fields(Some(RowKind::Quote), known, look)?;
            for _ in 0..self.unpacker.count()? {
                self.pass_cited()?;
            }
            let disputes = self.unpacker.count()?;
            (disputes == 0).then_some(())?;
        }
        self.unpacker.is_at_end().then_some(())
    }

    fn texts_of_fields(
        &mut self,
        row: Option<RowKind>,
        known: &'static [Field],
        look: &mut LookAtText<'_>,
    ) -> Option<()> {
        // They are in the order of the table.
        let mut rest = known.iter();
        for _ in 0..self.unpacker.count()? {
            let name = FieldId::from_repr(self.unpacker.byte()?)?;
            self.mark()?;
            let length = self.unpacker.count()?;
            let field = rest.by_ref().find(|field| field.name == name);
            let field = field.or_else(|| known.iter().find(|field| field.name == name))?;
            if field.shape.has_texts() {
                self.begin_value()?;
                for _ in 0..self.unpacker.count()? {
                    if let ReadItem::Text(text) = self.text_of_item()?
                        && look(row, field, text).is_break()
                    {
                        return None;
                    }
                }
            } else {
                self.unpacker.bytes(length)?;
            }
        }
        for _ in 0..self.unpacker.count()? {
            self.unpacker.text()?;
            self.unpacker.text()?;
            self.mark()?;
        }
        // What a record has lost may be what it withholds.
        let lost = self.unpacker.count()?;
        (lost == 0).then_some(())
    }
}

impl<'b> RecordUnpacker<'_, 'b> {
    /// Reads a value.
    fn text_of_item(&mut self) -> Option<ReadItem<'b>> {
        let range = self.range()?;
        Some(match Tag::from_repr(self.unpacker.byte()?)? {
            Tag::Words => ReadItem::Text(PackedText::Words(self.words(range)?)),
            Tag::Term => ReadItem::Text(PackedText::Term(self.words(range)?)),
            Tag::Code => ReadItem::Text(PackedText::Code(self.words(range)?)),
            Tag::Link => ReadItem::Text(PackedText::Link(self.words(range)?)),
            Tag::Unread | Tag::TooLong => {
                self.words(range)?;
                ReadItem::Unread
            }
            // No field that has texts has these.
            Tag::Date | Tag::Money | Tag::Whole | Tag::Degrees | Tag::YesNo => return None,
        })
    }
}
