//! The search line of the panes: what it searches, and how it becomes a search of the list.

use crate::browser::model::query::find_line::FindStep;
use crate::browser::model::update::query::search;
use crate::browser::model::{Effect, Shared};
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::navigation::{pane_find, text_find};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{Browse, BrowseMut, SearchedFrom};

/// Opens the search line of what keys go to; returns whether it has one. The list has the query line.
pub(crate) fn open(model: &mut BrowseMut<'_>) -> bool {
    model.own.pane_find_start = None;
    text_find::open(model) || pane_find::open(model)
}

/// Follows the search line. Words that are not in the record are searched for in all cases, since that is what the key
/// does in the list.
pub(crate) fn follow(model: &mut BrowseMut<'_>, step: FindStep) -> Vec<Effect> {
    if model.own.pane_find_start.is_none() {
        text_find::follow(model, step);
    } else if let Some(words) = pane_find::follow(model, step) {
        show_list(model.own, model.shared);
        return search::ask_words(model.shared, words);
    }
    Vec::new()
}

/// Closes the search line and keeps the search.
pub(crate) fn keep(model: &mut BrowseMut<'_>) {
    if model.own.pane_find_start.is_none() {
        text_find::follow(model, FindStep::Accepted);
    } else {
        pane_find::keep(model);
    }
}

/// Goes to the next match or to the one before.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    if model.own.pane_find_start.is_none() {
        text_find::go_on(model, way);
    } else {
        pane_find::go_on(model, way);
    }
}

/// Opens the query line with the words of the search line, to search the list for them. Esc comes back to where the
/// search began.
pub(crate) fn search_cases(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let Some(line) = model.shared.find_line.clone() else { return Vec::new() };
    follow(model, FindStep::Cancelled);
    search::open(model.shared);
    show_list(model.own, model.shared);
    let words = line.prompt.text();
    if words.trim().is_empty() { Vec::new() } else { search::insert(model.shared, &words) }
}

/// Gives keys to the list, and remembers where they went if the query line is open.
pub(crate) fn show_list(own: &mut Browse, shared: &Shared) {
    let is_typed = shared.query.editing.is_some();
    own.searched_from = is_typed.then(|| {
        Box::new(SearchedFrom {
            focus: own.focus,
            zoomed: own.zoomed,
            shown: own.shown.clone(),
            detail: own.detail.clone(),
            quotes: own.quotes.clone(),
            cursors_of: own.cursors_of.clone(),
        })
    });
    own.focus = Pane::List;
}
