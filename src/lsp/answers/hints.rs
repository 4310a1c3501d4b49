//! What is shown between the words of a file: the name behind an id, the evidence behind a field, whether a quote was
//! found.

use std::path::Path;

use super::link_names::LinkNames;
use crate::collection::Collection;
use crate::evidence::EvidenceStatus;
use crate::record::{Assertion, Cited, FieldId, Record};
use crate::redaction::Mask;
use crate::text::{ByteRange, visible_unicode};

/// Words that are shown behind a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    /// The byte behind which they are shown.
    pub(crate) at: usize,
    /// What is shown.
    pub(crate) words: String,
}

/// The longest name that is shown.
const LONGEST: usize = 60;

/// Returns the hints of a part of a file, by their places. Of a file that is broken, evidence is not shown: it is that
/// of an older text.
pub(crate) fn hints(
    collection: &Collection,
    path: &Path,
    within: ByteRange,
    mask: Mask,
) -> Vec<Hint> {
    let Some(file) = collection.file_at(path) else { return Vec::new() };
    let names = LinkNames::of(collection, path, mask);
    let contents = file.now();
    let mut hints = Vec::new();
    let starts: Vec<usize> = contents.records().iter().map(|record| record.at.start()).collect();
    for (number, record) in contents.records().iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(usize::MAX);
        if record.at.start() > within.end() || end < within.start() {
            continue;
        }
        for link in record.links() {
            if let Some(name) = names.name(link.to) {
                hints.push(Hint { at: link.range.end(), words: shown(&name) });
            }
        }
        let known = collection.get(record.id.as_str()).filter(|_| contents.is_sound());
        if record.kind.is_case() && known.is_some_and(|known| known.record == record) {
            evidence(collection, record, &mut hints);
        }
    }
    hints.retain(|hint| (within.start()..=within.end()).contains(&hint.at));
    hints.sort_by_key(|hint| hint.at);
    hints
}

fn evidence(collection: &Collection, record: &Record, hints: &mut Vec<Hint>) {
    let evidence = collection.assess(record);
    for entry in record.fields.iter() {
        let status = evidence.status(&Cited::Field(entry.field.name), entry.field.assertion);
        hints.extend(marked(status).map(|words| Hint { at: entry.value.end(), words }));
    }
    for row in &record.rows {
        let status = row.key().map(|key| Cited::Row(row.kind, key.into()));
        let status = status.map(|cited| evidence.status(&cited, Assertion::Fact));
        let words = marked(status.unwrap_or(EvidenceStatus::Unsourced));
        hints.extend(words.map(|words| Hint { at: row.at.end(), words }));
    }
    for (number, quote) in record.quotes.iter().enumerate() {
        if let Some(entry) = quote.fields.get(FieldId::Text) {
            let words = evidence.quote(number).sign().to_owned();
            hints.push(Hint { at: entry.value.end(), words });
        }
    }
}

fn marked(status: EvidenceStatus) -> Option<String> {
    let sign = status.sign();
    match status {
        EvidenceStatus::Sourced(count)
        | EvidenceStatus::Unchecked(count)
        | EvidenceStatus::Disputed(count) => Some(format!("{sign}{count}")),
        EvidenceStatus::Unsourced => Some(sign.to_owned()),
        EvidenceStatus::Editorial => None,
    }
}

fn shown(name: &str) -> String {
    let name = visible_unicode(name);
    let Some((end, _)) = name.char_indices().nth(LONGEST) else { return name.into_owned() };
    format!("{}…", name.get(..end).unwrap_or(&name))
}
