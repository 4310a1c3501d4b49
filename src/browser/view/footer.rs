//! Draws pane footers: evidence status counts, and how many lines are below the viewport.

use ratatui::layout::Rect;

use super::super::model::Cursor;
use super::super::model::page::{Page, PageLine, Role, StyledRun, role_of};
use super::canvas::Canvas;
use crate::evidence::StatusCounts;
use crate::text::width;

/// From this width on, a border that has the title of the pane below counts in words.
const ROOM_FOR_WORDS: usize = 64;

/// The content of a footer.
pub(crate) struct Footer<'f> {
    /// What the counts are of, where that is not the record in the pane; then in short.
    pub(crate) of: [&'f str; 2],
    /// How many fields have each evidence status.
    pub(crate) counts: StatusCounts,
    /// How many lines are below the viewport.
    pub(crate) hidden: Below<'f>,
    /// The cells at the left that the title of the pane below takes.
    pub(crate) after: usize,
}

/// The lines below a viewport.
#[derive(Clone, Copy)]
pub(crate) struct Below<'f> {
    /// What they are of, where the border is that of another pane, too.
    pub(crate) of: &'f str,
    /// How many there are.
    pub(crate) lines: usize,
}

/// Draws the footer of a pane: how many lines are below, and the evidence status counts in words, or in
/// signs if there is no room for words.
pub(crate) fn footer(canvas: &mut Canvas<'_>, area: Rect, foot: &Footer<'_>) {
    let Footer { of, counts, hidden, after } = *foot;
    if area.height < 2 {
        return;
    }
    let last = usize::from(area.height) - 1;
    let below = more(canvas, area, hidden);
    let room = usize::from(area.width).saturating_sub(below + after + 2);
    let counted = |of: &str, said: &dyn Fn(usize, &str, &str) -> String, between: &str| {
        let mut runs = vec![StyledRun::new(Role::Quiet, format!(" {of}"))];
        for (at, (number, mark)) in counts.each().enumerate() {
            let between = if at == 0 { "" } else { between };
            runs.push(StyledRun::new(Role::Quiet, between));
            runs.push(StyledRun::new(role_of(mark), said(number, mark.word(), mark.sign())));
        }
        runs.push(StyledRun::new(Role::Quiet, " "));
        runs
    };
    let in_words = |number: usize, word: &str, _: &str| format!("{number} {word}");
    // Beside the number of quotes, a number alone would seem to be one of them.
    let first = counts.each().next();
    let of_fields = |number: usize, word: &str, sign: &str| {
        let fields = if number == 1 { "field" } else { "fields" };
        let is_first = first.is_some_and(|(_, mark)| mark.sign() == sign);
        if is_first { format!("{number} {fields} {word}") } else { format!("{number} {word}") }
    };
    let in_signs = |number: usize, _: &str, sign: &str| format!("{number}{sign}");
    // The number of quotes may be beside them.
    let fits = |runs: &&Vec<StyledRun>| runs.iter().map(StyledRun::width).sum::<usize>() <= room;
    let [of, shortly_of] = of;
    // The number of quotes may be beside them.
    let fields = if after > 0 && of.is_empty() { "fields " } else { of };
    let runs = [
        counted(of, &of_fields, " · "),
        counted(of, &in_words, " · "),
        counted(shortly_of, &in_words, " · "),
        counted(fields, &in_signs, " "),
        counted(of, &in_signs, " "),
    ];
    // Beside a title that changes with the cursor, words now and signs then would seem to be two things.
    let forms =
        if after > 0 && usize::from(area.width) < ROOM_FOR_WORDS { &runs[3..] } else { &runs };
    if let Some(runs) = forms.iter().find(fits).filter(|_| counts != StatusCounts::default()) {
        canvas.line(area, last, &PageLine::joined(1 + after, runs.iter().cloned()));
    }
}

/// Returns the query of a number as a border of a view has room for it: whole, or without that of the view, which is in the
/// query line; where there is no room for that either, nothing, since a part of a query finds something else.
pub(crate) fn query_in(query: &str, base: &str, room: usize) -> String {
    let terms = query.strip_prefix(base).map(|terms| format!("… {}", terms.trim()));
    let forms = [Some(query.to_owned()), terms.filter(|_| !base.is_empty())];
    forms.into_iter().flatten().find(|words| width(words) <= room).unwrap_or_default()
}

/// Returns how many lines of a page are below the viewport.
pub(crate) fn hidden<S: Clone + PartialEq>(
    page: &Page<S>,
    cursor: &Cursor<S>,
    inside: Rect,
) -> usize {
    page.lines().len().saturating_sub(cursor.first() + usize::from(inside.height))
}

impl Below<'_> {
    /// Returns the words for them.
    fn words(self) -> String {
        let Self { of, lines } = self;
        if of.is_empty() {
            format!(" {lines} {} below ", if lines == 1 { "line" } else { "lines" })
        } else {
            format!(" {of}: {lines} below ")
        }
    }

    /// Returns the cells that they take in a border.
    pub(crate) fn cells(self) -> usize {
        if self.lines == 0 { 0 } else { width(&self.words()) + 2 }
    }
}

impl From<usize> for Below<'_> {
    fn from(lines: usize) -> Self {
        Self { of: "", lines }
    }
}

/// Draws the number of lines below the viewport; returns the cells that this takes.
pub(crate) fn more(canvas: &mut Canvas<'_>, area: Rect, below: Below<'_>) -> usize {
    let taken = below.cells();
    if taken == 0 || taken >= usize::from(area.width) || area.height < 2 {
        return 0;
    }
    let at = usize::from(area.width) - taken;
    let words = StyledRun::new(Role::Quiet, below.words());
    canvas.run(area, at, usize::from(area.height) - 1, &words);
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_in_a_border_as_far_as_it_is_whole() {
        for (room, said) in [(40, "kind:victim place:=seatown"), (20, "… place:=seatown"), (10, "")]
        {
            assert_eq!(query_in("kind:victim place:=seatown", "kind:victim", room), said);
        }
        assert_eq!(query_in("place:=seatown", "", 5), "");
    }
}
