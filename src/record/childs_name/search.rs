//! Searches the tables of a file for keys that seem to say how old a person is, or what kind of name theirs is, and are not read
//! as such.

use toml::de::{DeTable, DeValue};

use crate::record::field::{Field, FieldId};
use crate::record::kind::{Kind, RowKind};
use crate::record::parsed_text::ParsedText;
use crate::record::privacy_key::{LINE_ENDS, SIGNS, without_comment};
use crate::record::reader::place;
use crate::record::record::Record;
use crate::record::stray_names::{is_meant_as_field, is_of_name};
use crate::record::tables;
use crate::text::ByteRange;

use super::PSEUDONYMS;
use super::key::{
    LONGEST_KEY, Nearness, WITH_WORDS, has_child_in_other_field, is_near_type_of_name, is_of_adult,
    may_say_child, nearness,
};
use super::words::are_of_child;

/// What a key seems to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// How old the person was.
    Age,
    /// What kind of name it is, other than a pseudonym.
    TypeOfName,
    /// A name that no one has said the kind of.
    Name,
    /// Something in words, which may be a name.
    Words,
}

/// A key that seems to say so and is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    /// Where the key is.
    pub(super) key: ByteRange,
    /// The key as it is read.
    pub(super) name: String,
    pub(super) said: Said,
    /// Of which of the records; `None` where it may be of any.
    pub(super) of: Option<usize>,
}

/// No more of one text are looked for.
const MOST: usize = 1000;

/// Returns those of a text.
pub(super) fn attempts(parsed: ParsedText<'_>, records: &[Record]) -> Vec<Attempt> {
    let is_one = parsed.is_one();
    let of = is_one.then_some(0);
    let mut search = KeySearcher { kind: parsed.kind(), of, found: Vec::new() };
    let root = parsed.syntax.root();
    if is_one {
        search.in_record(root);
        return search.found;
    }
    for (key, node) in root {
        let (at, value) = (place(key), node.get_ref());
        search.of = records.iter().position(|record| record.at == at);
        let items = value.as_array().into_iter().flat_map(|items| items.iter());
        let tables = items.filter_map(|item| item.get_ref().as_table());
        let tables: Vec<_> = value.as_table().into_iter().chain(tables).collect();
        if tables.is_empty() {
            search.look_at(key.get_ref(), at, value);
        }
        for table in tables {
            search.in_record(table);
        }
    }
    search.found
}

struct KeySearcher {
    /// The kind in whose place the file is.
    kind: Kind,
    of: Option<usize>,
    found: Vec<Attempt>,
}

impl KeySearcher {
    fn in_record(&mut self, table: &DeTable<'_>) {
        for (key, node) in table {
            let (name, value) = (key.get_ref().as_ref(), node.get_ref());
            let is_of_kind = |row: &RowKind| self.kind.is_case() || *row == RowKind::Custody;
            let row = RowKind::ALL.into_iter().filter(is_of_kind).find(|row| row.name() == name);
            if let Some(row) = row {
                self.in_rows(row, value);
            } else if is_known(tables::fields(self.kind), name) {
                self.in_value(value);
            } else {
                self.look_at(name, place(key), value);
                self.in_value(value);
            }
        }
    }

    fn in_rows(&mut self, row: RowKind, value: &DeValue<'_>) {
        let items = value.as_array().into_iter().flat_map(|items| items.iter());
        let rows = items.filter_map(|item| item.get_ref().as_table());
        for (key, node) in value.as_table().into_iter().chain(rows).flatten() {
            let (name, value) = (key.get_ref().as_ref(), node.get_ref());
            if name == FieldId::Disputes.as_str() && row == RowKind::Quote {
                self.in_rivals(value);
            } else if is_known(tables::row_fields(row), name) {
                self.in_value(value);
            } else {
                self.look_at(name, place(key), value);
                self.in_value(value);
            }
        }
    }

    fn in_rivals(&mut self, value: &DeValue<'_>) {
        let items = value.as_array().into_iter().flat_map(|items| items.iter());
        let tables = items.filter_map(|item| item.get_ref().as_table());
        for (key, node) in value.as_table().into_iter().chain(tables).flatten() {
            let name = key.get_ref().as_ref();
            let is_row = ["event", "group"].iter().any(|row| {
                name.strip_prefix(row).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            if !is_row && !is_known(tables::fields(self.kind), name) {
                self.look_at(name, place(key), node.get_ref());
            }
        }
    }

    /// Looks at a value that should have no keys.
    fn in_value(&mut self, value: &DeValue<'_>) {
        for item in value.as_array().into_iter().flat_map(|items| items.iter()) {
            self.in_value(item.get_ref());
        }
        for (key, node) in value.as_table().into_iter().flatten() {
            self.look_at(key.get_ref(), place(key), node.get_ref());
            self.in_value(node.get_ref());
        }
    }

    fn look_at(&mut self, name: &str, key: ByteRange, value: &DeValue<'_>) {
        if self.found.len() >= MOST {
            return;
        }
        let said = if is_near_type_of_name(name) {
            let is_pseudonym = value.as_str().is_some_and(|word| PSEUDONYMS.contains(&word));
            (!is_pseudonym).then_some(Said::TypeOfName)
        } else if may_say_child(name, value)
            || self.kind == Kind::Victim && has_child_in_other_field(name, value)
        {
            Some(Said::Age)
        } else if is_of_name(name) {
            Some(Said::Name)
        } else {
            let may_be_name = (has_words(value) || is_in_words(name)) && !is_meant_as_field(name);
            may_be_name.then_some(Said::Words)
        };
        if let Some(said) = said {
            self.found.push(Attempt { key, name: name.to_owned(), said, of: self.of });
        }
    }
}

/// Returns whether a value has letters in it, in which a name may be written.
fn has_words(value: &DeValue<'_>) -> bool {
    let items = || value.as_array().into_iter().flat_map(|items| items.iter());
    value.as_str().is_some_and(|text| text.contains(char::is_alphabetic))
        || items().any(|item| has_words(item.get_ref()))
}

/// Returns whether a key is written as no key of the format is, so that it may be a name itself.
fn is_in_words(key: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !key.chars().all(is_of_key)
}

fn is_known(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name.as_str() == name)
}

/// Returns whether a line of a broken text seems to say what kind of name a name is, and that it is no pseudonym.
pub(super) fn doubts_pseudonym_in_lines(text: &str) -> bool {
    keys_in_lines(text).any(|(key, rest)| {
        let is_end = |c: char| is_mark(c) || SIGNS.contains(&c);
        let word = rest.split(is_end).find(|word| !word.is_empty()).unwrap_or_default();
        is_near_type_of_name(key) && !word.is_empty() && !PSEUDONYMS.contains(&word)
    })
}

/// Returns whether a key of a broken text seems to say how old a person is, and what follows is not plainly that of an adult, or
/// has a word for a child behind it.
pub(super) fn may_say_child_in_lines(text: &str) -> bool {
    keys_in_lines(text).any(|(key, rest)| {
        let is_end = |c: char| is_mark(c) || SIGNS.contains(&c);
        let word = rest.split(is_end).find(|word| !word.is_empty()).unwrap_or_default();
        match key.parse::<FieldId>() {
            // Where nothing follows, the field is known to be lost.
            Ok(FieldId::Age | FieldId::Minor) => !word.is_empty() && !is_of_adult(word),
            Ok(field) => WITH_WORDS.contains(&field) && are_of_child(rest),
            Err(_) => nearness(key) == Some(Nearness::Near),
        }
    })
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'“”`[]{}(),;".contains(c)
}

/// Returns what may be keys in the lines of a text, each with what follows it: the first word of a line, and what is before
/// a sign.
fn keys_in_lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(LINE_ENDS).map(without_comment).flat_map(|line| {
        let first = line.trim_start_matches(is_mark);
        let end = first.find(|c: char| is_mark(c) || SIGNS.contains(&c)).unwrap_or(first.len());
        let first = first.split_at_checked(end).filter(|(key, _)| !key.is_empty());
        let signs = line.match_indices(SIGNS).map(move |(at, _)| {
            let before = line.get(..at).unwrap_or_default().trim_end_matches(is_mark);
            let start = before.rfind(|c: char| "{}[](),;<>|".contains(c) || SIGNS.contains(&c));
            let start = start
                .and_then(|at| before.get(at..)?.chars().next().map(|c| at + c.len_utf8()))
                .unwrap_or_default()
                .max(before.len().saturating_sub(LONGEST_KEY));
            let start =
                (start..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or_default();
            let key = before.get(start..).unwrap_or_default().trim_matches(is_mark);
            (key, line.get(at..).unwrap_or_default())
        });
        first.into_iter().chain(signs)
    })
}
