//! The quote pane of a source whose text is archived: the text, with its quoted passages where they
//! stand. Of a long text, only the rows near those on the screen are written out.

use crate::text::ByteRange;

use super::super::mask::MARK;
use super::super::seen::Seen;
use super::line::{Line, Page, Role, Run};
use super::passages::Passage;
use super::quote::{Pick, Quotes, Shown, check};
use super::reading::{Reading, Row, margin};

/// Where somebody is in a text.
#[derive(Clone, Copy, Debug)]
pub struct Standpoint<'p> {
    /// What is under the cursor.
    pub pick: Option<&'p Pick>,
    /// The first row on the screen.
    pub first: usize,
    /// How many rows the screen has.
    pub rows: usize,
}

/// Returns the archived text of a source.
pub(in super::super) fn text(seen: Seen<'_>, reading: &Reading, at: Standpoint<'_>) -> Quotes {
    let Standpoint { pick, first, rows } = at;
    let own = pick.and_then(|pick| Some((reading.row_of(pick)?, pick)));
    let lit = pick.and_then(|pick| reading.under(pick));
    let near = first.saturating_sub(rows)..first + 2 * rows.max(1);
    let mut page = Page::default();
    for (number, row) in reading.rows().iter().enumerate() {
        let own = own.filter(|(at, _)| *at == number).map(|(_, pick)| pick);
        let line = if near.contains(&number) || own.is_some() {
            written(reading, row, lit)
        } else {
            Line::default()
        };
        let spot = own.map_or_else(|| Pick::At(row.range.start()), Clone::clone);
        page.block(spot, [line]);
    }
    add_missing(&mut page, seen, reading);
    let passages = reading.passages().distinct().len();
    let of = match lit {
        Some(lit) => format!("passage {} of {passages}", reading.passages().ordinal(lit)),
        None if passages == 1 => "1 passage quoted".to_owned(),
        None => format!("{passages} passages quoted"),
    };
    let share = (reading.share() * 100.0).round();
    Quotes { title: format!("Text · {of} · {share}% quoted"), page }
}

/// Returns a row: the number of its line, the margin, the words.
fn written(reading: &Reading, row: &Row, lit: Option<&Passage>) -> Line {
    let margin = margin(reading.lines());
    let mut line = Line::default();
    let number = format!("{:>width$}", row.line, width = margin - 4);
    line.put(1, row.is_first.then(|| Run::new(Role::Quiet, number)));
    let mut passages: Vec<&Passage> = reading.passages().within(row.range).collect();
    // The lit one is drawn over all others.
    passages.extend(lit.filter(|lit| lit.range.overlaps(row.range)));
    let starting = passages.iter().rfind(|passage| row.range.contains(passage.range.start()));
    let sign = match starting {
        Some(passage) => Some(check(passage.found)),
        None if passages.is_empty() => None,
        None => Some(Run::new(Role::Quiet, "│")),
    };
    line.put(margin - 2, sign);
    if row.is_masked {
        line.put(margin, Some(Run::new(role(&passages, row.range, lit), MARK)));
        return line;
    }
    let runs = parts(&passages, row.range).into_iter();
    let runs = runs.map(|part| Run::new(role(&passages, part, lit), reading.words(part)));
    for placed in Line::joined(margin, runs).runs() {
        line.put(placed.at, Some(placed.run.clone()));
    }
    line
}

/// Returns the parts of a row, cut wherever a passage starts or ends.
fn parts(passages: &[&Passage], row: ByteRange) -> Vec<ByteRange> {
    let ends = passages.iter().flat_map(|passage| [passage.range.start(), passage.range.end()]);
    let mut cuts: Vec<usize> = ends.filter(|cut| row.contains(*cut)).collect();
    cuts.extend([row.start(), row.end()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs.map(|(start, end)| ByteRange::from_span(*start..*end)).collect()
}

fn role(passages: &[&Passage], part: ByteRange, lit: Option<&Passage>) -> Role {
    let quoted = passages.iter().any(|passage| passage.range.overlaps(part));
    match lit {
        Some(lit) if lit.range.overlaps(part) => Role::Selected,
        Some(_) | None if quoted => Role::Link,
        Some(_) | None => Role::Text,
    }
}

/// Adds the quotes that claim to be from here and are not in the text.
fn add_missing(page: &mut Page<Pick>, seen: Seen<'_>, reading: &Reading) {
    if reading.missing().is_empty() {
        return;
    }
    let room = reading.room();
    page.line(Line::default());
    let title = Run::fitted(Role::Heading, "Not in this text", room.less(2));
    page.unowned(title.into_iter().map(|run| Line::of(1, run)));
    for (case, number) in reading.missing() {
        let Some(case) = seen.get(case.as_str()) else { continue };
        let name = Run::fitted(Role::Link, &format!("{} →", case.heading()), room.less(2));
        let shown = Shown { seen, case: &case, room };
        let lines = name.into_iter().map(|run| Line::of(1, run)).chain(shown.quote(*number));
        page.block(Pick::Quote(case.record.id.clone(), *number), lines);
    }
}
