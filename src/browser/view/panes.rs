//! Draws the three panes and the overlay over them.

use ratatui::layout::{Position, Rect};

use super::super::keymap::Keymap;
use super::super::model::page::{ListLineContext, Page, Role, RowCell, StyledRun, entry};
use super::super::model::{
    Command, Cursor, Extent, HasDerived, Mode, Model, Overlay, Pane, Panes, SearchResult,
};
use super::DrawContext;
use super::bars::{self, CellSpan};
use super::canvas::{Border, Canvas};
use super::footer::{Footer, footer, hidden, more};
use crate::search::{Advice, Alternative, Query};
use crate::text::{visible, width};

/// Draws the panes, or the overlay instead.
pub(super) fn draw(context: DrawContext<'_>, panes: &Panes, canvas: &mut Canvas<'_>) {
    let DrawContext { model, .. } = context;
    let covered = model.overlay_area() == panes.body;
    if model.overlay.is_some() && covered {
        return overlay(context, panes.body, canvas);
    }
    list(context, panes.list, canvas);
    let detail = model.detail_page();
    let (title, aside) = record_title(model).unwrap_or_default();
    let heading = Border {
        title: &title,
        aside: &aside,
        focused: model.focus == Pane::Detail,
        marked: model.focus != Pane::List,
    };
    let query = &model.query.result.query;
    let inside = model.content(Pane::Detail);
    let area = PaneArea { whole: panes.detail, inside };
    page(canvas, area, &heading, &PageAt { page: &detail, cursor: &model.detail }, query);
    for (row, run) in model.banner().iter().enumerate() {
        canvas.run(Panes::inside(panes.detail), 1, row, run);
    }
    let hidden_below = hidden(&detail, &model.detail, inside);
    let counts = model.status_counts();
    footer(canvas, panes.detail, &Footer { of: "", counts, hidden: hidden_below });
    let quotes = model.quotes_page();
    let focused = model.focus == Pane::Quotes;
    let title = visible(&quotes.title);
    let heading = Border { title: &title, aside: "", focused, marked: focused };
    let inside = model.content(Pane::Quotes);
    let area = PaneArea { whole: panes.quotes, inside };
    page(canvas, area, &heading, &PageAt { page: &quotes.page, cursor: &model.quotes }, query);
    overlay(context, model.overlay_area(), canvas);
}

/// Returns the position of the moving end of the marked passage, where the caret is shown.
pub(super) fn mark_end(model: &Model, area: Rect) -> Option<Position> {
    let (RowCell { row, cell }, inside) = (model.mark_end()?, Panes::inside(area));
    let row = u16::try_from(row.checked_sub(model.quotes.first())?).ok()?;
    let cell = u16::try_from(cell).ok()?.min(inside.width.checked_sub(1)?);
    let seen = model.overlay.is_none() && row < inside.height;
    seen.then(|| Position::new(inside.x + cell, inside.y + row))
}

/// Shows the mistake in the query below the query line, with carets below its place.
pub(super) fn query_problem(model: &Model, body: Rect, canvas: &mut Canvas<'_>) {
    let SearchResult { problems, unfinished, .. } = &model.query.result;
    let Some(problem) = problems.first().or(unfinished.as_ref()) else { return };
    // The completion menu is drawn there too, and often solves the problem.
    if model.overlay.is_some() || model.mode() == Mode::Completion || body.height == 0 {
        return;
    }
    let row = Rect { height: 1, ..body };
    canvas.blank(row);
    let room = usize::from(body.width);
    let CellSpan { at, cells: marks } = bars::query_place(model, problem.range);
    let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let words = bars::masked_words(model, &format!("{}{help}", problem.message));
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

fn list(context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { model, .. } = context;
    let focused = model.focus == Pane::List;
    let answer = &model.query.result;
    let view = model.view_in_force().map(|(digit, view)| format!("{digit} {}", view.title()));
    let usual = if answer.query.is_empty() { "Cases" } else { "Results" };
    let title = &visible(view.as_deref().unwrap_or(usual));
    canvas.border(area, &Border { title, aside: &order(model), focused, marked: true });
    let inside = Panes::inside(area);
    let Some(seen) = model.masked() else {
        return canvas.run(inside, 1, 0, &StyledRun::new(Role::Quiet, "reading files …"));
    };
    footer(canvas, area, &Footer { of: "all cases: ", counts: seen.status_counts(), hidden: 0 });
    let (first, ids) = model.listing.window(usize::from(inside.height));
    if ids.is_empty() && !model.query.is_searching() {
        return empty(context, inside, canvas);
    }
    // One cell stays free beside the border, as on the left.
    let width = usize::from(inside.width).saturating_sub(1);
    let SearchResult { columns, query, possible, found, .. } = answer;
    for (row, id) in ids.iter().enumerate() {
        let found = found.get(first + row).copied().flatten();
        let listed = ListLineContext { width, columns: *columns, query, found, possible };
        let line = entry(&seen, id, listed);
        let is_selected = model.listing.selected() == Some(id);
        canvas.line(inside, row, &if is_selected && focused { line.flattened() } else { line });
        if is_selected {
            let role = if focused { Role::Selected } else { Role::Heading };
            // The sign of the cursor stays visible to the left, as in the other panes.
            let beside = Rect { x: inside.x + 1, width: inside.width - 1, ..inside };
            canvas.over(beside, row, role);
            canvas.run(inside, 0, row, &StyledRun::new(Role::Cursor, "▌"));
        }
    }
}

/// Returns the sort order of the list in words.
fn order(model: &Model) -> String {
    let SearchResult { query, ranked, possible, .. } = &model.query.result;
    match query.sorting() {
        Some(sorting) => {
            format!("sort:{}{}", if sorting.descending { "-" } else { "" }, sorting.name)
        }
        None if *ranked => "by relevance".to_owned(),
        None if !possible.is_empty() && !model.query.sort.over_words => {
            "certain matches first".to_owned()
        }
        None => model.query.sort.words().to_owned(),
    }
}

fn empty(context: DrawContext<'_>, inside: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { model, keymap } = context;
    let query = &model.query.result.query;
    let beyond_cases = ["kind", "rel"].iter().any(|name| query.names_field(name));
    let of = if beyond_cases { "records" } else { "cases" };
    let [without, meant, beyond] = &advice(model, of).map(Option::unwrap_or_default);
    let (mode, command, does) = match &model.query.editing {
        Some(editing) if !editing.before.text.trim().is_empty() => {
            (Mode::Query, Command::CancelSearch, "to restore the previous search.")
        }
        Some(_) => (Mode::Query, Command::CancelSearch, "to clear the search."),
        None => (Mode::Panes, Command::ClearSearch, "to clear the search."),
    };
    let key = keymap.key_of(mode, command);
    let remedy = key.map(|key| format!("Press {key} {does}")).unwrap_or_default();
    let nothing = format!("No {of} match.");
    let said = if model.query.text.trim().is_empty() {
        vec!["No cases yet. Create one with: casebook new victim SOME-ID"]
    } else {
        vec![nothing.as_str(), beyond, without, meant, &remedy]
    };
    let mut row = 0;
    for words in said.into_iter().filter(|words| !words.is_empty()) {
        let words = visible(words);
        for run in
            StyledRun::wrapped(Role::Quiet, &words, usize::from(inside.width).saturating_sub(2))
        {
            canvas.run(inside, 1, row, &run);
            row += 1;
        }
        row += 1;
    }
}

/// Returns which part of the query is to blame, what would match, and what matches beyond the cases.
fn advice(model: &Model, of: &str) -> [Option<String>; 3] {
    let Advice { without, meant, beyond } = &model.query.result.advice;
    let shown = |words: &str| model.masked_query_words(words);
    let without = without.as_ref();
    let without = without.map(|Alternative { words, found }| {
        let records = if *found == 1 { of.strip_suffix('s').unwrap_or(of) } else { of };
        format!("Without \"{}\": {found} {records}", shown(words))
    });
    let meant = meant.as_ref();
    let meant = meant
        .map(|Alternative { words, found }| format!("Did you mean {} ({found})?", shown(words)));
    let beyond = beyond.as_ref().map(|Alternative { words, found }| {
        let records =
            if *found == 1 { "1 record matches" } else { &format!("{found} records match") };
        format!("{records} if you add {}", shown(words))
    });
    [without, meant, beyond]
}

/// Returns the name and the kind of the record.
fn record_title(model: &Model) -> Option<(String, String)> {
    let (seen, id) = (model.masked()?, model.shown.as_ref()?);
    let kind = seen.kind(id)?.name();
    let masked = if seen.is_masked(id) { ", masked" } else { "" };
    Some((visible(&seen.name_of(id)).into_owned(), format!("{kind}{masked}")))
}

/// Where a pane goes, and the part of it in which its page scrolls.
#[derive(Clone, Copy)]
struct PaneArea {
    whole: Rect,
    inside: Rect,
}

/// A page with the cursor that moves over it.
struct PageAt<'p, S> {
    page: &'p Page<S>,
    cursor: &'p Cursor<S>,
}

fn page<S: Clone + PartialEq>(
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
    more(canvas, whole, below);
}

/// Draws the lines of a page that are on screen, and the sign of the cursor beside its block.
fn content<S: Clone + PartialEq>(
    canvas: &mut Canvas<'_>,
    inside: Rect,
    border: &Border<'_>,
    at: &PageAt<'_, S>,
    query: &Query,
) {
    let PageAt { page, cursor } = at;
    let about = cursor.spot().filter(|_| border.marked);
    let about = about.map_or(0..0, |spot| page.lines_about(spot));
    let lines = page.lines().iter().enumerate().skip(cursor.first());
    for (row, (number, line)) in lines.take(usize::from(inside.height)).enumerate() {
        canvas.line(inside, row, &line.highlighted(query));
        if about.contains(&number) && !line.runs().is_empty() {
            let role = if border.focused { Role::Cursor } else { Role::Quiet };
            canvas.run(inside, 0, row, &StyledRun::new(role, "▌"));
        }
    }
}

fn overlay(context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { model, keymap } = context;
    let Some(list_overlay) = &model.overlay else { return };
    canvas.blank(area);
    let inside = Panes::inside(area);
    let lines = list_overlay.page(usize::from(inside.width));
    let marked = list_overlay.can_choose();
    let aside = aside(list_overlay, keymap);
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
    content(canvas, below, &border, &at, &Query::default());
    more(canvas, area, hidden(&lines, list_overlay.cursor(), below));
}

/// Returns the key that only this overlay has.
fn aside(list_overlay: &Overlay, keymap: &Keymap) -> String {
    if list_overlay.has_ticks() {
        return "Space selects".to_owned();
    }
    let Some((withdrawn, HasDerived::Some)) = list_overlay.impact_source() else {
        return String::new();
    };
    let key = keymap.key_of(Mode::Overlay, Command::WithDerived);
    key.map(|key| format!("{key} {}", withdrawn.other_way())).unwrap_or_default()
}
