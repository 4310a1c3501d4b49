//! Handles the query line: the list follows every key, Enter accepts, Esc restores the earlier
//! query.

use std::sync::Arc;

use crate::collection::Collection;

use crate::browser::model::listing::Select;
use crate::browser::model::message::Effect;
use crate::browser::model::query::query_line::{QueryBackup, QueryEdit};
use crate::browser::model::shared::Shared;
use crate::session::finder::SearchResult;
use crate::session::line_edit::LineEdit;
use crate::session::prompt::Prompt;

/// Opens the line with the active query, selected as in the address bar of a web browser: the first letter begins
/// another query. Any key that moves or deletes keeps it, and so does a space: what is typed then adds a word to it.
pub(crate) fn open(shared: &mut Shared) {
    let query = &mut shared.query;
    let before = QueryBackup {
        text: query.text.clone(),
        sort: query.sort,
        answer: query.result.clone(),
        listing: shared.listing.clone(),
        before: query.before.clone(),
        read: shared.reloads.answered(),
    };
    query.history.remember(&query.text);
    query.editing = Some(QueryEdit {
        prompt: Prompt::behind(&query.text),
        is_selected: !query.text.is_empty(),
        history: None,
        completions: None,
        before,
    });
}

/// Inserts a text at the cursor of the query line; does nothing if the line is not open.
pub(crate) fn insert(shared: &mut Shared, text: &str) -> Vec<Effect> {
    let was_selected = shared.query.editing.as_ref().is_some_and(|editing| editing.is_selected);
    change(shared, |prompt| {
        let is_space = text == " ";
        if was_selected && !is_space {
            *prompt = Prompt::default();
        }
        // The line has a space at its end already, unless a word of it still goes on.
        if !(was_selected && is_space && prompt.before().ends_with(' ')) {
            prompt.insert(text);
        }
    })
}

/// Edits the line.
pub(crate) fn edit(shared: &mut Shared, edit: LineEdit) -> Vec<Effect> {
    change(shared, |prompt| prompt.edit(edit))
}

/// Closes the query line and keeps the query. What it found best is what was looked for.
pub(crate) fn accept(shared: &mut Shared) {
    shared.query.editing = None;
    if !shared.listing.ids().is_empty() {
        shared.query.is_opened();
    }
    shared.query.history.remember(&shared.query.text);
}

/// What closing the query line without a search brings.
#[derive(Debug, Default)]
pub(crate) struct RestoredSearch {
    /// Whether the list is another.
    pub(crate) is_other: bool,
    /// The search in files that have changed meanwhile.
    pub(crate) effects: Vec<Effect>,
}

/// Closes the query line and restores the earlier query and list.
pub(crate) fn restore(shared: &mut Shared) -> RestoredSearch {
    let Some(QueryEdit { before, .. }) = shared.query.editing.take() else {
        return RestoredSearch::default();
    };
    let QueryBackup { text, sort, answer, listing, before, read } = before;
    let is_other = text != shared.query.text || shared.query.is_searching();
    if is_other {
        // Results for what was typed meanwhile are dropped.
        let generation = shared.query.next_generation();
        shared.query.accept(generation);
        shared.query.set(text, listing.selected());
        shared.query.sort = sort;
        shared.query.before = before;
        shared.query.is_shown(None);
        shared.query.result = answer;
        shared.listing = listing;
        drop_vanished(shared);
    }
    let is_older = is_other && read != shared.reloads.answered();
    let effects = if is_older { vec![again(shared)] } else { Vec::new() };
    RestoredSearch { is_other, effects }
}

/// Clears the query.
pub(crate) fn clear(shared: &mut Shared) -> Vec<Effect> {
    shared.query.editing = None;
    if shared.query.text.is_empty() {
        shared.notice = Some("there is no search to clear".to_owned());
        return Vec::new();
    }
    ask(shared, String::new())
}

/// Runs another query; the current one goes into the search history.
pub(crate) fn ask(shared: &mut Shared, text: String) -> Vec<Effect> {
    let query = &mut shared.query;
    query.editing = None;
    query.history.remember(&query.text);
    query.set(text, shared.listing.selected());
    vec![again(shared)]
}

/// Searches for words as if they had been typed into the line and accepted there. What was selected before is found
/// again without the search, unless one of the records is opened.
pub(crate) fn ask_words(shared: &mut Shared, words: String) -> Vec<Effect> {
    let query = &mut shared.query;
    query.editing = None;
    query.history.remember(&query.text);
    query.history.remember(&words);
    query.set_typed(words, shared.listing.selected());
    query.sort.over_words = false;
    vec![again(shared)]
}

/// Returns the query that was probably meant where nothing is found, if all of it may be shown.
pub(crate) fn meant_instead(shared: &Shared) -> Option<&String> {
    let is_empty = shared.listing.ids().is_empty() && !shared.query.is_searching();
    let instead = shared.query.result.advice.instead.as_ref().filter(|_| is_empty)?;
    (shared.masked_query_words(instead) == *instead).then_some(instead)
}

/// Puts another text into the line, as if it had been typed.
pub(crate) fn put(shared: &mut Shared, line: Prompt) -> Vec<Effect> {
    change(shared, |prompt| *prompt = line)
}

/// Returns the effect that searches for the current query.
pub(crate) fn again(shared: &mut Shared) -> Effect {
    let generation = shared.query.next_generation();
    Effect::Search { generation, query: shared.query.text.clone(), sort: shared.query.sort }
}

/// Shows a search result, unless another search was started since. The result that follows a first page
/// does not move the selection. Returns whether the list is another.
pub(crate) fn found(
    shared: &mut Shared,
    generation: u64,
    of: &Arc<Collection>,
    mut answer: SearchResult,
) -> bool {
    let best = shared.query.awaits_best(shared.listing.selected());
    // If the user did not type, the selected record stays selected; it is rarely on the first page.
    if !answer.whole && !best || !shared.query.accept(generation) {
        return false;
    }
    if !answer.problems.is_empty() && !shared.listing.ids().is_empty() {
        // The last matches stay, and the problem is shown beside them. If there were none, show what
        // the rest of the query finds.
        shared.query.result.problems = answer.problems;
        shared.query.result.unfinished = answer.unfinished;
        drop_vanished(shared);
        return false;
    }
    if !best && !shared.query.awaits_other() && answer.whole && !answer.partial {
        keep_selected(shared, &answer);
    }
    shared.staying.put_into(&shared.query.text, &mut answer, of);
    let selected = shared.listing.selected().cloned();
    let select = match () {
        () if best => Select::First,
        () if shared.query.awaits_other() => Select::SameOrFirst,
        () => Select::Same,
    };
    shared.listing.replace(Arc::clone(&answer.ids), select);
    if let Some(record) = shared.query.record_before(selected.as_ref()) {
        shared.listing.select(&record);
    }
    if shared.listing.selected() != selected.as_ref() {
        shared.query.propose(shared.listing.selected());
    }
    if answer.whole && !answer.partial && shared.query.text.trim().is_empty() {
        shared.query.before = None;
    }
    let is_some = answer.partial || shared.is_arriving();
    let selected = shared.listing.selected().filter(|_| best && is_some);
    shared.query.is_shown(selected.cloned());
    shared.query.result = answer;
    let shown = shared.collection.as_ref();
    if !shown.is_some_and(|shown| Arc::ptr_eq(shown, of)) {
        drop_vanished(shared);
    }
    true
}

/// Has the selected record stay in the list where the search no longer finds it, since a file has changed: the next key may
/// be meant for it, and must not be about its neighbour.
fn keep_selected(shared: &mut Shared, answer: &SearchResult) {
    let selected = shared.listing.selected().filter(|_| shared.listing.is_held()).cloned();
    if let Some(selected) = selected.filter(|id| !answer.ids.contains(id)) {
        shared.keep_in_list(&selected);
    }
}

/// Removes records that no longer exist: a search result may be older than the collection.
fn drop_vanished(shared: &mut Shared) {
    if let Some(collection) = &shared.collection {
        let listed = shared.listing.ids().len();
        shared.listing.retain(|id| collection.kind_of(id).is_some());
        if shared.listing.ids().len() < listed {
            // The matches no longer line up with the ids; the answer that follows brings both.
            shared.query.result.found = Arc::default();
        }
    }
}

fn change(shared: &mut Shared, change: impl FnOnce(&mut Prompt)) -> Vec<Effect> {
    let Some(editing) = &mut shared.query.editing else { return Vec::new() };
    let before = editing.prompt.clone();
    change(&mut editing.prompt);
    editing.is_selected = false;
    if editing.prompt == before {
        return Vec::new();
    }
    let line = editing.prompt.clone();
    let text = line.text();
    let offered = editing.completions.take();
    // Completions for the earlier cursor position are dropped.
    let generation = shared.query.next_completion();
    // Only the cursor moved, or the space after the active query was deleted.
    if text == before.text() || text == shared.query.text {
        return Vec::new();
    }
    shared.query.set_typed(text, shared.listing.selected());
    // With other words the best matches come first again.
    shared.query.sort.over_words = false;
    let mut effects = vec![again(shared)];
    if let Some(editing) = &mut shared.query.editing {
        editing.history = None;
        // The menu stays open while more is typed; if a completion is in the line, typing accepts it.
        editing.completions = offered.filter(|offered| offered.at().is_none());
        if editing.completions.is_some() {
            effects.push(Effect::Complete { generation, line });
        }
    }
    effects
}
