//! Lines of a page in words, as a screen reader is to read them: without columns and signs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::model::page::{Page, PageLine, Role, StyledRun};
use super::super::model::{Cursor, FrameAreas, Shared};
use super::canvas::Canvas;
use crate::evidence::EvidenceStatus;
use crate::text::{squeezed, visible};

/// The selected line in words, and the cell at which the caret is.
pub(crate) struct Spoken {
    /// The words.
    pub(crate) words: String,
    /// The cell.
    pub(crate) at: Position,
}

/// The signs of quotes and links, each in words.
const SIGNS: [(&str, &str); 6] = [
    ("✓", "in the archived text"),
    ("≈", "in the archived text but for typography"),
    ("≠", "similar to the archived text"),
    ("✗", "not in the archived text"),
    ("◌", "source not archived"),
    ("→", "link"),
];

/// Returns lines in words: label, value, then signs.
pub(crate) fn in_words(lines: &[PageLine]) -> String {
    let (mut labels, mut values, mut signs) = (Vec::new(), Vec::new(), Vec::new());
    let mut end_before = None;
    for placed in lines.iter().flat_map(PageLine::runs) {
        let text = placed.run.text.trim();
        let is_next = end_before == Some(placed.at) && placed.run.role != Role::Label;
        end_before = Some(placed.at + placed.run.width());
        if let Some(before) = values.last_mut().filter(|_| is_next) {
            // Words of which a part is lit are one text.
            *before = format!("{before}{}", placed.run.text.replace(is_line, ""));
            continue;
        }
        if let Some(sign) = sign_in_words(text) {
            signs.push(sign);
        } else if placed.run.role == Role::Label {
            labels.push(text.to_owned());
        } else {
            values.push(placed.run.text.replace(is_line, ""));
        }
    }
    let values = values.join(" ");
    let leads = values.contains('→').then(|| "link".to_owned());
    let values = values.replace('→', "");
    let parts = [labels.join(" "), squeezed(&visible(&values)).trim().to_owned()].into_iter();
    let parts = parts.chain(leads).chain(signs).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Returns the selected line of a page in words, if it is seen in an area.
pub(crate) fn selected_line<S: Clone + PartialEq>(
    page: &Page<S>,
    cursor: &Cursor<S>,
    inside: Rect,
) -> Option<Spoken> {
    let lines = page.lines_about(cursor.spot()?);
    let row = lines.start.checked_sub(cursor.first())?;
    let row = u16::try_from(row).ok().filter(|row| *row < inside.height)?;
    let words = in_words(page.lines().get(lines)?);
    Some(Spoken { words, at: Position::new(inside.x, inside.y + row) })
}

/// Returns the sign of a field or of a quote in words.
fn sign_in_words(text: &str) -> Option<String> {
    if let Some((_, words)) = SIGNS.iter().find(|(sign, _)| *sign == text) {
        return Some((*words).to_owned());
    }
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let sources = number.parse().unwrap_or_default();
    let is_sign = |status: &EvidenceStatus| {
        text.strip_prefix(status.sign()).is_some_and(|number| number.parse::<usize>().is_ok())
    };
    let of = if sources == 1 { "source" } else { "sources" };
    let said = [
        (EvidenceStatus::Sourced(sources), format!("{sources} {of}")),
        (EvidenceStatus::Unchecked(sources), format!("{sources} {of}, not checked")),
        (EvidenceStatus::Disputed(sources), format!("disputed, {sources} {of}")),
    ];
    if text == EvidenceStatus::Unsourced.sign() {
        return Some("no source".to_owned());
    }
    said.into_iter().find(|(status, _)| is_sign(status)).map(|(_, words)| words)
}

fn is_line(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{257f}')
}

/// Returns the selected line of the overlay on top, unless text is typed there.
pub(crate) fn of_overlay(shared: &Shared) -> Option<Spoken> {
    let overlay = shared.overlay.as_ref().filter(|overlay| !overlay.is_welcome())?;
    let inside = FrameAreas::inside(shared.overlay_area());
    let room = super::super::model::Extent::of(inside);
    let columns = overlay.columns(room.cells);
    let page = overlay.page(room.cells / columns);
    let lines = page.lines_about(overlay.cursor().spot()?);
    let head = overlay.head(room);
    let rows = room.rows.saturating_sub(head).max(1);
    let line = lines.start.saturating_sub(overlay.cursor().first());
    let column = u16::try_from(line / rows * (room.cells / columns)).ok()?;
    let row = u16::try_from(head + line % rows).ok().filter(|row| *row < inside.height)?;
    let words = in_words(page.lines().get(lines)?);
    Some(Spoken { words, at: Position::new(inside.x + column, inside.y + row) })
}

/// Draws words over the status line, unless a message or keys that were typed are there.
pub(crate) fn status(shared: &Shared, words: &str, area: Rect, canvas: &mut Canvas<'_>) {
    if shared.notice.is_none() && shared.doubt.is_none() && shared.pending.is_empty() {
        canvas.blank(area);
        canvas.run(area, 1, 0, &StyledRun::new(Role::Text, words));
    }
}

/// Removes all lines of borders and bars: a screen reader would read each.
pub(crate) fn remove_lines(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().chars().all(is_line) {
            cell.set_symbol(" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_a_sentence_and_signs_become_words() {
        let line = |runs: &[(usize, Role, &str)]| {
            let mut line = PageLine::default();
            for (at, role, text) in runs {
                line.put(*at, Some(StyledRun::new(*role, *text)));
            }
            line
        };
        let field = [
            line(&[
                (1, Role::Label, "recruitment"),
                (15, Role::Text, "2021-12~"),
                (40, Role::Sourced, "●1"),
            ]),
            line(&[(3, Role::Label, "date")]),
        ];
        assert_eq!(in_words(&field), "recruitment date, 2021-12~, 1 source");
        let route = [line(&[(1, Role::Label, "route"), (15, Role::Link, "Test City\u{a0}→")])];
        assert_eq!(in_words(&route), "route, Test City, link");
        for (sign, words) in [
            ("○", "no source"),
            ("◐2", "2 sources, not checked"),
            ("⚔1", "disputed, 1 source"),
            ("✗", "not in the archived text"),
        ] {
            assert_eq!(sign_in_words(sign).as_deref(), Some(words));
        }
        assert_eq!(sign_in_words("17"), None);
        let quote = [line(&[(1, Role::Sourced, "✓"), (3, Role::Quoted, "│ “I was there.”")])];
        assert_eq!(in_words(&quote), "“I was there.”, in the archived text");
    }
}
