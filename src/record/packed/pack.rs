//! Packing a record.

use crate::record::fields::{Entry, Extra, Fields, Item};
use crate::record::kind::RowKind;
use crate::record::quote::{Citation, Cited, Dispute, Quote};
use crate::record::record::{Record, Row};
use crate::record::value::Value;
use crate::text::{ByteRange, Packer};

use super::Tag;

pub(super) fn record(packer: &mut Packer, record: &Record, text: &str) {
    let Record { kind, id, at, whole, fields, rows, quotes } = record;
    packer.byte(*kind as u8);
    packer.text(id.as_str());
    range(packer, *at);
    packer.byte(u8::from(*whole));
    let mut writer = Writer { packer, text };
    writer.fields(fields);
    writer.packer.size(rows.len());
    for Row { kind, at, fields } in rows {
        writer.packer.byte(*kind as u8);
        range(writer.packer, *at);
        writer.fields(fields);
    }
    writer.packer.size(quotes.len());
    for quote in quotes {
        writer.quote(quote);
    }
}

struct Writer<'w> {
    packer: &'w mut Packer,
    text: &'w str,
}

impl Writer<'_> {
    fn quote(&mut self, Quote { at, fields, supports, disputes }: &Quote) {
        range(self.packer, *at);
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
        range(self.packer, place);
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
        for Entry { field, key, value, items } in entries {
            self.packer.byte(field.name as u8);
            // Its length goes before it, so that it can be passed over.
            let start = self.packer.len();
            range(self.packer, *key);
            range(self.packer, *value);
            self.items(items);
            self.packer.measure(start);
        }
        self.packer.size(extras.len());
        for Extra { name, written, key } in extras {
            self.packer.text(name);
            self.packer.text(written);
            range(self.packer, *key);
        }
        self.packer.size(lost.len());
        for name in lost {
            self.packer.text(name);
        }
    }

    fn items(&mut self, items: &[Item]) {
        self.packer.size(items.len());
        for Item { value, range: place } in items {
            range(self.packer, *place);
            self.value(value, *place);
        }
    }

    fn value(&mut self, value: &Value, place: ByteRange) {
        match value {
            Value::Words(text) => self.words(Tag::Words, text, place),
            Value::Term(text) => self.words(Tag::Term, text, place),
            Value::Code(text) => self.words(Tag::Code, text, place),
            Value::Unread(text) => self.words(Tag::Unread, text, place),
            Value::Link(id) => self.words(Tag::Link, id.as_str(), place),
            Value::Date(date) => {
                self.words(Tag::Date, date.as_str(), place);
                let (earliest, latest, qualified) = date.kept();
                for day in [earliest, latest] {
                    self.packer.byte(u8::from(day.is_some()));
                    self.packer.bytes(&day.unwrap_or_default().to_le_bytes());
                }
                self.packer.byte(u8::from(qualified));
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

    /// Writes words: where in the text of their place they stand, else themselves.
    fn words(&mut self, tag: Tag, words: &str, place: ByteRange) {
        self.packer.byte(tag as u8);
        let written = place.of(self.text);
        // Mostly behind one quotation mark, or by themselves.
        let near = [1, 0]
            .into_iter()
            .find(|at| written.get(*at..).is_some_and(|rest| rest.starts_with(words)));
        if let Some(offset) = near.or_else(|| written.find(words)) {
            self.packer.size(offset + 1);
            self.packer.size(words.len());
        } else {
            self.packer.size(0);
            self.packer.text(words);
        }
    }
}

fn range(packer: &mut Packer, range: ByteRange) {
    packer.size(range.start());
    packer.size(range.len());
}
