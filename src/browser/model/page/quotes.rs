//! The quote pane of a case: quotes about the selected field first, then the others.

use std::sync::Arc;

use crate::record::{Cited, Kind, Quote, Record};

use super::detail::DetailContext;
use super::line::{Page, PageLine, Role, Room, StyledRun};
use super::quote::{QuoteItem, QuotePane, QuoteRenderer};
use crate::browser::model::page::source_quotes::{from_source, mentioning};
use crate::redaction::{MaskedCollection, MaskedRecord};

/// The lines of each quote of a case, by the number of the quote.
#[derive(Clone, Debug, Default)]
pub struct QuoteBlocks(Vec<Vec<PageLine>>);

impl QuoteBlocks {
    /// Returns the lines of all quotes of a case, in the room given.
    pub(crate) fn of(context: DetailContext<'_>, case: &MaskedRecord<'_>, room: Room) -> Self {
        let shown = QuoteRenderer::of(context.masked, case, room).doubting(context.unconfirmed);
        Self((0..case.record.quotes.len()).map(|number| shown.quote(number)).collect())
    }
}

/// Why the quote pane of a case is empty, and what to do.
const NO_QUOTES: &str = "No quotes yet: nothing supports what the fields say. To add one, open a source \
    (gs), select words of its text (v), press c.";

/// Returns what the quote pane says of a record, in the room given: the quotes of a case as they are laid
/// out already, those about the field under the cursor first.
pub(crate) fn quotes(
    masked: MaskedCollection<'_>,
    record: &Record,
    cited: Option<&Cited>,
    blocks: &dyn Fn() -> Arc<QuoteBlocks>,
    room: Room,
) -> QuotePane {
    match record.kind {
        Kind::Victim | Kind::Rescue | Kind::Arrest => {
            of_case(masked, record, cited, &blocks(), room)
        }
        Kind::Source => from_source(masked, record, room),
        Kind::Place | Kind::Person | Kind::Organisation => mentioning(masked, record, room),
    }
}

fn of_case(
    masked: MaskedCollection<'_>,
    case: &Record,
    cited: Option<&Cited>,
    blocks: &QuoteBlocks,
    room: Room,
) -> QuotePane {
    let numbered = case.quotes.iter().enumerate();
    let (mut about, rest): (Vec<_>, Vec<_>) = numbered
        .map(|(number, quote)| (relation(quote, cited), number))
        .partition(|(relation, _)| *relation != Relation::Other);
    about.sort();
    let mut page = Page::default();
    if case.quotes.is_empty() {
        page.unowned(PageLine::notes(NO_QUOTES, room));
        return QuotePane { title: "0 quotes".to_owned(), page: Arc::new(page) };
    }
    if let Some(notation) = cited.and_then(|cited| notation(case, cited)) {
        let written = StyledRun::new(Role::Quiet, format!("in the file: {notation}"));
        page.line(PageLine::of(1, written));
    }
    let lines = |number: usize| blocks.0.get(number).into_iter().flatten().cloned();
    for (_, number) in &about {
        page.block(QuoteItem::Quote(case.id.clone(), *number), lines(*number));
    }
    if !about.is_empty() && !rest.is_empty() {
        page.line(PageLine::of(1, StyledRun::new(Role::Quiet, "quotes for other fields")));
    }
    for (_, number) in &rest {
        page.block(QuoteItem::Quote(case.id.clone(), *number), lines(*number));
    }
    let quotes = match case.quotes.len() {
        1 => "1 quote".to_owned(),
        quotes => format!("{quotes} quotes"),
    };
    let label = cited.filter(|_| !about.is_empty()).map(|cited| masked.label(case, cited));
    let title = match label {
        Some(label) => format!("{}/{quotes} · {label}", about.len()),
        None => quotes,
    };
    QuotePane { title, page: Arc::new(page) }
}

/// Returns a date as the file has it, where the field under the cursor is one that is shown in words of more than a day.
fn notation<'c>(case: &'c Record, cited: &Cited) -> Option<&'c str> {
    let Cited::Field(name) = cited else { return None };
    case.fields.date(*name)?.notation()
}

/// Returns the first quote about a field or row in the quote pane of a case.
pub(crate) fn first_about(case: &Record, cited: &Cited) -> Option<QuoteItem> {
    let number = numbers_about(case, cited).into_iter().next()?;
    Some(QuoteItem::Quote(case.id.clone(), number))
}

/// Returns the numbers of the quotes that bear on a field, in the order in which they are shown.
pub(crate) fn numbers_about(case: &Record, cited: &Cited) -> Vec<usize> {
    let numbered = case.quotes.iter().enumerate();
    let about = numbered.map(|(number, quote)| (relation(quote, Some(cited)), number));
    let mut about: Vec<(Relation, usize)> =
        about.filter(|(relation, _)| *relation != Relation::Other).collect();
    about.sort_unstable();
    about.into_iter().map(|(_, number)| number).collect()
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
