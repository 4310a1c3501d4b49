//! One file of a collection: its text, the records in it, and what is wrong with it by itself.

use std::sync::Arc;

use toml::de::DeValue;

use crate::text::{ByteRange, LONGEST, is_too_long, shortened};

use super::fault::described;
use super::id::Id;
use super::kind::Kind;
use super::problem::{Problem, Rule};
use super::reader::{Reader, in_file_order};
use super::record::Record;
use super::rules;
use super::syntax::{self, Syntax};
use super::vocabulary::Vocabularies;

/// What a file's path says of the records in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// The file is one record.
    One {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
    },
    /// Each table of the file is a record, named for its id.
    Many {
        /// Their kind.
        kind: Kind,
    },
}

/// One file, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, byte for byte.
    pub text: Arc<str>,
    /// The records in it, in the file's order.
    pub records: Vec<Record>,
    /// What is wrong with it, seen by itself, in the file's order.
    pub problems: Vec<Problem>,
}

impl Document {
    /// Reads a file's text. What cannot be read becomes a [`Problem`]; the rest stays usable.
    pub fn read(text: impl Into<Arc<str>>, form: &Form, words: &Vocabularies) -> Self {
        let text = text.into();
        let syntax = syntax::read(&text);
        let mut reader = Reader::new(&text, &syntax, words);
        let records = match form {
            Form::One { kind, id } => {
                vec![reader.record(*kind, id.clone(), ByteRange::default(), syntax.root())]
            }
            Form::Many { kind } => tables(&mut reader, *kind, &syntax),
        };
        let mut problems = reader.problems;
        problems.extend_from_slice(syntax.problems());
        for record in &records {
            rules::check(record, &mut problems);
        }
        problems.sort_by_key(|problem| (problem.range.start(), problem.rule));
        drop(syntax);
        Self { text, records, problems }
    }
}

/// Returns the text of one of the records of a text: all of it, or the record's table up to the
/// header of the next.
pub fn text_of<'t>(text: &'t str, records: &[Record], record: &Record) -> &'t str {
    let line = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |newline| newline + 1)
    };
    let starts = records.iter().map(|other| other.at.start());
    let next = starts.filter(|start| *start > record.at.start()).min();
    let end = next.map_or(text.len(), line);
    text.get(line(record.at.start())..end).unwrap_or_default()
}

fn tables(reader: &mut Reader<'_>, kind: Kind, syntax: &Syntax<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for (key, value) in in_file_order(syntax.root()) {
        let at = ByteRange::from_span(key.span());
        let DeValue::Table(table) = value.get_ref() else {
            reader.problems.push(stray(kind, key.get_ref(), value.get_ref(), at));
            continue;
        };
        let written = key.get_ref();
        let id = Id::new(written).or_else(|| {
            reader.problems.push(bad_id(written, at));
            Id::suggestion(written).and_then(|suggestion| Id::new(&suggestion))
        });
        if let Some(id) = id {
            records.push(reader.record(kind, id, at, table));
        }
    }
    records
}

/// Returns the problem of an id that is not in the form of one.
pub fn bad_id(written: &str, at: ByteRange) -> Problem {
    let message = if is_too_long(written) {
        format!("this is {} bytes long, and an id has at most {LONGEST}", written.len())
    } else {
        format!("`{written}` is not in the form of an id")
    };
    let problem = Problem::new(Rule::BadId, at, message);
    match Id::suggestion(written) {
        Some(_) if is_too_long(written) => problem.help("give it a short one"),
        Some(suggestion) => problem.help(format!("call it `{suggestion}`")),
        None => problem.help("use lower-case letters, digits and hyphens"),
    }
}

fn stray(kind: Kind, key: &str, value: &DeValue<'_>, at: ByteRange) -> Problem {
    let key = shortened(key);
    let message = format!("`{key}` is {} outside of any record", described(value));
    Problem::new(Rule::WrongType, at, message)
        .help(format!("write it below the header of a {}, such as [some-id]", kind.name()))
}
