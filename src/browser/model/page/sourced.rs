//! The quote pane of records that are not cases: what was quoted from a source, who mentions others.

use std::sync::Arc;

use crate::record::{Name, Record};

use super::super::seen::Seen;
use super::line::{LEADS, Line, Page, Role, Room, Run};
use super::quote::{Pick, Quotes, Shown};
use super::rows::mentions;

/// Returns the quotes that were taken from a source, case by case.
pub(super) fn from_source(seen: Seen<'_>, source: &Record, room: Room) -> Quotes {
    let mut page = Page::default();
    let said = format!(
        "No text of this source is archived; this adds it: casebook archive add {} FILE",
        seen.id(&source.id)
    );
    page.unowned(
        Run::fitted(Role::Quiet, &said, room.less(2)).into_iter().map(|run| Line::of(1, run)),
    );
    page.gap();
    let mut taken = 0;
    let quoting = seen.mentions(&source.id).iter();
    for mention in quoting.filter(|mention| mention.field == Name::Source) {
        let Some(case) = seen.get(mention.from.as_str()) else { continue };
        let from_here = case.record.quotes.iter().enumerate();
        let mut from_here =
            from_here.filter(|(_, quote)| quote.source() == Some(&source.id)).peekable();
        if from_here.peek().is_some() {
            let name = Run::named(Role::Heading, &in_case(case.heading()), room.less(2));
            page.unowned(name.into_iter().map(|run| Line::of(1, run)));
        }
        let shown = Shown::of(seen, &case, room);
        for (number, _) in from_here {
            page.block(Pick::Quote(case.record.id.clone(), number), shown.quote(number));
            taken += 1;
        }
    }
    Quotes { title: format!("Quotes {taken} from here"), page: Arc::new(page) }
}

/// Returns the name of a case above quotes. It does not begin the line, where only the signs of quotes
/// stand.
pub(super) fn in_case(name: &str) -> String {
    format!("in {name}")
}

/// Returns the records that link to one that is no case and no source.
pub(super) fn mentioning(seen: Seen<'_>, record: &Record, room: Room) -> Quotes {
    let mut page = Page::default();
    let mentions = mentions(&seen, &record.id);
    let title = format!("Mentioned by {}", mentions.len());
    for mention in mentions {
        let room = room.less(3);
        let heading = seen.heading_of(mention.from);
        let name = Run::named(Role::Link, &format!("{heading}{LEADS}"), room);
        let labels = Run::fitted(Role::Quiet, &mention.labels, room);
        let name = name.into_iter().map(|run| Line::of(1, run));
        let labels = labels.into_iter().map(|run| Line::of(3, run));
        page.block(Pick::Mention(mention.from.clone()), name.chain(labels));
    }
    Quotes { title, page: Arc::new(page) }
}
