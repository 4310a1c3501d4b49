//! The rules of `check` that need more than one record, or the archive.

mod links;
mod sources;
mod sums;

use crate::record::{Kind, Problem, Record, Rule};

use super::assemble::{Collection, Finding, Located};
use super::file::{File, Standing};

/// Returns everything that is wrong with a collection: what each file says by itself and what only
/// shows when all are together, less what the collection has switched off.
pub(super) fn findings(collection: &Collection) -> Vec<Finding> {
    let mut findings = Vec::new();
    let quoted = sources::passages(collection);
    for (number, file) in collection.files().iter().enumerate() {
        let mut problems = file.now().problems.clone();
        for record in current(file) {
            one(collection, Located { record, file }, &quoted, &mut problems);
        }
        problems.retain(|problem| !collection.settings().is_off(problem.rule));
        problems.sort_by_key(|problem| (problem.range.start(), problem.rule));
        problems.dedup();
        findings.extend(problems.into_iter().map(|problem| Finding { file: number, problem }));
    }
    once_a_folder(collection.files(), &mut findings);
    findings
}

/// The records that are in the file now: what is wrong with others has no place in it.
fn current(file: &File) -> &[Record] {
    match &file.standing {
        Standing::Current => &file.document.records,
        Standing::Outdated(_) => &[],
    }
}

/// A folder of no known kind is one mistake, however many files are in it.
fn once_a_folder(files: &[File], findings: &mut Vec<Finding>) {
    let mut last = None;
    findings.retain(|finding| {
        let folder = files.get(finding.file).and_then(|file| file.path.iter().next());
        let again = finding.problem.rule == Rule::UnknownKind && folder == last;
        if finding.problem.rule == Rule::UnknownKind {
            last = folder;
        }
        !again
    });
}

fn one(
    collection: &Collection,
    located: Located<'_>,
    quoted: &sources::Passages<'_>,
    problems: &mut Vec<Problem>,
) {
    let record = located.record;
    duplicate(collection, located, problems);
    for link in record.links() {
        links::linked(collection, record, link, problems);
    }
    for (number, quote) in record.quotes.iter().enumerate() {
        sources::words(collection, record, number, quote, problems);
        sources::confirmed(collection, record, quote, problems);
    }
    match record.kind {
        Kind::Rescue | Kind::Arrest => sums::parts(collection, record, problems),
        Kind::Source => sources::source(collection, record, quoted, problems),
        Kind::Place | Kind::Person | Kind::Organisation => {
            links::unused(collection, record, problems);
        }
        Kind::Victim => {}
    }
}

fn duplicate(
    collection: &Collection,
    Located { record, file }: Located<'_>,
    problems: &mut Vec<Problem>,
) {
    let Some(first) = collection.get(record.id.as_str()) else {
        return;
    };
    if std::ptr::eq(first.record, record) {
        return;
    }
    let place = first.place();
    let elsewhere = if std::ptr::eq(first.file, file) {
        format!("line {} of this file", place.line)
    } else {
        format!("{}:{}", first.file.path.display(), place.line)
    };
    problems.push(
        Problem::new(
            Rule::DuplicateId,
            record.at,
            format!("the id `{}` is taken by {elsewhere}", record.id),
        )
        .help("give one of the two another id; links are just ids, so each must be unique"),
    );
}
