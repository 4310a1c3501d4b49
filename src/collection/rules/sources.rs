//! Checks quotes against the archive, and the fields of sources.

use crate::collection::assemble::Collection;
use crate::diagnostic::{Diagnostic, Rule};
use crate::evidence::{COMES_NEAREST, Match, NearestPassage};
use crate::record::{FieldId, Id, Quote, Record};
use crate::text::{ByteRange, LineIndex};

/// Adds that the words of a quote are not in its source; returns whether they are, where the text is as
/// it was archived.
pub(super) fn words(
    collection: &Collection,
    quote: &Quote,
    problems: &mut Vec<Diagnostic>,
) -> Option<Match> {
    let (source, entry) = (quote.source()?, quote.fields.get(FieldId::Text)?);
    // Words missing from a text that has changed are the fault of the change, which is reported.
    if archive_changed(collection, source) {
        return None;
    }
    let found = collection.archive().find(source, quote.text()?);
    let near = match found {
        Match::Close(range) => nearest(collection, source, quote, range),
        Match::NotFound => None,
        Match::Verbatim(_) | Match::ButForTypography(_) | Match::NotArchived => return Some(found),
    };
    let message = match &near {
        Some((nearest, _)) if !nearest.other_words => {
            format!("the archived text of `{source}` has these words with other signs or spaces")
        }
        Some(_) | None => format!("these words are not in the archived text of `{source}`"),
    };
    let help = near.map_or_else(
        || "copy them from the text again, letter for letter".to_owned(),
        |(nearest, line)| format!("line {line} {COMES_NEAREST}{}", nearest.difference()),
    );
    problems.push(Diagnostic::new(Rule::QuoteNotInSource, entry.value, message).help(help));
    Some(found)
}

/// Returns the passage nearest to a quote, and the number of its line.
fn nearest(
    collection: &Collection,
    source: &Id,
    quote: &Quote,
    range: ByteRange,
) -> Option<(NearestPassage, usize)> {
    let archived = collection.archive().get(source)?;
    let nearest = archived.nearest(quote.text()?)?;
    Some((nearest, LineIndex::of(archived.text()).place(range.start()).line))
}

/// Returns whether the archived text is another than the record of the source says.
pub(super) fn archive_changed(collection: &Collection, source: &Id) -> bool {
    let archived = collection.archive().get(source);
    let stated = collection
        .get(source.as_str())
        .and_then(|located| located.record.fields.text(FieldId::Sha256));
    matches!((archived, stated), (Some(archived), Some(stated)) if archived.sha256() != stated)
}

/// A claim is confirmed (Admiralty 1) when sources independent of each other support it.
pub(super) fn confirmed(
    collection: &Collection,
    record: &Record,
    quote: &Quote,
    problems: &mut Vec<Diagnostic>,
) {
    let (Some(1), Some(entry)) = (quote.credibility(), quote.fields.get(FieldId::Credibility))
    else {
        return;
    };
    let Some(evidence) = collection.evidence(&record.id) else {
        return;
    };
    let standings = quote
        .supports
        .iter()
        .filter_map(|citation| Some((citation, evidence.field(&citation.cited)?)));
    let alone: Vec<String> = standings
        .filter(|(_, standing)| standing.independent < 2)
        .map(|(citation, _)| format!("`{}`", citation.cited))
        .collect();
    if !alone.is_empty() {
        let message = format!(
            "this is graded as confirmed, but only one independent source supports {}",
            alone.join(", ")
        );
        problems.push(Diagnostic::new(Rule::OneSourceConfirmed, entry.value, message).help(
            "grade it 2 (probably true), or quote a second source that is independent of the first",
        ));
    }
}

/// Adds what is wrong with a source.
pub(super) fn source(collection: &Collection, record: &Record, problems: &mut Vec<Diagnostic>) {
    let mentions = collection.mentions(&record.id);
    let is_quoted = mentions.iter().any(|mention| mention.field == FieldId::Source);
    if !is_quoted {
        problems.push(
            Diagnostic::new(
                Rule::UnquotedSource,
                record.at,
                format!("no case quotes `{}`", record.id),
            )
            .help("quote it, or delete it"),
        );
    }
    let Some(archived) = collection.archive().get(&record.id) else {
        if is_quoted {
            problems.push(
                Diagnostic::new(
                    Rule::NotArchived,
                    record.at,
                    format!(
                        "the text of `{}` is not in the archive, so its quotes cannot be checked",
                        record.id
                    ),
                )
                .help(format!("add it: `casebook archive add {} FILE`", record.id)),
            );
        }
        return;
    };
    if let (true, Some(entry)) =
        (archive_changed(collection, &record.id), record.fields.get(FieldId::Sha256))
    {
        problems.push(
            Diagnostic::new(
                Rule::ArchiveChanged,
                entry.value,
                format!("the archived text is another: its SHA-256 is {}", archived.sha256()),
            )
            .help("put the captured text back; if it was replaced on purpose, write its hash here"),
        );
    }
    share(collection, record, problems);
}

fn share(collection: &Collection, record: &Record, problems: &mut Vec<Diagnostic>) {
    let Some(share) =
        collection.settings().quotation_share.and_then(|_| collection.share(&record.id))
    else {
        return;
    };
    if let Some(bound) = share.exceeded() {
        let message = format!(
            "{:.1} % of its text is quoted, and the collection allows {:.0} %",
            share.quoted * 100.0,
            bound * 100.0
        );
        problems.push(
            Diagnostic::new(Rule::QuotationShare, record.at, message)
                .help("quote shorter passages, or the same ones again"),
        );
    }
}
