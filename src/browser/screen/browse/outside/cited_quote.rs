//! The words of a quote with its citation, as they are copied.

use crate::exchange::CitationStyle;
use crate::record::{FieldId, Id, Quote};
use crate::redaction::{MaskedCollection, quoted};

/// Returns the words of a quote with their speaker.
pub(super) fn spoken(quote: &Quote) -> impl Iterator<Item = String> {
    let words = quote.text().map(|words| quoted(words.trim()));
    let speaker = quote.speaker().map(|speaker| format!("— {speaker}"));
    [words, speaker].into_iter().flatten()
}

/// Returns the words of a quote with their speaker, and the source with where in it they are, in the style that
/// the user has chosen.
pub(super) fn in_full(
    masked_view: MaskedCollection<'_>,
    style: Option<&CitationStyle>,
    quote: &Quote,
) -> String {
    let at = quote.fields.text(FieldId::At);
    let source = quote.source().map(|source| {
        if let Some(style) = style {
            return masked_view.cited_by(|redaction| style.citation(redaction, source, at));
        }
        let source = std::iter::once(masked_view.citation(source));
        let source = source.chain(at.map(str::to_owned)).collect::<Vec<_>>();
        format!("({})", source.join(", "))
    });
    spoken(quote).chain(source).collect::<Vec<_>>().join(" ")
}

/// Returns a source as in a list of references, in the style that the user has chosen.
pub(super) fn reference(
    masked_view: MaskedCollection<'_>,
    style: Option<&CitationStyle>,
    source: &Id,
) -> String {
    match style {
        Some(style) => {
            masked_view.cited_by(|redaction| style.references(redaction, &[source]).join(" "))
        }
        None => masked_view.citation(source),
    }
}
