//! The lines of what was found in the archived texts, below a heading for each source.
//!
//! Only those near the viewport are written out, because finding out what of a text is masked takes time.

use std::cell::RefCell;
use std::ops::Range;

use crate::browser::model::page::{Page, PageLine, Role, StyledRun};
use crate::collection::TextHit;
use crate::record::Id;
use crate::redaction::{MARK, MaskedCollection, MaskedExcerpt};
use crate::text::{clip, squeezed, visible, width};

/// Cells before the words of a match: the cursor, `line` with its number, spaces.
const MARGIN: usize = 13;
/// What is said at the right of a match that a case quotes.
const QUOTED: &str = "quoted";

/// Returns the page with nothing in its lines.
pub(super) fn blank(hits: &[TextHit]) -> Page<usize> {
    laid_out(hits, |_, _| PageLine::default(), |_, _| PageLine::default())
}

/// Returns the page with the words of the lines in a range.
pub(super) fn filled(
    masked: MaskedCollection<'_>,
    hits: &[TextHit],
    cells: usize,
    near: &Range<usize>,
) -> Page<usize> {
    let heading = |line: usize, source: &Id| {
        if near.contains(&line) { heading(masked, source, cells) } else { PageLine::default() }
    };
    let text = RefCell::new(None);
    laid_out(hits, heading, |line, hit| {
        if !near.contains(&line) {
            return PageLine::default();
        }
        let mut text = text.borrow_mut();
        let is_of_source = text.as_ref().is_some_and(|(source, _)| *source == hit.source);
        if !is_of_source {
            *text = Some((hit.source.clone(), masked.archived(&hit.source)));
        }
        let text = text.as_ref().and_then(|(_, text)| text.as_ref());
        let most = cells.saturating_sub(MARGIN + QUOTED.len() + 4) / 2;
        let most = most.saturating_sub(hit.passage.range.len() / 2);
        matched(hit, text.and_then(|text| text.excerpt(hit.passage, most)), cells)
    })
}

fn laid_out(
    hits: &[TextHit],
    heading: impl Fn(usize, &Id) -> PageLine,
    matched: impl Fn(usize, &TextHit) -> PageLine,
) -> Page<usize> {
    let mut page = Page::default();
    let mut before: Option<&Id> = None;
    for (number, hit) in hits.iter().enumerate() {
        if before != Some(&hit.source) {
            if before.is_some() {
                page.line(PageLine::default());
            }
            page.line(heading(page.lines().len(), &hit.source));
            before = Some(&hit.source);
        }
        let line = matched(page.lines().len(), hit);
        page.block(number, [line]);
    }
    page
}

fn heading(masked: MaskedCollection<'_>, source: &Id, cells: usize) -> PageLine {
    let name = masked.name_of(source);
    let name = clip(&visible(&squeezed(&name)), cells.saturating_sub(2));
    let room = cells.saturating_sub(width(&name) + 6);
    let short = masked.source_in_short(source);
    let short = clip(&visible(&squeezed(&short)), room);
    PageLine::joined(
        1,
        [
            StyledRun::new(Role::Heading, name),
            StyledRun::new(
                Role::Quiet,
                if room > 3 { format!(" · {short}") } else { String::new() },
            ),
        ],
    )
}

/// Returns the line of a match; `None` for one on a masked line.
fn matched(hit: &TextHit, excerpt: Option<MaskedExcerpt>, cells: usize) -> PageLine {
    let mut line = PageLine::default();
    line.put(1, Some(StyledRun::new(Role::Quiet, format!("line {:>5}", hit.passage.line))));
    let runs = match excerpt {
        Some(MaskedExcerpt { before, passage, behind }) => vec![
            StyledRun::file(Role::Text, &before),
            StyledRun::file(Role::Match, &passage),
            StyledRun::file(Role::Text, &behind),
        ],
        None => vec![StyledRun::new(Role::Text, MARK)],
    };
    for placed in PageLine::joined(MARGIN, runs).runs() {
        line.put(placed.at, Some(placed.run.clone()));
    }
    if hit.is_quoted {
        let at = cells.saturating_sub(QUOTED.len() + 2);
        line.put(at, Some(StyledRun::new(Role::Sourced, format!(" {QUOTED}"))));
    }
    line
}
