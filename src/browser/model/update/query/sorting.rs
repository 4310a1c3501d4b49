//! Changes the sort order of the list.

use std::collections::BTreeSet;

use strum::IntoEnumIterator as _;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::search;
use crate::collection::{ListOrder, ListSort};
use crate::record::Kind;
use crate::search::QuerySort;
use crate::session::field_names::sortable_fields;
use crate::session::terms::{self, SortTerm};

/// Lists the sort orders and the fields that the listed kinds have, with the cursor on the current one.
pub(crate) fn menu(shared: &mut Shared) {
    let orders = ListOrder::iter().map(|order| OverlayLine {
        meaning: order.words().to_owned(),
        choice: Some(Choice::Order(order)),
        ..OverlayLine::default()
    });
    let fields = sortable_fields(&listed_kinds(shared)).into_iter().map(|field| OverlayLine {
        meaning: field.label.to_owned(),
        note: "field".to_owned(),
        found_by: field.name.to_owned(),
        choice: Some(Choice::SortField(field.name)),
        ..OverlayLine::default()
    });
    let entries: Vec<OverlayLine> = orders.chain(fields).collect();
    let sorting = shared.query.result.query.sorting();
    let by_field = sorting.and_then(|sorting| {
        let is_it = |entry: &&OverlayLine| matches!(entry.choice, Some(Choice::SortField(name)) if name == sorting.name);
        entries.iter().find(is_it)?.choice.clone()
    });
    let in_force = by_field.unwrap_or(Choice::Order(shared.query.sort.order));
    let overlay = Overlay::of("Sort by", entries).as_popup().filterable();
    shared.overlay = Some(overlay.at(Some(&in_force)));
}

/// Returns the kinds of the listed records.
pub(crate) fn listed_kinds(shared: &Shared) -> Vec<Kind> {
    let Some(collection) = shared.collection.as_deref() else { return Vec::new() };
    let kinds: BTreeSet<Kind> =
        shared.listing.ids().iter().filter_map(|id| collection.kind_of(id)).collect();
    kinds.into_iter().collect()
}

/// Puts the list into an order, instead of the one that the query asks for.
pub(crate) fn by(shared: &mut Shared, order: ListOrder) -> Vec<Effect> {
    shared.query.sort = ListSort { order, reversed: false, over_words: true };
    let text = terms::sorted_by(&shared.query.text, None);
    if text == shared.query.text { vec![search::again(shared)] } else { search::ask(shared, text) }
}

/// Sorts the list by a field; again by the same field, the other way round.
pub(crate) fn by_field(shared: &mut Shared, field: &'static str) -> Vec<Effect> {
    let sorting = shared.query.result.query.sorting();
    let is_ascending = |by: &QuerySort| by.name == field && !by.descending;
    let descending = sorting.is_some_and(is_ascending);
    let text = terms::sorted_by(&shared.query.text, Some(SortTerm { field, descending }));
    search::ask(shared, text)
}

/// Reverses the current sort order, that of the query if it asks for one.
pub(crate) fn reverse(shared: &mut Shared) -> Vec<Effect> {
    if let Some(sorting) = shared.query.result.query.sorting() {
        let term = SortTerm { field: &sorting.name, descending: !sorting.descending };
        let text = terms::sorted_by(&shared.query.text, Some(term));
        return search::ask(shared, text);
    }
    let ListSort { order, reversed, over_words: _ } = shared.query.sort;
    shared.query.sort = ListSort { order, reversed: !reversed, over_words: true };
    vec![search::again(shared)]
}
