//! Searches the tables of a file for keys that seem to say how old a person is, or what kind of name theirs is, and are not read
//! as such.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::record::field::{Field, FieldId, Shape};
use crate::record::fields::Fields;
use crate::record::kind::{Kind, RowKind};
use crate::record::parsed_text::ParsedText;
use crate::record::privacy_key::{LINE_ENDS, SIGNS, without_comment};
use crate::record::reader::place;
use crate::record::record::Record;
use crate::record::stray_names::{is_meant_as_field, is_meant_as_one_of, is_of_name};
use crate::record::tables;
use crate::record::value::Value;
use crate::text::ByteRange;

use super::PSEUDONYMS;
use super::key::{
    LONGEST_KEY, Nearness, WITH_WORDS, has_child_in_other_field, is_child_in_other_field,
    is_child_in_unread_line, is_near_type_of_name, is_of_adult, may_say_child, nearness,
};
use super::stated_names::names_below;
use super::words::{FIRST_YEAR, is_value_of_child};

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
    /// What is written as a name in it, where it is something in words.
    pub(super) names: Vec<String>,
    /// Of which of the records; `None` where it may be of any.
    pub(super) of: Option<usize>,
}

/// No more of one text are looked for.
const MOST: usize = 1000;
/// The start of a line is looked for in so many bytes before a key.
const LONGEST_START: usize = 256;
/// So many bytes behind a sign in a line are looked at.
const LONGEST_REST: usize = 512;
/// Places and organisations that are called by words for children.
const INSTITUTIONS: [&str; 22] = [
    "home",
    "homes",
    "house",
    "school",
    "schools",
    "shelter",
    "hospital",
    "clinic",
    "centre",
    "center",
    "court",
    "prison",
    "camp",
    "park",
    "club",
    "ngo",
    "organisation",
    "organization",
    "agency",
    "charity",
    "protection",
    "rights",
];

/// Returns those of a text.
pub(super) fn attempts(parsed: ParsedText<'_>, records: &[Record]) -> Vec<Attempt> {
    let mut search = KeySearcher::of(parsed.kind());
    let root = parsed.syntax.root();
    if parsed.is_one() {
        search.turn_to(Some(0), records);
        search.in_record(root);
        return search.found;
    }
    for (key, node) in root {
        let (at, value) = (place(key), node.get_ref());
        search.turn_to(records.iter().position(|record| record.at == at), records);
        let items = value.as_array().into_iter().flat_map(|items| items.iter());
        let tables = items.filter_map(|item| item.get_ref().as_table());
        let tables: Vec<_> = value.as_table().into_iter().chain(tables).collect();
        if tables.is_empty() {
            search.look_at(key.get_ref(), at, value, &[]);
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
    /// The first year in which the person of the record may have been in a compound.
    first_year: i64,
    found: Vec<Attempt>,
}

impl KeySearcher {
    fn of(kind: Kind) -> Self {
        Self { kind, of: None, first_year: FIRST_YEAR, found: Vec::new() }
    }

    /// Goes on with the keys of a record, or of none.
    fn turn_to(&mut self, of: Option<usize>, records: &[Record]) {
        self.of = of;
        self.first_year = of.and_then(|of| records.get(of)).map_or(FIRST_YEAR, first_year);
    }

    fn in_record(&mut self, table: &DeTable<'_>) {
        for (key, node) in table {
            let (name, value) = (key.get_ref().as_ref(), node.get_ref());
            let field = tables::fields(self.kind).iter().find(|field| field.name.as_str() == name);
            if let Some(Field { shape: Shape::Rows(row), .. }) = field {
                self.in_rows(*row, value);
            } else if field.is_some() {
                self.in_value(value);
            } else {
                self.look_at(name, place(key), value, &[]);
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
                self.look_at(name, place(key), value, tables::row_fields(row));
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
                self.look_at(name, place(key), node.get_ref(), &[]);
            }
        }
    }

    /// Looks at a value that should have no keys.
    fn in_value(&mut self, value: &DeValue<'_>) {
        for item in value.as_array().into_iter().flat_map(|items| items.iter()) {
            self.in_value(item.get_ref());
        }
        for (key, node) in value.as_table().into_iter().flatten() {
            self.look_at(key.get_ref(), place(key), node.get_ref(), &[]);
            self.in_value(node.get_ref());
        }
    }

    /// Looks at a key that is no field where it is: there, a record of this kind may have these besides its own.
    fn look_at(&mut self, name: &str, key: ByteRange, value: &DeValue<'_>, others: &[Field]) {
        if self.found.len() >= MOST {
            return;
        }
        let is_child =
            may_say_child(name, value, self.first_year) || has_child_in_other_field(name, value);
        let said = if is_near_type_of_name(name) {
            let is_pseudonym = value.as_str().is_some_and(|word| PSEUDONYMS.contains(&word));
            (!is_pseudonym).then_some(Said::TypeOfName)
        } else if is_child {
            None
        } else if is_of_name(name) {
            Some(Said::Name)
        } else {
            let is_field = if self.kind == Kind::Victim {
                is_meant_as_one_of(tables::fields(self.kind).iter().chain(others), name)
            } else {
                // In the wrong place, what a victim's file has is what it is called.
                is_meant_as_field(name)
            };
            let may_be_name = (has_words(value) || is_in_words(name)) && !is_field;
            may_be_name.then_some(Said::Words)
        };
        for said in is_child.then_some(Said::Age).into_iter().chain(said) {
            let names = if said == Said::Words { names_below(name, value) } else { Vec::new() };
            self.found.push(Attempt { key, name: name.to_owned(), said, names, of: self.of });
        }
    }
}

/// Returns the first year in which the person of a record may have been in a compound, by its dates.
fn first_year(record: &Record) -> i64 {
    let of_rows = record.rows.iter().map(|row| &row.fields);
    let entries = of_rows.chain([&record.fields]).flat_map(Fields::iter);
    let years = entries.flat_map(|entry| &entry.items).filter_map(|item| {
        let Value::Date(date) = &item.value else { return None };
        Some(i64::from(date.earliest()?.parts()?.0))
    });
    years.min().map_or(FIRST_YEAR, |year| year.min(FIRST_YEAR))
}

/// Returns whether a value has letters in it, in which a name may be written.
fn has_words(value: &DeValue<'_>) -> bool {
    let items = || value.as_array().into_iter().flat_map(|items| items.iter());
    value.as_str().is_some_and(|text| text.contains(char::is_alphabetic))
        || items().any(|item| has_words(item.get_ref()))
}

/// Returns whether a key is written as no key of the format is, so that it may be a name itself.
pub(super) fn is_in_words(key: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !key.chars().all(is_of_key)
}

fn is_known(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name.as_str() == name)
}

/// Returns whether a line of a broken text seems to say what kind of name a name is, and that it is no pseudonym.
pub(super) fn doubts_pseudonym_in_lines(text: &str) -> bool {
    keys_in_lines(text).any(|KeyInLine { key, rest, .. }| {
        let word = first_word(rest);
        is_near_type_of_name(key) && !word.is_empty() && !PSEUDONYMS.contains(&word)
    })
}

/// Returns whether a key of a broken text, which is in the place of a victim's, seems to say how old a person is, and what follows is
/// not plainly that of an adult, or has a word for a child behind it.
pub(super) fn may_say_child_in_lines(text: &str) -> bool {
    keys_in_lines(text).any(|KeyInLine { key, rest, .. }| match key.parse::<FieldId>() {
        Ok(FieldId::Age | FieldId::Minor) => is_no_adult(rest),
        Ok(field) => WITH_WORDS.contains(&field) && is_value_of_child(rest),
        Err(_) => nearness(key) == Some(Nearness::Near),
    })
}

/// Returns the same of a broken text that is in the place of another kind. There, words for a child count on all lines that could not
/// be read: what could be read is about what the record is of, or below a key that is no field and is looked at as such.
pub(super) fn may_say_child_in_unread_lines(parsed: ParsedText<'_>) -> bool {
    let read = ReadValues::of(parsed);
    let kind = parsed.kind();
    keys_in_lines(parsed.text).any(|line| {
        let KeyInLine { key, rest, .. } = line;
        match key.parse::<FieldId>() {
            Ok(FieldId::Age | FieldId::Minor) => is_no_adult(rest),
            Ok(field) => {
                let is_child = || {
                    is_child_in_other_field(field, rest)
                        || WITH_WORDS.contains(&field) && is_value_of_child(rest)
                };
                !read.has(&line) && is_child() && !is_institution(kind, field, rest)
            }
            Err(_) => {
                nearness(key) == Some(Nearness::Near)
                    || !read.has(&line) && is_child_in_unread_line(line.whole)
            }
        }
    })
}

/// Returns the words of a broken text, which is in the place of a victim's, that could not be read and may have a name in them, or be
/// one: their key is none of a field that is there.
pub(super) fn words_in_unread_lines(parsed: ParsedText<'_>) -> Vec<&str> {
    let read = ReadValues::of(parsed);
    // Those of the row that the last header above a line begins.
    let mut others: &[Field] = &[];
    let mut words = Vec::new();
    for line in keys_in_lines(parsed.text) {
        let KeyInLine { key, at, rest, whole, has_sign } = line;
        let before = parsed.text.get(..at).unwrap_or_default();
        if !has_sign && before.ends_with('[') {
            let name = key.rsplit('.').next().unwrap_or_default();
            let row = RowKind::ALL.into_iter().find(|row| row.name() == name);
            others = row.map_or(&[], tables::row_fields);
            continue;
        }
        let has_letters = |text: &str| text.contains(char::is_alphabetic);
        let may_be_name =
            key.split('.').any(is_in_words) && has_letters(key) || has_sign && has_letters(rest);
        let fields = tables::fields(Kind::Victim).iter().chain(others);
        if may_be_name && !read.has(&line) && !is_meant_as_one_of(fields, key) {
            words.extend(if has_sign { [key, rest] } else { ["", whole] });
        }
        if words.len() >= MOST {
            break;
        }
    }
    words
}

/// Returns whether a text of a field of a place or an organisation is that of one for children.
pub(super) fn is_institution(kind: Kind, field: FieldId, text: &str) -> bool {
    let text = text.to_lowercase();
    matches!(kind, Kind::Place | Kind::Organisation)
        && tables::field(kind, field).is_some()
        && text.split(|c: char| !c.is_alphanumeric()).any(|word| INSTITUTIONS.contains(&word))
}

/// Returns whether what follows the key of an age is not plainly that of an adult. Where nothing follows, the field is known to be
/// lost.
fn is_no_adult(rest: &str) -> bool {
    let word = first_word(rest);
    !word.is_empty() && !is_of_adult(word)
}

fn first_word(rest: &str) -> &str {
    let is_end = |c: char| is_mark(c) || SIGNS.contains(&c);
    rest.split(is_end).find(|word| !word.is_empty()).unwrap_or_default()
}

/// Where a broken text has values that could be read, each from the start of its line.
struct ReadValues<'t> {
    text: &'t str,
    /// In the order of the text.
    ranges: Vec<ByteRange>,
}

impl<'t> ReadValues<'t> {
    fn of(parsed: ParsedText<'t>) -> Self {
        let mut read = Self { text: parsed.text, ranges: Vec::new() };
        read.add_table(parsed.syntax.root());
        read.ranges.sort_unstable();
        read
    }

    fn add_table(&mut self, table: &DeTable<'_>) {
        for (key, node) in table {
            self.add(key.span().start, node);
        }
    }

    fn add(&mut self, key: usize, node: &Spanned<DeValue<'_>>) {
        let items = || node.get_ref().as_array().into_iter().flat_map(|items| items.iter());
        if let Some(table) = node.get_ref().as_table() {
            self.add_table(table);
        } else if items().any(|item| item.get_ref().is_table()) {
            items().for_each(|item| self.add(item.span().start, item));
        } else {
            let near = self.text.floor_char_boundary(key.saturating_sub(LONGEST_START));
            let before = self.text.get(near..key).unwrap_or_default();
            let start = before.rfind(LINE_ENDS).map_or(near, |end| near + end);
            self.ranges.push(ByteRange::from_span(start..node.span().end.max(start)));
        }
    }

    /// Returns whether a key in a line is within a value that could be read, or is that of it. In a value of several lines, of which
    /// one may have been meant as the end, it is not where a sign follows it.
    fn has(&self, line: &KeyInLine<'_>) -> bool {
        // Values are apart from each other, but for those in one line.
        let behind = self.ranges.partition_point(|range| range.start() <= line.at);
        let before = behind.checked_sub(1).and_then(|number| self.ranges.get(number));
        before.is_some_and(|range| {
            let above = ByteRange::from_span(range.start()..line.at).of(self.text);
            let is_first_line = !above.trim_start_matches(LINE_ENDS).contains(LINE_ENDS);
            line.at < range.end() && (is_first_line || !line.has_sign)
        })
    }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'“”`[]{}(),;".contains(c)
}

/// What may be a key in a line of a broken text.
struct KeyInLine<'t> {
    key: &'t str,
    /// Where it is in the text.
    at: usize,
    /// What follows it.
    rest: &'t str,
    /// The line from it on.
    whole: &'t str,
    /// Whether a sign follows it.
    has_sign: bool,
}

/// Returns what may be keys in the lines of a text, each with what follows it: the first word of a line, and what is before
/// a sign.
fn keys_in_lines(text: &str) -> impl Iterator<Item = KeyInLine<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive(LINE_ENDS).map(move |line| {
        start += line.len();
        (start - line.len(), without_comment(line.trim_end_matches(LINE_ENDS)))
    });
    lines.flat_map(|(start, line)| {
        let first = line.trim_start_matches(is_mark);
        let end = first.find(|c: char| is_mark(c) || SIGNS.contains(&c)).unwrap_or(first.len());
        let at = start + line.len() - first.len();
        let first =
            first.split_at_checked(end).filter(|(key, _)| !key.is_empty()).map(|(key, rest)| {
                let has_sign = rest.trim_start_matches(is_mark).starts_with(SIGNS);
                KeyInLine { key, at, rest, whole: first, has_sign }
            });
        let signs = line.match_indices(SIGNS).map(move |(sign, _)| {
            let before = line.get(..sign).unwrap_or_default().trim_end_matches(is_mark);
            let from = before.rfind(|c: char| "{}[](),;<>|".contains(c) || SIGNS.contains(&c));
            let from = from
                .and_then(|at| before.get(at..)?.chars().next().map(|c| at + c.len_utf8()))
                .unwrap_or_default()
                .max(before.len().saturating_sub(LONGEST_KEY));
            let from =
                (from..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or_default();
            let before = before.get(from..).unwrap_or_default();
            let key = before.trim_start_matches(is_mark);
            let from = from + before.len() - key.len();
            let end = line.floor_char_boundary(sign + LONGEST_REST);
            let [rest, whole] = [sign, from].map(|at| line.get(at..end).unwrap_or_default());
            KeyInLine { key, at: start + from, rest, whole, has_sign: true }
        });
        first.into_iter().chain(signs)
    })
}
