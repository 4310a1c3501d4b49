//! Opens saved views by their digit; 0 lists everything.

use crate::browser::model::message::Effect;
use crate::browser::model::pane::Pane;
use crate::browser::model::state::Model;
use crate::browser::model::update::query::search;
use crate::collection::ListSort;

/// Opens the saved view of a digit.
pub(crate) fn show(model: &mut Model, digit: u8) -> Vec<Effect> {
    let views = model.views();
    let Some(view) = views.get(digit) else {
        model.notice = Some(format!("there is no view {digit}"));
        return Vec::new();
    };
    list(model, view.query.clone(), view.sort.unwrap_or_default())
}

/// Lists everything in the usual order.
pub(crate) fn everything(model: &mut Model) -> Vec<Effect> {
    list(model, String::new(), ListSort::default())
}

fn list(model: &mut Model, query: String, sort: ListSort) -> Vec<Effect> {
    model.query.sort = sort;
    model.focus = Pane::List;
    search::ask(model, query)
}
