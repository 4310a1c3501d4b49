//! The orders that the list can be in, and how records stand in each. Knows no query.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::OnceLock;

use strum::{EnumCount as _, IntoEnumIterator as _};

use crate::collection::{Collection, Located, Renewed, SortedBy, ViewSort};
use crate::record::{Date, Day, Id, Kind};
use crate::search::fold;

use super::page::Columns;

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

/// How every record stands in every order; an order is made when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Standings {
    /// By the number of the record in the collection.
    traits: Vec<Traits>,
    ranks: [OnceLock<Rank>; Order::COUNT],
    columns: Columns,
}

/// What of a record the orders go by, and how wide its line in the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Traits {
    kind: Kind,
    id: Id,
    when: Option<Day>,
    name: Box<str>,
    figure: Option<i64>,
    disputed: usize,
    columns: Columns,
}

/// The records in one order.
#[derive(Clone, Debug, Default)]
struct Rank {
    /// Their numbers, the first first.
    numbers: Vec<usize>,
    /// For each number, where among them it stands.
    places: Vec<usize>,
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
    /// Takes down what the records of a collection stand by.
    pub(super) fn of(collection: &Collection) -> Self {
        let traits = collection.glance_at_all(|located| Traits::of(collection, located));
        Self { traits, ..Self::default() }.with_columns()
    }

    /// Makes the standings those of a collection that took in changes, given which records of the
    /// list were renewed. An order that was made is mended, not made again.
    pub(super) fn renew(&mut self, collection: &Collection, renewed: &Renewed) {
        match renewed {
            Renewed::All => *self = Self::of(collection),
            Renewed::These(numbers) => self.renew_these(collection, numbers),
            Renewed::Moved(from) => self.shift(collection, from),
        }
        *self = std::mem::take(self).with_columns();
    }

    /// Returns how a record stands, by its number.
    pub(super) fn standing(&self, number: usize, sort: Sort) -> Standing {
        let place = self.rank(sort.order).and_then(|rank| rank.places.get(number)).copied();
        let traits = self.traits.get(number);
        let lacking = traits.is_some_and(|traits| traits.lack(sort.order));
        let place = place.unwrap_or_default();
        Standing { lacking, place: if sort.reversed { usize::MAX - place } else { place } }
    }

    /// Returns how wide the columns of the list are.
    pub(super) fn columns(&self) -> Columns {
        self.columns
    }

    fn with_columns(self) -> Self {
        let cases = self.traits.iter().filter(|traits| traits.kind.is_case());
        let columns = cases.fold(Columns::default(), |widest, traits| widest.and(traits.columns));
        Self { columns, ..self }
    }

    fn rank(&self, order: Order) -> Option<&Rank> {
        let made = Order::iter().zip(&self.ranks).find(|(other, _)| *other == order);
        made.map(|(_, rank)| rank.get_or_init(|| self.ranked(order)))
    }

    fn ranked(&self, order: Order) -> Rank {
        let mut numbered: Vec<(usize, &Traits)> = self.traits.iter().enumerate().collect();
        numbered.sort_by(|(_, one), (_, other)| one.compare(other, order));
        Rank::of(numbered.into_iter().map(|(number, _)| number).collect())
    }

    fn renew_these(&mut self, collection: &Collection, numbers: &[usize]) {
        let mut others = Vec::new();
        for number in numbers {
            let Some(traits) = self.traits.get_mut(*number) else { continue };
            let now = collection.look(&traits.id, |located| Traits::of(collection, located));
            let Some(now) = now else { continue };
            if *traits != now {
                *traits = now;
                others.push(*number);
            }
        }
        let others: HashSet<usize> = others.into_iter().collect();
        self.mend(|number| (!others.contains(&number)).then_some(number), &others);
    }

    /// Gives the records the numbers they have now; `from` holds those they had before.
    fn shift(&mut self, collection: &Collection, from: &[Option<usize>]) {
        let mut old: Vec<Option<Traits>> = self.traits.drain(..).map(Some).collect();
        let mut to: Vec<Option<usize>> = vec![None; old.len()];
        let mut new = HashSet::new();
        for (number, (id, from)) in collection.ids().zip(from).enumerate() {
            let known = from.and_then(|from| {
                *to.get_mut(from)? = Some(number);
                old.get_mut(from)?.take()
            });
            if known.is_none() {
                new.insert(number);
            }
            let made = || collection.look(id, |located| Traits::of(collection, located));
            self.traits.extend(known.or_else(made));
        }
        self.mend(|number| to.get(number).copied().flatten(), &new);
    }

    /// Mends the orders that were made: gives each number another or drops it, and puts in those
    /// that are new.
    fn mend(&mut self, to: impl Fn(usize) -> Option<usize>, new: &HashSet<usize>) {
        for (order, rank) in Order::iter().zip(&mut self.ranks) {
            let Some(rank) = rank.get_mut() else { continue };
            let numbers = std::mem::take(&mut rank.numbers).into_iter().filter_map(&to);
            let compare =
                |one: usize, other: usize| match (self.traits.get(one), self.traits.get(other)) {
                    (Some(one), Some(other)) => one.compare(other, order),
                    (None, _) | (_, None) => Ordering::Equal,
                };
            let mut new: Vec<usize> = new.iter().copied().collect();
            new.sort_by(|one, other| compare(*one, *other));
            *rank = Rank::of(merged(numbers, new, compare));
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

impl Rank {
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

impl Standing {
    /// Returns a number that is smaller for what comes first.
    pub(super) fn key(self) -> u64 {
        let Self { lacking, place } = self;
        let place = u64::try_from(place).unwrap_or(u64::MAX);
        (u64::from(lacking) << 63) | (place & (u64::MAX >> 1))
    }
}

impl Traits {
    fn of(collection: &Collection, located: Located<'_>) -> Self {
        let record = located.record;
        Self {
            kind: record.kind,
            id: record.id.clone(),
            when: record.when().and_then(Date::earliest),
            name: fold(record.name()).into(),
            figure: record.figure(),
            disputed: disputed(collection, &located),
            columns: Columns::of(std::iter::once(record)),
        }
    }

    /// Tells whether the record has not what an order goes by.
    fn lack(&self, order: Order) -> bool {
        match order {
            Order::Kind | Order::Name | Order::Disputed => false,
            Order::Latest | Order::Earliest => self.when.is_none(),
            Order::Figure => self.figure.is_none(),
        }
    }

    /// Compares two records by an order; those that lack what it goes by come last, and equal ones
    /// kind by kind, the latest first.
    fn compare(&self, other: &Self, order: Order) -> Ordering {
        let lacking = self.lack(order).cmp(&other.lack(order));
        let by_order = match order {
            Order::Kind => Ordering::Equal,
            Order::Latest => other.when.cmp(&self.when),
            Order::Earliest => self.when.cmp(&other.when),
            Order::Name => self.name.cmp(&other.name),
            Order::Figure => other.figure.cmp(&self.figure),
            Order::Disputed => other.disputed.cmp(&self.disputed),
        };
        let latest = other.when.cmp(&self.when);
        let same = || self.kind.cmp(&other.kind).then(latest).then_with(|| self.id.cmp(&other.id));
        lacking.then(by_order).then_with(same)
    }
}

fn disputed(collection: &Collection, located: &Located<'_>) -> usize {
    if !located.record.kind.is_case() {
        return 0;
    }
    let evidence = collection.weigh(located.record);
    evidence.standings().filter(|(_, standing)| !standing.disputes.is_empty()).count()
}
