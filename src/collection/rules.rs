//! The rules of `check` that need more than one record, or the archive.

use std::collections::HashMap;

use crate::evidence::{Match, quoted_share};
use crate::record::{
    Field, Id, Kind, Link, Name, Problem, Quote, Record, Rule, Shape, Value, nearest,
};
use crate::text::{ByteRange, Lines};

use super::assemble::{Collection, File, Finding, Located};

/// Returns everything that is wrong with a collection: what each file says by itself and what only
/// shows when all are together, less what the collection has switched off.
pub(super) fn findings(collection: &Collection) -> Vec<Finding> {
    let mut findings = Vec::new();
    let quoted = passages(collection);
    for (number, file) in collection.files().iter().enumerate() {
        let mut problems = file.document.problems.clone();
        for record in &file.document.records {
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

/// The passages of each source that the cases quote, where its text is at hand.
type Passages<'c> = HashMap<&'c Id, Vec<ByteRange>>;

fn passages(collection: &Collection) -> Passages<'_> {
    let mut passages = Passages::new();
    for Located { record, .. } in collection.records() {
        for quote in &record.quotes {
            let (Some(source), Some(words)) = (quote.source(), quote.text()) else {
                continue;
            };
            match collection.archive().find(source, words) {
                Match::Verbatim(range) | Match::ButForTypography(range) => {
                    passages.entry(source).or_default().push(range);
                }
                Match::NotFound | Match::NotArchived => {}
            }
        }
    }
    passages
}

fn one(
    collection: &Collection,
    located: Located<'_>,
    quoted: &Passages<'_>,
    problems: &mut Vec<Problem>,
) {
    let record = located.record;
    duplicate(collection, located, problems);
    for link in record.links() {
        linked(collection, record, link, problems);
    }
    for (number, quote) in record.quotes.iter().enumerate() {
        words(collection, record, number, quote, problems);
        confirmed(collection, record, quote, problems);
    }
    match record.kind {
        Kind::Rescue | Kind::Arrest => parts(collection, record, problems),
        Kind::Source => source(collection, record, quoted, problems),
        Kind::Place | Kind::Person | Kind::Organisation => unused(collection, record, problems),
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
    let place = Lines::of(&first.file.document.text).place(first.record.at.start());
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

fn linked(collection: &Collection, record: &Record, link: Link<'_>, problems: &mut Vec<Problem>) {
    let (Shape::Link(kinds) | Shape::LinkOrWords(kinds)) = link.field.shape else {
        return;
    };
    let Some(target) = collection.get(link.to.as_str()) else {
        problems.push(dangling(collection, link, kinds));
        return;
    };
    let kind = target.record.kind;
    if !kinds.contains(&kind) {
        let message = format!(
            "`{}` is {}, and `{}` takes {}",
            link.to,
            article(kind),
            link.field.name.as_str(),
            any_of(kinds)
        );
        problems.push(
            Problem::new(Rule::LinkToWrongKind, link.range, message)
                .help("link to a record of that kind"),
        );
    } else if link.to == &record.id {
        problems.push(
            Problem::new(Rule::LinkToWrongKind, link.range, "this record links to itself")
                .help("take the link out"),
        );
    }
}

fn dangling(collection: &Collection, link: Link<'_>, kinds: &[Kind]) -> Problem {
    let known = collection.records().map(|located| located.record);
    let ids = known.filter(|record| kinds.contains(&record.kind)).map(|record| record.id.as_str());
    let problem = Problem::new(
        Rule::DanglingLink,
        link.range,
        format!(
            "there is no {} `{}`",
            any_of(kinds).trim_start_matches("a ").trim_start_matches("an "),
            link.to
        ),
    );
    match (nearest(link.to.as_str(), ids), link.field) {
        (Some(near), _) => problem.help(format!("did you mean `{near}`?")),
        (None, Field { shape: Shape::LinkOrWords(_), .. }) => problem
            .help("add the record; or, if these are plain words, start them with a capital letter"),
        (None, _) => {
            let kind = kinds.first().map_or("place", |kind| kind.name());
            problem.help(format!("add it: casebook new {kind} {}", link.to))
        }
    }
}

fn article(kind: Kind) -> String {
    match kind {
        Kind::Arrest | Kind::Organisation => format!("an {}", kind.name()),
        Kind::Victim | Kind::Rescue | Kind::Source | Kind::Place | Kind::Person => {
            format!("a {}", kind.name())
        }
    }
}

fn any_of(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| article(*kind)).collect::<Vec<_>>().join(" or ")
}

fn words(
    collection: &Collection,
    record: &Record,
    number: usize,
    quote: &Quote,
    problems: &mut Vec<Problem>,
) {
    let (Some(source), Some(entry)) = (quote.source(), quote.fields.get(Name::Text)) else {
        return;
    };
    let found = collection.evidence(&record.id).map(|evidence| evidence.quote(number));
    // Words missing from a text that has changed are the fault of the change, which is reported.
    if found == Some(Match::NotFound)
        && !archive_changed(collection, source)
        && quote.text().is_some()
    {
        problems.push(
            Problem::new(
                Rule::QuoteNotInSource,
                entry.value,
                format!("these words are not in the archived text of `{source}`"),
            )
            .help("copy them from the text again, letter for letter"),
        );
    }
}

fn archive_changed(collection: &Collection, source: &Id) -> bool {
    let archived = collection.archive().get(source);
    let stated = collection
        .get(source.as_str())
        .and_then(|located| located.record.fields.text(Name::Sha256));
    matches!((archived, stated), (Some(archived), Some(stated)) if archived.sha256() != stated)
}

/// A claim is confirmed (Admiralty 1) when sources independent of each other carry it.
fn confirmed(collection: &Collection, record: &Record, quote: &Quote, problems: &mut Vec<Problem>) {
    let (Some(1), Some(entry)) = (quote.credibility(), quote.fields.get(Name::Credibility)) else {
        return;
    };
    let Some(evidence) = collection.evidence(&record.id) else {
        return;
    };
    let standings = quote
        .supports
        .iter()
        .filter_map(|citation| Some((citation, evidence.standing(&citation.cited)?)));
    let alone: Vec<String> = standings
        .filter(|(_, standing)| standing.independent < 2)
        .map(|(citation, _)| format!("`{}`", citation.cited))
        .collect();
    if !alone.is_empty() {
        let message = format!(
            "this is graded as confirmed, and one independent source carries {}",
            alone.join(", ")
        );
        problems.push(Problem::new(Rule::OneSourceConfirmed, entry.value, message).help(
            "grade it 2 (probably true), or quote a second source that is independent of the first",
        ));
    }
}

/// Compares a case with the cases that are part of it.
fn parts(collection: &Collection, record: &Record, problems: &mut Vec<Problem>) {
    let (Some(count), Some(entry)) =
        (record.fields.whole(Name::Count), record.fields.get(Name::Count))
    else {
        return;
    };
    let mentions =
        collection.mentions(&record.id).iter().filter(|mention| mention.field == Name::PartOf);
    let counts: Vec<Option<i64>> = mentions
        .filter_map(|mention| collection.get(mention.from.as_str()))
        .map(|part| part.record.fields.whole(Name::Count))
        .collect();
    let sum: i64 = counts.iter().flatten().sum();
    // Only a computed count claims that its parts are all there; any count can be exceeded.
    let computed = record.fields.text(Name::CountBasis) == Some("computed");
    let complete = computed && !counts.is_empty() && counts.iter().all(Option::is_some);
    if sum > count || (complete && sum != count) {
        let terms: Vec<_> = counts.iter().flatten().map(ToString::to_string).collect();
        let message =
            format!("its parts add up to {} = {sum}, and the count is {count}", terms.join(" + "));
        problems.push(
            Problem::new(Rule::PartsDoNotAddUp, entry.value, message)
                .help("mend the count, or the `part_of` of a case that is no part of this one"),
        );
    }
}

fn source(
    collection: &Collection,
    record: &Record,
    quoted: &Passages<'_>,
    problems: &mut Vec<Problem>,
) {
    let mentions = collection.mentions(&record.id);
    let is_quoted = mentions.iter().any(|mention| mention.field == Name::Source);
    if !is_quoted {
        problems.push(
            Problem::new(
                Rule::UnquotedSource,
                record.at,
                format!("no case quotes `{}`", record.id),
            )
            .help("quote it, or take it out"),
        );
    }
    let Some(archived) = collection.archive().get(&record.id) else {
        if is_quoted {
            problems.push(
                Problem::new(
                    Rule::NotArchived,
                    record.at,
                    format!(
                        "the text of `{}` is not in the archive, so its quotes cannot be checked",
                        record.id
                    ),
                )
                .help(format!("add it: casebook archive add {} FILE", record.id)),
            );
        }
        return;
    };
    if let (true, Some(entry)) =
        (archive_changed(collection, &record.id), record.fields.get(Name::Sha256))
    {
        problems.push(
            Problem::new(
                Rule::ArchiveChanged,
                entry.value,
                format!("the archived text is another: its SHA-256 is {}", archived.sha256()),
            )
            .help("put the captured text back; if it was replaced on purpose, write its hash here"),
        );
    }
    share(collection, record, archived.text(), quoted, problems);
}

fn share(
    collection: &Collection,
    record: &Record,
    text: &str,
    quoted: &Passages<'_>,
    problems: &mut Vec<Problem>,
) {
    let (Some(bound), Some(passages)) =
        (collection.settings().quotation_share, quoted.get(&record.id))
    else {
        return;
    };
    let share = quoted_share(text, passages.iter().copied());
    if share > bound {
        let message = format!(
            "{:.1} % of its text is quoted, and the collection allows {:.0} %",
            share * 100.0,
            bound * 100.0
        );
        problems.push(
            Problem::new(Rule::QuotationShare, record.at, message)
                .help("quote shorter passages, or the same ones again"),
        );
    }
}

fn unused(collection: &Collection, record: &Record, problems: &mut Vec<Problem>) {
    if !collection.mentions(&record.id).is_empty() || is_speaker(collection, record) {
        return;
    }
    let rule = match record.kind {
        Kind::Person => Rule::UnusedPerson,
        Kind::Organisation => Rule::UnusedOrganisation,
        Kind::Place | Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => {
            Rule::UnusedPlace
        }
    };
    problems.push(
        Problem::new(
            rule,
            record.at,
            format!("nothing links to the {} `{}`", record.kind.name(), record.id),
        )
        .help("link to it from a case, or take it out"),
    );
}

/// Tells whether a quote names the person or organisation as its speaker.
fn is_speaker(collection: &Collection, record: &Record) -> bool {
    let names: Vec<&str> = [Name::Name, Name::Aliases]
        .into_iter()
        .filter_map(|name| record.fields.get(name))
        .flat_map(|entry| &entry.items)
        .filter_map(|item| if let Value::Words(name) = &item.value { Some(&**name) } else { None })
        .collect();
    let mut speakers =
        collection.records().flat_map(|case| &case.record.quotes).filter_map(Quote::speaker);
    speakers.any(|speaker| names.iter().any(|name| speaker.contains(name)))
}
