//! Keeps the position in the panes when the files or the list have changed.

use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::shared::Displaced;
use crate::browser::model::{Cursor, Shared};
use crate::browser::screen::browse::link_history::Visit;
use crate::browser::screen::browse::lost_place::LostPlace;
use crate::browser::screen::browse::navigation::navigate;
use crate::browser::screen::browse::pages::PageCache;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::{marking, write_quote};
use crate::browser::screen::browse::state::{Browse, BrowseMut, NextShown};
use crate::collection::Collection;

/// Puts the ids that records have now in the place of those that they had.
pub(crate) fn follow(browse: &mut Browse, renamed: &RenamedIds) {
    let Browse { shown, cursors_of, detail, quotes, history, mark, wanted, lost, .. } = browse;
    renamed.follow_each(shown.iter_mut().chain(cursors_of));
    let follow_cursors = |detail: &mut Cursor<DetailItem>, quotes: &mut Cursor<QuoteItem>| {
        detail.rename(|spot| spot.follow(renamed));
        quotes.rename(|spot| spot.follow(renamed));
    };
    follow_cursors(detail, quotes);
    history.follow(renamed);
    if let Some(mark) = mark {
        mark.follow(renamed);
    }
    renamed.follow_each(wanted.iter_mut().map(|wanted| &mut wanted.case));
    // Where another record has got the id of one that is gone, that one does not come back under it.
    lost.take_if(|lost| renamed.is_of_another(&lost.visit.record));
    if let Some(lost) = lost {
        lost.follow(renamed);
    }
    if let Some(from) = &mut browse.searched_from {
        renamed.follow_each(from.shown.iter_mut().chain(&mut from.cursors_of));
        follow_cursors(&mut from.detail, &mut from.quotes);
    }
    let finds = browse.found.iter_mut().map(|find| &mut find.source);
    let pane_finds = browse.pane_find.iter_mut().map(|find| &mut find.record);
    let starts = browse.pane_find_start.iter_mut().map(|start| &mut start.record);
    renamed.follow_each(finds.chain(pane_finds).chain(starts));
    if let Some(start) = &mut browse.pane_find_start {
        follow_cursors(&mut start.detail, &mut start.quotes);
    }
    if let Some(start) = &mut browse.find_start {
        start.cursor.rename(|spot| spot.follow(renamed));
    }
}

/// Keeps the position in a record and in a text.
pub(crate) fn collection_changes(browse: &mut Browse, shared: &Shared, now: &Collection) {
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
    leave_gone(model);
    marking::renew(model);
    write_quote::arrive(model);
}

/// Leaves a record that is gone: to where it was entered from, or else to the list, where no key changes a value. Goes back
/// to one that was gone and is there again, unless the user went elsewhere meanwhile.
fn leave_gone(model: &mut BrowseMut<'_>) {
    let is_there = navigate::is_there(model.shared);
    if let Some(lost) = model.own.lost.take_if(|lost| is_there(&lost.visit.record))
        && lost.instead == model.own.shown
    {
        return come_back(model, *lost);
    }
    if model.own.shown.as_ref().is_none_or(&is_there) {
        return;
    }
    let Some(visit) = model.view().visit() else { return };
    // What the last search found is the list from before the record was taken out of it.
    let listed = model.shared.query.result.ids.iter().position(|id| *id == visit.record);
    model.own.history.drop_gone(&is_there);
    let is_near = |visit: &&Visit| visit.screen.is_none() && visit.list.is_none();
    let is_entered = model.own.history.entered_from().as_ref().is_some_and(is_near);
    let entered_from = if is_entered && model.own.focus != Pane::List {
        model.own.history.back_to_entered_from()
    } else {
        None
    };
    if let Some(there) = entered_from.clone() {
        navigate::show(model, there);
    } else {
        model.own.shown = model.shared.listing.selected().cloned();
        model.own.focus = Pane::List;
    }
    let instead = model.own.shown.clone();
    model.own.lost = Some(Box::new(LostPlace { visit, listed, instead, entered_from }));
}

/// Shows a record again that was gone, as it was left.
fn come_back(model: &mut BrowseMut<'_>, lost: LostPlace) {
    let LostPlace { visit, listed, entered_from, .. } = lost;
    let record = visit.record.clone();
    let arrival = visit.arrival;
    if let Some(entered_from) = entered_from {
        model.own.history.leave(entered_from, arrival);
    }
    if let Some(place) = listed {
        model.shared.listing.put_back(&record, place);
        model.shared.awaited_in_list = Some(record.clone());
    }
    navigate::show(model, visit);
    model.shared.awaited.take_if(|awaited| *awaited == record);
    model.shared.displaced = Displaced::No;
}

/// Shows the record that is selected in the list now, unless the user looks at another one.
pub(crate) fn results_changed(model: &mut BrowseMut<'_>) {
    match model.own.next_shown {
        NextShown::Same => {}
        NextShown::Selected => {
            let result = &model.shared.query.result;
            if result.whole && !result.partial && !model.shared.is_arriving() {
                model.own.next_shown = NextShown::Same;
            }
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
