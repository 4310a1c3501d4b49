//! Finds names in a file that no field of a record holds: below a misspelled key, on a broken line,
//! in another table.
//!
//! They are masked and withheld. These names are never shown; they are only searched for in other
//! texts, to mask or withhold them there.

mod key;
mod lines;

use std::collections::{BTreeSet, HashSet};

use toml::de::{DeTable, DeValue};

use crate::text::{ByteRange, is_too_long};

pub(crate) use self::key::{has_no_key_of_a_name, is_of_field_of, is_of_known_field};
use self::key::{holds_person, is_generic, is_of_field};
pub(super) use self::key::{is_meant_as_field, is_meant_as_one_of, is_of_name};
pub(super) use self::lines::names_in;
use super::field::FieldId;
use super::fields::{FieldEntry, Item};
use super::id::Id;
use super::kind::Kind;
use super::parsed_text::ParsedText;
use super::reader::place;
use super::record::Record;
use super::syntax::Syntax;
use super::tables;
use super::value::Value;

/// What may have to be withheld and is in no record of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrivacyDoubts {
    /// Something seems to say that a case is confidential.
    pub(super) confidential: bool,
    /// Something seems to say that a person is not to be named.
    pub(super) unnamed: bool,
}

/// A name that was found.
#[derive(Debug)]
struct FoundName {
    /// Which of the records it is in, as far as that is known.
    of: Option<usize>,
    name: String,
    /// Whether it is a header, which may be the id of a record.
    is_header: bool,
}

/// Returns records with the names that a text gives and none of its `records` has. What is withheld of a
/// record of the text, or of any of them where it is not known which, is withheld of these too.
pub(super) fn unread_names(
    parsed: ParsedText<'_>,
    records: &[Record],
    doubts: PrivacyDoubts,
) -> Vec<Record> {
    let kind = parsed.kind();
    if !(kind.is_case() || kind == Kind::Person) {
        return Vec::new();
    }
    let known = known(records);
    let mut found = found_in(parsed, kind, records);
    found.retain(|found| !known.contains(found.name.trim()));
    guesses(kind, &found, parsed.syntax, records, doubts)
}

/// Returns records with all names in those records of a text that have these numbers and are of a kind that is not looked through
/// otherwise: of a place, a source or an organisation in which a person seems to be named. In a broken text a name may be in any
/// of them.
pub(super) fn names_in_records(
    numbers: &[usize],
    parsed: ParsedText<'_>,
    records: &[Record],
) -> Vec<Record> {
    // A case that has no name of its own.
    let kind = Kind::Rescue;
    let mut found = found_in(parsed, kind, records);
    found.retain(|found| found.of.is_none_or(|of| numbers.contains(&of)));
    guesses(kind, &found, parsed.syntax, records, PrivacyDoubts::default())
}

/// Returns a record for each of these words of a text that may be names, with the number of the record that they are in, where that
/// is known, but for those that are names of its records or were found as such.
pub(super) fn guesses_of_words(
    words: Vec<(Option<usize>, String)>,
    parsed: ParsedText<'_>,
    records: &[Record],
    found: &[Record],
) -> Vec<Record> {
    let (known, found) = (known(records), known(found));
    let is_new = |name: &str| !known.contains(name) && !found.contains(name);
    let words = words.into_iter().filter(|(_, name)| is_new(name));
    let words: BTreeSet<(Option<usize>, String)> = words.collect();
    let of_word = |(of, name)| {
        let found = [FoundName { of, name, is_header: false }];
        guesses(parsed.kind(), &found, parsed.syntax, records, PrivacyDoubts::default())
    };
    words.into_iter().flat_map(of_word).collect()
}

/// Returns the names that a text seems to give, each once for each record: in its tables, but for those that a record of this
/// `kind` has, and where the text is broken, in its lines.
fn found_in(parsed: ParsedText<'_>, kind: Kind, records: &[Record]) -> Vec<FoundName> {
    let (is_one, ParsedText { text, syntax, .. }) = (parsed.is_one(), parsed);
    let mut search = NameSearcher { kind, text, records, of: None, found: Vec::new() };
    if is_one {
        search.of = Some(0);
        search.in_record(syntax.root());
    } else {
        search.in_file(syntax.root());
    }
    let mut found = search.found;
    if syntax.is_broken() {
        lines::find(text, &mut |name, is_header| {
            found.push(FoundName { of: None, name, is_header });
        });
        // The end of a record in a broken text is unknown.
        for found in &mut found {
            found.of = is_one.then_some(0);
        }
    }
    found.retain(|found| !found.name.trim().is_empty());
    found.sort_by(|one, other| one.of.cmp(&other.of).then_with(|| one.name.cmp(&other.name)));
    found.dedup_by(|one, other| one.of == other.of && one.name == other.name);
    found
}

/// Returns records that have these names, which are sorted by the records of the text that they are of.
fn guesses(
    kind: Kind,
    found: &[FoundName],
    syntax: &Syntax<'_>,
    records: &[Record],
    doubts: PrivacyDoubts,
) -> Vec<Record> {
    let parts = found.chunk_by(|one, other| one.of == other.of);
    parts.flat_map(|part| guesses_of_one(kind, part, syntax, records, doubts)).collect()
}

/// Returns records that have these names, which are all of the same record of the text.
fn guesses_of_one(
    kind: Kind,
    found: &[FoundName],
    syntax: &Syntax<'_>,
    records: &[Record],
    doubts: PrivacyDoubts,
) -> Vec<Record> {
    let holder = found.first().and_then(|found| records.get(found.of?));
    // Records of other kinds have no names.
    let kind = if kind == Kind::Person { Kind::Person } else { Kind::Victim };
    let person = holder.filter(|holder| holder.kind == kind);
    let mut guess = Record::bare(kind, person.map_or_else(nameless, |person| person.id.clone()));
    guess.is_complete = syntax.is_whole();
    let all_open = || records.iter().all(|record| record.says_confidential() == Some(false));
    let like = holder.or_else(|| records.first().filter(|_| all_open()));
    if let Some(like) = like {
        let says = |name: &FieldId| matches!(name, FieldId::Confidentiality | FieldId::Public);
        let entries = like.fields.iter().filter(|entry| says(&entry.field.name));
        guess.fields.entries = entries.cloned().collect();
        guess.is_complete = like.is_complete;
    }
    let related: Vec<&Record> = holder.map_or_else(|| records.iter().collect(), |one| vec![one]);
    let is_unknown = holder.is_none();
    if is_unknown && doubts.confidential
        || related.iter().any(|record| record.says_confidential() == Some(true))
    {
        guess.mark_perhaps_confidential();
    }
    if is_unknown && doubts.unnamed || related.iter().any(|record| is_unnamed(record)) {
        guess.mark_unnamed();
    }
    let ids = found.iter().filter(|found| found.is_header);
    let ids = ids.filter_map(|found| Id::new(&found.name).or_else(|| suggested(&found.name)));
    let mut guesses: Vec<Record> = ids.map(|id| Record { id, ..guess.clone() }).collect();
    let names = found.iter().filter(|found| !found.is_header || Id::new(&found.name).is_none());
    let range = ByteRange::default();
    let item = |found: &FoundName| {
        let name = found.name.as_str().into();
        let value =
            if is_too_long(&found.name) { Value::TooLong(name) } else { Value::Words(name) };
        Item { value, range }
    };
    let items: Vec<Item> = names.map(item).collect();
    if let Some(field) = tables::field(kind, FieldId::Aliases).filter(|_| !items.is_empty()) {
        guess.fields.entries.push(FieldEntry { field, key: range, value: range, items });
        guesses.push(guess);
    }
    guesses
}

/// Returns whether a field of the format with this name holds names and nothing else.
fn is_name_field(name: &str) -> bool {
    tables::name_fields().iter().any(|known| known.as_str() == name)
}

/// Returns the names that the records have, and their ids.
fn known(records: &[Record]) -> HashSet<&str> {
    let ids = records.iter().map(|record| record.id.as_str());
    let entries = records.iter().flat_map(|record| record.fields.iter());
    let entries = entries.filter(|entry| entry.field.role.is_name());
    let words = entries
        .flat_map(|entry| &entry.items)
        .filter_map(|item| if let Value::Words(name) = &item.value { Some(&**name) } else { None });
    // Only people are known by their names.
    let is_person = records.iter().any(|one| matches!(one.kind, Kind::Victim | Kind::Person));
    ids.chain(words.filter(|_| is_person)).collect()
}

fn suggested(name: &str) -> Option<Id> {
    Id::suggestion(name).and_then(|id| Id::new(&id))
}

/// Returns the id of a record whose id is not known; no record has it.
fn nameless() -> Id {
    Id::placeholder("?")
}

/// Returns whether a record says, or may say, that its person is not to be named.
fn is_unnamed(record: &Record) -> bool {
    let fields = &record.fields;
    fields.lost(FieldId::Public)
        || fields.get(FieldId::Public).is_some() && fields.yes(FieldId::Public) != Some(true)
}

/// A search through the tables that could be read.
struct NameSearcher<'t> {
    kind: Kind,
    text: &'t str,
    records: &'t [Record],
    /// Which record the table is of.
    of: Option<usize>,
    found: Vec<FoundName>,
}

impl NameSearcher<'_> {
    /// Looks at a file of which each table is a record.
    fn in_file(&mut self, root: &DeTable<'_>) {
        for (key, node) in root {
            let (name, at) = (key.get_ref().as_ref(), place(key));
            let start = |record: &Record| record.at.start();
            self.of = self.records.binary_search_by_key(&at.start(), start).ok();
            let value = node.get_ref();
            let items = value.as_array().into_iter().flat_map(|items| items.iter());
            let tables = items.filter_map(|item| item.get_ref().as_table());
            let tables: Vec<_> = value.as_table().into_iter().chain(tables).collect();
            if Id::new(name).is_none() && !tables.is_empty() {
                self.add(name, true);
            }
            if !value.is_table() && is_of_name(name) {
                self.strings(value);
            }
            for table in tables {
                self.in_record(table);
            }
        }
    }

    fn in_record(&mut self, table: &DeTable<'_>) {
        for (key, node) in table {
            match (key.get_ref().as_ref(), node.get_ref()) {
                ("quote", DeValue::Array(quotes)) => {
                    for quote in quotes.iter().filter_map(|quote| quote.get_ref().as_table()) {
                        self.in_quote(quote);
                    }
                }
                ("quote", DeValue::Table(quote)) => self.in_quote(quote),
                (name, value) => {
                    if !self.is_read(name, value, place(node)) {
                        self.in_field(name, value);
                    }
                }
            }
        }
    }

    fn in_quote(&mut self, quote: &DeTable<'_>) {
        for (key, node) in quote {
            match (key.get_ref().as_ref(), node.get_ref()) {
                ("disputes", DeValue::Table(rivals)) => self.in_rivals(rivals),
                ("disputes", DeValue::Array(items)) => {
                    for item in items {
                        match item.get_ref().as_table() {
                            Some(rivals) => self.in_rivals(rivals),
                            None => self.in_field("disputes", item.get_ref()),
                        }
                    }
                }
                (name, value) => self.in_field(name, value),
            }
        }
    }

    fn in_rivals(&mut self, rivals: &DeTable<'_>) {
        for (key, node) in rivals {
            let (name, value) = (key.get_ref().as_ref(), node.get_ref());
            if self.kind != Kind::Victim || !self.is_read(name, value, place(node)) {
                self.in_field(name, value);
            }
        }
    }

    /// Returns whether a record has what this field gives as names.
    fn is_read(&self, name: &str, value: &DeValue<'_>, at: ByteRange) -> bool {
        let is_list = || {
            let items = value.as_array();
            name == "aliases"
                && items.is_some_and(|items| items.iter().all(|item| item.get_ref().is_str()))
        };
        let is_text = value.is_str() || is_list();
        // Of a value that cannot be used, a record has what is written, with its escapes.
        self.of.is_some()
            && matches!(self.kind, Kind::Victim | Kind::Person)
            && is_name_field(name)
            && is_text
            && !at.of(self.text).contains('\\')
    }

    fn in_field(&mut self, name: &str, value: &DeValue<'_>) {
        if is_of_name(name) {
            self.strings(value);
            return;
        }
        if let Some(table) = value.as_table() {
            self.in_other_table(name, table);
        }
        for item in value.as_array().into_iter().flat_map(|items| items.iter()) {
            match item.get_ref().as_table() {
                Some(table) => self.in_other_table(name, table),
                // Lists may lie in lists.
                None => self.in_field(name, item.get_ref()),
            }
        }
    }

    /// Looks at a table that is no record, whose header may have been meant as one.
    fn in_other_table(&mut self, name: &str, table: &DeTable<'_>) {
        let seems_a_record = table.iter().any(|(key, _)| holds_person(key.get_ref()));
        if seems_a_record && !is_generic(name) {
            self.add(name, true);
        }
        for (key, node) in table {
            self.in_field(key.get_ref(), node.get_ref());
        }
    }

    /// Adds all texts of a value that is given as a name. Of a table, fields of the format are none.
    fn strings(&mut self, value: &DeValue<'_>) {
        if let Some(text) = value.as_str() {
            self.add(text, false);
        }
        for item in value.as_array().into_iter().flat_map(|items| items.iter()) {
            self.strings(item.get_ref());
        }
        for (key, node) in value.as_table().into_iter().flat_map(|table| table.iter()) {
            // A name may be written as a key: `name.Ann = "Example"`.
            if key.get_ref().contains(|c: char| c.is_uppercase() || c == ' ' || !c.is_ascii()) {
                self.add(key.get_ref(), false);
            }
            if is_of_field(key.get_ref()) {
                self.in_field(key.get_ref(), node.get_ref());
            } else {
                self.strings(node.get_ref());
            }
        }
    }

    fn add(&mut self, name: &str, is_header: bool) {
        self.found.push(FoundName { of: self.of, name: name.to_owned(), is_header });
    }
}

#[cfg(test)]
mod tests;
