//! Jumps to the next or previous link, disputed field or unsourced field: first in the record, then in the
//! listed records.

use crate::browser::model::overlay::goto_list::{assessed_as, spot_of};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::{DetailItem, PageLine, Role};
use crate::browser::screen::browse::navigation::navigate;
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::evidence::EvidenceStatus;
use crate::record::Id;
use crate::redaction::MaskedCollection;

/// What is jumped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Landmark {
    /// What leads to another record.
    Link,
    /// A field that a quote contradicts.
    Disputed,
    /// A field that no quote supports.
    Unsourced,
}

impl Landmark {
    /// Returns whether a field with this evidence status is meant.
    fn is(self, status: EvidenceStatus) -> bool {
        match self {
            Self::Link => false,
            Self::Disputed => matches!(status, EvidenceStatus::Disputed(_)),
            Self::Unsourced => status == EvidenceStatus::Unsourced,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Link => "links",
            Self::Disputed => "disputed fields",
            Self::Unsourced => "unsourced fields",
        }
    }
}

/// Jumps to the next or previous one, counted from the cursor; from the list, to the first of the record.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, landmark: Landmark, way: Direction) {
    let next = match (model.own.focus, way) {
        (Pane::List, Direction::Next) => in_record(model.view(), landmark).into_iter().next(),
        (Pane::List, Direction::Previous) => None,
        (Pane::Detail | Pane::Quotes, _) => beside_cursor(model.view(), landmark, way),
    };
    if let Some(spot) = next {
        model.own.focus = Pane::Detail;
        land(model, spot);
    } else if !in_other_record(model, landmark, way) {
        let (words, where_to) = (landmark.words(), way.where_to());
        model.shared.notice = Some(format!("no more {words} {where_to} in the list"));
    }
}

/// Puts the cursor there, with the values that contradict a field on the screen as far as there is room.
fn land(model: &mut BrowseMut<'_>, spot: DetailItem) {
    let page = model.view().detail_page();
    let whole = whole_field(&spot);
    // A field of several links has its rival values below the last of them.
    let blocks = page.blocks().iter().filter(|block| whole_field(&block.spot) == whole);
    let is_rival = |line: &usize| {
        let runs = page.lines().get(*line).into_iter().flat_map(PageLine::runs);
        runs.into_iter().any(|placed| placed.run.role == Role::Disputed)
    };
    // The first line of a block has the sign of the field.
    let last = blocks.flat_map(|block| block.start + 1..block.end).find(is_rival);
    model.own.detail.go_to(spot);
    if let Some(last) = last {
        let rows = model.view().room(Pane::Detail).rows;
        // One line more begins the words in which it is said.
        model.own.detail.reveal(&page, last + 1, rows);
    }
}

/// Returns the places of the record that is shown, in the order of the detail pane.
fn in_record(model: BrowseRef<'_>, landmark: Landmark) -> Vec<DetailItem> {
    let (Some(masked), Some(located)) = (model.shared.masked(), model.record()) else {
        return Vec::new();
    };
    let record = located.record;
    let page = model.detail_page();
    let shown = page.blocks().iter().map(|block| &block.spot);
    if landmark == Landmark::Link {
        return shown.filter(|spot| spot.target(record).is_some()).cloned().collect();
    }
    let items = assessed_as(masked, record, |status| landmark.is(status));
    let wanted: Vec<DetailItem> = items.iter().map(|item| spot_of(record, &item.cited)).collect();
    let mut places: Vec<DetailItem> = Vec::new();
    for spot in shown {
        let whole = whole_field(spot);
        // A field of several links has a place for each of them.
        let is_same = |before: &DetailItem| whole_field(before) == whole;
        if wanted.contains(&whole) && !places.last().is_some_and(is_same) {
            places.push(spot.clone());
        }
    }
    places
}

/// Returns the field of one of its links; any other place as it is.
fn whole_field(spot: &DetailItem) -> DetailItem {
    if let DetailItem::Link(name, _) = spot { DetailItem::Field(*name) } else { spot.clone() }
}

/// Returns the nearest place of the record before or after the cursor of the detail pane.
fn beside_cursor(model: BrowseRef<'_>, landmark: Landmark, way: Direction) -> Option<DetailItem> {
    let page = model.detail_page();
    let number = |spot: &DetailItem| page.blocks().iter().position(|block| block.spot == *spot);
    let at = model.own.detail.spot().and_then(number)?;
    let places = in_record(model, landmark);
    let mut numbered = places.into_iter().filter_map(|spot| Some((number(&spot)?, spot)));
    let found = match way {
        Direction::Next => numbered.find(|(place, _)| *place > at),
        Direction::Previous => numbered.take_while(|(place, _)| *place < at).last(),
    };
    found.map(|(_, spot)| spot)
}

/// Goes to the nearest listed record that has a place, and to the first or last one in it; returns whether there
/// is one.
fn in_other_record(model: &mut BrowseMut<'_>, landmark: Landmark, way: Direction) -> bool {
    let Some(collection) = model.shared.collection.clone() else { return false };
    let listing = &model.shared.listing;
    let shown = model.own.shown.as_ref();
    let listed_at = || listing.ids().iter().position(|id| Some(id) == shown);
    let at = if listing.selected() == shown { listing.position() } else { listed_at() };
    let Some(at) = at.or(listing.position()) else { return false };
    let ids: Vec<Id> = match way {
        Direction::Next => listing.ids().iter().skip(at + 1).cloned().collect(),
        Direction::Previous => listing.ids().iter().take(at).rev().cloned().collect(),
    };
    let masked = MaskedCollection::new(&collection, model.shared.mask);
    let mut ahead: Vec<&Id> = ids.iter().collect();
    while let Some(place) = first_with(masked, &ahead, landmark) {
        let Some(record) = ahead.get(place).copied().cloned() else { return false };
        navigate::visit(model, JumpTarget { record, spot: None, quote: None }, None);
        let places = in_record(model.view(), landmark);
        let end = match way {
            Direction::Next => places.into_iter().next(),
            Direction::Previous => places.into_iter().last(),
        };
        if let Some(spot) = end {
            land(model, spot);
            return true;
        }
        // What has this status there is not shown by itself.
        ahead.drain(..=place);
    }
    false
}

/// Returns the place of the first of these records that has one.
fn first_with(masked: MaskedCollection<'_>, ids: &[&Id], landmark: Landmark) -> Option<usize> {
    if landmark == Landmark::Link {
        return ids.iter().position(|id| {
            let links = masked.get(id.as_str()).is_some_and(|record| {
                let rows = record.record.rows.iter().flat_map(|row| row.fields.links());
                record.record.fields.links().chain(rows).next().is_some()
            });
            links || !masked.mentions(id).is_empty()
        });
    }
    masked.first_case_with(ids, |evidence| {
        evidence.fields().any(|(_, standing)| landmark.is(standing.status()))
    })
}
