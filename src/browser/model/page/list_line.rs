//! The lines of one record in the list pane: kind, name, reason of the match, place, figure and date.

use std::collections::HashSet;

use crate::record::{Date, Id};
use crate::search::{Looseness, MatchRank, Part, Query, Tier, highlights};
use crate::text::{clip, squeezed, visible, width as width_of};

use super::list_date::DateLength;
use crate::browser::model::page::line::{PageLine, Role, StyledRun};
use crate::redaction::{ListFigures, MaskedCollection};
use crate::session::list_columns::ListColumns;

/// The cell at which names start, after the cursor, the letter of the kind and the sign of doubt.
const NAME: usize = 3;
/// The fewest cells for a name if something else is shown beside it.
const LEAST_NAME: usize = 12;
/// From this width on, figures are shown.
const ROOM_FOR_FIGURES: usize = 24;
/// From this width on, the years of dates are shown.
const ROOM_FOR_YEARS: usize = 30;
/// From this width on, the months of dates are shown.
const ROOM_FOR_MONTHS: usize = 34;
/// From this width on, dates are shown whole.
const ROOM_FOR_DATES: usize = 60;
/// From this width on, places are shown.
const ROOM_FOR_PLACES: usize = 60;
/// The cells for a place.
const PLACE: usize = 18;
/// The most cells for a date: two days of different years.
const WIDEST_DATE: usize = 25;
/// The sign of a record that was edited and is no longer found.
const LOST: &str = "-";
/// The sign of a marked record.
const MARKED: &str = "+";

/// How a list shows its records.
#[derive(Clone, Copy, Debug)]
pub struct ListLineContext<'q> {
    /// The width of the list.
    pub width: usize,
    /// The widths that the figures and dates of all cases need.
    pub columns: ListColumns,
    /// The query whose matches are highlighted in names.
    pub query: &'q Query,
    /// How the record was found, if the query has words.
    pub found: Option<MatchRank>,
    /// The records that are only possibly meant.
    pub possible: &'q HashSet<Id>,
    /// Whether the record is marked; `None` if none is, so that the sign takes no room.
    pub marked: Option<bool>,
    /// Whether the record was edited, and the search does not find it any more.
    pub lost: bool,
    /// Whether the place and the date have a line of their own, below that of the name.
    pub two_lines: bool,
}

impl ListLineContext<'_> {
    /// Returns the cell at which the name starts.
    fn name_at(&self) -> usize {
        NAME + usize::from(self.marked.is_some())
    }

    /// Returns how much of a date the line has room for.
    fn date_length(&self) -> Option<DateLength> {
        match self.width {
            _ if self.two_lines || self.columns.date == 0 => None,
            ROOM_FOR_DATES.. => Some(DateLength::Whole),
            ROOM_FOR_MONTHS.. => Some(DateLength::Months),
            ROOM_FOR_YEARS.. => Some(DateLength::Years),
            _ => None,
        }
    }

    /// Returns the cell at which a place starts, if there is room for places.
    fn place_at(&self) -> Option<usize> {
        let date = self.date_length().map_or(0, |length| length.cells() + 1);
        // A unit or a sign comes to the figure.
        let figure = if self.columns.figure == 0 { 0 } else { self.columns.figure + 3 };
        let has_room = !self.two_lines && self.width >= ROOM_FOR_PLACES;
        has_room.then(|| self.width.saturating_sub(date + figure + PLACE)).filter(|at| *at > NAME)
    }
}

/// What is put into a line from its right end on.
struct RightEnd {
    /// The first cell that is taken.
    start: usize,
    line: PageLine,
}

impl RightEnd {
    /// Puts words to the left of what is there, or further to the left, so that they end before `end`.
    fn put(&mut self, end: usize, role: Role, words: String) {
        self.start = self.start.min(end).saturating_sub(width_of(&words));
        self.line.put(self.start, Some(StyledRun::new(role, words)));
        // One cell stays free.
        self.start = self.start.saturating_sub(1);
    }
}

/// Returns the line of one record, or the first of its two.
///
/// A narrow list leaves out the place, then the date, then the figure: names need the room most. Each of them takes
/// only what it needs, so that the name goes on up to it.
pub fn entry(masked: &MaskedCollection<'_>, id: &Id, listed: ListLineContext<'_>) -> PageLine {
    let ListLineContext { width, query, found, possible, .. } = listed;
    let name_at = listed.name_at();
    let Some(ListFigures { kind, figure, date, place }) = masked.figures(id) else {
        return PageLine::of(name_at, StyledRun::file(Role::Warning, &masked.id(id)));
    };
    let mut right = RightEnd { start: width, line: PageLine::default() };
    let length = listed.date_length();
    let date = date.zip(length);
    if let Some((date, length)) = date {
        let whole = visible(&length.said(date, masked.dates())).into_owned();
        // Two days take less room as the months in which they are than cut.
        let said = if width_of(&whole) > WIDEST_DATE {
            visible(&DateLength::Months.said(date, masked.dates())).into_owned()
        } else {
            whole
        };
        right.put(width, Role::Quiet, clip(&said, WIDEST_DATE));
    }
    if let Some(figure) = figure.filter(|_| width >= ROOM_FOR_FIGURES) {
        // Figures are in line where they have a date to their right.
        let beside_date = length.filter(|_| date.is_some()).map(|length| length.cells() + 1);
        right.put(width.saturating_sub(beside_date.unwrap_or_default()), Role::Text, figure);
    }
    let whole = visible(&squeezed(&masked.name_of(id))).into_owned();
    let place = place.filter(|_| !masked.is_masked(id)).zip(listed.place_at());
    if let Some((place, column)) = place.filter(|(_, at)| right.start > at + LEAST_NAME) {
        let name = visible(&squeezed(&masked.name_of(place))).into_owned();
        let name = clip(&name, (right.start - column).min(PLACE));
        // Places are in line, unless the name needs the cells that are free to the right of its place.
        let is_cut = name_at + width_of(&whole) >= column;
        let at = if is_cut { right.start - width_of(&name) } else { column };
        right.line.put(at, Some(StyledRun::new(Role::Quiet, name)));
        right.start = at.saturating_sub(1);
    }
    let name_end = right.start;
    // If the match is not in the name, it is shown after the name, if there is room for both.
    let reach = found.map_or(Looseness::Literal, MatchRank::looseness);
    let shown = !highlights(query, &whole, reach).is_empty();
    let reason = found.and_then(|found| found_in(found, shown));
    let least = LEAST_NAME.min(width_of(&whole));
    let reason = reason.filter(|reason| name_end > name_at + least + reason.len());
    let reason_cells = reason.map_or(0, |reason| reason.len() + 1);
    let name = clip(&whole, name_end.saturating_sub(name_at + reason_cells));
    let mut line =
        PageLine::joined(name_at, StyledRun::new(Role::Text, name).highlighted(query, reach));
    let reason_at = name_end.saturating_sub(reason_cells.saturating_sub(1));
    line.put(reason_at, reason.map(|reason| StyledRun::new(Role::Quiet, reason)));
    line.put(1, Some(StyledRun::new(Role::Label, kind.letter())));
    let doubt = if listed.lost { Some(LOST) } else { possible.contains(id).then_some("?") };
    line.put(2, doubt.map(|sign| StyledRun::new(Role::Unchecked, sign)));
    let has_mark = listed.marked == Some(true);
    line.put(NAME, has_mark.then(|| StyledRun::new(Role::Key, MARKED)));
    for placed in right.line.runs() {
        line.put(placed.at, Some(placed.run.clone()));
    }
    line
}

/// Returns the second line of a record: its date and its place.
pub fn second_line(
    masked: &MaskedCollection<'_>,
    id: &Id,
    listed: ListLineContext<'_>,
) -> PageLine {
    let Some(ListFigures { date, place, .. }) = masked.figures(id) else {
        return PageLine::default();
    };
    let date =
        date.map(|date: &Date| visible(&DateLength::Whole.said(date, masked.dates())).into_owned());
    let place = place.filter(|_| !masked.is_masked(id));
    let place = place.map(|place| visible(&squeezed(&masked.name_of(place))).into_owned());
    let mut words: Vec<String> = date.into_iter().chain(place).collect();
    if words.is_empty() && !masked.is_masked(id) {
        words.push("no date or place".to_owned());
    }
    let name_at = listed.name_at();
    let words = clip(&words.join(" · "), listed.width.saturating_sub(name_at + 2));
    PageLine::of(name_at + 2, StyledRun::new(Role::Quiet, words))
}

/// Returns the word for where a record matched, unless its name shows it; a word for a possible
/// match is always shown.
pub(crate) fn found_in(found: MatchRank, shown: bool) -> Option<&'static str> {
    match (found.tier, found.part) {
        (Tier::Typo, _) => Some("~typo"),
        (Tier::Fuzzy, _) if shown => Some("~letters"),
        (Tier::Fuzzy, Part::Name) => Some("(~name)"),
        (Tier::Fuzzy, Part::Short) => Some("(~field)"),
        (Tier::Fuzzy, Part::Alias) => Some("(~alias)"),
        (Tier::Fuzzy, Part::Id) => Some("(~id)"),
        (_, _) if shown => None,
        (_, Part::Name) => Some("(name)"),
        (_, Part::Short) => Some("(field)"),
        (_, Part::Alias) => Some("(alias)"),
        (_, Part::Id) => Some("(id)"),
        (_, Part::Long) => Some("(summary)"),
        (_, Part::Quote) => Some("(quote)"),
    }
}
