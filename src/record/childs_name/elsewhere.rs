//! Withholds the names in a file that is in another place than those of victims and seems to be about a child: a victim's file in
//! the wrong folder.

use crate::record::field::FieldId;
use crate::record::id::Id;
use crate::record::kind::Kind;
use crate::record::parsed_text::{DocumentParts, ParsedText};
use crate::record::record::Record;
use crate::record::stray_names::names_in_records;
use crate::record::syntax::LostField;
use crate::record::tables;

use super::search::{Attempt, Said, attempts, may_say_child_in_unread_lines};
use super::sign::{Sign, in_unread_values, sign_of};
use super::{REPORTED, Reports, mark};

/// Marks the records of a file that is in the place of another kind, and the names that none of them has, where something says of a
/// person that they are a child which would say nothing of such a record: a key that is no field there, a value or a line that cannot
/// be read. Of a rescue or an arrest this is only where the file seems to have a name too: how old the people of such a case were may
/// be said in many ways.
pub(super) fn withhold(parsed: ParsedText<'_>, parts: &mut DocumentParts) {
    let ParsedText { text, syntax, .. } = parsed;
    let (kind, is_one) = (parsed.kind(), parsed.is_one());
    let DocumentParts { records, problems, stray_names } = parts;
    // Every key that is none of the format, and every value that cannot be read, is a problem by now.
    if problems.is_empty() {
        return;
    }
    let attempts = attempts(parsed, records);
    let lost = |names: &[FieldId]| {
        let is_one = |lost: &LostField| names.iter().any(|name| name.as_str() == lost.key);
        syntax.lost().iter().any(is_one)
    };
    let in_lines = syntax.is_broken()
        && (lost(&[FieldId::Age, FieldId::Minor]) || may_say_child_in_unread_lines(parsed));
    let of = |number: usize| {
        let own = move |attempt: &&Attempt| attempt.of.is_none_or(|of| of == number);
        attempts.iter().filter(own)
    };
    let has_name_in_lines = syntax.is_broken()
        && (lost(tables::name_fields()) || kind.is_case() && !stray_names.is_empty());
    let has_name = |number: usize| {
        has_name_in_lines
            || of(number).any(|attempt| attempt.said == Said::Name && is_name(kind, &attempt.name))
    };
    let sign = |number: usize, record: &Record| {
        let has_name = || tables::field(kind, FieldId::Name).is_none() && has_name(number);
        let is_attempt = of(number).any(|attempt| attempt.said == Said::Age);
        is_attempt
            .then_some(Sign::Attempt)
            .or_else(|| in_unread_values(record))
            // A case or a source has no name; where there is one, all of the file may be about who has it.
            .or_else(|| {
                let sign = if has_name() { sign_of(record) } else { None };
                sign.filter(|sign| *sign != Sign::BrokenText)
            })
            .or_else(|| in_lines.then_some(Sign::BrokenText))
    };
    let may_have_name = |number: usize| {
        let is_name = |attempt: &Attempt| attempt.said != Said::Age;
        !kind.is_case() || !stray_names.is_empty() || of(number).any(is_name)
    };
    let numbered = records.iter().enumerate().filter(|(number, _)| may_have_name(*number));
    let signs: Vec<(usize, Sign)> =
        numbered.filter_map(|(number, record)| Some((number, sign(number, record)?))).collect();
    // Where no table is a record, all may be of one.
    let is_of_none = records.is_empty()
        && (in_lines || attempts.iter().any(|attempt| attempt.said == Said::Age));
    if signs.is_empty() && !is_of_none {
        return;
    }
    if is_of_none {
        for stray in stray_names.iter_mut() {
            mark(stray, Sign::Attempt);
        }
    }
    let marked: Vec<usize> = signs.iter().map(|(number, _)| *number).collect();
    for (number, sign) in &signs {
        let Some(record) = records.get(*number) else { continue };
        let strays = stray_names.iter_mut();
        let is_of = |stray: &&mut Record| is_one || stray.id == record.id || !is_known(&stray.id);
        for stray in strays.filter(is_of) {
            mark(stray, *sign);
        }
    }
    if !(kind.is_case() || kind == Kind::Person) {
        let mut names = names_in_records(&marked, parsed, records);
        let is_certain = signs.iter().any(|(_, sign)| *sign != Sign::BrokenText);
        for name in &mut names {
            mark(name, if is_certain { Sign::Attempt } else { Sign::BrokenText });
        }
        stray_names.append(&mut names);
    }
    let mut reports = Reports { text, syntax, problems, searches: 0 };
    let is_broken = |(_, sign): &&(usize, Sign)| *sign == Sign::BrokenText;
    let is_unread = |(_, sign): &&(usize, Sign)| matches!(sign, Sign::Unread(_));
    let unread = signs.iter().filter(is_unread).take(REPORTED);
    // A mistake is that of all records of the file.
    for (number, sign) in unread.chain(signs.iter().find(is_broken)) {
        if let Some(record) = records.get(*number) {
            reports.name(record, *sign);
        }
    }
    for (number, sign) in &signs {
        if let Some(record) = records.get_mut(*number) {
            mark(record, *sign);
        }
    }
    let own = |attempt: &&Attempt| attempt.of.is_none_or(|of| marked.contains(&of));
    reports.attempts(attempts.iter().filter(own));
}

/// Returns whether a key is that of a name: of a source, which others may have to do with, one of the format.
fn is_name(kind: Kind, key: &str) -> bool {
    let is_of_format = || tables::name_fields().iter().any(|name| name.as_str() == key);
    kind.is_case() || is_of_format()
}

/// Returns whether an id is that of a record.
fn is_known(id: &Id) -> bool {
    Id::is_id(id.as_str())
}
