//! Filtering: the facet menu, and the filters written into the query line.

use std::collections::BTreeSet;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::{search, sorting};
use crate::session::facets::{Facet, FacetValue, facets, other_values};
use crate::session::terms;

/// Shows the values of the listed records, those asked for already ticked.
pub(crate) fn menu(shared: &mut Shared) {
    let Some(masked_view) = shared.masked() else { return };
    let text = &shared.query.text;
    let mut facets = facets(masked_view, shared.listing.ids());
    let kinds = sorting::listed_kinds(shared);
    // Below the values that are listed, so that another value of the same field can be added.
    for other in other_values(masked_view, text, &kinds, &facets) {
        let is_of_field = |facet: &Facet| facet.valued.field == other.valued.field;
        let last = facets.iter().rposition(is_of_field).map_or(facets.len(), |at| at + 1);
        facets.insert(last, other);
    }
    if facets.is_empty() {
        shared.notice = Some("nothing is listed, so there are no values to filter by".to_owned());
        return;
    }
    let entries = facets.iter().map(|facet| entry(facet, is_wanted(text, &facet.valued)));
    let overlay = Overlay::of("Filter by value", entries.collect());
    shared.overlay = Some(overlay.as_popup().filterable());
}

fn entry(facet: &Facet, ticked: bool) -> OverlayLine {
    OverlayLine {
        term: facet.label.to_owned(),
        meaning: facet.words.clone(),
        note: if facet.count > 0 { facet.count.to_string() } else { String::new() },
        found_by: format!("{} {}", facet.valued.field, facet.valued.value),
        ticked: Some(ticked),
        choice: Some(Choice::Value(facet.valued.clone())),
        ..OverlayLine::default()
    }
}

fn is_wanted(text: &str, valued: &FacetValue) -> bool {
    terms::asks_for(text, valued.field, &valued.value)
}

/// Writes the ticked values into the query line; where no tick was changed, the one under the
/// cursor too.
pub(crate) fn apply(shared: &mut Shared, under: &FacetValue) -> Vec<Effect> {
    let Some(overlay) = shared.overlay.take() else { return Vec::new() };
    let mut text = shared.query.text.clone();
    let mut ticks: Vec<(&FacetValue, bool)> = overlay.ticks().collect();
    let changed = |(valued, ticked): &(&FacetValue, bool)| is_wanted(&text, valued) != *ticked;
    if !ticks.iter().any(changed) {
        ticks.iter_mut().filter(|(valued, _)| *valued == under).for_each(|tick| tick.1 = true);
    }
    let touched: Vec<&FacetValue> =
        ticks.iter().filter(|tick| changed(tick)).map(|t| t.0).collect();
    let fields: BTreeSet<&str> = touched.iter().map(|valued| valued.field).collect();
    for field in fields {
        let of_it = || ticks.iter().filter(|(valued, _)| valued.field == field);
        let listed: Vec<&str> = of_it().map(|(valued, _)| &*valued.value).collect();
        let wanted = of_it().filter(|(_, ticked)| *ticked);
        let wanted: Vec<&str> = wanted.map(|(valued, _)| &*valued.value).collect();
        text = terms::ticked(&text, field, &wanted, &listed);
    }
    put(shared, text)
}

/// Shows what another query finds.
pub(crate) fn put(shared: &mut Shared, text: String) -> Vec<Effect> {
    if text == shared.query.text {
        return Vec::new();
    }
    search::ask(shared, text)
}
