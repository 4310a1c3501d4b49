//! Decodes a record.
//!
//! Invalid bytes give `None`.

use crate::codec::Unpacker;
use crate::record::date::{Date, RawDate};
use crate::record::field::{Field, FieldId};
use crate::record::fields::{FieldEntry, Fields, Item, UnknownField};
use crate::record::id::Id;
use crate::record::kind::{Kind, RowKind};
use crate::record::money::Money;
use crate::record::quote::{Citation, Cited, Dispute, Quote};
use crate::record::record::{Record, Row};
use crate::record::tables;
use crate::record::value::Value;
use crate::text::ByteRange;

use super::Tag;

/// Reads a record as far as its quotes, which follow, with those of its fields that are wanted.
pub(super) fn record<'b>(
    unpacker: &mut Unpacker<'b>,
    text: &'b str,
    wanted: &dyn Fn(FieldId) -> bool,
) -> Option<Record> {
    let mut reader = RecordUnpacker::new(unpacker, text, wanted);
    let kind = Kind::from_repr(reader.unpacker.byte()?)?;
    let id = Id::new(reader.unpacker.text()?)?;
    let whole = reader.yes()?;
    let at = reader.mark()?;
    let fields = reader.fields(tables::fields(kind))?;
    let rows = reader.many(RecordUnpacker::row)?;
    Some(Record { kind, id, at, is_complete: whole, fields, rows, quotes: Vec::new() })
}

/// Reads the quotes of a record that was read.
pub(super) fn quoted<'b>(
    unpacker: &mut Unpacker<'b>,
    text: &'b str,
    record: Record,
) -> Option<Record> {
    let mut reader = RecordUnpacker::new(unpacker, text, &|_| true);
    let quotes = reader.many(RecordUnpacker::quote)?;
    Some(Record { quotes, ..record })
}

pub(super) struct RecordUnpacker<'r, 'b> {
    pub(super) unpacker: &'r mut Unpacker<'b>,
    text: &'b str,
    wanted: &'r dyn Fn(FieldId) -> bool,
    /// Where the last key, row or quote starts, and where the last place ends.
    mark: usize,
    at: usize,
}

impl<'r, 'b> RecordUnpacker<'r, 'b> {
    /// Returns what reads a record from its start, or its quotes from theirs.
    pub(super) fn new(
        unpacker: &'r mut Unpacker<'b>,
        text: &'b str,
        wanted: &'r dyn Fn(FieldId) -> bool,
    ) -> Self {
        Self { unpacker, text, wanted, mark: 0, at: 0 }
    }

    /// Goes on with the quotes, in which nothing before them is referred to.
    pub(super) fn begin_quotes(&mut self) {
        (self.mark, self.at) = (0, 0);
    }

    /// Reads where the value of a field lies, to which its items refer.
    pub(super) fn begin_value(&mut self) -> Option<ByteRange> {
        let value = self.range()?;
        self.at = value.start();
        Some(value)
    }

    /// Passes over what a quote cites.
    pub(super) fn pass_cited(&mut self) -> Option<()> {
        self.range()?;
        match RowKind::from_repr(self.unpacker.byte()?)? {
            RowKind::Quote => _ = self.unpacker.byte()?,
            RowKind::Event | RowKind::Group | RowKind::Custody => _ = self.unpacker.text()?,
        }
        Some(())
    }

    fn many<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.unpacker.count()?;
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    fn row(&mut self) -> Option<Row> {
        let kind = RowKind::from_repr(self.unpacker.byte()?)?;
        let at = self.mark()?;
        Some(Row { kind, at, fields: self.fields(tables::row_fields(kind))? })
    }

    fn quote(&mut self) -> Option<Quote> {
        let at = self.mark()?;
        let fields = self.fields(tables::row_fields(RowKind::Quote))?;
        let supports = self.many(|reader| {
            let (cited, range) = reader.cited()?;
            Some(Citation { cited, range })
        })?;
        let disputes = self.many(|reader| {
            let (cited, range) = reader.cited()?;
            Some(Dispute { cited, range, rival: reader.many(Self::item)? })
        })?;
        Some(Quote { at, fields, supports, disputes })
    }

    fn cited(&mut self) -> Option<(Cited, ByteRange)> {
        let range = self.range()?;
        let cited = match RowKind::from_repr(self.unpacker.byte()?)? {
            RowKind::Quote => Cited::Field(FieldId::from_repr(self.unpacker.byte()?)?),
            kind @ (RowKind::Event | RowKind::Group | RowKind::Custody) => {
                Cited::Row(kind, self.unpacker.text()?.into())
            }
        };
        Some((cited, range))
    }

    fn fields(&mut self, known: &'static [Field]) -> Option<Fields> {
        // They are in the order of the table.
        let mut rest = known.iter();
        let mut entry = |reader: &mut Self, name: FieldId, key: ByteRange| {
            let field = rest.by_ref().find(|field| field.name == name);
            let field = field.or_else(|| known.iter().find(|field| field.name == name))?;
            let value = reader.begin_value()?;
            Some(FieldEntry { field, key, value, items: reader.many(Self::item)? })
        };
        let count = self.unpacker.count()?;
        let mut entries = Vec::new();
        for _ in 0..count {
            let name = FieldId::from_repr(self.unpacker.byte()?)?;
            let key = self.mark()?;
            let length = self.unpacker.count()?;
            if (self.wanted)(name) {
                entries.push(entry(self, name, key)?);
            } else {
                self.unpacker.bytes(length)?;
            }
        }
        let extras = self.many(|reader| {
            let name = reader.unpacker.text()?.into();
            let written = reader.unpacker.text()?.into();
            Some(UnknownField { name, written, key: reader.mark()? })
        })?;
        let lost = self.many(|reader| reader.unpacker.text().map(Box::from))?;
        Some(Fields { entries, extras, lost })
    }

    fn item(&mut self) -> Option<Item> {
        let range = self.range()?;
        let value = match Tag::from_repr(self.unpacker.byte()?)? {
            Tag::Words => Value::Words(self.words(range)?.into()),
            Tag::Term => Value::Term(self.words(range)?.into()),
            Tag::Code => Value::Code(self.words(range)?.into()),
            Tag::Unread => Value::Unread(self.words(range)?.into()),
            Tag::TooLong => Value::TooLong(self.words(range)?.into()),
            Tag::Link => Value::Link(Id::new(self.words(range)?)?),
            Tag::Date => {
                let written = self.words(range)?;
                let (earliest, latest) = self.days()?;
                let raw = RawDate { earliest, latest, is_qualified: self.yes()? };
                Value::Date(Date::from_raw(written, raw))
            }
            Tag::Money => {
                let written = self.words(range)?;
                Value::Money(Money::from_raw(written, self.unpacker.signed()?)?)
            }
            Tag::Whole => Value::Whole(self.unpacker.signed()?),
            Tag::Degrees => Value::Degrees(f64::from_le_bytes(self.unpacker.array()?)),
            Tag::YesNo => Value::YesNo(self.yes()?),
        };
        Some(Item { value, range })
    }

    pub(super) fn words(&mut self, place: ByteRange) -> Option<&'b str> {
        match self.unpacker.size()?.checked_sub(1) {
            Some(offset) => {
                let start = place.start().checked_add(offset)?;
                self.text.get(start..place.end().checked_sub(self.unpacker.size()?)?)
            }
            None => self.unpacker.text(),
        }
    }

    /// Reads the first and the last day of a date, each where it is known.
    fn days(&mut self) -> Option<(Option<i32>, Option<i32>)> {
        let [(from_known, from), (to_known, to)] = [self.number()?, self.number()?];
        Some((from_known.then_some(from), to_known.then_some(to)))
    }

    fn number(&mut self) -> Option<(bool, i32)> {
        Some((self.yes()?, i32::from_le_bytes(self.unpacker.array()?)))
    }

    pub(super) fn yes(&mut self) -> Option<bool> {
        Some(self.unpacker.byte()? != 0)
    }

    /// Reads a place that others are counted from.
    pub(super) fn mark(&mut self) -> Option<ByteRange> {
        self.at = self.mark;
        let range = self.range()?;
        self.mark = range.start();
        Some(range)
    }

    pub(super) fn range(&mut self) -> Option<ByteRange> {
        let start = self.unpacker.shift(self.at)?;
        self.at = start.checked_add(self.unpacker.size()?)?;
        ByteRange::new(start, self.at)
    }
}
