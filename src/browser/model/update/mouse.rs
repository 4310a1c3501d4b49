//! Handles the mouse: the wheel scrolls, a click selects, a second click opens.

use crate::browser::model::input::command::Step;
use crate::browser::model::message::{Gesture, Pointing};
use crate::browser::model::page::{QuoteItem, RowCell};
use crate::browser::model::pane::{Mode, Pane};
use crate::browser::model::state::Model;
use crate::browser::model::update;
use crate::browser::model::update::navigation::navigate;
use crate::browser::model::update::query::search;
use crate::browser::model::update::quoting::marking;

/// Lines by which the wheel scrolls a page.
const SCROLL: isize = 3;

/// Handles a click or a turn of the wheel.
pub(crate) fn handle_mouse(model: &mut Model, pointing: Pointing) {
    if model.overlay.is_some() {
        return scroll_overlay(model, pointing.gesture);
    }
    let Some(PaneCell { pane, at }) = under(model, pointing) else { return };
    match pointing.gesture {
        Gesture::Click => click(model, pane, at),
        Gesture::WheelUp => scroll(model, pane, -SCROLL),
        Gesture::WheelDown => scroll(model, pane, SCROLL),
    }
}

/// A cell of a pane, counted from the first of its content.
struct PaneCell {
    pane: Pane,
    at: RowCell,
}

/// Returns the cell under the mouse, if it is in a pane.
fn under(model: &Model, pointing: Pointing) -> Option<PaneCell> {
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
fn click(model: &mut Model, pane: Pane, at: RowCell) {
    // A click on the panes accepts the query.
    if matches!(model.mode(), Mode::Query | Mode::Completion) {
        search::accept(model);
    }
    let before = (model.focus, place(model));
    model.focus = pane;
    match pane {
        Pane::List => {
            model.listing.select_line(at.row);
            model.shown = model.listing.selected().cloned();
        }
        Pane::Detail => {
            let fields = model.detail_page();
            model.detail.select_line(&fields, at.row);
        }
        Pane::Quotes => {
            if model.is_marking() {
                return marking::point(model, in_text(model, at));
            }
            let quotes = model.quotes_page();
            model.quotes.select_line(&quotes.page, at.row);
            select_place(model, at);
        }
    }
    if before == (pane, place(model)) {
        navigate::open(model);
    }
}

/// Returns the row of a text under the mouse, and the cell counted from its first word.
fn in_text(model: &Model, at: RowCell) -> RowCell {
    let margin = model.reading.as_ref().map_or(0, |reading| reading.margin());
    RowCell { row: model.quotes.first() + at.row, cell: at.cell.saturating_sub(margin) }
}

/// Puts the cursor on the character of a text that was clicked, so that a selection can start there.
fn select_place(model: &mut Model, at: RowCell) {
    let at = in_text(model, at);
    let place = model.reading.as_ref().and_then(|reading| reading.at_cell(at));
    if let Some(place) = place {
        model.quotes.go_to(QuoteItem::At(place.start()));
    }
}

/// Returns what is selected in each pane, to compare it before and after a click.
fn place(model: &Model) -> impl PartialEq + use<> {
    let listed = model.listing.selected().cloned();
    (listed, model.detail.spot().cloned(), model.quotes.spot().cloned())
}

fn scroll(model: &mut Model, pane: Pane, lines: isize) {
    let rows = model.room(pane).rows;
    match pane {
        Pane::List => {
            let step = if lines > 0 { Step::Down } else { Step::Up };
            for _ in 0..lines.unsigned_abs() {
                model.listing.step(step, rows);
            }
            model.shown = model.listing.selected().cloned();
        }
        Pane::Detail => {
            let fields = model.detail_page();
            model.detail.scroll(&fields, lines, rows);
        }
        Pane::Quotes => {
            let quotes = model.quotes_page();
            model.quotes.scroll(&quotes.page, lines, rows);
        }
    }
}

fn scroll_overlay(model: &mut Model, gesture: Gesture) {
    let step = match gesture {
        Gesture::WheelUp => Step::Up,
        Gesture::WheelDown => Step::Down,
        Gesture::Click => return,
    };
    for _ in 0..SCROLL {
        update::step_overlay(model, step);
    }
}
