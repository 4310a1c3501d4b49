//! A source as the formats of reference managers and typesetters cite it.

use std::collections::BTreeSet;
use std::io;

use crate::record::{FieldId, Fields, Id, Value};

use super::View;
use super::citation_date::CitationDate;
use super::entry_type::EntryType;

/// A source with the fields that citation formats use.
pub(crate) struct Reference<'r> {
    /// The citation key, which is unique.
    pub(crate) id: String,
    /// The item type of CSL; `document` for a source without a type.
    pub(crate) kind: &'r str,
    /// What other formats call that type.
    pub(crate) entry: &'static EntryType,
    pub(crate) title: Option<&'r str>,
    pub(crate) authors: Vec<&'r str>,
    pub(crate) publisher: Option<&'r str>,
    pub(crate) published: CitationDate<'r>,
    pub(crate) collected: CitationDate<'r>,
    pub(crate) language: Option<&'r str>,
    pub(crate) url: Option<&'r str>,
    pub(crate) archived_url: Option<&'r str>,
    pub(crate) sha256: Option<&'r str>,
    pub(crate) note: Option<String>,
}

/// Cites the sources with these ids in their order, each by a key that no other has.
///
/// # Errors
///
/// `cite` fails, which ends it.
pub(crate) fn cite_each(
    view: &View<'_>,
    ids: &[&Id],
    mut cite: impl FnMut(&Reference<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut taken = BTreeSet::new();
    for id in ids {
        view.redaction
            .with_record(id, |source| {
                // Ids are unique, but a redaction may print the same text for several.
                let id = source.id().to_string();
                let numbered = (2..).map(|number| format!("{id}-{number}"));
                let mut free = std::iter::once(id.clone()).chain(numbered);
                let id = free.find(|id| taken.insert(id.clone())).unwrap_or(id);
                cite(&Reference::of(id, source.fields()))
            })
            .transpose()?;
    }
    Ok(())
}

impl<'r> Reference<'r> {
    pub(crate) fn of(id: String, fields: &'r Fields) -> Self {
        let published = CitationDate::of(fields.date(FieldId::Published));
        let collected = CitationDate::of(fields.date(FieldId::CollectedAt));
        let kind = fields.text(FieldId::Type).unwrap_or("document");
        Self {
            id,
            kind,
            entry: EntryType::of(kind),
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
