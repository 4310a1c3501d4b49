//! The outline of a file: its records, and in each its fields, events, groups and quotes, with the lines of each.

use crate::record::{FieldId, Kind, Quote, Record, Row, RowKind, record_range};
use crate::text::ByteRange;

/// So many bytes of a file have an outline; editors ask for it after every change.
const MOST: usize = 2 * 1024 * 1024;

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutlinePart {
    /// What it is called.
    pub(crate) name: String,
    /// What it is.
    pub(crate) what: OutlineKind,
    /// All of its text.
    pub(crate) range: ByteRange,
    /// Where it is named.
    pub(crate) named: ByteRange,
    /// Its own parts, in the order of the text.
    pub(crate) parts: Vec<OutlinePart>,
}

/// What a part of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutlineKind {
    Record(Kind),
    Row(RowKind),
    Quote,
    Field,
}

/// Returns the parts of a file with these records; where no words of theirs are shown, by their ids and numbers alone.
pub(crate) fn outline(text: &str, records: &[Record], shows_words: bool) -> Vec<OutlinePart> {
    if text.len() > MOST {
        return Vec::new();
    }
    let parts = records.iter().map(|record| of_record(text, records, record, shows_words));
    parts.collect()
}

fn of_record(text: &str, records: &[Record], record: &Record, shows_words: bool) -> OutlinePart {
    let whole = record_range(text, records, record);
    // The header is named by what is between its brackets.
    let range = whole.join(record.at);
    let mut starts: Vec<usize> = record.rows.iter().map(|row| row.at.start()).collect();
    starts.extend(record.quotes.iter().map(|quote| quote.at.start()));
    starts.push(range.end());
    starts.sort_unstable();
    let table = |at: ByteRange| {
        let next = starts.iter().find(|start| **start > at.start()).copied().unwrap_or(range.end());
        let words = text.get(at.start()..next).unwrap_or_default();
        ByteRange::from_span(at.start()..at.start() + words.trim_end().len()).join(at)
    };
    let fields = record.fields.iter().map(|entry| OutlinePart {
        name: entry.field.name.as_str().to_owned(),
        what: OutlineKind::Field,
        range: entry.key.join(entry.value),
        named: entry.key,
        parts: Vec::new(),
    });
    let rows = record.rows.iter().map(|row| of_row(row, table(row.at), shows_words));
    let quotes = record.quotes.iter().map(|quote| of_quote(record, quote, table(quote.at)));
    let mut parts: Vec<OutlinePart> = fields.chain(rows).chain(quotes).collect();
    parts.retain(|part| !part.range.is_empty());
    parts.sort_by_key(|part| part.range);
    OutlinePart {
        name: if shows_words {
            format!("{} ({})", record.heading(), record.id)
        } else {
            record.id.to_string()
        },
        what: OutlineKind::Record(record.kind),
        range,
        named: record.at,
        parts,
    }
}

fn of_row(row: &Row, range: ByteRange, shows_words: bool) -> OutlinePart {
    let what = row.fields.text(FieldId::What).unwrap_or_default();
    let name = match (row.key(), what) {
        _ if !shows_words => row.kind.name().to_owned(),
        (Some(key), "") => format!("{} {key}", row.kind.name()),
        (Some(key), what) => format!("{} {key}: {what}", row.kind.name()),
        (None, what) => format!("{} {what}", row.kind.name()),
    };
    OutlinePart { name, what: OutlineKind::Row(row.kind), range, named: row.at, parts: Vec::new() }
}

fn of_quote(record: &Record, quote: &Quote, range: ByteRange) -> OutlinePart {
    let source = quote.source().map(ToString::to_string).unwrap_or_default();
    let supports = quote.supports.iter().map(|citation| citation.cited.label(record.kind));
    let supports: Vec<String> = supports.collect();
    let name = format!("quote {source}: {}", supports.join(", "));
    OutlinePart { name, what: OutlineKind::Quote, range, named: quote.at, parts: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout, Id, Vocabularies};

    #[test]
    fn parts_are_in_the_record_and_apart_from_each_other() {
        let text = "title = 'Ann Test'\nage = 17\n[[event]]\nkey = 'sale'\nwhat = 'Sold.'\n\n[[quote]]\ntext = 'x'\nsupports = ['age']\n";
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("test-ann").unwrap() };
        let read = Document::read(text, &form, &Vocabularies::default());
        let outline = outline(text, &read.records, true);
        let names: Vec<&str> = outline[0].parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(outline[0].name, "Ann Test (test-ann)");
        assert_eq!(names, ["title", "age", "event sale: Sold.", "quote : age"]);
        for pair in outline[0].parts.windows(2) {
            assert!(pair[0].range.end() <= pair[1].range.start(), "{pair:?}");
        }
        assert!(outline[0].parts[2].range.of(text).ends_with("what = 'Sold.'"));
        assert_eq!(outline[0].range.of(text), text);
    }
}
