//! An archived text broken into rows for a width, with its quoted passages.
//!
//! It is computed once for each text and width.

use std::borrow::Cow;

use crate::record::Id;
use crate::text::{ByteRange, rows};

use crate::browser::model::page::line;
use crate::browser::model::page::line::{Role, Room, StyledRun};
use crate::browser::model::page::quote::{QuoteItem, QuoteRenderer};
use crate::browser::model::page::quoted_passages::{QuotedPassage, QuotedPassages};
use crate::browser::model::page::source_quotes::in_case;
use crate::browser::model::pane::Wrap;
use crate::redaction::{MARK, MaskedCollection, MaskedText};

/// An archived text in the room that a pane has for it.
#[derive(Clone, Debug)]
pub struct LaidOutText {
    archived: MaskedText,
    room: Room,
    rows: Vec<TextRow>,
    lines: Vec<TextLine>,
    passages: QuotedPassages,
    missing: Vec<(QuoteItem, Vec<line::PageLine>)>,
    share: String,
}

/// A row of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextRow {
    /// The line that it is a part of, from 1.
    pub(crate) line: usize,
    /// Its range; that of its whole line if that is masked.
    pub(crate) range: ByteRange,
    /// Whether the line starts here.
    pub(crate) is_first: bool,
    /// Whether it is masked.
    pub(crate) is_masked: bool,
}

/// A line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextLine {
    /// Its bytes, without its end.
    pub(crate) range: ByteRange,
    /// Whether it is masked.
    pub(crate) is_masked: bool,
}

/// Cells in front of the words: the cursor, the number of the line, the margin.
pub(crate) fn margin(lines: usize) -> usize {
    lines.to_string().len() + 4
}

impl LaidOutText {
    /// Returns the archived text of a source in the room given; `None` where it has none.
    pub(crate) fn of(masked: MaskedCollection<'_>, source: &Id, room: Room) -> Option<Self> {
        let archived = masked.archived(source)?;
        let (passages, missing) = QuotedPassages::of(masked, source);
        let share = masked.share(source).map(|share| share.in_a_sentence()).unwrap_or_default();
        let (rows, lines) = broken(&archived, room);
        let missing = laid_out(masked, &missing, room);
        Some(Self { archived, room, rows, lines, passages, missing, share })
    }

    /// Returns the room that it was made for.
    pub(crate) fn room(&self) -> Room {
        self.room
    }

    /// Returns the rows, from top to bottom.
    pub(crate) fn rows(&self) -> &[TextRow] {
        &self.rows
    }

    /// Returns the lines, from top to bottom.
    pub(crate) fn lines(&self) -> &[TextLine] {
        &self.lines
    }

    /// Says what share of the text is quoted, words that are only near to a passage not counted.
    pub(crate) fn share(&self) -> &str {
        &self.share
    }

    /// Returns the share of the text that would be quoted with another passage.
    pub(crate) fn share_with(&self, passage: ByteRange) -> f64 {
        self.archived.share(self.passages.found().chain([passage]))
    }

    /// Returns the passages.
    pub(crate) fn passages(&self) -> &QuotedPassages {
        &self.passages
    }

    /// Returns the quotes whose words are not in the text, and the lines that show each.
    pub(crate) fn missing(&self) -> &[(QuoteItem, Vec<line::PageLine>)] {
        &self.missing
    }

    /// Returns the words at a place within a line, safe to show, each byte at its offset.
    pub(crate) fn words(&self, place: ByteRange) -> Cow<'_, str> {
        self.archived.words(place)
    }

    /// Returns the text of the line that a row belongs to, or a mask.
    pub(crate) fn line(&self, row: usize) -> String {
        let Some(row) = self.rows.get(row) else { return String::new() };
        if row.is_masked {
            return MARK.to_owned();
        }
        let line = self.lines.get(row.line - 1).map(|line| line.range);
        self.words(line.unwrap_or_default()).into_owned()
    }

    /// Returns the number of the row at which a line starts, or of the last.
    pub(crate) fn row_of_line(&self, line: usize) -> usize {
        let row = self.rows.partition_point(|row| row.line < line);
        row.min(self.rows.len().saturating_sub(1))
    }

    /// Returns the number of the row that contains a byte.
    pub(crate) fn row_at(&self, offset: usize) -> usize {
        let behind = self.rows.partition_point(|row| row.range.start() <= offset);
        behind.saturating_sub(1)
    }

    /// Returns the byte offset of an item; `None` if it is not in the text.
    pub(crate) fn place(&self, pick: &QuoteItem) -> Option<usize> {
        match pick {
            QuoteItem::At(offset) => Some(*offset),
            QuoteItem::Quote(case, number) => {
                self.passages.of_quote(case, *number).map(|passage| passage.range.start())
            }
            QuoteItem::Mention(_) => None,
        }
    }

    /// Returns the number of the row of an item.
    pub(crate) fn row_of(&self, pick: &QuoteItem) -> Option<usize> {
        Some(self.row_at(self.place(pick)?))
    }

    /// Returns the number of the last row of an item.
    pub(crate) fn last_row_of(&self, pick: &QuoteItem) -> Option<usize> {
        match self.passage_at(pick) {
            Some(passage) => Some(self.row_at(passage.range.end().saturating_sub(1))),
            None => self.row_of(pick),
        }
    }

    /// Returns the passage at an item: that of the quote, or the one at the offset, or else the
    /// first of the row.
    pub(crate) fn passage_at(&self, pick: &QuoteItem) -> Option<&QuotedPassage> {
        match pick {
            QuoteItem::Quote(case, number) => self.passages.of_quote(case, *number),
            QuoteItem::At(offset) => {
                let row = self.rows.get(self.row_at(*offset))?;
                let mut within = self.passages.within(row.range);
                let first = within.next()?;
                let here = std::iter::once(first).chain(within);
                here.into_iter().find(|passage| passage.range.contains(*offset)).or(Some(first))
            }
            QuoteItem::Mention(_) => None,
        }
    }

    /// Returns the next passage after a place.
    pub(crate) fn next(&self, pick: &QuoteItem) -> Option<&QuotedPassage> {
        match self.passage_at(pick) {
            Some(under) => self.passages.behind(under.range),
            None => self.passages.from(self.offset(pick)?),
        }
    }

    /// Returns the passage before a place.
    pub(crate) fn previous(&self, pick: &QuoteItem) -> Option<&QuotedPassage> {
        let before = match self.passage_at(pick) {
            Some(under) => under.range,
            None => ByteRange::from_span(self.offset(pick)?..self.offset(pick)?),
        };
        self.passages.before(before)
    }

    fn offset(&self, pick: &QuoteItem) -> Option<usize> {
        Some(self.rows.get(self.row_of(pick)?)?.range.start())
    }
}

/// Returns the lines of quotes. They are sorted by case, so that each case is prepared only once.
fn laid_out(
    masked: MaskedCollection<'_>,
    missing: &[(Id, usize)],
    room: Room,
) -> Vec<(QuoteItem, Vec<line::PageLine>)> {
    let mut laid_out = Vec::with_capacity(missing.len());
    for of_case in missing.chunk_by(|one, next| one.0 == next.0) {
        let case = of_case.first().and_then(|(id, _)| masked.get(id.as_str()));
        let Some(case) = case else { continue };
        let shown = QuoteRenderer::of(masked, &case, room);
        for (id, number) in of_case {
            let name = format!("{} →", in_case(case.heading()));
            let name = StyledRun::named(Role::Link, &name, room.less(2)).into_iter();
            let name = name.map(|run| line::PageLine::of(1, run));
            let lines = name.chain(shown.quote(*number)).collect();
            laid_out.push((QuoteItem::Quote(id.clone(), *number), lines));
        }
    }
    laid_out
}

/// Returns the rows of a text and its lines.
fn broken(archived: &MaskedText, room: Room) -> (Vec<TextRow>, Vec<TextLine>) {
    let read: Vec<_> = archived.lines().collect();
    let cells = room.cells.saturating_sub(margin(read.len()) + 1);
    let mut all = Vec::with_capacity(read.len());
    let mut lines = Vec::with_capacity(read.len());
    for (number, line) in read.iter().enumerate() {
        let is_masked = line.words.is_none() && !line.range.is_empty();
        lines.push(TextLine { range: line.range, is_masked });
        let parts = match (&line.words, room.wrap) {
            (Some(words), Wrap::Broken) => rows(words, cells),
            (Some(_), Wrap::Cut) | (None, _) => {
                vec![ByteRange::from_span(0..line.range.len())]
            }
        };
        for (part, row) in parts.into_iter().enumerate() {
            let start = line.range.start();
            all.push(TextRow {
                line: number + 1,
                range: ByteRange::from_span(start + row.start()..start + row.end()),
                is_first: part == 0,
                is_masked,
            });
        }
    }
    (all, lines)
}
