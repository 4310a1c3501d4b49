//! Draws the title line, the query line and the status line.

use std::path::Path;

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::keymap::ScreenKeys;
use super::super::model::overlay::value_input::{Conflict, ValueInput};
use super::super::model::page::{PageLine, Role, StyledRun};
use super::super::model::query::find_line::FindLine;
use super::super::model::{
    Command, FrameAreas, HasDerived, LineEdit, Mode, Overlay, Prompt, Shared, ValueCommand,
};
use super::DrawContext;
use super::canvas::Canvas;
use crate::record::Kind;
use crate::redaction::Mask;
use crate::text::{ByteRange, LineColumn, clip, counted, squeezed, visible, width};
use crate::views::FEWEST;

/// The hint that leads to all keys; this and the next are dropped last if there is little room.
const HELP: &str = "help";
/// The hint at the key that quits.
const QUIT: &str = "quit";

/// Cells of the progress bar.
const BAR: usize = 20;

/// The most rows of a message.
const MOST_ROWS: u16 = 6;

/// From this width on, the title line has the number of cases of each kind.
const ROOM_FOR_KINDS: usize = 100;

/// Draws the name of the collection and the number of its cases.
pub(crate) fn title(context: DrawContext<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let DrawContext { shared, is_for_others, .. } = context;
    let room = usize::from(area.width);
    let sample = &state_words(shared);
    let arriving = shared.progress.map(|progress| arriving(progress.read, progress.of, room));
    let counts = arriving.unwrap_or_else(|| counts(shared, room, is_for_others));
    let mut taken = 0;
    // A warning is no reason for alarm, and the sample has one that its sources give.
    let role = match () {
        () if shared.about.sample => Role::Quiet,
        () if shared.has_errors => Role::Warning,
        () => Role::Unchecked,
    };
    for (words, role) in [(problems(shared), role), (counts, Role::Quiet)] {
        // What is least needed goes first where the room is scarce.
        if !words.is_empty() && fits_in_title(&words, taken + width(sample), room) {
            taken += width(&words) + 2;
            canvas.run(area, room - taken + 1, 0, &StyledRun::new(role, words));
            taken += 1;
        }
    }
    let left = room.saturating_sub(taken + 1);
    let name = shared.masked().and_then(|masked_view| masked_view.title());
    // A folder may be named after a person, and before it is read it is unknown who is to be
    // masked.
    let name =
        name.or_else(|| shared.masked().map(|masked_view| masked_view.text(&shared.about.name)));
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

/// Returns what the title line says of the state of the collection.
fn state_words(shared: &Shared) -> String {
    let sample = if shared.about.sample { " · sample, read-only" } else { "" };
    let masked = if shared.mask == Mask::All { " · masked" } else { "" };
    let is_typed = shared.value_input.as_ref().is_some_and(|input| input.is_changed());
    let typed =
        if is_typed || !shared.drafts.is_empty() { " · typed value not written yet" } else { "" };
    let writing = shared.written.count_long();
    let writing =
        writing.map(|files| format!(" · writing {}, Esc gives it up", counted(files, "file")));
    format!("{sample}{masked}{typed}{}", writing.unwrap_or_default())
}

fn fits_in_title(words: &str, taken: usize, room: usize) -> bool {
    taken + width(words) + 12 <= room
}

/// Returns where the title line has the number of problems, which can be clicked.
pub(crate) fn problems_area(shared: &Shared) -> Option<Rect> {
    let (area, words) = (shared.areas().title, problems(shared));
    let room = usize::from(area.width);
    let is_drawn = !words.is_empty() && fits_in_title(&words, width(&state_words(shared)), room);
    let cells = fit(width(&words));
    is_drawn.then(|| Rect { x: area.right() - 1 - cells, width: cells, ..area })
}

/// Returns the progress of the first reading, with a bar if there is room.
fn arriving(read: usize, of: usize, room: usize) -> String {
    if read == of {
        return format!("checking {}", counted(of, "file"));
    }
    let words = format!("reading: {read} of {}", counted(of, "file"));
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

fn counts(shared: &Shared, room: usize, is_for_others: bool) -> String {
    let Some(masked_view) = shared.masked() else { return String::new() };
    let kinds = Kind::all().filter(|kind| kind.is_case());
    let counts: Vec<(usize, Kind)> = kinds.map(|kind| (masked_view.count(kind), kind)).collect();
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    if is_for_others && counts.iter().any(|(count, _)| (1..FEWEST).contains(count)) {
        return String::new();
    }
    let parts = counts.into_iter().map(|(count, kind)| match count {
        1 => format!("1 {}", kind.name()),
        _ => format!("{count} {}", kind.folder()),
    });
    let parts: Vec<String> = parts.collect();
    if room < ROOM_FOR_KINDS {
        return counted(all, "case");
    }
    format!("{} · {}", counted(all, "case"), parts.join("  "))
}

fn problems(shared: &Shared) -> String {
    // The list of problems has those of the user's configuration, too.
    let own = shared.about.mistakes.len();
    let diagnostics = shared.masked().map(|masked_view| own + masked_view.diagnostics().len());
    match diagnostics {
        None | Some(0) => String::new(),
        Some(number) => counted(number, "problem"),
    }
}

/// Draws the query and the number of matches; returns the position of the caret while it is edited.
pub(crate) fn query(
    context: DrawContext<'_>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    let DrawContext { shared, keys, is_for_others, .. } = context;
    let room = usize::from(area.width);
    if let Some(line) = &shared.find_line {
        return find_line(line, area, canvas);
    }
    let (answer, role) = if is_for_others { (String::new(), Role::Quiet) } else { answer(shared) };
    let spare = room.saturating_sub(width(&shared.query.text) + 8);
    let answer = clip(&answer, spare.max(room / 2));
    let answer_at = room.saturating_sub(width(&answer) + 1);
    canvas.run(area, answer_at, 0, &StyledRun::new(role, answer));
    let left = Rect { width: fit(answer_at.saturating_sub(1)), ..area };
    let sign = if shared.query.editing.is_some() { Role::Cursor } else { Role::Quiet };
    canvas.run(left, 1, 0, &StyledRun::new(sign, "❯"));
    if let Some(editing) = &shared.query.editing {
        let place = caret(&editing.prompt, left, canvas);
        if editing.is_selected {
            selected(&shared.query.text, left, canvas);
        }
        return place;
    }
    let text = &shared.query.text;
    if text.is_empty() {
        let key = keys.key_of(Mode::Screen, Command::Search);
        let words = key.map(|key| format!("press {key} to search")).unwrap_or_default();
        canvas.run(left, 3, 0, &StyledRun::new(Role::Quiet, words));
    } else {
        canvas.run(left, 3, 0, &StyledRun::file(Role::Text, &shared.masked_query()));
    }
    None
}

/// Draws the words of a line as selected: the first letter replaces them.
fn selected(text: &str, left: Rect, canvas: &mut Canvas<'_>) {
    let cells = width(&visible(text.trim_end()));
    let room = usize::from(left.width).saturating_sub(3);
    let words = Rect { x: left.x + 3, width: fit(cells.min(room)), ..left };
    canvas.over(words, 0, Role::Selected);
}

/// Draws the search line of a screen; returns the position of the caret.
fn find_line(line: &FindLine, area: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let room = usize::from(area.width);
    let answer = clip(&line.answer, room / 2);
    let answer_at = room.saturating_sub(width(&answer) + 1);
    canvas.run(area, answer_at, 0, &StyledRun::new(Role::Quiet, answer));
    let left = Rect { width: fit(answer_at.saturating_sub(1)), ..area };
    canvas.run(left, 1, 0, &StyledRun::new(Role::Cursor, "/"));
    if line.prompt.text().is_empty() {
        canvas.run(left, 3, 0, &StyledRun::new(Role::Quiet, line.about));
    }
    let place = caret(&line.prompt, left, canvas);
    if line.is_selected {
        selected(&line.prompt.text(), left, canvas);
    }
    place
}

/// Adjacent cells of a row.
pub(crate) struct CellSpan {
    /// The first of them.
    pub(crate) at: usize,
    /// How many there are.
    pub(crate) cells: usize,
}

/// Returns the cells of a place in the query on the screen.
pub(crate) fn query_place(shared: &Shared, place: ByteRange) -> CellSpan {
    let text = &shared.query.text;
    let before = ByteRange::from_span(0..place.start()).of(text);
    CellSpan { at: 3 + width(&visible(before)), cells: width(&visible(place.of(text))).max(1) }
}

fn answer(shared: &Shared) -> (String, Role) {
    let listed = shared.listing.ids().len();
    // After a first page, or for some of the records, the total is unknown.
    let answer = &shared.query.result;
    let arriving = shared.is_arriving();
    let more = if answer.whole && !answer.partial && !arriving { "" } else { " …" };
    let number = |at: usize| format!("{} of {listed}{more}", at + 1);
    let is_in_vain = !shared.query.text.trim().is_empty() && !shared.query.is_searching();
    let none = if is_in_vain && shared.masked().is_some() { "0 found" } else { "" };
    (shared.listing.position().map_or_else(|| none.to_owned(), number), Role::Quiet)
}

/// Draws the filter text of the overlay on top; returns the position of the caret.
pub(crate) fn overlay_prompt(shared: &Shared, canvas: &mut Canvas<'_>) -> Option<Position> {
    let prompt = shared.overlay.as_ref()?.prompt()?;
    let inside = FrameAreas::inside(shared.overlay_area());
    canvas.run(inside, 1, 0, &StyledRun::new(Role::Cursor, "❯"));
    if prompt.text().is_empty() {
        let asked = shared.overlay.as_ref().and_then(Overlay::asked_for);
        let asked = asked.unwrap_or("type to filter");
        canvas.run(inside, 3, 0, &StyledRun::new(Role::Quiet, asked));
    }
    let place = caret(prompt, inside, canvas);
    if shared.overlay.as_ref().is_some_and(Overlay::is_selected) {
        selected(&prompt.text(), inside, canvas);
    }
    place
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

/// A place in a file of the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FilePlace<'p> {
    /// The file, as the collection calls it.
    pub(crate) path: &'p Path,
    /// Where in it.
    pub(crate) at: LineColumn,
}

/// Draws the most useful keys or the current message, and the position in the files.
pub(crate) fn status(
    context: DrawContext<'_>,
    place: Option<FilePlace<'_>>,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let DrawContext { shared, keys, .. } = context;
    let room = usize::from(area.width);
    let place = place.zip(shared.masked()).map(|(FilePlace { path, at }, masked_view)| {
        format!("{}:{}", visible(&masked_view.path(path)), at.line)
    });
    let message = message(shared, doubt(shared, keys));
    // What does not fit goes on in the rows above, so that the end is read too: often it is what to do.
    if message.iter().map(StyledRun::width).sum::<usize>() + 2 > room && !shared.about.screen_reader
    {
        return wrapped_message(&message, area, canvas);
    }
    let line = if !message.is_empty() {
        PageLine::joined(1, message)
    } else if shared.pending.is_empty() {
        let leaving = keys.key_of(context.mode, Command::BackOut);
        let hints = fitting(hints(context), leaving.as_deref(), area).into_iter().enumerate();
        PageLine::joined(1, hints.flat_map(|(number, (key, words))| hint(number, key, words)))
    } else {
        PageLine::of(1, StyledRun::file(Role::Key, &format!("{} …", shared.pending)))
    };
    // A message has the whole line, then the hints; the place is beside them only if there is room for all of
    // it, and three free cells, so that no hint seems to speak of the file.
    let taken = line.runs().last().map_or(0, |last| last.at + last.run.width());
    if let Some(place) = place.filter(|place| taken + 3 + width(place) < room) {
        let place_at = room.saturating_sub(width(&place) + 1);
        canvas.run(area, place_at, 0, &StyledRun::new(Role::Quiet, place));
    }
    canvas.line(area, 0, &line);
}

/// Draws a message that is longer than the status line, its last row in it.
fn wrapped_message(message: &[StyledRun], area: Rect, canvas: &mut Canvas<'_>) {
    let role = message.first().map_or(Role::Heading, |run| run.role);
    let words: String = message.iter().map(|run| run.text.as_str()).collect();
    let lines = StyledRun::wrapped(role, &words, usize::from(area.width).saturating_sub(2));
    let rows = fit(lines.len()).min(MOST_ROWS).min(area.y.saturating_add(area.height));
    let area = Rect { y: (area.y + area.height).saturating_sub(rows), height: rows, ..area };
    canvas.blank(area);
    for (row, line) in lines.iter().take(usize::from(rows)).enumerate() {
        canvas.run(area, 1, row, line);
    }
}

/// Returns the message of the status line. The warning that the screen may be out of date comes before
/// it, because it stays true for longer; a message may be cut.
fn message(shared: &Shared, doubt: Option<(String, String)>) -> Vec<StyledRun> {
    match (shared.masked_notice(), doubt) {
        (Some(notice), doubt) => {
            let doubt =
                doubt.map(|(doubt, _)| StyledRun::new(Role::Warning, format!("{doubt} · ")));
            let notice = squeezed(&notice).into_owned();
            doubt.into_iter().chain([StyledRun::file(Role::Heading, &notice)]).collect()
        }
        (None, Some((doubt, why))) if shared.pending.is_empty() => {
            let words = format!("{doubt}: {}", masked_words(shared, &why));
            vec![StyledRun::file(Role::Warning, &words)]
        }
        (None, _) => Vec::new(),
    }
}

/// Says that what is shown may be out of date, with the key that reads it again; and why.
fn doubt(shared: &Shared, keys: &ScreenKeys) -> Option<(String, String)> {
    let why = shared.doubt.clone()?;
    let key = keys.key_of(Mode::Screen, Command::Reload);
    let key = key.map(|key| format!(" ({key} reloads)")).unwrap_or_default();
    Some((format!("may be out of date{key}"), why))
}

/// Returns words that belong to no record, with what must be masked replaced.
pub(crate) fn masked_words(shared: &Shared, words: &str) -> String {
    shared.masked_sentence(words)
}

/// Returns the key and the word of a hint, parted from the one before.
fn hint(number: usize, key: String, words: &str) -> [StyledRun; 3] {
    let before = if number == 0 { "" } else { "  " };
    [
        StyledRun::new(Role::Quiet, before),
        StyledRun::new(Role::Key, key),
        StyledRun::new(Role::Quiet, format!(" {words}")),
    ]
}

/// Returns the most useful keys with a word each; choosing is called what it does in this list.
fn hints(context: DrawContext<'_>) -> Vec<(String, &'static str)> {
    let DrawContext { shared, keys, mode, hints, .. } = context;
    let Some(list) = &shared.overlay else {
        if let Some(input) = &shared.value_input {
            return value_hints(input, keys, mode);
        }
        let of_tables = keys.hints(mode);
        let is_selected = shared.query.editing.as_ref().is_some_and(|editing| editing.is_selected);
        if mode == Mode::Query && is_selected {
            let keep = keys.key_of(mode, Command::Edit(LineEdit::Right));
            let selected = [
                Some(("letters".to_owned(), "new search")),
                keep.map(|key| (key, "go on with this one")),
            ];
            return selected.into_iter().flatten().chain(of_tables).collect();
        }
        if mode != Mode::Screen || hints.is_empty() {
            return of_tables.collect();
        }
        let of_screen =
            hints.iter().filter_map(|hint| Some((keys.key_of(mode, hint.command)?, hint.words)));
        return of_screen
            .chain(of_tables.filter(|(_, words)| [HELP, QUIT].contains(words)))
            .collect();
    };
    let commands = [
        Command::Choose,
        Command::Select,
        Command::SelectTyped,
        Command::WithDerived,
        Command::NextFile,
    ];
    let [chooses, selects, selects_typed, derives, next_file] =
        commands.map(|command| keys.key_of(mode, command));
    let takes_ticks = list.has_ticks() && !list.is_review();
    let has_derived = matches!(list.impact_source(), Some((_, HasDerived::Some)));
    let is_meant = |key: &String, by: &Option<String>| Some(key) == by.as_ref();
    let hints = keys.hints(mode).filter_map(|(key, words)| {
        if is_meant(&key, &chooses) {
            Some((key, list.choose_word()?))
        } else {
            let is_idle = is_meant(&key, &selects) && !(list.is_review() && list.has_ticks())
                || is_meant(&key, &next_file) && !list.has_files()
                || is_meant(&key, &selects_typed) && !takes_ticks
                || is_meant(&key, &derives) && !has_derived;
            (!is_idle).then_some((key, words))
        }
    });
    let keep = keys.key_of(mode, Command::Edit(LineEdit::Right));
    let selected =
        [Some(("letters".to_owned(), REPLACES)), keep.map(|key| (key, "edit it"))].into_iter();
    selected.flatten().filter(|_| list.is_selected()).chain(hints).collect()
}

/// What letters do to a value that is selected.
const REPLACES: &str = "replace it";

/// Returns the keys of the input for a value, as they are true now: in a list, with a selected suggestion, after typing.
fn value_hints(input: &ValueInput, keys: &ScreenKeys, mode: Mode) -> Vec<(String, &'static str)> {
    let is_list = input.typed_field().is_list();
    let has_suggestions = !input.suggestions().is_empty();
    let is_selected = input.suggestion().is_some();
    let is_changed = input.is_changed();
    let key = |command: ValueCommand| keys.key_of(mode, Command::Value(command));
    let hint = |command: ValueCommand, words: &'static str| Some((key(command)?, words));
    let has_lines = input.has_lines();
    let writes = if has_lines { ValueCommand::Write } else { ValueCommand::Accept };
    let writing = match input.conflict {
        Some(Conflict::Gone | Conflict::Alike) => None,
        Some(Conflict::Theirs(_)) if has_lines => hint(writes, "write mine"),
        Some(Conflict::Theirs(_)) => hint(writes, "compare"),
        None if input.selected_new().is_some() => hint(writes, "create and link"),
        None if input.takes_suggestion() => hint(writes, "take"),
        None if input.warning().is_some() => hint(ValueCommand::WriteAsItIs, "write as it is"),
        None => hint(writes, "write"),
    };
    let theirs = matches!(input.conflict, Some(Conflict::Theirs(_)));
    let next = key(ValueCommand::NextSuggestion).filter(|_| has_suggestions);
    let suggested = next.map(|next| match (is_list, is_selected) {
        (true, true) => ("Space".to_owned(), "select"),
        (_, false) | (false, _) => (next, "suggestions"),
    });
    let leaving = if is_changed { "keep for later" } else { "close" };
    let clear = keys.key_of(mode, Command::Edit(LineEdit::DeleteToStart));
    let keep = keys.key_of(mode, Command::Edit(LineEdit::Right)).filter(|_| input.is_selected());
    let hints = [
        input.is_selected().then(|| ("letters".to_owned(), REPLACES)),
        keep.map(|key| (key, "edit it")),
        writing,
        theirs.then(|| hint(ValueCommand::TakeTheirs, "take theirs")).flatten(),
        suggested,
        is_list.then(|| hint(ValueCommand::Break, "another value")).flatten(),
        has_lines.then(|| hint(ValueCommand::Break, "new line")).flatten(),
        hint(ValueCommand::Leave, leaving),
        is_changed.then(|| hint(ValueCommand::Discard, "discard")).flatten(),
        input.can_undo().then(|| hint(ValueCommand::Undo, "undo")).flatten(),
        is_list.then(|| hint(ValueCommand::LineUp, "move up")).flatten(),
        clear.map(|key| (key, "clear line")),
    ];
    hints.into_iter().flatten().collect()
}

/// Returns the first hints that there is room for, those that lead to all others, back and out among them.
fn fitting(
    hints: Vec<(String, &'static str)>,
    leaving: Option<&str>,
    area: Rect,
) -> Vec<(String, &'static str)> {
    // Half a hint is useless, so only whole ones fit; nothing follows the last, not even a space.
    let room = usize::from(area.width) + 1;
    let is_kept =
        |hint: &(String, &str)| [HELP, QUIT].contains(&hint.1) || Some(&*hint.0) == leaving;
    let cells = |hints: &[(String, &str)]| -> usize {
        hints.iter().map(|(key, words)| hint_cells(key, words)).sum()
    };
    let mut shown = hints;
    while cells(&shown) > room {
        let last = shown.iter().rposition(|hint| !is_kept(hint));
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
