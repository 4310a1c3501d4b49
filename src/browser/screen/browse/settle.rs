//! Makes every cursor and scroll position of the panes valid after a message.

use crate::browser::screen::browse::link_history::QuotesFrom;
use crate::browser::screen::browse::navigation::{navigate, pane_find, reading, text_find};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::marking;
use crate::browser::screen::browse::state::BrowseMut;

/// Makes every cursor and scroll position valid: the only place that does.
///
/// The panes are settled from left to right, because each shows what the cursor of the one before it
/// selects: the list selects the record, the record's detail pane selects the field, and the field
/// decides which quotes come first. A page is made only once everything that it depends on is settled;
/// in the other order it would be made twice.
pub(crate) fn settle(model: &mut BrowseMut<'_>) {
    let rows = model.view().listed_rows();
    model.shared.listing.settle(rows);
    navigate::follow_selection(model, model.own.focus_before);
    if model.own.focus == Pane::List {
        model.own.history.is_at_list();
    } else if model.own.focus_before == Pane::List {
        model.shared.query.is_opened();
    }
    if model.own.focus != Pane::Quotes {
        model.own.quotes_from = QuotesFrom::Elsewhere;
    }
    let rows = model.view().room(Pane::Detail).rows;
    let page = model.view().detail_page();
    model.own.detail.settle(&page, rows);
    // The text is laid out before the mark is checked against its rows. `follow_field` may reset the
    // cursor of the quote pane, so the cursor of a text is put on its first row after that.
    reading::renew(model);
    text_find::renew(model);
    pane_find::renew(model);
    marking::settle(model);
    navigate::follow_field(model);
    reading::start(model);
    let rows = model.view().room(Pane::Quotes).rows;
    let quotes = model.view().quotes_page();
    model.own.quotes.settle(&quotes.page, rows);
    model.own.focus_before = model.own.focus;
}
