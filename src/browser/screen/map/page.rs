//! The list of places beside the map.

use crate::browser::model::page::{Page, PageLine, Role, StyledRun};
use crate::browser::model::renamed_ids::RenamedIds;
use crate::record::Id;
use crate::redaction::MaskedCollection;
use crate::text::{hanging, squeezed, visible, width};
use crate::views::Mark;
use crate::views::map::{MapAnswer, MapRow, MapSection, named};

/// What a line of the list is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MapSpot {
    /// A place.
    Place(Id),
    /// The records at places that others may not see.
    Elsewhere,
    /// The records that name no place.
    Unplaced,
}

impl MapSpot {
    /// Puts the ids that records have now in the place of those that they had.
    pub(super) fn follow(&mut self, renamed: &RenamedIds) {
        match self {
            Self::Place(id) => renamed.follow(id),
            Self::Elsewhere | Self::Unplaced => {}
        }
    }
}

/// What is between two bounds.
pub(super) const DASH: &str = "–";
/// What stands for a number that others may not see.
const HIDDEN: &str = "×";

/// How the list is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListLayout {
    /// The cells of a line.
    pub(super) cells: usize,
    /// Whether the queries are there too.
    pub(super) queries: bool,
}

/// A line before it is laid out.
struct ListEntry<'m> {
    spot: MapSpot,
    sign: char,
    figure: String,
    name: String,
    mark: &'m Mark,
}

/// Returns the list of places.
pub(super) fn list(
    masked: MaskedCollection<'_>,
    answer: &MapAnswer,
    layout: ListLayout,
    query: &dyn Fn(&str) -> String,
) -> Page<MapSpot> {
    let sections = entries(masked, answer);
    let figures =
        sections.iter().flat_map(|(_, entries)| entries).map(|entry| width(&entry.figure));
    let figures = figures.max().unwrap_or_default();
    let names = sections.iter().flat_map(|(_, entries)| entries).map(|entry| width(&entry.name));
    let names = names.max().unwrap_or_default();
    let mut page = Page::default();
    for (section, entries) in &sections {
        page.gap();
        // What the sign means is read whole, on a narrow screen in two lines.
        for run in
            StyledRun::wrapped(Role::Quiet, section.heading(), layout.cells.saturating_sub(1))
        {
            page.line(PageLine::of(1, run));
        }
        for entry in entries {
            let mut line = PageLine::default();
            line.put(1, Some(StyledRun::new(Role::Heading, entry.sign.to_string())));
            let at = 3 + figures - width(&entry.figure);
            line.put(at, Some(StyledRun::new(Role::Text, entry.figure.clone())));
            let at = 3 + figures + 2;
            let room = layout.cells.saturating_sub(at);
            // A part of a name may be that of another place.
            let mut lines = hanging_lines(line, at, Role::Text, &entry.name, room);
            if layout.queries {
                let query = query(&entry.mark.query);
                let beside = at + names.min(room) + 2;
                let fits = beside + width(&query) <= layout.cells;
                if let (true, [line]) = (fits, lines.as_mut_slice()) {
                    line.put(beside, Some(StyledRun::new(Role::Quiet, query)));
                } else {
                    let room = room.saturating_sub(2);
                    lines.extend(hanging_lines(
                        PageLine::default(),
                        at + 2,
                        Role::Quiet,
                        &query,
                        room,
                    ));
                }
            }
            page.block(entry.spot.clone(), lines);
        }
    }
    page
}

/// Returns a line that goes on with words at a cell, and the lines that these need besides.
fn hanging_lines(
    first: PageLine,
    at: usize,
    role: Role,
    words: &str,
    room: usize,
) -> Vec<PageLine> {
    let mut lines = vec![first];
    for (number, words) in hanging(words, room).into_iter().enumerate() {
        if number > 0 {
            lines.push(PageLine::default());
        }
        if let Some(line) = lines.last_mut() {
            line.put(at, Some(StyledRun::new(role, words)));
        }
    }
    lines
}

fn entries<'m>(
    masked: MaskedCollection<'_>,
    answer: &'m MapAnswer,
) -> Vec<(MapSection, Vec<ListEntry<'m>>)> {
    let MapAnswer { places, marks, .. } = answer;
    let mut sections: Vec<(MapSection, Vec<ListEntry<'m>>)> = Vec::new();
    let mut add = |section: MapSection, entry: ListEntry<'m>| match sections.last_mut() {
        Some((last, entries)) if *last == section => entries.push(entry),
        Some(_) | None => sections.push((section, vec![entry])),
    };
    let name_of = |number: usize| {
        let place = places.get(number)?;
        Some(visible(&squeezed(&masked.name_of(&place.id))).into_owned())
    };
    for (number, row) in marks.rows.iter().enumerate() {
        let Some(place) = places.get(row.place) else { continue };
        let name = name_of(row.place).unwrap_or_default();
        add(
            MapSection::of(place.spot),
            ListEntry {
                spot: MapSpot::Place(place.id.clone()),
                sign: place.spot.sign(),
                figure: marks.figure(number, DASH),
                name: named(places, row, &name, &name_of),
                mark: &row.mark,
            },
        );
    }
    let shown = marks.shown.as_ref();
    let others = [
        (
            MapSpot::Elsewhere,
            "at other places",
            &marks.elsewhere,
            shown.map(|shown| shown.elsewhere),
        ),
        (MapSpot::Unplaced, "no place named", &marks.unplaced, shown.map(|shown| shown.unplaced)),
    ];
    for (spot, name, mark, shown) in others.into_iter().filter(|(_, _, mark, _)| mark.at_most() > 0)
    {
        let figure = match shown {
            Some(shown) => shown.in_words(DASH, HIDDEN),
            None => crate::views::mark::bounds(mark.certain, mark.at_most(), DASH),
        };
        let entry = ListEntry { spot, sign: ' ', figure, name: name.to_owned(), mark };
        add(MapSection::Nowhere, entry);
    }
    sections
}

/// Returns the mark of a line.
pub(super) fn mark_of<'m>(answer: &'m MapAnswer, spot: &MapSpot) -> Option<&'m Mark> {
    match spot {
        MapSpot::Place(id) => row_of(answer, id).map(|(_, row)| &row.mark),
        MapSpot::Elsewhere => Some(&answer.marks.elsewhere),
        MapSpot::Unplaced => Some(&answer.marks.unplaced),
    }
}

/// Returns the row of a place, and its number.
pub(super) fn row_of<'m>(answer: &'m MapAnswer, id: &Id) -> Option<(usize, &'m MapRow)> {
    let number = answer.places.number(id.as_str())?;
    answer.marks.rows.iter().enumerate().find(|(_, row)| row.place == number)
}
