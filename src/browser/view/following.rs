//! The keys that can follow those typed so far, in a corner above the status line.

use ratatui::layout::Rect;

use super::super::keymap::following;
use super::super::model::page::{Role, Run};
use super::super::model::{Model, Panes};
use super::paint::{Border, Canvas};
use crate::text::width;

/// Draws what can follow, where something is begun.
pub(super) fn draw(model: &Model, body: Rect, canvas: &mut Canvas<'_>) {
    let begun = model.pending.trim_start_matches(|c: char| c.is_ascii_digit());
    let keys = following(model.mode(), begun);
    if keys.is_empty() {
        return;
    }
    let key_width = keys.iter().map(|(key, _)| width(key)).max().unwrap_or_default();
    let widest = keys.iter().map(|(_, words)| width(words)).max().unwrap_or_default();
    let area = corner(body, key_width + widest + 6, keys.len() + 2);
    canvas.blank(area);
    canvas.border(area, &Border { title: begun, aside: "", focused: true, marked: false });
    let inside = Panes::inside(area);
    for (row, (key, words)) in keys.iter().enumerate() {
        canvas.run(inside, (1, row), &Run::new(Role::Key, key));
        canvas.run(inside, (key_width + 3, row), &Run::new(Role::Text, *words));
    }
}

/// Returns the lower right corner of an area.
fn corner(body: Rect, cells: usize, rows: usize) -> Rect {
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(most).min(most);
    let (width, height) = (fit(cells, body.width), fit(rows, body.height));
    Rect::new(body.right() - width, body.bottom() - height, width, height)
}
