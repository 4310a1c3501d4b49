//! One parsed file: its text, its records and its problems.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::text::{ByteRange, LONGEST, is_too_long, shortened};

use super::childs_name::{self, COUNTS_AS_CHILDS};
use super::direct_reader;
use super::field::FieldId;
use super::id::Id;
use super::kind::Kind;
use super::parsed_text::{DocumentParts, FileLayout, ParsedText};
use super::privacy_key::{PrivacyKey, PrivacyKeyAttempt};
use super::reader::{RecordReader, in_file_order};
use super::record::Record;
use super::rules;
use super::scalar;
use super::stray_names::{PrivacyDoubts, names_in_records, unread_names};
use super::syntax::{self, Syntax};
use super::value_diagnostic::described;
use super::vocabulary::Vocabularies;
use super::whereabouts::misspelt::{self, COUNTS_AS_TAGGED};
use crate::diagnostic::{Diagnostic, Rule, add_consequence};

/// One file, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, byte for byte.
    pub text: Arc<str>,
    /// The records in it, in the file's order.
    pub records: Vec<Record>,
    /// What is wrong with it, seen by itself, in the file's order.
    pub problems: Vec<Diagnostic>,
    /// Records with the names that the text seems to give and that none of its records has: to be masked
    /// and withheld, and never shown.
    pub stray_names: Vec<Record>,
}

impl Document {
    /// Reads a file's text. What cannot be read becomes a [`Diagnostic`]; the rest stays usable.
    ///
    /// Problems of its grammar have no fixes: few readers ask for those, and they cost more than the reading.
    pub fn read(text: impl Into<Arc<str>>, form: &FileLayout, words: &Vocabularies) -> Self {
        let text = text.into();
        DocumentParts::read(&text, (form, words), true).with_text(text)
    }

    /// Reads a file's text as [`read`](Self::read) does, with fixes that are not proven.
    pub(super) fn read_with_fixes(text: &str, form: &FileLayout, words: &Vocabularies) -> Self {
        let syntax = syntax::read_with_fixes(text);
        DocumentParts::of(text, &syntax, (form, words), true).with_text(text.into())
    }
}

impl DocumentParts {
    /// Reads a file's text as [`Document::read`] does, for those who ask for its words and not for what is wrong with it: the
    /// rules of a record are not checked.
    pub(crate) fn read_for_search(text: &str, form: &FileLayout, words: &Vocabularies) -> Self {
        Self::read(text, (form, words), false)
    }

    fn read(text: &str, (form, words): (&FileLayout, &Vocabularies), has_rules: bool) -> Self {
        let direct = Self::read_directly(text, (form, words), has_rules);
        direct.unwrap_or_else(|| Self::of(text, &syntax::read(text), (form, words), has_rules))
    }

    /// Reads a file of one record that is nothing but fields in their places, which takes a part of the time; `None` where the file
    /// is anything else, or has to be looked through for what it withholds.
    pub(super) fn read_directly(
        text: &str,
        (form, words): (&FileLayout, &Vocabularies),
        has_rules: bool,
    ) -> Option<Self> {
        let FileLayout::One { kind, id } = form else { return None };
        let record = direct_reader::read(text, *kind, id, words)?;
        if syntax::has_conflicts(text)
            || childs_name::may_withhold(&record)
            || misspelt::may_mark(&record)
        {
            return None;
        }
        let mut problems = Vec::new();
        if has_rules {
            rules::check(&record, &mut problems);
            problems.sort_by_key(|problem| (problem.range.start(), problem.code));
        }
        Some(Self { records: vec![record], problems, stray_names: Vec::new() })
    }

    fn with_text(self, text: Arc<str>) -> Document {
        let Self { records, problems, stray_names } = self;
        Document { text, records, problems, stray_names }
    }

    /// Reads a file from its tables.
    pub(super) fn of(
        text: &str,
        syntax: &Syntax<'_>,
        (form, words): (&FileLayout, &Vocabularies),
        has_rules: bool,
    ) -> Self {
        let mut reader = RecordReader::new(text, syntax, words);
        let records = match form {
            FileLayout::One { kind, id } => {
                vec![reader.record(*kind, id.clone(), ByteRange::default(), syntax.root())]
            }
            FileLayout::Many { kind } => tables(&mut reader, *kind, syntax),
        };
        let mut problems = reader.problems;
        let read = problems.len();
        problems.extend_from_slice(syntax.problems());
        let broken = problems.get_mut(read..).unwrap_or_default();
        scalar::check_suggestions(text, syntax, words, broken);
        let parsed = ParsedText { text, syntax, layout: form };
        let mut parts = Self { records, problems, stray_names: Vec::new() };
        // Most files are of nothing but fields, and no key of those is to be looked at.
        let only_fields = is_only_fields(parsed, &parts);
        let mut in_doubt = |guard| !only_fields && report_privacy_keys(guard, parsed, &mut parts);
        let doubts = PrivacyDoubts {
            confidential: in_doubt(PrivacyKey::Confidentiality),
            unnamed: in_doubt(PrivacyKey::Public),
        };
        // Where nothing is wrong, all was read.
        if !parts.problems.is_empty() {
            parts.stray_names = unread_names(parsed, &parts.records, doubts);
        }
        if doubts.confidential && !parsed.kind().is_case() {
            // A confidential case in the wrong folder: whoever it names is withheld as there.
            let records = parts.records.iter().enumerate();
            let held = records.filter(|(_, record)| record.is_perhaps_confidential());
            let held: Vec<usize> = held.map(|(number, _)| number).collect();
            parts.stray_names.extend(names_in_records(&held, parsed, &parts.records));
        }
        childs_name::withhold(parsed, &mut parts);
        misspelt::mark(parsed, &mut parts);
        let Self { records, problems, .. } = &mut parts;
        if has_rules {
            for record in records {
                rules::check(record, problems);
            }
        }
        problems.retain(|problem| !follows_from_conflict(problem, syntax));
        problems.sort_by_key(|problem| (problem.range.start(), problem.code));
        parts
    }
}

/// The consequence for a case that may say that it is confidential in a way that cannot be
/// understood: a problem that ends with this explains why the case is withheld.
pub const COUNTS_AS_CONFIDENTIAL: &str = "until this can be read, the case counts as confidential";

/// The same where it cannot be understood whether a person may be named.
pub const COUNTS_AS_UNNAMED: &str = "until this can be read, the person is not named in exports";

/// All consequences by which something is withheld: a problem that ends with one of them explains why.
pub const WITHHOLDS: [&str; 4] =
    [COUNTS_AS_CONFIDENTIAL, COUNTS_AS_UNNAMED, COUNTS_AS_CHILDS, COUNTS_AS_TAGGED];

/// Those of them by which a name or a place is withheld, and not a whole case or person.
pub const WITHHOLDS_A_PART: [&str; 2] = [COUNTS_AS_CHILDS, COUNTS_AS_TAGGED];

/// Returns whether a problem is only one of the versions in a merge conflict. What is withheld
/// because of it is reported anyway.
fn follows_from_conflict(problem: &Diagnostic, syntax: &Syntax<'_>) -> bool {
    !matches!(problem.code, Rule::Syntax | Rule::WithheldInDoubt)
        && !problem.range.is_empty()
        && !WITHHOLDS.iter().any(|consequence| problem.message.ends_with(consequence))
        && syntax.is_in_conflict(problem.range.start())
}

/// This many places of a file are reported; each is searched for among all problems of the file.
const SAID: usize = 100;

/// Returns whether every key of a file is that of a field in its own place: whatever is none is a problem by
/// now. Only disputes have other keys, the names of fields and rows.
fn is_only_fields(parsed: ParsedText<'_>, parts: &DocumentParts) -> bool {
    let mut quotes = parts.records.iter().flat_map(|record| &record.quotes);
    parsed.is_one()
        && parts.problems.is_empty()
        && !parsed.syntax.is_broken()
        && quotes.all(|quote| quote.disputes.is_empty())
}

/// Finds what seems to say that a case is confidential, or that a person may not be named, and is no
/// field of the record: mistyped, below another table, written twice, on a broken line. It counts, and a
/// problem says so. Returns whether there is such a thing.
fn report_privacy_keys(
    guard: PrivacyKey,
    parsed: ParsedText<'_>,
    parts: &mut DocumentParts,
) -> bool {
    let ParsedText { text, syntax, .. } = parsed;
    let DocumentParts { records, problems, .. } = parts;
    let (kind, depth) = (parsed.kind(), usize::from(!parsed.is_one()));
    let (name, consequence) = match guard {
        PrivacyKey::Confidentiality => (FieldId::Confidentiality, COUNTS_AS_CONFIDENTIAL),
        PrivacyKey::Public if matches!(kind, Kind::Victim | Kind::Person) => {
            (FieldId::Public, COUNTS_AS_UNNAMED)
        }
        PrivacyKey::Public | PrivacyKey::Masked => return false,
    };
    let withhold = |record: &mut Record| match guard {
        PrivacyKey::Public => record.mark_unnamed(),
        PrivacyKey::Confidentiality | PrivacyKey::Masked => record.mark_perhaps_confidential(),
    };
    // A table that says nothing else, such as [meta], does not show whom it is about.
    let says_more = |record: &Record| {
        let fields = &record.fields;
        depth == 0 || fields.iter().count() + fields.extras().len() > 1 || !record.quotes.is_empty()
    };
    let field = |record: &Record| {
        let entry = record.fields.get(name).filter(|_| says_more(record));
        entry.map(|entry| {
            (entry.key, entry.value, entry.items.iter().all(|item| item.value.is_read()))
        })
    };
    let fields: Vec<_> = records.iter().filter_map(field).collect();
    for (_, value, _) in fields.iter().filter(|(.., is_read)| !is_read).take(SAID) {
        add_consequence(problems, *value, consequence);
    }
    let mut attempts = guard.attempts(text, syntax);
    if guard == PrivacyKey::Public {
        // Who may see a case is not a question of names.
        attempts.retain(|attempt| !PrivacyKey::Confidentiality.matches_key(&attempt.name));
    }
    let mut in_doubt_at_all = attempts.len() > SAID;
    if in_doubt_at_all {
        // So many are not examined one by one; all records are withheld.
        records.iter_mut().for_each(withhold);
    }
    for attempt in attempts.into_iter().take(SAID) {
        let is_field = fields.iter().any(|(key, ..)| key.overlaps(attempt.key));
        // A table of records has an id for a name.
        let is_id = depth == 1
            && records.iter().any(|record| record.at == attempt.key)
            && !is_guard(guard, &attempt.name);
        if is_field || is_id {
            continue;
        }
        in_doubt_at_all = true;
        let at = attempt.key.start();
        let last =
            records.iter().map(|record| record.at.start()).filter(|start| *start <= at).max();
        let is_table = depth == 1 && records.iter().any(|record| record.at == attempt.key);
        let is_alone = records.iter().any(|record| {
            let own = record.fields.get(name).is_some_and(|own| own.key.overlaps(attempt.key));
            own && !says_more(record)
        });
        let all = depth == 0 || last.is_none() || is_table || is_alone || !syntax.is_whole();
        // A table of a record may come behind other records.
        let of = attempt.path.first().and_then(|id| Id::suggestion(id));
        for record in records.iter_mut() {
            let is_of = depth == 1 && of.as_deref() == Some(record.id.as_str());
            if all || is_of || of.is_none() && Some(record.at.start()) == last {
                withhold(record);
            }
        }
        problems.retain(|problem| {
            problem.code != Rule::UnknownField || !problem.range.overlaps(attempt.key)
        });
        if !add_consequence(problems, attempt.key, consequence) {
            let problem = in_doubt(guard, kind, depth, &attempt);
            problems.push(problem.with_consequence(consequence));
        }
    }
    let lost = syntax.lost().iter().filter(|lost| lost.key == name.as_str());
    for lost in lost.take(SAID) {
        add_consequence(problems, lost.range, consequence);
    }
    in_doubt_at_all
}

/// Returns whether a header is rather meant as a guard than as the id of a record.
fn is_guard(guard: PrivacyKey, header: &str) -> bool {
    matches!(header, "public" | "private")
        || guard == PrivacyKey::Confidentiality && PrivacyKey::Confidentiality.is_nearly(header)
}

/// Returns the problem of a key that seems to be meant as a guard and is no field.
fn in_doubt(
    guard: PrivacyKey,
    kind: Kind,
    depth: usize,
    attempt: &PrivacyKeyAttempt,
) -> Diagnostic {
    let name = shortened(&attempt.name);
    let about = match guard {
        PrivacyKey::Public => "whether the person may be named",
        PrivacyKey::Confidentiality | PrivacyKey::Masked => "who may see the case",
    };
    let place = match (depth, kind.is_case()) {
        (0, _) => "at the top of the file",
        (_, true) => "first below the case's header",
        (_, false) => "first below the person's header",
    };
    let (before, line) = match guard {
        // Whether a victim may be named is a question of the whole case.
        PrivacyKey::Public if kind.is_case() => (
            "take the line out; to keep the case out of exports, ",
            "confidentiality = \"confidential\"",
        ),
        PrivacyKey::Public => ("", "public = false, or true,"),
        PrivacyKey::Confidentiality | PrivacyKey::Masked if !kind.is_case() => {
            let message = format!("`{name}` seems to say who may see a case, and this is none");
            let help =
                "move the case to the folder of its kind, such as victims/, or take the line out";
            return Diagnostic::new(Rule::WithheldInDoubt, attempt.key, message).help(help);
        }
        PrivacyKey::Confidentiality | PrivacyKey::Masked => {
            ("", "confidentiality = \"confidential\", or \"public\",")
        }
    };
    let message = format!("`{name}` seems to say {about}, and is not read here");
    let help = format!("{before}write {line} once and {place}, above every other [table]");
    Diagnostic::new(Rule::WithheldInDoubt, attempt.key, message).help(help)
}

/// Returns the text of one of the records of a text: all of it, or the record's table up to the
/// header of the next.
pub fn text_of<'t>(text: &'t str, records: &[Record], record: &Record) -> &'t str {
    record_range(text, records, record).of(text)
}

/// Returns where that text is.
pub(crate) fn record_range(text: &str, records: &[Record], record: &Record) -> ByteRange {
    let line = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |newline| newline + 1)
    };
    let starts = records.iter().map(|other| other.at.start());
    let next = starts.filter(|start| *start > record.at.start()).min();
    let end = next.map_or(text.len(), line);
    ByteRange::from_span(line(record.at.start())..end)
}

fn tables(reader: &mut RecordReader<'_>, kind: Kind, syntax: &Syntax<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for (key, value) in in_file_order(syntax.root()) {
        let at = ByteRange::from_span(key.span());
        let tables: Vec<&DeTable<'_>> = if let DeValue::Table(table) = value.get_ref() {
            vec![table]
        } else {
            reader.problems.push(stray(kind, key.get_ref(), value.get_ref(), at));
            // In double brackets a header makes a list of tables, and is meant as one table.
            let items = value.get_ref().as_array().into_iter().flat_map(|items| items.iter());
            items.filter_map(|item| item.get_ref().as_table()).collect()
        };
        if tables.is_empty() {
            continue;
        }
        let written = key.get_ref();
        let id = Id::new(written).unwrap_or_else(|| {
            reader.problems.push(bad_id(written, at));
            Id::nearest_to(written)
        });
        records.extend(tables.into_iter().map(|table| reader.record(kind, id.clone(), at, table)));
    }
    records
}

/// Returns the problem of an id that is not in the form of one.
pub fn bad_id(written: &str, at: ByteRange) -> Diagnostic {
    let message = if is_too_long(written) {
        format!("this is {} bytes long, and an id has at most {LONGEST}", written.len())
    } else {
        format!("\"{written}\" is not a valid id")
    };
    let problem = Diagnostic::new(Rule::BadId, at, message);
    match Id::suggestion(written) {
        Some(_) if is_too_long(written) => problem.help("give it a short one"),
        Some(suggestion) => problem.help(format!("call it `{suggestion}`")),
        None => problem.help("use lower-case letters, digits and hyphens"),
    }
}

fn stray(kind: Kind, key: &str, value: &DeValue<'_>, at: ByteRange) -> Diagnostic {
    let key = shortened(key);
    let message = format!("`{key}` is {} outside of any record", described(value));
    Diagnostic::new(Rule::WrongType, at, message)
        .help(format!("write it below the header of a {}, such as [some-id]", kind.name()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::template;

    /// Reads a file of one record with and without the look for whether it is of nothing but fields.
    #[track_caller]
    fn expect_no_guard_is_missed(kind: Kind, text: &str) -> bool {
        let words = Vocabularies::default();
        let id = Id::new("test-one").unwrap();
        let layout = &FileLayout::One { kind, id: id.clone() };
        let syntax = &syntax::read(text);
        let parsed = ParsedText { text, syntax, layout };
        let mut reader = RecordReader::new(text, syntax, &words);
        let records = vec![reader.record(kind, id, ByteRange::default(), syntax.root())];
        let mut problems = reader.problems;
        problems.extend_from_slice(syntax.problems());
        let mut parts = DocumentParts { records, problems, stray_names: Vec::new() };
        let skips = is_only_fields(parsed, &parts);
        if skips {
            let read = (parts.records.clone(), parts.problems.clone());
            for guard in [PrivacyKey::Confidentiality, PrivacyKey::Public] {
                assert!(!report_privacy_keys(guard, parsed, &mut parts), "{text}");
            }
            assert_eq!((parts.records, parts.problems), read, "{text}");
        }
        skips
    }

    /// Lines of a record, sound and not.
    const LINES: [&str; 28] = [
        "title = 'A title'",
        "name = 'Zora Testname'",
        "confidentiality = 'confidential'",
        "confidentiality = 'public'",
        "confidentiality = 'confidentail'",
        "confidentiality = ['public']",
        "confidentiality.level = 'public'",
        "\"confidential\\u0069ty\" = 'confidential'",
        "Confidentiality = 'confidential'",
        "confidental = true",
        "public = false",
        "public = true",
        "public = 'no'",
        "not_public = true",
        "private = true",
        "is_public = false",
        "tags = ['public', 'confidential']",
        "tags = [{ public = false }]",
        "tags = [['private']]",
        "home = { confidentiality = 'confidential' }",
        "aliases = []",
        "note = 'unknown'",
        "meta = { public = false }",
        "event = [{ key = 'a', what = 'It was.', public = false }]",
        "event = [{ key = 'confidentiality', what = 'It was.' }]",
        "quote = [{ source = 'wire', text = 'Said.', supports = ['public'] }]",
        "quote = [{ source = 'wire', text = 'Said.', disputes = { confidentiality = 'no' } }]",
        "quote = [{ source = 'wire', text = 'Said.', disputes = { event = { private = 'a' } } }]",
    ];

    #[test]
    fn files_of_nothing_but_fields_are_known_by_it() {
        for (kind, text) in [
            (
                Kind::Victim,
                "title = 'A'\nname = 'Zora Testname'\nconfidentiality = 'confidential'\n",
            ),
            (Kind::Person, "name = 'Zora Testname'\npublic = false\n"),
            (
                Kind::Victim,
                "title = 'A'\n[[quote]]\nsource = 'wire'\ntext = 'Said.'\nsupports = ['age']\n",
            ),
        ] {
            assert!(expect_no_guard_is_missed(kind, text), "{text}");
        }
        for kind in Kind::all() {
            let text = template(kind, &Id::new("test-one").unwrap(), "2026-11-28");
            expect_no_guard_is_missed(kind, &text);
            for line in LINES {
                expect_no_guard_is_missed(kind, line);
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_skipped_holds_nothing_back(
            lines in prop::collection::vec(prop::sample::select(&LINES[..]), 1..6),
            case in any::<bool>(),
        ) {
            let kind = if case { Kind::Victim } else { Kind::Person };
            expect_no_guard_is_missed(kind, &lines.join("\n"));
        }
    }
}
