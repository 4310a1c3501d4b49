//! Draws a page of lines with its cursor, inside of a border.

use ratatui::layout::Rect;

use super::super::model::Cursor;
use super::super::model::page::{Page, Role, StyledRun};
use super::canvas::{Border, Canvas};
use super::footer::{hidden, more};
use crate::search::Query;

/// Where a pane goes, and the part of it in which its page scrolls.
#[derive(Clone, Copy)]
pub(crate) struct PaneArea {
    /// The pane with its border.
    pub(crate) whole: Rect,
    /// The part in which the page scrolls.
    pub(crate) inside: Rect,
}

/// A page with the cursor that moves over it.
pub(crate) struct PageAt<'p, S> {
    /// The page.
    pub(crate) page: &'p Page<S>,
    /// The cursor.
    pub(crate) cursor: &'p Cursor<S>,
}

/// Draws a page with the border of its pane.
pub(crate) fn page<S: Clone + PartialEq>(
    canvas: &mut Canvas<'_>,
    area: PaneArea,
    border: &Border<'_>,
    at: &PageAt<'_, S>,
    query: &Query,
) {
    let PaneArea { whole, inside } = area;
    let below = hidden(at.page, at.cursor, inside);
    canvas.border(whole, border);
    content(canvas, inside, border, at, query);
    more(canvas, whole, below.into());
}

/// From which line on a page is drawn, and what is lit in it.
#[derive(Clone, Copy)]
pub(crate) struct ContentFrom<'q> {
    /// The first line.
    pub(crate) first: usize,
    /// The query whose matches are lit.
    pub(crate) query: &'q Query,
}

/// Draws the lines of a page that are on screen, and the sign of the cursor beside its block.
pub(crate) fn content<S: Clone + PartialEq>(
    canvas: &mut Canvas<'_>,
    inside: Rect,
    border: &Border<'_>,
    at: &PageAt<'_, S>,
    query: &Query,
) {
    content_from(canvas, inside, border, at, ContentFrom { first: at.cursor.first(), query });
}

/// Draws the lines of a page from one on, and the sign of the cursor beside its block.
pub(crate) fn content_from<S: Clone + PartialEq>(
    canvas: &mut Canvas<'_>,
    inside: Rect,
    border: &Border<'_>,
    at: &PageAt<'_, S>,
    from: ContentFrom<'_>,
) {
    let PageAt { page, cursor } = at;
    let about = cursor.spot().filter(|_| border.marked);
    let about = about.map_or(0..0, |spot| page.lines_about(spot));
    let lines = page.lines().iter().enumerate().skip(from.first);
    for (row, (number, line)) in lines.take(usize::from(inside.height)).enumerate() {
        canvas.line(inside, row, &line.highlighted(from.query));
        if about.contains(&number) && !line.runs().is_empty() {
            let role = if border.focused { Role::Cursor } else { Role::Quiet };
            canvas.run(inside, 0, row, &StyledRun::new(role, "▌"));
        }
    }
}
