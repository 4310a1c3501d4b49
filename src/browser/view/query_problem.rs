//! Draws the mistake in the query below the query line.

use ratatui::layout::Rect;

use super::super::model::page::{Role, StyledRun};
use super::super::model::{Mode, SearchResult};
use super::DrawContext;
use super::bars::{self, CellSpan};
use super::canvas::Canvas;
use crate::text::{visible, width};

/// Shows the mistake in the query below the query line, with carets below its place.
pub(crate) fn draw(context: DrawContext<'_>, body: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { shared, mode, .. } = context;
    let SearchResult { problems, unfinished, .. } = &shared.query.result;
    let Some(problem) = problems.first().or(unfinished.as_ref()) else { return };
    // The completion menu is drawn there too, and often solves the problem.
    if shared.overlay.is_some() || mode == Mode::Completion || body.height == 0 {
        return;
    }
    let row = Rect { height: 1, ..body };
    canvas.blank(row);
    let room = usize::from(body.width);
    let CellSpan { at, cells: marks } = bars::query_place(shared, problem.range);
    let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let words = bars::masked_words(shared, &format!("{}{help}", problem.message));
    let words = visible(&words).into_owned();
    let cells = width(&words);
    // The sentence is beside the carets if there is room; otherwise it is shown without them.
    let behind = at + marks + 1;
    let words_at = if behind + cells < room {
        Some(behind)
    } else {
        at.checked_sub(cells + 1).filter(|words_at| *words_at > 0 && at + marks < room)
    };
    if words_at.is_some() {
        canvas.run(row, at, 0, &StyledRun::new(Role::Warning, "^".repeat(marks)));
    }
    canvas.run(row, words_at.unwrap_or(1), 0, &StyledRun::new(Role::Warning, words));
}
