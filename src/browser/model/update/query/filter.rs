//! Filtering: the facet menu, and filters taken from the selected field, written into the query
//! line.

use std::collections::BTreeSet;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::{DetailItem, PageLine};
use crate::browser::model::pane::{Pane, Wrap};
use crate::browser::model::state::Model;
use crate::browser::model::update::query::search;
use crate::redaction::is_masked;
use crate::session::facets::{Facet, FacetValue, facets};
use crate::session::terms;

/// Shows the values of the listed records, those asked for already ticked.
pub(crate) fn menu(model: &mut Model) {
    let Some(masked_view) = model.masked() else { return };
    let facets = facets(masked_view, model.listing.ids());
    if facets.is_empty() {
        model.notice = Some("nothing to filter".to_owned());
        return;
    }
    let text = &model.query.text;
    let entries = facets.iter().map(|facet| entry(facet, is_wanted(text, &facet.valued)));
    let overlay = Overlay::of("Filter by value", entries.collect());
    model.overlay = Some(overlay.as_popup().filterable());
}

fn entry(facet: &Facet, ticked: bool) -> OverlayLine {
    OverlayLine {
        term: facet.label.to_owned(),
        meaning: facet.words.clone(),
        note: facet.count.to_string(),
        found_by: format!("{} {}", facet.valued.field, facet.valued.value),
        always: false,
        ticked: Some(ticked),
        choice: Some(Choice::Value(facet.valued.clone())),
    }
}

fn is_wanted(text: &str, valued: &FacetValue) -> bool {
    terms::asks_for(text, valued.field, &valued.value)
}

/// Writes the ticked values into the query line; where no tick was changed, the one under the
/// cursor too.
pub(crate) fn apply(model: &mut Model, under: &FacetValue) -> Vec<Effect> {
    let Some(overlay) = model.overlay.take() else { return Vec::new() };
    let mut text = model.query.text.clone();
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
    put(model, text)
}

/// Lists only what has the value under the cursor.
pub(crate) fn same(model: &mut Model) -> Vec<Effect> {
    let Some(values) = under_cursor(model) else { return say_nothing_to_filter(model) };
    if any_masked(model, &values) {
        return say_masked(model);
    }
    let Some(field) = values.first().map(|valued| valued.field) else { return Vec::new() };
    let values: Vec<&str> = values.iter().map(|valued| &*valued.value).collect();
    let text = terms::only(&with_kind(model), field, &values);
    put(model, text)
}

/// Lists nothing that has the value under the cursor.
pub(crate) fn other(model: &mut Model) -> Vec<Effect> {
    let Some(values) = under_cursor(model) else { return say_nothing_to_filter(model) };
    if any_masked(model, &values) {
        return say_masked(model);
    }
    let text = values.iter().fold(with_kind(model), |text, valued| {
        terms::none_with(&text, valued.field, &valued.value)
    });
    put(model, text)
}

/// Returns the values of the field under the cursor of the detail pane.
fn under_cursor(model: &Model) -> Option<Vec<FacetValue>> {
    let record = model.record().filter(|_| model.focus == Pane::Detail)?.record;
    let (name, id) = match model.detail.spot()? {
        DetailItem::Field(name) => (*name, None),
        DetailItem::Link(name, id) => (*name, Some(id)),
        DetailItem::Row(..)
        | DetailItem::Keyless(..)
        | DetailItem::Extra(_)
        | DetailItem::Mention(_) => return None,
    };
    let items = record.fields.get(name)?.items.iter();
    let meant = items.filter(|item| id.is_none() || item.value.link() == id);
    let field = name.as_str();
    let values =
        meant.map(|item| FacetValue { field, value: item.value.written().as_ref().into() });
    Some(values.collect())
}

/// Returns whether a value could not be read on the screen: it would be in the query line.
fn any_masked(model: &Model, values: &[FacetValue]) -> bool {
    let page = model.detail_in(Wrap::Broken);
    let lines = model.detail.spot().map(|spot| page.lines_about(spot)).unwrap_or_default();
    let runs = page.lines().get(lines).into_iter().flatten().flat_map(PageLine::runs);
    let text: String = runs.map(|placed| placed.run.text.as_str()).collect();
    let written =
        |valued: &FacetValue| model.masked().map(|masked_view| masked_view.text(&valued.value));
    is_masked(&text) || values.iter().filter_map(written).any(|written| is_masked(&written))
}

fn say_masked(model: &mut Model) -> Vec<Effect> {
    model.notice = Some("the value is masked (P shows it)".to_owned());
    Vec::new()
}

/// Only cases are looked at, unless a kind is asked for.
fn with_kind(model: &Model) -> String {
    let text = &model.query.text;
    match model.record().map(|located| located.record.kind) {
        Some(kind) if !kind.is_case() => terms::only(text, "kind", &[kind.name()]),
        Some(_) | None => text.clone(),
    }
}

fn say_nothing_to_filter(model: &mut Model) -> Vec<Effect> {
    model.notice = Some("move to a field first (Tab)".to_owned());
    Vec::new()
}

fn put(model: &mut Model, text: String) -> Vec<Effect> {
    if text == model.query.text {
        return Vec::new();
    }
    search::ask(model, text)
}
