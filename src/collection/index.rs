//! Which record has which id, what links to it, and who speaks in quotes. Knows no rule, no archive
//! and no disk.

mod moved;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use crate::record::{Id, Kind, Name, Quote, Record};

use super::file::File;
use super::parts::Parts;
use super::shared::Shared;

pub(super) use moved::Moved;

/// A record and the file that holds it.
#[derive(Clone, Copy, Debug)]
pub struct Located<'c> {
    /// The record.
    pub record: &'c Record,
    /// Its file.
    pub file: &'c File,
}

/// A link seen from its far end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The record that links.
    pub from: Id,
    /// The field that links.
    pub field: Name,
}

/// Where a record is: its file, and its own number in the file.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) file: Arc<File>,
    pub(super) record: usize,
}

/// The records of all files by what is asked of them. A copy with a change in it shares the rest.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// The record with each id; of several, the first in the order of the files.
    first: Shared<Id, Slot>,
    /// The others whose id is taken, in the order of the files.
    others: Arc<BTreeMap<Id, Vec<Slot>>>,
    /// For each kind, the first records by id.
    order: Vec<Parts<Slot>>,
    mentions: Shared<Id, Arc<[Mention]>>,
    /// What quotes say of who speaks, and how many say so.
    speakers: Shared<Arc<str>, usize>,
    /// The ids that are linked to and that no record has.
    dangling: Parts<Id>,
    /// The ids of places, people and organisations that nothing links to.
    unlinked: Parts<Id>,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            first: Shared::default(),
            others: Arc::default(),
            order: Kind::all().map(|_| Parts::default()).collect(),
            mentions: Shared::default(),
            speakers: Shared::default(),
            dangling: Parts::default(),
            unlinked: Parts::default(),
        }
    }
}

impl Slot {
    /// Returns the record and its file.
    pub(super) fn located(&self) -> Option<Located<'_>> {
        let Self { file, record } = self;
        file.document.records.get(*record).map(|record| Located { record, file })
    }

    /// Returns the slots of all records of a file.
    pub(super) fn of(file: &Arc<File>) -> impl Iterator<Item = Self> {
        (0..file.document.records.len()).map(|record| Self { file: Arc::clone(file), record })
    }

    fn place(&self) -> (&Path, usize) {
        (&self.file.path, self.record)
    }
}

impl Index {
    /// Returns the index of the records of all files, given by path.
    pub(super) fn of<'f>(files: impl Iterator<Item = &'f Arc<File>>) -> Self {
        let mut first: HashMap<Id, Slot> = HashMap::new();
        let mut others: BTreeMap<Id, Vec<Slot>> = BTreeMap::new();
        let mut order: Vec<Vec<(Id, Slot)>> = Kind::all().map(|_| Vec::new()).collect();
        let mut mentions: HashMap<Id, Vec<Mention>> = HashMap::new();
        for slot in files.flat_map(Slot::of) {
            let Some(Located { record, .. }) = slot.located() else { continue };
            for link in record.links() {
                let mention = Mention { from: record.id.clone(), field: link.field.name };
                mentions.entry(link.to.clone()).or_default().push(mention);
            }
            let id = record.id.clone();
            if first.contains_key(&id) {
                others.entry(id).or_default().push(slot);
                continue;
            }
            if let Some(of_kind) = order.get_mut(record.kind as usize) {
                of_kind.push((id.clone(), slot.clone()));
            }
            first.insert(id, slot);
        }
        let mut index = Self { others: Arc::new(others), ..Self::default() };
        let sorted = order.into_iter().map(|mut of_kind| {
            of_kind.sort_unstable_by(|one, other| one.0.cmp(&other.0));
            of_kind.into_iter().map(|(_, slot)| slot).collect()
        });
        index.order = sorted.collect();
        index.first = first.into_iter().collect();
        let mentions = mentions.into_iter().map(|(to, mut mentions)| {
            mentions.sort_unstable();
            mentions.dedup();
            (to, mentions.into())
        });
        index.mentions = mentions.collect();
        let mut speakers: HashMap<Arc<str>, usize> = HashMap::new();
        for speaker in index.records().flat_map(|located| speakers_of(located.record)) {
            match speakers.get_mut(speaker) {
                Some(count) => *count += 1,
                None => _ = speakers.insert(speaker.into(), 1),
            }
        }
        index.speakers = speakers.into_iter().collect();
        let ids = |ids: BTreeSet<&Id>| ids.into_iter().cloned().collect();
        let dangling = index.mentions.iter().map(|(to, _)| to);
        index.dangling = ids(dangling.filter(|to| index.is_dangling(to)).collect());
        let held = index.first.iter().map(|(id, _)| id);
        index.unlinked = ids(held.filter(|id| index.is_unlinked(id)).collect());
        index
    }

    /// Returns the record with an id.
    pub(super) fn get(&self, id: &str) -> Option<Located<'_>> {
        self.first.get(id)?.located()
    }

    /// Returns all records with an id, in the order of the files.
    pub(super) fn holders(&self, id: &Id) -> impl Iterator<Item = &Slot> {
        self.first.get(id).into_iter().chain(self.others.get(id).into_iter().flatten())
    }

    /// Returns the first records of all ids: kind by kind, and by id within a kind.
    pub(super) fn records(&self) -> impl Iterator<Item = Located<'_>> {
        self.order.iter().flat_map(Parts::iter).filter_map(Slot::located)
    }

    /// Returns the first records of one kind, by id.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Located<'_>> {
        let of_kind = self.order.get(kind as usize).into_iter();
        of_kind.flat_map(Parts::iter).filter_map(Slot::located)
    }

    /// Counts the ids that records of one kind have.
    pub(super) fn count_of(&self, kind: Kind) -> usize {
        self.order.get(kind as usize).map_or(0, Parts::len)
    }

    /// Returns the records that link to an id, each field once.
    pub(super) fn mentions(&self, id: &Id) -> &[Mention] {
        self.mentions.get(id).map_or(&[], |mentions| mentions)
    }

    /// Returns what quotes say of who speaks, each once.
    pub(super) fn speakers(&self) -> impl Iterator<Item = &str> {
        self.speakers.iter().map(|(speaker, _)| &**speaker)
    }

    /// Returns the ids that are linked to and that no record has.
    pub(super) fn dangling(&self) -> impl Iterator<Item = &Id> {
        self.dangling.iter()
    }

    /// Returns the places, people and organisations that nothing links to, and whatever else has
    /// the id of one.
    pub(super) fn unlinked(&self) -> impl Iterator<Item = Located<'_>> {
        self.unlinked.iter().flat_map(|id| self.holders(id)).filter_map(Slot::located)
    }

    /// Returns what all records with an id link to, and by which fields.
    pub(super) fn links_of(&self, id: &Id) -> BTreeSet<(Id, Name)> {
        let held = self.holders(id).filter_map(Slot::located);
        let links = held.flat_map(|located| located.record.links());
        links.map(|link| (link.to.clone(), link.field.name)).collect()
    }

    /// Counts the ids, the linked ids and the speakers, to compare two indexes.
    #[cfg(test)]
    pub(crate) fn sizes(&self) -> [usize; 6] {
        let Self { first, others, order, mentions, speakers, dangling, unlinked } = self;
        [
            first.len(),
            others.values().map(Vec::len).sum(),
            order.iter().map(Parts::len).sum(),
            mentions.iter().map(|(_, mentions)| mentions.len()).sum(),
            speakers.iter().map(|(_, count)| count).sum(),
            dangling.len() + unlinked.len(),
        ]
    }

    fn is_dangling(&self, id: &Id) -> bool {
        self.first.get(id).is_none() && !self.mentions(id).is_empty()
    }

    fn is_unlinked(&self, id: &Id) -> bool {
        let is_wanted = |located: Located<'_>| match located.record.kind {
            Kind::Place | Kind::Person | Kind::Organisation => true,
            Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => false,
        };
        self.mentions(id).is_empty() && self.holders(id).filter_map(Slot::located).any(is_wanted)
    }
}

fn speakers_of(record: &Record) -> impl Iterator<Item = &str> {
    record.quotes.iter().filter_map(Quote::speaker)
}
