//! Draws the overlay over the active screen.

use ratatui::layout::Rect;

use super::super::keymap::ScreenKeys;
use super::super::model::{Command, Extent, FrameAreas, HasDerived, Mode, Overlay};
use super::DrawContext;
use super::canvas::{Border, Canvas};
use super::footer::{hidden, more};
use super::page::{ContentFrom, PageAt, content_from};
use crate::search::Query;
use crate::text::visible;

/// Draws the overlay on top, if there is one.
pub(crate) fn draw(context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { shared, keys, .. } = context;
    let Some(list_overlay) = &shared.overlay else { return };
    canvas.blank(area);
    let inside = FrameAreas::inside(area);
    let columns = list_overlay.columns(usize::from(inside.width));
    let cells = usize::from(inside.width) / columns;
    let lines = list_overlay.page(cells);
    let marked = list_overlay.can_choose() || list_overlay.is_review();
    let aside = aside(list_overlay, keys);
    let title = &visible(list_overlay.title());
    let border = Border { title, aside: &aside, focused: true, marked };
    canvas.border(area, &border);
    let room = Extent::of(inside);
    let preface = list_overlay.preface(room);
    let first = list_overlay.head(room) - preface.len();
    for (row, run) in preface.iter().enumerate() {
        canvas.run(inside, 1, first + row, run);
    }
    let head = u16::try_from(list_overlay.head(room)).unwrap_or_default().min(inside.height);
    let below = Rect { y: inside.y + head, height: inside.height - head, ..inside };
    let at = PageAt { page: &lines, cursor: list_overlay.cursor() };
    let width = u16::try_from(cells).unwrap_or(below.width).min(below.width);
    for column in 0..columns {
        let left = u16::try_from(column).unwrap_or_default() * width;
        let area = Rect { x: below.x + left, width, ..below };
        let first = list_overlay.cursor().first() + column * usize::from(below.height);
        content_from(canvas, area, &border, &at, ContentFrom { first, query: &Query::default() });
    }
    let rest = hidden(&lines, list_overlay.cursor(), below);
    let rest = rest.saturating_sub((columns - 1) * usize::from(below.height));
    more(canvas, area, rest.into());
}

/// Returns the key that always selects a line: Space does so only where a line does not go on with a space.
pub(crate) fn selecting_key(keys: &ScreenKeys) -> Option<String> {
    keys.key_of(Mode::Picker, Command::SelectTyped)
}

/// Returns the key that only this overlay has.
fn aside(list_overlay: &Overlay, keys: &ScreenKeys) -> String {
    if list_overlay.has_ticks() {
        if list_overlay.is_review() {
            return "Space leaves out".to_owned();
        }
        return selecting_key(keys).map(|key| format!("{key} selects")).unwrap_or_default();
    }
    let Some((withdrawn, HasDerived::Some)) = list_overlay.impact_source() else {
        return String::new();
    };
    let key = keys.key_of(Mode::Overlay, Command::WithDerived);
    key.map(|key| format!("{key} {}", withdrawn.other_way())).unwrap_or_default()
}
