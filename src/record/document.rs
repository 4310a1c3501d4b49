//! One file of a collection: its text, the records in it, and what is wrong with it by itself.

use std::sync::Arc;

use toml::de::DeValue;

use crate::text::{ByteRange, LONGEST, is_too_long, shortened};

use super::fault::described;
use super::field::Name;
use super::guard::Guard;
use super::id::Id;
use super::kind::Kind;
use super::nearest::nearest;
use super::problem::{Problem, Rule};
use super::reader::{Reader, in_file_order};
use super::record::Record;
use super::rules;
use super::syntax::{self, Syntax};
use super::vocabulary::Vocabularies;

/// What a file's path says of the records in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// The file is one record.
    One {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
    },
    /// Each table of the file is a record, named for its id.
    Many {
        /// Their kind.
        kind: Kind,
    },
}

/// One file, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, byte for byte.
    pub text: Arc<str>,
    /// The records in it, in the file's order.
    pub records: Vec<Record>,
    /// What is wrong with it, seen by itself, in the file's order.
    pub problems: Vec<Problem>,
}

impl Document {
    /// Reads a file's text. What cannot be read becomes a [`Problem`]; the rest stays usable.
    pub fn read(text: impl Into<Arc<str>>, form: &Form, words: &Vocabularies) -> Self {
        let text = text.into();
        let syntax = syntax::read(&text);
        let mut reader = Reader::new(&text, &syntax, words);
        let records = match form {
            Form::One { kind, id } => {
                vec![reader.record(*kind, id.clone(), ByteRange::default(), syntax.root())]
            }
            Form::Many { kind } => tables(&mut reader, *kind, &syntax),
        };
        let mut problems = reader.problems;
        problems.extend_from_slice(syntax.problems());
        let mut records = records;
        hold_back(form, (&text, &syntax), &mut records, &mut problems);
        if syntax.is_broken() {
            leave_unnamed((&text, syntax.is_whole()), &mut records);
        }
        for record in &records {
            rules::check(record, &mut problems);
        }
        problems.sort_by_key(|problem| (problem.range.start(), problem.rule));
        drop(syntax);
        Self { text, records, problems }
    }
}

/// What follows where a case may say that it is confidential and cannot be understood: a problem with
/// this at its end says why the case is held back.
pub const COUNTS_AS_CONFIDENTIAL: &str = "until this can be read, the case counts as confidential";

/// So many places of a file are told; each is looked for among all problems of the file.
const SAID: usize = 100;

/// Finds what seems to say that a case is confidential and is no field of it: mistyped, below another
/// table, written twice, on a broken line. The case counts as confidential, and a problem says so.
fn hold_back(
    form: &Form,
    (text, syntax): (&str, &Syntax<'_>),
    records: &mut [Record],
    problems: &mut Vec<Problem>,
) {
    let (kind, depth) = match form {
        Form::One { kind, .. } => (*kind, 0),
        Form::Many { kind } => (*kind, 1),
    };
    if !kind.is_case() {
        return;
    }
    let field = |record: &Record| {
        let entry = record.fields.get(Name::Confidentiality);
        entry.map(|entry| {
            (entry.key, entry.value, entry.items.iter().all(|item| item.value.is_read()))
        })
    };
    let fields: Vec<_> = records.iter().filter_map(field).collect();
    for (_, value, _) in fields.iter().filter(|(.., is_read)| !is_read).take(SAID) {
        say(problems, *value);
    }
    let attempts = Guard::Confidentiality.attempts(text, syntax);
    if attempts.len() > SAID {
        // Nobody looks at each of so many; whatever they are about is held back.
        records.iter_mut().for_each(Record::hold_back);
    }
    for attempt in attempts.into_iter().take(SAID) {
        let is_field = fields.iter().any(|(key, ..)| key.overlaps(attempt.key));
        // A table of records has an id for a name.
        let is_id = depth == 1
            && records.iter().any(|record| record.at == attempt.key)
            && !matches!(&*attempt.name, "confidentiality" | "confidential");
        if is_field || is_id {
            continue;
        }
        let at = attempt.key.start();
        let last =
            records.iter().map(|record| record.at.start()).filter(|start| *start <= at).max();
        let all = depth == 0 || last.is_none() || !syntax.is_whole();
        for record in records.iter_mut().filter(|record| all || Some(record.at.start()) == last) {
            record.hold_back();
        }
        problems.retain(|problem| {
            problem.rule != Rule::UnknownField || !problem.range.overlaps(attempt.key)
        });
        if !say(problems, attempt.key) {
            let message = format!(
                "`{}` seems to say who may see the case, and is not read here",
                attempt.name
            );
            let place =
                if depth == 0 { "at the top of the file" } else { "first below the case's header" };
            problems.push(Problem::new(Rule::HeldBackInDoubt, attempt.key, message).so(COUNTS_AS_CONFIDENTIAL).help(
                format!("write confidentiality = \"confidential\", or \"public\", once and {place}, above every other [table]"),
            ));
        }
    }
    let lost = syntax.lost().iter().filter(|lost| lost.key == Name::Confidentiality.as_str());
    for lost in lost.take(SAID) {
        say(problems, lost.range);
    }
}

/// Finds lines of a broken text that seem to say `public = false`: those that the grammar left out, as the
/// second of two, too. Whoever they are about is not to be named; the grammar's problem tells of them.
fn leave_unnamed((text, whole): (&str, bool), records: &mut [Record]) {
    let (mut start, mut found) = (0, 0);
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let Some((key, value)) = line.split_once(['=', ':']) else { continue };
        // Long keys are words of a text.
        let key = key.trim_matches(|c: char| !c.is_alphanumeric());
        let value = value.split('#').next().unwrap_or_default().trim();
        if key.len() > 2 * "public".len() || value == "true" || nearest(key, ["public"]).is_none() {
            continue;
        }
        found += 1;
        // Nobody looks at each of very many; then all are held back.
        let all = !whole || found > SAID;
        let starts = records.iter().map(|record| record.at.start());
        let last = starts.filter(|start| *start <= at).max();
        for record in records.iter_mut() {
            if (all || last.is_none_or(|last| record.at.start() == last))
                && !record.fields.lost(Name::Public)
            {
                record.fields.lost.push(Name::Public.as_str().into());
            }
        }
        if found > SAID {
            return;
        }
    }
}

/// Adds the consequence to the problem that is there already; tells whether there is one.
fn say(problems: &mut [Problem], at: ByteRange) -> bool {
    let here = problems.iter_mut().find(|problem| {
        let (problem, at) = (problem.range, at);
        problem.overlaps(at) || problem.start() == at.start()
    });
    let Some(problem) = here else { return false };
    if !problem.message.ends_with(COUNTS_AS_CONFIDENTIAL) {
        *problem = problem.clone().so(COUNTS_AS_CONFIDENTIAL);
    }
    true
}

/// Returns the text of one of the records of a text: all of it, or the record's table up to the
/// header of the next.
pub fn text_of<'t>(text: &'t str, records: &[Record], record: &Record) -> &'t str {
    let line = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |newline| newline + 1)
    };
    let starts = records.iter().map(|other| other.at.start());
    let next = starts.filter(|start| *start > record.at.start()).min();
    let end = next.map_or(text.len(), line);
    text.get(line(record.at.start())..end).unwrap_or_default()
}

fn tables(reader: &mut Reader<'_>, kind: Kind, syntax: &Syntax<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for (key, value) in in_file_order(syntax.root()) {
        let at = ByteRange::from_span(key.span());
        let DeValue::Table(table) = value.get_ref() else {
            reader.problems.push(stray(kind, key.get_ref(), value.get_ref(), at));
            continue;
        };
        let written = key.get_ref();
        let id = Id::new(written).or_else(|| {
            reader.problems.push(bad_id(written, at));
            Id::suggestion(written).and_then(|suggestion| Id::new(&suggestion))
        });
        if let Some(id) = id {
            records.push(reader.record(kind, id, at, table));
        }
    }
    records
}

/// Returns the problem of an id that is not in the form of one.
pub fn bad_id(written: &str, at: ByteRange) -> Problem {
    let message = if is_too_long(written) {
        format!("this is {} bytes long, and an id has at most {LONGEST}", written.len())
    } else {
        format!("`{written}` is not in the form of an id")
    };
    let problem = Problem::new(Rule::BadId, at, message);
    match Id::suggestion(written) {
        Some(_) if is_too_long(written) => problem.help("give it a short one"),
        Some(suggestion) => problem.help(format!("call it `{suggestion}`")),
        None => problem.help("use lower-case letters, digits and hyphens"),
    }
}

fn stray(kind: Kind, key: &str, value: &DeValue<'_>, at: ByteRange) -> Problem {
    let key = shortened(key);
    let message = format!("`{key}` is {} outside of any record", described(value));
    Problem::new(Rule::WrongType, at, message)
        .help(format!("write it below the header of a {}, such as [some-id]", kind.name()))
}
