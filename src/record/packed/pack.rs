//! Encodes a record.

use crate::codec::Packer;
use crate::record::date::RawDate;
use crate::record::fields::{FieldEntry, Fields, Item, UnknownField};
use crate::record::kind::RowKind;
use crate::record::quote::{Citation, Cited, Dispute, Quote};
use crate::record::record::{Record, Row};
use crate::record::value::Value;
use crate::text::ByteRange;

use super::Tag;

pub(super) fn record(packer: &mut Packer, record: &Record, text: &str) {
    let Record { kind, id, at, is_complete: whole, fields, rows, quotes } = record;
    packer.byte(*kind as u8);
    packer.text(id.as_str());
    packer.byte(u8::from(*whole));
    let mut writer = RecordPacker { packer, text, mark: 0, at: 0 };
    writer.mark(*at);
    writer.fields(fields);
    writer.packer.size(rows.len());
    for Row { kind, at, fields } in rows {
        writer.packer.byte(*kind as u8);
        writer.mark(*at);
        writer.fields(fields);
    }
    // Decoding may start at the quotes, so nothing before them is referred to.
    writer.mark = 0;
    writer.packer.size(quotes.len());
    for quote in quotes {
        writer.quote(quote);
    }
}

/// Places are written by how far they lie behind others, so that what is alike becomes the same bytes
/// wherever it is.
struct RecordPacker<'w> {
    packer: &'w mut Packer,
    text: &'w str,
    /// Where the last key, row or quote starts.
    mark: usize,
    /// Where the last place ends.
    at: usize,
}

impl RecordPacker<'_> {
    fn quote(&mut self, Quote { at, fields, supports, disputes }: &Quote) {
        self.mark(*at);
        self.fields(fields);
        self.packer.size(supports.len());
        for Citation { cited, range } in supports {
            self.cited(cited, *range);
        }
        self.packer.size(disputes.len());
        for Dispute { cited, range, rival } in disputes {
            self.cited(cited, *range);
            self.items(rival);
        }
    }

    fn cited(&mut self, cited: &Cited, place: ByteRange) {
        self.range(place);
        match cited {
            Cited::Field(name) => {
                // Quotes cite no quotes, so that their number is free.
                self.packer.byte(RowKind::Quote as u8);
                self.packer.byte(*name as u8);
            }
            Cited::Row(kind, key) => {
                self.packer.byte(*kind as u8);
                self.packer.text(key);
            }
        }
    }

    fn fields(&mut self, Fields { entries, extras, lost }: &Fields) {
        self.packer.size(entries.len());
        for FieldEntry { field, key, value, items } in entries {
            self.packer.byte(field.name as u8);
            self.mark(*key);
            // The length of the rest goes before it, so that it can be passed over.
            let start = self.packer.len();
            self.range(*value);
            self.at = value.start();
            self.items(items);
            self.packer.measure(start);
        }
        self.packer.size(extras.len());
        for UnknownField { name, written, key } in extras {
            self.packer.text(name);
            self.packer.text(written);
            self.mark(*key);
        }
        self.packer.size(lost.len());
        for name in lost {
            self.packer.text(name);
        }
    }

    fn items(&mut self, items: &[Item]) {
        self.packer.size(items.len());
        for Item { value, range: place } in items {
            self.range(*place);
            self.value(value, *place);
        }
    }

    fn value(&mut self, value: &Value, place: ByteRange) {
        match value {
            Value::Words(text) => self.words(Tag::Words, text, place),
            Value::Term(text) => self.words(Tag::Term, text, place),
            Value::Code(text) => self.words(Tag::Code, text, place),
            Value::Unread(text) => self.words(Tag::Unread, text, place),
            Value::TooLong(text) => self.words(Tag::TooLong, text, place),
            Value::Link(id) => self.words(Tag::Link, id.as_str(), place),
            Value::Date(date) => {
                self.words(Tag::Date, date.as_str(), place);
                let RawDate { earliest, latest, is_qualified } = date.to_raw();
                for day in [earliest, latest] {
                    self.packer.byte(u8::from(day.is_some()));
                    self.packer.bytes(&day.unwrap_or_default().to_le_bytes());
                }
                self.packer.byte(u8::from(is_qualified));
            }
            Value::Money(money) => {
                self.words(Tag::Money, money.as_str(), place);
                self.packer.signed(money.hundredths());
            }
            Value::Whole(number) => {
                self.packer.byte(Tag::Whole as u8);
                self.packer.signed(*number);
            }
            Value::Degrees(degrees) => {
                self.packer.byte(Tag::Degrees as u8);
                self.packer.bytes(&degrees.to_le_bytes());
            }
            Value::YesNo(yes) => {
                self.packer.byte(Tag::YesNo as u8);
                self.packer.byte(u8::from(*yes));
            }
        }
    }

    /// Writes a place that others are counted from.
    fn mark(&mut self, range: ByteRange) {
        self.at = self.mark;
        self.range(range);
        self.mark = range.start();
    }

    fn range(&mut self, range: ByteRange) {
        self.packer.shift(self.at, range.start());
        self.packer.size(range.len());
        self.at = range.end();
    }

    /// Writes words: as the lengths of the text before and after them in their place, else the words themselves.
    fn words(&mut self, tag: Tag, words: &str, place: ByteRange) {
        self.packer.byte(tag as u8);
        let written = place.of(self.text);
        // Mostly behind one quotation mark, or by themselves.
        let near = [1, 0]
            .into_iter()
            .find(|at| written.get(*at..).is_some_and(|rest| rest.starts_with(words)));
        if let Some(offset) = near.or_else(|| written.find(words)) {
            self.packer.size(offset + 1);
            self.packer.size(place.len() - offset - words.len());
        } else {
            self.packer.size(0);
            self.packer.text(words);
        }
    }
}
