//! Changes the sort order of the list.

use strum::IntoEnumIterator as _;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;
use crate::collection::{ListOrder, ListSort};

/// Lists the sort orders, with the cursor on the current one.
pub(crate) fn menu(shared: &mut Shared) {
    let entries = ListOrder::iter().map(|order| OverlayLine {
        meaning: order.words().to_owned(),
        choice: Some(Choice::Order(order)),
        ..OverlayLine::default()
    });
    let in_force = Choice::Order(shared.query.sort.order);
    shared.overlay = Some(Overlay::of("Sort by", entries.collect()).as_popup().at(Some(&in_force)));
}

/// Puts the list into an order.
pub(crate) fn by(shared: &mut Shared, order: ListOrder) -> Vec<Effect> {
    shared.query.sort = ListSort { order, reversed: false, over_words: true };
    vec![search::again(shared)]
}

/// Reverses the current sort order.
pub(crate) fn reverse(shared: &mut Shared) -> Vec<Effect> {
    let ListSort { order, reversed, over_words: _ } = shared.query.sort;
    shared.query.sort = ListSort { order, reversed: !reversed, over_words: true };
    vec![search::again(shared)]
}
