//! The stretch of time that a timeline shows: so many whole units of the calendar, a cell each.

use crate::search::{DayNumber, DayRange};
use crate::views::calendar_unit::CalendarUnit;

/// The most cells after all that is known.
const MOST_AFTER: i32 = 3;

/// So many units of the calendar, from one on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimelineWindow {
    unit: CalendarUnit,
    first: i32,
    cells: i32,
}

impl TimelineWindow {
    /// Returns the window of so many cells from a unit on; one that would reach beyond the years that are shown
    /// ends with them.
    pub fn of(unit: CalendarUnit, first: i32, cells: usize) -> Self {
        let cells = i32::try_from(cells).unwrap_or(i32::MAX).clamp(1, 10_000);
        let (least, most) = unit.shown();
        let farthest = (most - cells + 1).max(least);
        Self { unit, first: first.clamp(least, farthest), cells: cells.min(most - least + 1) }
    }

    /// Returns the window with the finest unit of which all these days take no more than the cells there are. What
    /// cells are left lie around them, few of them after, since that is mostly the future. Where even decades do not
    /// suffice, the last of them are shown.
    pub fn fitting(days: DayRange, cells: usize, finest: CalendarUnit) -> Self {
        let most = i32::try_from(cells).unwrap_or(i32::MAX).max(1);
        let taken = |unit: CalendarUnit| unit.at(days.last) - unit.at(days.first) + 1;
        let mut units = CalendarUnit::ALL.into_iter().filter(|unit| *unit >= finest);
        let fitting = units.clone().find(|unit| taken(*unit) <= most);
        let unit = fitting.or(units.next_back()).unwrap_or(CalendarUnit::Decade);
        let left = most - taken(unit);
        let after = if left < 0 { 0 } else { (left / 2).min(MOST_AFTER) };
        Self::of(unit, unit.at(days.first) - left + after, cells)
    }

    /// Returns the window with so many cells, which begins where this one does.
    #[must_use]
    pub fn with_cells(self, cells: usize) -> Self {
        Self::of(self.unit, self.first, cells)
    }

    /// Returns the window in another unit, with the middle of the unit at a cell in the same cell.
    #[must_use]
    pub fn zoomed(self, unit: CalendarUnit, cell: usize) -> Self {
        self.zoomed_at(unit, cell, self.days_of(cell).middle())
    }

    /// Returns the window in another unit, with a day in a cell.
    #[must_use]
    pub fn zoomed_at(self, unit: CalendarUnit, cell: usize, day: DayNumber) -> Self {
        let cell = i32::try_from(cell).unwrap_or_default().min(self.cells - 1);
        Self::of(unit, unit.at(day) - cell, self.cell_count())
    }

    /// Returns the window so many cells later, or earlier.
    #[must_use]
    pub fn moved(self, cells: i32) -> Self {
        Self::of(self.unit, self.first.saturating_add(cells), self.cell_count())
    }

    /// Returns the unit of a cell.
    pub fn unit(self) -> CalendarUnit {
        self.unit
    }

    /// Returns the number of the unit at a cell.
    pub fn number(self, cell: usize) -> i32 {
        self.first + i32::try_from(cell).unwrap_or_default().min(self.cells - 1)
    }

    /// Returns the numbers of all units, in their order.
    pub fn numbers(self) -> impl Iterator<Item = i32> {
        self.first..self.first + self.cells
    }

    /// Returns how many cells there are.
    pub fn cell_count(self) -> usize {
        usize::try_from(self.cells).unwrap_or(1)
    }

    /// Returns the days at a cell.
    pub fn days_of(self, cell: usize) -> DayRange {
        self.unit.days(self.number(cell))
    }

    /// Returns all its days.
    pub fn days(self) -> DayRange {
        let first = self.unit.days(self.first).first;
        DayRange { first, last: self.unit.days(self.first + self.cells - 1).last }
    }

    /// Returns the place of a day, counted in cells from the first; it may be before that, or after the last.
    pub fn place(self, day: DayNumber) -> i32 {
        self.unit.at(day) - self.first
    }

    /// Returns the first and the last year that it shows.
    pub fn years(self) -> (i32, i32) {
        let DayRange { first, last } = self.days();
        (CalendarUnit::Year.at(first), CalendarUnit::Year.at(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Date;
    use crate::views::calendar_unit::{CivilDay, YEARS};

    fn days(from: &str, to: &str) -> DayRange {
        let window = |text: &str| Date::window(text).unwrap_or(DayRange::ALWAYS);
        DayRange { first: window(from).first, last: window(to).last }
    }

    #[test]
    fn the_finest_unit_is_taken_of_which_all_days_fit() {
        let fit = |from, to, cells| {
            let window = TimelineWindow::fitting(days(from, to), cells, CalendarUnit::Day);
            let within = window.days();
            let asked = days(from, to);
            (window.unit(), within.first <= asked.first && asked.last <= within.last)
        };
        assert_eq!(fit("2011", "2026-01", 66), (CalendarUnit::Quarter, true));
        assert_eq!(fit("2024", "2026", 45), (CalendarUnit::Month, true));
        assert_eq!(fit("2024-12-07", "2024-12-07", 45), (CalendarUnit::Day, true));
        assert_eq!(fit("2024-12-07", "2025-06", 45), (CalendarUnit::Week, true));
        assert_eq!(fit("-9999", "9999", 45), (CalendarUnit::Decade, false));
        let coarse =
            TimelineWindow::fitting(days("2024-12-07", "2024-12-08"), 9, CalendarUnit::Month);
        assert_eq!(coarse.unit(), CalendarUnit::Month);
    }

    #[test]
    fn zooming_keeps_the_cell_under_the_cursor_and_moving_stops_at_the_ends() {
        let year = TimelineWindow::of(CalendarUnit::Year, 2000, 40);
        let month = year.zoomed(CalendarUnit::Month, 17);
        let at_cursor = CivilDay::of(month.days_of(17).first);
        assert_eq!((at_cursor.year, at_cursor.month), (2017, 7));
        assert_eq!(month.zoomed(CalendarUnit::Year, 17), year);
        for cells in [i32::MIN, i32::MAX] {
            let moved = year.moved(cells);
            assert_eq!(moved.cell_count(), 40);
            assert!(moved.years().0 == YEARS.0 || moved.years().1 == YEARS.1);
        }
        let few = TimelineWindow::fitting(days("2024", "2026"), 9, CalendarUnit::Year);
        assert_eq!(few.years(), (2021, 2029));
        let many = TimelineWindow::fitting(days("2024", "2026"), 40, CalendarUnit::Year);
        assert_eq!(many.years(), (1990, 2029));
        let all = TimelineWindow::of(CalendarUnit::Decade, 0, 9_999);
        assert_eq!((all.years(), all.cell_count()), (YEARS, 2_000));
        assert_eq!(TimelineWindow::of(CalendarUnit::Day, 0, 0).cell_count(), 1);
    }
}
