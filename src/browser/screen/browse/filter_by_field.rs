//! Filters by the value of the field under the cursor.

use crate::browser::model::Effect;
use crate::browser::model::Wrap;
use crate::browser::model::page::{DetailItem, PageLine};
use crate::browser::model::update::query::filter;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef, NextShown};
use crate::redaction::is_masked;
use crate::session::facets::FacetValue;
use crate::session::terms;

/// Lists only what has the value under the cursor.
pub(crate) fn same(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let Some(values) = under_cursor(model.view()) else { return say_nothing_to_filter(model) };
    if any_masked(model.view(), &values) {
        return say_masked(model);
    }
    let Some(field) = values.first().map(|valued| valued.field) else { return Vec::new() };
    let values: Vec<&str> = values.iter().map(|valued| &*valued.value).collect();
    let text = terms::only(&with_kind(model.view()), field, &values);
    put(model, text)
}

/// Lists nothing that has the value under the cursor.
pub(crate) fn other(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let Some(values) = under_cursor(model.view()) else { return say_nothing_to_filter(model) };
    if any_masked(model.view(), &values) {
        return say_masked(model);
    }
    let text = values.iter().fold(with_kind(model.view()), |text, valued| {
        terms::none_with(&text, valued.field, &valued.value)
    });
    put(model, text)
}

/// Shows what the query finds; the record that is shown will be one of it.
fn put(model: &mut BrowseMut<'_>, text: String) -> Vec<Effect> {
    if text != model.shared.query.text {
        model.own.next_shown = NextShown::OneOfThem;
    }
    filter::put(model.shared, text)
}

/// Returns the values of the field under the cursor of the detail pane.
fn under_cursor(model: BrowseRef<'_>) -> Option<Vec<FacetValue>> {
    let record = model.record().filter(|_| model.own.focus == Pane::Detail)?.record;
    let (name, id) = match model.own.detail.spot()? {
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
fn any_masked(model: BrowseRef<'_>, values: &[FacetValue]) -> bool {
    let page = model.detail_in(Wrap::Broken);
    let lines = model.own.detail.spot().map(|spot| page.lines_about(spot)).unwrap_or_default();
    let runs = page.lines().get(lines).into_iter().flatten().flat_map(PageLine::runs);
    let text: String = runs.map(|placed| placed.run.text.as_str()).collect();
    let written = |valued: &FacetValue| {
        model.shared.masked().map(|masked_view| masked_view.text(&valued.value))
    };
    is_masked(&text) || values.iter().filter_map(written).any(|written| is_masked(&written))
}

fn say_masked(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    model.shared.say("the value is masked (P shows it)");
    Vec::new()
}

/// Only cases are looked at, unless a kind is asked for.
fn with_kind(model: BrowseRef<'_>) -> String {
    let text = &model.shared.query.text;
    match model.record().map(|located| located.record.kind) {
        Some(kind) if !kind.is_case() => terms::only(text, "kind", &[kind.name()]),
        Some(_) | None => text.clone(),
    }
}

fn say_nothing_to_filter(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    model.shared.say("move to a field first (Tab)");
    Vec::new()
}
