//! The orders that the list can be in, and how records stand in each. Knows no query.

use std::cmp::Reverse;
use std::collections::HashMap;

use strum::{EnumCount as _, IntoEnumIterator as _};

use crate::collection::{Collection, Located, SortedBy, ViewSort};
use crate::record::{Date, Id, Kind};
use crate::search::fold;

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumCount, strum::EnumIter)]
pub enum Order {
    /// Kind by kind, the latest first.
    #[default]
    Kind,
    /// The latest first.
    Latest,
    /// The earliest first.
    Earliest,
    /// By name, accents and capitals forgiven.
    Name,
    /// The largest figure first.
    Figure,
    /// The most disputed fields first.
    Disputed,
}

/// How the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The order.
    pub order: Order,
    /// Whether its last comes first.
    pub reversed: bool,
    /// Whether it was chosen for the words of the query too, which else put the best finds first.
    pub over_words: bool,
}

/// How every record stands in every order.
#[derive(Clone, Debug, Default)]
pub(super) struct Standings {
    of: HashMap<Id, [Standing; Order::COUNT]>,
}

/// How a record stands in one order; one that has not what the order goes by stands last both ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    lacking: bool,
    place: usize,
}

impl Order {
    /// Returns what a menu calls the order.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kind => "kind, then the latest",
            Self::Latest => "date, the latest first",
            Self::Earliest => "date, the earliest first",
            Self::Name => "name",
            Self::Figure => "figure: age, or people freed or arrested",
            Self::Disputed => "number of disputed fields",
        }
    }
}

impl Sort {
    /// Returns the order that a saved view asks for.
    pub fn of_view(sort: ViewSort) -> Self {
        let ViewSort { by, descending } = sort;
        // The order by a number has its largest first by itself.
        let (order, reversed) = match by {
            SortedBy::Kind => (Order::Kind, descending),
            SortedBy::Date if descending => (Order::Latest, false),
            SortedBy::Date => (Order::Earliest, false),
            SortedBy::Name => (Order::Name, descending),
            SortedBy::Figure => (Order::Figure, !descending),
            SortedBy::Disputed => (Order::Disputed, !descending),
        };
        Self { order, reversed, over_words: true }
    }

    /// Returns the first words that say in which order a list is.
    pub fn words(self) -> &'static str {
        match (self.order, self.reversed) {
            (Order::Kind, false) => "by kind, latest first",
            (Order::Kind, true) => "kinds from the last",
            (Order::Latest, false) | (Order::Earliest, true) => "latest first",
            (Order::Earliest, false) | (Order::Latest, true) => "earliest first",
            (Order::Name, false) => "by name",
            (Order::Name, true) => "by name, Z first",
            (Order::Figure, false) => "largest first",
            (Order::Figure, true) => "smallest first",
            (Order::Disputed, false) => "most disputed first",
            (Order::Disputed, true) => "least disputed first",
        }
    }
}

impl Standings {
    /// Puts the records of a collection into every order.
    pub(super) fn of(collection: &Collection) -> Self {
        let mut standings = Self::default();
        for order in Order::iter() {
            standings.take(order, collection);
        }
        standings
    }

    /// Returns how a record stands.
    pub(super) fn standing(&self, id: &Id, sort: Sort) -> Standing {
        let all = self.of.get(id);
        let of_order = Order::iter().position(|order| order == sort.order);
        let standing = all.zip(of_order).and_then(|(all, at)| all.get(at)).copied();
        let Standing { lacking, place } = standing.unwrap_or_default();
        Standing { lacking, place: if sort.reversed { usize::MAX - place } else { place } }
    }

    fn take(&mut self, order: Order, collection: &Collection) {
        match order {
            Order::Kind => {
                self.rank(order, collection, |one| Some((one.record.kind, latest(&one))));
            }
            Order::Latest => self.rank(order, collection, |one| {
                one.record.when().and_then(Date::earliest).map(Reverse)
            }),
            Order::Earliest => {
                self.rank(order, collection, |one| one.record.when().and_then(Date::earliest));
            }
            Order::Name => self.rank(order, collection, |one| Some(fold(one.record.name()))),
            Order::Figure => self.rank(order, collection, |one| one.record.figure().map(Reverse)),
            Order::Disputed => {
                self.rank(order, collection, |one| Some(Reverse(disputed(collection, &one))));
            }
        }
    }

    /// Ranks the records by a key, those without one last; equal ones kind by kind, the latest
    /// first.
    fn rank<'c, K: Ord>(
        &mut self,
        order: Order,
        collection: &'c Collection,
        key: impl Fn(Located<'c>) -> Option<K>,
    ) {
        let keyed = collection.records().map(|one| {
            let key = key(one);
            let same: (Kind, _, &Id) = (one.record.kind, latest(&one), &one.record.id);
            ((key.is_none(), key), same)
        });
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort();
        let Some(at) = Order::iter().position(|other| other == order) else { return };
        for (place, ((lacking, _), (_, _, id))) in keyed.into_iter().enumerate() {
            let all = self.of.entry(id.clone()).or_default();
            if let Some(standing) = all.get_mut(at) {
                *standing = Standing { lacking, place };
            }
        }
    }
}

/// Returns a key that puts the latest first, and what has no date last.
fn latest(located: &Located<'_>) -> Reverse<Option<crate::record::Day>> {
    Reverse(located.record.when().and_then(Date::earliest))
}

fn disputed(collection: &Collection, located: &Located<'_>) -> usize {
    let evidence = collection.evidence(&located.record.id);
    evidence.map_or(0, |evidence| {
        evidence.standings().filter(|(_, standing)| !standing.disputes.is_empty()).count()
    })
}
