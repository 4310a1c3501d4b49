//! Index entries: the links, rival links and speakers of a record, parsed or still encoded in the cache.

use std::sync::Arc;

use foldhash::HashSet;

use crate::codec::Unpacker;
use crate::record::{FieldId, Id, Quote, Record};

/// What the index knows of a record besides its place: links, rival links and speakers. A copy shares them.
#[derive(Clone, Debug)]
pub(crate) struct IndexEntry(EntryData);

#[derive(Clone, Debug)]
enum EntryData {
    Parsed(Arc<RecordLinks>),
    Cached { table: Arc<IdTable>, bytes: Arc<[u8]>, at: usize },
}

#[derive(Debug)]
struct RecordLinks {
    links: Box<[(Id, FieldId)]>,
    /// The links that quotes state instead of values that they dispute.
    rivals: Box<[Id]>,
    speakers: Box<[Arc<str>]>,
}

/// Ids that were interned before: of many records that link to the same few, each need not hold its own.
#[derive(Debug, Default)]
pub(crate) struct IdInterner(HashSet<Id>);

/// So many are remembered; what others link to is mostly among the first.
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
        let rivals = record.rival_links().map(|(to, _)| to.clone()).collect();
        let speakers = speakers_of(record).map(Arc::from).collect();
        Self(EntryData::Parsed(Arc::new(RecordLinks { links, rivals, speakers })))
    }

    /// Returns the entry at a place in cached bytes: how many links, of each the number of the id and
    /// that of the field; how many rival links, and the numbers of their ids; how many speakers, and their numbers. Malformed
    /// bytes give fewer links.
    pub(crate) fn from_cache(table: &Arc<IdTable>, bytes: &Arc<[u8]>, at: usize) -> Self {
        Self(EntryData::Cached { table: Arc::clone(table), bytes: Arc::clone(bytes), at })
    }

    /// Has the links hold ids that others hold too.
    pub(crate) fn intern(&mut self, interner: &mut IdInterner) {
        if let EntryData::Parsed(parsed) = &mut self.0
            && let Some(RecordLinks { links, rivals, .. }) = Arc::get_mut(parsed)
        {
            links.iter_mut().for_each(|(to, _)| interner.intern(to));
            rivals.iter_mut().for_each(|to| interner.intern(to));
        }
    }

    /// Calls `link` with each id that the record links to, and the field of the link; and `rival` with each id that a quote
    /// states instead of a value that it disputes.
    pub(crate) fn each_link(&self, mut link: impl FnMut(&Id, FieldId), mut rival: impl FnMut(&Id)) {
        match &self.0 {
            EntryData::Parsed(parsed) => {
                parsed.links.iter().for_each(|(to, field)| link(to, *field));
                parsed.rivals.iter().for_each(rival);
            }
            EntryData::Cached { table, .. } => {
                let linked = |to: usize, field| {
                    if let Some(to) = table.ids.get(to) {
                        link(to, field);
                    }
                };
                _ = self.cached_links(linked, |to| {
                    if let Some(to) = table.ids.get(to) {
                        rival(to);
                    }
                });
            }
        }
    }

    /// Calls `speaker` with each speaker of the quotes of the record.
    pub(crate) fn each_speaker(&self, mut speaker: impl FnMut(&Arc<str>)) {
        match &self.0 {
            EntryData::Parsed(parsed) => parsed.speakers.iter().for_each(speaker),
            EntryData::Cached { table, .. } => {
                let Some(mut rest) = self.cached_links(|_, _| {}, |_| {}) else { return };
                let count = rest.count().unwrap_or_default();
                let numbers = std::iter::repeat_with(|| rest.size()).take(count);
                for said in numbers.map_while(|number| table.speakers.get(number?)) {
                    speaker(said);
                }
            }
        }
    }

    /// Reads the links and rival links that are kept, by their numbers, and returns what follows.
    fn cached_links(
        &self,
        mut link: impl FnMut(usize, FieldId),
        mut rival: impl FnMut(usize),
    ) -> Option<Unpacker<'_>> {
        let EntryData::Cached { bytes, at, .. } = &self.0 else { return None };
        let mut rest = Unpacker::new(bytes.get(*at..)?);
        for _ in 0..rest.count()? {
            let to = rest.size()?;
            link(to, FieldId::from_repr(rest.byte()?)?);
        }
        for _ in 0..rest.count()? {
            rival(rest.size()?);
        }
        Some(rest)
    }
}

/// Returns what the quotes of a record say of who speaks.
pub(crate) fn speakers_of(record: &Record) -> impl Iterator<Item = &str> {
    record.quotes.iter().filter_map(Quote::speaker)
}
