//! Index entries: the links and speakers of a record, parsed or still encoded in the cache.

use std::sync::Arc;

use foldhash::HashSet;

use crate::codec::Unpacker;
use crate::record::{FieldId, Id, Quote, Record};

/// What the index knows of a record besides its place: links and speakers. A copy shares them.
#[derive(Clone, Debug)]
pub(crate) struct IndexEntry(EntryData);

#[derive(Clone, Debug)]
enum EntryData {
    Parsed(Arc<RecordLinks>),
    Cached { legend: Arc<IdTable>, bytes: Arc<[u8]>, at: usize },
}

#[derive(Debug)]
struct RecordLinks {
    links: Box<[(Id, FieldId)]>,
    speakers: Box<[Arc<str>]>,
}

/// Ids that were met before: of many records that link to the same few, each need not hold its own.
#[derive(Debug, Default)]
pub(crate) struct IdInterner(HashSet<Id>);

/// So many are remembered; what others link to is mostly among the first that are met.
const REMEMBERED: usize = 4096;

impl IdInterner {
    fn intern(&mut self, id: &mut Id) {
        match self.0.get(id) {
            Some(known) => *id = known.clone(),
            None if self.0.len() < REMEMBERED => _ = self.0.insert(id.clone()),
            None => {}
        }
    }
}

/// The ids and speakers that cached bytes refer to by number.
#[derive(Debug, Default)]
pub(crate) struct IdTable {
    pub(crate) ids: Vec<Id>,
    pub(crate) speakers: Vec<Arc<str>>,
}

impl IndexEntry {
    /// Returns the entry of a record.
    pub(crate) fn of(record: &Record) -> Self {
        let links = record.links().map(|link| (link.to.clone(), link.field.name)).collect();
        let speakers = speakers_of(record).map(Arc::from).collect();
        Self(EntryData::Parsed(Arc::new(RecordLinks { links, speakers })))
    }

    /// Returns the entry at a place in cached bytes: how many links, of each the number of the id and
    /// that of the field; how many speakers, and their numbers. Malformed bytes give fewer links.
    pub(crate) fn from_cache(legend: &Arc<IdTable>, bytes: &Arc<[u8]>, at: usize) -> Self {
        Self(EntryData::Cached { legend: Arc::clone(legend), bytes: Arc::clone(bytes), at })
    }

    /// Has the links hold ids that others hold too.
    pub(crate) fn intern(&mut self, met: &mut IdInterner) {
        if let EntryData::Parsed(seen) = &mut self.0
            && let Some(RecordLinks { links, .. }) = Arc::get_mut(seen)
        {
            links.iter_mut().for_each(|(to, _)| met.intern(to));
        }
    }

    /// Tells what the record links to, and by which field.
    pub(crate) fn each_link(&self, mut link: impl FnMut(&Id, FieldId)) {
        match &self.0 {
            EntryData::Parsed(seen) => seen.links.iter().for_each(|(to, field)| link(to, *field)),
            EntryData::Cached { legend, .. } => {
                _ = self.cached_links(|to, field| {
                    if let Some(to) = legend.ids.get(to) {
                        link(to, field);
                    }
                });
            }
        }
    }

    /// Tells who speaks in the quotes of the record.
    pub(crate) fn each_speaker(&self, mut speaker: impl FnMut(&Arc<str>)) {
        match &self.0 {
            EntryData::Parsed(seen) => seen.speakers.iter().for_each(speaker),
            EntryData::Cached { legend, .. } => {
                let Some(mut rest) = self.cached_links(|_, _| {}) else { return };
                let count = rest.count().unwrap_or_default();
                let numbers = std::iter::repeat_with(|| rest.size()).take(count);
                for said in numbers.map_while(|number| legend.speakers.get(number?)) {
                    speaker(said);
                }
            }
        }
    }

    /// Reads the links that are kept, by their numbers, and returns what follows.
    fn cached_links(&self, mut link: impl FnMut(usize, FieldId)) -> Option<Unpacker<'_>> {
        let EntryData::Cached { bytes, at, .. } = &self.0 else { return None };
        let mut rest = Unpacker::new(bytes.get(*at..)?);
        for _ in 0..rest.count()? {
            let to = rest.size()?;
            link(to, FieldId::from_repr(rest.byte()?)?);
        }
        Some(rest)
    }
}

/// Returns what the quotes of a record say of who speaks.
pub(crate) fn speakers_of(record: &Record) -> impl Iterator<Item = &str> {
    record.quotes.iter().filter_map(Quote::speaker)
}
