//! The quote pane of records that are not cases: quotes from a source, or the records that link
//! here.

use std::sync::Arc;

use crate::record::{FieldId, Record};

use crate::browser::model::page::line::{LEADS, Page, PageLine, Role, Room, StyledRun};
use crate::browser::model::page::quote::{QuoteItem, QuotePane, QuoteRenderer};
use crate::browser::model::page::rows::mentions;
use crate::redaction::MaskedCollection;

/// Returns the quotes that were taken from a source, case by case.
pub(crate) fn from_source(masked: MaskedCollection<'_>, source: &Record, room: Room) -> QuotePane {
    let mut page = Page::default();
    let said = if masked.has_unreadable_text(&source.id) {
        "The text of this source is archived, but cannot be read, as where it is not in UTF-8: casebook check says why."
            .to_owned()
    } else {
        format!(
            "The text of this source is not archived. Add it with: casebook archive add {} FILE",
            masked.id(&source.id)
        )
    };
    page.unowned(PageLine::notes(&said, room));
    page.gap();
    let mut taken = 0;
    let quoting = masked.mentions(&source.id).iter();
    for mention in quoting.filter(|mention| mention.field == FieldId::Source) {
        let Some(case) = masked.get(mention.from.as_str()) else { continue };
        let from_here = case.record.quotes.iter().enumerate();
        let mut from_here =
            from_here.filter(|(_, quote)| quote.source() == Some(&source.id)).peekable();
        if from_here.peek().is_some() {
            let name = StyledRun::named(Role::Heading, &in_case(case.heading()), room.less(2));
            page.unowned(name.into_iter().map(|run| PageLine::of(1, run)));
        }
        let shown = QuoteRenderer::of(masked, &case, room);
        for (number, _) in from_here {
            page.block(QuoteItem::Quote(case.record.id.clone(), number), shown.quote(number));
            taken += 1;
        }
    }
    if taken == 0 {
        page.unowned(PageLine::notes("No case quotes this source.", room));
    }
    let quotes = if taken == 1 { "quote" } else { "quotes" };
    QuotePane { title: format!("{taken} {quotes} from this source"), page: Arc::new(page) }
}

/// Returns the heading that names the case above its quotes. A word comes before the name, because a
/// line may begin with the sign of a quote only, which a name could imitate.
pub(crate) fn in_case(name: &str) -> String {
    format!("in {name}")
}

/// Returns the records that link to one that is no case and no source.
pub(crate) fn mentioning(masked: MaskedCollection<'_>, record: &Record, room: Room) -> QuotePane {
    let mut page = Page::default();
    let mentions = mentions(&masked, &record.id);
    let title = format!("Mentioned by {}", mentions.len());
    if mentions.is_empty() {
        let kind = record.kind.name();
        let said = match masked.count_spoken(record) {
            0 => format!("No record links to this {kind}."),
            1 => format!("No record links to this {kind}, but 1 quote names it as who speaks."),
            quotes => {
                format!(
                    "No record links to this {kind}, but {quotes} quotes name it as who speaks."
                )
            }
        };
        page.unowned(PageLine::notes(&said, room));
    }
    for mention in mentions {
        let room = room.less(3);
        let heading = masked.heading_of(mention.from);
        let name = StyledRun::named(Role::Link, &format!("{heading}{LEADS}"), room);
        let labels = StyledRun::fitted(Role::Quiet, &mention.labels, room);
        let name = name.into_iter().map(|run| PageLine::of(1, run));
        let labels = labels.into_iter().map(|run| PageLine::of(3, run));
        page.block(QuoteItem::Mention(mention.from.clone()), name.chain(labels));
    }
    QuotePane { title, page: Arc::new(page) }
}
