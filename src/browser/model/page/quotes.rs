//! The quote pane of a case: the words about the field under the cursor first, then the rest.

use crate::record::{Cited, Kind, Quote};

use super::super::seen::Seen;
use super::super::sight::Sight;
use super::line::{Line, Page, Role, Room, Run};
use super::quote::{Pick, Quotes, Shown, label};
use super::sourced::{from_source, mentioning};

/// Returns what the quote pane says of a record, in the room given.
pub fn quotes(seen: Seen<'_>, sight: &Sight<'_>, cited: Option<&Cited>, room: Room) -> Quotes {
    match sight.record.kind {
        Kind::Victim | Kind::Rescue | Kind::Arrest => of_case(seen, sight, cited, room),
        Kind::Source => from_source(seen, &sight.record, room),
        Kind::Place | Kind::Person | Kind::Organisation => mentioning(seen, &sight.record, room),
    }
}

fn of_case(seen: Seen<'_>, sight: &Sight<'_>, cited: Option<&Cited>, room: Room) -> Quotes {
    let case = &*sight.record;
    let numbered = case.quotes.iter().enumerate();
    let (mut about, rest): (Vec<_>, Vec<_>) = numbered
        .map(|(number, quote)| (relation(quote, cited), number))
        .partition(|(relation, _)| *relation != Relation::Other);
    about.sort();
    let mut page = Page::default();
    let shown = Shown { seen, case: sight, room };
    for (_, number) in &about {
        page.block(Pick::Quote(case.id.clone(), *number), shown.quote(*number));
    }
    if !about.is_empty() && !rest.is_empty() {
        page.line(Line::of(1, Run::new(Role::Quiet, "on other fields")));
    }
    for (_, number) in &rest {
        page.block(Pick::Quote(case.id.clone(), *number), shown.quote(*number));
    }
    let label = cited.filter(|_| !about.is_empty()).map(|cited| label(sight, cited));
    let title = match label {
        Some(label) => format!("Quotes {} of {} · {label}", about.len(), case.quotes.len()),
        None => format!("Quotes {}", case.quotes.len()),
    };
    Quotes { title, page }
}

/// How a quote bears on the field under the cursor, in the order in which quotes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    Supports,
    Disputes,
    Other,
}

fn relation(quote: &Quote, cited: Option<&Cited>) -> Relation {
    let Some(cited) = cited else { return Relation::Other };
    if quote.supports(cited) {
        Relation::Supports
    } else if quote.dispute(cited).is_some() {
        Relation::Disputes
    } else {
        Relation::Other
    }
}
