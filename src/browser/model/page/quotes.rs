//! The quote pane of a case: the words about the field under the cursor first, then the rest.

use std::sync::Arc;

use crate::record::{Cited, Kind, Quote, Record};

use super::super::seen::Seen;
use super::super::sight::Sight;
use super::line::{Line, Page, Role, Room, Run};
use super::quote::{Pick, Quotes, Shown};
use super::sourced::{from_source, mentioning};

/// The lines of each quote of a case, by the number of the quote.
#[derive(Clone, Debug, Default)]
pub struct Blocks(Vec<Vec<Line>>);

impl Blocks {
    /// Returns the lines of all quotes of a case, in the room given.
    pub(in super::super) fn of(seen: Seen<'_>, case: &Sight<'_>, room: Room) -> Self {
        let shown = Shown::of(seen, case, room);
        Self((0..case.record.quotes.len()).map(|number| shown.quote(number)).collect())
    }
}

/// Returns what the quote pane says of a record, in the room given: the quotes of a case as they are laid
/// out already, those about the field under the cursor first.
pub(in super::super) fn quotes(
    seen: Seen<'_>,
    record: &Record,
    (cited, blocks): (Option<&Cited>, &dyn Fn() -> Arc<Blocks>),
    room: Room,
) -> Quotes {
    match record.kind {
        Kind::Victim | Kind::Rescue | Kind::Arrest => of_case(seen, record, cited, &blocks()),
        Kind::Source => from_source(seen, record, room),
        Kind::Place | Kind::Person | Kind::Organisation => mentioning(seen, record, room),
    }
}

fn of_case(seen: Seen<'_>, case: &Record, cited: Option<&Cited>, blocks: &Blocks) -> Quotes {
    let numbered = case.quotes.iter().enumerate();
    let (mut about, rest): (Vec<_>, Vec<_>) = numbered
        .map(|(number, quote)| (relation(quote, cited), number))
        .partition(|(relation, _)| *relation != Relation::Other);
    about.sort();
    let mut page = Page::default();
    let lines = |number: usize| blocks.0.get(number).into_iter().flatten().cloned();
    for (_, number) in &about {
        page.block(Pick::Quote(case.id.clone(), *number), lines(*number));
    }
    if !about.is_empty() && !rest.is_empty() {
        page.line(Line::of(1, Run::new(Role::Quiet, "on other fields")));
    }
    for (_, number) in &rest {
        page.block(Pick::Quote(case.id.clone(), *number), lines(*number));
    }
    let label = cited.filter(|_| !about.is_empty()).map(|cited| seen.label(case, cited));
    let title = match label {
        Some(label) => format!("Quotes {} of {} · {label}", about.len(), case.quotes.len()),
        None => format!("Quotes {}", case.quotes.len()),
    };
    Quotes { title, page: Arc::new(page) }
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
