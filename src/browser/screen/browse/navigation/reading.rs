//! Shows an archived text: lays it out, scrolls to a passage, finds the cases that quote it.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::{LaidOutText, QuoteItem, QuotedPassage, Room};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseMut;

/// Lays out the archived text of the source that is shown, unless that was done for the room that
/// there is.
pub(crate) fn renew(model: &mut BrowseMut<'_>) {
    let page_key = model.view().source_read().and_then(|source| model.shared.page_key_of(source));
    let cells = model.view().room(Pane::Quotes).cells;
    let room = Room { cells, wrap: model.own.wrap };
    // A pane that is not on the screen needs no other rows.
    let fits = |reading: &Arc<LaidOutText>| cells == 0 || reading.room() == room;
    if page_key == model.own.reading_of && model.own.reading.as_ref().is_none_or(fits) {
        return;
    }
    let reading = model.shared.masked().zip(page_key.as_ref());
    let reading =
        reading.and_then(|(masked, page_key)| LaidOutText::of(masked, &page_key.record, room));
    model.own.reading = reading.map(Arc::new);
    model.own.pages.text.forget();
    model.own.reading_of = page_key;
}

/// Puts the cursor on the first row of a text that was just opened, because the rows that are written
/// out depend on it.
pub(crate) fn start(model: &mut BrowseMut<'_>) {
    let first_row = model.own.reading.as_ref().and_then(|reading| reading.rows().first());
    if let (None, Some(row)) = (model.own.quotes.spot(), first_row) {
        let start = QuoteItem::At(row.range.start());
        model.own.quotes.go_to(start);
    }
}

/// Goes to something in the quote pane; a passage is scrolled so that all of it is on the screen, with
/// the text around it.
pub(crate) fn go_to(model: &mut BrowseMut<'_>, pick: QuoteItem) {
    let last = model.own.reading.as_ref().and_then(|reading| reading.last_row_of(&pick));
    model.own.quotes.go_to(pick);
    if let Some(last) = last {
        let rows = model.view().room(Pane::Quotes).rows;
        let quotes = model.view().quotes_page();
        model.own.quotes.bring(&quotes.page, last, rows);
    }
}

/// Goes to a line of the text by its number, from 1.
pub(crate) fn go_to_line(model: &mut BrowseMut<'_>, line: usize) {
    let Some(reading) = model.own.reading.as_ref() else { return };
    let row = reading.rows().get(reading.row_of_line(line));
    if let Some(pick) = row.map(|row| QuoteItem::At(row.range.start())) {
        go_to(model, pick);
    }
}

/// Returns the case that quotes the passage under the cursor; lists the cases if there are several, each with what
/// choosing it does.
pub(crate) fn quoting(
    model: &mut BrowseMut<'_>,
    choice: fn(JumpTarget) -> Choice,
) -> Option<JumpTarget> {
    let picked = model.view().picked().map(|(case, number)| (case.clone(), number));
    let Some((case, number)) = picked else {
        model.shared.say("not quoted; n goes to the next quoted passage");
        return None;
    };
    let own = JumpTarget {
        record: case.clone(),
        spot: None,
        quote: Some(QuoteItem::Quote(case, number)),
    };
    let Some(reading) = model.own.reading.as_ref() else { return Some(own) };
    let masked = model.shared.masked()?;
    let under = own.quote.as_ref().and_then(|pick| reading.passage_at(pick));
    let quoting = under.map(|under| reading.passages().within(under.range)).into_iter().flatten();
    let mut names = HashMap::new();
    let entry = |passage: &QuotedPassage| {
        let case = &passage.case;
        let name = names.entry(case.clone()).or_insert_with(|| masked.name_of(case));
        OverlayLine {
            term: name.clone(),
            meaning: masked.quoted_words(case, passage.number).unwrap_or_default(),
            choice: Some(choice(goal(passage))),
            ..OverlayLine::default()
        }
    };
    let entries: Vec<OverlayLine> = quoting.map(entry).collect();
    if entries.len() <= 1 {
        return Some(own);
    }
    let overlay = Overlay::of("Quoted by", entries).as_popup().at(Some(&choice(own)));
    model.shared.overlay = Some(overlay);
    None
}

fn goal(passage: &QuotedPassage) -> JumpTarget {
    JumpTarget { record: passage.case.clone(), spot: None, quote: Some(passage.pick()) }
}
