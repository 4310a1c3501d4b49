//! Sorts what was found: by a field that the query names, or by an order of the list, which is computed
//! when first needed and then updated incrementally.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use strum::{EnumCount as _, IntoEnumIterator as _};

use crate::collection::assemble::Collection;
use crate::collection::index::Located;
use crate::collection::lookup::refresh::Renewed;
use crate::collection::settings::list_sort::{ListOrder, ListSort};
use crate::record::{Id, Kind, ListSummary};
use crate::search::{Hit, QuerySort, fold};

use super::Lookup;

/// What found records are sorted by.
#[derive(Clone, Copy, Debug)]
pub enum SortBy<'s> {
    /// A field that the query or a command names.
    Field(&'s QuerySort),
    /// An order of the list.
    List(&'s SortIndex, ListSort),
}

impl Lookup {
    /// Sorts what was found; what lacks the value comes last either way. Equals in a field are sorted
    /// by kind and id.
    pub fn sort(&self, found: &mut [(&Id, Hit)], by: SortBy<'_>) {
        match by {
            SortBy::Field(sorting) => found.sort_by(|(_, one), (_, other)| {
                let by_field = self.compare(one.index, other.index, sorting);
                by_field.then(one.index.cmp(&other.index))
            }),
            SortBy::List(index, sort) => {
                found.sort_by_key(|(_, hit)| index.rank_of(hit.index, sort).key());
            }
        }
    }

    fn compare(&self, one: usize, other: usize, sorting: &QuerySort) -> Ordering {
        let directed = |order: Ordering| if sorting.descending { order.reverse() } else { order };
        if sorting.name == "kind" {
            return directed(self.kinds.get(one).cmp(&self.kinds.get(other)));
        }
        let key = |index: usize| self.store.facts(index)?.sort_key(sorting.field);
        match (key(one), key(other)) {
            (Some(one), Some(other)) => {
                directed(one.partial_cmp(&other).unwrap_or(Ordering::Equal))
            }
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

/// The rank of every record in every order; an order is computed on first use.
#[derive(Clone, Debug, Default)]
pub struct SortIndex {
    collection: Arc<Collection>,
    traits: SortKeys,
    ranks: [OnceLock<SortedRecords>; ListOrder::COUNT],
}

/// What orders go by, each by the number of the record in the collection.
#[derive(Clone, Debug, Default)]
struct SortKeys {
    summaries: Vec<(Kind, Id, ListSummary)>,
    /// Computing these reads every record, so they are computed on first use: the folded names, and
    /// the number of disputed fields.
    names: OnceLock<Vec<Box<str>>>,
    disputed: OnceLock<Vec<usize>>,
}

/// The records in one order.
#[derive(Clone, Debug, Default)]
struct SortedRecords {
    /// Their numbers, the first first.
    numbers: Vec<usize>,
    /// For each number, its place among them.
    places: Vec<usize>,
}

/// The rank of a record in one order; a record without the value sorts last in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortRank {
    lacking: bool,
    place: usize,
}

impl SortIndex {
    /// Collects the sort keys of the records of a collection.
    pub fn of(collection: &Arc<Collection>) -> Self {
        let traits = SortKeys { summaries: summaries(collection), ..SortKeys::default() };
        let collection = Arc::clone(collection);
        Self { collection, traits, ..Self::default() }
    }

    /// Updates the ranks after a change, given which records of the list were renewed. An order that
    /// was computed is patched, not computed again.
    pub fn renew(&mut self, collection: &Arc<Collection>, renewed: &Renewed) {
        match renewed {
            Renewed::All => *self = Self::of(collection),
            Renewed::These(numbers) => {
                let others = self.traits.renew(collection, numbers);
                self.update_orders(|number| (!others.contains(&number)).then_some(number), &others);
            }
            Renewed::Moved(from) => self.shift(collection, from),
        }
        self.collection = Arc::clone(collection);
    }

    /// Takes over a collection of the same records.
    pub fn set_collection(&mut self, collection: &Arc<Collection>) {
        self.collection = Arc::clone(collection);
    }

    /// Returns the rank of a record, by its number.
    pub fn rank_of(&self, number: usize, sort: ListSort) -> SortRank {
        let place = self.rank(sort.order).and_then(|rank| rank.places.get(number)).copied();
        let lacking = self.traits.lack(number, sort.order);
        let place = place.unwrap_or_default();
        SortRank { lacking, place: if sort.reversed { usize::MAX - place } else { place } }
    }

    /// Returns what the list shows of each case beside its name.
    pub fn case_summaries(&self) -> impl Iterator<Item = &ListSummary> {
        let cases = self.traits.summaries.iter().filter(|(kind, ..)| kind.is_case());
        cases.map(|(.., summary)| summary)
    }

    fn rank(&self, order: ListOrder) -> Option<&SortedRecords> {
        let made = ListOrder::iter().zip(&self.ranks).find(|(other, _)| *other == order);
        made.map(|(_, rank)| rank.get_or_init(|| self.ranked(order)))
    }

    fn ranked(&self, order: ListOrder) -> SortedRecords {
        let Self { collection, traits, .. } = self;
        match order {
            ListOrder::Name => _ = traits.names.get_or_init(|| collection.map_records(name)),
            ListOrder::Disputed => {
                let disputed = |located: Located<'_>| disputed(collection, located);
                _ = traits.disputed.get_or_init(|| collection.map_records(disputed));
            }
            ListOrder::Kind | ListOrder::Latest | ListOrder::Earliest | ListOrder::Figure => {}
        }
        let mut numbers: Vec<usize> = (0..traits.summaries.len()).collect();
        numbers.sort_by(|one, other| traits.compare(*one, *other, order));
        SortedRecords::of(numbers)
    }

    /// Gives the records the numbers they have now; `from` holds those they had before.
    fn shift(&mut self, collection: &Collection, from: &[Option<usize>]) {
        let mut to: Vec<Option<usize>> = vec![None; self.traits.summaries.len()];
        let mut new = HashSet::new();
        for (number, from) in from.iter().enumerate() {
            match from.and_then(|from| to.get_mut(from)) {
                Some(to) => *to = Some(number),
                None => _ = new.insert(number),
            }
        }
        self.traits.shift(collection, from);
        self.update_orders(|number| to.get(number).copied().flatten(), &new);
    }

    /// Mends the orders that were made: gives each number another or drops it, and puts in those
    /// that are new.
    fn update_orders(&mut self, to: impl Fn(usize) -> Option<usize>, new: &HashSet<usize>) {
        let Self { traits, ranks, .. } = self;
        for (order, rank) in ListOrder::iter().zip(ranks) {
            let Some(rank) = rank.get_mut() else { continue };
            let numbers = std::mem::take(&mut rank.numbers).into_iter().filter_map(&to);
            let compare = |one: usize, other: usize| traits.compare(one, other, order);
            let mut new: Vec<usize> = new.iter().copied().collect();
            new.sort_by(|one, other| compare(*one, *other));
            *rank = SortedRecords::of(merged(numbers, new, compare));
        }
    }
}

/// Returns two lists in order as one.
fn merged(
    all: impl Iterator<Item = usize>,
    new: Vec<usize>,
    compare: impl Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let mut merged: Vec<usize> = all.collect();
    if let [one] = *new.as_slice() {
        let at = merged.partition_point(|other| compare(*other, one).is_lt());
        merged.insert(at, one);
        return merged;
    }
    merged.extend(new);
    // Two runs in order are one pass for this sort.
    merged.sort_by(|one, other| compare(*one, *other));
    merged
}

impl SortedRecords {
    fn of(numbers: Vec<usize>) -> Self {
        let mut places = vec![0; numbers.len()];
        for (place, number) in numbers.iter().enumerate() {
            if let Some(own) = places.get_mut(*number) {
                *own = place;
            }
        }
        Self { numbers, places }
    }
}

impl SortRank {
    /// Returns a number that is smaller for what comes first.
    pub fn key(self) -> u64 {
        let Self { lacking, place } = self;
        let place = u64::try_from(place).unwrap_or(u64::MAX);
        (u64::from(lacking) << 63) | (place & (u64::MAX >> 1))
    }
}

impl SortKeys {
    /// Recomputes the keys of some records, and returns those whose keys changed.
    fn renew(&mut self, collection: &Collection, numbers: &[usize]) -> HashSet<usize> {
        let Self { summaries, names, disputed: disputes } = self;
        let is_other = |number: &usize| {
            let Some((_, id, summary)) = summaries.get_mut(*number) else { return false };
            let others = collection.with_record(id, |located| {
                let computed = ListSummary::summarise(located.record);
                let other = std::mem::replace(summary, computed) != computed;
                let count = || disputed(collection, located);
                [other, put(names, *number, || name(located)), put(disputes, *number, count)]
            });
            others.is_some_and(|others| others.contains(&true))
        };
        numbers.iter().copied().filter(is_other).collect()
    }

    /// Gives the records the numbers they have now.
    fn shift(&mut self, collection: &Collection, from: &[Option<usize>]) {
        self.summaries = summaries(collection);
        let id = |number: usize| self.summaries.get(number).map(|(_, id, _)| id);
        shift(&mut self.names, from, |number| collection.with_record(id(number)?, name));
        let count = |located: Located<'_>| disputed(collection, located);
        shift(&mut self.disputed, from, |number| collection.with_record(id(number)?, count));
    }

    /// Returns whether a record lacks the value that an order sorts by.
    fn lack(&self, number: usize, order: ListOrder) -> bool {
        let Some((.., summary)) = self.summaries.get(number) else { return false };
        match order {
            ListOrder::Kind | ListOrder::Name | ListOrder::Disputed => false,
            ListOrder::Latest | ListOrder::Earliest => summary.when.is_none(),
            ListOrder::Figure => summary.figure.is_none(),
        }
    }

    /// Compares two records by an order; those that lack what it goes by come last, and equal ones
    /// kind by kind, the latest first.
    fn compare(&self, one: usize, other: usize, order: ListOrder) -> Ordering {
        let lacking = self.lack(one, order).cmp(&self.lack(other, order));
        let both = self.summaries.get(one).zip(self.summaries.get(other));
        let Some(((kind, id, summary), (other_kind, other_id, other_summary))) = both else {
            return Ordering::Equal;
        };
        let latest = other_summary.when.cmp(&summary.when);
        let by_order = match order {
            ListOrder::Kind => Ordering::Equal,
            ListOrder::Latest => latest,
            ListOrder::Earliest => latest.reverse(),
            ListOrder::Name => at(&self.names, one).cmp(&at(&self.names, other)),
            ListOrder::Figure => other_summary.figure.cmp(&summary.figure),
            ListOrder::Disputed => at(&self.disputed, other).cmp(&at(&self.disputed, one)),
        };
        let same = || kind.cmp(other_kind).then(latest).then_with(|| id.cmp(other_id));
        lacking.then(by_order).then_with(same)
    }
}

fn summaries(collection: &Collection) -> Vec<(Kind, Id, ListSummary)> {
    collection.summaries().map(|(kind, id, summary)| (kind, id.clone(), summary)).collect()
}

fn at<T>(computed: &OnceLock<Vec<T>>, number: usize) -> Option<&T> {
    computed.get()?.get(number)
}

/// Replaces the key of one record, if the keys were computed, and returns whether it changed.
fn put<T: PartialEq>(
    computed: &mut OnceLock<Vec<T>>,
    number: usize,
    now: impl FnOnce() -> T,
) -> bool {
    let Some(place) = computed.get_mut().and_then(|computed| computed.get_mut(number)) else {
        return false;
    };
    let now = now();
    let other = *place != now;
    *place = now;
    other
}

/// Renumbers the computed keys of all records, and adds those of new records.
fn shift<T: Default>(
    computed: &mut OnceLock<Vec<T>>,
    from: &[Option<usize>],
    now: impl Fn(usize) -> Option<T>,
) {
    let Some(computed) = computed.get_mut() else { return };
    let mut before = std::mem::take(computed);
    let moved = from.iter().enumerate().map(|(number, from)| {
        let known = from.and_then(|from| Some(std::mem::take(before.get_mut(from)?)));
        known.or_else(|| now(number)).unwrap_or_default()
    });
    *computed = moved.collect();
}

fn name(located: Located<'_>) -> Box<str> {
    fold(located.record.name()).into()
}

fn disputed(collection: &Collection, located: Located<'_>) -> usize {
    if !located.record.kind.is_case() {
        return 0;
    }
    let evidence = collection.assess(located.record);
    evidence.fields().filter(|(_, standing)| !standing.disputes.is_empty()).count()
}
