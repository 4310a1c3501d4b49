//! Draws pane footers: evidence status counts, and how many lines are below the viewport.

use ratatui::layout::Rect;

use super::super::model::Cursor;
use super::super::model::page::{Page, PageLine, Role, StyledRun, role_of};
use super::canvas::Canvas;
use crate::evidence::StatusCounts;
use crate::text::width;

/// The content of a footer.
pub(crate) struct Footer<'f> {
    /// What the counts are of, where that is not the record in the pane.
    pub(crate) of: &'f str,
    /// How many fields have each evidence status.
    pub(crate) counts: StatusCounts,
    /// How many lines are below the viewport.
    pub(crate) hidden: usize,
    /// The cells at the left that the title of the pane below takes.
    pub(crate) after: usize,
}

/// Draws the footer of a pane: how many lines are below, and the evidence status counts in words, or in
/// signs if there is no room for words.
pub(crate) fn footer(canvas: &mut Canvas<'_>, area: Rect, foot: &Footer<'_>) {
    let Footer { of, counts, hidden, after } = *foot;
    if area.height < 2 {
        return;
    }
    let last = usize::from(area.height) - 1;
    let below = more(canvas, area, hidden);
    let room = usize::from(area.width).saturating_sub(below + after + 2);
    let counted = |said: &dyn Fn(usize, &str, &str) -> String, between: &str| {
        let mut runs = vec![StyledRun::new(Role::Quiet, format!(" {of}"))];
        for (at, (number, mark)) in counts.each().enumerate() {
            let between = if at == 0 { "" } else { between };
            runs.push(StyledRun::new(Role::Quiet, between));
            runs.push(StyledRun::new(role_of(mark), said(number, mark.word(), mark.sign())));
        }
        runs.push(StyledRun::new(Role::Quiet, " "));
        runs
    };
    let in_words = counted(&|number, word, _| format!("{number} {word}"), " · ");
    let in_signs = counted(&|number, _, sign| format!("{number}{sign}"), " ");
    let fits = |runs: &&Vec<StyledRun>| runs.iter().map(StyledRun::width).sum::<usize>() <= room;
    let runs = [in_words, in_signs];
    if let Some(runs) = runs.iter().find(fits).filter(|_| counts != StatusCounts::default()) {
        canvas.line(area, last, &PageLine::joined(1 + after, runs.iter().cloned()));
    }
}

/// Returns how many lines of a page are below the viewport.
pub(crate) fn hidden<S: Clone + PartialEq>(
    page: &Page<S>,
    cursor: &Cursor<S>,
    inside: Rect,
) -> usize {
    page.lines().len().saturating_sub(cursor.first() + usize::from(inside.height))
}

/// Returns the words for so many lines below the viewport.
fn more_words(hidden: usize) -> String {
    let lines = if hidden == 1 { "line" } else { "lines" };
    format!(" {hidden} {lines} below ")
}

/// Returns the cells that the number of lines below the viewport takes in a border.
pub(crate) fn more_cells(hidden: usize) -> usize {
    if hidden == 0 { 0 } else { width(&more_words(hidden)) + 2 }
}

/// Draws the number of lines below the viewport; returns the cells that this takes.
pub(crate) fn more(canvas: &mut Canvas<'_>, area: Rect, hidden: usize) -> usize {
    let words = more_words(hidden);
    let taken = width(&words) + 2;
    if hidden == 0 || taken >= usize::from(area.width) || area.height < 2 {
        return 0;
    }
    let at = usize::from(area.width) - taken;
    canvas.run(area, at, usize::from(area.height) - 1, &StyledRun::new(Role::Quiet, words));
    taken
}
