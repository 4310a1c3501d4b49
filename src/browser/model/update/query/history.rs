//! Steps through the search history, or lists it.

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::query::history::HistoryWalk;
use crate::browser::model::query::query_line::QueryEdit;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;
use crate::session::line_edit::HistoryStep;
use crate::session::prompt::Prompt;

/// Does what is asked of the queries asked before.
pub(crate) fn recall(shared: &mut Shared, recall: HistoryStep) -> Vec<Effect> {
    if let Some(editing) = &mut shared.query.editing {
        editing.is_selected = false;
    }
    match recall {
        HistoryStep::Earlier => earlier(shared),
        HistoryStep::Later => later(shared),
        HistoryStep::List => {
            list(shared);
            Vec::new()
        }
    }
}

/// Puts a query of the list into the line.
pub(crate) fn take(shared: &mut Shared, query: &str) -> Vec<Effect> {
    search::put(shared, Prompt::of(query))
}

fn earlier(shared: &mut Shared) -> Vec<Effect> {
    let query = &mut shared.query;
    let Some(editing) = &mut query.editing else { return Vec::new() };
    let past = &query.history;
    let walk = editing.history.get_or_insert_with(|| {
        past.walk(&editing.prompt, typed(&editing.prompt, &editing.before.text))
    });
    let found = walk.earlier();
    step(shared, found)
}

fn later(shared: &mut Shared) -> Vec<Effect> {
    let Some(editing) = &mut shared.query.editing else { return Vec::new() };
    let found = editing.history.as_mut().and_then(HistoryWalk::later);
    step(shared, found)
}

/// Puts a query into the line, and goes on with the walk.
fn step(shared: &mut Shared, found: Option<Prompt>) -> Vec<Effect> {
    let Some(prompt) = found else { return Vec::new() };
    let walk = shared.query.editing.as_mut().and_then(|editing| editing.history.take());
    let effects = search::put(shared, prompt);
    if let Some(editing) = &mut shared.query.editing {
        editing.history = walk;
    }
    effects
}

/// Returns what was typed up to the caret; of a line that is as it was opened, nothing was.
fn typed<'p>(prompt: &'p Prompt, before: &str) -> &'p str {
    if *prompt == Prompt::behind(before) { "" } else { prompt.before() }
}

/// Lists the queries, the latest first, those that what was typed finds.
fn list(shared: &mut Shared) {
    let Some(QueryEdit { prompt, before, .. }) = &shared.query.editing else { return };
    // Masked queries are not listed; a user who remembers one can step back to it.
    let plain = |query: &&str| shared.masked().is_none_or(|masked| masked.text(query) == **query);
    let entries = shared.query.history.latest_first().filter(plain).map(|query| OverlayLine {
        meaning: query.to_owned(),
        choice: Some(Choice::Query(query.to_owned())),
        ..OverlayLine::default()
    });
    let mut overlay = Overlay::of("Search history", entries.collect()).as_popup().filterable();
    let typed = typed(prompt, &before.text).to_owned();
    if !overlay.can_choose() {
        shared.say("no earlier search; those of this run are listed here");
        return;
    }
    if !typed.is_empty() {
        overlay.type_in(|prompt| prompt.insert(&typed));
    }
    shared.overlay = Some(overlay);
}
