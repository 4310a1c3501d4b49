//! Handles the query line: the list follows every key, Enter accepts, Esc restores the earlier
//! query.

use std::sync::Arc;

use crate::collection::Collection;

use crate::browser::model::listing::Select;
use crate::browser::model::message::Effect;
use crate::browser::model::pane::Pane;
use crate::browser::model::query::query_line::{QueryBackup, QueryEdit};
use crate::browser::model::state::Model;
use crate::session::finder::SearchResult;
use crate::session::line_edit::LineEdit;
use crate::session::prompt::Prompt;

/// Opens the line with the active query and a space, so that typing adds another word to it.
pub(crate) fn open(model: &mut Model) {
    let query = &mut model.query;
    let before = QueryBackup {
        text: query.text.clone(),
        sort: query.sort,
        answer: query.result.clone(),
        listing: model.listing.clone(),
    };
    query.history.remember(&query.text);
    query.editing = Some(QueryEdit {
        prompt: Prompt::behind(&query.text),
        history: None,
        completions: None,
        before,
    });
    model.focus = Pane::List;
}

/// Inserts a text at the cursor of the query line; does nothing if the line is not open.
pub(crate) fn insert(model: &mut Model, text: &str) -> Vec<Effect> {
    change(model, |prompt| prompt.insert(text))
}

/// Edits the line.
pub(crate) fn edit(model: &mut Model, edit: LineEdit) -> Vec<Effect> {
    change(model, |prompt| prompt.edit(edit))
}

/// Closes the query line and keeps the query.
pub(crate) fn accept(model: &mut Model) {
    model.query.editing = None;
    model.query.history.remember(&model.query.text);
}

/// Closes the query line and restores the earlier query and list.
pub(crate) fn restore(model: &mut Model) {
    let Some(QueryEdit { before: QueryBackup { text, sort, answer, listing }, .. }) =
        model.query.editing.take()
    else {
        return;
    };
    if text != model.query.text || model.query.is_searching() {
        // Results for what was typed meanwhile are dropped.
        let generation = model.query.next_generation();
        model.query.accept(generation);
        model.query.set(text);
        model.query.sort = sort;
        model.query.result = answer;
        model.listing = listing;
        drop_vanished(model);
        model.shown = model.listing.selected().cloned();
    }
}

/// Clears the query.
pub(crate) fn clear(model: &mut Model) -> Vec<Effect> {
    model.query.editing = None;
    if model.query.text.is_empty() {
        model.notice = Some("there is no search to clear".to_owned());
        return Vec::new();
    }
    ask(model, String::new())
}

/// Runs another query; the current one goes into the search history.
pub(crate) fn ask(model: &mut Model, text: String) -> Vec<Effect> {
    let query = &mut model.query;
    query.editing = None;
    query.history.remember(&query.text);
    query.set(text);
    vec![again(model)]
}

/// Puts another text into the line, as if it had been typed.
pub(crate) fn put(model: &mut Model, line: Prompt) -> Vec<Effect> {
    change(model, |prompt| *prompt = line)
}

/// Returns the effect that searches for the current query.
pub(crate) fn again(model: &mut Model) -> Effect {
    let generation = model.query.next_generation();
    Effect::Search { generation, query: model.query.text.clone(), sort: model.query.sort }
}

/// Shows a search result, unless another search was started since. The result that follows a first page
/// does not move the selection.
pub(crate) fn found(
    model: &mut Model,
    generation: u64,
    of: &Arc<Collection>,
    answer: SearchResult,
) {
    let best = model.query.awaits_best(model.listing.selected());
    // If the user did not type, the selected record stays selected; it is rarely on the first page.
    if !answer.whole && !best || !model.query.accept(generation) {
        return;
    }
    if !answer.problems.is_empty() && !model.listing.ids().is_empty() {
        // The last matches stay, and the problem is shown beside them. If there were none, show what
        // the rest of the query finds.
        model.query.result.problems = answer.problems;
        model.query.result.unfinished = answer.unfinished;
        drop_vanished(model);
        return;
    }
    let select = if best { Select::First } else { Select::Same };
    model.listing.replace(Arc::clone(&answer.ids), select);
    let selected = model.listing.selected().filter(|_| best && answer.partial);
    model.query.is_shown(selected.cloned());
    model.query.result = answer;
    let shown = model.collection.as_ref();
    if !shown.is_some_and(|shown| Arc::ptr_eq(shown, of)) {
        drop_vanished(model);
    }
    let away = model.focus != Pane::List && model.record().is_some();
    if !away {
        model.shown = model.listing.selected().cloned();
    }
}

/// Removes records that no longer exist: a search result may be older than the collection.
fn drop_vanished(model: &mut Model) {
    if let Some(collection) = &model.collection {
        let listed = model.listing.ids().len();
        model.listing.retain(|id| collection.kind_of(id).is_some());
        if model.listing.ids().len() < listed {
            // The matches no longer line up with the ids; the answer that follows brings both.
            model.query.result.found = Arc::default();
        }
    }
}

fn change(model: &mut Model, change: impl FnOnce(&mut Prompt)) -> Vec<Effect> {
    let Some(editing) = &mut model.query.editing else { return Vec::new() };
    let before = editing.prompt.clone();
    change(&mut editing.prompt);
    if editing.prompt == before {
        return Vec::new();
    }
    let line = editing.prompt.clone();
    let text = line.text();
    let offered = editing.completions.take();
    // Completions for the earlier cursor position are dropped.
    let generation = model.query.next_completion();
    // Only the cursor moved, or the space after the active query was deleted.
    if text == before.text() || text == model.query.text {
        return Vec::new();
    }
    model.query.set_typed(text);
    // With other words the best matches come first again.
    model.query.sort.over_words = false;
    let mut effects = vec![again(model)];
    if let Some(editing) = &mut model.query.editing {
        editing.history = None;
        // The menu stays open while more is typed; if a completion is in the line, typing accepts it.
        editing.completions = offered.filter(|offered| offered.at().is_none());
        if editing.completions.is_some() {
            effects.push(Effect::Complete { generation, line });
        }
    }
    effects
}
