//! The selected line of a pane in words, for a screen reader.

use ratatui::layout::Position;

use crate::browser::model::Cursor;
use crate::browser::model::page::Page;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseRef;
use crate::browser::view::spoken::{Spoken, in_words};
use crate::record::FieldId;
use crate::text::people;

/// Returns the selected line of the pane that keys go to, and its cell.
pub(crate) fn spoken(model: BrowseRef<'_>) -> Option<Spoken> {
    match model.own.focus {
        Pane::List => of_list(model),
        Pane::Detail => of_page(model, Pane::Detail, &model.detail_page(), &model.own.detail),
        Pane::Quotes => of_page(model, Pane::Quotes, &model.quotes_page().page, &model.own.quotes),
    }
}

/// Returns the selected record: its name, kind, age or number of people, and place in the list.
fn of_list(model: BrowseRef<'_>) -> Option<Spoken> {
    let (listing, masked) = (&model.shared.listing, model.shared.masked()?);
    let (id, position) = (listing.selected()?, listing.position()?);
    let kind = masked.kind(id).map(|kind| kind.name().to_owned());
    let located = model.shared.collection.as_deref()?.get(id.as_str());
    let figure = located.and_then(|located| {
        let age = located.record.fields.whole(FieldId::Age).map(|age| format!("{age} years"));
        age.or_else(|| Some(people(&located.record.figure_in_words()?)))
    });
    let place = format!("{} of {}", position + 1, listing.ids().len());
    let words = [Some(masked.name_of(id)), kind, figure, Some(place)];
    let words: Vec<String> = words.into_iter().flatten().collect();
    let row = position.checked_sub(listing.window(model.room(Pane::List).rows).0)?;
    Some(Spoken { words: words.join(", "), at: at(model, Pane::List, row)? })
}

fn of_page<S: Clone + PartialEq>(
    model: BrowseRef<'_>,
    pane: Pane,
    content: &Page<S>,
    cursor: &Cursor<S>,
) -> Option<Spoken> {
    let lines = content.lines_about(cursor.spot()?);
    // A block may begin above the pane.
    let row = lines.start.saturating_sub(cursor.first());
    let words = in_words(content.lines().get(lines)?);
    Some(Spoken { words, at: at(model, pane, row)? })
}

/// Returns the first cell of a row of a pane.
fn at(model: BrowseRef<'_>, pane: Pane, row: usize) -> Option<Position> {
    let inside = model.content(pane);
    let row = u16::try_from(row).ok().filter(|row| *row < inside.height)?;
    Some(Position::new(inside.x, inside.y + row))
}
