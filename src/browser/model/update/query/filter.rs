//! Filtering: the facet menu, and the filters written into the query line.

use std::collections::BTreeSet;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{ListedWhen, Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::{search, sorting};
use crate::record::{Id, Kind};
use crate::redaction::MaskedCollection;
use crate::session::facets::{Facet, FacetValue, facets, other_values};
use crate::session::prompt::Prompt;
use crate::session::terms;
use crate::text::counted;

/// Shows the values of the listed records, those asked for already ticked; where none is listed, those of all cases.
pub(crate) fn menu(shared: &mut Shared) {
    let Some(masked_view) = shared.masked() else { return };
    let text = &shared.query.text;
    let is_searched = !text.trim().is_empty();
    let listed = shared.listing.ids();
    if listed.is_empty() && is_searched {
        return menu_of_all(shared);
    }
    let mut facets = facets(masked_view, listed);
    let kinds = sorting::listed_kinds(shared);
    // Below the values that are listed, so that another value of the same field can be added.
    for other in other_values(masked_view, text, &kinds, &facets) {
        let is_of_field = |facet: &Facet| facet.valued.field == other.valued.field;
        let last = facets.iter().rposition(is_of_field).map_or(facets.len(), |at| at + 1);
        facets.insert(last, other);
    }
    if facets.is_empty() {
        shared.say("nothing is listed, so there are no values to filter by");
        return;
    }
    let entries = facets.iter().map(|facet| entry(facet, is_wanted(text, &facet.valued)));
    let is_case = |id: &Id| masked_view.whole().kind_of(id).is_some_and(Kind::is_case);
    let word = if listed.iter().all(is_case) { "case" } else { "record" };
    let (title, way_to_all) = if is_searched {
        let cases = counted(cases(masked_view).len(), "case");
        let line = OverlayLine {
            meaning: format!("choose from all {cases} instead: clears this search"),
            listed: ListedWhen::Always,
            choice: Some(Choice::AllValues),
            ..OverlayLine::default()
        };
        let found = counted(listed.len(), word);
        (format!("Filter by value: of the {found} found"), Some(line))
    } else {
        (format!("Filter by value: of all {}", counted(listed.len(), word)), None)
    };
    let first = facets.first().map(|facet| Choice::Value(facet.valued.clone()));
    let overlay = Overlay::of(title, way_to_all.into_iter().chain(entries).collect());
    shared.overlay = Some(overlay.as_popup().filterable().at(first.as_ref()));
}

/// Shows the values of all cases, to be asked for in the place of the search in force; what was typed to find one
/// stays.
pub(crate) fn menu_of_all(shared: &mut Shared) {
    let Some(masked_view) = shared.masked() else { return };
    let cases = cases(masked_view);
    let facets = facets(masked_view, &cases);
    let typed = shared.overlay.as_ref().and_then(Overlay::prompt).map(Prompt::text);
    let entries = facets.iter().map(|facet| entry(facet, false)).collect();
    let title =
        format!("Filter by value: of all {}; clears this search", counted(cases.len(), "case"));
    let mut overlay = Overlay::of(title, entries).as_popup().filterable().replacing_search();
    if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
        overlay.type_in(|prompt| prompt.insert(&typed));
    }
    shared.overlay = Some(overlay);
}

fn cases(masked_view: MaskedCollection<'_>) -> Vec<Id> {
    let all = masked_view.whole();
    Kind::all().filter(|kind| kind.is_case()).flat_map(|kind| all.ids_of(kind)).cloned().collect()
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
    let mut text =
        if overlay.replaces_search() { String::new() } else { shared.query.text.clone() };
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
