//! Draws the table of counts, and what there is to say of the selected cell.

use ratatui::layout::Rect;

use crate::browser::model::page::{Role, StyledRun};
use crate::browser::model::{FrameAreas, Shared};
use crate::browser::screen::counts::state::{CountsScreen, HIDDEN_FROM_OTHERS};
use crate::browser::screen::counts::table::{Column, CountsTable, GAP, MARGIN, TableRoom};
use crate::browser::view::DrawContext;
use crate::browser::view::canvas::{Border, Canvas};
use crate::browser::view::footer::query_in;
use crate::text::{clip, hanging, squeezed, visible, width};
use crate::views::counts::{Counts, CountsPage, PeopleStatement};

/// The heights of a bar of one cell, in signs that have a plain form.
const HEIGHTS: [&str; 4] = ["⣀", "⣤", "⣶", "⣿"];
/// The cells of the corners, the title and the spaces in the upper border.
const AROUND_TITLES: usize = 14;
/// The most cells of a bar behind a row.
const BAR: usize = 40;
/// How numbers are written here; plain characters take their place on the whole screen at once.
const PAGE: CountsPage = CountsPage { cells: None, is_ascii: false, shares: false };

/// Draws the screen.
pub(super) fn draw(own: &CountsScreen, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
    let shared = context.shared;
    let whole = shared.areas().body;
    let inside = FrameAreas::inside(whole);
    let rows = own.rows().title();
    let by = match own.columns() {
        Some(columns) => format!("{rows} × {}", columns.title()),
        None => rows,
    };
    let of = if own.is_waiting() { "…" } else { "cases, not people" };
    let asides = if own.is_people() {
        ["people, as cases state them"; 3].map(str::to_owned)
    } else if own.shares() {
        [format!("{by} · shares of {of}"), format!("{by} · shares"), by.clone()]
    } else {
        [format!("{by} · {of}"), by.clone(), by]
    };
    let room = usize::from(whole.width).saturating_sub(AROUND_TITLES);
    let [.., shortest] = &asides;
    let aside = asides.iter().find(|aside| width(aside) <= room).unwrap_or(shortest);
    canvas.border(whole, &Border { title: "Counts", aside, focused: true, marked: true });
    let (Some(counts), Some(table)) = (own.counts(shared), own.table(shared)) else {
        canvas.run(inside, 1, 0, &StyledRun::new(Role::Quiet, "counting …"));
        return;
    };
    if own.is_people() {
        draw_people(counts, shared, (whole, inside), canvas);
        return;
    }
    let room = TableRoom::of(crate::browser::screen::counts::state::inside(shared));
    let seen = table.columns_from(own.first_column(), room);
    draw_table(own, counts, &table, Seen { room, seen }, inside, canvas);
    let below = Rect {
        y: inside.y + cells(room.head + room.rows.min(table.labels.len())),
        height: inside.height.saturating_sub(cells(room.head + room.rows.min(table.labels.len()))),
        ..inside
    };
    if room.below > 0 {
        // A sentence is there whole or not at all; what comes first matters most.
        let broken = |words: &String| match words.as_str() {
            "" => vec![String::new()],
            words => hanging(words, room.cells.saturating_sub(2)),
        };
        let mut lines = Vec::new();
        let mut left = usize::from(below.height);
        let mut put = |sentences: &[String]| {
            let broken: Vec<String> = sentences.iter().flat_map(broken).collect();
            let is_room = broken.len() <= left;
            if is_room {
                left -= broken.len();
                lines.extend(broken);
            }
            is_room
        };
        for sentence in about_cell(own, counts, &table, Seen { room, seen }) {
            put(&[sentence]);
        }
        let [long, short] = people(counts, shared);
        _ = put(&long) || put(&short);
        for (row, words) in lines.into_iter().enumerate() {
            canvas.run(below, 1, row, &StyledRun::new(Role::Quiet, words));
        }
    }
    footer(own, counts, shared, whole, canvas);
}

/// Draws what cases state of numbers of people, each with its case, and why there is no sum.
fn draw_people(
    counts: &Counts,
    shared: &Shared,
    (whole, inside): (Rect, Rect),
    canvas: &mut Canvas<'_>,
) {
    let people = counts.people();
    let room = usize::from(inside.width).saturating_sub(2);
    let say = |canvas: &mut Canvas<'_>, row: usize, role: Role, words: &str| {
        canvas.run(inside, 1, row, &StyledRun::new(role, clip(words, room)));
    };
    let Some(masked) = shared.masked().filter(|_| !counts.is_protected()) else {
        say(canvas, 0, Role::Quiet, HIDDEN_FROM_OTHERS);
        return;
    };
    let widest = people.statements.iter().map(|one| width(&one.words)).max().unwrap_or_default();
    let mut row = 0;
    for one in &people.statements {
        let heading = masked.heading_of(&one.id);
        let gap = " ".repeat(widest.saturating_sub(width(&one.words)));
        let line = format!("{gap}{}  {}", one.words, visible(&squeezed(&heading)));
        say(canvas, row, Role::Text, &line);
        row += 1;
    }
    let more = if people.more > 0 { format!("{} more · ", people.more) } else { String::new() };
    let (stated, without) = (people.stated.at_most(), people.not_stated.at_most());
    let none = if without == 1 { "states" } else { "state" };
    for words in [
        String::new(),
        format!("{more}{} a number, {without} {none} none", states(stated)),
        "not added up: one number may contain the people of another".to_owned(),
    ] {
        say(canvas, row, Role::Quiet, &words);
        row += 1;
    }
    let query = visible(&shared.masked_query_words(&people.stated.query)).into_owned();
    let last = usize::from(whole.height).saturating_sub(1);
    if last > 0 {
        let query = clip(&query, room.saturating_sub(2));
        canvas.run(whole, 1, last, &StyledRun::new(Role::Quiet, format!(" {query} ")));
    }
}

/// What of the table is seen.
#[derive(Clone, Copy)]
struct Seen {
    room: TableRoom,
    seen: Column,
}

fn draw_table(
    own: &CountsScreen,
    counts: &Counts,
    table: &CountsTable,
    Seen { room, .. }: Seen,
    inside: Rect,
    canvas: &mut Canvas<'_>,
) {
    let all = table.columns.len().saturating_sub(1);
    let columns = table.seen_from(own.first_column(), room);
    let labels = table.label_cells(room);
    let (selected_row, selected_column) = (
        own.row(counts).unwrap_or(table.labels.len().saturating_sub(1)),
        own.column(counts).unwrap_or(all),
    );
    let mut at = MARGIN + labels;
    for column in &columns {
        let Some(of) = table.columns.get(*column) else { continue };
        if *column == all {
            at += GAP;
        }
        let right = |text: &str| at + of.width.saturating_sub(width(text));
        if room.head > 0 {
            let role = if *column == selected_column { Role::Heading } else { Role::Label };
            canvas.run(inside, right(&of.head), 0, &StyledRun::new(role, of.head.clone()));
        }
        for row in 0..room.rows {
            let number = own.first_row() + row;
            let Some(text) = of.numbers.get(number) else { break };
            let is_cell = number == selected_row && *column == selected_column;
            let role = match text.as_str() {
                _ if is_cell => Role::Selected,
                "0" | "0%" => Role::Quiet,
                _ => Role::Text,
            };
            let line = room.head + row;
            if is_cell {
                // A cell is seen without colours too.
                let text = format!("[{text}]");
                canvas.run(inside, right(&text) + 1, line, &StyledRun::new(role, text));
            } else {
                canvas.run(inside, right(text), line, &StyledRun::new(role, text.clone()));
            }
        }
        at += of.width;
    }
    for row in 0..room.rows {
        let number = own.first_row() + row;
        let Some(label) = table.labels.get(number) else { break };
        let line = room.head + row;
        let role = if number == selected_row { Role::Heading } else { Role::Label };
        canvas.run(inside, MARGIN, line, &StyledRun::new(role, clip(label, labels)));
        if number == selected_row {
            canvas.run(inside, 0, line, &StyledRun::new(Role::Cursor, "▌"));
        }
        if counts.columns().is_none() && number + 1 < table.labels.len() {
            bar(counts, number, (inside, at + GAP, line), room, canvas);
        }
    }
}

/// Draws the bar behind a row, where there are no columns.
fn bar(
    counts: &Counts,
    row: usize,
    (inside, at, line): (Rect, usize, usize),
    room: TableRoom,
    canvas: &mut Canvas<'_>,
) {
    let size = counts.size(Some(row), None);
    let cells = room.cells.saturating_sub(at + 1).min(BAR);
    if cells < 4 || counts.is_protected() {
        return;
    }
    let bar = PAGE.bar(size.certain, size.at_most, counts.greatest(), cells);
    canvas.run(inside, at, line, &StyledRun::new(Role::Text, bar));
}

/// Returns what there is to say of the selected cell and of its row.
fn about_cell(own: &CountsScreen, counts: &Counts, table: &CountsTable, seen: Seen) -> Vec<String> {
    let mut lines = Vec::new();
    let Seen { room, seen } = seen;
    let (left, right) = (own.first_column(), table.scrolling(room).saturating_sub(seen.last));
    let columns = |number: usize| if number == 1 { "column" } else { "columns" };
    let mut hidden = Vec::new();
    if left > 0 {
        hidden.push(format!("← {left} {} to the left", columns(left)));
    }
    if right > 0 {
        hidden.push(format!("{right} {} to the right →", columns(right)));
    }
    lines.push(hidden.join(" · "));
    let (row, column) = (own.row(counts), own.column(counts));
    let more = counts.rows().more;
    if more > 0 {
        lines
            .push(format!("{more} more values of {} in few cases each", counts.rows().field.label));
    }
    if counts.is_protected() {
        lines.push(
            "<11: from one to ten cases · ×: hidden, or another could be worked out".to_owned(),
        );
        return lines;
    }
    let size = counts.size(row, column);
    if size.certain != size.at_most {
        let more = size.at_most - size.certain;
        let may_be =
            if more == 1 { "one more may be".to_owned() } else { format!("{more} more may be") };
        lines.push(format!("{} at least, {} at most: {may_be}", size.certain, size.at_most));
    }
    if counts.columns().is_some() && row.is_some() | column.is_some() {
        lines.extend(row_bars(own, counts, table, seen));
    }
    if counts.overlaps() {
        lines.push(
            "A case with several values counts in each; rows and columns do not add up.".to_owned(),
        );
    }
    lines
}

/// Returns the numbers of the selected row over the columns that are seen, as bars of one cell.
fn row_bars(own: &CountsScreen, counts: &Counts, table: &CountsTable, seen: Column) -> Vec<String> {
    let row = own.row(counts);
    let columns = own.first_column()..seen.last;
    let greatest = columns.clone().map(|column| counts.size(row, Some(column)).at_most).max();
    let greatest = greatest.filter(|greatest| *greatest > 0);
    let Some(greatest) = greatest else { return Vec::new() };
    let height = |number: usize| {
        let height = (number * HEIGHTS.len()).div_ceil(greatest);
        height.checked_sub(1).and_then(|at| HEIGHTS.get(at)).copied().unwrap_or(" ")
    };
    let of = |least: bool| -> String {
        let sizes = columns.clone().map(|column| counts.size(row, Some(column)));
        sizes.map(|size| height(if least { size.certain } else { size.at_most })).collect()
    };
    let label = table.labels.get(row.unwrap_or(table.labels.len().saturating_sub(1)));
    let label = label.map(String::as_str).unwrap_or_default();
    vec![
        format!("{label} by column, up to {greatest}:"),
        format!("  at most   {}", of(false)),
        format!("  at least  {}", of(true)),
    ]
}

/// Returns so many cases as the subject of a sentence.
fn states(cases: usize) -> String {
    if cases == 1 { "1 case states".to_owned() } else { format!("{cases} cases state") }
}

/// Returns what cases state of numbers of people, and how to see it where there is no room for that.
fn people(counts: &Counts, shared: &Shared) -> [Vec<String>; 2] {
    let people = counts.people();
    if shared.masked().is_none() || counts.is_protected() || people.statements.is_empty() {
        return Default::default();
    }
    let said = |one: &PeopleStatement| one.words.clone();
    let stated: Vec<String> = people.statements.iter().map(said).collect();
    let more = if people.more > 0 { format!(" · {} more", people.more) } else { String::new() };
    let cases = states(people.stated.at_most());
    let long = vec![
        String::new(),
        format!("people, as {cases}: {}{more}", stated.join(" · ")),
        "  not added up: one number may contain the people of another".to_owned(),
        format!("  without a number: {}", people.not_stated.at_most()),
    ];
    [long, vec![format!("{cases} a number of people, not added up: m")]]
}

/// Writes the query of the selected cell into the lower border, and at its right how many rows are hidden.
fn footer(
    own: &CountsScreen,
    counts: &Counts,
    shared: &Shared,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let last = usize::from(area.height).saturating_sub(1);
    let room = usize::from(area.width).saturating_sub(4);
    let mark = counts.mark(own.row(counts), own.column(counts));
    let query = visible(&shared.masked_query_words(&mark.query)).into_owned();
    let base = visible(&shared.masked_query_words(counts.base().text())).into_owned();
    let rows = TableRoom::of(crate::browser::screen::counts::state::inside(shared)).rows;
    let below = (counts.rows().categories.len() + 1).saturating_sub(own.first_row() + rows);
    let below = if below > 0 { format!(" {below} more ↓ ") } else { String::new() };
    if last == 0 || room < 4 {
        return;
    }
    let said = if query.is_empty() { "all cases".to_owned() } else { query };
    let said = query_in(&said, &base, room.saturating_sub(width(&below) + 1));
    if !said.is_empty() {
        canvas.run(area, 1, last, &StyledRun::new(Role::Quiet, format!(" {said} ")));
    }
    let at = usize::from(area.width).saturating_sub(1 + width(&below));
    canvas.run(area, at, last, &StyledRun::new(Role::Quiet, below));
}

fn cells(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
