//! The quote pane of a source with an archived text.
//!
//! Only the rows near the viewport are built.

use std::ops::Range;
use std::sync::Arc;

use crate::text::ByteRange;

use crate::browser::model::page::laid_out_text::{LaidOutText, TextRow, margin};
use crate::browser::model::page::line::{Page, PageLine, Role, StyledRun};
use crate::browser::model::page::quote::{QuoteItem, QuotePane, check};
use crate::browser::model::page::quoted_passages::QuotedPassage;
use crate::redaction::MARK;

/// The cursor and viewport in a text.
#[derive(Clone, Copy, Debug)]
pub struct TextCursor<'p> {
    /// What is under the cursor.
    pub pick: Option<&'p QuoteItem>,
    /// What is marked.
    pub marked: Option<MarkedRange>,
    /// The places of the words that are searched for, in their order.
    pub found: &'p [ByteRange],
    /// The first row on the screen.
    pub first: usize,
    /// How many rows the screen has.
    pub rows: usize,
}

/// The passage that the user is marking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedRange {
    /// Its place in the text.
    pub range: ByteRange,
    /// How much of it would be quoted.
    pub size: PassageSize,
}

/// How long the marked words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassageSize {
    /// How many words.
    pub words: usize,
    /// How many characters.
    pub characters: usize,
}

/// What is highlighted in a text.
#[derive(Clone, Copy)]
struct Lights<'p> {
    /// The marked passage, or what is under the cursor.
    lit: Option<ByteRange>,
    /// The places of the words that are searched for, in their order; none overlaps another.
    found: &'p [ByteRange],
}

impl<'p> Lights<'p> {
    /// Returns the places of the words that share a byte with a range.
    fn within(self, range: ByteRange) -> impl Iterator<Item = &'p ByteRange> {
        let first = self.found.partition_point(|hit| hit.end() <= range.start());
        self.found.iter().skip(first).take_while(move |hit| hit.start() < range.end())
    }
}

/// Returns the archived text of a source.
pub(crate) fn text(reading: &LaidOutText, at: TextCursor<'_>) -> QuotePane {
    let TextCursor { pick, marked, found, first, rows } = at;
    let own = pick.and_then(|pick| Some((reading.row_of(pick)?, pick)));
    let under = pick.and_then(|pick| reading.passage_at(pick));
    let hit = found.iter().position(|hit| pick == Some(&QuoteItem::At(hit.start())));
    // Only one range is highlighted: the marked passage, or else the match or the passage under the cursor.
    let lit = marked.map(|marked| marked.range);
    let lit = lit.or(hit.and_then(|hit| found.get(hit).copied()));
    let lit = lit.or(under.map(|under| under.range));
    let lights = Lights { lit, found };
    let near = first.saturating_sub(rows)..first + 2 * rows.max(1);
    let mut page = Page::default();
    for (number, row) in reading.rows().iter().enumerate() {
        let own = own.filter(|(at, _)| *at == number).map(|(_, pick)| pick);
        let line = if near.contains(&number) || own.is_some() {
            written(reading, row, lights, under)
        } else {
            PageLine::default()
        };
        let spot = own.map_or_else(|| QuoteItem::At(row.range.start()), Clone::clone);
        page.block(spot, [line]);
    }
    add_missing(&mut page, reading, &near, pick);
    let passages = reading.passages().distinct().len();
    let size = marked.map(|marked| marked.size);
    let of = match (size, under) {
        (Some(PassageSize { characters: 0, .. }), _) => {
            "nothing selected yet: w takes a word".to_owned()
        }
        (Some(PassageSize { words: 1, .. }), _) => "1 word selected".to_owned(),
        (Some(PassageSize { words, .. }), _) => format!("{words} words selected"),
        (None, _) if !found.is_empty() => match hit {
            Some(hit) => format!("match {} of {}", hit + 1, found.len()),
            None if found.len() == 1 => "1 match".to_owned(),
            None => format!("{} matches", found.len()),
        },
        (None, Some(under)) => {
            format!("quoted passage {} of {passages}", reading.passages().ordinal(under))
        }
        (None, None) if passages == 1 => "1 quoted passage".to_owned(),
        (None, None) => format!("{passages} quoted passages"),
    };
    // What is needed least comes last, where a title is cut.
    let characters = match size {
        Some(PassageSize { characters: 0, .. }) | None => String::new(),
        Some(PassageSize { characters: 1, .. }) => " · 1 character".to_owned(),
        Some(PassageSize { characters, .. }) => format!(" · {characters} characters"),
    };
    let line = own.and_then(|(at, _)| reading.rows().get(at));
    let line = line.map(|row| format!("line {} · ", row.line)).unwrap_or_default();
    let title = format!("Text · {line}{of}{characters} · {}", reading.share());
    QuotePane { title, page: Arc::new(page) }
}

/// Returns a row: the number of its line, the margin, the words.
fn written(
    reading: &LaidOutText,
    row: &TextRow,
    lights: Lights<'_>,
    under: Option<&QuotedPassage>,
) -> PageLine {
    let margin = margin(reading.lines().len());
    let mut line = PageLine::default();
    let number = format!("{:>width$}", row.line, width = margin - 4);
    line.put(1, row.is_first.then(|| StyledRun::new(Role::Quiet, number)));
    let passages: Vec<&QuotedPassage> = reading.passages().within(row.range).collect();
    line.put(margin - 2, sign(&passages, row.range, under));
    if row.is_masked {
        line.put(
            margin,
            Some(StyledRun::new(role(&passages, row.range, Lights { found: &[], ..lights }), MARK)),
        );
        return line;
    }
    let words = reading.words(row.range);
    let runs = parts(&passages, row.range, lights).into_iter().map(|part| {
        let place = part.start() - row.range.start()..part.end() - row.range.start();
        StyledRun::new(role(&passages, part, lights), words.get(place).unwrap_or_default())
    });
    for placed in PageLine::joined(margin, runs).runs() {
        line.put(placed.at, Some(placed.run.clone()));
    }
    line
}

/// Returns the sign before a row: how the passage was found that starts there, the one under the
/// cursor before all others, or that one goes on.
fn sign(
    passages: &[&QuotedPassage],
    row: ByteRange,
    under: Option<&QuotedPassage>,
) -> Option<StyledRun> {
    let starting = || passages.iter().filter(|passage| row.contains(passage.range.start()));
    let is_under = |passage: &&&QuotedPassage| Some(**passage) == under;
    match starting().rfind(is_under).or(starting().next_back()) {
        Some(passage) => Some(check(passage.found)),
        None if passages.is_empty() => None,
        None => Some(StyledRun::new(Role::Quiet, "│")),
    }
}

/// Returns the parts of a row, cut wherever a passage, a match or what is lit starts or ends.
fn parts(passages: &[&QuotedPassage], row: ByteRange, lights: Lights<'_>) -> Vec<ByteRange> {
    let found = lights.within(row).copied();
    let ranges = passages.iter().map(|passage| passage.range).chain(found).chain(lights.lit);
    let ends = ranges.flat_map(|range| [range.start(), range.end()]);
    let mut cuts: Vec<usize> = ends.filter(|cut| row.contains(*cut)).collect();
    cuts.extend([row.start(), row.end()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs.map(|(start, end)| ByteRange::from_span(*start..*end)).collect()
}

fn role(passages: &[&QuotedPassage], part: ByteRange, lights: Lights<'_>) -> Role {
    if lights.lit.is_some_and(|lit| lit.overlaps(part)) {
        Role::Selected
    } else if lights.within(part).next().is_some() {
        Role::Match
    } else if passages.iter().any(|passage| passage.range.overlaps(part)) {
        Role::Link
    } else {
        Role::Text
    }
}

/// Adds the quotes that claim to be from here and are not in the text; of those far from the screen only
/// how many lines they take.
fn add_missing(
    page: &mut Page<QuoteItem>,
    reading: &LaidOutText,
    near: &Range<usize>,
    pick: Option<&QuoteItem>,
) {
    if reading.missing().is_empty() {
        return;
    }
    page.line(PageLine::default());
    let title = StyledRun::fitted(Role::Heading, "Not in this text", reading.room().less(2));
    page.unowned(title.into_iter().map(|run| PageLine::of(1, run)));
    for (quote, lines) in reading.missing() {
        let start = page.lines().len();
        let is_near = start < near.end && near.start < start + lines.len();
        if is_near || pick == Some(quote) {
            page.block(quote.clone(), lines.iter().cloned());
        } else {
            page.block(quote.clone(), lines.iter().map(|_| PageLine::default()));
        }
    }
}
