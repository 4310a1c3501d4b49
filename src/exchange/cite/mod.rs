//! Citation formats for reference managers and typesetters.

mod biblatex;
mod citation_date;
mod csl;
mod hayagriva;

pub use biblatex::biblatex;
pub use csl::csl_json;
pub use hayagriva::hayagriva;

use std::collections::BTreeSet;

use crate::collection::RedactedRecord;
use crate::record::{FieldId, Fields, Record, Value};

use citation_date::CitationDate;

/// A source with what every format of citations asks of it.
struct Reference<'r> {
    /// By what a text cites it; no two are the same.
    id: String,
    /// The item type of CSL; a source without one is a document of unknown kind.
    kind: &'r str,
    title: Option<&'r str>,
    authors: Vec<&'r str>,
    publisher: Option<&'r str>,
    published: CitationDate<'r>,
    collected: CitationDate<'r>,
    language: Option<&'r str>,
    url: Option<&'r str>,
    archived_url: Option<&'r str>,
    sha256: Option<&'r str>,
    note: Option<String>,
}

impl<'r> Reference<'r> {
    /// Returns what formats ask of some sources.
    fn all<'s: 'r>(sources: &'r [RedactedRecord<'s>]) -> Vec<Self> {
        let mut taken = BTreeSet::new();
        let reference = |source: &'r RedactedRecord<'s>| {
            // Ids are unique, but what is printed in the place of one need not be.
            let id = source.id().to_string();
            let numbered = (2..).map(|number| format!("{id}-{number}"));
            let mut free = std::iter::once(id.clone()).chain(numbered);
            let id = free.find(|id| taken.insert(id.clone())).unwrap_or(id);
            Self::of(id, source.record())
        };
        sources.iter().map(reference).collect()
    }

    fn of(id: String, source: &'r Record) -> Self {
        let fields = &source.fields;
        let published = CitationDate::of(fields.date(FieldId::Published));
        let collected = CitationDate::of(fields.date(FieldId::CollectedAt));
        Self {
            id,
            kind: fields.text(FieldId::Type).unwrap_or("document"),
            title: fields.text(FieldId::Title),
            authors: words(fields, FieldId::Author),
            publisher: fields.text(FieldId::Publisher),
            published,
            collected,
            language: fields.text(FieldId::Language),
            url: fields.text(FieldId::Url),
            archived_url: fields.text(FieldId::ArchivedUrl),
            sha256: fields.text(FieldId::Sha256),
            note: note(fields, published, collected),
        }
    }
}

/// Says what the dates of a format may not: the dates as the researcher wrote them, and that the source does
/// not print when it was published.
///
/// The researcher's own notes on a source stay at home.
fn note(
    fields: &Fields,
    published: CitationDate<'_>,
    collected: CitationDate<'_>,
) -> Option<String> {
    let in_full = |date: CitationDate<'_>, what: &str| {
        let written = date.written().filter(|_| !date.is_plain())?;
        Some(format!("{what} {written} (EDTF)"))
    };
    let page_key = match fields
        .text(FieldId::PublishedBasis)
        .filter(|_| published.written().is_some())
    {
        None | Some("stated") => None,
        Some("inferred") => Some("The date of publication is inferred".to_owned()),
        Some("external") => Some("The date of publication is known from another source".to_owned()),
        Some(page_key) => Some(format!("How the date of publication is known: {page_key}")),
    };
    let all = [in_full(published, "Published"), page_key, in_full(collected, "Accessed")];
    let all: Vec<String> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(". "))
}

fn words(fields: &Fields, name: FieldId) -> Vec<&str> {
    let items = fields.get(name).into_iter().flat_map(|entry| &entry.items);
    items
        .filter_map(
            |item| if let Value::Words(words) = &item.value { Some(&**words) } else { None },
        )
        .collect()
}

#[cfg(test)]
mod tests;
