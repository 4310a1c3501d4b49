//! The queries asked before: walked through in the line, or listed.

use super::super::choice::Choice;
use super::super::message::Effect;
use super::super::past::Walk;
use super::super::prompt::Prompt;
use super::super::query::Editing;
use super::super::sheet::{Entry, Sheet};
use super::super::state::Model;
use super::super::typing::Recall;
use super::search;

/// Does what is asked of the queries asked before.
pub(super) fn recall(model: &mut Model, recall: Recall) -> Vec<Effect> {
    match recall {
        Recall::Earlier => earlier(model),
        Recall::Later => later(model),
        Recall::List => {
            list(model);
            Vec::new()
        }
    }
}

/// Puts a query of the list into the line.
pub(super) fn take(model: &mut Model, query: &str) -> Vec<Effect> {
    search::put(model, Prompt::of(query))
}

fn earlier(model: &mut Model) -> Vec<Effect> {
    let query = &mut model.query;
    let Some(editing) = &mut query.editing else { return Vec::new() };
    let past = &query.past;
    let walk = editing.walk.get_or_insert_with(|| {
        past.walk(&editing.prompt, typed(&editing.prompt, &editing.before.text))
    });
    let found = walk.earlier();
    step(model, found)
}

fn later(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &mut model.query.editing else { return Vec::new() };
    let found = editing.walk.as_mut().and_then(Walk::later);
    step(model, found)
}

/// Puts a query into the line, and goes on with the walk.
fn step(model: &mut Model, found: Option<Prompt>) -> Vec<Effect> {
    let Some(prompt) = found else { return Vec::new() };
    let walk = model.query.editing.as_mut().and_then(|editing| editing.walk.take());
    let effects = search::put(model, prompt);
    if let Some(editing) = &mut model.query.editing {
        editing.walk = walk;
    }
    effects
}

/// Returns what was typed up to the caret; of a line that is as it was opened, nothing was.
fn typed<'p>(prompt: &'p Prompt, before: &str) -> &'p str {
    if *prompt == Prompt::behind(before) { "" } else { prompt.before() }
}

/// Lists the queries, the latest first, those that what was typed finds.
fn list(model: &mut Model) {
    let Some(Editing { prompt, before, .. }) = &model.query.editing else { return };
    // What the mask covers is not listed; whoever remembers it walks back to it.
    let plain = |query: &&str| model.seen().is_none_or(|seen| seen.text(query) == **query);
    let entries = model.query.past.latest_first().filter(plain).map(|query| Entry {
        meaning: query.to_owned(),
        choice: Some(Choice::Query(query.to_owned())),
        ..Entry::default()
    });
    let mut sheet = Sheet::of("Asked before", entries.collect()).as_popup().narrowing();
    let typed = typed(prompt, &before.text).to_owned();
    if !sheet.can_choose() {
        model.notice = Some("no query was kept before this one".to_owned());
        return;
    }
    if !typed.is_empty() {
        sheet.type_in(|prompt| prompt.insert(&typed));
    }
    model.sheet = Some(sheet);
}
