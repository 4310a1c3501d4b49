//! Finds what seems to be meant as the tag `whereabouts-withheld` and is written otherwise or elsewhere. It counts as the tag, and
//! `check` says so.

use strsim::damerau_levenshtein as distance;
use toml::de::{DeTable, DeValue};

use super::{MISSPELT, WHEREABOUTS_WITHHELD};
use crate::diagnostic::{Diagnostic, Rule, add_consequence};
use crate::record::field::{Field, FieldId};
use crate::record::kind::{Kind, RowKind};
use crate::record::parsed_text::{DocumentParts, ParsedText};
use crate::record::privacy_key::{LINE_ENDS, plain, without_comment};
use crate::record::quote::Cited;
use crate::record::reader::place;
use crate::record::record::Record;
use crate::record::tables;
use crate::text::ByteRange;

/// The consequence for a case that seems to have the tag: a problem that ends with this explains why places are withheld.
pub(in crate::record) const COUNTS_AS_TAGGED: &str =
    "until this can be read, the case counts as one with the tag `whereabouts-withheld`";

/// The tag as it is compared.
const TAG: &str = "whereaboutswithheld";
/// The two words of it.
const WORDS: [&str; 2] = ["whereabouts", "withheld"];
/// The highest number of typos in the tag, or in one of its words.
const SLIPS: usize = 2;
/// Into so many words slips part the tag at most.
const MOST_PARTS: usize = 4;
/// This many places of a file are reported.
const REPORTED: usize = 100;

/// Returns whether a text is meant as the tag, alone or among other words.
pub(crate) fn is_meant(text: &str) -> bool {
    if text.len() < TAG.len() - SLIPS {
        return false;
    }
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(plain).collect();
    let has_word = |word: &str| parts.iter().any(|part| is_near(word, part));
    let joined = |start: usize| {
        let mut joined = String::new();
        parts.iter().skip(start).take(MOST_PARTS).any(|part| {
            joined.push_str(part);
            is_near(TAG, &joined)
        })
    };
    WORDS.into_iter().all(has_word) || (0..parts.len()).any(joined)
}

/// Returns whether a text is meant as the tag and nothing else.
pub(in crate::record) fn is_meant_alone(text: &str) -> bool {
    !text.contains([',', ';', '|', '\n']) && is_near(TAG, &plain(text))
}

fn is_near(word: &str, part: &str) -> bool {
    let length = part.chars().count();
    length.abs_diff(word.len()) <= SLIPS && distance(word, part) <= SLIPS
}

/// Marks the cases of a file that seem to have the tag, and reports where.
pub(in crate::record) fn mark(parsed: ParsedText<'_>, parts: &mut DocumentParts) {
    if !parsed.kind().is_case() {
        return;
    }
    let ParsedText { text, syntax, .. } = parsed;
    let DocumentParts { records, problems, .. } = parts;
    // Every key that is none of the format is a problem by now.
    let elsewhere =
        if problems.is_empty() { Vec::new() } else { TagSearcher::search(parsed, records) };
    for (number, record) in records.iter_mut().enumerate() {
        let found: Vec<(ByteRange, bool)> = in_tags(record).collect();
        for (at, is_alone) in found.iter().take(REPORTED) {
            let remedy = if *is_alone {
                "write"
            } else {
                "write each tag as a text of its own, and this one as"
            };
            let message = format!("this seems to be meant as the tag `{WHEREABOUTS_WITHHELD}`");
            let problem = Diagnostic::new(Rule::WithheldInDoubt, *at, message)
                .help(format!("{remedy} \"{WHEREABOUTS_WITHHELD}\""));
            if !add_consequence(problems, *at, COUNTS_AS_TAGGED) {
                problems.push(problem.with_consequence(COUNTS_AS_TAGGED));
            }
        }
        let own = elsewhere.iter().any(|(of, _)| of.is_none_or(|of| of == number));
        if own || !found.is_empty() {
            record.fields.lost.push(MISSPELT.into());
        }
    }
    for (_, key) in elsewhere.iter().take(REPORTED) {
        if !add_consequence(problems, *key, COUNTS_AS_TAGGED) {
            let message = "this seems to be meant as a tag, and is not read here";
            let problem = Diagnostic::new(Rule::WithheldInDoubt, *key, message).help(format!(
                "write tags = [\"{WHEREABOUTS_WITHHELD}\"] among the fields of the case"
            ));
            problems.push(problem.with_consequence(COUNTS_AS_TAGGED));
        }
    }
    let is_open = |record: &Record| !record.withholds_whereabouts();
    let in_lines = || text.split(LINE_ENDS).map(without_comment).any(is_meant);
    if syntax.is_broken() && records.iter().any(is_open) && in_lines() {
        for record in records {
            record.fields.lost.push(MISSPELT.into());
        }
        if let Some(first) = syntax.problems().first() {
            add_consequence(problems, first.range, COUNTS_AS_TAGGED);
        }
    }
}

/// Returns whether a case, all of whose file is fields in their places that could be read, seems to have the tag.
pub(in crate::record) fn may_mark(record: &Record) -> bool {
    record.kind.is_case() && in_tags(record).next().is_some()
}

/// Returns the tags of a record that are meant as this one and spelt otherwise or only stated by a quote, and whether each is
/// nothing else.
fn in_tags(record: &Record) -> impl Iterator<Item = (ByteRange, bool)> {
    let own = record.fields.get(FieldId::Tags).into_iter().flat_map(|entry| &entry.items);
    let own = own.filter(|item| item.value.written() != WHEREABOUTS_WITHHELD);
    let disputes = record.quotes.iter().flat_map(|quote| &quote.disputes);
    let rivals = disputes.filter(|dispute| dispute.cited == Cited::Field(FieldId::Tags));
    own.chain(rivals.flat_map(|dispute| &dispute.rival)).filter_map(|item| {
        let written = item.value.written();
        is_meant(&written).then(|| (item.range, is_meant_alone(&written)))
    })
}

/// Searches for it below keys that are no fields where they are: of which record, and where the key is.
struct TagSearcher {
    kind: Kind,
    of: Option<usize>,
    found: Vec<(Option<usize>, ByteRange)>,
}

impl TagSearcher {
    fn search(parsed: ParsedText<'_>, records: &[Record]) -> Vec<(Option<usize>, ByteRange)> {
        let is_one = parsed.is_one();
        let of = is_one.then_some(0);
        let mut search = Self { kind: parsed.kind(), of, found: Vec::new() };
        let root = parsed.syntax.root();
        if is_one {
            search.in_record(root);
            return search.found;
        }
        for (key, node) in root {
            let at = place(key);
            search.of = records.iter().position(|record| record.at == at);
            let tables: Vec<_> = tables_in(node.get_ref()).collect();
            if tables.is_empty() {
                search.look_at(key.get_ref(), at, node.get_ref());
            }
            for table in tables {
                search.in_record(table);
            }
        }
        search.found
    }

    fn in_record(&mut self, table: &DeTable<'_>) {
        let known = tables::fields(self.kind);
        for (key, node) in table {
            let (name, value) = (key.get_ref().as_ref(), node.get_ref());
            match RowKind::ALL.into_iter().find(|row| row.name() == name) {
                Some(row) => tables_in(value).for_each(|table| self.in_row(row, table)),
                None if is_known(known, name) => {}
                None => self.look_at(name, place(key), value),
            }
        }
    }

    fn in_row(&mut self, row: RowKind, table: &DeTable<'_>) {
        for (key, node) in table {
            let (name, value) = (key.get_ref().as_ref(), node.get_ref());
            if name == FieldId::Disputes.as_str() {
                let rivals = tables_in(value).flatten();
                for (key, node) in rivals {
                    if !is_known(tables::fields(self.kind), key.get_ref()) {
                        self.look_at(key.get_ref(), place(key), node.get_ref());
                    }
                }
            } else if !is_known(tables::row_fields(row), name) {
                self.look_at(name, place(key), value);
            }
        }
    }

    fn look_at(&mut self, name: &str, key: ByteRange, value: &DeValue<'_>) {
        let is_denied = matches!(value, DeValue::Boolean(false));
        if is_meant(name) && !is_denied || is_said(value) {
            self.found.push((self.of, key));
        }
    }
}

/// Returns whether a text anywhere in a value, or a key in it, is meant as the tag.
fn is_said(value: &DeValue<'_>) -> bool {
    let mut items = value.as_array().into_iter().flat_map(|items| items.iter());
    let mut pairs = value.as_table().into_iter().flatten();
    value.as_str().is_some_and(is_meant)
        || items.any(|item| is_said(item.get_ref()))
        || pairs.any(|(key, node)| {
            let value = node.get_ref();
            is_meant(key.get_ref()) && !matches!(value, DeValue::Boolean(false)) || is_said(value)
        })
}

fn tables_in<'t, 'i>(value: &'t DeValue<'i>) -> impl Iterator<Item = &'t DeTable<'i>> {
    let items = value.as_array().into_iter().flat_map(|items| items.iter());
    value.as_table().into_iter().chain(items.filter_map(|item| item.get_ref().as_table()))
}

fn is_known(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_known_within_two_slips_whatever_its_case_and_joints() {
        for text in [
            "whereabouts-withheld",
            "whereabouts_withheld",
            "Whereabouts-Withheld",
            "WHEREABOUTS WITHHELD",
            "whereabout-withheld",
            "where-abouts withheld",
            "wherabouts-witheld",
            "whereabotus-withehld",
            "whereabouts-withhold",
            "whereaboutsWithheld",
            "withheld-whereabouts",
            "a, whereabouts-withheld, b",
            "minor;Whereabouts_withheld",
            "whereabouts are withheld",
            "whеreаbouts-withheld",
            "where\u{200b}abouts-withheld",
        ] {
            assert!(is_meant(text), "{text}");
        }
        for text in [
            "",
            "minor",
            "whereabouts-unknown",
            "withheld",
            "wages-withheld-by-company",
            "whereabouts",
        ] {
            assert!(!is_meant(text), "{text}");
        }
        assert!(
            is_meant_alone("Where_abouts-witheld") && !is_meant_alone("x, whereabouts-withheld")
        );
    }
}
