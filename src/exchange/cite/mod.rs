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

/// A source with the fields that citation formats use.
struct Reference<'r> {
    /// The citation key, which is unique.
    id: String,
    /// The item type of CSL; `document` for a source without a type.
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
    /// Returns the references for some sources.
    fn all<'s: 'r>(sources: &'r [RedactedRecord<'s>]) -> Vec<Self> {
        let mut taken = BTreeSet::new();
        let reference = |source: &'r RedactedRecord<'s>| {
            // Ids are unique, but a redaction may print the same text for several.
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

/// Returns a note with what the dates of a format cannot express: the dates as the researcher wrote them, and
/// how the date of publication is known if the source does not state it.
///
/// The researcher's own notes on a source are never exported.
fn note(
    fields: &Fields,
    published: CitationDate<'_>,
    collected: CitationDate<'_>,
) -> Option<String> {
    let in_full = |date: CitationDate<'_>, what: &str| {
        let written = date.written().filter(|_| !date.is_plain())?;
        Some(format!("{what} {written} (EDTF)"))
    };
    let basis = match fields.text(FieldId::PublishedBasis).filter(|_| published.written().is_some())
    {
        None | Some("stated") => None,
        Some("inferred") => Some("The date of publication is inferred".to_owned()),
        Some("external") => Some("The date of publication is known from another source".to_owned()),
        Some(basis) => Some(format!("How the date of publication is known: {basis}")),
    };
    let all = [in_full(published, "Published"), basis, in_full(collected, "Accessed")];
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
