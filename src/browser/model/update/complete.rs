//! What could stand at the cursor of the query line: asked for, walked through, taken.

use super::super::message::Effect;
use super::super::offers::{Offered, Offers};
use super::super::prompt::Prompt;
use super::super::state::Model;
use super::super::typing::Completion;
use super::search;

/// Does what is asked of what could stand at the cursor.
pub(super) fn complete(model: &mut Model, completion: Completion) -> Vec<Effect> {
    match completion {
        Completion::Ask => ask(model),
        Completion::Next => go(model, Offered::turn_on),
        Completion::Previous => go(model, Offered::turn_back),
        Completion::Take => {
            if !take(model) {
                search::keep(model);
            }
            Vec::new()
        }
        Completion::Leave => leave(model),
    }
}

/// Takes what could stand at the cursor, unless something was typed since it was asked for.
///
/// All offers come to the screen and to the line by way of this.
pub(super) fn offered(model: &mut Model, generation: u64, offers: Offers) -> Vec<Effect> {
    if !model.query.awaits_completion(generation) {
        return Vec::new();
    }
    let offers = readable(model, offers);
    let Some(editing) = &mut model.query.editing else { return Vec::new() };
    let was_open = editing.offered.take().is_some();
    if offers.offers.is_empty() {
        if !was_open {
            model.notice = Some("nothing is known that could stand here".to_owned());
        }
        return Vec::new();
    }
    let line = editing.prompt.clone();
    let start = if was_open { None } else { offers.with_common_start(&line) };
    let Some(start) = start else {
        editing.offered = Some(Offered::of(offers, line));
        return Vec::new();
    };
    let several = offers.offers.len() > 1;
    let mut effects = search::put(model, start);
    if several {
        effects.extend(ask(model));
    }
    effects
}

/// Returns the offers without those that the mask would have to cover: an offer that is chosen
/// stands in the line.
fn readable(model: &Model, mut offers: Offers) -> Offers {
    let Some(seen) = model.seen() else { return offers };
    let plain = |words: &str| seen.text(words) == words;
    let all = offers.offers.len();
    offers.offers.retain(|offer| plain(&offer.value) && plain(&offer.words));
    offers.total = offers.total.saturating_sub(all - offers.offers.len());
    offers
}

fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &model.query.editing else { return Vec::new() };
    let line = editing.prompt.clone();
    vec![Effect::Complete { generation: model.query.next_completion(), line }]
}

/// Puts another offer into the line; what is offered stays on the screen.
fn go(model: &mut Model, turn: impl Fn(&mut Offered) -> Option<Prompt>) -> Vec<Effect> {
    let Some(editing) = &mut model.query.editing else { return Vec::new() };
    let Some(mut offered) = editing.offered.take() else { return Vec::new() };
    // While somebody types on, the offers are those for what was there before.
    let fits = offered.at().is_some() || *offered.typed() == editing.prompt;
    let line = if fits { turn(&mut offered) } else { None };
    let effects = line.map(|line| search::put(model, line)).unwrap_or_default();
    if let Some(editing) = &mut model.query.editing {
        editing.offered = Some(offered);
    }
    effects
}

/// Leaves the offer that stands in the line there, and tells whether there is one.
fn take(model: &mut Model) -> bool {
    let offered = model.query.editing.as_mut().and_then(|editing| editing.offered.take());
    offered.is_some_and(|offered| offered.at().is_some())
}

/// Brings back what was typed.
fn leave(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &mut model.query.editing else { return Vec::new() };
    let Some(offered) = editing.offered.take() else { return Vec::new() };
    // What is asked about what is on the way out is not to come back.
    model.query.next_completion();
    match offered.at() {
        Some(_) => search::put(model, offered.typed().clone()),
        None => Vec::new(),
    }
}
