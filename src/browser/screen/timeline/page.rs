//! What the timeline shows, in words and signs: the strip, the rows on screen, the selected date with its quote.

use crate::browser::model::page::{PageLine, Role, StyledRun, mark_in_short};
use crate::browser::model::{Shared, Symbols};
use crate::browser::screen::timeline::layout::TimelineAreas;
use crate::browser::screen::timeline::lines::TimelineLines;
use crate::browser::screen::timeline::state::{TimelinePart, TimelineScreen, row_of};
use crate::browser::view::footer::Below;
use crate::collection::DatedStatement;
use crate::record::{Cited, Id, Record};
use crate::redaction::{MaskedCollection, quoted};
use crate::text::{clip, clip_words, squeezed, visible, width};
use crate::views::CalendarUnit;
use crate::views::mark::bounds;
use crate::views::protection::{FEWEST, Shown};
use crate::views::timeline::bar_sign::{BarSign, DISPUTED};
use crate::views::timeline::{
    DateBar, LaneOf, RowStanding, Timeline, TimelineLane, TimelineLine, TimelineRow, TimelineWindow,
};

/// The cell at which names start, after the cursor, the letter of the kind and a sign.
const NAME: usize = 3;
/// The cells that the years on the axis need.
const TICK: usize = 7;
/// The cells of the corners and the spaces around words in a border.
const ROOM_AROUND_FOOT: usize = 6;
/// The cells of the corners and the spaces around two titles in a border.
const ROOM_AROUND_TITLES: usize = 10;
/// The cells of a heading that say something.
const LEAST_HEADING: usize = 8;
/// The most cells of a bar in the table.
const TABLE_BAR: usize = 24;

/// The signs that are drawn, by what the terminal can show.
#[derive(Clone, Copy)]
struct Signs {
    is_ascii: bool,
}

impl Signs {
    fn of(shared: &Shared) -> Self {
        Self {
            is_ascii: match shared.about.symbols {
                Symbols::Unicode => false,
                Symbols::Ascii | Symbols::AsciiAlone => true,
            },
        }
    }

    fn pick(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.is_ascii { ascii } else { sign }
    }

    fn bar(self, sign: BarSign) -> &'static str {
        if self.is_ascii { sign.in_ascii() } else { sign.sign() }
    }

    fn full(self) -> &'static str {
        self.pick("█", "#")
    }

    fn shade(self) -> &'static str {
        self.pick("░", ".")
    }

    fn dash(self) -> &'static str {
        self.pick("–", "-")
    }
}

/// The signs that rows on the screen have.
#[derive(Default)]
struct SignsSeen {
    signs: Vec<BarSign>,
    /// Whether a date is stated instead of another one.
    is_disputed: bool,
    /// Whether a date has the sign for both about and doubtful.
    is_rough: bool,
}

/// Returns everything that is drawn.
pub(super) fn lines(
    screen: &TimelineScreen,
    shared: &Shared,
    areas: &TimelineAreas,
) -> TimelineLines {
    let room = usize::from(areas.rows.height);
    let signs = Signs::of(shared);
    let Some((timeline, masked)) = screen.timeline().zip(shared.masked()) else {
        let title = ["Timeline …".to_owned(), String::new()];
        return TimelineLines { room, title, ..TimelineLines::default() };
    };
    let cell = screen.cell().unwrap_or_default();
    let layout = RowLayout { masked, timeline, signs, areas };
    let cursor = screen.cursor();
    let mut seen = SignsSeen::default();
    let rows = match screen.part() {
        TimelinePart::Table => layout.table(cursor.first, room, cell),
        TimelinePart::Rows => {
            let shown = timeline.lines.iter().skip(cursor.first).take(room).enumerate();
            let row = |(number, line): (usize, &TimelineLine)| {
                layout.row(*line, cursor.first + number == cursor.at, &mut seen)
            };
            shown.map(row).collect()
        }
        TimelinePart::Undated => {
            let ids = timeline.undated_ids.iter().skip(cursor.first).take(room).enumerate();
            let line = |(number, id): (usize, &Id)| {
                layout.named(id, " ", cursor.first + number == cursor.at, areas.rows.width.into())
            };
            ids.map(line).collect()
        }
    };
    let rows = if rows.is_empty() { layout.nothing(screen.part()) } else { rows };
    let hidden = screen.line_count().saturating_sub(cursor.first + room);
    let (foot, hidden) = layout.foot(screen, cell, hidden);
    TimelineLines {
        room,
        title: layout.title(screen),
        strip: layout.strip(),
        axis: layout.axis(cell),
        rows,
        foot,
        hidden,
        below: layout.below(screen, &seen),
    }
}

/// Returns a number, as far as it may be seen.
fn number(mark: (usize, usize), shown: Option<&Shown>, signs: Signs) -> String {
    match shown {
        Some(shown) => shown.in_words(signs.dash(), signs.pick("×", "x")),
        None => bounds(mark.0, mark.1, signs.dash()),
    }
}

/// What the lines are made of.
struct RowLayout<'t> {
    masked: MaskedCollection<'t>,
    timeline: &'t Timeline,
    signs: Signs,
    areas: &'t TimelineAreas,
}

impl RowLayout<'_> {
    fn window(&self) -> TimelineWindow {
        self.timeline.window
    }

    fn title(&self, screen: &TimelineScreen) -> [String; 2] {
        let window = self.window();
        let unit = window.unit();
        let (from, to, by_month) = if unit >= CalendarUnit::Quarter {
            let (from, to) = window.years();
            (from.to_string(), to.to_string(), to.to_string())
        } else {
            let month = |day| CalendarUnit::Month.words(CalendarUnit::Month.at(day));
            let last = unit.words(window.number(window.cell_count() - 1));
            (month(window.days().first), last, month(window.days().last))
        };
        let waiting = if screen.is_waiting() { " …" } else { "" };
        let titles = [
            format!("Timeline · {from} … {to} · a cell is a {}{waiting}", unit.name()),
            format!("Timeline · {from} … {to} by {}{waiting}", unit.name()),
            format!("{from} … {by_month} by {}{waiting}", unit.name()),
            format!("{from} … {by_month}"),
        ];
        let (timeline, shown) = (self.timeline, self.timeline.shown.as_ref());
        let whole = (timeline.whole.certain, timeline.whole.at_most());
        let undated = (timeline.no_date.certain, timeline.no_date.at_most());
        let undated = number(undated, shown.map(|shown| &shown.no_date), self.signs);
        let whole = number(whole, shown.map(|shown| &shown.whole), self.signs);
        let by = screen.lanes().words();
        let asides = match shown {
            Some(_) => {
                vec![format!("{undated} of {whole} without a date"), format!("{undated} undated")]
            }
            None => vec![
                format!(
                    "{undated} of {whole} without a date: Tab · a case is in each column that its dates reach · {by}"
                ),
                format!("{undated} of {whole} without a date: Tab · {by}"),
                format!("{undated} of {whole} undated: Tab"),
                format!("{undated} undated: Tab"),
                format!("{undated} undated"),
            ],
        };
        // What is said at the right is shortened first, as far as both still say what they count.
        let room = usize::from(self.areas.whole.width).saturating_sub(ROOM_AROUND_TITLES);
        let Some((last, asides)) = asides.split_last() else { return Default::default() };
        let both = titles.iter().flat_map(|title| asides.iter().map(move |aside| [title, aside]));
        let mut both = both.chain(titles.iter().map(|title| [title, last]));
        let fitting =
            both.find(|both| both.iter().map(|words| width(words)).sum::<usize>() <= room);
        let [.., shortest] = &titles;
        let alone = || [shortest.clone(), String::new()];
        fitting.map_or_else(alone, |both| both.map(Clone::clone))
    }

    /// Returns the lines of the strip: as high as there are cases at most, and full as far as it is certain.
    fn strip(&self) -> Vec<PageLine> {
        let height = usize::from(self.areas.strip.height);
        let timeline = self.timeline;
        // Of numbers that others may not see, no column tells the height.
        let shown = timeline.shown.as_ref();
        let sizes: Vec<(usize, usize)> = timeline
            .columns
            .iter()
            .enumerate()
            .map(|(column, mark)| match shown.and_then(|shown| shown.columns.get(column)) {
                None => (mark.certain, mark.at_most()),
                Some(Shown::Both { certain, at_most }) => (*certain, *at_most),
                Some(Shown::AtLeast(certain)) => (*certain, *certain),
                Some(Shown::AtMost(at_most)) => (0, *at_most),
                Some(Shown::Few | Shown::Hidden) => (0, 0),
            })
            .collect();
        let greatest = match shown {
            None => timeline.greatest.max(1),
            Some(_) => sizes.iter().map(|(_, at_most)| *at_most).max().unwrap_or_default().max(1),
        };
        let rows_of = |size: usize| (size * height).div_ceil(greatest);
        let line = |row: usize| {
            let level = height - row;
            let mut signs = String::new();
            for (column, (certain, at_most)) in sizes.iter().enumerate() {
                let is_hidden = shown.is_some_and(|shown| {
                    matches!(shown.columns.get(column), Some(Shown::Few | Shown::Hidden))
                });
                signs.push_str(match level {
                    1 if is_hidden => "?",
                    _ if level <= rows_of(*certain) => self.signs.full(),
                    _ if level <= rows_of(*at_most) => self.signs.shade(),
                    _ => " ",
                });
            }
            let mut line = PageLine::default();
            let label = match (row, level) {
                // Others see no number here: what is drawn has no height.
                _ if shown.is_some() && sizes.iter().all(|(_, at_most)| *at_most == 0) => {
                    String::new()
                }
                (0, 1) => format!("{greatest} {} {}", self.signs.full(), self.signs.shade()),
                (0, _) => format!("{greatest} at most {}", self.signs.shade()),
                (_, 1) => format!("at least {}", self.signs.full()),
                (_, _) => String::new(),
            };
            let room = self.areas.name_cells.saturating_sub(1);
            let label = clip(&label, room);
            let at = room - width(&label);
            line.put(at, Some(StyledRun::new(Role::Quiet, label)));
            line.put(self.areas.name_cells, Some(StyledRun::new(Role::Text, signs)));
            line
        };
        (0..height).map(line).collect()
    }

    /// Returns the lines with the years or months and with the column under the cursor. Where there is room for one line
    /// only, the cursor takes the place of a year, and never covers a part of one.
    fn axis(&self, cell: usize) -> Vec<PageLine> {
        let window = self.window();
        let start = self.areas.name_cells;
        let is_one = self.areas.axis.height < 2;
        let mut line = PageLine::default();
        let mut free = 0;
        for (place, (number, words)) in ticks(window).into_iter().enumerate() {
            let is_near_end = number + width(&words) + 1 > window.cell_count();
            if number < free || is_near_end && place > 0 {
                continue;
            }
            let words = format!("{}{words}", self.signs.pick("╵", "|"));
            free = number + width(&words).max(TICK - 1) + 1;
            if is_one && (number..number + width(&words)).contains(&cell) {
                continue;
            }
            line.put(start + number, Some(StyledRun::new(Role::Quiet, words)));
        }
        let cursor = StyledRun::new(Role::Cursor, self.signs.pick("▾", "v"));
        if is_one {
            line.put(start + cell, Some(cursor));
            return vec![line];
        }
        vec![line, PageLine::of(start + cell, cursor)]
    }

    fn row(&self, line: TimelineLine, is_selected: bool, seen: &mut SignsSeen) -> PageLine {
        let row = match line {
            TimelineLine::Lane(number) => return self.heading(number as usize, is_selected),
            TimelineLine::Row(_) => row_of(self.timeline, line),
        };
        let Some((row, id)) = row.and_then(|row| Some((row, self.timeline.id_of(row)?))) else {
            return PageLine::default();
        };
        let (sign, role) = match row.standing {
            RowStanding::Rival => (self.signs.pick(DISPUTED.0, DISPUTED.1), Role::Disputed),
            RowStanding::Possible => ("?", Role::Text),
            RowStanding::Certain => (" ", Role::Text),
        };
        let named = |cells: usize| self.named(id, sign, is_selected, cells);
        let Some(DatedStatement { date, days, .. }) = self.statement(row) else {
            return named(self.areas.name_cells);
        };
        let signs = DateBar::of(&date, days).cells(self.window());
        // A name goes on where the bar has not begun.
        let free = signs.iter().position(Option::is_some).unwrap_or(signs.len());
        let mut line = named(self.areas.name_cells + free);
        for sign in signs.iter().flatten() {
            if !seen.signs.contains(sign) {
                seen.signs.push(*sign);
            }
        }
        seen.is_disputed |= row.standing == RowStanding::Rival;
        seen.is_rough |= date.as_str().contains('%');
        let text: String =
            signs.iter().map(|sign| sign.map_or(" ", |sign| self.signs.bar(sign))).collect();
        let trimmed = text.trim_start();
        let at = self.areas.name_cells + width(&text) - width(trimmed);
        line.put(at, Some(StyledRun::new(role, trimmed.trim_end())));
        let room = self.areas.date_cells.saturating_sub(1);
        // A part of a date is another date; that of the selected row is whole below.
        let written = visible(date.as_str()).into_owned();
        let written = if width(&written) > room { "…".to_owned() } else { written };
        let at = self.areas.name_cells + self.areas.bar_cells + 1;
        line.put(at, (room > 0).then(|| StyledRun::new(Role::Quiet, written)));
        line
    }

    /// Returns the line of a record, as far as its name.
    fn named(&self, id: &Id, sign: &str, is_selected: bool, cells: usize) -> PageLine {
        let mut line = PageLine::default();
        line.put(0, is_selected.then(|| StyledRun::new(Role::Cursor, "▌")));
        let letter = self.masked.kind(id).map(|kind| kind.letter().to_string());
        line.put(1, letter.map(|letter| StyledRun::new(Role::Label, letter)));
        let role = if sign == "?" { Role::Unchecked } else { Role::Disputed };
        line.put(2, (sign != " ").then(|| StyledRun::new(role, sign)));
        let name = visible(&squeezed(&self.masked.name_of(id))).into_owned();
        let name = in_whole_words(&name, cells.saturating_sub(NAME + 1));
        line.put(NAME, Some(StyledRun::new(Role::Text, name)));
        line
    }

    /// Returns what a lane is called.
    fn lane_name(&self, lane: &TimelineLane) -> String {
        match &lane.of {
            LaneOf::Kind(kind) => kind.folder().to_owned(),
            LaneOf::Record(id) => visible(&squeezed(&self.masked.name_of(id))).into_owned(),
            LaneOf::Words(words) => visible(&squeezed(&self.masked.text(words))).into_owned(),
            LaneOf::Others => "others".to_owned(),
            LaneOf::NotStated => "not stated".to_owned(),
        }
    }

    /// Returns the heading of a lane.
    fn heading(&self, number: usize, is_selected: bool) -> PageLine {
        let Some(lane) = self.timeline.lanes.get(number) else { return PageLine::default() };
        let words = self.lane_name(lane);
        let count = bounds(lane.mark.certain, lane.mark.at_most(), self.signs.dash());
        let cases = if lane.mark.at_most() == 1 { "case" } else { "cases" };
        let said = match self.timeline.shown {
            Some(_) => String::new(),
            None => format!("  {count} {cases}"),
        };
        let mut heading = PageLine::default();
        heading.put(0, is_selected.then(|| StyledRun::new(Role::Cursor, "▌")));
        let end = 1 + width(&words);
        heading.put(1, Some(StyledRun::new(Role::Heading, words)));
        heading.put(end, Some(StyledRun::new(Role::Quiet, said)));
        heading
    }

    /// Returns the date of a row.
    fn statement(&self, row: &TimelineRow) -> Option<DatedStatement> {
        let whole = self.masked.whole();
        let found = whole.with_record(self.timeline.id_of(row)?, |located| {
            let statements = whole.dated_statements(located.record);
            statements.into_iter().nth(usize::from(row.statement))
        });
        found.flatten()
    }

    /// Returns the columns as a table.
    fn table(&self, first: usize, room: usize, cell: usize) -> Vec<PageLine> {
        let Timeline { window, columns, shown, .. } = self.timeline;
        let said = |column: usize| {
            let mark = columns.get(column)?;
            let shown = shown.as_ref().map(|shown| shown.columns.get(column));
            let label = window.unit().words(window.number(column));
            let label = if self.signs.is_ascii { label.replace('–', "-") } else { label };
            let number = number((mark.certain, mark.at_most()), shown.flatten(), self.signs);
            Some((label, number, mark))
        };
        let all: Vec<_> = (first..columns.len().min(first + room)).filter_map(said).collect();
        let label_cells = all.iter().map(|(label, ..)| width(label)).max().unwrap_or_default();
        let number_cells = all.iter().map(|(_, number, _)| width(number)).max().unwrap_or_default();
        let greatest = self.timeline.greatest.max(1);
        let bar_cells = greatest.min(TABLE_BAR);
        let line =
            |(place, (label, number, mark)): (usize, &(String, String, &crate::views::Mark))| {
                let mut line = PageLine::default();
                let is_selected = first + place == cell;
                line.put(0, is_selected.then(|| StyledRun::new(Role::Cursor, "▌")));
                line.put(2, Some(StyledRun::new(Role::Label, label.clone())));
                let at = label_cells + 4 + number_cells - width(number);
                line.put(at, Some(StyledRun::new(Role::Text, number.clone())));
                let at = label_cells + number_cells + 6;
                if shown.is_none() {
                    let cells = |size: usize| (size * bar_cells).div_ceil(greatest);
                    let (certain, most) = (cells(mark.certain), cells(mark.at_most()));
                    let bar = self.signs.full().repeat(certain)
                        + &self.signs.shade().repeat(most.saturating_sub(certain));
                    line.put(at, Some(StyledRun::new(Role::Text, bar)));
                }
                let query = self.query(&mark.query);
                line.put(at + bar_cells + 2, Some(StyledRun::new(Role::Quiet, query)));
                line
            };
        all.iter().enumerate().map(line).collect()
    }

    /// Returns a query as it may be seen.
    fn query(&self, query: &str) -> String {
        if self.timeline.shown.is_some() {
            return crate::session::terms::masked_query(query);
        }
        visible(&self.masked.text(query)).into_owned()
    }

    /// Returns what is said where there is no row.
    fn nothing(&self, part: TimelinePart) -> Vec<PageLine> {
        let timeline = self.timeline;
        let words = match part {
            _ if timeline.whole.at_most() == 0 => "No case matches this query.",
            TimelinePart::Undated => "All of these cases have a date.",
            TimelinePart::Rows | TimelinePart::Table if timeline.rows.is_empty() => {
                "None of these cases has a date; Tab lists them."
            }
            TimelinePart::Rows | TimelinePart::Table => {
                "No date lies in these years; = shows all that is known."
            }
        };
        let room = usize::from(self.areas.rows.width).saturating_sub(2);
        let runs = StyledRun::wrapped(Role::Quiet, words, room);
        runs.into_iter().map(|run| PageLine::of(1, run)).collect()
    }

    /// Returns the words in the lower border: what is under the cursor, and how many cases that are; and how many of the rows
    /// below are said to be there besides.
    fn foot(&self, screen: &TimelineScreen, cell: usize, hidden: usize) -> (String, usize) {
        let timeline = self.timeline;
        let shown = timeline.shown.as_ref();
        let (of, mark, shown) = match screen.part() {
            TimelinePart::Rows if screen.lane().is_some() => {
                let room = usize::from(self.areas.whole.width) / 2;
                let name = screen.lane().map(|lane| clip(&self.lane_name(lane), room));
                (name.unwrap_or_default(), screen.mark(), None)
            }
            TimelinePart::Undated => {
                let shown = shown.map(|shown| &shown.no_date);
                ("no date".to_owned(), screen.mark(), shown)
            }
            TimelinePart::Rows | TimelinePart::Table => {
                let shown = shown.and_then(|shown| shown.columns.get(cell));
                let words = timeline.window.unit().words(timeline.window.number(cell));
                (words, screen.mark(), shown)
            }
        };
        let Some(mark) = mark else { return (String::new(), hidden) };
        let of = if self.signs.is_ascii { of.replace('–', "-") } else { of };
        let size = match shown {
            Some(shown) => shown.in_words(self.signs.dash(), self.signs.pick("×", "x")),
            None if mark.at_most() == 0 => "no case".to_owned(),
            None if mark.possible == 0 => format!("{} certainly", mark.certain),
            None => format!("{} certainly, {} at most", mark.certain, mark.at_most()),
        };
        let scales = match screen.rescaled() {
            Some((before, now)) => [
                format!(" · the strip now goes up to {now}, before to {before}"),
                format!(" · strip now to {now}, was {before}"),
            ],
            None => Default::default(),
        };
        let is_listed = shown.is_none() && mark.at_most() > 0;
        let way = match (is_listed, screen.record_id()) {
            (false, _) => "",
            (true, Some(_)) => " · c lists them",
            (true, None) => " · Enter lists them",
        };
        let sign = if screen.lane().is_some() { "" } else { self.signs.pick("▾ ", "v ") };
        // Half of what can be done is no help, and the status line says it too; then the scale is said in short, then how many
        // rows are below is left out.
        let [scale, short] = &scales;
        let forms = [[way, scale.as_str()], ["", scale.as_str()], ["", short.as_str()], ["", ""]];
        let said = forms.map(|[way, scale]| format!("{sign}{of} · {size}{way}{scale}"));
        let number = number((mark.certain, mark.at_most()), shown, self.signs);
        let said = said.into_iter().chain([format!("{sign}{of} · {number}")]);
        let said: Vec<String> = said.collect();
        let room = usize::from(self.areas.whole.width).saturating_sub(ROOM_AROUND_FOOT);
        let fits = |taken: usize| said.iter().find(|said| width(said) + taken <= room).cloned();
        let taken = Below::from(hidden).cells();
        match (fits(taken), fits(0)) {
            (Some(said), _) => (said, hidden),
            (None, Some(said)) => (said, 0),
            (None, None) => (format!("{sign}{of}"), 0),
        }
    }

    /// Returns the lines below the border: the selected date, the words that support it, the signs.
    fn below(&self, screen: &TimelineScreen, seen: &SignsSeen) -> Vec<PageLine> {
        let height = usize::from(self.areas.below.height);
        let room = usize::from(self.areas.below.width).saturating_sub(2);
        let line =
            |role: Role, words: &str| PageLine::of(1, StyledRun::new(role, clip(words, room)));
        let row = screen.row();
        let mut lines = Vec::new();
        let [date, quote] = row.map_or_else(Default::default, |row| self.selected(row, room));
        if height > 1 {
            lines.push(line(Role::Text, &date));
        }
        if height > 2 {
            lines.push(line(Role::Quoted, &quote));
        }
        if height > 0 {
            lines.push(line(Role::Quiet, &self.legend(screen.part(), seen, room)));
        }
        lines
    }

    /// Returns what the signs mean that are on the screen: as many of them as there is room for.
    fn legend(&self, part: TimelinePart, seen: &SignsSeen, room: usize) -> String {
        if self.timeline.shown.is_some() {
            let hidden = self.signs.pick("×", "x");
            return format!(
                "<{FEWEST} one to ten  {hidden} ? hidden, or another could be worked out from it"
            );
        }
        if part == TimelinePart::Table {
            return format!("{} at least  {} at most", self.signs.full(), self.signs.shade());
        }
        let has = |sign: BarSign| seen.signs.contains(&sign);
        let of =
            |signs: &[BarSign]| signs.iter().map(|sign| self.signs.bar(*sign)).collect::<String>();
        let within = of(&[
            BarSign::FirstPossible,
            BarSign::Possible,
            BarSign::Possible,
            BarSign::LastPossible,
        ]);
        let about =
            of(&[BarSign::FirstAbout, BarSign::Possible, BarSign::Possible, BarSign::LastAbout]);
        let several = of(&[BarSign::AllFrom, BarSign::Day, BarSign::AllTo]);
        let beyond = format!("{} {}", of(&[BarSign::Before]), of(&[BarSign::After]));
        let began = has(BarSign::BeganWithin) || has(BarSign::EndedWithin);
        let doubt = has(BarSign::Doubtful) || seen.is_rough;
        // The most telling first: where there is no room for all, the last ones are left out.
        let parts = [
            (has(BarSign::Day), of(&[BarSign::Day]), "that day", "day"),
            (has(BarSign::WithinCell), of(&[BarSign::WithinCell]), "within the cell", "in cell"),
            (
                has(BarSign::FirstPossible) || has(BarSign::LastPossible),
                within,
                "some time within",
                "within",
            ),
            (has(BarSign::FirstAbout) || has(BarSign::LastAbout), about, "about", "about"),
            (doubt, "?".to_owned(), "doubtful", "doubtful"),
            (seen.is_rough, "%".to_owned(), "both", "both"),
            (
                seen.is_disputed,
                self.signs.pick(DISPUTED.0, DISPUTED.1).to_owned(),
                "disputed",
                "disputed",
            ),
            (has(BarSign::On) || began, of(&[BarSign::On]), "went on", "on"),
            (has(BarSign::Open), of(&[BarSign::Open]), "open", "open"),
            (has(BarSign::AllFrom), several, "all of these", "all"),
            (has(BarSign::Before) || has(BarSign::After), beyond, "beyond", "beyond"),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|(is_seen, ..)| *is_seen).collect();
        let said = |count: usize, is_long: bool| -> String {
            let words = parts.iter().take(count);
            let words = words.map(|(_, sign, long, short)| {
                format!("{sign} {}", if is_long { long } else { short })
            });
            words.collect::<Vec<_>>().join(if is_long { "  " } else { " " })
        };
        let forms = [said(parts.len(), true)].into_iter();
        let mut forms = forms.chain((0..=parts.len()).rev().map(|count| said(count, false)));
        forms.find(|words| width(words) <= room).unwrap_or_default()
    }

    /// Returns the selected date in words, and the words of a source that support it.
    fn selected(&self, row: &TimelineRow, room: usize) -> [String; 2] {
        let whole = self.masked.whole();
        let Some(id) = self.timeline.id_of(row) else { return Default::default() };
        let heading = visible(&squeezed(&self.masked.heading_of(id))).into_owned();
        let found = whole.with_record(id, |located| {
            let record = located.record;
            let statement = whole.dated_statements(record).into_iter().nth(row.statement.into())?;
            let DatedStatement { cited, date, rival_of, .. } = statement;
            let support = self.support(record, cited.as_ref(), rival_of);
            Some((date, support))
        });
        let Some(Some((date, support))) = found else { return Default::default() };
        let Support { label, source, source_in_short, words } = support;
        let written = visible(date.as_str());
        let labelled = format!("{label} {written}");
        let date = if width(&labelled) <= room { labelled } else { written.into_owned() };
        // Who says so is there whole, or without the date on which it did, or not at all; what may be cut is the heading, which
        // is in the row too.
        let mut said = date;
        let sources = [source, source_in_short];
        let mut sources = sources.iter().filter(|source| !source.is_empty());
        if let Some(source) = sources.find(|source| width(&said) + 3 + width(source) <= room) {
            said = format!("{said} · {source}");
        }
        let left = room.saturating_sub(width(&said) + 3);
        if left >= LEAST_HEADING {
            said = format!("{said} · {}", in_whole_words(&heading, left));
        }
        [said, words]
    }

    /// Returns what supports a date of a record, or states it instead.
    fn support(&self, record: &Record, cited: Option<&Cited>, rival_of: Option<usize>) -> Support {
        let label =
            cited.map_or_else(|| "date".to_owned(), |cited| self.masked.label(record, cited));
        let label = visible(&squeezed(&label)).into_owned();
        let evidence = cited.and_then(|cited| {
            let evidence = self.masked.evidence(&record.id)?;
            evidence.field(cited).cloned()
        });
        let first = rival_of.or_else(|| evidence.as_ref()?.supports.first().copied());
        let sign = match (rival_of, &evidence) {
            (Some(_), _) => "according to".to_owned(),
            (None, Some(evidence)) => mark_in_short(evidence.status()),
            (None, None) => String::new(),
        };
        let quote = first.and_then(|number| record.quotes.get(number));
        let Some((number, quote)) = first.zip(quote) else {
            let words = "no quote supports this date".to_owned();
            let (source, source_in_short) = (sign.clone(), sign);
            return Support { label, source, source_in_short, words };
        };
        let said = |source: Option<String>, grade: &str| {
            let source = visible(&squeezed(&source.unwrap_or_default())).into_owned();
            let source = format!("{sign} {source}").trim().to_owned();
            if grade.is_empty() { source } else { format!("{source} · grade {grade}") }
        };
        let source = quote.source().map(|source| self.masked.source_in_short(source));
        let source = said(source, &self.masked.grade(quote));
        let source_in_short = quote.source().map(|source| self.masked.source_name(source));
        let source_in_short = said(source_in_short, "");
        let words = self.masked.quoted_words(&record.id, number).unwrap_or_default();
        let words = visible(&squeezed(&words)).into_owned();
        let words = if words.is_empty() { words } else { quoted(&words) };
        Support { label, source, source_in_short, words }
    }
}

/// Returns words shortened to so many cells, so that no number seems to end where it is cut.
fn in_whole_words(words: &str, cells: usize) -> String {
    clip_words(words, cells).replace(",…", "…")
}

/// What supports a date, in words.
struct Support {
    label: String,
    /// The evidence status, and who says so, when, with its grade.
    source: String,
    /// The evidence status, and who says so.
    source_in_short: String,
    words: String,
}

/// Returns the cells of a window at which a label may be, each with the label.
fn ticks(window: TimelineWindow) -> Vec<(usize, String)> {
    let unit = window.unit();
    let labelled = |(cell, number): (usize, i32)| {
        let first = unit.days(number).first;
        let year = CalendarUnit::Year.at(first);
        let before = CalendarUnit::Day.days(first.saturating_sub(1)).first;
        let is_new = |of: CalendarUnit| of.at(before) != of.at(first);
        let words = match unit {
            CalendarUnit::Day => is_new(CalendarUnit::Month)
                .then(|| CalendarUnit::Month.words(CalendarUnit::Month.at(first))),
            CalendarUnit::Week => {
                // The week in which a year begins has its label.
                let last = unit.days(number).last;
                let next = CalendarUnit::Year.at(last);
                let begins = next != CalendarUnit::Year.at(before);
                begins.then(|| next.to_string())
            }
            CalendarUnit::Month | CalendarUnit::Quarter => {
                is_new(CalendarUnit::Year).then(|| year.to_string())
            }
            CalendarUnit::Year => {
                (year % 5 == 0 || window.cell_count() < 3 * TICK).then(|| year.to_string())
            }
            CalendarUnit::Decade => Some(year.to_string()),
        };
        words.map(|words| (cell, words))
    };
    let mut ticks: Vec<_> = window.numbers().enumerate().filter_map(labelled).collect();
    if ticks.is_empty() {
        ticks.push((0, unit.words(window.number(0))));
    }
    ticks
}
