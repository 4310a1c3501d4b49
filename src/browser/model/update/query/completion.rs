//! Handles completion of the query: asking for it, stepping through it, accepting or cancelling it.

use crate::browser::model::message::Effect;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;
use crate::session::completions::{CompletionMenu, Completions};
use crate::session::line_edit::CompletionStep;
use crate::session::prompt::Prompt;

/// Performs one step of completion: ask, step, accept or cancel.
pub(crate) fn complete(shared: &mut Shared, completion: CompletionStep) -> Vec<Effect> {
    if let Some(editing) = &mut shared.query.editing {
        editing.is_selected = false;
    }
    match completion {
        // What was probably meant is the nearest completion where nothing is found.
        CompletionStep::Ask => match search::meant_instead(shared).cloned() {
            Some(instead) => search::put(shared, Prompt::behind(&instead)),
            None => ask(shared),
        },
        CompletionStep::Next => go(shared, CompletionMenu::select_next),
        CompletionStep::Previous => go(shared, CompletionMenu::previous),
        CompletionStep::Take => {
            if !take(shared) {
                search::accept(shared);
            }
            Vec::new()
        }
        CompletionStep::Leave => leave(shared),
    }
}

/// Accepts the completions that were computed, unless something was typed since they were requested.
///
/// All offers come to the screen and to the line by way of this.
pub(crate) fn offered(shared: &mut Shared, generation: u64, offers: Completions) -> Vec<Effect> {
    if !shared.query.awaits_completion(generation) {
        return Vec::new();
    }
    let offers = readable(shared, offers);
    let Some(editing) = &mut shared.query.editing else { return Vec::new() };
    let was_open = editing.completions.take().is_some();
    if offers.offers.is_empty() {
        if !was_open {
            shared.notice = Some("no suggestions here".to_owned());
        }
        return Vec::new();
    }
    let line = editing.prompt.clone();
    let start = if was_open { None } else { offers.with_common_start(&line) };
    let Some(start) = start else {
        editing.completions = Some(CompletionMenu::of(offers, line));
        return Vec::new();
    };
    let several = offers.offers.len() > 1;
    let mut effects = search::put(shared, start);
    if several {
        effects.extend(ask(shared));
    }
    effects
}

/// Returns the completions without those that the mask would have to cover: a chosen one becomes
/// readable text in the query line.
fn readable(shared: &Shared, mut offers: Completions) -> Completions {
    let Some(masked) = shared.masked() else { return offers };
    let plain = |words: &str| masked.text(words) == words;
    let all = offers.offers.len();
    offers.offers.retain(|offer| plain(&offer.value) && plain(&offer.words));
    offers.total = offers.total.saturating_sub(all - offers.offers.len());
    offers
}

fn ask(shared: &mut Shared) -> Vec<Effect> {
    let Some(editing) = &shared.query.editing else { return Vec::new() };
    let line = editing.prompt.clone();
    vec![Effect::Complete { generation: shared.query.next_completion(), line }]
}

/// Puts another offer into the line; what is offered stays on the screen.
fn go(shared: &mut Shared, turn: impl Fn(&mut CompletionMenu) -> Option<Prompt>) -> Vec<Effect> {
    let Some(editing) = &mut shared.query.editing else { return Vec::new() };
    let Some(mut offered) = editing.completions.take() else { return Vec::new() };
    // While the user goes on typing, the completions are those for the earlier text.
    let fits = offered.at().is_some() || *offered.typed() == editing.prompt;
    let line = if fits { turn(&mut offered) } else { None };
    let effects = line.map(|line| search::put(shared, line)).unwrap_or_default();
    if let Some(editing) = &mut shared.query.editing {
        editing.completions = Some(offered);
    }
    effects
}

/// Accepts the completion that is in the line; returns whether there is one.
fn take(shared: &mut Shared) -> bool {
    let offered = shared.query.editing.as_mut().and_then(|editing| editing.completions.take());
    offered.is_some_and(|offered| offered.at().is_some())
}

/// Brings back what was typed.
fn leave(shared: &mut Shared) -> Vec<Effect> {
    let Some(editing) = &mut shared.query.editing else { return Vec::new() };
    let Some(offered) = editing.completions.take() else { return Vec::new() };
    // What is asked about what is on the way out is not to come back.
    shared.query.next_completion();
    match offered.at() {
        Some(_) => search::put(shared, offered.typed().clone()),
        None => Vec::new(),
    }
}
