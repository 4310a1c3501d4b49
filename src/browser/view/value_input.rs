//! Draws the input in which a value is typed over the screen: the text with its caret, what it means, what could be typed,
//! and what `check` would say.

use ratatui::layout::{Position, Rect};

use super::super::model::overlay::value_input::{Conflict, ValueInput};
use super::super::model::page::{PageLine, Role, StyledRun};
use super::super::model::{FrameAreas, Shared};
use super::bars::masked_words;
use super::canvas::{Border, Canvas};
use crate::diagnostic::Severity;
use crate::record::Day;
use crate::record::edit::TypedValue;
use crate::redaction::{MARK, Mask};
use crate::session::ChangedFinding;
use crate::session::value_suggestions::ValueSuggestion;
use crate::text::{CaretRows, clip, unseen, visible, width};

/// The most suggestions on the screen.
const SUGGESTIONS: usize = 8;
/// The most findings on the screen; the rest is counted.
const FINDINGS: usize = 4;
/// The cells before what the chosen word means, where it does not fit beside the word.
const MEANING: usize = 6;
/// The first cell of what is below the text.
const MARGIN: usize = 1;

/// Draws the input; returns where the caret goes.
pub(crate) fn draw(shared: &Shared, body: Rect, canvas: &mut Canvas<'_>) -> Option<Position> {
    let input = shared.value_input.as_deref()?;
    let typed = input.prompt().text();
    let rows = CaretRows::of(&typed, input.cells(body));
    let most = usize::from(input.room(body).height).saturating_sub(2);
    let below = lines_below(shared, input, body);
    // The text has the room that it needs, as long as what speaks against it is on the screen too.
    let of_text = rows.rows().len().min(most.saturating_sub(below.len().min(most / 2)).max(1));
    let area = input.area(body, of_text + below.len());
    canvas.blank(area);
    let name = shared.masked().map(|masked| masked.name_of(&input.place.record));
    let title = format!("{} · {}", input.of.field.label, visible(&name.unwrap_or_default()));
    let aside = if input.typed_field().is_list() { "a line for each value" } else { "" };
    canvas.border(area, &Border { title: &title, aside, focused: true, marked: true });
    let inside = FrameAreas::inside(area);
    let is_covered = shared.mask == Mask::All && input.shown_under != Mask::All;
    let caret = rows.cell_of(input.prompt().before().len());
    // The row of the caret is always among those that are drawn.
    let first = (caret.row + 1).saturating_sub(of_text);
    for (at, row) in rows.rows().iter().skip(first).take(of_text).enumerate() {
        let shown = if is_covered { MARK } else { row.shown.as_str() };
        let role = if input.is_selected() { Role::Selected } else { Role::Text };
        canvas.run(inside, MARGIN, at, &StyledRun::new(role, shown));
    }
    for (at, line) in below.iter().enumerate() {
        canvas.line(inside, of_text + at, line);
    }
    let (x, y) = (MARGIN + caret.cell, caret.row - first);
    let is_inside = x < usize::from(inside.width) && y < usize::from(inside.height) && !is_covered;
    let cells = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    is_inside.then(|| Position::new(inside.x + cells(x), inside.y + cells(y)))
}

/// Returns what is below the text, the most needed first.
fn lines_below(shared: &Shared, input: &ValueInput, body: Rect) -> Vec<PageLine> {
    let cells = input.cells(body);
    let said = |role: Role, sign: &str, words: &str| -> Vec<PageLine> {
        let words = StyledRun::wrapped(role, words, cells.saturating_sub(width(sign)));
        let lines = words.into_iter().enumerate().map(|(number, run)| {
            let mut line = PageLine::of(MARGIN + width(sign), run);
            line.put(MARGIN, (number == 0).then(|| StyledRun::new(role, sign)));
            line
        });
        lines.collect()
    };
    let mut lines = Vec::new();
    lines.extend(reading(input).iter().flat_map(|words| said(Role::Quiet, "= ", words)));
    for new in input.intended().1 {
        let words =
            format!("new {} “{}”: {}", new.new.kind.name(), new.name, new.new.file().display());
        lines.extend(said(Role::Quiet, "+ ", &words));
    }
    if let Some(question) = input.read().question {
        lines.extend(said(Role::Warning, "? ", &question));
    }
    lines.extend(conflict(input).iter().flat_map(|words| said(Role::Warning, "! ", words)));
    if input.has_comma_in_value() {
        let words = "this line is one value, with its comma; Ctrl-j begins another";
        lines.extend(said(Role::Quiet, "", words));
    }
    lines.extend(
        input.said.iter().flat_map(|words| said(Role::Heading, "", &masked_words(shared, words))),
    );
    let hidden = unseen(&input.prompt().text());
    if !hidden.is_empty() {
        let names: Vec<String> =
            hidden.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let words = format!("has characters that are not seen: {}", names.join(", "));
        lines.extend(said(Role::Unchecked, "! ", &words));
    }
    if let Some(refused) = &input.preview.refused {
        let words = format!("{}; {}", refused.what, refused.remedy);
        lines.extend(said(Role::Warning, "! ", &masked_words(shared, &words)));
    }
    let findings = &input.preview.findings;
    let masked = |words: &str| {
        let masked = shared.masked();
        masked.map_or_else(String::new, |all| all.finding(&input.place.record, words))
    };
    if let Some(reason) = input.warning() {
        lines.extend(said(Role::Warning, "✗ ", &format!("not written: {}", masked(reason))));
        if !input.suggestions().is_empty() {
            lines.extend(said(Role::Heading, "  ", "Tab and Enter take what is suggested below"));
        }
        let key = if input.has_lines() { "Ctrl-s" } else { "Enter" };
        let words = format!("Ctrl-o writes it all the same; {key} does not");
        lines.extend(said(Role::Heading, "  ", &words));
    }
    for finding in findings.coming.iter().take(FINDINGS) {
        if input.warning() == Some(&*finding.message) {
            let help = finding.help.iter().map(|help| masked(help));
            lines.extend(help.flat_map(|help| said(Role::Quiet, "  ", &help)));
            continue;
        }
        let (role, sign) = match finding.severity {
            Severity::Error => (Role::Warning, "✗ "),
            Severity::Warning => (Role::Unchecked, "✗ "),
        };
        lines.extend(said(role, sign, &masked(&finding_words(finding))));
    }
    for finding in findings.going.iter().take(FINDINGS) {
        let words = format!("no longer: {}", finding.message);
        lines.extend(said(Role::Sourced, "✓ ", &masked(&words)));
    }
    let shown = findings.coming.len().min(FINDINGS) + findings.going.len().min(FINDINGS);
    let more = (findings.coming.len() + findings.going.len()).saturating_sub(shown);
    if more > 0 {
        lines.extend(said(Role::Quiet, "", &format!("and {more} more")));
    }
    lines.extend(suggestions(shared, input, cells));
    if lines.is_empty() {
        lines.extend(said(Role::Quiet, "", &input.of.field.plain_meaning()).into_iter().take(2));
    }
    lines
}

fn finding_words(finding: &ChangedFinding) -> String {
    let help = finding.help.as_ref().map(|help| format!("; {help}"));
    format!("{}{}", finding.message, help.unwrap_or_default())
}

/// Returns what is typed in other words, where these say more than the text.
fn reading(input: &ValueInput) -> Option<String> {
    let read = input.read();
    let mut said = Vec::new();
    for meaning in &read.meanings {
        let written = match &meaning.value {
            TypedValue::Text(words) => words.as_str(),
            TypedValue::Number(written) => written.as_str(),
            TypedValue::YesNo(_) | TypedValue::List(_) | TypedValue::Table(_) => "",
        };
        let days =
            meaning.first_day.and_then(written_day).zip(meaning.last_day.and_then(written_day));
        let days = match days {
            Some((first, last)) if first == last => String::new(),
            Some((first, last)) => format!(", {first} to {last}"),
            None => String::new(),
        };
        let typed = input.prompt().text();
        let is_same =
            typed.split('\n').any(|line| line == meaning.words) && written == meaning.words;
        if is_same {
            continue;
        }
        let is_typed = typed.split('\n').any(|line| line == written);
        let stored = if is_typed || written.is_empty() {
            String::new()
        } else {
            format!(" (written {written})")
        };
        said.push(format!("{}{days}{stored}", meaning.words.replace('\n', " ")));
    }
    (!said.is_empty() && !input.has_lines()).then(|| said.join(" · "))
}

fn written_day(day: Day) -> Option<String> {
    let (year, month, day) = day.parts()?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Returns what is said where someone else changed the value meanwhile.
fn conflict(input: &ValueInput) -> Vec<String> {
    match &input.conflict {
        None => Vec::new(),
        Some(Conflict::Gone) => {
            vec![
                "this is gone from the files, and nothing can be written; Esc keeps what you typed"
                    .to_owned(),
            ]
        }
        Some(Conflict::Alike) => {
            vec![
                "another program wrote this more than once, and which is meant is unknown, so nothing can be written; \
                 Esc keeps what you typed"
                    .to_owned(),
            ]
        }
        Some(Conflict::Theirs(theirs)) => {
            let text = |value: Option<&TypedValue>| {
                let text = value.and_then(|value| input.typed_field().text_of(value));
                text.map_or_else(|| "nothing".to_owned(), |text| text.replace('\n', " · "))
            };
            vec![
                "the value was changed elsewhere while you typed".to_owned(),
                format!("before: {}", text(input.open.base.as_ref())),
                format!("in the file now: {}", text(theirs.as_ref())),
                "Ctrl-s writes yours over it, Ctrl-t takes that one, Esc keeps yours for later"
                    .to_owned(),
            ]
        }
    }
}

fn suggestions(shared: &Shared, input: &ValueInput, cells: usize) -> Vec<PageLine> {
    let all = input.suggestions();
    let at = input.suggestion();
    let first = at.map_or(0, |at| (at + 1).saturating_sub(SUGGESTIONS));
    let is_list = input.typed_field().is_list();
    let shown: Vec<(usize, &ValueSuggestion)> =
        all.iter().enumerate().skip(first).take(SUGGESTIONS).collect();
    let meaning = |one: &ValueSuggestion| input.of.field.word_meaning(&one.value);
    let defined = shown.iter().filter(|(_, one)| meaning(one).is_some());
    let widest = defined.map(|(_, one)| width(&one.value)).max().unwrap_or_default();
    let mut lines = Vec::new();
    for (number, one) in shown {
        let named = one.record.as_ref().zip(shared.masked());
        let value = match (&named, &one.new) {
            (_, Some(new)) => format!("new {} “{}”", new.new.kind.name(), new.name),
            (Some((id, masked)), None) => masked.id(id),
            (None, None) => one.value.clone(),
        };
        let words = match (named, meaning(one)) {
            _ if one.new.is_some() => one.value.clone(),
            (Some((id, masked)), _) => masked.name_of(id),
            (None, Some(meaning)) => {
                let short = widest.saturating_sub(width(&value));
                format!("{:short$}{meaning}", "")
            }
            (None, None) if one.words == one.value.replace('_', " ") => String::new(),
            (None, None) => one.words.clone(),
        };
        let is_at = at == Some(number);
        let cursor = if is_at { "❯ " } else { "  " };
        let ticked = match () {
            () if !is_list => "",
            () if input.has_item(&one.value) => "[x] ",
            () => "[ ] ",
        };
        let parted = if words.is_empty() { "" } else { "  " };
        let count = one.count.map(|count| count.to_string()).unwrap_or_default();
        let spare = cells.saturating_sub(width(&count) + width(ticked) + 4);
        let whole = visible(&format!("{value}{parted}{words}")).into_owned();
        let clipped = clip(&whole, spare);
        let role = if is_at { Role::Selected } else { Role::Text };
        let mut line = PageLine::joined(
            MARGIN,
            [
                StyledRun::new(Role::Cursor, cursor),
                StyledRun::new(role, format!("{ticked}{clipped}")),
            ],
        );
        let end = (MARGIN + cells).saturating_sub(width(&count));
        line.put(end, Some(StyledRun::new(Role::Quiet, count)));
        lines.push(line);
        // What the chosen word means is said in full.
        let cut = meaning(one).filter(|_| is_at && width(&whole) > spare);
        if let Some(meaning) = cut {
            let runs = StyledRun::wrapped(Role::Quiet, meaning, cells.saturating_sub(MEANING));
            lines.extend(runs.into_iter().map(|run| PageLine::of(MARGIN + MEANING, run)));
        }
    }
    lines
}
