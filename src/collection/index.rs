//! The index: which record has which id, what links to it, and who speaks in quotes.

pub(crate) mod delta;
pub(crate) mod entry;
pub(crate) mod loaded_file;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use crate::record::{FieldId, Id, Kind, ListSummary, Record};

use crate::collection::containers::persistent_map::PersistentMap;
use crate::collection::containers::persistent_vec::PersistentVec;
use crate::collection::files::file::File;
use crate::collection::index::loaded_file::LoadedFile;

pub(super) use crate::collection::index::delta::IndexDelta;

/// The fields with places that may be of the time after captivity.
const LATER: [FieldId; 2] = [FieldId::Place, FieldId::Shelter];

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
    pub field: FieldId,
}

/// Where a record is: its file, and its own number in the file.
#[derive(Clone, Debug)]
pub(crate) struct RecordLocation {
    pub(super) file: Arc<File>,
    pub(super) record: usize,
}

/// The records of all files by what is asked of them. A copy with a change in it shares the rest.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// The record with each id; of several, the first in the order of the files.
    first: PersistentMap<Id, RecordLocation>,
    /// The others whose id is taken, in the order of the files.
    others: Arc<BTreeMap<Id, Vec<RecordLocation>>>,
    /// For each kind, the first records by id.
    order: Vec<PersistentVec<RecordLocation>>,
    mentions: PersistentMap<Id, Arc<[Mention]>>,
    /// The records whose quotes state an id instead of a value that they dispute, by that id.
    rivals: PersistentMap<Id, Arc<[Id]>>,
    /// What quotes say of who speaks, and how many say so.
    speakers: PersistentMap<Arc<str>, usize>,
    /// The ids that are linked to and that no record has.
    dangling: PersistentVec<Id>,
    /// The ids of places, people and organisations that nothing links to.
    unlinked: PersistentVec<Id>,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            first: PersistentMap::default(),
            others: Arc::default(),
            order: Kind::all().map(|_| PersistentVec::default()).collect(),
            mentions: PersistentMap::default(),
            rivals: PersistentMap::default(),
            speakers: PersistentMap::default(),
            dangling: PersistentVec::default(),
            unlinked: PersistentVec::default(),
        }
    }
}

impl RecordLocation {
    /// Returns the record and its file.
    pub(super) fn located(&self) -> Option<Located<'_>> {
        let Self { file, record } = self;
        file.contents.records().get(*record).map(|record| Located { record, file })
    }

    /// Does the same for as long as `look` takes: the record does not stay unpacked.
    pub(super) fn with_record<T>(&self, look: impl FnOnce(Located<'_>) -> T) -> Option<T> {
        let Self { file, record } = self;
        file.contents.with_records(|records| {
            records.get(*record).map(|record| look(Located { record, file }))
        })
    }

    /// Does the same with a record whose quotes may be left out, and fields that are not wanted, where
    /// that saves time.
    pub(super) fn with_partial_record<T>(
        &self,
        wanted: &dyn Fn(FieldId) -> bool,
        look: impl FnOnce(Located<'_>) -> T,
    ) -> Option<T> {
        let Self { file, record } = self;
        let look =
            |records: &[Record]| records.get(*record).map(|record| look(Located { record, file }));
        file.contents.with_partial_records(wanted, look)
    }

    /// Returns what others call the record.
    pub(super) fn name(&self) -> Option<&str> {
        self.file.contents.name(self.record)
    }

    /// Returns the kind of the record and its id.
    pub(super) fn head(&self) -> Option<(Kind, &Id)> {
        self.file.contents.head(self.record)
    }

    /// Returns what a list says of the record.
    pub(super) fn summary(&self) -> Option<ListSummary> {
        self.file.contents.summary(self.record)
    }

    /// Returns the slots of all records of a file.
    pub(super) fn of(file: &Arc<File>) -> impl Iterator<Item = Self> {
        (0..file.contents.len()).map(|record| Self { file: Arc::clone(file), record })
    }

    fn place(&self) -> (&Path, usize) {
        (&self.file.path, self.record)
    }
}

impl Index {
    /// Returns the index of the records of all files, which are given by path.
    pub(super) fn of(files: &[LoadedFile]) -> Self {
        let (holders, reverse) = rayon::join(|| IdHolders::of(files), || ReverseLinks::of(files));
        let IdHolders { first, others, order, speakers } = holders;
        let ReverseLinks { mentions, rivals } = reverse;
        let others = Arc::new(others);
        let mut index = Self { first, others, order, mentions, rivals, ..Self::default() };
        index.speakers = speakers.into_iter().collect();
        let ids = |ids: BTreeSet<&Id>| ids.into_iter().cloned().collect();
        let dangling = index.mentions.iter().map(|(to, _)| to);
        index.dangling = ids(dangling.filter(|to| index.is_dangling(to)).collect());
        let wanted = Kind::all().filter(|kind| is_to_be_linked(*kind));
        let held =
            wanted.flat_map(|kind| index.of_kind_slots(kind)).filter_map(RecordLocation::head);
        let held = held.map(|(_, id)| id).chain(index.others.keys());
        index.unlinked = ids(held.filter(|id| index.is_unlinked(id)).collect());
        index
    }

    /// Returns the record with an id.
    pub(super) fn get(&self, id: &str) -> Option<Located<'_>> {
        self.first.get(id)?.located()
    }

    /// Returns all records with an id, in the order of the files.
    pub(super) fn holders(&self, id: &Id) -> impl Iterator<Item = &RecordLocation> {
        self.first.get(id).into_iter().chain(self.others.get(id).into_iter().flatten())
    }

    /// Returns where all records are: the first of each id, in the order of
    /// [`records`](Self::records), and then the others.
    pub(super) fn all_slots(&self) -> impl Iterator<Item = &RecordLocation> {
        self.slots().chain(self.others.values().flatten())
    }

    /// Returns whether several records have an id.
    pub(super) fn is_shared(&self, id: &Id) -> bool {
        !self.others.is_empty() && self.others.contains_key(id)
    }

    /// Returns the ids that several records have.
    pub(super) fn shared_ids(&self) -> impl Iterator<Item = &Id> {
        self.others.keys()
    }

    /// Returns the first records of all ids: kind by kind, and by id within a kind.
    pub(super) fn records(&self) -> impl Iterator<Item = Located<'_>> {
        self.slots().filter_map(RecordLocation::located)
    }

    /// Returns the first records of one kind, by id.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Located<'_>> {
        self.of_kind_slots(kind).filter_map(RecordLocation::located)
    }

    /// Returns where the first records of all ids are, in the order of [`records`](Self::records).
    pub(super) fn slots(&self) -> impl Iterator<Item = &RecordLocation> {
        self.order.iter().flat_map(PersistentVec::iter)
    }

    /// Returns where the first records of one kind are, by id.
    pub(super) fn of_kind_slots(&self, kind: Kind) -> impl Iterator<Item = &RecordLocation> {
        self.order.get(kind as usize).into_iter().flat_map(PersistentVec::iter)
    }

    /// Returns how many records of the kind of the one with an id come before it, and that kind.
    pub(super) fn place_of(&self, id: &Id) -> Option<(Kind, usize)> {
        let kind = self.kind_of(id)?;
        let by_id = |slot: &RecordLocation| slot.head().map(|(_, id)| id).cmp(&Some(id));
        Some((kind, self.order.get(kind as usize)?.find(by_id).ok()?))
    }

    /// Returns what others call the record with an id.
    pub(super) fn name_of(&self, id: &Id) -> Option<&str> {
        self.first.get(id)?.name()
    }

    /// Returns the kind of the record with an id.
    pub(super) fn kind_of(&self, id: &Id) -> Option<Kind> {
        Some(self.first.get(id)?.head()?.0)
    }

    /// Returns whether an id is that of the record with a number in a file, and of none before it.
    pub(super) fn is_first(&self, id: &Id, file: &Arc<File>, number: usize) -> bool {
        let first = self.first.get(id);
        first.is_some_and(|slot| Arc::ptr_eq(&slot.file, file) && slot.record == number)
    }

    /// Looks at the record with an id, which does not stay unpacked.
    pub(super) fn with_record<T>(&self, id: &Id, look: impl FnOnce(Located<'_>) -> T) -> Option<T> {
        self.first.get(id)?.with_record(look)
    }

    /// Does the same with a record whose quotes may be left out, and fields that are not wanted.
    pub(super) fn with_partial_record<T>(
        &self,
        id: &Id,
        wanted: &dyn Fn(FieldId) -> bool,
        look: impl FnOnce(Located<'_>) -> T,
    ) -> Option<T> {
        self.first.get(id)?.with_partial_record(wanted, look)
    }

    /// Looks at some fields of all records on all cores.
    pub(super) fn map_partial<T: Send>(
        &self,
        wanted: &(dyn Fn(FieldId) -> bool + Sync),
        look: impl Fn(Located<'_>) -> T + Sync,
    ) -> Vec<T> {
        let slots: Vec<&RecordLocation> = self.all_slots().collect();
        let each = |slot: &&RecordLocation| slot.with_partial_record(&|field| wanted(field), &look);
        slots.par_iter().filter_map(each).collect()
    }

    /// Returns the links of some records that would say where someone is who does not want that to be known: the
    /// record, the field, and the place.
    pub(super) fn withheld_links(
        &self,
        is_asked: impl Fn(&Id) -> bool,
    ) -> HashSet<(Id, FieldId, Id)> {
        let mentions = self.mentions.iter().flat_map(|(_, mentions)| mentions.iter());
        let later_places = mentions.filter(|mention| LATER.contains(&mention.field));
        let records = later_places.map(|mention| &mention.from).filter(|from| is_asked(from));
        let records: HashSet<&Id> = records.collect();
        let records: Vec<&Id> = records.into_iter().collect();
        let wanted = |field: FieldId| {
            LATER.contains(&field) || matches!(field, FieldId::Tags | FieldId::Type)
        };
        let withheld = |located: Located<'_>| {
            let record = located.record;
            let open: HashSet<(FieldId, &Id)> =
                record.open_links().map(|link| (link.field.name, link.to)).collect();
            let all = record.links().map(|link| (link.field.name, link.to));
            let withheld = all.filter(|link| !open.contains(link));
            withheld.map(|(field, to)| (record.id.clone(), field, to.clone())).collect::<Vec<_>>()
        };
        let of_each = |id: &&Id| self.with_partial_record(id, &wanted, withheld);
        records.par_iter().filter_map(of_each).flatten_iter().collect()
    }

    /// Returns the ids of the records that quote a source.
    pub(super) fn quoting(&self, source: &Id) -> impl Iterator<Item = &Id> {
        let quotes =
            self.mentions(source).iter().filter(|mention| mention.field == FieldId::Source);
        quotes.map(|mention| &mention.from)
    }

    /// Counts the ids that records of one kind have.
    pub(super) fn count_of(&self, kind: Kind) -> usize {
        self.order.get(kind as usize).map_or(0, PersistentVec::len)
    }

    /// Returns the records that link to an id, each field once.
    pub(super) fn mentions(&self, id: &Id) -> &[Mention] {
        self.mentions.get(id).map_or(&[], |mentions| mentions)
    }

    /// Returns the records whose quotes state an id instead of a value that they dispute, by id.
    pub(super) fn rivals(&self, id: &Id) -> &[Id] {
        self.rivals.get(id).map_or(&[], |rivals| rivals)
    }

    /// Returns what links to what, by the id that is linked to.
    pub(super) fn all_mentions(&self) -> &PersistentMap<Id, Arc<[Mention]>> {
        &self.mentions
    }

    /// Returns what quotes say of who speaks, each once.
    pub(super) fn speakers(&self) -> impl Iterator<Item = &str> {
        self.counted_speakers().map(|(speaker, _)| speaker)
    }

    /// Returns the speakers of all quotes, each with how many quotes it has.
    pub(super) fn counted_speakers(&self) -> impl Iterator<Item = (&str, usize)> {
        self.speakers.iter().map(|(speaker, count)| (&**speaker, *count))
    }

    /// Returns the ids that are linked to and that no record has.
    pub(super) fn dangling(&self) -> impl Iterator<Item = &Id> {
        self.dangling.iter()
    }

    /// Returns the places, people and organisations that nothing links to, and whatever else has
    /// the id of one.
    pub(super) fn unlinked(&self) -> impl Iterator<Item = Located<'_>> {
        self.unlinked.iter().flat_map(|id| self.holders(id)).filter_map(RecordLocation::located)
    }

    /// Counts the ids of the places, people and organisations that nothing links to.
    pub(super) fn count_unlinked(&self) -> usize {
        self.unlinked.len()
    }

    /// Returns what all records with an id link to, and by which fields.
    pub(super) fn links_of(&self, id: &Id) -> BTreeSet<(Id, FieldId)> {
        let held = self.holders(id).filter_map(RecordLocation::located);
        let links = held.flat_map(|located| located.record.links());
        links.map(|link| (link.to.clone(), link.field.name)).collect()
    }

    /// Returns what quotes of all records with an id state instead of values that they dispute, as far as it is a link.
    pub(super) fn rivals_of(&self, id: &Id) -> BTreeSet<Id> {
        let held = self.holders(id).filter_map(RecordLocation::located);
        held.flat_map(|located| located.record.rival_links()).map(|(to, _)| to.clone()).collect()
    }

    /// Counts the ids, the linked ids and the speakers, to compare two indexes.
    #[cfg(test)]
    pub(crate) fn sizes(&self) -> [usize; 7] {
        let Self { first, others, order, mentions, rivals, speakers, dangling, unlinked } = self;
        [
            first.len(),
            others.values().map(Vec::len).sum(),
            order.iter().map(PersistentVec::len).sum(),
            mentions.iter().map(|(_, mentions)| mentions.len()).sum(),
            rivals.iter().map(|(_, records)| records.len()).sum(),
            speakers.iter().map(|(_, count)| count).sum(),
            dangling.len() + unlinked.len(),
        ]
    }

    fn is_dangling(&self, id: &Id) -> bool {
        self.first.get(id).is_none() && !self.mentions(id).is_empty()
    }

    fn is_unlinked(&self, id: &Id) -> bool {
        let mut kinds = self.holders(id).filter_map(RecordLocation::head).map(|(kind, _)| kind);
        self.mentions(id).is_empty() && kinds.any(is_to_be_linked)
    }
}

/// Which records have which ids.
struct IdHolders {
    first: PersistentMap<Id, RecordLocation>,
    others: BTreeMap<Id, Vec<RecordLocation>>,
    order: Vec<PersistentVec<RecordLocation>>,
    speakers: HashMap<Arc<str>, usize>,
}

impl IdHolders {
    fn of(files: &[LoadedFile]) -> Self {
        let mut first: HashMap<Id, RecordLocation> = HashMap::with_capacity(files.len());
        let mut others: BTreeMap<Id, Vec<RecordLocation>> = BTreeMap::new();
        let mut order: Vec<Vec<(Id, RecordLocation)>> = Kind::all().map(|_| Vec::new()).collect();
        let mut speakers: HashMap<Arc<str>, usize> = HashMap::new();
        let records = files.iter().flat_map(|LoadedFile { file, entries: entry }| {
            RecordLocation::of(file).zip(entry.all())
        });
        for (slot, entry) in records {
            let Some((kind, id)) = slot.head() else { continue };
            let id = id.clone();
            match first.entry(id.clone()) {
                Entry::Vacant(place) => _ = place.insert(slot.clone()),
                Entry::Occupied(_) => {
                    others.entry(id).or_default().push(slot);
                    continue;
                }
            }
            entry.each_speaker(|speaker| match speakers.get_mut(speaker) {
                Some(count) => *count += 1,
                None => _ = speakers.insert(Arc::clone(speaker), 1),
            });
            if let Some(of_kind) = order.get_mut(kind as usize) {
                of_kind.push((id, slot));
            }
        }
        let order = order.into_iter().map(|mut of_kind| {
            of_kind.par_sort_unstable_by(|one, other| one.0.cmp(&other.0));
            of_kind.into_iter().map(|(_, slot)| slot).collect()
        });
        Self { order: order.collect(), first: first.into_iter().collect(), others, speakers }
    }
}

/// What records link to, seen from the other side.
struct ReverseLinks {
    mentions: PersistentMap<Id, Arc<[Mention]>>,
    rivals: PersistentMap<Id, Arc<[Id]>>,
}

impl ReverseLinks {
    fn of(files: &[LoadedFile]) -> Self {
        let mut mentions: HashMap<Id, Vec<Mention>> = HashMap::new();
        let mut rivals: HashMap<Id, Vec<Id>> = HashMap::new();
        for LoadedFile { file, entries: entry } in files {
            for (number, entry) in entry.all().iter().enumerate() {
                let Some((_, id)) = file.contents.head(number) else { continue };
                let link = |to: &Id, field| {
                    let mention = Mention { from: id.clone(), field };
                    match mentions.get_mut(to) {
                        Some(others) => others.push(mention),
                        None => _ = mentions.insert(to.clone(), vec![mention]),
                    }
                };
                let rival = |to: &Id| rivals.entry(to.clone()).or_default().push(id.clone());
                entry.each_link(link, rival);
            }
        }
        Self { mentions: each_once(mentions), rivals: each_once(rivals) }
    }
}

/// Returns lists in order, with nothing twice.
fn each_once<T: Ord>(lists: HashMap<Id, Vec<T>>) -> PersistentMap<Id, Arc<[T]>> {
    let lists = lists.into_iter().map(|(to, mut list)| {
        list.sort_unstable();
        list.dedup();
        (to, list.into())
    });
    lists.collect()
}

/// Returns whether a record of that kind is there for others to link to.
fn is_to_be_linked(kind: Kind) -> bool {
    match kind {
        Kind::Place | Kind::Person | Kind::Organisation => true,
        Kind::Victim | Kind::Rescue | Kind::Arrest | Kind::Source => false,
    }
}
