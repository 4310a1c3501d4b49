//! Fixes of the diagnostics of one document, computed from its text when they are asked for.
//!
//! Whatever is offered was tried: applied to the text, it removes its diagnostic and adds none.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Fix, Rule, suggest};
use crate::text::{ByteRange, Splice};

use super::date::Date;
use super::document::{Document, record_range};
use super::edit;
use super::field::FieldId;
use super::fields::FieldEntry;
use super::parsed_text::FileLayout;
use super::quote::Quote;
use super::quoting::like as quoted_like;
use super::record::Record;
use super::trial::{Protection, Trial, TrialReading};
use super::value::Value;
use super::vocabulary::Vocabularies;
use super::whereabouts::WHEREABOUTS_WITHHELD;
use super::whereabouts::misspelt::is_meant_alone;

/// Returns the diagnostics of a text, each with its fix where there is one.
pub(crate) fn fixed(text: &str, form: &FileLayout, words: &Vocabularies) -> Vec<Diagnostic> {
    let Document { records, mut problems, .. } = Document::read_with_fixes(text, form, words);
    let read = |text: &str| tried(text, form, words);
    let mut parts: BTreeMap<ByteRange, Vec<&mut Diagnostic>> = BTreeMap::new();
    for problem in &mut problems {
        let own = records.iter().rfind(|record| record.at.start() <= problem.range.start());
        if problem.fix.is_none() {
            problem.fix = own.and_then(|own| propose(text, own, problem)).map(Box::new);
        }
        if problem.fix.is_none() {
            continue;
        }
        // What breaks the grammar may reach over all that follows.
        let part = match own.filter(|_| problem.code != Rule::Syntax) {
            Some(own) => record_range(text, &records, own),
            None => ByteRange::from_span(0..text.len()),
        };
        parts.entry(part).or_default().push(problem);
    }
    for (part, mut problems) in parts {
        Trial::of(text, part, &read).keep_proven(&mut problems);
    }
    make_cautious(text, &mut problems);
    problems
}

/// Returns what a text is found to have once a fix was applied to it.
pub(crate) fn tried(text: &str, form: &FileLayout, words: &Vocabularies) -> TrialReading {
    let Document { records, mut problems, .. } = Document::read(text, form, words);
    // A date may be the id of a record, but one that a fix has made of digits was meant as a date.
    let links = records.iter().flat_map(Record::links);
    let dates = links.filter(|link| Date::parse(link.to.as_str()).is_ok());
    let message = "this is a date, and the field takes an id";
    problems.extend(dates.map(|link| Diagnostic::new(Rule::BadId, link.range, message)));
    let protection = Protection::of(&records);
    TrialReading { problems, protection }
}

/// Returns the diagnostics of a text with those of their fixes that solve them.
pub(crate) fn proven_fixes(
    text: &str,
    mut problems: Vec<Diagnostic>,
    read: &dyn Fn(&str) -> TrialReading,
) -> Vec<Diagnostic> {
    let whole = ByteRange::from_span(0..text.len());
    Trial::of(text, whole, read).keep_proven(&mut problems.iter_mut().collect::<Vec<_>>());
    make_cautious(text, &mut problems);
    problems
}

fn make_cautious(text: &str, problems: &mut [Diagnostic]) {
    for problem in problems {
        let fix = problem.fix.take().map(|fix| cautious(text, *fix, problem));
        problem.fix = fix.map(Box::new);
    }
}

/// Returns the fix as one to decide on where it is safe by its form, and may still mean another thing.
fn cautious(text: &str, fix: Fix, problem: &Diagnostic) -> Fix {
    let lines = fix.splices().iter().map(|splice| whole_lines(text, splice.range()));
    let is_unclear = fix.splices().iter().any(|splice| is_inside_text(text, splice.range()))
        || problem.code == Rule::Syntax && lines.clone().any(may_be_several)
        || problem.code == Rule::Syntax && may_be_paired_elsewhere(text, &fix)
        || problem.code == Rule::Placeholder
            && (!is_plainly_unknown(text, problem.range)
                || fix.splices().iter().any(|splice| has_comment_above(text, splice.range())));
    if fix.is_safe() && is_unclear { fix.to_decide() } else { fix }
}

fn whole_lines(text: &str, range: ByteRange) -> &str {
    let start = text.get(..range.start()).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let end = text
        .get(range.end()..)
        .and_then(|t| t.find('\n'))
        .map_or(text.len(), |at| range.end() + at);
    text.get(start..end).unwrap_or_default()
}

/// Returns whether a splice changes letters between quote marks: the words of a source, perhaps.
fn is_inside_text(text: &str, range: ByteRange) -> bool {
    if range.is_empty() {
        return false;
    }
    let line = whole_lines(text, range);
    let start = text.get(..range.start()).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let mut open = None;
    let mut is_escaped = false;
    for letter in line.get(..range.start() - start).unwrap_or_default().chars() {
        match open {
            Some('"') if is_escaped => is_escaped = false,
            Some('"') if letter == '\\' => is_escaped = true,
            Some(mark) if mark == letter => open = None,
            None if matches!(letter, '"' | '\'') => open = Some(letter),
            Some(_) | None => {}
        }
    }
    // A mark that is changed is no letter of the text.
    open.is_some() && !range.of(text).starts_with(['"', '\'', '“', '”', '‘', '’', '\\'])
}

/// Returns whether a line has what may part two values or be a season: `[陈明，李华]`, `2023-24`.
fn may_be_several(line: &str) -> bool {
    let is_parted = line.contains(['，', '、', '；']);
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let month = value.get(5..7).and_then(|month| month.parse::<u8>().ok());
    is_parted || value.len() == 7 && month.is_some_and(|month| month > 12)
}

/// Returns whether a fix adds the other one to a quote mark that may have it on another line: then the lines
/// between may be words of one text.
fn may_be_paired_elsewhere(text: &str, fix: &Fix) -> bool {
    let Some(first) = fix.splices().first().map(Splice::range) else { return false };
    ["\"", "'"].into_iter().any(|mark| {
        let is_odd = |text: &str| text.matches(mark).count() % 2 == 1;
        let changed = fix
            .splices()
            .iter()
            .filter(|splice| is_odd(splice.text()) != is_odd(splice.range().of(text)));
        let line = whole_lines(text, first);
        if changed.count() % 2 == 0 || !is_odd(line) {
            return false;
        }
        let closes = |line: &str| {
            let before = line.rsplit_once(mark).map(|(before, _)| before);
            before.is_some_and(|before| !before.ends_with([' ', '\t', '=', '[', ',', '{']))
        };
        let above = text.get(..first.start()).and_then(|above| above.rsplit_once('\n'));
        let below = text.get(first.end()..).and_then(|below| below.split_once('\n'));
        let other = if closes(line) {
            above.and_then(|(above, _)| above.lines().rev().find(|line| is_odd(line)))
        } else {
            below.and_then(|(_, below)| below.lines().find(|line| is_odd(line)))
        };
        other.is_some_and(|other| closes(other) != closes(line))
    })
}

/// Returns whether a comment is on the line above: it would then be about what follows.
fn has_comment_above(text: &str, range: ByteRange) -> bool {
    let start = text.get(..range.start()).and_then(|t| t.rfind('\n')).unwrap_or_default();
    let above = text.get(..start).unwrap_or_default().lines().last().unwrap_or_default();
    above.trim_start().starts_with('#')
}

/// Returns whether a value says in words that nothing is known, with no comment above it that would then
/// be about the next field.
fn is_plainly_unknown(text: &str, range: ByteRange) -> bool {
    let written = range.of(text).trim_matches(['"', '\'']).trim().to_lowercase();
    matches!(&*written, "" | "unknown" | "not known" | "unspecified" | "tbd")
        && !has_comment_above(text, range)
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
            let deletion = edit::delete(text, problem.range)?;
            let takes_more = deletion.takes_comment || deletion.takes_table;
            let fix = Fix::safe(vec![deletion.splice]);
            Some(if takes_more { fix.to_decide() } else { fix })
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

/// Renames a privacy key that is misspelled in its own place, and the tag that withholds places.
fn privacy_key(text: &str, record: &Record, problem: &Diagnostic) -> Option<Fix> {
    let tags = record.fields.get(FieldId::Tags).into_iter().flat_map(|entry| &entry.items);
    let mut tags = tags.filter(|item| item.range == problem.range);
    if tags.any(|item| is_meant_alone(&item.value.written())) {
        let tag = quoted_like(problem.range.of(text), WHEREABOUTS_WITHHELD);
        return Some(Fix::offered(vec![Splice::replace(problem.range, tag)]));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Id, Kind};
    use crate::text::apply_all;

    fn fixes(kind: Kind, text: &str) -> Vec<(Rule, bool, Vec<String>)> {
        let form = FileLayout::One { kind, id: Id::new("test-one").unwrap() };
        let found = fixed(text, &form, &Vocabularies::default());
        let with_fix = found.iter().filter_map(|problem| Some((problem, problem.fix.as_ref()?)));
        with_fix
            .map(|(problem, fix)| {
                let after = fix.alternatives().filter_map(|splices| apply_all(text, splices));
                (problem.code, fix.is_safe(), after.collect())
            })
            .collect()
    }

    #[test]
    fn a_date_is_no_id_of_a_record() {
        for line in ["exploitation_place = 2021-1-5", "related = [2021-1-5]", "related = [2021]"] {
            assert_eq!(fixes(Kind::Victim, &format!("title = 'T'\n{line}\n")), [], "{line}");
        }
        let dated = fixes(Kind::Victim, "title = 'T'\nexploitation_start = 2021-1-5\n");
        assert_eq!(dated.len(), 1, "{dated:?}");
        let ids = fixes(Kind::Victim, "title = 'T'\nrelated = [test-bo, test-cy]\n");
        assert_eq!(ids.len(), 1, "{ids:?}");
    }

    #[test]
    fn no_fix_makes_a_record_less_confidential() {
        let cases = [
            "confidentiality = \"unknown\"",
            "confidentiality = \"\"",
            "confidentiality = \"?\"",
            "confidentiality = -1",
            "confidentiality =",
            "confidentiality = none",
            "confidential",
            "; confidential",
            "-- confidential",
            "// confidentiality = \"confidential\"",
            "confidentiality = \"public?\"",
            "confidentiality = \"public\"\nconfidentiality = \"confidential\"",
            "tags = [\"x\" confidentiality = \"confidential\"",
            "confidentialty = \"public\"",
        ];
        let form = FileLayout::One { kind: Kind::Victim, id: Id::new("test-one").unwrap() };
        let withheld = |text: &str| {
            let read = Document::read(text, &form, &Vocabularies::default());
            read.records.iter().all(|record| record.says_confidential() == Some(true))
        };
        for line in cases {
            let text = format!("title = \"T\"\n{line}\nname = \"Test Name\"\n");
            assert!(withheld(&text), "{text}");
            for (rule, _, alternatives) in fixes(Kind::Victim, &text) {
                for after in alternatives {
                    assert!(withheld(&after), "{rule:?}\n{text}\n{after}");
                }
            }
        }
        for value in ["\"unknown\"", "\"-\"", "\"\"", "-1", ""] {
            let text = format!("name = \"Test Name\"\npublic = {value}\n");
            for (rule, _, alternatives) in fixes(Kind::Person, &text) {
                let still = alternatives.iter().all(|after| after.contains("public = false"));
                assert!(still, "{rule:?} {text} {alternatives:?}");
            }
        }
    }

    #[test]
    fn what_may_mean_another_thing_is_not_fixed_without_a_decision() {
        for line in [
            "ransom_paid = \"1,50 EUR\"",
            "ransom_paid = \"1,23456 usd\"",
            "ransom_paid = \"none\"",
            "citizenship = [\"vi\"]",
            "citizenship = [\"no\"]",
            "citizenship = [\"Congo\"]",
            "languages = [\"Mali\"]",
            "languages = [\"Day\"]",
            "outcome_date = \"2023...\"",
            "outcome_date = \"...2023\"",
            "outcome_date = \"–2023\"",
            "outcome_date = \"2021-2022\"",
            "outcome_date = 2023-24",
            "# said by the father\noccupation = \"unknown\"",
            "aliases = [陈明，李华]",
            "aliases = [\"x\"、\"王、小明、子\"]",
            "note =\u{a0}\"a\u{200b}b\u{a0}k\"",
            "note =\u{3000}\"a\u{3000}b\"",
            "note = \"a\nb\"",
            "note = \"a\nhome = b\"",
            "note = 'a\n\nnothing\nhome: b'",
            "# from the family\naliases = [\n  \"unknown\",\n]",
            "aliases = [\n  \"a\",\n  # from the family\n  \"unknown\",\n  \"b\",\n]",
            "aliases = [\n  \"a\", # [\n  \"unknown\"\n]",
            "event = [{date = \"unknown\"}]",
            "event = [{date = \"unknown\"}, {date = \"2021\"}]",
            "group = [{ count = \"unknown\" }] # of the raid",
            "---\nhome = \"x\"",
            "missing_since = 0o3747",
            "missing_since = 0x7e5",
        ] {
            let text = format!("title = \"T\"\n{line}\nage = 14\n");
            for (rule, is_safe, after) in fixes(Kind::Victim, &text) {
                assert!(!is_safe, "{rule:?} {text} {after:?}");
            }
        }
    }

    #[test]
    fn what_has_one_reading_is_fixed_without_a_decision() {
        for (line, fixed) in [
            ("ransom_paid = \"USD 5,000\"", "ransom_paid = \"5000 USD\""),
            ("languages = [\"EN\"]", "languages = [\"en\"]"),
            ("languages = [\"Khmer\"]", "languages = [\"km\"]"),
            ("citizenship = [\"cn\"]", "citizenship = [\"CN\"]"),
            ("citizenship = [\"Vietnam\"]", "citizenship = [\"VN\"]"),
            ("occupation = \"unknown\"\n", ""),
            ("outcome_date = 2021-12", "outcome_date = \"2021-12\""),
            ("note = “a”", "note = \"a\""),
        ] {
            let text = format!("title = \"T\"\n{line}\nage = 14\n");
            let safe: Vec<_> = fixes(Kind::Victim, &text).into_iter().filter(|fix| fix.1).collect();
            let expected = format!("title = \"T\"\n{fixed}\nage = 14\n");
            assert!(safe.iter().any(|(.., after)| *after == [expected.clone()]), "{text} {safe:?}");
        }
    }

    #[test]
    fn namibia_small_degrees_and_short_names_are_not_unknown() {
        for (kind, line) in [
            (Kind::Victim, "citizenship = [\"CN\", \"NA\"]"),
            (Kind::Victim, "name = \"Na\""),
            (Kind::Place, "country = \"NA\""),
            (Kind::Place, "latitude = -1\nlongitude = -9"),
        ] {
            let form = FileLayout::One { kind, id: Id::new("test-one").unwrap() };
            let read = Document::read(line, &form, &Vocabularies::default());
            let placeholders = read.problems.iter().filter(|found| found.code == Rule::Placeholder);
            assert_eq!(placeholders.count(), 0, "{line}");
        }
    }
}
