//! The columns of a timeline as lines of text, each with its number, a bar and its query.

use std::fmt::Write as _;

use crate::search::DayRange;
use crate::session::terms::masked_query;
use crate::text::{visible, width};
use crate::views::calendar_unit::CalendarUnit;
use crate::views::counts::CountsPage;
use crate::views::mark::{Mark, bounds};
use crate::views::protection::{FEWEST, Shown};
use crate::views::timeline::timeline_view::Timeline;
use crate::views::value_words::ValueWords;

/// The most cells of a bar; up to so many cases, each has a cell of its own.
const MOST_BAR: usize = 20;

/// How a timeline is put into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelinePage {
    /// Whether only ASCII characters are used.
    pub is_ascii: bool,
    /// Whether there are bars.
    pub has_bars: bool,
}

/// A column, or the records that are in none, in words.
pub(super) struct ColumnWords<'t> {
    /// What it is of.
    pub(super) label: String,
    /// The first day; `None` where it has none.
    pub(super) from: Option<String>,
    /// The last day; `None` where it has none.
    pub(super) to: Option<String>,
    /// Its mark.
    pub(super) mark: &'t Mark,
    /// What others may see of its number, where they read it.
    pub(super) shown: Option<Shown>,
    /// Whether the records have a date.
    pub(super) is_dated: bool,
}

/// Returns all columns of a timeline with what is before and after them and without a date, as far as there is any.
pub(super) fn column_words(timeline: &Timeline) -> Vec<ColumnWords<'_>> {
    let Timeline { window, columns, before, after, undated, without, .. } = timeline;
    let seen = timeline.shown.as_ref();
    let unit = window.unit();
    let (first, last) = (window.number(0), window.number(window.cell_count() - 1));
    let DayRange { first: first_day, last: last_day } = window.days();
    let beyond = |day: i32| Some(CalendarUnit::Day.ends(day).0);
    let mut words = Vec::new();
    let mut put = |label: String, days: (Option<String>, Option<String>), mark, shown| {
        let (from, to) = days;
        let is_dated = from.is_some() || to.is_some();
        words.push(ColumnWords { label, from, to, mark, shown, is_dated });
    };
    if before.at_most() > 0 {
        let days = (None, beyond(first_day - 1));
        put(format!("before {}", unit.words(first)), days, before, seen.map(|seen| seen.before));
    }
    for (column, (number, mark)) in window.numbers().zip(columns).enumerate() {
        let (from, to) = unit.ends(number);
        let shown = seen.map(|seen| seen.columns.get(column).copied().unwrap_or(Shown::Hidden));
        put(unit.words(number), (Some(from), Some(to)), mark, shown);
    }
    if after.at_most() > 0 {
        let days = (beyond(last_day + 1), None);
        put(format!("after {}", unit.words(last)), days, after, seen.map(|seen| seen.after));
    }
    let nothing = (None, None);
    put("no date".to_owned(), nothing.clone(), undated, seen.map(|seen| seen.undated));
    if without.at_most() > 0 {
        let words = "no date that can be read".to_owned();
        put(words, nothing, without, seen.map(|seen| seen.without));
    }
    words
}

/// Returns the columns of a timeline as text. A query is left out where it would name someone who may not be named.
pub fn timeline_text(timeline: &Timeline, words: &dyn ValueWords, page: TimelinePage) -> String {
    let bars = CountsPage { cells: None, is_ascii: page.is_ascii, shares: false };
    let columns = column_words(timeline);
    let said = |one: &ColumnWords<'_>| {
        let label = if page.is_ascii { one.label.replace('–', "-") } else { one.label.clone() };
        let number = match one.shown {
            Some(shown) => shown.in_words(bars.dash(), bars.hidden()),
            None => bounds(one.mark.certain, one.mark.at_most(), bars.dash()),
        };
        (label, number)
    };
    let said: Vec<(String, String)> = columns.iter().map(said).collect();
    let widest = |of: fn(&(String, String)) -> &String| {
        said.iter().map(|one| width(of(one))).max().unwrap_or_default()
    };
    let (label_cells, number_cells) = (widest(|one| &one.0), widest(|one| &one.1));
    let greatest = columns.iter().map(|one| one.mark.at_most()).max().unwrap_or_default();
    let bar_cells = greatest.min(MOST_BAR);
    let mut text = String::new();
    for (one, (label, number)) in columns.iter().zip(&said) {
        let space = |words: &str, cells: usize| " ".repeat(cells.saturating_sub(width(words)));
        let (before_number, behind) = (space(number, number_cells), space(label, label_cells));
        let query = match one.shown {
            Some(_) => masked_query(&one.mark.query),
            None if words.text(&one.mark.query) != one.mark.query => String::new(),
            None => one.mark.query.clone(),
        };
        let query = visible(&query);
        _ = write!(text, "{label}{behind}  {before_number}{number}");
        if page.has_bars && one.shown.is_none() {
            let drawn = bars.bar(one.mark.certain, one.mark.at_most(), greatest, bar_cells);
            let drawn = if one.is_dated {
                drawn
            } else {
                drawn.chars().map(|_| if page.is_ascii { '-' } else { '·' }).collect()
            };
            let behind = space(&drawn, bar_cells);
            _ = write!(text, "  {drawn}{behind}");
        }
        let query = if query.is_empty() { String::new() } else { format!("  {query}") };
        _ = writeln!(text, "{query}");
    }
    if timeline.shown.is_some() {
        let hidden = bars.hidden();
        _ = write!(
            text,
            "\n<{FEWEST}: from one to ten cases; {hidden}: hidden, or another number could be worked out\n"
        );
    }
    text
}
