//! One line of the list: kind, name, the figure that matters, date, in columns of their own.

use std::collections::HashSet;

use crate::collection::Collection;
use crate::record::{Id, Name, Record};
use crate::search::{Query, Reach, highlights};
use crate::text::{ByteRange, clip, visible, width};

use super::line::{Line, Role, Run};

/// The widths of the columns of the list, as wide as any case of the collection needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    figure: usize,
    date: usize,
}

/// The cell at which names start, behind the cursor, the letter of the kind and the sign of doubt.
const NAME: usize = 3;
/// The most cells for a date; longer ones are intervals.
const WIDEST_DATE: usize = 10;

impl Columns {
    /// Returns columns that hold what every one of these records has to say.
    pub fn of<'r>(records: impl Iterator<Item = &'r Record>) -> Self {
        records.fold(Self::default(), |widest, record| {
            let cells = |text: Option<String>| text.map_or(0, |text| width(&text));
            Self {
                figure: widest.figure.max(cells(figure(record))),
                date: widest.date.max(cells(date(record))).min(WIDEST_DATE),
            }
        })
    }

    /// Returns the columns that a list of `width` cells has room for.
    ///
    /// A narrow list leaves out the date, then the figure: names need the room most.
    fn fit(self, width: usize) -> Self {
        Self {
            figure: if width >= 24 { self.figure } else { 0 },
            date: if width >= 36 { self.date } else { 0 },
        }
    }
}

/// How a list shows its records.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'q> {
    /// The width of the list.
    pub width: usize,
    /// The widths of its columns.
    pub columns: Columns,
    /// What is to be lit up in names.
    pub query: &'q Query,
    /// The records that are only possibly meant.
    pub possible: &'q HashSet<Id>,
}

/// Returns the line of one record.
pub fn entry(collection: &Collection, id: &Id, listed: Listed<'_>) -> Line {
    let Listed { width, columns, query, possible } = listed;
    let Some(located) = collection.get(id.as_str()) else {
        return Line::of(NAME, Run::file(Role::Warning, id.as_str()));
    };
    let record = located.record;
    let Columns { figure: figure_cells, date: date_cells } = columns.fit(width);
    let figure = figure(record).filter(|_| figure_cells > 0);
    let date = date(record).filter(|_| date_cells > 0);
    let date_at = width.saturating_sub(date_cells);
    let figure_end = date_at.saturating_sub(usize::from(date_cells > 0));
    // A name runs on where the columns behind it have nothing to say.
    let name_end = match (&figure, &date) {
        (Some(_), _) => figure_end.saturating_sub(figure_cells + 1),
        (None, Some(_)) => figure_end,
        (None, None) => width,
    };
    let name = clip(&visible(listed_name(record)), name_end.saturating_sub(NAME));
    let mut line = Line::joined(NAME, lit(&name, query));
    line.put(1, Some(Run::new(Role::Label, record.kind.letter())));
    line.put(2, possible.contains(id).then(|| Run::new(Role::Unchecked, "?")));
    if let Some(figure) = figure {
        let at = figure_end.saturating_sub(crate::text::width(&figure));
        line.put(at, Some(Run::new(Role::Text, figure)));
    }
    line.put(date_at, date.map(|date| Run::new(Role::Quiet, clip(&date, date_cells))));
    line
}

/// A person is known by name; what happened, by title.
fn listed_name(record: &Record) -> &str {
    record.fields.text(Name::Name).unwrap_or_else(|| record.heading())
}

fn figure(record: &Record) -> Option<String> {
    let qualifier = match record.fields.text(Name::CountQualifier) {
        Some("at_least") => "≥",
        Some("more_than") => ">",
        Some("about") => "~",
        Some("nearly") => "<",
        Some(_) | None => "",
    };
    let age = record.fields.whole(Name::Age).is_some();
    let qualifier = if age { "" } else { qualifier };
    record.figure().map(|figure| format!("{qualifier}{figure}"))
}

fn date(record: &Record) -> Option<String> {
    record.when().map(|date| visible(date.as_str()).into_owned())
}

/// Returns a name in runs, what the query found apart from the rest.
fn lit(name: &str, query: &Query) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut reached = 0;
    for range in highlights(query, name, Reach::Literal) {
        let before = ByteRange::from_span(reached..range.start());
        runs.push(Run::new(Role::Text, before.of(name)));
        runs.push(Run::new(Role::Match, range.of(name)));
        reached = range.end();
    }
    runs.push(Run::new(Role::Text, ByteRange::from_span(reached..name.len()).of(name)));
    runs.retain(|run| !run.text.is_empty());
    runs
}
