//! Draws the map, the list of places beside it, and whose borders these are.

use std::ops::Not as _;

use ratatui::layout::Rect;

use crate::browser::model::page::{Role, StyledRun};
use crate::browser::model::{FrameAreas, Shared};
use crate::browser::screen::map::page::mark_of;
use crate::browser::screen::map::state::{MapPane, MapScreen};
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::{Border, Canvas};
use crate::browser::view::footer::hidden;
use crate::browser::view::footer::query_in;
use crate::browser::view::page::{PageAt, content};
use crate::search::Query;
use crate::text::{clip, hanging, visible, width};
use crate::views::map::{Ink, MapAnswer};

/// The most cells of the scale.
const SCALE: usize = 12;
/// What the signs are, where there is room below the map.
const LEGEND: &str = "◎ city  ░ province  ≈ area  ✚ exact";

/// Draws the screen.
pub(super) fn draw(map: &MapScreen, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
    let shared = context.shared;
    let areas = map.areas(shared.areas().body);
    let Some(answer) = map.answer() else {
        let border = Border { title: "Map", aside: "", focused: true, marked: false };
        canvas.border(shared.areas().body, &border);
        let inside = FrameAreas::inside(shared.areas().body);
        canvas.run(inside, 1, 0, &StyledRun::new(Role::Quiet, "looking up places …"));
        return;
    };
    if !areas.map.is_empty() {
        draw_map(map, answer, shared, areas.map, canvas);
    }
    draw_list(map, answer, shared, areas.list, canvas);
}

fn draw_map(
    map: &MapScreen,
    answer: &MapAnswer,
    shared: &Shared,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let bar = map.window().map(|window| window.scale_bar(SCALE));
    let bar = bar
        .map(|bar| format!("├{}┤ {} km", "─".repeat(bar.cells.saturating_sub(2)), bar.kilometres));
    let aside = bar.unwrap_or_default();
    let focused = map.pane() == MapPane::Map;
    canvas.border(area, &Border { title: "Map", aside: &aside, focused, marked: false });
    let inside = FrameAreas::inside(area);
    let Some(picture) = map.picture(shared) else { return };
    let selected = map.selected_badge();
    for (row, runs) in picture.rows().iter().enumerate() {
        for run in runs {
            let is_selected = run.badge.is_some() && run.badge == selected;
            let role = match run.ink {
                Ink::Badge if is_selected => Role::Selected,
                Ink::Badge => Role::Heading,
                Ink::Name | Ink::Empty => Role::Text,
                Ink::Hatch => Role::Label,
                Ink::Own | Ink::Line => Role::Quiet,
            };
            canvas.run(inside, run.at, row, &StyledRun::new(role, run.text.clone()));
        }
    }
    if answer.marks.badges.is_empty() && answer.marks.rows.is_empty() {
        canvas.run(inside, 1, 0, &StyledRun::new(Role::Quiet, "no place to show: see the list"));
    }
    let source = match answer.borders.problem() {
        Some(problem) => problem,
        None => answer.borders.source_of(map.lines()),
    };
    standing(canvas, area, &source);
}

/// Writes whose borders these are into the lower border, and where there is no room for all of it, into the last lines of
/// the map too.
fn standing(canvas: &mut Canvas<'_>, area: Rect, source: &str) {
    let room = usize::from(area.width).saturating_sub(4);
    if width(source) <= room {
        below(canvas, area, source, LEGEND);
        return;
    }
    let lines = hanging(source, room);
    let last = usize::from(area.height).saturating_sub(1);
    let most = usize::from(area.height).saturating_sub(2) / 2;
    let shown = lines.iter().take(most.max(1));
    let first = last.saturating_sub(shown.len().saturating_sub(1));
    for (row, line) in (first..).zip(shown) {
        canvas.run(area, 1, row, &StyledRun::new(Role::Quiet, format!(" {line} ")));
    }
}

fn draw_list(
    map: &MapScreen,
    answer: &MapAnswer,
    shared: &Shared,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let in_words = answer.marks.placed_in_words();
    // The title and the corners need some room, too.
    let is_wide = width(&in_words) + 16 <= usize::from(area.width);
    let placed = if is_wide { in_words } else { answer.marks.placed_in_short() };
    let aside = if map.is_waiting() { "…" } else { placed.as_str() };
    let focused = map.pane() == MapPane::List;
    let border = Border { title: "Places", aside, focused, marked: true };
    canvas.border(area, &border);
    let inside = FrameAreas::inside(area);
    let at = PageAt { page: map.page(), cursor: map.cursor() };
    let more = hidden(at.page, at.cursor, inside);
    content(canvas, inside, &border, &at, &Query::default());
    let mark = map.cursor().spot().and_then(|spot| mark_of(answer, spot));
    let query = mark.map(|mark| visible(&shared.masked_query_words(&mark.query)).into_owned());
    let base = visible(&shared.masked_query_words(&answer.marks.all.query)).into_owned();
    let room = usize::from(area.width).saturating_sub(4);
    let query = query.map(|query| query_in(&query, &base, room)).unwrap_or_default();
    let more = if more > 0 { format!("{more} more ↓") } else { String::new() };
    below(canvas, area, &query, &more);
}

/// Writes words into the lower border: some at its left, and at its right others if there is room.
fn below(canvas: &mut Canvas<'_>, area: Rect, left: &str, right: &str) {
    let last = usize::from(area.height).saturating_sub(1);
    let room = usize::from(area.width).saturating_sub(4);
    if last == 0 || room == 0 {
        return;
    }
    let beside = width(right) + 2;
    let is_beside = !right.is_empty() && width(left) + beside + 2 <= room;
    let left = clip(left, room);
    if left.is_empty().not() {
        canvas.run(area, 1, last, &StyledRun::new(Role::Quiet, format!(" {left} ")));
    }
    if is_beside {
        let at = usize::from(area.width) - 1 - beside;
        canvas.run(area, at, last, &StyledRun::new(Role::Quiet, format!(" {right} ")));
    }
}
