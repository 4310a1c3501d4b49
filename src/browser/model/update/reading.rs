//! Reading an archived text in the quote pane: when it is laid out, where it opens, and which cases
//! it leads to.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use super::super::choice::Choice;
use super::super::flaw::Goal;
use super::super::page::{Passage, Pick, Reading, Room};
use super::super::pane::Pane;
use super::super::sheet::{Entry, Sheet};
use super::super::state::Model;

/// Lays out the archived text of the source that is shown, unless that was done for the room that
/// there is.
pub(super) fn renew(model: &mut Model) {
    let basis = model.source_read().and_then(|source| model.basis_of(source));
    let (cells, _) = model.room(Pane::Quotes);
    let room = Room { cells, wrap: model.wrap };
    // A pane that is not on the screen needs no other rows.
    let fits = |reading: &Arc<Reading>| cells == 0 || reading.room() == room;
    if basis == model.reading_of && model.reading.as_ref().is_none_or(fits) {
        return;
    }
    let reading = model.seen().zip(basis.as_ref());
    let reading = reading.and_then(|(seen, basis)| Reading::of(seen, &basis.record, room));
    model.reading = reading.map(Arc::new);
    model.reading_of = basis;
}

/// Goes to something in the quote pane; to a passage so that all of it is on the screen, with what
/// stands around it.
pub(super) fn go_to(model: &mut Model, pick: Pick) {
    let last = model.reading.as_ref().and_then(|reading| reading.last_row_of(&pick));
    model.quotes.go_to(pick);
    if let Some(last) = last {
        let (_, rows) = model.room(Pane::Quotes);
        let quotes = model.quotes_page();
        model.quotes.bring(&quotes.page, last, rows);
    }
}

/// Goes to a line of the text by its number, from 1.
pub(super) fn go_to_line(model: &mut Model, line: usize) {
    let Some(reading) = model.reading.as_ref() else { return };
    let row = reading.rows().get(reading.row_of_line(line));
    if let Some(pick) = row.map(|row| Pick::At(row.range.start())) {
        go_to(model, pick);
    }
}

/// Returns where the passage under the cursor is quoted; where that is in several cases, lists them.
pub(super) fn quoting(model: &mut Model) -> Option<Goal> {
    let picked = model.picked().map(|(case, number)| (case.clone(), number));
    let Some((case, number)) = picked else {
        model.notice = Some("nobody has quoted this; n goes to the next passage".to_owned());
        return None;
    };
    let own = Goal { record: case.clone(), spot: None, quote: Some(Pick::Quote(case, number)) };
    let (reading, seen) = (model.reading.as_ref()?, model.seen()?);
    let under = own.quote.as_ref().and_then(|pick| reading.under(pick));
    let quoting = under.map(|under| reading.passages().within(under.range)).into_iter().flatten();
    let mut names = HashMap::new();
    let entry = |passage: &Passage| {
        let case = &passage.case;
        let name = names.entry(case.clone()).or_insert_with(|| seen.name_of(case));
        Entry {
            term: name.clone(),
            meaning: seen.quoted_words(case, passage.number).unwrap_or_default(),
            choice: Some(Choice::Go(goal(passage))),
            ..Entry::default()
        }
    };
    let entries: Vec<Entry> = quoting.map(entry).collect();
    if entries.len() <= 1 {
        return Some(own);
    }
    let sheet = Sheet::of("Quoted by", entries).as_popup().at(Some(&Choice::Go(own)));
    model.sheet = Some(sheet);
    None
}

fn goal(passage: &Passage) -> Goal {
    Goal { record: passage.case.clone(), spot: None, quote: Some(passage.pick()) }
}
