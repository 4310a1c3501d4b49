//! The quote pane of a source whose text is archived: the text, with its quoted passages where they
//! stand. Of a long text, only the rows near those on the screen are written out.

use std::ops::Range;
use std::sync::Arc;

use crate::text::ByteRange;

use super::super::mask::MARK;
use super::line::{Line, Page, Role, Run};
use super::passages::Passage;
use super::quote::{Pick, Quotes, check};
use super::reading::{Reading, Row, margin};

/// Where somebody is in a text.
#[derive(Clone, Copy, Debug)]
pub struct Standpoint<'p> {
    /// What is under the cursor.
    pub pick: Option<&'p Pick>,
    /// What is marked.
    pub marked: Option<Marked>,
    /// The first row on the screen.
    pub first: usize,
    /// How many rows the screen has.
    pub rows: usize,
}

/// A passage that somebody marks.
#[derive(Clone, Copy, Debug)]
pub struct Marked {
    /// Where it stands.
    pub range: ByteRange,
    /// How many characters of it would be quoted.
    pub characters: usize,
}

/// Returns the archived text of a source.
pub(in super::super) fn text(reading: &Reading, at: Standpoint<'_>) -> Quotes {
    let Standpoint { pick, marked, first, rows } = at;
    let own = pick.and_then(|pick| Some((reading.row_of(pick)?, pick)));
    let under = pick.and_then(|pick| reading.under(pick));
    // Only one thing is lit: what somebody marks, else what the cursor is on.
    let lit = marked.map(|marked| marked.range).or(under.map(|under| under.range));
    let near = first.saturating_sub(rows)..first + 2 * rows.max(1);
    let mut page = Page::default();
    for (number, row) in reading.rows().iter().enumerate() {
        let own = own.filter(|(at, _)| *at == number).map(|(_, pick)| pick);
        let line = if near.contains(&number) || own.is_some() {
            written(reading, row, (lit, under))
        } else {
            Line::default()
        };
        let spot = own.map_or_else(|| Pick::At(row.range.start()), Clone::clone);
        page.block(spot, [line]);
    }
    add_missing(&mut page, reading, (&near, pick));
    let passages = reading.passages().distinct().len();
    let of = match (marked, under) {
        (Some(Marked { characters: 1, .. }), _) => "1 character marked".to_owned(),
        (Some(Marked { characters, .. }), _) => format!("{characters} characters marked"),
        (None, Some(under)) => {
            format!("passage {} of {passages}", reading.passages().ordinal(under))
        }
        (None, None) if passages == 1 => "1 passage quoted".to_owned(),
        (None, None) => format!("{passages} passages quoted"),
    };
    let share = (reading.share() * 100.0).round();
    Quotes { title: format!("Text · {of} · {share}% quoted"), page: Arc::new(page) }
}

/// Returns a row: the number of its line, the margin, the words.
fn written(
    reading: &Reading,
    row: &Row,
    (lit, under): (Option<ByteRange>, Option<&Passage>),
) -> Line {
    let margin = margin(reading.lines().len());
    let mut line = Line::default();
    let number = format!("{:>width$}", row.line, width = margin - 4);
    line.put(1, row.is_first.then(|| Run::new(Role::Quiet, number)));
    let passages: Vec<&Passage> = reading.passages().within(row.range).collect();
    line.put(margin - 2, sign(&passages, row.range, under));
    if row.is_masked {
        line.put(margin, Some(Run::new(role(&passages, row.range, lit), MARK)));
        return line;
    }
    let words = reading.words(row.range);
    let runs = parts(&passages, row.range, lit).into_iter().map(|part| {
        let place = part.start() - row.range.start()..part.end() - row.range.start();
        Run::new(role(&passages, part, lit), words.get(place).unwrap_or_default())
    });
    for placed in Line::joined(margin, runs).runs() {
        line.put(placed.at, Some(placed.run.clone()));
    }
    line
}

/// Returns the sign before a row: how the passage was found that starts there, the one under the
/// cursor before all others, or that one goes on.
fn sign(passages: &[&Passage], row: ByteRange, under: Option<&Passage>) -> Option<Run> {
    let starting = || passages.iter().filter(|passage| row.contains(passage.range.start()));
    let is_under = |passage: &&&Passage| Some(**passage) == under;
    match starting().rfind(is_under).or(starting().next_back()) {
        Some(passage) => Some(check(passage.found)),
        None if passages.is_empty() => None,
        None => Some(Run::new(Role::Quiet, "│")),
    }
}

/// Returns the parts of a row, cut wherever a passage or what is lit starts or ends.
fn parts(passages: &[&Passage], row: ByteRange, lit: Option<ByteRange>) -> Vec<ByteRange> {
    let ranges = passages.iter().map(|passage| passage.range).chain(lit);
    let ends = ranges.flat_map(|range| [range.start(), range.end()]);
    let mut cuts: Vec<usize> = ends.filter(|cut| row.contains(*cut)).collect();
    cuts.extend([row.start(), row.end()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs.map(|(start, end)| ByteRange::from_span(*start..*end)).collect()
}

fn role(passages: &[&Passage], part: ByteRange, lit: Option<ByteRange>) -> Role {
    if lit.is_some_and(|lit| lit.overlaps(part)) {
        Role::Selected
    } else if passages.iter().any(|passage| passage.range.overlaps(part)) {
        Role::Link
    } else {
        Role::Text
    }
}

/// Adds the quotes that claim to be from here and are not in the text; of those far from the screen only
/// how many lines they take.
fn add_missing(
    page: &mut Page<Pick>,
    reading: &Reading,
    (near, pick): (&Range<usize>, Option<&Pick>),
) {
    if reading.missing().is_empty() {
        return;
    }
    page.line(Line::default());
    let title = Run::fitted(Role::Heading, "Not in this text", reading.room().less(2));
    page.unowned(title.into_iter().map(|run| Line::of(1, run)));
    for (quote, lines) in reading.missing() {
        let start = page.lines().len();
        let is_near = start < near.end && near.start < start + lines.len();
        if is_near || pick == Some(quote) {
            page.block(quote.clone(), lines.iter().cloned());
        } else {
            page.block(quote.clone(), lines.iter().map(|_| Line::default()));
        }
    }
}
