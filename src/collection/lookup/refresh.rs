//! Refreshes the search lines of changed records, and of those that show their names.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::collection::assemble::Collection;
use crate::collection::index::RecordLocation;
use crate::collection::link_targets::LinkTargets;
use crate::collection::load::accept::Touched;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::indexer::SearchIndexer;
use crate::collection::lookup::states::RecordState;
use crate::collection::lookup::texts::TextLinks;
use crate::record::{FieldId, Id, Kind};
use crate::search::{Catalogue, Condition, Store, Truth, ValueCondition, evaluate_conditions};
use crate::text::ByteRange;

use crate::collection::lookup::Lookup;

/// Which lines of a lookup were renewed, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// All of them.
    All,
    /// These, each where it was; records neither came nor went.
    These(Vec<usize>),
    /// For each line, its number before; `None` where it was renewed.
    Moved(Vec<Option<usize>>),
}

impl Lookup {
    /// Updates the lines after a change, and returns which were renewed. Where not all lines are made, those that are
    /// stay made, and the others are made as of the change.
    pub fn renew(&mut self, collection: &Collection, touched: &Touched) -> Renewed {
        let Touched::Only { records, named } = touched else {
            *self = Self::of(collection);
            return Renewed::All;
        };
        self.texts = TextLinks::of(collection);
        self.links.take();
        self.update_problems(collection);
        let mut stale = stale(collection, records, named);
        if !named.is_empty() {
            let shows = shows_place(&self.store, &self.catalogue, named).into_iter();
            stale
                .extend(shows.zip(self.ids.iter()).filter(|(it, _)| *it).map(|(_, id)| id.clone()));
        }
        if self.targets.is_some() && !named.is_empty() {
            self.targets = Some(Arc::new(LinkTargets::of(collection)));
        }
        let stays = |id: &Id| {
            let kind = collection.kind_of(id);
            self.find_line(id).map(|(kind, _)| kind) == kind
        };
        if !named.iter().all(stays) {
            return self.merge(collection, &stale);
        }
        let indexer = SearchIndexer::of(collection, &self.catalogue);
        let made = self.indexed();
        let numbers = stale.par_iter().filter_map(|id| Some((self.find_line(id)?.1, id)));
        let numbers: BTreeMap<usize, &Id> = numbers.collect();
        let lines = numbers.par_iter().filter(|(number, _)| **number < made);
        let lines = lines.filter_map(|(number, id)| {
            Some((*number, collection.with_record(id, |located| indexer.line(located))?))
        });
        let lines: BTreeMap<_, _> = lines.collect();
        self.store.replace(lines);
        self.finish_if_complete();
        Renewed::These(numbers.into_keys().collect())
    }

    /// Makes a list of all records again, with the lines that are still good.
    fn merge(&mut self, collection: &Collection, stale: &HashSet<Id>) -> Renewed {
        let records: Vec<&RecordLocation> = collection.index.slots().collect();
        let mut known = self.kinds.iter().zip(self.ids.iter()).enumerate().peekable();
        let mut from = Vec::with_capacity(records.len());
        for (kind, id) in records.iter().filter_map(|slot| slot.head()) {
            let wanted = (&kind, id);
            let mut found = None;
            while let Some((number, known)) =
                known.next_if(|(_, known)| known.cmp(&wanted) != Ordering::Greater)
            {
                found = (known == wanted).then_some(number);
            }
            from.push(found.filter(|_| !stale.contains(id)));
        }
        let indexer = SearchIndexer::of(collection, &self.catalogue);
        let unchanged = |number: usize| self.store.line(from.get(number).copied().flatten()?);
        let made =
            |number: usize| records.get(number)?.with_record(|located| indexer.line(located));
        // Only whole blocks are made of those that were not yet.
        let blocks = if self.is_complete() { usize::MAX } else { self.store.blocks_made() };
        let mut store = Store::default();
        store.append_blocks(blocks, records.len(), |number| {
            unchanged(number).or_else(|| made(number)).unwrap_or_default()
        });
        self.store = store;
        self.list(&records);
        self.finish_if_complete();
        Renewed::Moved(from)
    }

    /// Returns the number of the line of a record, and its kind.
    pub(super) fn find_line(&self, id: &Id) -> Option<(Kind, usize)> {
        Kind::all().find_map(|kind| {
            let lines = self.lines_of(kind);
            let at = self.ids.get(lines.clone())?.binary_search(id).ok()?;
            Some((kind, lines.start + at))
        })
    }

    /// Returns the numbers of the lines of the records of a kind.
    pub fn lines_of(&self, kind: Kind) -> Range<usize> {
        let start = self.kinds.partition_point(|other| *other < kind);
        start..self.kinds.partition_point(|other| *other <= kind)
    }
}

/// Returns the records whose lines are no longer right: those that changed, those that link to one
/// that is called otherwise, and those that link to a place within such a one.
pub(super) fn stale(
    collection: &Collection,
    records: &HashSet<Id>,
    named: &HashSet<Id>,
) -> HashSet<Id> {
    let mut stale = records.clone();
    let mut seen = named.clone();
    let mut open: Vec<Id> = named.iter().cloned().collect();
    while let Some(id) = open.pop() {
        for mention in collection.mentions(&id) {
            stale.insert(mention.from.clone());
            if mention.field == FieldId::Within && seen.insert(mention.from.clone()) {
                open.push(mention.from.clone());
            }
        }
    }
    stale
}

/// Returns for each line whether it shows one of these records as a place, or one that lies in it. What a source says
/// instead of a value is a link too, of which the index of links knows nothing.
pub(super) fn shows_place(store: &Store, catalogue: &Catalogue, ids: &HashSet<Id>) -> Vec<bool> {
    let FieldNumbers { place, is, .. } = FieldNumbers::of(catalogue);
    let condition = |condition| ValueCondition { range: ByteRange::default(), condition };
    let (field, asked) = if ids.len() <= MOST_SHOWN {
        let asked = ids.iter().map(|id| condition(Condition::Is(id.to_string())));
        (place, asked.collect::<Vec<_>>())
    } else {
        // Only what is disputed has others.
        (is, vec![condition(Condition::Has(RecordState::Disputed as usize))])
    };
    let answers = evaluate_conditions(store, field, &asked);
    answers.into_iter().map(|answer| answer != Truth::No).collect()
}

/// So many ids are looked for in all lines.
const MOST_SHOWN: usize = 64;
