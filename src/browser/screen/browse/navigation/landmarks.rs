//! Jumps to the next or previous link, disputed field or unsourced field: first in the record, then in the
//! listed records.

use std::sync::Arc;

use crate::browser::model::overlay::goto_list::{assessed_as, spot_of};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::{DetailItem, PageLine, Role};
use crate::browser::screen::browse::navigation::navigate;
use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::evidence::EvidenceStatus;
use crate::record::{Id, Record};
use crate::redaction::MaskedCollection;

/// The most listed records of which all fields are counted, since each is assessed for it.
const MOST_COUNTED: usize = 2_000;

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

    /// Returns what one of them is called.
    fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Disputed => "disputed field",
            Self::Unsourced => "unsourced field",
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
        model.shared.notice = numbered(model.view(), landmark);
        return;
    }
    let notice = match in_other_record(model, landmark, way) {
        Found::Ahead => {
            model.shared.notice = numbered(model.view(), landmark);
            return;
        }
        Found::Around => {
            let around = format!("continued from the {}{}", way.other_end(), among(model.view()));
            match numbered(model.view(), landmark) {
                Some(number) => format!("{number}: {around}"),
                None => around,
            }
        }
        Found::Here => format!("this is the only {}{}", landmark.word(), among(model.view())),
        Found::Nowhere => {
            let among = among(model.view());
            let among = if among.is_empty() { " in the list" } else { &among };
            format!("no {}s{among}", landmark.word())
        }
    };
    model.shared.say(notice);
}

/// Says which of all listed disputed or unsourced fields is under the cursor; of very many records, which of this one.
fn numbered(model: BrowseRef<'_>, landmark: Landmark) -> Option<String> {
    // Links are everywhere; the keys for what can be done with one are of more use.
    if landmark == Landmark::Link {
        return None;
    }
    let (masked, shown) = (model.shared.masked()?, model.own.shown.as_ref()?);
    let spot = whole_field(model.own.detail.spot()?);
    let here = in_record(model, landmark);
    let place = here.iter().position(|one| whole_field(one) == spot)?;
    let ids = model.shared.listing.ids();
    let listed = ids.iter().position(|id| id == shown).filter(|_| ids.len() <= MOST_COUNTED);
    let word = landmark.word();
    let Some(listed) = listed else {
        return Some(format!("{word} {} of {} in this record", place + 1, here.len()));
    };
    let count = |id: &Id| {
        let located = masked.whole().get(id.as_str());
        located.map_or(0, |located| wanted_spots(masked, located.record, landmark).len())
    };
    let before: usize = ids.iter().take(listed).map(count).sum();
    let behind: usize = ids.iter().skip(listed + 1).map(count).sum();
    Some(format!("{word} {} of {}", before + place + 1, before + here.len() + behind))
}

/// Returns the places of a case whose evidence is meant, each once.
fn wanted_spots(
    masked: MaskedCollection<'_>,
    record: &Record,
    landmark: Landmark,
) -> Vec<DetailItem> {
    let items = assessed_as(masked, record, |status| landmark.is(status));
    let mut spots: Vec<DetailItem> = Vec::new();
    for item in items {
        let spot = spot_of(record, &item.cited);
        if !spots.contains(&spot) {
            spots.push(spot);
        }
    }
    spots
}

/// Where a place was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// In the direction of the search.
    Ahead,
    /// From the other end of the list on.
    Around,
    /// Only under the cursor.
    Here,
    /// There is none.
    Nowhere,
}

/// Returns what the search is limited to, and how to search in all: that files are still being read, or that only
/// what a query finds is listed.
fn among(model: BrowseRef<'_>) -> String {
    if model.shared.is_first_reading() || model.shared.query.is_searching() {
        return " so far: files are still being read".to_owned();
    }
    match model.shared.listing.ids().len() {
        _ if model.shared.query.text.trim().is_empty() => String::new(),
        1 => " in the 1 found; F shows all".to_owned(),
        found => format!(" among the {found} found; F shows all"),
    }
}

/// Puts the cursor there, with the values that contradict a field on the screen as far as there is room.
fn land(model: &mut BrowseMut<'_>, spot: DetailItem) {
    let page = model.view().detail_page();
    let whole = whole_field(&spot);
    // A field of several links has its rival values below the last of them.
    let blocks = page.blocks().iter().filter(|block| whole_field(&block.spot) == whole);
    // The first line of a block has the sign of the field.
    let mut lines = blocks.flat_map(|block| block.start + 1..block.end);
    let last = lines.find(|line| page.lines().get(*line).is_some_and(has_rival));
    model.own.detail.go_to(spot);
    if let Some(last) = last {
        let rows = model.view().room(Pane::Detail).rows;
        // One line more begins the words in which it is said. Where there is no room for both, the field is read from
        // its first line.
        let start = model.own.detail.spot().map_or(0, |spot| page.lines_about(spot).start);
        if last + 2 > start + rows {
            let there = std::mem::take(&mut model.own.detail).scrolled_to(start);
            model.own.detail = there;
        } else {
            model.own.detail.reveal(&page, last + 1, rows);
        }
    }
}

/// Returns whether a line has words that contradict a field.
pub(crate) fn has_rival(line: &PageLine) -> bool {
    line.runs().iter().any(|placed| placed.run.role == Role::Disputed)
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
    let wanted = wanted_spots(masked, record, landmark);
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

/// Goes to the nearest listed record that has a place, and to the first or last one in it. After the last record comes
/// the first, and after all others the record that is shown.
fn in_other_record(model: &mut BrowseMut<'_>, landmark: Landmark, way: Direction) -> Found {
    let Some(collection) = model.shared.collection.clone() else { return Found::Nowhere };
    let listing = &model.shared.listing;
    let shown = model.own.shown.as_ref();
    let listed_at = || listing.ids().iter().position(|id| Some(id) == shown);
    let at = if listing.selected() == shown { listing.position() } else { listed_at() };
    let Some(at) = at.or(listing.position()) else { return Found::Nowhere };
    // The list is shared with the model, which changes on the way.
    let ids = Arc::clone(listing.shared_ids());
    let (before, from) = ids.split_at_checked(at).unwrap_or_default();
    let behind = from.get(1..).unwrap_or_default();
    let (ahead, around): (Vec<&Id>, Vec<&Id>) = match way {
        Direction::Next => (behind.iter().collect(), before.iter().collect()),
        Direction::Previous => (before.iter().rev().collect(), behind.iter().rev().collect()),
    };
    // A record that is not listed was reached by a link; the one that is selected in the list is another then.
    let selected = from.first().filter(|id| Some(*id) != shown);
    let around: Vec<&Id> = around.into_iter().chain(selected).collect();
    let masked = MaskedCollection::new(&collection, model.shared.mask);
    if in_first_of(model, masked, ahead, Search { landmark, way }) {
        return Found::Ahead;
    }
    if in_first_of(model, masked, around, Search { landmark, way }) {
        return Found::Around;
    }
    let Some(spot) = end_of(model.view(), Search { landmark, way }) else { return Found::Nowhere };
    if model.own.focus != Pane::List && model.own.detail.spot() == Some(&spot) {
        return Found::Here;
    }
    model.own.focus = Pane::Detail;
    land(model, spot);
    Found::Around
}

/// What is searched for, and in which direction.
#[derive(Clone, Copy)]
struct Search {
    landmark: Landmark,
    way: Direction,
}

/// Returns the place of the record that is shown that comes first in the direction of the search.
fn end_of(model: BrowseRef<'_>, search: Search) -> Option<DetailItem> {
    let places = in_record(model, search.landmark);
    match search.way {
        Direction::Next => places.into_iter().next(),
        Direction::Previous => places.into_iter().last(),
    }
}

/// Goes to the first of these records that shows such a place; returns whether there is one.
fn in_first_of(
    model: &mut BrowseMut<'_>,
    masked: MaskedCollection<'_>,
    mut ids: Vec<&Id>,
    search: Search,
) -> bool {
    while let Some(place) = first_with(masked, &ids, search.landmark) {
        let Some(record) = ids.get(place).copied().cloned() else { return false };
        // What has this status there may not be shown by itself: the record is only left for one where it is.
        let located = masked.whole().get(record.as_str());
        let is_shown = |record: &Record| {
            search.landmark == Landmark::Link
                || !wanted_spots(masked, record, search.landmark).is_empty()
        };
        if !located.is_some_and(|located| is_shown(located.record)) {
            ids.drain(..=place);
            continue;
        }
        navigate::move_on(model, JumpTarget { record, spot: None, quote: None });
        if let Some(spot) = end_of(model.view(), search) {
            land(model, spot);
            return true;
        }
        ids.drain(..=place);
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
