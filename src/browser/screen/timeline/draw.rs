//! Draws the timeline.

use crate::browser::model::page::{Role, StyledRun};
use crate::browser::screen::timeline::layout::TimelineAreas;
use crate::browser::screen::timeline::state::TimelineScreen;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::{Border, Canvas};
use crate::browser::view::footer::more;
use crate::text::clip;

/// Draws the lines as they were laid out.
pub(super) fn draw(timeline: &TimelineScreen, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
    let areas = TimelineAreas::of(context.shared.areas().body);
    let lines = timeline.lines();
    let [title, aside] = &lines.title;
    canvas.border(areas.whole, &Border { title, aside, focused: true, marked: true });
    for (row, line) in lines.strip.iter().enumerate() {
        canvas.line(areas.strip, row, line);
    }
    for (row, line) in lines.axis.iter().enumerate() {
        canvas.line(areas.axis, row, line);
    }
    for (row, line) in lines.rows.iter().enumerate() {
        canvas.line(areas.rows, row, line);
    }
    for (row, line) in lines.below.iter().enumerate() {
        canvas.line(areas.below, row, line);
    }
    let taken = more(canvas, areas.whole, lines.hidden.into());
    let room = usize::from(areas.whole.width).saturating_sub(taken + 4);
    if areas.whole.height > 1 && room > 4 && !lines.foot.is_empty() {
        let words = format!(" {} ", clip(&lines.foot, room - 2));
        let last = usize::from(areas.whole.height) - 1;
        canvas.run(areas.whole, 1, last, &StyledRun::new(Role::Text, words));
    }
}
