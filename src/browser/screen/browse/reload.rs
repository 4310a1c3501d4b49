//! Keeps the position in the panes when the files or the list have changed.

use crate::browser::model::Shared;
use crate::browser::model::page::QuoteItem;
use crate::browser::screen::browse::pages::PageCache;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::{marking, write_quote};
use crate::browser::screen::browse::state::{Browse, BrowseMut};
use crate::collection::Collection;

/// Leaves a record that is gone, and keeps the position in a text.
pub(crate) fn collection_changes(browse: &mut Browse, shared: &Shared, now: &Collection) {
    if browse.shown.as_ref().is_some_and(|id| now.kind_of(id).is_none()) {
        browse.shown = shared.listing.selected().cloned();
    }
    stay_in_text(browse, now);
}

/// Finds what is selected in the new texts.
pub(crate) fn collection_changed(model: &mut BrowseMut<'_>) {
    // Cached pages would keep the whole earlier collection in memory.
    model.own.pages = PageCache::default();
    marking::renew(model);
    write_quote::arrive(model);
}

/// Shows the record that is selected in the list now, unless the user looks at another one.
pub(crate) fn results_changed(model: &mut BrowseMut<'_>) {
    let away = model.own.focus != Pane::List && model.view().record().is_some();
    if !away {
        model.own.shown = model.shared.listing.selected().cloned();
    }
}

/// Keeps the position in a text if the quote under the cursor is gone.
fn stay_in_text(browse: &mut Browse, now: &Collection) {
    let (Some(reading), Some(pick)) = (&browse.reading, browse.quotes.spot()) else { return };
    let QuoteItem::Quote(case, number) = pick else { return };
    let quotes = now.get(case.as_str()).map_or(0, |located| located.record.quotes.len());
    if let Some(offset) = reading.place(pick).filter(|_| quotes <= *number) {
        browse.quotes.go_to(QuoteItem::At(offset));
    }
}
