//! The columns of a timeline as lines of text, each with its number, a bar and its query.

use std::fmt::Write as _;

use crate::search::DayRange;
use crate::text::{visible, width};
use crate::views::calendar_unit::CalendarUnit;
use crate::views::counts::CountsPage;
use crate::views::mark::{Mark, bounds};
use crate::views::timeline::timeline_view::Timeline;

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
    /// Whether the records have a date.
    pub(super) is_dated: bool,
}

/// Returns all columns of a timeline with what is before and after them and without a date, as far as there is any.
pub(super) fn column_words(timeline: &Timeline) -> Vec<ColumnWords<'_>> {
    let Timeline { window, columns, before, after, undated, without, .. } = timeline;
    let unit = window.unit();
    let (first, last) = (window.number(0), window.number(window.cell_count() - 1));
    let DayRange { first: first_day, last: last_day } = window.days();
    let beyond = |day: i32| Some(CalendarUnit::Day.ends(day).0);
    let mut words = Vec::new();
    let mut put = |label: String, from: Option<String>, to: Option<String>, mark, is_dated| {
        words.push(ColumnWords { label, from, to, mark, is_dated });
    };
    if before.at_most() > 0 {
        put(format!("before {}", unit.words(first)), None, beyond(first_day - 1), before, true);
    }
    for (number, mark) in window.numbers().zip(columns) {
        let (from, to) = unit.ends(number);
        put(unit.words(number), Some(from), Some(to), mark, true);
    }
    if after.at_most() > 0 {
        put(format!("after {}", unit.words(last)), beyond(last_day + 1), None, after, true);
    }
    put("no date".to_owned(), None, None, undated, false);
    if without.at_most() > 0 {
        put("no date that can be read".to_owned(), None, None, without, false);
    }
    words
}

/// Returns the columns of a timeline as text.
pub fn timeline_text(timeline: &Timeline, page: TimelinePage) -> String {
    let dash = if page.is_ascii { "-" } else { "–" };
    let columns = column_words(timeline);
    let said = |one: &ColumnWords<'_>| {
        let label = if page.is_ascii { one.label.replace('–', "-") } else { one.label.clone() };
        (label, bounds(one.mark.certain, one.mark.at_most(), dash))
    };
    let said: Vec<(String, String)> = columns.iter().map(said).collect();
    let widest = |of: fn(&(String, String)) -> &String| {
        said.iter().map(|one| width(of(one))).max().unwrap_or_default()
    };
    let (label_cells, number_cells) = (widest(|one| &one.0), widest(|one| &one.1));
    let greatest = columns.iter().map(|one| one.mark.at_most()).max().unwrap_or_default();
    let bar_cells = greatest.min(MOST_BAR);
    let bars = CountsPage { cells: None, is_ascii: page.is_ascii, shares: false };
    let mut text = String::new();
    for (one, (label, number)) in columns.iter().zip(&said) {
        let space = |words: &str, cells: usize| " ".repeat(cells.saturating_sub(width(words)));
        let (before_number, behind) = (space(number, number_cells), space(label, label_cells));
        let query = visible(&one.mark.query);
        _ = write!(text, "{label}{behind}  {before_number}{number}");
        if page.has_bars {
            let drawn = bars.bar(one.mark.certain, one.mark.at_most(), greatest, bar_cells);
            let drawn = if one.is_dated {
                drawn
            } else {
                drawn.chars().map(|_| if page.is_ascii { '-' } else { '·' }).collect()
            };
            let behind = space(&drawn, bar_cells);
            _ = write!(text, "  {drawn}{behind}");
        }
        _ = writeln!(text, "  {query}");
    }
    text
}
