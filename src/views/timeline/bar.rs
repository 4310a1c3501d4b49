//! One date as a bar: what is known of each end, in cells of whole units.

use std::ops::Range;

use crate::record::Date;
use crate::search::{DayInterval, DayNumber, DayRange, Days, Truth};
use crate::views::calendar_unit::shown_days;
use crate::views::timeline::bar_sign::BarSign;
use crate::views::timeline::window::TimelineWindow;

/// A date as it is drawn: the days that it means, and which of its ends are about or in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateBar {
    days: Days,
    start_is_about: bool,
    end_is_about: bool,
    is_doubtful: bool,
}

/// The cells of one stretch, counted from the first cell of the window; they may lie outside of it.
#[derive(Clone, Copy)]
struct Stretch {
    /// The first and the last cell that it may reach.
    first: i32,
    last: i32,
    /// The first and the last cell in which it certainly went on; none if these are in the other order.
    on_from: i32,
    on_to: i32,
}

impl DateBar {
    /// Returns the bar of a date that means these days.
    pub fn of(date: &Date, days: Days) -> Self {
        let written = date.as_str();
        let (start, end) = written.split_once('/').unwrap_or((written, written));
        let is_about = |end: &str| end.contains(['~', '%']);
        Self {
            days,
            start_is_about: is_about(start),
            end_is_about: is_about(end),
            is_doubtful: written.contains(['?', '%']),
        }
    }

    /// Returns the days that the date means.
    pub fn days(&self) -> &Days {
        &self.days
    }

    /// Returns the signs of all cells of a window. None is empty in whose unit the date may lie, and all others are,
    /// but for a brace or a question mark beside the bar.
    pub fn cells(&self, window: TimelineWindow) -> Vec<Option<BarSign>> {
        let mut cells = BarCells { signs: vec![None; window.cell_count()] };
        let Days { intervals, all } = &self.days;
        let stretches: Vec<Stretch> =
            intervals.iter().map(|interval| Stretch::of(*interval, window)).collect();
        match intervals.as_slice() {
            [one] => self.stretch(*one, window, &mut cells),
            several if *all => {
                for one in several {
                    self.stretch(*one, window, &mut cells);
                }
            }
            several => self.one_of(several, window, &mut cells),
        }
        if cells.signs.iter().all(Option::is_none) {
            return cells.signs;
        }
        let first = stretches.iter().map(|stretch| stretch.first).min().unwrap_or_default();
        let last = stretches.iter().map(|stretch| stretch.last).max().unwrap_or(-1);
        if first < 0 {
            cells.replace(0, BarSign::Before);
        }
        let end = cells.end();
        if last >= end && (end > 1 || first >= 0) {
            cells.replace(end - 1, BarSign::After);
        }
        if *all && intervals.len() > 1 {
            cells.beside(first - 1, BarSign::AllFrom);
            cells.beside(last + 1, BarSign::AllTo);
        } else if self.is_doubtful {
            cells.beside(last + 1, BarSign::Doubtful);
        }
        cells.signs
    }

    fn stretch(&self, interval: DayInterval, window: TimelineWindow, cells: &mut BarCells) {
        let DayInterval { start, end, .. } = interval;
        let Stretch { first, last, on_from, on_to } = Stretch::of(interval, window);
        if start == end {
            let is_day = start.first == start.last;
            if first == last {
                cells.put(first, if is_day { BarSign::Day } else { BarSign::WithinCell });
                return;
            }
            cells.fill(first..last + 1, BarSign::Possible);
            cells.put(first, self.first_sign());
            cells.put(last, self.last_sign());
            return;
        }
        if on_from > on_to {
            let (latest_start, earliest_end) = (window.place(start.last), window.place(end.first));
            cells.fill(first..last + 1, BarSign::Possible);
            cells.put(first, self.first_sign());
            cells.put(last, self.last_sign());
            if is_open(start) {
                cells.fill(first..earliest_end.min(last + 1), BarSign::Open);
            }
            if is_open(end) {
                cells.fill((latest_start + 1).max(first)..last + 1, BarSign::Open);
            }
            return;
        }
        let beside = |range| if is_open(range) { BarSign::Open } else { BarSign::Possible };
        cells.fill(first..on_from, beside(start));
        cells.fill(on_from..on_to + 1, BarSign::On);
        cells.fill(on_to + 1..last + 1, beside(end));
        if first < on_from && !is_open(start) {
            cells.put(first, self.first_sign());
        }
        if last > on_to && !is_open(end) {
            cells.put(last, self.last_sign());
        }
        if first == last {
            // Both ends are in one cell.
            return;
        }
        if first == on_from && !is_open(start) {
            cells.put(
                first,
                if start.first == start.last { BarSign::Day } else { BarSign::BeganWithin },
            );
        }
        if last == on_to && !is_open(end) {
            cells
                .put(last, if end.first == end.last { BarSign::Day } else { BarSign::EndedWithin });
        }
    }

    /// Draws dates of which one is meant.
    fn one_of(&self, several: &[DayInterval], window: TimelineWindow, cells: &mut BarCells) {
        let stretches = || several.iter().map(|interval| Stretch::of(*interval, window));
        let first = stretches().map(|stretch| stretch.first).min().unwrap_or_default();
        let last = stretches().map(|stretch| stretch.last).max().unwrap_or_default();
        if first == last {
            cells.put(first, BarSign::WithinCell);
            return;
        }
        for stretch in stretches() {
            cells.fill(stretch.first..stretch.last + 1, BarSign::Possible);
        }
        cells.put(first, self.first_sign());
        cells.put(last, self.last_sign());
    }

    fn first_sign(&self) -> BarSign {
        if self.start_is_about { BarSign::FirstAbout } else { BarSign::FirstPossible }
    }

    fn last_sign(&self) -> BarSign {
        if self.end_is_about { BarSign::LastAbout } else { BarSign::LastPossible }
    }

    /// Returns whether the date may lie in a window.
    pub fn may_be_in(&self, days: DayRange) -> bool {
        self.days.may_overlap(days) != Truth::No
    }
}

/// Returns whether an end is not stated: it reaches as far as days do.
fn is_open(end: DayRange) -> bool {
    end.first == DayNumber::MIN || end.last == DayNumber::MAX
}

impl Stretch {
    fn of(interval: DayInterval, window: TimelineWindow) -> Self {
        let DayInterval { start, end, doubt } = interval;
        // A unit overlaps the stretch for certain if it reaches both the latest start and the earliest end.
        let (on_from, on_to) = match doubt {
            None => {
                // A day that no view shows is at the nearest that is shown, and what is certain of it is not of that one.
                let shown = shown_days();
                (
                    window.place(start.last) + i32::from(start.last > shown.last),
                    window.place(end.first) - i32::from(end.first < shown.first),
                )
            }
            Some(_) => (1, 0),
        };
        Self { first: window.place(start.first), last: window.place(end.last), on_from, on_to }
    }
}

/// The cells of a bar while it is drawn.
struct BarCells {
    signs: Vec<Option<BarSign>>,
}

impl BarCells {
    fn end(&self) -> i32 {
        i32::try_from(self.signs.len()).unwrap_or(i32::MAX)
    }

    fn at(&mut self, place: i32) -> Option<&mut Option<BarSign>> {
        self.signs.get_mut(usize::try_from(place).ok()?)
    }

    fn put(&mut self, place: i32, sign: BarSign) {
        if let Some(cell) = self.at(place) {
            *cell = Some(sign);
        }
    }

    fn fill(&mut self, places: Range<i32>, sign: BarSign) {
        for place in places.start.max(0)..places.end.min(self.end()) {
            self.put(place, sign);
        }
    }

    /// Puts a sign over another.
    fn replace(&mut self, place: i32, sign: BarSign) {
        if let Some(cell) = self.at(place).filter(|cell| cell.is_some()) {
            *cell = Some(sign);
        }
    }

    /// Puts a sign where none is.
    fn beside(&mut self, place: i32, sign: BarSign) {
        if let Some(cell) = self.at(place).filter(|cell| cell.is_none()) {
            *cell = Some(sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::views::calendar_unit::CalendarUnit;

    fn bar(text: &str) -> DateBar {
        let date = Date::parse(text).unwrap_or_else(|bad| panic!("{text}: {}", bad.message));
        let days = date.days();
        DateBar::of(&date, days)
    }

    fn drawn(text: &str, window: TimelineWindow) -> (String, String) {
        let cells = bar(text).cells(window);
        let with = |sign: fn(BarSign) -> &'static str| -> String {
            cells
                .iter()
                .map(|cell| cell.map_or(" ", sign))
                .collect::<String>()
                .trim_end()
                .to_owned()
        };
        (with(BarSign::sign), with(BarSign::in_ascii))
    }

    #[test]
    fn each_end_of_a_date_is_drawn_by_itself() {
        let quarters = TimelineWindow::of(CalendarUnit::Quarter, 2019 * 4, 16);
        for (text, signs, ascii) in [
            ("2020-05-03", "     ◆", "     #"),
            ("2020-05", "     ◇", "     o"),
            ("2020", "    [··]", "    [..]"),
            ("2020~", "(··········)", "(..........)"),
            ("2021-12~", "           ()", "           ()"),
            ("2022-02~", "            ◇", "            o"),
            ("2020-05?", "     ◇?", "     o?"),
            ("2019-02-03/2020-05-03", "◆━━━━◆", "#====#"),
            ("2019-02/2020-05", "┣━━━━┫", "|====|"),
            ("2020/2021", "    [··━━··]", "    [..==..]"),
            ("2019-02-03/2019-02-09", "━", "="),
            ("2016/2020-05", "◂━━━━┫", "<====|"),
            ("2020/", "    [···╌╌╌╌╌╌╌▸", "    [...------->"),
            ("/2020-05", "◂╌╌╌╌┫", "<----|"),
            ("../2020-05", "◂╌╌╌╌┫", "<----|"),
            ("../2020-05-03", "◂╌╌╌╌◆", "<----#"),
            ("[2020-05,2022]", "     [      ···]", "     [      ...]"),
            ("{2019-02-03,2020-05-03}", "◆    ◆}", "#    #}"),
            ("{2019-05-03,2020-05-03}", "{◆   ◆}", "{#   #}"),
            ("[..2020-05]", "◂····]", "<....]"),
            ("2018", "", ""),
            ("2017/2030", "◂━━━━━━━━━━━━━━▸", "<==============>"),
        ] {
            assert_eq!(drawn(text, quarters), (signs.to_owned(), ascii.to_owned()), "{text}");
        }
    }

    /// The table of dates in the documentation of the format says in words what a bar draws.
    #[test]
    fn bars_say_what_the_documentation_of_dates_says() {
        let page = include_str!("../../../docs/format.md");
        let (_, table) = page.split_once("| a date | means |").unwrap();
        let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
        let window = TimelineWindow::of(CalendarUnit::Month, 2003 * 12, 20 * 12);
        let mut seen = Vec::new();
        for row in rows {
            let [_, dates, words, ..] = row.split('|').collect::<Vec<_>>()[..] else { continue };
            for date in
                dates.split('`').filter_map(|date| date.strip_prefix('"')?.strip_suffix('"'))
            {
                let drawn = drawn(date, window).0;
                let drawn = drawn.trim();
                let has = |signs: &[char]| drawn.contains(signs);
                let went_on = has(&['━', '┣', '┫', '╌']);
                // It went on, or ended some time after.
                assert_eq!(went_on, words.contains("lasted"), "{date}: {drawn}");
                let one = ["at some point between", "in one of", "no later than"];
                if one.iter().any(|one| words.contains(one)) {
                    assert!(has(&['[', ']', '·']) && !has(&['◆', '{']), "{date}: {drawn}");
                    seen.push("some day between");
                }
                if words.contains("in both") {
                    assert!(drawn.starts_with('{') && drawn.ends_with('}'), "{date}: {drawn}");
                    seen.push("both");
                }
                if words.contains("no later than") {
                    assert!(has(&['◂', '▸']), "{date}: {drawn}");
                    seen.push("by");
                }
                seen.extend(went_on.then_some("went on"));
            }
        }
        for words in ["went on", "some day between", "both", "by"] {
            assert!(seen.contains(&words), "no date of the table says: {words}");
        }
    }

    #[test]
    fn an_end_that_is_not_stated_is_drawn_as_open() {
        let years = TimelineWindow::of(CalendarUnit::Year, 2018, 8);
        let (signs, ascii) = drawn("2020-05/..", years);
        assert_eq!((signs.as_str(), ascii.as_str()), ("  ┣╌╌╌╌▸", "  |---->"));
        let date = Date::parse("2020-05/..").unwrap_or_else(|bad| panic!("{}", bad.message));
        let known = Date::window("2022-07-01").unwrap_or(DayRange::ALWAYS).first;
        let bar = DateBar::of(&date, date.days_known_until(Some(known)));
        let signs: String =
            bar.cells(years).iter().map(|cell| cell.map_or(" ", BarSign::sign)).collect();
        assert_eq!(signs, "  ┣━━╌╌▸");
    }

    fn dates() -> impl Strategy<Value = String> {
        let year = prop_oneof![Just(-9999), Just(9999), Just(0), -60..60, 2000..2030_i32];
        let single =
            (year, 0..3, 1..13, 1..29, prop_oneof![Just(""), Just("?"), Just("~"), Just("%")])
                .prop_map(|(year, parts, month, day, mark)| {
                    let sign = if year < 0 { "-" } else { "" };
                    let year = year.abs();
                    match parts {
                        0 => format!("{sign}{year:04}{mark}"),
                        1 => format!("{sign}{year:04}-{month:02}{mark}"),
                        _ => format!("{sign}{year:04}-{month:02}-{day:02}{mark}"),
                    }
                })
                .boxed();
        let end =
            prop_oneof![4 => single.clone(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
        prop_oneof![
            single.clone(),
            (end.clone(), end).prop_map(|(from, to)| format!("{from}/{to}")),
            (single.clone(), single.clone()).prop_map(|(one, other)| format!("[{one},{other}]")),
            (single.clone(), single.clone()).prop_map(|(one, other)| format!("{{{one},{other}}}")),
            single.clone().prop_map(|to| format!("[..{to}]")),
            single.prop_map(|from| format!("[{from}..]")),
            (200..203_u32).prop_map(|decade| format!("{decade}X")),
            Just("2021-XX-05".to_owned()),
            Just("2021-24".to_owned()),
        ]
    }

    proptest! {
        /// What a bar says of a unit is what a query for that unit finds.
        #[test]
        fn a_cell_is_drawn_where_the_date_may_lie_and_nowhere_else(
            text in dates(),
            unit in 0..6_usize,
            year in prop_oneof![Just(-9999), Just(9990), -20..20, 1995..2035_i32],
            cells in 1..70_usize,
        ) {
            let Ok(date) = Date::parse(&text) else { return Ok(()) };
            let unit = CalendarUnit::ALL[unit];
            let first = unit.at(Date::window(&format!("{}{:04}", if year < 0 { "-" } else { "" }, year.abs())).unwrap_or(DayRange::ALWAYS).first);
            let window = TimelineWindow::of(unit, first, cells);
            let bar = DateBar::of(&date, date.days());
            let drawn = bar.cells(window);
            let is_beside = |sign: &BarSign| matches!(sign, BarSign::AllFrom | BarSign::AllTo | BarSign::Doubtful);
            for (cell, sign) in drawn.iter().enumerate() {
                let truth = bar.days().may_overlap(window.days_of(cell));
                let filled = sign.filter(|sign| !is_beside(sign));
                prop_assert_eq!(filled.is_some(), truth != Truth::No, "{} at {}", &text, cell);
                if matches!(filled, Some(BarSign::On | BarSign::BeganWithin | BarSign::EndedWithin)) {
                    prop_assert_eq!(truth, Truth::Certainly, "{} at {}", &text, cell);
                }
                if filled == Some(BarSign::Day) {
                    prop_assert!(truth == Truth::Certainly || text.contains(['?', '%']), "{} at {}", &text, cell);
                }
            }
            let any = drawn.iter().flatten().any(|sign| !is_beside(sign));
            prop_assert_eq!(any, bar.may_be_in(window.days()), "{}", &text);
        }
    }
}
