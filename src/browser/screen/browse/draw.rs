//! Draws the three panes.

use ratatui::layout::{Position, Rect};

use crate::browser::model::page::{
    DetailItem, ListLineContext, Page, PlacedRun, Role, RowCell, StyledRun, entry, found_in,
    second_line,
};
use crate::browser::model::update::query::search;
use crate::browser::model::{Command, CompletionStep, FrameAreas, Mode, SearchResult};
use crate::browser::screen::browse::navigation::landmarks::has_rival;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseRef;
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::{Border, Canvas};
use crate::browser::view::footer::{Below, Footer, footer, hidden};
use crate::browser::view::page::{PageAt, PaneArea, page};
use crate::search::{Advice, Alternative, Looseness, Query, highlights};
use crate::text::{ByteRange, squeezed, visible, width};

/// Draws the panes.
pub(crate) fn draw(model: BrowseRef<'_>, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
    let panes = model.panes();
    list(model, context, panes.list, canvas);
    let detail = model.detail_page();
    let (title, aside) = record_title(model).unwrap_or_default();
    let heading = Border {
        title: &title,
        aside: &aside,
        focused: model.own.focus == Pane::Detail,
        marked: model.own.focus != Pane::List,
    };
    let query = &model.shared.query.result.query;
    let inside = model.content(Pane::Detail);
    let area = PaneArea { whole: panes.detail, inside };
    let found = model.own.pane_find.as_deref();
    let found = found.filter(|find| Some(&find.record) == model.own.shown.as_ref());
    let found_in = |pane: Pane| found.filter(|find| find.pane == pane).map(|find| &find.phrase);
    let lit = found_in(Pane::Detail).unwrap_or(query);
    page(canvas, area, &heading, &PageAt { page: &detail, cursor: &model.own.detail }, lit);
    if let Some(phrase) = found_in(Pane::Detail) {
        lit_labels(phrase, (&*detail, model.own.detail.first()), inside, canvas);
    }
    disputed_label(model, &detail, inside, canvas);
    for (row, run) in model.banner().iter().enumerate() {
        canvas.run(FrameAreas::inside(panes.detail), 1, row, run);
    }
    let hidden_below = hidden(&detail, &model.own.detail, inside);
    let counts = model.status_counts();
    let quotes = model.quotes_page();
    let focused = model.own.focus == Pane::Quotes;
    // Where the quotes are below the fields, the line between them has the words of both.
    let is_shared = panes.quotes.y + 1 == panes.detail.bottom() && panes.quotes.height > 1;
    let room = usize::from(panes.quotes.width).saturating_sub(5);
    let title = in_whole_words(&visible(&quotes.title), room);
    let heading = Border { title: &title, aside: "", focused, marked: focused };
    let inside = model.content(Pane::Quotes);
    let area = PaneArea { whole: panes.quotes, inside };
    let lit = found_in(Pane::Quotes).unwrap_or(query);
    page(canvas, area, &heading, &PageAt { page: &quotes.page, cursor: &model.own.quotes }, lit);
    let after = if is_shared { width(&title) + 3 } else { 0 };
    // The lines of the record are counted in the border of another pane, which says so; they are left out where its
    // title needs the room.
    let below = Below { of: if is_shared { "record" } else { "" }, lines: hidden_below };
    let is_there = !is_shared || after + below.cells() <= usize::from(panes.quotes.width);
    let hidden = if is_there { below } else { Below::from(0) };
    footer(canvas, panes.detail, &Footer { of: [""; 2], counts, hidden, after });
    canvas.sides(panes.of(model.own.focus), Role::Focus);
}

/// Lights what was found in the labels of a page, which is drawn from a line on: a query finds what records say, the
/// search in a record its labels too.
fn lit_labels(
    phrase: &Query,
    (detail, first): (&Page<DetailItem>, usize),
    inside: Rect,
    canvas: &mut Canvas<'_>,
) {
    let lines = detail.lines().iter().skip(first).take(usize::from(inside.height));
    for (row, line) in lines.enumerate() {
        for PlacedRun { at, run } in line.runs().iter().filter(|one| one.run.role == Role::Label) {
            for range in highlights(phrase, &run.text, Looseness::Literal) {
                let before = ByteRange::from_span(0..range.start()).of(&run.text);
                let cells = [at + width(before), width(range.of(&run.text))];
                let [at, cells] = cells.map(|cells| u16::try_from(cells).unwrap_or(u16::MAX));
                let words = Rect { x: inside.x.saturating_add(at), width: cells, ..inside };
                canvas.over(words.intersection(inside), row, Role::Match);
            }
        }
    }
}

/// Draws the first line of the field under the cursor in the first row, where it has scrolled off the screen while the
/// value that contradicts the field is read.
fn disputed_label(
    model: BrowseRef<'_>,
    detail: &Page<DetailItem>,
    inside: Rect,
    canvas: &mut Canvas<'_>,
) {
    let first = model.own.detail.first();
    let Some(spot) = model.own.detail.spot().filter(|_| model.own.focus != Pane::List) else {
        return;
    };
    let block = detail.lines_about(spot);
    let lines = detail.lines();
    let is_cut = block.start < first && first < block.end;
    let is_disputed =
        || lines.get(block.start + 1..block.end).is_some_and(|rest| rest.iter().any(has_rival));
    let Some(label) = lines.get(block.start).filter(|_| is_cut && is_disputed()) else { return };
    let row = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(1),
        height: inside.height.min(1),
        ..inside
    };
    canvas.blank(row);
    canvas.line(Rect { height: row.height, ..inside }, 0, label);
}

/// Returns a title of at most so many cells, shortened by whole words; a part of it of which nothing is left goes with
/// the dot before it.
fn in_whole_words(title: &str, cells: usize) -> String {
    if width(title) <= cells {
        return title.to_owned();
    }
    let mut kept = "";
    for (space, _) in title.match_indices(' ') {
        let (words, _) = title.split_at_checked(space).unwrap_or_default();
        if width(words) < cells {
            kept = words;
        }
    }
    let rest = title.get(kept.len()..).unwrap_or_default();
    match kept.rsplit_once(" ·") {
        // The part before is whole.
        Some(_) if rest.starts_with(" ·") => kept.to_owned(),
        // A number says nothing without its word, and a share nothing without what it is of.
        Some((before, rest)) if !rest.contains(char::is_alphabetic) || rest.contains('%') => {
            before.to_owned()
        }
        Some(_) => format!("{kept}…"),
        None => kept.to_owned(),
    }
}

/// Returns the position of the moving end of the marked passage, where the caret is shown.
pub(crate) fn mark_end(model: BrowseRef<'_>) -> Option<Position> {
    let inside = FrameAreas::inside(model.panes().quotes);
    let RowCell { row, cell } = model.mark_end()?;
    let row = u16::try_from(row.checked_sub(model.own.quotes.first())?).ok()?;
    let cell = u16::try_from(cell).ok()?.min(inside.width.checked_sub(1)?);
    let seen = model.shared.overlay.is_none() && row < inside.height;
    seen.then(|| Position::new(inside.x + cell, inside.y + row))
}

fn list(model: BrowseRef<'_>, context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let focused = model.own.focus == Pane::List;
    let answer = &model.shared.query.result;
    let view =
        model.shared.view_in_force().map(|(digit, view)| format!("{digit} {}", view.title()));
    let usual = if answer.query.is_empty() { "Cases" } else { "Results" };
    let marked = model.shared.marked.count(&model.shared.listing);
    let marked = if marked == 0 { String::new() } else { format!(" · {marked} marked") };
    let title = &format!("{}{marked}", visible(view.as_deref().unwrap_or(usual)));
    canvas.border(area, &Border { title, aside: &order(model), focused, marked: true });
    let inside = FrameAreas::inside(area);
    let Some(seen) = model.shared.masked() else {
        return canvas.run(inside, 1, 0, &StyledRun::new(Role::Quiet, "reading files …"));
    };
    let listed_counts = model.listed_counts();
    let doubted = model.shared.value_changes.fields();
    let (of, counts) = if let Some(counts) = listed_counts.as_deref() {
        let doubted = doubted.count_sourced_of(model.shared.listing.ids());
        (["listed: "; 2], counts.with_doubted(doubted))
    } else {
        let counts = seen.status_counts();
        (["all cases: ", "all: "], counts.with_doubted(doubted.count_sourced()))
    };
    footer(canvas, area, &Footer { of, counts, hidden: Below::from(0), after: 0 });
    let (first, ids) = model.shared.listing.window(model.listed_rows());
    if ids.is_empty() && !model.shared.query.is_searching() {
        return empty(model, context, inside, canvas);
    }
    // One cell stays free beside the border, as on the left.
    let width = usize::from(inside.width).saturating_sub(1);
    let SearchResult { columns, query, possible, found, .. } = answer;
    let (marks, range) = (&model.shared.marked, model.shared.marked.range(&model.shared.listing));
    let in_range = |place: usize| range.as_ref().is_some_and(|range| range.contains(&place));
    let lines_each = model.shared.about.list_rows.lines();
    for (number, id) in ids.iter().enumerate() {
        let found = found.get(first + number).copied().flatten();
        let listed = ListLineContext {
            width,
            columns: *columns,
            query,
            found,
            possible,
            marked: (!marks.is_empty()).then(|| marks.contains(id) || in_range(first + number)),
            lost: model.shared.staying.is_lost(id),
            two_lines: lines_each > 1,
        };
        let second = (lines_each > 1).then(|| second_line(&seen, id, listed));
        let lines = std::iter::once(entry(&seen, id, listed)).chain(second);
        let is_selected = model.shared.listing.selected() == Some(id);
        for (row, line) in (number * lines_each..).zip(lines) {
            canvas.line(inside, row, &if is_selected && focused { line.flattened() } else { line });
            if is_selected {
                let role = if focused { Role::Selected } else { Role::Heading };
                // The sign of the cursor stays visible to the left, as in the other panes.
                let beside = Rect { x: inside.x + 1, width: inside.width - 1, ..inside };
                canvas.over(beside, row, role);
                let sign = if focused { "▌" } else { "▏" };
                canvas.run(inside, 0, row, &StyledRun::new(Role::Cursor, sign));
            }
        }
    }
    let row = no_longer_found(model, inside, ids.len() * lines_each, canvas);
    let row = more_beyond(model, context, inside, row, canvas);
    if let Some(said) = in_texts(model, context) {
        let last = usize::from(inside.height).saturating_sub(1);
        for (row, run) in
            (row + 1..=last).zip(StyledRun::wrapped(Role::Quiet, &said, width.saturating_sub(2)))
        {
            canvas.run(inside, 3, row, &run);
        }
    }
}

/// The most matches of words beside which the search of archived texts is named.
const FEW: usize = 5;

/// Says by which key the words are searched for in the archived texts, where few or no records have them.
fn in_texts(model: BrowseRef<'_>, context: DrawContext<'_>) -> Option<String> {
    let SearchResult { whole, partial, .. } = model.shared.query.result;
    let is_answered = whole && !partial && !model.shared.query.is_searching();
    let is_few = model.shared.listing.ids().len() <= FEW && is_answered;
    let has_texts = model.shared.masked().is_some_and(|masked| masked.has_texts());
    model.shared.words_searched().filter(|_| is_few && has_texts)?;
    let key = context.keys.key_named("search-texts")?;
    let before = if model.shared.query.editing.is_some() { "Enter, " } else { "" };
    Some(format!("{before}{key} searches archived texts"))
}

/// Says below the list that edited records are in it that the search no longer finds, if there is room; returns the row
/// below that.
fn no_longer_found(
    model: BrowseRef<'_>,
    inside: Rect,
    row: usize,
    canvas: &mut Canvas<'_>,
) -> usize {
    let said = match model.shared.staying.count_lost() {
        0 => return row,
        1 => "- no longer matches; stays until the search changes".to_owned(),
        lost => format!("- {lost} no longer match; they stay until the search changes"),
    };
    let mut last = row;
    let cells = usize::from(inside.width).saturating_sub(3);
    for run in StyledRun::wrapped(Role::Unchecked, &said, cells) {
        last += 1;
        if last < usize::from(inside.height) {
            canvas.run(inside, 2, last, &run);
        }
    }
    last
}

/// Draws below the list how many records match that are no cases, if there is room; returns the last row that it takes.
fn more_beyond(
    model: BrowseRef<'_>,
    context: DrawContext<'_>,
    inside: Rect,
    row: usize,
    canvas: &mut Canvas<'_>,
) -> usize {
    let Some(Alternative { words, found }) = &model.shared.query.result.advice.beyond else {
        return row;
    };
    let last = usize::from(inside.height).saturating_sub(1);
    let what = if *found == 1 { "not a case" } else { "not cases" };
    let said = format!("Also found, {what}: {}", beyond_in_words(model, context, words, *found));
    // The word to type is never cut off.
    let lines = StyledRun::wrapped(Role::Quiet, &said, usize::from(inside.width).saturating_sub(3));
    let mut taken = row;
    for (row, run) in (row + 1..=last).zip(lines) {
        canvas.run(inside, 3, row, &run);
        taken = row;
    }
    taken
}

/// Returns the name of the best record that is no case, its kind, and that it is found by a misspelt name, if it is.
fn nearest_beyond(model: BrowseRef<'_>) -> Option<String> {
    let (id, found) = model.shared.query.result.nearest_beyond.as_ref()?;
    let masked = model.shared.masked()?;
    let name = visible(&squeezed(&masked.name_of(id))).into_owned();
    let mark = found.and_then(|found| found_in(found, true));
    let mark = mark.map(|mark| format!(" {mark}")).unwrap_or_default();
    Some(format!("{} {name}{mark}", masked.kind(id)?.name()))
}

/// Says which records match that are no cases, and what lists them: a key, and words to add to the search.
fn beyond_in_words(
    model: BrowseRef<'_>,
    context: DrawContext<'_>,
    words: &str,
    found: usize,
) -> String {
    let what = match (nearest_beyond(model), found) {
        (Some(named), 1) => named,
        (Some(named), _) => format!("{found} records, such as {named}"),
        (None, 1) => "1 record".to_owned(),
        (None, _) => format!("{found} records"),
    };
    let them = if found == 1 { "it" } else { "them" };
    let is_typing = model.shared.query.editing.is_some();
    let key = context.keys.key_named("other-matches").map(|key| {
        if is_typing {
            format!("press Enter, then {key}, to list {them}, or ")
        } else {
            format!("{key} lists {them}, or ")
        }
    });
    let words = model.shared.masked_query_words(words);
    format!("{what}; {}add {}", key.unwrap_or_default(), visible(&words))
}

/// Returns the sort order of the list in words.
fn order(model: BrowseRef<'_>) -> String {
    let SearchResult { query, ranked, possible, .. } = &model.shared.query.result;
    match query.sorting() {
        Some(sorting) => {
            format!("sort:{}{}", if sorting.descending { "-" } else { "" }, sorting.name)
        }
        None if *ranked => "by relevance".to_owned(),
        None if !possible.is_empty() && !model.shared.query.sort.over_words => {
            "certain matches first".to_owned()
        }
        None => model.shared.query.sort.words().to_owned(),
    }
}

fn empty(model: BrowseRef<'_>, context: DrawContext<'_>, inside: Rect, canvas: &mut Canvas<'_>) {
    let query = &model.shared.query.result.query;
    let beyond_cases = ["kind", "rel"].iter().any(|name| query.names_field(name));
    let of = if beyond_cases { "records" } else { "cases" };
    let [without, meant, beyond] = &advice(model, context, of).map(Option::unwrap_or_default);
    let (mode, command, does) = match &model.shared.query.editing {
        Some(editing) if !editing.before.text.trim().is_empty() => {
            (Mode::Query, Command::CancelSearch, "to restore the previous search.")
        }
        Some(_) => (Mode::Query, Command::CancelSearch, "to clear the search."),
        None => (Mode::Screen, Command::ClearSearch, "to clear the search."),
    };
    let key = context.keys.key_of(mode, command);
    let remedy = key.map(|key| format!("Press {key} {does}")).unwrap_or_default();
    let nothing = format!("No {of} match.");
    let of_texts = in_texts(model, context).map(|said| format!("{said}.")).unwrap_or_default();
    let palette = context.keys.key_of_palette(Mode::Screen);
    let creates = palette.map(|key| {
        format!(
            "Press {key}, then type new victim ID: the case is created, and opens in your editor."
        )
    });
    let said = if model.shared.query.text.trim().is_empty() {
        vec![
            "No cases yet.",
            creates.as_deref().unwrap_or_default(),
            "In a shell: casebook new victim ID.",
            "casebook init DIR makes another collection.",
        ]
    } else {
        let of_han = if is_han(&model.shared.query.text) { HAN } else { "" };
        vec![nothing.as_str(), beyond, without, meant, of_han, &of_texts, &remedy]
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

/// What can be done where words in Chinese characters find nothing: pinyin finds what is written in Latin letters, too.
const HAN: &str = "Try fewer characters, or pinyin: whole, or the first letters (wxm).";

/// Returns whether a query has Chinese characters.
fn is_han(query: &str) -> bool {
    query.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
}

/// Returns which part of the query is to blame, what would match, and what matches beyond the cases.
fn advice(model: BrowseRef<'_>, context: DrawContext<'_>, of: &str) -> [Option<String>; 3] {
    let Advice { without, meant, beyond, .. } = &model.shared.query.result.advice;
    let shown = |words: &str| model.shared.masked_query_words(words);
    let without = without.as_ref();
    let without = without.map(|Alternative { words, found }| {
        let records = if *found == 1 { of.strip_suffix('s').unwrap_or(of) } else { of };
        format!("Without \"{}\": {found} {records}", shown(words))
    });
    let meant = meant.as_ref();
    let takes = taking_key(model, context).unwrap_or_default();
    let meant = meant.map(|Alternative { words, found }| {
        format!("Did you mean {} ({found})?{takes}", shown(words))
    });
    let beyond = beyond.as_ref().map(|Alternative { words, found }| {
        let what = if *found == 1 { "not a case" } else { "not cases" };
        format!("Found, but {what}: {}", beyond_in_words(model, context, words, *found))
    });
    [without, meant, beyond]
}

/// Returns the key that searches for what was probably meant, in words.
fn taking_key(model: BrowseRef<'_>, context: DrawContext<'_>) -> Option<String> {
    search::meant_instead(model.shared)?;
    let (mode, command) = match model.shared.query.editing {
        Some(_) => (Mode::Query, Command::Complete(CompletionStep::Ask)),
        None => (Mode::Screen, Command::Open),
    };
    Some(format!(" {} searches for it", context.keys.key_of(mode, command)?))
}

/// Returns the name and the kind of the record.
fn record_title(model: BrowseRef<'_>) -> Option<(String, String)> {
    let (seen, id) = (model.shared.masked()?, model.own.shown.as_ref()?);
    let kind = seen.kind(id)?.name();
    let masked = if seen.is_masked(id) { ", masked" } else { "" };
    Some((visible(&seen.name_of(id)).into_owned(), format!("{kind}{masked}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_shortened_by_whole_words() {
        let title = "Quotes 1/14 · exploitation place";
        for (cells, shown) in [
            (32, title),
            (31, "Quotes 1/14 · exploitation…"),
            (27, "Quotes 1/14 · exploitation…"),
            (26, "Quotes 1/14"),
            (12, "Quotes 1/14"),
            (11, "Quotes"),
            (3, ""),
        ] {
            assert_eq!(in_whole_words(title, cells), shown, "{cells}");
        }
        let title = "Text · line 7 · quoted passage 1 of 2 · 9.2 % of the text is quoted";
        assert_eq!(in_whole_words(title, 66), "Text · line 7 · quoted passage 1 of 2");
        assert_eq!(in_whole_words(title, 36), "Text · line 7 · quoted passage 1 of…");
        assert_eq!(in_whole_words(title, 20), "Text · line 7");
    }
}
