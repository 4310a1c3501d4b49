//! The words of a quote with its citation, as they are copied.

use crate::record::{FieldId, Quote};
use crate::redaction::{MaskedCollection, quoted};

/// Returns the words of a quote with their speaker.
pub(super) fn spoken(quote: &Quote) -> impl Iterator<Item = String> {
    let words = quote.text().map(|words| quoted(words.trim()));
    let speaker = quote.speaker().map(|speaker| format!("— {speaker}"));
    [words, speaker].into_iter().flatten()
}

/// Returns the words of a quote with their speaker, and the source with where in it they are.
pub(super) fn in_full(masked_view: MaskedCollection<'_>, quote: &Quote) -> String {
    let source = quote.source().map(|source| masked_view.citation(source));
    let at = quote.fields.text(FieldId::At).map(str::to_owned);
    let source = source.into_iter().chain(at).collect::<Vec<_>>().join(", ");
    let source = Some(format!("({source})")).filter(|_| quote.source().is_some());
    spoken(quote).chain(source).collect::<Vec<_>>().join(" ")
}
