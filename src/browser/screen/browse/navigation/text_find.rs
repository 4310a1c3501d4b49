//! The search in the archived text that is shown: its line, its matches, and going from one to the next.

use std::sync::Arc;

use crate::browser::model::page::QuoteItem;
use crate::browser::model::query::find_line::{FindLine, FindStep};
use crate::browser::screen::browse::found_words::{FindStart, TextFind};
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::navigation::reading;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseMut;
use crate::record::Id;
use crate::text::ByteRange;

/// Opens the search line, if keys go to an archived text; returns whether they do.
pub(crate) fn open(model: &mut BrowseMut<'_>) -> bool {
    let is_read = model.own.focus == Pane::Quotes && model.own.reading.is_some();
    if is_read {
        let (cursor, found) = (model.own.quotes.clone(), model.own.found.take());
        model.own.find_start = Some(Box::new(FindStart { cursor, found }));
        let about = "words to find in this text";
        model.shared.find_line = Some(FindLine { about, ..FindLine::default() });
    }
    is_read
}

/// Follows the search line: shows the first match from where the search began, keeps the search, or goes
/// back to where it began.
pub(crate) fn follow(model: &mut BrowseMut<'_>, step: FindStep) {
    match step {
        FindStep::Typed => typed(model),
        FindStep::Accepted => {
            model.shared.find_line = None;
            let start = model.own.find_start.take();
            if model.own.found.as_ref().is_some_and(|found| found.hits.is_empty()) {
                model.shared.say("no matches in this text");
                model.own.found = None;
            } else if model.own.found.is_none() {
                // Nothing was typed.
                model.own.found = start.and_then(|start| start.found);
            }
        }
        FindStep::Cancelled => {
            model.shared.find_line = None;
            if let Some(start) = model.own.find_start.take() {
                let FindStart { cursor, found } = *start;
                model.own.quotes = cursor;
                model.own.found = found;
            }
        }
    }
}

/// Searches the text for what is typed, and shows the first match from where the search began.
fn typed(model: &mut BrowseMut<'_>) {
    let words = model.shared.find_line.as_ref().map(|line| line.prompt.text()).unwrap_or_default();
    model.own.found = None;
    if let Some(source) = model.view().source_read().cloned().filter(|_| !words.trim().is_empty()) {
        find(model, source, words);
    }
    let Some(start) = model.own.find_start.as_ref().map(|start| start.cursor.clone()) else {
        return;
    };
    let reading = model.own.reading.as_ref();
    let from = start.spot().zip(reading).and_then(|(spot, reading)| reading.place(spot));
    let hits = model.own.found.as_ref().map(|found| Arc::clone(&found.hits)).unwrap_or_default();
    let ahead = hits.iter().find(|hit| hit.start() >= from.unwrap_or_default());
    match ahead.or(hits.first()) {
        Some(hit) => reading::go_to(model, QuoteItem::At(hit.start())),
        None => model.own.quotes = start,
    }
    say(model);
}

/// Searches the text of a source that is shown for words; its masked lines are left out.
pub(crate) fn find(model: &mut BrowseMut<'_>, source: Id, words: String) {
    let all = model.shared.collection.as_deref();
    let hits = all.map(|all| all.search_text(&source, &words)).unwrap_or_default();
    let reading = model.own.reading.as_ref();
    let is_seen = |hit: &ByteRange| reading.is_some_and(|reading| !reading.hides(*hit));
    let hits = hits.into_iter().map(|hit| hit.passage.range).filter(is_seen).collect();
    let of = model.own.reading_of.clone();
    model.own.found = Some(TextFind { source, words, hits: Arc::new(hits), of });
}

/// Goes to the next match or to the one before; after the last comes the first.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    let Some(hits) = model.own.found.as_ref().map(|found| Arc::clone(&found.hits)) else { return };
    let reading = model.own.reading.as_ref();
    let at = model.own.quotes.spot().zip(reading).and_then(|(spot, reading)| reading.place(spot));
    let at = at.unwrap_or_default();
    let (ahead, around, said) = match way {
        Direction::Next => {
            (hits.iter().find(|hit| hit.start() > at), hits.first(), "continued from the top")
        }
        Direction::Previous => {
            (hits.iter().rfind(|hit| hit.start() < at), hits.last(), "continued from the end")
        }
    };
    let said = match (ahead, hits.len()) {
        (_, 0) => Some("no matches in this text"),
        (_, 1) => Some("this is the only match in the text"),
        (Some(_), _) => None,
        (None, _) => Some(said),
    };
    model.shared.notice = said.map(str::to_owned);
    if let Some(hit) = ahead.or(around) {
        reading::go_to(model, QuoteItem::At(hit.start()));
    }
    say(model);
}

/// Clears the search in the text that keys go to; returns whether there was one.
pub(crate) fn clear(model: &mut BrowseMut<'_>) -> bool {
    let is_here = model.own.focus == Pane::Quotes && model.own.found.is_some();
    if is_here {
        model.own.found = None;
        model.shared.say("search in the text cleared");
    }
    is_here
}

/// Finds the words again where the text or its mask has changed; in the text of another source, ends the
/// search.
pub(crate) fn renew(model: &mut BrowseMut<'_>) {
    let read = model.view().source_read().cloned().filter(|_| model.own.reading.is_some());
    if read.is_none() && model.own.find_start.take().is_some() {
        model.shared.find_line = None;
    }
    let Some(found) = model.own.found.take_if(|found| found.of != model.own.reading_of) else {
        return;
    };
    if read.as_ref() == Some(&found.source) {
        find(model, found.source, found.words);
    }
}

/// Says in the search line which match is under the cursor.
fn say(model: &mut BrowseMut<'_>) {
    let Some(line) = &mut model.shared.find_line else { return };
    line.answer = match &model.own.found {
        None => String::new(),
        Some(found) if found.hits.is_empty() => "no matches".to_owned(),
        Some(found) => {
            let spot = model.own.quotes.spot();
            let is_here = |hit: &ByteRange| spot == Some(&QuoteItem::At(hit.start()));
            let at = found.hits.iter().position(is_here).map_or(0, |at| at + 1);
            format!("{at} of {}", found.hits.len())
        }
    };
}
