//! Withholds the names in a file that is in another place than those of victims and seems to be about a child: a victim's file in
//! the wrong folder.

use crate::record::id::Id;
use crate::record::kind::Kind;
use crate::record::parsed_text::{DocumentParts, ParsedText};
use crate::record::record::Record;
use crate::record::stray_names::names_in_records;
use crate::record::syntax::LostField;

use super::search::{Attempt, Said, attempts, may_say_child_in_lines};
use super::sign::Sign;
use super::{Reports, mark};

/// Marks the records of a file that is in the place of another kind, and the names that none of them has, where a key that is no
/// field there seems to say that a person is a child, and reports why. Of a rescue or an arrest this is only where the file seems
/// to have a name too: how old the people of such a case were may be said in many ways.
pub(super) fn withhold(parsed: ParsedText<'_>, parts: &mut DocumentParts) {
    let ParsedText { text, syntax, .. } = parsed;
    let (kind, is_one) = (parsed.kind(), parsed.is_one());
    let DocumentParts { records, problems, stray_names } = parts;
    // Every key that is none of the format is a problem by now.
    if problems.is_empty() {
        return;
    }
    let attempts = attempts(parsed, records);
    let is_age = |lost: &LostField| ["age", "minor"].contains(&lost.key.as_str());
    let in_lines =
        syntax.is_broken() && (may_say_child_in_lines(text) || syntax.lost().iter().any(is_age));
    let is_child = |number: usize| {
        let own = |attempt: &Attempt| attempt.of.is_none_or(|of| of == number);
        in_lines || attempts.iter().any(|attempt| attempt.said == Said::Age && own(attempt))
    };
    let may_have_name = |number: usize| {
        let own = |attempt: &Attempt| attempt.of.is_none_or(|of| of == number);
        let is_name = |attempt: &&Attempt| attempt.said != Said::Age && own(attempt);
        !kind.is_case() || !stray_names.is_empty() || attempts.iter().any(|one| is_name(&one))
    };
    let marked: Vec<usize> =
        (0..records.len()).filter(|number| is_child(*number) && may_have_name(*number)).collect();
    if marked.is_empty() {
        return;
    }
    for record in marked.iter().filter_map(|number| records.get(*number)) {
        let id = &record.id;
        let strays = stray_names.iter_mut();
        let is_of = |stray: &&mut Record| is_one || stray.id == *id || !is_known(&stray.id);
        for stray in strays.filter(is_of) {
            mark(stray, Sign::Attempt);
        }
    }
    if !(kind.is_case() || kind == Kind::Person) {
        let mut names = names_in_records(&marked, parsed, records);
        for name in &mut names {
            mark(name, Sign::Attempt);
        }
        stray_names.append(&mut names);
    }
    for number in &marked {
        if let Some(record) = records.get_mut(*number) {
            mark(record, Sign::Attempt);
        }
    }
    let own = |attempt: &&Attempt| attempt.of.is_none_or(|of| marked.contains(&of));
    let mut reports = Reports { text, syntax, problems, searches: 0 };
    reports.attempts(attempts.iter().filter(own));
}

/// Returns whether an id is that of a record.
fn is_known(id: &Id) -> bool {
    Id::is_id(id.as_str())
}
