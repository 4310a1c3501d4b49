//! Whether a name in the file of a victim may be the real name of a child, which leaves the program only for the owner of the
//! collection.
//!
//! One rule: where anything says or may say that the person was below 18, a name is withheld unless the file states in a form
//! that can be read that it is a pseudonym. What cannot be read counts as if it said so, as with every privacy key.

mod elsewhere;
mod key;
mod languages;
mod search;
mod sign;
mod stated_names;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Rule, add_consequence};
use crate::text::{ByteRange, shortened};

use self::search::{
    Attempt, Said, attempts, doubts_pseudonym_in_lines, is_in_words, may_say_child_in_lines,
    words_in_unread_lines,
};
use self::sign::{Sign, sign_of};
use self::stated_names::names_of_children;
use self::words::OF_AGE;
use super::field::FieldId;
use super::id::Id;
use super::kind::Kind;
use super::parsed_text::{DocumentParts, ParsedText};
use super::quote::{Cited, Quote};
use super::record::Record;
use super::syntax::Syntax;
use super::tables;
use super::value::Value;

/// The consequence for a name that may be a child's: a problem that ends with this explains why it is withheld.
pub(super) const COUNTS_AS_CHILDS: &str =
    "until this can be read, the name counts as that of a child and is not in exports";

/// The same where a mistake is in a file that says no age, which may be in what the mistake has made unreadable.
const MAY_LOSE_AGE: &str = "an age may be lost by this mistake; until this can be read, the name counts as that of a child and is not in exports";

/// The types of name that are no real names.
const PSEUDONYMS: [&str; 3] = ["pseudonym_by_source", "pseudonym_by_us", "alias"];
/// This many places of a file are reported.
const REPORTED: usize = 100;
/// So often the problem at a place is looked for in a file, each time among all of them.
const SEARCHED: usize = 1000;
const PERHAPS: &str = "by this, a person who is named here without a pseudonym may be a minor";
const HELP: &str =
    "say so with name_type = \"pseudonym_by_source\", or put a pseudonym of your own";

/// Marks the records of a text, and the names that none of them has, that may not leave the program because the name may be a
/// child's, and reports why.
pub(super) fn withhold(parsed: ParsedText<'_>, parts: &mut DocumentParts) {
    if parsed.kind() != Kind::Victim {
        return elsewhere::withhold(parsed, parts);
    }
    let (is_one, ParsedText { text, syntax, .. }) = (parsed.is_one(), parsed);
    let DocumentParts { records, problems, stray_names } = parts;
    // Every key that is none of the format is a problem by now, but for those that quotes dispute.
    let is_sound = problems.is_empty() && !records.iter().any(has_rival_of_other_field);
    let attempts = if is_sound { Vec::new() } else { attempts(parsed, records) };
    let doubts_type = syntax.is_broken() && doubts_pseudonym_in_lines(text);
    // A mistake in one line may take what is in others.
    let says_so = syntax.is_broken() && may_say_child_in_lines(text);
    let may_lose = |record: &Record| syntax.is_broken() && (says_so || !states_adult(record));
    let in_lines = if syntax.is_broken() { words_in_unread_lines(parsed) } else { Vec::new() };
    let may_name_in_lines = !in_lines.is_empty();
    let of_all = records.iter().find_map(|record| sign_for_all(is_one, record));
    let mut strays: HashMap<Id, Vec<&mut Record>> = HashMap::new();
    for stray in stray_names.iter_mut() {
        // Those of the only record may be known by another id.
        let only = records.first().filter(|_| is_one);
        let of = only.map_or_else(|| stray.id.clone(), |only| only.id.clone());
        strays.entry(of).or_default().push(stray);
    }
    let has_strays_of_others = !strays.is_empty();
    let mut reports = Reports { text, syntax, problems, searches: 0 };
    // Where no table is a record, all may be of one.
    let mut any_child =
        records.is_empty() && (says_so || attempts.iter().any(|one| one.said == Said::Age));
    let mut withheld = HashSet::new();
    // Those of them of which it is known that what may be a name in their words is that of a child.
    let mut of_children = HashSet::new();
    for (number, record) in records.iter_mut().enumerate() {
        let own = |attempt: &&Attempt| attempt.of.is_none_or(|of| of == number);
        let said = |said: Said| attempts.iter().filter(own).find(|attempt| attempt.said == said);
        let is_pseudonym =
            !doubts_type && states_pseudonym(record) && said(Said::TypeOfName).is_none();
        let strays = strays.remove(&record.id).unwrap_or_default();
        // What is said below other keys than those that a victim's file has may be a name.
        let has_words = said(Said::Words).is_some();
        let has_name = has_words || has_name(record) || has_type(record);
        let may_have_name = has_name || may_name_in_lines;
        // Without a name there is nothing to withhold here, nor in another record of the text.
        if strays.is_empty() && (is_pseudonym || !may_have_name && !has_strays_of_others) {
            continue;
        }
        let sign = sign_of(record)
            .or_else(|| said(Said::Age).map(|_| Sign::Attempt))
            .or(of_all)
            .or_else(|| may_lose(record).then_some(Sign::BrokenText));
        let Some(sign) = sign else { continue };
        // That anything may be lost does not say that words on such a line are a name.
        let has_name = has_name || may_name_in_lines && sign != Sign::BrokenText;
        any_child = true;
        let has_strays = !strays.is_empty();
        for stray in strays {
            mark(stray, sign);
        }
        if !is_pseudonym && (has_name || has_strays) {
            reports.name(record, sign);
            mark(record, sign);
            withheld.insert(number);
            if sign != Sign::BrokenText {
                of_children.insert(number);
            }
        } else if has_strays {
            withheld.insert(number);
            if sign == Sign::BrokenText {
                reports.name(record, sign);
            }
        }
    }
    if !withheld.is_empty() || any_child && !strays.is_empty() {
        let own = |attempt: &&Attempt| attempt.of.is_none_or(|of| withheld.contains(&of));
        reports.attempts(attempts.iter().filter(own));
    }
    if any_child {
        // Whose the others are is not known.
        strays.into_values().flatten().for_each(Record::mark_perhaps_childs_name);
    }
    let below = attempts.iter().flat_map(|one| one.names.iter().map(|name| (one.of, name.clone())));
    let words = (below.collect(), in_lines.as_slice());
    let mut names = names_of_children(&of_children, words, parsed, (records, stray_names));
    stray_names.append(&mut names);
}

/// Returns whether the name of a record, all of whose file is fields in their places that could be read, may be that of a child and
/// so is withheld.
pub(super) fn may_withhold(record: &Record) -> bool {
    record.kind == Kind::Victim
        && !states_pseudonym(record)
        && (has_name(record) || has_type(record))
        && sign_of(record).is_some()
}

/// Returns what a table says that has nothing but an age, such as `[meta]`: it does not show whom it is about.
fn sign_for_all(is_one: bool, record: &Record) -> Option<Sign> {
    let fields = &record.fields;
    let is_alone = fields.iter().count() + fields.extras().len() <= 1 && record.quotes.is_empty();
    if is_one || !is_alone || has_name(record) {
        return None;
    }
    sign_of(record).map(|_| Sign::Attempt)
}

fn mark(record: &mut Record, sign: Sign) {
    match sign {
        Sign::BrokenText => record.mark_childs_name_in_broken_text(),
        Sign::Stated | Sign::Said(_) | Sign::Unread(_) | Sign::Lost(_) | Sign::Attempt => {
            record.mark_perhaps_childs_name();
        }
    }
}

/// Returns whether a record states that its name is a pseudonym, and nothing in it says otherwise.
pub(super) fn states_pseudonym(record: &Record) -> bool {
    let is_pseudonym =
        |value: &Value| matches!(value, Value::Term(word) if PSEUDONYMS.contains(&&**word));
    let fields = &record.fields;
    let own = fields.get(FieldId::NameType).is_some_and(|entry| {
        !entry.items.is_empty() && entry.items.iter().all(|item| is_pseudonym(&item.value))
    });
    let disputes = |quote: &Quote| {
        quote.disputes.iter().any(|dispute| match dispute.cited {
            Cited::Field(FieldId::NameType) => {
                dispute.rival.is_empty()
                    || !dispute.rival.iter().all(|item| is_pseudonym(&item.value))
            }
            // Of the name that another source gives no one has said what kind it is.
            Cited::Field(FieldId::Name | FieldId::NativeName | FieldId::Aliases) => {
                !dispute.rival.is_empty()
            }
            Cited::Field(_) | Cited::Row(..) => false,
        })
    };
    own && !fields.lost(FieldId::NameType) && !record.quotes.iter().any(disputes)
}

/// Returns whether anything in the fields of a record says or may say that the person was a child, whatever the name is.
pub(super) fn may_be_child(record: &Record) -> bool {
    record.may_be_childs_name() || sign_of(record).is_some()
}

/// Returns whether a record states in a form that can be read that the person was no child.
fn states_adult(record: &Record) -> bool {
    let adult = record.fields.whole(FieldId::Age).is_some_and(|age| age >= OF_AGE);
    adult || record.fields.yes(FieldId::Minor) == Some(false)
}

fn has_name(record: &Record) -> bool {
    let names = [FieldId::Name, FieldId::NativeName, FieldId::Aliases, FieldId::Identifiers];
    names.iter().any(|name| record.fields.get(*name).is_some() || record.fields.lost(*name))
        || has_rival(record, |name| names.contains(&name))
        || has_rival_of_other_field(record)
}

/// Returns whether a quote gives something else in the place of a field that a victim's file does not have, which may be a name.
fn has_rival_of_other_field(record: &Record) -> bool {
    has_rival(record, |name| tables::field(record.kind, name).is_none())
}

fn has_rival(record: &Record, of: impl Fn(FieldId) -> bool) -> bool {
    let mut rivals = record.quotes.iter().flat_map(|quote| &quote.disputes);
    rivals.any(|dispute| {
        matches!(dispute.cited, Cited::Field(name) if of(name)) && !dispute.rival.is_empty()
    })
}

/// Returns whether a record says of its name, which may be in its title alone, that it is a real one, or says it in a way
/// that cannot be read.
fn has_type(record: &Record) -> bool {
    let fields = &record.fields;
    let is_real = |value: &Value| {
        let Value::Term(word) = value else { return true };
        matches!(&**word, "real" | "real_by_choice")
    };
    let own = fields.get(FieldId::NameType);
    own.is_some_and(|entry| entry.items.iter().any(|item| is_real(&item.value)))
        || fields.lost(FieldId::NameType)
}

/// The problems of a file, to which what follows from them is added.
struct Reports<'p> {
    text: &'p str,
    syntax: &'p Syntax<'p>,
    problems: &'p mut Vec<Diagnostic>,
    /// How often a problem was looked for at a place.
    searches: usize,
}

impl Reports<'_> {
    /// Reports why the name of a record is withheld.
    fn name(&mut self, record: &Record, sign: Sign) {
        let name = [FieldId::Name, FieldId::NativeName, FieldId::Aliases]
            .iter()
            .find_map(|name| Some(record.fields.get(*name)?.value))
            .unwrap_or(record.at);
        let at = match sign {
            Sign::Stated => return self.named(name, "a minor is named here without a pseudonym"),
            Sign::Said(at) => return self.named(at, PERHAPS),
            Sign::Attempt => return,
            Sign::Unread(at) => at,
            Sign::Lost(field) => {
                let lost = self.syntax.lost().iter().find(|lost| lost.key == field.as_str());
                lost.map_or(name, |lost| self.to_end_of_line(lost.range))
            }
            Sign::BrokenText => {
                self.syntax.problems().first().map_or(name, |problem| problem.range)
            }
        };
        let consequence = if sign == Sign::BrokenText { MAY_LOSE_AGE } else { COUNTS_AS_CHILDS };
        if !self.explains(at, consequence) {
            self.named(at, PERHAPS);
        }
    }

    /// Returns a name with what follows it in its line: the problem may be in the value.
    fn to_end_of_line(&self, name: ByteRange) -> ByteRange {
        let behind = self.text.get(name.end()..).unwrap_or_default();
        let length = behind.find('\n').unwrap_or(behind.len());
        ByteRange::from_span(name.start()..name.end() + length)
    }

    fn named(&mut self, at: ByteRange, message: &str) {
        self.problems.push(Diagnostic::new(Rule::NamedMinor, at, message).help(HELP));
    }

    /// Says what follows from the problem at a place; returns whether there is one.
    fn explains(&mut self, at: ByteRange, consequence: &str) -> bool {
        self.searches += 1;
        let is_here = |problem: &Diagnostic| {
            problem.range.overlaps(at) || problem.range.start() == at.start()
        };
        let is_said =
            |problem: &Diagnostic| is_here(problem) && problem.message.ends_with(COUNTS_AS_CHILDS);
        self.searches <= SEARCHED
            && (self.problems.iter().any(is_said)
                || add_consequence(self.problems, at, consequence))
    }

    fn attempts<'a>(&mut self, attempts: impl Iterator<Item = &'a Attempt>) {
        for attempt in attempts.take(REPORTED) {
            if !add_consequence(self.problems, attempt.key, COUNTS_AS_CHILDS) {
                self.problems.push(in_doubt(attempt).with_consequence(COUNTS_AS_CHILDS));
            }
        }
    }
}

fn in_doubt(attempt: &Attempt) -> Diagnostic {
    // A key that is written as none of the format may be a name itself.
    let may_be_name =
        matches!(attempt.said, Said::Name | Said::Words) && is_in_words(&attempt.name);
    let name =
        if may_be_name { "this key".into() } else { format!("`{}`", shortened(&attempt.name)) };
    let (about, line) = match attempt.said {
        Said::Age => ("how old the person was", "age = 20, or minor = false,"),
        Said::TypeOfName => ("what kind of name this is", "name_type = \"pseudonym_by_source\""),
        Said::Name => ("a name", "name = \"…\" or aliases = [\"…\"]"),
        Said::Words => ("something that may be a name", "note = \"…\" or another field"),
    };
    let message = format!("{name} seems to say {about}, and is not read here");
    let help = format!(
        "write it as {line} once and among the fields of the case, above every other [table]"
    );
    Diagnostic::new(Rule::WithheldInDoubt, attempt.key, message).help(help)
}

impl Record {
    /// Notes that the record may have the real name of a child.
    pub(crate) fn mark_perhaps_childs_name(&mut self) {
        self.mark(PERHAPS_CHILDS);
    }

    /// Notes that what says whether the record has the real name of a child may be lost in a broken text.
    pub(super) fn mark_childs_name_in_broken_text(&mut self) {
        self.mark(IN_BROKEN_TEXT);
    }

    /// Returns whether a name of the record may be the real name of a child.
    pub(crate) fn may_be_childs_name(&self) -> bool {
        self.has_mark(PERHAPS_CHILDS) || self.has_mark(IN_BROKEN_TEXT)
    }

    /// Returns whether it may be one for another reason than that the text is broken.
    pub(super) fn is_known_to_be_perhaps_childs_name(&self) -> bool {
        self.has_mark(PERHAPS_CHILDS)
    }

    /// Returns whether the record is nothing but a word that may be the name of a child, by how it is written, or that of
    /// something else.
    pub(crate) fn is_word_that_may_name(&self) -> bool {
        self.has_mark(IN_WORDS)
    }

    /// Returns whether the record states in a form that can be read that the person was no child, or that the name is a
    /// pseudonym.
    pub(crate) fn states_no_childs_name(&self) -> bool {
        let is_said = states_adult(self) || states_pseudonym(self);
        self.is_complete && !self.may_be_childs_name() && is_said
    }

    fn mark(&mut self, mark: &str) {
        if !self.has_mark(mark) {
            self.fields.lost.push(mark.into());
        }
    }

    fn has_mark(&self, mark: &str) -> bool {
        self.fields.lost.iter().any(|lost| **lost == *mark)
    }
}

/// What a record is marked with among the fields that it lost; no field is called so.
const PERHAPS_CHILDS: &str = "a child's name, perhaps";
const IN_WORDS: &str = "a word that may be a child's name";
const IN_BROKEN_TEXT: &str = "a child's name, perhaps, in a broken text";
