//! Saved views: a digit lists what one asks for, 0 lists everything.

use super::super::message::Effect;
use super::super::order::Sort;
use super::super::pane::Pane;
use super::super::state::Model;
use super::search;

/// Lists what the view behind a digit asks for.
pub(super) fn show(model: &mut Model, digit: u8) -> Vec<Effect> {
    let views = model.views();
    let Some(view) = views.get(digit) else {
        model.notice = Some(format!("there is no view {digit}"));
        return Vec::new();
    };
    list(model, view.query.clone(), view.sort.map(Sort::of_view).unwrap_or_default())
}

/// Lists everything in the usual order.
pub(super) fn everything(model: &mut Model) -> Vec<Effect> {
    list(model, String::new(), Sort::default())
}

fn list(model: &mut Model, query: String, sort: Sort) -> Vec<Effect> {
    model.query.sort = sort;
    model.focus = Pane::List;
    search::ask(model, query)
}
