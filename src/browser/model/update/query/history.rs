//! Steps through the search history, or lists it.

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::query::history::HistoryWalk;
use crate::browser::model::query::query_line::QueryEdit;
use crate::browser::model::state::Model;
use crate::browser::model::update::query::search;
use crate::session::line_edit::HistoryStep;
use crate::session::prompt::Prompt;

/// Does what is asked of the queries asked before.
pub(crate) fn recall(model: &mut Model, recall: HistoryStep) -> Vec<Effect> {
    match recall {
        HistoryStep::Earlier => earlier(model),
        HistoryStep::Later => later(model),
        HistoryStep::List => {
            list(model);
            Vec::new()
        }
    }
}

/// Puts a query of the list into the line.
pub(crate) fn take(model: &mut Model, query: &str) -> Vec<Effect> {
    search::put(model, Prompt::of(query))
}

fn earlier(model: &mut Model) -> Vec<Effect> {
    let query = &mut model.query;
    let Some(editing) = &mut query.editing else { return Vec::new() };
    let past = &query.history;
    let walk = editing.history.get_or_insert_with(|| {
        past.walk(&editing.prompt, typed(&editing.prompt, &editing.before.text))
    });
    let found = walk.earlier();
    step(model, found)
}

fn later(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &mut model.query.editing else { return Vec::new() };
    let found = editing.history.as_mut().and_then(HistoryWalk::later);
    step(model, found)
}

/// Puts a query into the line, and goes on with the walk.
fn step(model: &mut Model, found: Option<Prompt>) -> Vec<Effect> {
    let Some(prompt) = found else { return Vec::new() };
    let walk = model.query.editing.as_mut().and_then(|editing| editing.history.take());
    let effects = search::put(model, prompt);
    if let Some(editing) = &mut model.query.editing {
        editing.history = walk;
    }
    effects
}

/// Returns what was typed up to the caret; of a line that is as it was opened, nothing was.
fn typed<'p>(prompt: &'p Prompt, before: &str) -> &'p str {
    if *prompt == Prompt::behind(before) { "" } else { prompt.before() }
}

/// Lists the queries, the latest first, those that what was typed finds.
fn list(model: &mut Model) {
    let Some(QueryEdit { prompt, before, .. }) = &model.query.editing else { return };
    // Masked queries are not listed; a user who remembers one can step back to it.
    let plain = |query: &&str| model.masked().is_none_or(|masked| masked.text(query) == **query);
    let entries = model.query.history.latest_first().filter(plain).map(|query| OverlayLine {
        meaning: query.to_owned(),
        choice: Some(Choice::Query(query.to_owned())),
        ..OverlayLine::default()
    });
    let mut overlay = Overlay::of("Search history", entries.collect()).as_popup().filterable();
    let typed = typed(prompt, &before.text).to_owned();
    if !overlay.can_choose() {
        model.notice = Some("no earlier search".to_owned());
        return;
    }
    if !typed.is_empty() {
        overlay.type_in(|prompt| prompt.insert(&typed));
    }
    model.overlay = Some(overlay);
}
