//! Draws the completion menu below the query line.

use ratatui::layout::{Position, Rect};

use super::super::model::page::{Role, StyledRun};
use super::super::model::{CompletionItem, CompletionMenu, FrameAreas, QueryEdit};
use super::DrawContext;
use super::canvas::{Border, Canvas};
use crate::text::{clip, visible, width};

/// Completions on the screen at once; more are shown page by page.
const ROWS: usize = 10;
/// The most cells that the values may take.
const WIDEST: usize = 32;
/// The most cells that what they say may take.
const LONGEST: usize = 60;

/// An offer in words, made safe to show.
struct CompletionText {
    value: String,
    words: String,
    count: String,
}

/// Cells that each part of the offers needs.
struct CompletionColumns {
    values: usize,
    words: usize,
    counts: usize,
}

/// Draws the completion menu below the cursor.
pub(crate) fn draw(
    context: DrawContext<'_>,
    caret: Option<Position>,
    body: Rect,
    canvas: &mut Canvas<'_>,
) {
    let DrawContext { shared, is_for_others, .. } = context;
    let editing = shared.query.editing.as_ref().filter(|_| shared.overlay.is_none());
    let Some((editing, caret)) = editing.zip(caret) else { return };
    let Some(offered) = &editing.completions else { return };
    let offers = offered.offers.offers.iter();
    let texts: Vec<CompletionText> =
        offers.map(|offer| CompletionText::of(offer, !is_for_others)).collect();
    let columns = CompletionColumns::of(&texts);
    let title = visible(&offered.offers.title);
    let shown = texts.len().min(ROWS).min(usize::from(body.height.saturating_sub(2)));
    let area = below(body, start(editing, caret), columns.needed().max(width(&title) + 8), shown);
    canvas.blank(area);
    canvas.border(area, &Border { title: &title, aside: "", focused: true, marked: true });
    let inside = FrameAreas::inside(area);
    let first = first(offered, shown);
    for (row, (at, texts)) in texts.iter().enumerate().skip(first).take(shown).enumerate() {
        texts.draw(&columns, row, inside, canvas);
        if offered.at() == Some(at) {
            canvas.over(inside, row, Role::Selected);
            canvas.run(inside, 0, row, &StyledRun::new(Role::Cursor, "▌"));
        }
    }
    total(offered, shown, area, canvas);
}

impl CompletionText {
    fn of(offer: &CompletionItem, is_counted: bool) -> Self {
        let (value, words) = offer.visible_text();
        let count = offer.count.filter(|_| is_counted);
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        Self { value: visible(value).into_owned(), words: visible(words).into_owned(), count }
    }

    fn draw(&self, columns: &CompletionColumns, row: usize, inside: Rect, canvas: &mut Canvas<'_>) {
        let Self { value, words, count } = self;
        let count_at = usize::from(inside.width).saturating_sub(width(count) + 1);
        let words_at = columns.values + 3;
        let words_end = usize::from(inside.width).saturating_sub(columns.counts + 3);
        let value = clip(value, columns.values.min(words_end));
        let words = clip(words, words_end.saturating_sub(words_at));
        canvas.run(inside, 1, row, &StyledRun::new(Role::Key, value));
        canvas.run(inside, words_at, row, &StyledRun::new(Role::Text, words));
        canvas.run(inside, count_at, row, &StyledRun::new(Role::Quiet, count));
    }
}

impl CompletionColumns {
    fn of(texts: &[CompletionText]) -> Self {
        let widest = |text: fn(&CompletionText) -> &str| {
            texts.iter().map(|texts| width(text(texts))).max().unwrap_or_default()
        };
        Self {
            values: widest(|texts| &texts.value).min(WIDEST),
            words: widest(|texts| &texts.words).min(LONGEST),
            counts: widest(|texts| &texts.count),
        }
    }

    /// Returns the width of the menu with its border, if nothing is cut.
    fn needed(&self) -> usize {
        let Self { values, words, counts } = *self;
        let beside = |cells: usize| if cells > 0 { cells + 2 } else { 0 };
        values + beside(words) + beside(counts) + 4
    }
}

/// Returns the cell where the completed word starts, so that the menu does not move while the user
/// steps through it.
fn start(editing: &QueryEdit, caret: Position) -> Position {
    let typed = editing.completions.as_ref().map(|offered| offered.offers.range.start());
    let before = typed.and_then(|start| editing.prompt.before().get(start..)).unwrap_or_default();
    let cells = u16::try_from(width(&visible(before)) + 2).unwrap_or(u16::MAX);
    Position { x: caret.x.saturating_sub(cells), ..caret }
}

/// Returns the first offer of the page on which the one in the line is.
fn first(offered: &CompletionMenu, rows: usize) -> usize {
    let page = offered.at().unwrap_or_default() / rows.max(1) * rows;
    page.min(offered.offers.offers.len().saturating_sub(rows))
}

/// Says at the bottom how many there are, where not all are on the screen.
fn total(offered: &CompletionMenu, shown: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let total = offered.offers.total;
    let words = match offered.at() {
        Some(at) => format!(" {} of {total} ", at + 1),
        None => format!(" {total} "),
    };
    let taken = width(&words) + 2;
    if total > shown && taken < usize::from(area.width) && area.height > 1 {
        let at = usize::from(area.width) - taken;
        canvas.run(area, at, usize::from(area.height) - 1, &StyledRun::new(Role::Quiet, words));
    }
}

/// Returns a place for so many cells and rows inside of a border, below the query line and as near
/// to that cell as there is room.
fn below(body: Rect, start: Position, cells: usize, rows: usize) -> Rect {
    let fit = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(most).min(most);
    let (width, height) = (fit(cells, body.width), fit(rows + 2, body.height));
    Rect::new(start.x.min(body.right() - width).max(body.x), body.y, width, height)
}
