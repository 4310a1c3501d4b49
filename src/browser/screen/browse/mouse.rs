//! Handles the mouse: the wheel scrolls, a click selects, a second click opens, dragging
//! selects a passage.

use crate::browser::model::Mode;
use crate::browser::model::input::command::Step;
use crate::browser::model::page::{QuoteItem, RowCell};
use crate::browser::model::update::query::search;
use crate::browser::model::{Gesture, Pointing, WHEEL_LINES};
use crate::browser::screen::browse::navigation::{find, navigate};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::marking;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};

/// Handles a click or a turn of the wheel.
pub(crate) fn handle_mouse(model: &mut BrowseMut<'_>, pointing: Pointing) {
    match pointing.gesture {
        Gesture::Drag => return drag(model, pointing),
        Gesture::Release => return release(model),
        Gesture::Click | Gesture::WheelUp | Gesture::WheelDown => {}
    }
    let Some(PaneCell { pane, at }) = under(model.view(), pointing) else { return };
    match pointing.gesture {
        Gesture::Drag | Gesture::Release => {}
        Gesture::Click => click(model, pane, at),
        Gesture::WheelUp => scroll(model, pane, -WHEEL_LINES),
        Gesture::WheelDown => scroll(model, pane, WHEEL_LINES),
    }
}

/// A cell of a pane, counted from the first of its content.
struct PaneCell {
    pane: Pane,
    at: RowCell,
}

/// Returns the cell under the mouse, if it is in a pane.
fn under(model: BrowseRef<'_>, pointing: Pointing) -> Option<PaneCell> {
    let Pointing { column, row, gesture: _ } = pointing;
    [Pane::List, Pane::Detail, Pane::Quotes].into_iter().find_map(|pane| {
        let inside = model.content(pane);
        let here = inside.contains((column, row).into());
        here.then(|| {
            let (row, cell) = (usize::from(row - inside.y), usize::from(column - inside.x));
            PaneCell { pane, at: RowCell { row, cell } }
        })
    })
}

/// Selects what was clicked; what was selected already, in the pane that keys go to, is opened.
fn click(model: &mut BrowseMut<'_>, pane: Pane, at: RowCell) {
    // A click on the panes accepts the query.
    if model.shared.find_line.is_some() {
        find::keep(model);
    }
    if matches!(model.shared.mode_above(), Some(Mode::Query | Mode::Completion)) {
        search::accept(model.shared);
    }
    let before = (model.own.focus, place(model.view()));
    model.own.focus = pane;
    match pane {
        Pane::List => {
            model.shared.listing.select_line(at.row / model.shared.about.list_rows.lines());
            model.own.shown = model.shared.listing.selected().cloned();
        }
        Pane::Detail => {
            let fields = model.view().detail_page();
            model.own.detail.select_line(&fields, at.row);
        }
        Pane::Quotes => {
            if model.view().is_marking() {
                return marking::point(model, in_text(model.view(), at));
            }
            let quotes = model.view().quotes_page();
            model.own.quotes.select_line(&quotes.page, at.row);
            select_place(model, at);
        }
    }
    if before == (pane, place(model.view())) {
        navigate::open(model);
    }
}

/// Selects the passage of an archived text from where the button was pressed; above and below the pane,
/// the text scrolls.
fn drag(model: &mut BrowseMut<'_>, pointing: Pointing) {
    let inside = model.view().content(Pane::Quotes);
    if model.own.reading.is_none() || model.own.focus != Pane::Quotes || inside.is_empty() {
        return;
    }
    let Pointing { column, row, gesture: _ } = pointing;
    if !model.own.dragging {
        if !inside.contains((column, row).into()) {
            return;
        }
        model.own.dragging = true;
        if !model.view().is_marking() {
            marking::start(model);
        }
    }
    let Some(reading) = model.own.reading.clone() else { return };
    let cell = usize::from(column.clamp(inside.x, inside.right() - 1) - inside.x);
    let cell = cell.saturating_sub(reading.margin());
    let first = model.own.quotes.first();
    let row = match row.checked_sub(inside.y) {
        Some(row) => first + usize::from(row.min(inside.height)),
        None => first.saturating_sub(1),
    };
    // Below its end, the text is selected to the end.
    let rows = (first.min(row)..=row).rev().map(|row| RowCell { row, cell });
    if let Some(at) = rows.into_iter().find(|at| reading.at_cell(*at).is_some()) {
        marking::point(model, at);
    }
}

/// Ends a selection by the mouse.
fn release(model: &mut BrowseMut<'_>) {
    if std::mem::take(&mut model.own.dragging) && model.view().is_marking() {
        marking::toggle(model);
    }
}

/// Returns the row of a text under the mouse, and the cell counted from its first word.
fn in_text(model: BrowseRef<'_>, at: RowCell) -> RowCell {
    let margin = model.own.reading.as_ref().map_or(0, |reading| reading.margin());
    RowCell { row: model.own.quotes.first() + at.row, cell: at.cell.saturating_sub(margin) }
}

/// Puts the cursor on the character of a text that was clicked, so that a selection can start there.
fn select_place(model: &mut BrowseMut<'_>, at: RowCell) {
    let at = in_text(model.view(), at);
    let place = model.own.reading.as_ref().and_then(|reading| reading.at_cell(at));
    if let Some(place) = place {
        model.own.quotes.go_to(QuoteItem::At(place.start()));
    }
}

/// Returns what is selected in each pane, to compare it before and after a click.
fn place(model: BrowseRef<'_>) -> impl PartialEq + use<> {
    let listed = model.shared.listing.selected().cloned();
    (listed, model.own.detail.spot().cloned(), model.own.quotes.spot().cloned())
}

fn scroll(model: &mut BrowseMut<'_>, pane: Pane, lines: isize) {
    let rows = model.view().rows_of(pane);
    match pane {
        Pane::List => {
            let step = if lines > 0 { Step::Down } else { Step::Up };
            for _ in 0..lines.unsigned_abs() {
                model.shared.listing.step(step, rows);
            }
            model.own.shown = model.shared.listing.selected().cloned();
        }
        Pane::Detail => {
            let fields = model.view().detail_page();
            model.own.detail.scroll(&fields, lines, rows);
        }
        Pane::Quotes => {
            let quotes = model.view().quotes_page();
            model.own.quotes.scroll(&quotes.page, lines, rows);
        }
    }
}
