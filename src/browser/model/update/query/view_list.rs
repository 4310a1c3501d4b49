//! What a number in a view leads to: the list of its records, from which Backspace leads back to the view.

use crate::browser::model::destination::{LeftView, WantedScreen};
use crate::browser::model::message::Effect;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;

/// Lists the records that a query finds on the home screen; `screen` is the name of the view with the number.
pub(crate) fn list(shared: &mut Shared, screen: &'static str, query: String) -> Vec<Effect> {
    shared.left_view =
        Some(LeftView { screen, query: shared.query.text.clone(), listed: query.clone() });
    shared.wanted_screen = Some(WantedScreen::Home);
    search::ask(shared, query)
}

/// Says that a view as others may see it leads to no list.
pub(crate) fn say_hidden(shared: &mut Shared) {
    shared.notice = Some("the list would show what is hidden here: P shows it first".to_owned());
}
