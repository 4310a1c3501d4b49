//! One line of the list pane: kind, name, figure and date in columns.

use std::collections::HashSet;

use crate::record::Id;
use crate::search::{Looseness, MatchRank, Part, Query, Tier, highlights};
use crate::text::{clip, squeezed, visible};

use crate::browser::model::page::line::{PageLine, Role, StyledRun};
use crate::redaction::{ListFigures, MaskedCollection};
use crate::session::list_columns::ListColumns;

/// The cell at which names start, after the cursor, the letter of the kind and the sign of doubt.
const NAME: usize = 3;
/// The fewest cells for a name if something else is shown beside it.
const LEAST_NAME: usize = 12;
/// The most cells for a date in a list of usual width; longer ones are intervals.
const WIDEST_DATE: usize = 11;
/// The most cells for an interval: two days of different years.
const WIDEST_INTERVAL: usize = 25;
/// From this width on, intervals are shown whole.
const ROOM_FOR_INTERVALS: usize = 60;

/// Returns the columns that a list of `width` cells has room for.
///
/// A narrow list leaves out the date, then the figure: names need the room most.
fn fitting(columns: ListColumns, width: usize) -> ListColumns {
    ListColumns {
        figure: if width >= 24 { columns.figure } else { 0 },
        date: match width {
            ROOM_FOR_INTERVALS.. => columns.date.min(WIDEST_INTERVAL),
            33.. => columns.date.min(WIDEST_DATE),
            _ => 0,
        },
    }
}

/// How a list shows its records.
#[derive(Clone, Copy, Debug)]
pub struct ListLineContext<'q> {
    /// The width of the list.
    pub width: usize,
    /// The widths of its columns.
    pub columns: ListColumns,
    /// The query whose matches are highlighted in names.
    pub query: &'q Query,
    /// How the record was found, if the query has words.
    pub found: Option<MatchRank>,
    /// The records that are only possibly meant.
    pub possible: &'q HashSet<Id>,
}

/// Returns the line of one record.
pub fn entry(masked: &MaskedCollection<'_>, id: &Id, listed: ListLineContext<'_>) -> PageLine {
    let ListLineContext { width, columns, query, found, possible } = listed;
    let Some(ListFigures { kind, figure, date }) = masked.figures(id) else {
        return PageLine::of(NAME, StyledRun::file(Role::Warning, &masked.id(id)));
    };
    let ListColumns { figure: figure_cells, date: date_cells } = fitting(columns, width);
    let figure = figure.filter(|_| figure_cells > 0);
    let date = date.filter(|_| date_cells > 0);
    let date_at = width.saturating_sub(date_cells);
    let figure_end = date_at.saturating_sub(usize::from(date_cells > 0));
    // A name extends over the columns after it if they are empty.
    let name_end = match (&figure, &date) {
        (Some(_), _) => figure_end.saturating_sub(figure_cells + 1),
        (None, Some(_)) => figure_end,
        (None, None) => width,
    };
    // If the match is not in the name, it is shown after the name, if there is room for both.
    let whole = visible(&squeezed(&masked.name_of(id))).into_owned();
    let reach = found.map_or(Looseness::Literal, MatchRank::looseness);
    let shown = !highlights(query, &whole, reach).is_empty();
    let place = found.and_then(|found| found_in(found, shown));
    let place = place.filter(|place| name_end > NAME + LEAST_NAME + place.len());
    let told_cells = place.map_or(0, |place| place.len() + 1);
    let name = clip(&whole, name_end.saturating_sub(NAME + told_cells));
    let mut line =
        PageLine::joined(NAME, StyledRun::new(Role::Text, name).highlighted(query, reach));
    let told_at = name_end.saturating_sub(told_cells.saturating_sub(1));
    line.put(told_at, place.map(|place| StyledRun::new(Role::Quiet, place)));
    line.put(1, Some(StyledRun::new(Role::Label, kind.letter())));
    line.put(2, possible.contains(id).then(|| StyledRun::new(Role::Unchecked, "?")));
    if let Some(figure) = figure {
        let at = figure_end.saturating_sub(crate::text::width(&figure));
        line.put(at, Some(StyledRun::new(Role::Text, figure)));
    }
    line.put(date_at, date.map(|date| StyledRun::new(Role::Quiet, clip(&date, date_cells))));
    line
}

/// Returns the word for where a record matched, unless its name shows it; a word for a possible
/// match is always shown.
fn found_in(found: MatchRank, shown: bool) -> Option<&'static str> {
    match (found.tier, found.part) {
        (Tier::Typo, _) => Some("~typo"),
        (_, _) if shown => None,
        (_, Part::Name | Part::Short) => None,
        (_, Part::Alias) => Some("alias"),
        (_, Part::Id) => Some("id"),
        (_, Part::Long) => Some("summary"),
        (_, Part::Quote) => Some("quote"),
    }
}
