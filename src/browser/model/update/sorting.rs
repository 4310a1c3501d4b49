//! Putting the list into another order.

use strum::IntoEnumIterator as _;

use super::super::choice::Choice;
use super::super::message::Effect;
use super::super::order::{Order, Sort};
use super::super::sheet::{Entry, Sheet};
use super::super::state::Model;
use super::search;

/// Shows the orders there are, the cursor on the one in force.
pub(super) fn menu(model: &mut Model) {
    let entries = Order::iter().map(|order| Entry {
        meaning: order.words().to_owned(),
        choice: Some(Choice::Order(order)),
        ..Entry::default()
    });
    let in_force = Choice::Order(model.query.sort.order);
    model.sheet = Some(Sheet::of("Sort by", entries.collect()).as_popup().at(Some(&in_force)));
}

/// Puts the list into an order.
pub(super) fn by(model: &mut Model, order: Order) -> Vec<Effect> {
    model.query.sort = Sort { order, reversed: false, over_words: true };
    vec![search::again(model)]
}

/// Turns the order in force around.
pub(super) fn reverse(model: &mut Model) -> Vec<Effect> {
    let Sort { order, reversed, over_words: _ } = model.query.sort;
    model.query.sort = Sort { order, reversed: !reversed, over_words: true };
    vec![search::again(model)]
}
