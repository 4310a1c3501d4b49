//! The archived text of a source, broken into rows, with the passages that cases quote. Made once for
//! a text and a width, so that moving about in it costs nothing. Knows no pane and no key.

use std::borrow::Cow;

use crate::record::Id;
use crate::text::{ByteRange, rows};

use super::super::archived::Archived;
use super::super::mask::MARK;
use super::super::pane::Wrap;
use super::super::seen::Seen;
use super::line::{self, Role, Room, Run};
use super::passages::{Passage, Passages};
use super::quote::{Pick, Shown};
use super::sourced::in_case;

/// An archived text in the room that a pane has for it.
#[derive(Clone, Debug)]
pub struct Reading {
    archived: Archived,
    room: Room,
    rows: Vec<Row>,
    lines: Vec<Line>,
    passages: Passages,
    missing: Vec<(Pick, Vec<line::Line>)>,
    share: f64,
}

/// A row of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Row {
    /// The line that it is a part of, from 1.
    pub(in super::super) line: usize,
    /// Its bytes; those of its whole line where that is kept back.
    pub(in super::super) range: ByteRange,
    /// Whether the line starts here.
    pub(in super::super) is_first: bool,
    /// Whether its words are kept back.
    pub(in super::super) is_masked: bool,
}

/// A line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Line {
    /// Its bytes, without its end.
    pub(in super::super) range: ByteRange,
    /// Whether its words are kept back.
    pub(in super::super) is_masked: bool,
}

/// Cells in front of the words: the cursor, the number of the line, the margin.
pub(in super::super) fn margin(lines: usize) -> usize {
    lines.to_string().len() + 4
}

impl Reading {
    /// Returns the archived text of a source in the room given; `None` where it has none.
    pub(in super::super) fn of(seen: Seen<'_>, source: &Id, room: Room) -> Option<Self> {
        let archived = seen.archived(source)?;
        let (passages, missing) = Passages::of(seen, source);
        let share = archived.share(passages.found());
        let (rows, lines) = broken(&archived, room);
        let missing = laid_out(seen, &missing, room);
        Some(Self { archived, room, rows, lines, passages, missing, share })
    }

    /// Returns the room that it was made for.
    pub(in super::super) fn room(&self) -> Room {
        self.room
    }

    /// Returns the rows, from top to bottom.
    pub(in super::super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the lines, from top to bottom.
    pub(in super::super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Returns the share of the text that is quoted, from 0 to 1, words that are only near to a passage
    /// not counted.
    pub(in super::super) fn share(&self) -> f64 {
        self.share
    }

    /// Returns the share of the text that would be quoted with another passage.
    pub(in super::super) fn share_with(&self, passage: ByteRange) -> f64 {
        self.archived.share(self.passages.found().chain([passage]))
    }

    /// Returns the passages.
    pub(in super::super) fn passages(&self) -> &Passages {
        &self.passages
    }

    /// Returns the quotes whose words are not in the text, and the lines that show each.
    pub(in super::super) fn missing(&self) -> &[(Pick, Vec<line::Line>)] {
        &self.missing
    }

    /// Returns what stands at a place within a line, safe to show, each byte where it stands.
    pub(in super::super) fn words(&self, place: ByteRange) -> Cow<'_, str> {
        self.archived.words(place)
    }

    /// Returns the words of the line that a row is a part of, or a mark where they are kept back.
    pub(in super::super) fn line(&self, row: usize) -> String {
        let Some(row) = self.rows.get(row) else { return String::new() };
        if row.is_masked {
            return MARK.to_owned();
        }
        let line = self.lines.get(row.line - 1).map(|line| line.range);
        self.words(line.unwrap_or_default()).into_owned()
    }

    /// Returns the number of the row at which a line starts, or of the last.
    pub(in super::super) fn row_of_line(&self, line: usize) -> usize {
        let row = self.rows.partition_point(|row| row.line < line);
        row.min(self.rows.len().saturating_sub(1))
    }

    /// Returns the number of the row in which a byte stands.
    pub(in super::super) fn row_at(&self, offset: usize) -> usize {
        let behind = self.rows.partition_point(|row| row.range.start() <= offset);
        behind.saturating_sub(1)
    }

    /// Returns the byte at which somebody is; `None` where that is not in the text.
    pub(in super::super) fn place(&self, pick: &Pick) -> Option<usize> {
        match pick {
            Pick::At(offset) => Some(*offset),
            Pick::Quote(case, number) => {
                self.passages.of_quote(case, *number).map(|passage| passage.range.start())
            }
            Pick::Mention(_) => None,
        }
    }

    /// Returns the number of the row in which somebody is.
    pub(in super::super) fn row_of(&self, pick: &Pick) -> Option<usize> {
        Some(self.row_at(self.place(pick)?))
    }

    /// Returns the number of the last row of what somebody is in.
    pub(in super::super) fn last_row_of(&self, pick: &Pick) -> Option<usize> {
        match self.under(pick) {
            Some(passage) => Some(self.row_at(passage.range.end().saturating_sub(1))),
            None => self.row_of(pick),
        }
    }

    /// Returns the passage that somebody is in: that of the quote, or the one at
    /// the place, else the first of the row.
    pub(in super::super) fn under(&self, pick: &Pick) -> Option<&Passage> {
        match pick {
            Pick::Quote(case, number) => self.passages.of_quote(case, *number),
            Pick::At(offset) => {
                let row = self.rows.get(self.row_at(*offset))?;
                let mut within = self.passages.within(row.range);
                let first = within.next()?;
                let here = std::iter::once(first).chain(within);
                here.into_iter().find(|passage| passage.range.contains(*offset)).or(Some(first))
            }
            Pick::Mention(_) => None,
        }
    }

    /// Returns the next passage behind a place that is quoted otherwise.
    pub(in super::super) fn next(&self, pick: &Pick) -> Option<&Passage> {
        match self.under(pick) {
            Some(under) => self.passages.behind(under.range),
            None => self.passages.from(self.offset(pick)?),
        }
    }

    /// Returns the passage before a place.
    pub(in super::super) fn previous(&self, pick: &Pick) -> Option<&Passage> {
        let before = match self.under(pick) {
            Some(under) => under.range,
            None => ByteRange::from_span(self.offset(pick)?..self.offset(pick)?),
        };
        self.passages.before(before)
    }

    fn offset(&self, pick: &Pick) -> Option<usize> {
        Some(self.rows.get(self.row_of(pick)?)?.range.start())
    }
}

/// Returns the lines of quotes, which are given case by case: each case is looked at once.
fn laid_out(seen: Seen<'_>, missing: &[(Id, usize)], room: Room) -> Vec<(Pick, Vec<line::Line>)> {
    let mut laid_out = Vec::with_capacity(missing.len());
    for of_case in missing.chunk_by(|one, next| one.0 == next.0) {
        let case = of_case.first().and_then(|(id, _)| seen.get(id.as_str()));
        let Some(case) = case else { continue };
        let shown = Shown::of(seen, &case, room);
        for (id, number) in of_case {
            let name = format!("{} →", in_case(case.heading()));
            let name = Run::named(Role::Link, &name, room.less(2)).into_iter();
            let name = name.map(|run| line::Line::of(1, run));
            let lines = name.chain(shown.quote(*number)).collect();
            laid_out.push((Pick::Quote(id.clone(), *number), lines));
        }
    }
    laid_out
}

/// Returns the rows of a text and its lines.
fn broken(archived: &Archived, room: Room) -> (Vec<Row>, Vec<Line>) {
    let read: Vec<_> = archived.lines().collect();
    let cells = room.cells.saturating_sub(margin(read.len()) + 1);
    let mut all = Vec::with_capacity(read.len());
    let mut lines = Vec::with_capacity(read.len());
    for (number, line) in read.iter().enumerate() {
        let is_masked = line.words.is_none() && !line.range.is_empty();
        lines.push(Line { range: line.range, is_masked });
        let parts = match (&line.words, room.wrap) {
            (Some(words), Wrap::Broken) => rows(words, cells),
            (Some(_), Wrap::Cut) | (None, _) => {
                vec![ByteRange::from_span(0..line.range.len())]
            }
        };
        for (part, row) in parts.into_iter().enumerate() {
            let start = line.range.start();
            all.push(Row {
                line: number + 1,
                range: ByteRange::from_span(start + row.start()..start + row.end()),
                is_first: part == 0,
                is_masked,
            });
        }
    }
    (all, lines)
}
