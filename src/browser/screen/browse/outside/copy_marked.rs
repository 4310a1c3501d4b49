//! Copies ids, citations, quotes or lines of the marked records, each on a line of its own.

use std::collections::HashSet;

use crate::browser::model::input::command::CopyTarget;
use crate::browser::screen::browse::outside::cited_quote::{in_full, reference};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseRef;
use crate::exchange::CitationStyle;
use crate::record::{Id, Kind};
use crate::redaction::MaskedCollection;

/// Returns what is copied of the marked records, while keys go to the list; `None` where it is copied of the
/// record under the cursor alone.
pub(super) fn lines(model: BrowseRef<'_>, what: CopyTarget) -> Option<Vec<String>> {
    let has_marks = model.own.focus == Pane::List && !model.shared.marked.is_empty();
    let masked_view = model.shared.masked().filter(|_| has_marks)?;
    let style = model.shared.about.citation_style.as_ref();
    let marked = model.shared.marked.in_order(&model.shared.listing);
    Some(match what {
        CopyTarget::Id => marked.iter().map(|id| masked_view.id(id)).collect(),
        CopyTarget::Line => marked.iter().map(|id| masked_view.name_of(id)).collect(),
        CopyTarget::Citation => citations(masked_view, style, &marked),
        CopyTarget::Quote => quotes(masked_view, style, &marked),
        CopyTarget::Place | CopyTarget::Address | CopyTarget::Table => return None,
    })
}

/// Returns the citations of the marked sources, and of those that the marked cases quote, each once.
fn citations(
    masked_view: MaskedCollection<'_>,
    style: Option<&CitationStyle>,
    marked: &[Id],
) -> Vec<String> {
    let sources = marked.iter().flat_map(|id| {
        let record = masked_view.get(id.as_str());
        let of_record = record.map(|record| {
            if record.record.kind == Kind::Source {
                return vec![id.clone()];
            }
            record.record.quotes.iter().filter_map(|quote| quote.source().cloned()).collect()
        });
        of_record.unwrap_or_default()
    });
    let mut known: HashSet<Id> = HashSet::new();
    let new = sources.filter(|source| known.insert(source.clone()));
    let new: Vec<Id> = new.collect();
    new.iter().map(|source| reference(masked_view, style, source)).collect()
}

/// Returns all quotes of the marked cases, each with its citation.
fn quotes(
    masked_view: MaskedCollection<'_>,
    style: Option<&CitationStyle>,
    marked: &[Id],
) -> Vec<String> {
    let records = marked.iter().filter_map(|id| masked_view.get(id.as_str()));
    let quotes = records.flat_map(|record| record.record.quotes.clone());
    quotes.map(|quote| in_full(masked_view, style, &quote)).collect()
}
