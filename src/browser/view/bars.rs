//! Draws the title line, the query line and the status line.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::keymap::Keymap;
use super::super::model::page::{PageLine, Role, StyledRun};
use super::super::model::{Command, Mode, Model, Panes, Prompt};
use super::DrawContext;
use super::canvas::Canvas;
use crate::record::Kind;
use crate::redaction::Mask;
use crate::text::{ByteRange, clip, squeezed, visible, width};

/// The hint that leads to all keys; it is dropped last if there is little room.
const HELP: &str = "help";

/// Cells of the progress bar.
const BAR: usize = 20;

/// From this width on, the title line has the number of cases of each kind.
const ROOM_FOR_KINDS: usize = 100;

/// Draws the name of the collection and the number of its cases.
pub(super) fn title(model: &Model, area: Rect, canvas: &mut Canvas<'_>) {
    let room = usize::from(area.width);
    let sample = if model.about.sample { " · sample, read-only" } else { "" };
    let masked = if model.mask == Mask::All { " · masked" } else { "" };
    let sample = &format!("{sample}{masked}");
    let problems = problems(model);
    let arriving = model.progress.map(|progress| arriving(progress.read, progress.of, room));
    let counts = arriving.unwrap_or_else(|| counts(model, room));
    let mut taken = 0;
    for (words, role) in [(problems, Role::Warning), (counts, Role::Quiet)] {
        // What is least needed goes first where the room is scarce.
        if !words.is_empty() && taken + width(&words) + 12 + width(sample) <= room {
            taken += width(&words) + 2;
            canvas.run(area, room - taken + 1, 0, &StyledRun::new(role, words));
            taken += 1;
        }
    }
    let left = room.saturating_sub(taken + 1);
    let name = model.masked().and_then(|masked_view| masked_view.title());
    // A folder may be named after a person, and before it is read it is unknown who is to be
    // masked.
    let name =
        name.or_else(|| model.masked().map(|masked_view| masked_view.text(&model.about.name)));
    let name = name.unwrap_or_default();
    let name = clip(&visible(&name), left.saturating_sub(12 + width(sample)));
    let words = [
        StyledRun::new(Role::Heading, "casebook"),
        StyledRun::new(
            Role::Text,
            if name.is_empty() { String::new() } else { format!(" · {name}") },
        ),
        StyledRun::new(Role::Warning, sample.as_str()),
    ];
    canvas.line(
        Rect { width: area.width.saturating_sub(fit(taken)), ..area },
        0,
        &PageLine::joined(1, words),
    );
}

/// Returns the progress of the first reading, with a bar if there is room.
fn arriving(read: usize, of: usize, room: usize) -> String {
    if read == of {
        return format!("checking {of} files");
    }
    let words = format!("reading: {read} of {of} files");
    if room < ROOM_FOR_KINDS {
        return words;
    }
    let done = read * BAR / of.max(1);
    format!(
        "{words}, names are masked until the end [{}{}]",
        "#".repeat(done),
        "-".repeat(BAR.saturating_sub(done))
    )
}

fn counts(model: &Model, room: usize) -> String {
    let Some(masked_view) = model.masked() else { return String::new() };
    let kinds = Kind::all().filter(|kind| kind.is_case());
    let counts: Vec<(usize, Kind)> = kinds.map(|kind| (masked_view.count(kind), kind)).collect();
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    let parts = counts.into_iter().map(|(count, kind)| match count {
        1 => format!("1 {}", kind.name()),
        _ => format!("{count} {}", kind.folder()),
    });
    let parts: Vec<String> = parts.collect();
    if room < ROOM_FOR_KINDS {
        return if all == 1 { "1 case".to_owned() } else { format!("{all} cases") };
    }
    let word = if all == 1 { "case" } else { "cases" };
    format!("{all} {word} · {}", parts.join("  "))
}

fn problems(model: &Model) -> String {
    let diagnostics = model.masked().map(|masked_view| masked_view.diagnostics().len());
    match diagnostics {
        None | Some(0) => String::new(),
        Some(1) => "1 problem".to_owned(),
        Some(number) => format!("{number} problems"),
    }
}

/// Draws the query and the number of matches; returns the position of the caret while it is edited.
pub(super) fn query(
    context: DrawContext<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let DrawContext { model, keymap } = context;
    let room = usize::from(area.width);
    let (answer, role) = answer(model);
    let spare = room.saturating_sub(width(&model.query.text) + 8);
    let answer = clip(&answer, spare.max(room / 2));
    let answer_at = room.saturating_sub(width(&answer) + 1);
    canvas.run(area, answer_at, 0, &StyledRun::new(role, answer));
    let left = Rect { width: fit(answer_at.saturating_sub(1)), ..area };
    let sign = if model.query.editing.is_some() { Role::Cursor } else { Role::Quiet };
    canvas.run(left, 1, 0, &StyledRun::new(sign, "❯"));
    if let Some(editing) = &model.query.editing {
        return caret(&editing.prompt, left, canvas);
    }
    let text = &model.query.text;
    if text.is_empty() {
        let key = keymap.key_of(Mode::Panes, Command::Search);
        let words = key.map(|key| format!("press {key} to search")).unwrap_or_default();
        canvas.run(left, 3, 0, &StyledRun::new(Role::Quiet, words));
    } else {
        canvas.run(left, 3, 0, &StyledRun::file(Role::Text, &model.masked_query()));
    }
    None
}

/// Adjacent cells of a row.
pub(super) struct CellSpan {
    /// The first of them.
    pub(super) at: usize,
    /// How many there are.
    pub(super) cells: usize,
}

/// Returns the cells of a place in the query on the screen.
pub(super) fn query_place(model: &Model, place: ByteRange) -> CellSpan {
    let text = &model.query.text;
    let before = ByteRange::from_span(0..place.start()).of(text);
    CellSpan { at: 3 + width(&visible(before)), cells: width(&visible(place.of(text))).max(1) }
}

fn answer(model: &Model) -> (String, Role) {
    let listed = model.listing.ids().len();
    // After a first page, or for some of the records, the total is unknown.
    let answer = &model.query.result;
    let arriving = model.is_arriving();
    let more = if answer.whole && !answer.partial && !arriving { "" } else { " …" };
    let number = |at: usize| format!("{} of {listed}{more}", at + 1);
    (model.listing.position().map(number).unwrap_or_default(), Role::Quiet)
}

/// Draws the filter text of the overlay on top; returns the position of the caret.
pub(super) fn overlay_prompt(model: &Model, canvas: &mut Canvas<'_>) -> Option<Position> {
    let prompt = model.overlay.as_ref()?.prompt()?;
    let inside = Panes::inside(model.overlay_area());
    canvas.run(inside, 1, 0, &StyledRun::new(Role::Cursor, "❯"));
    if prompt.text().is_empty() {
        canvas.run(inside, 3, 0, &StyledRun::new(Role::Quiet, "type to filter"));
    }
    caret(prompt, inside, canvas)
}

/// Draws the text around the caret so that the caret is visible.
fn caret(prompt: &Prompt, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let room = usize::from(area.width).saturating_sub(4);
    if room == 0 || area.height == 0 {
        return None;
    }
    // Long lines are cut at their start, because the cursor must stay visible.
    let before = visible(prompt.before());
    let before = ending(&before, room);
    let at = 3 + width(before);
    let words = [StyledRun::new(Role::Text, before), StyledRun::file(Role::Text, prompt.after())];
    canvas.line(area, 0, &PageLine::joined(3, words));
    Some(Position::new(area.x + fit(at), area.y))
}

/// Returns the longest end of a text that fits into `room` cells.
fn ending(text: &str, room: usize) -> &str {
    let mut taken = 0;
    let fitting = text.grapheme_indices(true).rev().take_while(|(_, cluster)| {
        taken += width(cluster);
        taken <= room
    });
    let start = fitting.last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// Draws the most useful keys or the current message, and the position in the files.
pub(super) fn status(context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { model, keymap } = context;
    let room = usize::from(area.width);
    let place = model.place();
    let place = place.zip(model.masked()).map(|((path, at), masked_view)| {
        format!("{}:{}", visible(&masked_view.path(path)), at.line)
    });
    let message = message(model, doubt(model, keymap));
    let taken: usize = message.iter().map(StyledRun::width).sum();
    // Every word of a message counts; the place is beside it only if there is room for both.
    let for_place = if taken == 0 { room } else { room.saturating_sub(taken + 4) };
    let place = place.filter(|place| taken == 0 || width(place) < for_place);
    let place = clip(&place.unwrap_or_default(), for_place);
    let place_at = room.saturating_sub(width(&place) + 1);
    canvas.run(area, place_at, 0, &StyledRun::new(Role::Quiet, place));
    if taken > 0 {
        canvas.line(area, 0, &PageLine::joined(1, message));
    } else if model.pending.is_empty() {
        // Three free cells, so that no hint seems to speak of the file.
        let left = Rect { width: fit(place_at.saturating_sub(3)), ..area };
        keys(context, left, canvas);
    } else {
        canvas.run(area, 1, 0, &StyledRun::file(Role::Key, &format!("{} …", model.pending)));
    }
}

/// Returns the message of the status line. The warning that the screen may be out of date comes before
/// it, because it stays true for longer; a message may be cut.
fn message(model: &Model, doubt: Option<(String, String)>) -> Vec<StyledRun> {
    match (&model.notice, doubt) {
        (Some(notice), doubt) => {
            let doubt =
                doubt.map(|(doubt, _)| StyledRun::new(Role::Warning, format!("{doubt} · ")));
            let notice = squeezed(&masked_words(model, notice)).into_owned();
            doubt.into_iter().chain([StyledRun::file(Role::Heading, &notice)]).collect()
        }
        (None, Some((doubt, why))) if model.pending.is_empty() => {
            let words = format!("{doubt}: {}", masked_words(model, &why));
            vec![StyledRun::file(Role::Warning, &words)]
        }
        (None, _) => Vec::new(),
    }
}

/// Says that what is shown may be out of date, with the key that reads it again; and why.
fn doubt(model: &Model, keymap: &Keymap) -> Option<(String, String)> {
    let why = model.doubt.clone()?;
    let key = keymap.key_of(Mode::Panes, Command::Reload);
    let key = key.map(|key| format!(" ({key} reloads)")).unwrap_or_default();
    Some((format!("may be out of date{key}"), why))
}

/// Returns words that belong to no record, with what must be masked replaced.
pub(super) fn masked_words(model: &Model, words: &str) -> String {
    model.masked().map_or_else(|| words.to_owned(), |masked_view| masked_view.text(words))
}

fn keys(context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { model, keymap } = context;
    let mut at = 1;
    for (key, words) in fitting(hints(model, keymap), area) {
        canvas.run(area, at, 0, &StyledRun::new(Role::Key, &key));
        canvas.run(area, at + width(&key) + 1, 0, &StyledRun::new(Role::Quiet, words));
        at += hint_cells(&key, words);
    }
}

/// Returns the most useful keys with a word each; choosing is called what it does in this list.
fn hints(model: &Model, keymap: &Keymap) -> Vec<(String, &'static str)> {
    let mode = model.mode();
    let chooses = keymap.key_of(mode, Command::Choose);
    let hints = keymap.hints(mode).filter_map(|(key, words)| match &model.overlay {
        Some(list) if Some(&key) == chooses.as_ref() => Some((key, list.choose_word()?)),
        Some(_) | None => Some((key, words)),
    });
    hints.collect()
}

/// Returns the first hints that there is room for, the one that leads to all others among them.
fn fitting(hints: Vec<(String, &'static str)>, area: Rect) -> Vec<(String, &'static str)> {
    // Half a hint is useless, so only whole ones fit; nothing follows the last, not even a space.
    let room = usize::from(area.width) + 1;
    let is_help = |hint: &(String, &str)| hint.1 == HELP;
    let cells = |hints: &[(String, &str)]| -> usize {
        hints.iter().map(|(key, words)| hint_cells(key, words)).sum()
    };
    let mut shown = hints;
    while cells(&shown) > room {
        let last = shown.iter().rposition(|hint| !is_help(hint));
        let Some(last) = last.or(shown.len().checked_sub(1)) else { break };
        shown.remove(last);
    }
    shown
}

fn hint_cells(key: &str, words: &str) -> usize {
    width(key) + 1 + width(words) + 2
}

fn fit(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
