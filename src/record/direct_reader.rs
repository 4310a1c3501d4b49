//! Reads a file of one record straight from what the parser of the `toml` crate reports, without the tables that the crate puts
//! together of it.
//!
//! Most files of a collection have nothing but fields in their places, each with a value that can be read, and of these most of the
//! time goes into those tables. Whatever else is in a file, this reader returns nothing, and the file is read by
//! [`reader`](super::reader) from the tables, which also says what is wrong. Where this one returns a record, the other returns the
//! same.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use toml::de::DeValue;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

use crate::text::{ByteRange, is_too_long};

use super::field::{Field, Shape};
use super::fields::{FieldEntry, Fields, Item};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::quote::{Citation, Quote};
use super::reader::FieldKeys;
use super::record::{Record, Row};
use super::scalar;
use super::syntax::is_sound;
use super::tables;
use super::vocabulary::Vocabularies;

/// Larger files are few, and to read one twice takes long.
const LARGEST: usize = 256 * 1024;
/// Room for as many fields as most records have, so that it is not asked for again and again.
const ROOM_IN_RECORD: usize = 16;
/// The same for the fields of a row.
const ROOM_IN_ROW: usize = 6;
/// The same for quotes.
const ROOM_FOR_QUOTES: usize = 2;
/// The same for the values of a list.
const ROOM_IN_LIST: usize = 8;

/// Reads the record of a file; `None` where the file has anything else than fields in their places, or is large.
pub(super) fn read(text: &str, kind: Kind, id: &Id, words: &Vocabularies) -> Option<Record> {
    if text.len() > LARGEST {
        return None;
    }
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let record = Record { is_complete: true, ..Record::bare(kind, id.clone()) };
    let mut reader = DirectReader::new(text, record, words);
    let mut errors = ErrorFlag(false);
    parse_document(&tokens, &mut reader, &mut errors);
    reader.finish(&errors)
}

/// Whether there was an error.
struct ErrorFlag(bool);

impl ErrorSink for ErrorFlag {
    fn report_error(&mut self, _: ParseError) {
        self.0 = true;
    }
}

/// Builds a record from the events of a parser, in the order of the file.
struct DirectReader<'t> {
    text: &'t str,
    words: &'t Vocabularies,
    record: Record,
    /// The table that fields go into, and what it has so far.
    table: OpenTable,
    fields: Fields,
    supports: Vec<Citation>,
    keys: FieldKeys,
    /// The field whose value comes next, and where its key is.
    key: Option<(&'static Field, ByteRange)>,
    /// Where the list starts that is read.
    list: Option<usize>,
    items: Vec<Item>,
    /// Whether nothing came up that is left to the other reader.
    is_plain: bool,
}

/// A table of a file.
#[derive(Clone, Copy)]
enum OpenTable {
    /// The record itself.
    Record,
    /// A header that starts there, and what it names as far as that was read.
    Header(usize, Option<RowKind>),
    /// A row, with the range of its header.
    Row(RowKind, ByteRange),
}

impl<'t> DirectReader<'t> {
    fn new(text: &'t str, mut record: Record, words: &'t Vocabularies) -> Self {
        record.quotes.reserve(ROOM_FOR_QUOTES);
        Self {
            text,
            words,
            keys: FieldKeys::of(tables::fields(record.kind)),
            record,
            table: OpenTable::Record,
            fields: with_room(ROOM_IN_RECORD),
            supports: Vec::new(),
            key: None,
            list: None,
            items: Vec::new(),
            is_plain: true,
        }
    }

    fn finish(mut self, errors: &ErrorFlag) -> Option<Record> {
        let is_whole = self.is_plain && !errors.0 && self.key.is_none() && self.close().is_some();
        is_whole.then_some(self.record)
    }

    /// Takes a step, unless something came up before that is left to the other reader, and takes note where it does.
    fn step(&mut self, step: impl FnOnce(&mut Self) -> Option<()>) {
        self.is_plain = self.is_plain && step(self).is_some();
    }

    /// Puts the table that is open into the record.
    fn close(&mut self) -> Option<()> {
        let mut fields = std::mem::replace(&mut self.fields, with_room(ROOM_IN_ROW));
        match self.table {
            OpenTable::Record => {
                fields.in_order(tables::fields(self.record.kind));
                self.record.fields = fields;
            }
            OpenTable::Header(..) => return None,
            OpenTable::Row(RowKind::Quote, at) => {
                fields.in_order(tables::row_fields(RowKind::Quote));
                let supports = std::mem::take(&mut self.supports);
                self.record.quotes.push(Quote { at, fields, supports, disputes: Vec::new() });
            }
            OpenTable::Row(kind, at) => {
                fields.in_order(tables::row_fields(kind));
                self.record.rows.push(Row { kind, at, fields });
            }
        }
        Some(())
    }

    fn open(&mut self, start: usize) -> Option<()> {
        self.close()?;
        self.table = OpenTable::Header(start, None);
        Some(())
    }

    /// Goes on with the row that a header begins.
    fn begin(&mut self, end: usize) -> Option<()> {
        let OpenTable::Header(start, Some(kind)) = self.table else { return None };
        // The rows of a kind stand together in a record, wherever they are in the file.
        let rows = &self.record.rows;
        let is_last = rows.last().is_none_or(|last| last.kind == kind);
        if !is_last && rows.iter().any(|row| row.kind == kind) {
            return None;
        }
        self.table = OpenTable::Row(kind, ByteRange::new(start, end)?);
        self.keys = FieldKeys::of(tables::row_fields(kind));
        Some(())
    }

    fn key(&mut self, span: Span, encoding: Option<Encoding>) -> Option<()> {
        let name = self.text.get(span.start()..span.end()).filter(|_| encoding.is_none())?;
        match self.table {
            OpenTable::Header(start, None) => {
                let mut fields = tables::fields(self.record.kind).iter();
                let Shape::Rows(kind) = fields.find(|field| field.name.as_str() == name)?.shape
                else {
                    return None;
                };
                self.table = OpenTable::Header(start, Some(kind));
            }
            OpenTable::Header(_, Some(_)) => return None,
            OpenTable::Record | OpenTable::Row(..) => {
                let field = self.keys.field(name)?;
                let is_there = if field.shape == Shape::Citations {
                    !self.supports.is_empty()
                } else {
                    self.fields.get(field.name).is_some()
                };
                let has_tables = matches!(field.shape, Shape::Rows(_) | Shape::Rivals);
                if has_tables || is_there || self.key.is_some() {
                    return None;
                }
                self.key = Some((field, ByteRange::new(span.start(), span.end())?));
            }
        }
        Some(())
    }

    fn begin_list(&mut self, start: usize) -> Option<()> {
        let (field, _) = self.key.filter(|_| self.list.is_none())?;
        self.list = Some(start).filter(|_| field.many);
        if field.shape == Shape::Citations {
            self.supports.reserve(ROOM_IN_LIST);
        } else {
            self.items.reserve(ROOM_IN_LIST);
        }
        self.list.map(|_| ())
    }

    fn end_list(&mut self, end: usize) -> Option<()> {
        let start = self.list.take()?;
        self.put(ByteRange::new(start, end)?)
    }

    fn value(
        &mut self,
        span: Span,
        encoding: Option<Encoding>,
        errors: &mut dyn ErrorSink,
    ) -> Option<()> {
        let (field, _) = self.key?;
        let range = ByteRange::new(span.start(), span.end())?;
        let value = self.decoded(span, encoding, errors)?;
        if field.shape == Shape::Citations {
            let written = value.as_str().filter(|written| !is_too_long(written))?;
            self.supports.push(Citation { cited: written.parse().ok()?, range });
            return self.list.map(|_| ());
        }
        if field.is_short() && scalar::too_long(&value, field.shape).is_some() {
            return None;
        }
        let value = scalar::read(&value, field.shape, self.words).ok()?;
        let item = Item { value, range };
        if self.list.is_some() {
            self.items.push(item);
            return Some(());
        }
        self.items = vec![item];
        self.put(range)
    }

    /// Puts the values that were read into the open table, as those of the field whose key came last.
    fn put(&mut self, value: ByteRange) -> Option<()> {
        let (field, key) = self.key.take()?;
        if field.shape == Shape::Citations {
            return (!self.supports.is_empty()).then_some(());
        }
        let items = std::mem::take(&mut self.items);
        let is_filled = !items.is_empty();
        self.fields.entries.push(FieldEntry { field, key, value, items });
        is_filled.then_some(())
    }

    /// Returns what is written there, to be decoded.
    fn raw(&self, span: Span, encoding: Option<Encoding>) -> Option<Raw<'t>> {
        let written = self.text.get(span.start()..span.end())?;
        Some(Raw::new_unchecked(written, encoding, span))
    }

    fn decoded(
        &self,
        span: Span,
        encoding: Option<Encoding>,
        errors: &mut dyn ErrorSink,
    ) -> Option<DeValue<'t>> {
        let written = self.text.get(span.start()..span.end())?;
        let Some(encoding) = encoding else {
            let value = DeValue::parse(written).ok()?.into_inner();
            return is_sound(&value).then_some(value);
        };
        // In one pass that does not leave early, so that many bytes are looked at at a time.
        let is_other =
            |byte: u8| u8::from(byte < b' ') | u8::from(byte == b'\\') | u8::from(byte == b'\x7f');
        let is_itself = |inner: &&str| inner.bytes().fold(0, |any, byte| any | is_other(byte)) == 0;
        let basic = Some(written).filter(|_| encoding == Encoding::BasicString);
        let inner = basic.and_then(|basic| basic.strip_prefix('"')?.strip_suffix('"'));
        if let Some(inner) = inner.filter(is_itself) {
            return Some(DeValue::String(Cow::Borrowed(inner)));
        }
        let mut decoded = Cow::Borrowed("");
        // Of these encodings all are texts, and what is wrong with one is an error.
        _ = self.raw(span, Some(encoding))?.decode_scalar(&mut decoded, errors);
        Some(DeValue::String(decoded))
    }
}

fn with_room(entries: usize) -> Fields {
    Fields { entries: Vec::with_capacity(entries), ..Fields::default() }
}

impl EventReceiver for DirectReader<'_> {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.is_plain = false;
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.step(|reader| reader.open(span.start()));
    }

    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.step(|reader| reader.begin(span.end()));
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        self.is_plain = false;
        false
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.step(|reader| reader.begin_list(span.start()));
        // So that the parser enters no list in a list, however many there are.
        self.is_plain
    }

    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.step(|reader| reader.end_list(span.end()));
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.step(|reader| reader.key(span, encoding));
    }

    fn key_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.is_plain = false;
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        self.step(|reader| reader.value(span, encoding, errors));
    }

    fn comment(&mut self, span: Span, errors: &mut dyn ErrorSink) {
        if let Some(raw) = self.raw(span, None) {
            raw.decode_comment(errors);
        }
    }

    fn newline(&mut self, span: Span, errors: &mut dyn ErrorSink) {
        if let Some(raw) = self.raw(span, None) {
            raw.decode_newline(errors);
        }
    }

    fn error(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.is_plain = false;
    }
}
