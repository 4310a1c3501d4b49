//! A timeline: a strip of columns that count cases, rows for their dates, and the cases without a date.

use std::sync::Arc;

use crate::collection::{Collection, Lookup, RecordState};
use crate::record::Id;
use crate::search::{DayRange, LineSet};
use crate::views::base_query::BaseQuery;
use crate::views::calendar_unit::{CalendarUnit, shown_days};
use crate::views::disclosure_history::{DisclosureHistory, SeenMarks};
use crate::views::mark::Mark;
use crate::views::protection::{Shown, WholeOfParts};
use crate::views::timeline::lanes::{Lanes, TimelineLane, TimelineLine};
use crate::views::timeline::row::{TimelineRow, TimelineRows};
use crate::views::timeline::scale::greatest_column;
use crate::views::timeline::timeline_request::{TimelineRequest, WantedWindow};
use crate::views::timeline::window::TimelineWindow;

/// The rows of a query, which are the same in every window.
#[derive(Clone, Debug)]
pub struct TimelineSource {
    base: BaseQuery,
    within: LineSet,
    rows: TimelineRows,
    /// The units that were shown last, each with its greatest column.
    scales: Vec<(CalendarUnit, usize)>,
}

/// A timeline in one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The query as marks begin with it.
    pub base: String,
    /// All records that the query finds.
    pub whole: Mark,
    /// Those in whose file no date is stated.
    pub undated: Mark,
    /// Those that can have no date, or whose date cannot be read.
    pub without: Mark,
    /// Both together.
    pub no_date: Mark,
    /// The records without a date.
    pub undated_ids: Arc<[Id]>,
    /// The window.
    pub window: TimelineWindow,
    /// The marks of its columns.
    pub columns: Vec<Mark>,
    /// Those that may lie before the first column.
    pub before: Mark,
    /// Those that may lie after the last column.
    pub after: Mark,
    /// The greatest number in any column of the unit, in the window or not.
    pub greatest: usize,
    /// All rows.
    pub rows: Arc<Vec<TimelineRow>>,
    /// The records of all search lines.
    pub ids: Arc<Vec<Id>>,
    /// The lines that are in the window.
    pub lines: Arc<[TimelineLine]>,
    /// The lanes.
    pub lanes: Vec<TimelineLane>,
    /// What others may see of the numbers, where that was asked for.
    pub shown: Option<ShownNumbers>,
}

/// What others may see of the numbers of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownNumbers {
    /// Of each column.
    pub columns: Vec<Shown>,
    /// Of those that may lie before the first column.
    pub before: Shown,
    /// Of those that may lie after the last column.
    pub after: Shown,
    /// Of those without a date.
    pub undated: Shown,
    /// Of those that can have no date.
    pub without: Shown,
    /// Of both together.
    pub no_date: Shown,
    /// Of all.
    pub whole: Shown,
}

/// Whether there are rows for dates that sources state instead of that of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rivals {
    /// There are.
    Shown,
    /// There are none: only columns are wanted.
    LeftOut,
}

/// The field whose dates a timeline shows: any date of a record.
pub const DATE: &str = "date";

/// What a query needs to find the records that cannot have a date.
const WITHOUT: &str = "-has:date -missing:date";
const UNDATED: &str = "missing:date";
/// What it needs to find these and those in whose file no date is stated.
const NO_DATE: &str = "-has:date";

impl TimelineSource {
    /// Returns the rows of a query, among the records that `may_show` allows.
    pub fn of(
        typed: &str,
        lookup: &Lookup,
        collection: &Collection,
        may_show: &(dyn Fn(&Id) -> bool + Sync),
        rivals: Rivals,
    ) -> Self {
        let base = BaseQuery::of(typed, lookup.catalogue());
        let within = lookup.matching(base.query()).and(&lookup.lines_where(may_show));
        let disputed = match rivals {
            Rivals::LeftOut => LineSet::default(),
            Rivals::Shown => {
                let is_disputed = format!("is:{}", RecordState::Disputed.name());
                sets(lookup, &[is_disputed]).pop().unwrap_or_default()
            }
        };
        let rows = TimelineRows::of(lookup, collection, &within, &disputed);
        Self { base, within, rows, scales: Vec::new() }
    }

    /// Returns the rows.
    pub fn rows(&self) -> &TimelineRows {
        &self.rows
    }

    /// Returns the timeline in the window that is wanted; `history` has what others have seen before.
    pub fn timeline(
        &mut self,
        request: &TimelineRequest,
        lookup: &Lookup,
        collection: &Collection,
        history: &mut DisclosureHistory,
    ) -> Timeline {
        let Self { base, within, rows, .. } = self;
        let window = window(request.window, rows.span);
        let days = window.days();
        let unit = window.unit();
        let asked = window.numbers().map(|number| format!("{DATE}:{}", unit.asked(number)));
        let (first, last) = (window.number(0), window.number(window.cell_count() - 1));
        let first = unit.ends(first).0;
        let others = [
            format!("{DATE}:<{first}"),
            format!("{DATE}:>{}", unit.ends(last).1),
            UNDATED.to_owned(),
            WITHOUT.to_owned(),
            NO_DATE.to_owned(),
        ];
        let terms: Vec<String> = asked.chain(others).collect();
        let sets: Vec<LineSet> =
            sets(lookup, &terms).into_iter().map(|set| set.and(within)).collect();
        let mark = |(terms, set): (&String, &LineSet)| Mark::of(base.with(&[terms]), set.size());
        let mut marks: Vec<Mark> = terms.iter().zip(&sets).map(mark).collect();
        let tail = marks.split_off(window.cell_count().min(marks.len()));
        let [before, after, undated, without, no_date] = taken(tail);
        let shown = request.is_protected.then(|| shown_numbers(lookup, history, &sets, within));
        let whole = Mark::of(base.text().to_owned(), within.size());
        let inside = rows.in_stretch(days, collection);
        let Lanes { lanes, lines } =
            Lanes::of(request.lanes, lookup, base, within, &rows.rows, &inside);
        let undated_ids =
            sets.last().map(|set| lookup.ids_of_lines(set)).unwrap_or_default().into();
        let (rows, ids) = (Arc::clone(&rows.rows), Arc::clone(&rows.ids));
        let base = base.text().to_owned();
        let greatest = self.greatest(lookup, unit);
        Timeline {
            base,
            whole,
            undated,
            without,
            no_date,
            undated_ids,
            window,
            columns: marks,
            before,
            after,
            greatest,
            rows,
            ids,
            lines,
            lanes,
            shown,
        }
    }

    fn greatest(&mut self, lookup: &Lookup, unit: CalendarUnit) -> usize {
        if let Some((_, greatest)) = self.scales.iter().find(|(known, _)| *known == unit) {
            return *greatest;
        }
        let greatest = greatest_column(lookup, &self.within, unit);
        self.scales.push((unit, greatest));
        greatest
    }
}

/// Returns the sets of lines for which these terms hold; an empty one for terms that are no conditions.
fn sets(lookup: &Lookup, terms: &[String]) -> Vec<LineSet> {
    let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
    lookup.sets_of_terms(&terms).into_iter().map(Option::unwrap_or_default).collect()
}

fn taken<const N: usize>(marks: Vec<Mark>) -> [Mark; N] {
    let mut marks = marks.into_iter();
    std::array::from_fn(|_| marks.next().unwrap_or_default())
}

/// Returns the window that is wanted, given from when to when anything is known.
fn window(wanted: WantedWindow, span: Option<DayRange>) -> TimelineWindow {
    let shown = shown_days();
    // The year 2000 will do where nothing is known.
    let middle = CalendarUnit::Year.days(2000);
    let span = span.map_or(middle, |span| DayRange {
        first: span.first.clamp(shown.first, shown.last),
        last: span.last.clamp(shown.first, shown.last),
    });
    match wanted {
        WantedWindow::Fitting(cells, finest) => TimelineWindow::fitting(span, cells, finest),
        WantedWindow::At(window) => window,
        WantedWindow::All(unit, most) => {
            let (first, last) = (unit.at(span.first), unit.at(span.last));
            let cells = usize::try_from(last - first + 1).unwrap_or(1);
            // Of too many, the last.
            let left_out = i32::try_from(cells.saturating_sub(most)).unwrap_or_default();
            TimelineWindow::of(unit, first + left_out, cells.min(most))
        }
    }
}

/// Returns what others may see of the numbers of some columns and of those before, after and without a date behind
/// them.
fn shown_numbers(
    lookup: &Lookup,
    history: &mut DisclosureHistory,
    sets: &[LineSet],
    within: &LineSet,
) -> ShownNumbers {
    let whole = sets.len();
    let lines = |mark: usize| sets.get(mark).unwrap_or(within).clone();
    // The last three are those that can have no date and those that state none, and both together.
    let (no_date, [without, undated]) = (whole - 1, [whole - 2, whole - 3]);
    let wholes = [
        WholeOfParts { whole, parts: (0..whole).collect() },
        WholeOfParts { whole: no_date, parts: vec![undated, without] },
    ];
    let seen =
        SeenMarks { count: whole + 1, lines: &lines, wholes: &wholes, first: &[whole, no_date] };
    let mut shown = history.protected(lookup, &seen);
    let mut last = || shown.pop().unwrap_or(Shown::Hidden);
    let (whole, no_date, without) = (last(), last(), last());
    let (undated, after, before) = (last(), last(), last());
    ShownNumbers { columns: shown, before, after, undated, without, no_date, whole }
}

impl Timeline {
    /// Returns the record that a row is a date of.
    pub fn id_of(&self, row: &TimelineRow) -> Option<&Id> {
        self.ids.get(row.line as usize)
    }

    /// Returns what columns are drawn to and what those of another timeline are, if that has another unit and number.
    /// What others see is drawn to what they see of the window, so nothing is said of it.
    pub fn rescaled(&self, next: &Self) -> Option<(usize, usize)> {
        let is_seen = self.shown.is_none() && next.shown.is_none();
        let is_other = self.base == next.base
            && self.window.unit() != next.window.unit()
            && self.greatest != next.greatest;
        (is_seen && is_other).then_some((self.greatest, next.greatest))
    }
}
