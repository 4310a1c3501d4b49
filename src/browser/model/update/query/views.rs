//! Opens saved views by their digit; 0 lists everything.

use crate::browser::model::message::Effect;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;
use crate::collection::ListSort;

/// Opens the saved view of a digit, if there is one.
pub(crate) fn show(shared: &mut Shared, digit: u8) -> Option<Vec<Effect>> {
    let views = shared.views();
    let Some(view) = views.get(digit) else {
        shared.notice = Some(format!("there is no view {digit}"));
        return None;
    };
    Some(list(shared, view.query.clone(), view.sort.unwrap_or_default()))
}

/// Lists everything in the usual order.
pub(crate) fn everything(shared: &mut Shared) -> Vec<Effect> {
    list(shared, String::new(), ListSort::default())
}

fn list(shared: &mut Shared, query: String, sort: ListSort) -> Vec<Effect> {
    shared.query.sort = sort;
    search::ask(shared, query)
}
