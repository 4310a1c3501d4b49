//! Fixes of the diagnostics of one document, computed from its text when they are asked for.
//!
//! Whatever is offered was tried: applied to the text, it removes its diagnostic and adds none.

use crate::diagnostic::{Applicability, Diagnostic, Fix, Rule, suggest};
use crate::text::{ByteRange, Splice, apply_all};

use super::document::{Document, FileLayout, record_range};
use super::edit::{self, Deletion};
use super::field::FieldId;
use super::fields::FieldEntry;
use super::quote::Quote;
use super::quoting::like as quoted_like;
use super::record::Record;
use super::value::Value;
use super::vocabulary::Vocabularies;

/// Longer texts of one record are not read again for each of their fixes.
const LONGEST_TRIED: usize = 256 * 1024;

/// Returns the diagnostics of a text, each with its fix where there is one.
pub(crate) fn fixed(text: &str, form: &FileLayout, words: &Vocabularies) -> Vec<Diagnostic> {
    let read = |text: &str| Document::read(text, form, words).problems;
    let Document { records, mut problems, .. } = Document::read(text, form, words);
    for problem in &mut problems {
        let own = records.iter().rfind(|record| record.at.start() <= problem.range.start());
        // What breaks the grammar may reach over all that follows.
        let part = match own.filter(|_| problem.code != Rule::Syntax) {
            Some(own) => record_range(text, &records, own),
            None => ByteRange::from_span(0..text.len()),
        };
        let proposed = problem.fix.take().map(|fix| *fix);
        let proposed = proposed.or_else(|| propose(text, own?, problem));
        let trial = Trial { text: part.of(text), at: part.start(), read: &read };
        problem.fix = proposed.and_then(|fix| trial.proven(fix, problem)).map(Box::new);
    }
    problems
}

/// Returns the diagnostics that `read` finds in a text, with those of their fixes that solve them.
pub(crate) fn proven_fixes(text: &str, read: &dyn Fn(&str) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut problems = read(text);
    for problem in &mut problems {
        let proposed = problem.fix.take();
        let trial = Trial { text, at: 0, read };
        problem.fix = proposed.and_then(|fix| trial.proven(*fix, problem)).map(Box::new);
    }
    problems
}

/// A part of a text in which fixes are tried.
struct Trial<'t> {
    text: &'t str,
    /// Where the part starts.
    at: usize,
    read: &'t dyn Fn(&str) -> Vec<Diagnostic>,
}

impl Trial<'_> {
    /// Returns the fix with those alternatives that remove the diagnostic and add no other.
    fn proven(&self, fix: Fix, problem: &Diagnostic) -> Option<Fix> {
        if self.text.len() > LONGEST_TRIED {
            return None;
        }
        let before = (self.read)(self.text);
        fix.filtered(|splices| self.is_solution(&before, problem, splices))
    }

    fn is_solution(&self, before: &[Diagnostic], solved: &Diagnostic, splices: &[Splice]) -> bool {
        let moved = |splice: &Splice| {
            let (start, end) = (splice.range().start(), splice.range().end());
            let range = ByteRange::new(start.checked_sub(self.at)?, end.checked_sub(self.at)?)?;
            Some(Splice::replace(range, splice.text()))
        };
        let splices: Option<Vec<Splice>> = splices.iter().map(moved).collect();
        let after = splices.and_then(|splices| apply_all(self.text, &splices));
        let Some(after) = after.filter(|after| after != self.text) else { return false };
        let after = (self.read)(&after);
        let is_gone = count(&after, solved) < count(before, solved);
        let hid = hides_others(solved.code);
        is_gone && added(before, &after).all(|one| hid && shows_late(one.code))
    }
}

/// Counts the diagnostics like one, wherever they are.
fn count(all: &[Diagnostic], one: &Diagnostic) -> usize {
    all.iter().filter(|other| (other.code, &other.message) == (one.code, &one.message)).count()
}

fn added<'d>(
    before: &'d [Diagnostic],
    after: &'d [Diagnostic],
) -> impl Iterator<Item = &'d Diagnostic> {
    after.iter().filter(|one| count(after, one) > count(before, one))
}

/// Returns whether there are diagnostics that were not there before, other than those which only show once
/// more can be read.
pub(crate) fn adds_any(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    added(before, after).any(|one| !shows_late(one.code))
}

/// Returns whether what breaks the rule is not read, so that nothing else can be found wrong with it.
pub(crate) fn hides_others(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::Syntax
            | Rule::BadId
            | Rule::WrongType
            | Rule::BadDate
            | Rule::BadMoney
            | Rule::BadCode
            | Rule::NotInVocabulary
            | Rule::UnknownField
            | Rule::QuoteCitesAbsentField
            | Rule::WithheldInDoubt
    )
}

/// Returns whether the rule looks at values that were read, so that it finds more once one more can be.
pub(crate) fn shows_late(rule: Rule) -> bool {
    !matches!(
        rule,
        Rule::Syntax
            | Rule::BadId
            | Rule::WrongType
            | Rule::BadDate
            | Rule::BadMoney
            | Rule::BadCode
            | Rule::NotInVocabulary
            | Rule::UnknownField
            | Rule::WithheldInDoubt
            | Rule::Placeholder
            | Rule::Unreadable
    )
}

/// Returns the fix of a diagnostic that its reader has none for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other rules have none, or need more records"
)]
fn propose(text: &str, record: &Record, problem: &Diagnostic) -> Option<Fix> {
    match problem.code {
        Rule::MissingTitle => {
            let header = text_header(record);
            let title = edit::set(text, header, FieldId::Title, record.id.as_str()).ok()?;
            Some(Fix::offered(vec![title]))
        }
        Rule::Placeholder => {
            let Deletion { splice, takes_comment } = edit::delete(text, problem.range)?;
            let fix = Fix::safe(vec![splice]);
            Some(if takes_comment { fix.to_decide() } else { fix })
        }
        Rule::UnknownField if matches!(problem.range.of(text), "id" | "kind") => {
            Some(Fix::offered(vec![edit::delete(text, problem.range)?.splice]))
        }
        Rule::WithheldInDoubt => privacy_key(text, record, problem),
        Rule::QuoteCitesAbsentField => absent(text, record, problem),
        Rule::DisputeWithoutContradiction | Rule::OneVoiceOnBothSides => {
            Some(Fix::offered(vec![edit::delete(text, problem.range)?.splice]))
        }
        Rule::Unsourced => unsourced(text, record, problem),
        Rule::EndsBeforeItStarts => swapped(text, record, problem),
        Rule::DisputeNotMarked => {
            let status = record.fields.get(FieldId::TraffickingStatus)?.value;
            let disputed = quoted_like(status.of(text), "disputed");
            Some(Fix::offered(vec![Splice::replace(status, disputed)]))
        }
        Rule::OpenThoughEnded => {
            // The end is unknown then, and no longer said to be open.
            let date = problem.range.of(text);
            let unknown = date.replacen("/..", "/", 1);
            (unknown != date).then(|| Fix::offered(vec![Splice::replace(problem.range, unknown)]))
        }
        _ => None,
    }
}

/// Returns the name of a record's table, `None` for one that has the file to itself.
fn text_header(record: &Record) -> Option<&str> {
    (record.at != ByteRange::default()).then(|| record.id.as_str())
}

/// Renames a privacy key that is misspelled in its own place.
fn privacy_key(text: &str, record: &Record, problem: &Diagnostic) -> Option<Fix> {
    let extras = record.fields.extras();
    extras.iter().find(|extra| extra.key == problem.range)?;
    let names = [FieldId::Confidentiality, FieldId::Public].map(FieldId::as_str);
    let meant = suggest(problem.range.of(text), names)?;
    Some(Fix::offered(vec![Splice::replace(problem.range, meant.best())]))
}

/// Offers the names of fields that the case has, and to take the name out.
fn absent(text: &str, record: &Record, problem: &Diagnostic) -> Option<Fix> {
    let written = problem.range.of(text);
    let quote = quote_at(record, problem.range)?;
    let has = |name: &str| {
        let mut supported = quote.supports.iter().map(|citation| &citation.cited);
        let mut disputed = quote.disputes.iter().map(|dispute| &dispute.cited);
        supported.any(|cited| cited.to_string() == name)
            || disputed.any(|cited| cited.to_string() == name)
    };
    let fields = record.fields.iter().map(|entry| entry.field.name.as_str().to_owned());
    let rows =
        record.rows.iter().filter_map(|row| Some(format!("{}.{}", row.kind.name(), row.key()?)));
    let known: Vec<String> = fields.chain(rows).filter(|name| !has(name)).collect();
    let near = suggest(written.trim_matches(['"', '\'']), known.iter().map(String::as_str));
    let in_quotes = written.starts_with(['"', '\'']);
    let rename = |name: &str| {
        let name = if in_quotes { quoted_like(written, name) } else { name.to_owned() };
        vec![Splice::replace(problem.range, name)]
    };
    let near = near.as_ref().filter(|_| in_quotes);
    let mut all: Vec<_> = near.into_iter().flat_map(|near| near.words().map(rename)).collect();
    all.extend(edit::delete(text, problem.range).map(|deletion| vec![deletion.splice]));
    Fix::choice(all)
}

fn quote_at(record: &Record, at: ByteRange) -> Option<&Quote> {
    record.quotes.iter().rfind(|quote| quote.at.start() <= at.start())
}

/// Lets a quote support a field whose value its words have letter for letter.
fn unsourced(text: &str, record: &Record, problem: &Diagnostic) -> Option<Fix> {
    let entry = record.fields.iter().find(|entry| entry.key == problem.range)?;
    let values = entry.items.iter().map(|item| said(&item.value)).collect::<Option<Vec<_>>>()?;
    let says = |quote: &&Quote| {
        let words = quote.text().unwrap_or_default();
        !values.is_empty() && values.iter().all(|value| has_word(value, words))
    };
    let splices = record.quotes.iter().filter(says).filter_map(|quote| {
        // Behind the last field that the quote supports: a list of one is not always written as one.
        let last = quote.supports.last()?.range;
        let written = last.of(text);
        let name = quoted_like(written, entry.field.name.as_str());
        let behind = text.get(last.end()..)?.trim_start();
        let at = ByteRange::from_span(last.end()..last.end());
        behind.starts_with([',', ']']).then(|| vec![Splice::replace(at, format!(", {name}"))])
    });
    Fix::choice(splices.collect())
}

/// Returns the words that a text has where it states a value, for those that it must repeat.
fn said(value: &Value) -> Option<String> {
    match value {
        Value::Words(words) if words.chars().count() > 2 => Some(words.to_string()),
        Value::Whole(number) => Some(number.to_string()),
        Value::Words(_)
        | Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::Degrees(_)
        | Value::YesNo(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => None,
    }
}

/// Returns whether a value is in a text as a word of its own.
fn has_word(value: &str, text: &str) -> bool {
    text.match_indices(value).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + value.len()..).and_then(|behind| behind.chars().next());
        let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !goes_on(before) && !goes_on(behind)
    })
}

/// Swaps a date with the one that it must not lie before.
fn swapped(text: &str, record: &Record, problem: &Diagnostic) -> Option<Fix> {
    let late = record.fields.iter().find(|entry| entry.value == problem.range)?;
    let name =
        |entry: &&FieldEntry| problem.message.contains(&format!("`{}`", entry.field.name.as_str()));
    let other = record.fields.iter().filter(|entry| entry.value != late.value).find(name)?;
    let splice = |at: ByteRange, from: ByteRange| Splice::replace(at, from.of(text));
    let mut both = vec![splice(late.value, other.value), splice(other.value, late.value)];
    both.sort_by_key(Splice::range);
    Some(Fix::offered(both))
}

/// Returns the fix that writes other words for a text value, in its own quote marks.
pub(crate) fn rewritten(
    text: &str,
    at: ByteRange,
    words: &str,
    applicability: Applicability,
) -> Fix {
    let splices = vec![Splice::replace(at, quoted_like(at.of(text), words))];
    match applicability {
        Applicability::Safe => Fix::safe(splices),
        Applicability::NeedsDecision => Fix::offered(splices),
    }
}
