//! Keeps the position in the panes when the files or the list have changed.

use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::model::{Cursor, Shared};
use crate::browser::screen::browse::pages::PageCache;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::{marking, write_quote};
use crate::browser::screen::browse::state::{Browse, BrowseMut, NextShown};
use crate::collection::Collection;

/// Leaves a record that is gone, and keeps the position in a text.
pub(crate) fn collection_changes(browse: &mut Browse, shared: &Shared, now: &Collection) {
    if browse.shown.as_ref().is_some_and(|id| now.kind_of(id).is_none()) {
        browse.shown = shared.listing.selected().cloned();
    }
    stay_in_record(browse, shared, now);
    stay_in_text(browse, now);
}

/// Finds what is selected in the new texts.
pub(crate) fn collection_changed(model: &mut BrowseMut<'_>) {
    // Cached pages would keep the whole earlier collection in memory.
    model.own.pages = PageCache::default();
    model.own.listed_counts.forget();
    // The lines of the file may have moved.
    model.own.landed = None;
    marking::renew(model);
    write_quote::arrive(model);
}

/// Shows the record that is selected in the list now, unless the user looks at another one.
pub(crate) fn results_changed(model: &mut BrowseMut<'_>) {
    match model.own.next_shown {
        NextShown::Same => {}
        NextShown::Selected => {
            model.own.next_shown = NextShown::Same;
            model.own.shown = model.shared.listing.selected().cloned();
            return;
        }
        NextShown::OneOfThem => {
            if model.shared.query.result.whole {
                model.own.next_shown = NextShown::Same;
            }
            return stay_in_list(model);
        }
    }
    let away = model.own.focus != Pane::List && model.view().record().is_some();
    if !away {
        model.own.shown = model.shared.listing.selected().cloned();
    }
}

/// Selects the record that is shown; if it is not listed any more, shows the one that is selected, at the same
/// field.
fn stay_in_list(model: &mut BrowseMut<'_>) {
    let shown = model.own.shown.clone();
    if shown.as_ref().is_some_and(|id| model.shared.listing.select(id)) {
        return;
    }
    let selected = model.shared.listing.selected().cloned();
    if selected.is_some() && selected != shown {
        model.own.shown.clone_from(&selected);
        model.own.cursors_of = selected;
        model.own.quotes = Cursor::default();
    }
}

/// Goes to the nearest place of the record that is still there, if the one under the cursor is gone: at the top of the
/// record, the next key would change another field than the one that was looked at.
fn stay_in_record(browse: &mut Browse, shared: &Shared, now: &Collection) {
    let record = browse.shown.as_ref().and_then(|id| now.get(id.as_str()));
    let (Some(located), Some(spot)) = (record, browse.detail.spot()) else { return };
    let is_there = |spot: &DetailItem| {
        matches!(spot, DetailItem::Mention(_)) || spot.range(located.record).is_some()
    };
    if is_there(spot) {
        return;
    }
    let page = browse.seen(shared).detail_page();
    let blocks = page.blocks();
    let Some(at) = blocks.iter().position(|block| block.spot == *spot) else { return };
    let (before, behind) = blocks.split_at(at);
    let nearest = behind.iter().chain(before.iter().rev()).map(|block| &block.spot);
    if let Some(spot) = nearest.into_iter().find(|spot| is_there(spot)) {
        browse.detail.go_to(spot.clone());
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
