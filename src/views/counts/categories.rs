//! Divides a field into the categories that some cases have.

use foldhash::{HashMap, HashSet};

use crate::collection::{Lookup, RecordState};
use crate::record::{Id, Kind, Shape};
use crate::search::{LineSet, Query};
use crate::session::terms::written;
use crate::views::in_order::{sort_short_list, usual_first};

use super::axis::{AxisField, Divided};
use super::category::{Category, CategoryKind};
use super::periods;

/// The categories of an axis, and how many more values there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Categories {
    pub(super) categories: Vec<Category>,
    pub(super) more: usize,
}

/// Of how many values there are categories, and for whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct CategoryLimit {
    pub(super) most: usize,
    /// Whether others see them.
    pub(super) is_protected: bool,
}

impl Categories {
    /// Returns the categories of a field among some lines: at most so many values, those that most cases have. Others see no place
    /// below a province.
    pub(super) fn of(
        field: &AxisField,
        lookup: &Lookup,
        within: &LineSet,
        limit: CategoryLimit,
    ) -> Self {
        let (mut categories, more) = match field.divided {
            Divided::Values(shape) => values(field, shape, lookup, within, limit),
            Divided::Countries => countries(lookup, within, limit.most),
            Divided::Kinds => {
                let found = lookup.values_in(&field.name, within);
                let kinds = Kind::all().filter(|kind| found.contains_key(kind.name()));
                let category = |kind: Kind| Category {
                    kind: CategoryKind::Kind(kind),
                    terms: format!("{}:={}", field.label, kind.name()),
                    days: None,
                };
                (kinds.map(category).collect(), 0)
            }
            Divided::States => {
                let category = |state: RecordState| Category {
                    kind: CategoryKind::Stretch(state.name().replace('_', " ")),
                    terms: format!("{}:{}", field.label, state.name()),
                    days: None,
                };
                (RecordState::all().map(category).collect(), 0)
            }
            Divided::Bands(starts) => (bands(field, starts), 0),
            Divided::Dates => (periods::categories(field, lookup, within), 0),
        };
        categories.extend(without_value(field));
        Self { categories, more }
    }
}

/// The places that are countries.
const COUNTRIES: &str = "kind:place type:=country";

/// Returns the countries that the places of cases are in, at most so many, and the places that are in none of them.
fn countries(lookup: &Lookup, within: &LineSet, most: usize) -> (Vec<Category>, usize) {
    let query = Query::read(COUNTRIES, lookup.catalogue()).0;
    let known = lookup.ids_of_lines(&lookup.matching(&query));
    let known: HashSet<&str> = known.iter().map(Id::as_str).collect();
    let mut found: HashMap<String, usize> = lookup.values_in("place", within);
    found.retain(|value, _| known.contains(value.as_str()));
    let mut found = usual_first(found);
    let term = |value: &str| format!("place:={}", written(value));
    let others = found.iter().map(|(value, _)| format!("-{}", term(value)));
    let in_none: Vec<String> = std::iter::once("has:place".to_owned()).chain(others).collect();
    let more = found.len().saturating_sub(most);
    found.truncate(most);
    let country = |(value, _): (String, usize)| Category {
        terms: term(&value),
        kind: CategoryKind::Value { value, shape: Shape::Link(&[Kind::Place]) },
        days: None,
    };
    let none = Category {
        kind: CategoryKind::Stretch("no country known".to_owned()),
        terms: in_none.join(" "),
        days: None,
    };
    (found.into_iter().map(country).chain([none]).collect(), more)
}

/// The places that others may see of where something was.
const COARSE_PLACES: &str = "kind:place type:=country,province";

fn values(
    field: &AxisField,
    shape: Shape,
    lookup: &Lookup,
    within: &LineSet,
    limit: CategoryLimit,
) -> (Vec<Category>, usize) {
    let CategoryLimit { most, is_protected } = limit;
    let mut found: HashMap<String, usize> = lookup.values_in(&field.name, within);
    if is_protected && links_to_places(shape) {
        let coarse = Query::read(COARSE_PLACES, lookup.catalogue()).0;
        let coarse: HashSet<Id> =
            lookup.ids_of_lines(&lookup.matching(&coarse)).into_iter().collect();
        found.retain(|value, _| Id::new(value).is_some_and(|id| coarse.contains(&id)));
    }
    let mut found = usual_first(found);
    let more = found.len().saturating_sub(most);
    found.truncate(most);
    if shape == Shape::YesNo {
        sort_short_list(&mut found, |(value, _), (other, _)| other.cmp(value));
    }
    let category = |(value, _): (String, usize)| Category {
        terms: format!("{}:={}", field.label, written(&value)),
        kind: CategoryKind::Value { value, shape },
        days: None,
    };
    (found.into_iter().map(category).collect(), more)
}

fn links_to_places(shape: Shape) -> bool {
    let (Shape::Link(kinds) | Shape::LinkOrWords(kinds)) = shape else { return false };
    kinds.contains(&Kind::Place)
}

fn bands(field: &AxisField, starts: &[i64]) -> Vec<Category> {
    let band = |(at, start): (usize, &i64)| {
        let (words, asked) = match starts.get(at + 1).map(|next| next - 1) {
            Some(end) if end == *start => (start.to_string(), start.to_string()),
            Some(end) => (format!("{start}–{end}"), format!("{start}..{end}")),
            None => (format!("{start} or more"), format!(">={start}")),
        };
        let terms = format!("{}:{asked}", field.label);
        Category { kind: CategoryKind::Stretch(words), terms, days: None }
    };
    starts.iter().enumerate().map(band).collect()
}

/// Returns the categories of the cases that have no value.
fn without_value(field: &AxisField) -> Vec<Category> {
    let label = if field.divided == Divided::Countries { "place" } else { &field.label };
    let (not_stated, does_not_apply) = match field.divided {
        Divided::Kinds => return Vec::new(),
        Divided::States => {
            let each = RecordState::all().map(|state| format!("-{label}:{}", state.name()));
            (each.collect::<Vec<_>>().join(" "), None)
        }
        Divided::Values(_) if field.name == "source" => {
            ("sources:0".to_owned(), Some("-sources:>=0".to_owned()))
        }
        Divided::Bands(_) if field.name == "sources" => {
            (String::new(), Some(format!("-{label}:>=0")))
        }
        Divided::Values(_) | Divided::Countries | Divided::Bands(_) | Divided::Dates => {
            (format!("missing:{label}"), Some(format!("-has:{label} -missing:{label}")))
        }
    };
    let category = |(kind, terms): (CategoryKind, Option<String>)| {
        terms.filter(|terms| !terms.is_empty()).map(|terms| Category { kind, terms, days: None })
    };
    [(CategoryKind::NotStated, Some(not_stated)), (CategoryKind::DoesNotApply, does_not_apply)]
        .into_iter()
        .filter_map(category)
        .collect()
}
