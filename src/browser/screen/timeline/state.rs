//! The state of the timeline: the window and the cursor, and what was made for them.

use std::sync::Arc;

use crate::browser::model::input::command::Step;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::{Effect, Shared};
use crate::browser::screen::timeline::layout::TimelineAreas;
use crate::browser::screen::timeline::lines::TimelineLines;
use crate::collection::Collection;
use crate::record::Id;
use crate::redaction::Mask;
use crate::search::{DayNumber, DayRange};
use crate::views::timeline::{
    LaneOf, LanesBy, Timeline, TimelineLane, TimelineLine, TimelineRequest, TimelineRow,
    TimelineWindow, WantedWindow,
};
use crate::views::{CalendarUnit, Mark, ViewAnswer, ViewRequest};

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct TimelineScreen {
    /// The number of the last request.
    generation: u64,
    /// What was asked for last.
    asked: Option<AskedTimeline>,
    timeline: Option<Arc<Timeline>>,
    /// The window that is wanted; `None` for all that is known.
    window: Option<TimelineWindow>,
    /// A day of the column under the cursor.
    day: Option<DayNumber>,
    /// What the strip went up to before the unit changed, and now, until the next key.
    rescaled: Option<(usize, usize)>,
    lanes: LanesBy,
    part: TimelinePart,
    /// The place of the cursor in each part, and the first line on screen.
    rows: LineCursor,
    undated: LineCursor,
    /// What is under the cursor, by which it is found again.
    spot: Option<LineSpot>,
    /// What was under the cursor before a change of the window or the query took it away; it is selected again once it is
    /// back, unless the user goes elsewhere.
    lost: Option<LineSpot>,
    lines: TimelineLines,
}

/// What the rows below the strip show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TimelinePart {
    /// The dates.
    #[default]
    Rows,
    /// The cases without a date.
    Undated,
    /// The columns.
    Table,
}

/// A cursor over lines that may be many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LineCursor {
    /// The line that it is on.
    pub(super) at: usize,
    /// The first line on screen.
    pub(super) first: usize,
}

/// A line as it is found again after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LineSpot {
    /// A date of a record.
    Row { id: Id, statement: u16 },
    /// The heading of a lane.
    Lane(LaneOf),
}

/// What a request was made of.
#[derive(Clone, Debug)]
struct AskedTimeline {
    request: TimelineRequest,
    collection: Arc<Collection>,
}

impl LineCursor {
    fn step(&mut self, step: Step, count: usize, rows: usize) {
        self.at = step.from(self.at, count, rows);
    }

    /// Scrolls as little as needed to show the line that it is on.
    fn settle(&mut self, count: usize, rows: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        let rows = rows.max(1);
        let lowest = (self.at + 1).saturating_sub(rows);
        let farthest = count.saturating_sub(rows);
        self.first = self.first.clamp(lowest, self.at.max(lowest)).min(farthest.max(lowest));
    }
}

impl TimelineScreen {
    /// Returns the timeline as it was made last.
    pub(super) fn timeline(&self) -> Option<&Timeline> {
        self.timeline.as_deref()
    }

    /// Returns what the rows show. To others it is the columns alone: from rows it could be counted how many cases of a
    /// kind there are in a month, however many a column has.
    pub(crate) fn part(&self) -> TimelinePart {
        let is_for_others = self.timeline().is_some_and(|timeline| timeline.shown.is_some());
        if is_for_others { TimelinePart::Table } else { self.part }
    }

    /// Shows the rows again, if it shows something else in their place; returns whether it did.
    pub(super) fn show_rows(&mut self) -> bool {
        let is_other = self.part != TimelinePart::Rows;
        self.part = TimelinePart::Rows;
        is_other
    }

    /// Returns the lines that are on screen.
    pub(super) fn lines(&self) -> &TimelineLines {
        &self.lines
    }

    /// Returns whether what is wanted is still being made.
    pub(super) fn is_waiting(&self) -> bool {
        let Some(AskedTimeline { request, .. }) = &self.asked else { return true };
        let wanted = |window: TimelineWindow| request.window == WantedWindow::At(window);
        self.timeline.is_none()
            || self.window.is_some_and(|window| {
                wanted(window) && self.timeline().is_some_and(|made| made.window != window)
            })
    }

    /// Returns whether others are to see no more than they may: where everything is masked.
    pub(super) fn is_protected(shared: &Shared) -> bool {
        shared.mask == Mask::All
    }

    /// Asks for the timeline that is to be shown, unless it was asked for last.
    pub(super) fn ask(&mut self, shared: &Shared) -> Option<Effect> {
        let collection = shared.collection.as_ref().filter(|_| !shared.is_arriving())?;
        let cells = TimelineAreas::of(shared.areas().body).bar_cells;
        let is_protected = Self::is_protected(shared);
        // Others see dates by the month, and no days.
        let finest = if is_protected { CalendarUnit::Month } else { CalendarUnit::Day };
        let window = self.window.map(|window| {
            let cell = self.cell_in(window);
            let window = if window.unit() < finest { window.zoomed(finest, cell) } else { window };
            window.with_cells(cells)
        });
        self.window = window;
        let request = TimelineRequest {
            typed: shared.query.text.clone(),
            window: window.map_or(WantedWindow::Fitting(cells, finest), WantedWindow::At),
            lanes: if is_protected { LanesBy::None } else { self.lanes },
            is_protected,
        };
        let is_known = |asked: &AskedTimeline| {
            asked.request == request && Arc::ptr_eq(&asked.collection, collection)
        };
        if self.asked.as_ref().is_some_and(is_known) {
            return None;
        }
        if self.asked.as_ref().is_some_and(|asked| asked.request.is_protected != is_protected) {
            // What others may not see is not left on the screen until the numbers have come.
            self.timeline = None;
        }
        let asked = request.clone();
        self.asked = Some(AskedTimeline { request: asked, collection: Arc::clone(collection) });
        self.generation += 1;
        let request = Box::new(ViewRequest::Timeline(request));
        Some(Effect::View { generation: self.generation, request })
    }

    /// Takes an answer, unless another request was made since.
    pub(super) fn take(&mut self, generation: u64, answer: &ViewAnswer) {
        let ViewAnswer::Timeline(timeline) = answer else { return };
        if generation == self.generation {
            self.rescaled = self.timeline().and_then(|before| before.rescaled(timeline));
            self.timeline = Some(Arc::clone(timeline));
            self.find_line();
        }
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(super) fn follow(&mut self, renamed: &RenamedIds) {
        for spot in self.spot.iter_mut().chain(&mut self.lost) {
            if let LineSpot::Row { id, .. } = spot {
                renamed.follow(id);
            }
        }
    }

    /// Finds what is under the cursor in other lines: the same line, one of the same record, or the date that is next to the
    /// column under the cursor.
    fn find_line(&mut self) {
        let Some(timeline) = self.timeline.clone() else { return };
        let before = self.rows.at;
        let place = |spot: &LineSpot| {
            let is_spot = |line: &TimelineLine| spot.is_of(&timeline, *line);
            // It is usually where it was.
            let same = timeline.lines.get(before).filter(|line| is_spot(line));
            same.map(|_| before).or_else(|| timeline.lines.iter().position(is_spot))
        };
        if let Some(at) = self.lost.as_ref().and_then(place) {
            (self.rows.at, self.spot) = (at, self.lost.take());
        } else if let Some(at) = self.spot.as_ref().and_then(place) {
            self.rows.at = at;
        } else if let Some(spot) = self.spot.take() {
            let of_record = |line: &TimelineLine| spot.is_of_record(&timeline, *line);
            let at = timeline.lines.iter().position(of_record);
            self.rows.at = at.or_else(|| self.next_to_column(&timeline)).unwrap_or(before);
            self.lost.get_or_insert(spot);
            self.spot = self.line_spot();
        }
    }

    /// Returns the line of the date that is next to the column under the cursor.
    fn next_to_column(&self, timeline: &Timeline) -> Option<usize> {
        let day = self.day?;
        let away = |(at, line): (usize, &TimelineLine)| {
            let row = row_of(timeline, *line)?;
            Some((day.clamp(row.first, row.last).abs_diff(day), at))
        };
        timeline.lines.iter().enumerate().filter_map(away).min().map(|(_, at)| at)
    }

    /// Returns what the strip went up to before the unit changed, and now.
    pub(super) fn rescaled(&self) -> Option<(usize, usize)> {
        self.rescaled
    }

    /// Forgets that the strip goes up to another number, since that was read.
    pub(super) fn forget_rescaled(&mut self) {
        self.rescaled = None;
    }

    /// Returns the window on the screen: as wanted last, else as it was made.
    fn current(&self) -> Option<TimelineWindow> {
        self.window.or(self.timeline.as_ref().map(|timeline| timeline.window))
    }

    /// Returns the cell of a window that the cursor is on.
    fn cell_in(&self, window: TimelineWindow) -> usize {
        let last = window.cell_count() - 1;
        let middle = window.days_of(window.cell_count() / 2).first;
        let place = window.place(self.day.unwrap_or(middle));
        usize::try_from(place).unwrap_or_default().min(last)
    }

    /// Returns the cell that the cursor is on in the timeline that is shown.
    pub(super) fn cell(&self) -> Option<usize> {
        self.timeline().map(|timeline| self.cell_in(timeline.window))
    }

    /// Returns the mark under the cursor: that of the lane whose heading is selected, else that of the column.
    pub(super) fn mark(&self) -> Option<&Mark> {
        let timeline = self.timeline()?;
        if let Some(lane) = self.lane() {
            return Some(&lane.mark);
        }
        match self.part() {
            TimelinePart::Undated => Some(&timeline.no_date),
            TimelinePart::Rows | TimelinePart::Table => timeline.columns.get(self.cell()?),
        }
    }

    /// Returns the row under the cursor.
    pub(super) fn row(&self) -> Option<&TimelineRow> {
        row_of(self.timeline()?, self.line()?)
    }

    /// Returns the lane whose heading is under the cursor.
    pub(super) fn lane(&self) -> Option<&TimelineLane> {
        lane_of(self.timeline()?, self.line()?)
    }

    fn line(&self) -> Option<TimelineLine> {
        let timeline = self.timeline().filter(|_| self.part() == TimelinePart::Rows)?;
        timeline.lines.get(self.rows.at).copied()
    }

    /// Returns the record under the cursor.
    pub(super) fn record_id(&self) -> Option<&Id> {
        match self.part() {
            TimelinePart::Rows => self.timeline()?.id_of(self.row()?),
            TimelinePart::Undated => self.timeline()?.undated_ids.get(self.undated.at),
            TimelinePart::Table => None,
        }
    }

    /// Returns the cursor of the part that is shown; that of the table is the column.
    pub(super) fn cursor(&self) -> LineCursor {
        match self.part() {
            TimelinePart::Rows => self.rows,
            TimelinePart::Undated => self.undated,
            TimelinePart::Table => {
                let mut cursor = LineCursor { at: self.cell().unwrap_or_default(), first: 0 };
                cursor.first = cursor.at.saturating_sub(self.lines.room / 2);
                cursor.settle(self.line_count(), self.lines.room);
                cursor
            }
        }
    }

    /// Returns how many lines the part has.
    pub(super) fn line_count(&self) -> usize {
        self.timeline().map_or(0, |timeline| match self.part() {
            TimelinePart::Rows => timeline.lines.len(),
            TimelinePart::Undated => timeline.undated_ids.len(),
            TimelinePart::Table => timeline.columns.len(),
        })
    }

    /// Moves to another line. The column follows to where its date is, so that a zoom is one at the selected date.
    pub(super) fn step(&mut self, shared: &Shared, step: Step) {
        let (count, rows) = (self.line_count(), self.lines.room);
        match self.part() {
            TimelinePart::Rows => {
                self.rows.step(step, count, rows);
                self.remember_line();
                self.follow_row(shared);
            }
            TimelinePart::Undated => self.undated.step(step, count, rows),
            TimelinePart::Table => {
                let at = self.cell().unwrap_or_default();
                let to = step.from(at, count, rows);
                self.move_column(
                    i32::try_from(to).unwrap_or_default() - i32::try_from(at).unwrap_or_default(),
                );
            }
        }
    }

    fn line_spot(&self) -> Option<LineSpot> {
        LineSpot::of(self.timeline()?, self.line()?)
    }

    /// Remembers the line that the user went to.
    fn remember_line(&mut self) {
        if let Some(spot) = self.line_spot() {
            (self.spot, self.lost) = (Some(spot), None);
        }
    }

    /// Goes to the next column in which the date of the row may be, unless it may be in this one.
    fn follow_row(&mut self, shared: &Shared) {
        let Some(window) = self.current() else { return };
        let column = window.days_of(self.cell_in(window));
        if self.day_of_row(shared, column, column).is_none() {
            self.day = self.day_of_row(shared, window.days(), column).or(self.day);
        }
    }

    /// Returns the day within some days that the date of the row under the cursor may mean and that is next to the middle of
    /// a column.
    fn day_of_row(&self, shared: &Shared, within: DayRange, column: DayRange) -> Option<DayNumber> {
        let (row, collection) = (self.row()?, shared.collection.as_deref()?);
        let id = self.timeline()?.id_of(row)?;
        let days = collection.with_record(id, |located| {
            let mut statements = collection.dated_statements(located.record).into_iter();
            statements.nth(row.statement.into()).map(|statement| statement.days)
        });
        let middle = column.middle();
        let inside = days??.intervals.into_iter().filter_map(|interval| {
            let first = interval.start.first.max(within.first);
            let last = interval.end.last.min(within.last);
            (first <= last).then(|| middle.clamp(first, last))
        });
        inside.min_by_key(|day| day.abs_diff(middle))
    }

    /// Puts the cursor where there is something, the first time: at the first date of the selected record, or where no date
    /// of it is known, in the first column that has a case.
    fn begin(&mut self, shared: &Shared) {
        let Some(timeline) = self.timeline.clone().filter(|_| self.day.is_none()) else { return };
        let selected = shared.listing.selected();
        let is_of_it = |line: &TimelineLine| {
            row_of(&timeline, *line).is_some_and(|row| timeline.id_of(row) == selected)
        };
        let window = timeline.window;
        let of_it = timeline.lines.iter().position(is_of_it);
        if let Some(at) = of_it {
            // What is before it is in sight too.
            self.rows = LineCursor { at, first: at.saturating_sub(self.lines.room / 2) };
        }
        let row = of_it.and_then(|at| row_of(&timeline, *timeline.lines.get(at)?));
        let at = row.map(|row| window.place(row.first.max(window.days().first)));
        let first = || timeline.columns.iter().position(|mark| mark.at_most() > 0);
        let at = at.or_else(|| i32::try_from(first()?).ok());
        if let Some(cell) = at {
            self.put_cursor(window, cell);
        }
    }

    /// Moves the cursor by columns; at an end of the window, the window moves too.
    pub(super) fn move_column(&mut self, columns: i32) {
        let Some(window) = self.current() else { return };
        let cell = i32::try_from(self.cell_in(window)).unwrap_or_default();
        let last = i32::try_from(window.cell_count() - 1).unwrap_or_default();
        let to = cell.saturating_add(columns);
        let beyond = if to < 0 { to } else { (to - last).max(0) };
        let moved = if beyond == 0 { window } else { window.moved(beyond) };
        if beyond != 0 {
            self.window = Some(moved);
        }
        self.put_cursor(moved, to.clamp(0, last));
    }

    fn put_cursor(&mut self, window: TimelineWindow, cell: i32) {
        let days = window.days_of(usize::try_from(cell).unwrap_or_default());
        self.day = Some(days.middle());
    }

    /// Shows other units, the column under the cursor in its place. Returns whether there are any.
    pub(super) fn zoom(&mut self, shared: &Shared, is_in: bool) -> bool {
        let Some(window) = self.current() else { return false };
        let finest =
            if Self::is_protected(shared) { CalendarUnit::Month } else { CalendarUnit::Day };
        let unit = window.unit();
        let next = if is_in { unit.finer().filter(|unit| *unit >= finest) } else { unit.coarser() };
        let Some(next) = next else { return false };
        let cell = self.cell_in(window);
        let column = window.days_of(cell);
        // Of a column that the selected date reaches, that date stays in sight.
        let day = self.day_of_row(shared, column, column).unwrap_or_else(|| column.middle());
        self.day = Some(day);
        self.window = Some(window.zoomed_at(next, cell, day));
        true
    }

    /// Moves the window by half its width, and the cursor with it.
    pub(super) fn pan(&mut self, is_on: bool) {
        let Some(window) = self.current() else { return };
        let cell = self.cell_in(window);
        let half = i32::try_from((window.cell_count() / 2).max(1)).unwrap_or(1);
        let moved = window.moved(if is_on { half } else { -half });
        self.window = Some(moved);
        self.put_cursor(moved, i32::try_from(cell).unwrap_or_default());
    }

    /// Shows all that is known.
    pub(super) fn fit(&mut self) {
        self.window = None;
    }

    /// Divides the rows otherwise.
    pub(super) fn next_lanes(&mut self) {
        if let Some(timeline) = self.timeline.clone().filter(|_| self.lane().is_some()) {
            // Of a heading that goes, the first date below it stays selected.
            let is_row = |line: &&TimelineLine| matches!(line, TimelineLine::Row(_));
            let below = timeline.lines.iter().skip(self.rows.at).find(is_row);
            let below = below.and_then(|line| LineSpot::of(&timeline, *line));
            self.spot = below.or_else(|| self.spot.take());
        }
        self.lanes = self.lanes.next();
        self.part = TimelinePart::Rows;
    }

    /// Returns by what the rows are divided.
    pub(super) fn lanes(&self) -> LanesBy {
        self.lanes
    }

    /// Shows a part, or the rows where it is shown already.
    pub(super) fn show_part(&mut self, part: TimelinePart) {
        self.part = if self.part == part { TimelinePart::Rows } else { part };
    }

    /// Puts the cursor at a line of the part, counted from the first on screen, and at a cell, as far as either was
    /// clicked; returns whether it was at this cell before.
    pub(super) fn click(&mut self, line: Option<usize>, cell: Option<usize>) -> bool {
        let before = (self.cursor().at, self.cell());
        let cell = cell.filter(|_| line.is_none() || self.part() == TimelinePart::Rows);
        if let Some((window, cell)) = self.current().zip(cell) {
            self.put_cursor(window, i32::try_from(cell).unwrap_or_default());
        }
        let at = line.map(|line| self.cursor().first + line);
        if let Some(at) = at.filter(|at| *at < self.line_count()) {
            match self.part() {
                TimelinePart::Rows => {
                    self.rows.at = at;
                    self.remember_line();
                }
                TimelinePart::Undated => self.undated.at = at,
                TimelinePart::Table => {
                    let to = i32::try_from(at).unwrap_or_default();
                    if let Some(window) = self.current() {
                        self.put_cursor(window, to);
                    }
                }
            }
        }
        (line.is_some() || cell.is_some()) && before == (self.cursor().at, self.cell())
    }

    /// Returns the row under the cursor in short.
    #[cfg(test)]
    pub(crate) fn row_words(&self) -> Option<(String, bool)> {
        use crate::views::timeline::RowStanding;
        let (row, id) = self.row().zip(self.record_id())?;
        Some((id.to_string(), row.standing == RowStanding::Rival))
    }

    /// Returns the query under the cursor, and how many cases it lists.
    #[cfg(test)]
    pub(crate) fn mark_words(&self) -> Option<(String, usize)> {
        self.mark().map(|mark| (mark.query.clone(), mark.at_most()))
    }

    /// Returns how many columns there are.
    #[cfg(test)]
    pub(crate) fn cell_count(&self) -> usize {
        self.timeline().map_or(0, |timeline| timeline.window.cell_count())
    }

    /// Takes over the lines that are on screen.
    pub(super) fn put_lines(&mut self, lines: TimelineLines) {
        self.lines = lines;
    }

    /// Makes the cursor valid.
    pub(super) fn settle_cursor(&mut self, shared: &Shared) {
        let areas = TimelineAreas::of(shared.areas().body);
        self.lines.room = usize::from(areas.rows.height);
        self.begin(shared);
        let (count, room) = (self.line_count(), self.lines.room);
        match self.part() {
            TimelinePart::Rows => self.rows.settle(count, room),
            TimelinePart::Undated => self.undated.settle(count, room),
            TimelinePart::Table => {}
        }
        if self.spot.is_none() {
            self.spot = self.line_spot();
        }
    }
}

impl LineSpot {
    fn of(timeline: &Timeline, line: TimelineLine) -> Option<Self> {
        let of_lane = |lane: &TimelineLane| Self::Lane(lane.of.clone());
        let of_row = |row: &TimelineRow| {
            Some(Self::Row { id: timeline.id_of(row)?.clone(), statement: row.statement })
        };
        lane_of(timeline, line).map(of_lane).or_else(|| row_of(timeline, line).and_then(of_row))
    }

    fn is_of(&self, timeline: &Timeline, line: TimelineLine) -> bool {
        match self {
            Self::Row { id, statement } => row_of(timeline, line)
                .is_some_and(|row| row.statement == *statement && timeline.id_of(row) == Some(id)),
            Self::Lane(of) => lane_of(timeline, line).is_some_and(|lane| lane.of == *of),
        }
    }

    /// Returns whether a line has a date of the same record.
    fn is_of_record(&self, timeline: &Timeline, line: TimelineLine) -> bool {
        match self {
            Self::Row { id, .. } => {
                row_of(timeline, line).is_some_and(|row| timeline.id_of(row) == Some(id))
            }
            Self::Lane(_) => false,
        }
    }
}

/// Returns the lane whose heading a line of a timeline is.
fn lane_of(timeline: &Timeline, line: TimelineLine) -> Option<&TimelineLane> {
    match line {
        TimelineLine::Lane(number) => timeline.lanes.get(number as usize),
        TimelineLine::Row(_) => None,
    }
}

/// Returns the row that a line of a timeline is.
pub(super) fn row_of(timeline: &Timeline, line: TimelineLine) -> Option<&TimelineRow> {
    match line {
        TimelineLine::Row(number) => timeline.rows.get(number as usize),
        TimelineLine::Lane(_) => None,
    }
}
