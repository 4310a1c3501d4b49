//! What records tell the index besides where they are: seen while they lay open, or as a cache keeps it.

use std::sync::Arc;

use foldhash::HashSet;

use crate::record::{Id, Name, Quote, Record};
use crate::text::Unpacker;

/// What a record tells the index besides where it is. A copy shares it.
#[derive(Clone, Debug)]
pub(super) struct Told(Source);

#[derive(Clone, Debug)]
enum Source {
    Seen(Arc<Seen>),
    Kept { legend: Arc<Legend>, bytes: Arc<[u8]>, at: usize },
}

#[derive(Debug)]
struct Seen {
    links: Box<[(Id, Name)]>,
    speakers: Box<[Arc<str>]>,
}

/// Ids that were met before: of many records that link to the same few, each need not hold its own.
#[derive(Debug, Default)]
pub(super) struct Met(HashSet<Id>);

/// So many are remembered; what others link to is mostly among the first that are met.
const REMEMBERED: usize = 4096;

impl Met {
    fn shared(&mut self, id: &mut Id) {
        match self.0.get(id) {
            Some(known) => *id = known.clone(),
            None if self.0.len() < REMEMBERED => _ = self.0.insert(id.clone()),
            None => {}
        }
    }
}

/// What the numbers stand for by which kept bytes call ids and speakers.
#[derive(Debug, Default)]
pub(super) struct Legend {
    pub(super) ids: Vec<Id>,
    pub(super) speakers: Vec<Arc<str>>,
}

impl Told {
    /// Returns what a record tells the index.
    pub(super) fn of(record: &Record) -> Self {
        let links = record.links().map(|link| (link.to.clone(), link.field.name)).collect();
        let speakers = speakers_of(record).map(Arc::from).collect();
        Self(Source::Seen(Arc::new(Seen { links, speakers })))
    }

    /// Returns what is kept at a place in some bytes: how many links, of each the number of the id and
    /// that of the field; how many speakers, and their numbers. Bytes that say something else tell less.
    pub(super) fn kept(legend: &Arc<Legend>, bytes: &Arc<[u8]>, at: usize) -> Self {
        Self(Source::Kept { legend: Arc::clone(legend), bytes: Arc::clone(bytes), at })
    }

    /// Has the links hold ids that others hold too.
    pub(super) fn share(&mut self, met: &mut Met) {
        if let Source::Seen(seen) = &mut self.0
            && let Some(Seen { links, .. }) = Arc::get_mut(seen)
        {
            links.iter_mut().for_each(|(to, _)| met.shared(to));
        }
    }

    /// Tells what the record links to, and by which field.
    pub(super) fn each_link(&self, mut link: impl FnMut(&Id, Name)) {
        match &self.0 {
            Source::Seen(seen) => seen.links.iter().for_each(|(to, field)| link(to, *field)),
            Source::Kept { legend, .. } => {
                _ = self.kept_links(|to, field| {
                    if let Some(to) = legend.ids.get(to) {
                        link(to, field);
                    }
                });
            }
        }
    }

    /// Tells who speaks in the quotes of the record.
    pub(super) fn each_speaker(&self, mut speaker: impl FnMut(&Arc<str>)) {
        match &self.0 {
            Source::Seen(seen) => seen.speakers.iter().for_each(speaker),
            Source::Kept { legend, .. } => {
                let Some(mut rest) = self.kept_links(|_, _| {}) else { return };
                let count = rest.count().unwrap_or_default();
                let numbers = std::iter::repeat_with(|| rest.size()).take(count);
                for said in numbers.map_while(|number| legend.speakers.get(number?)) {
                    speaker(said);
                }
            }
        }
    }

    /// Reads the links that are kept, by their numbers, and returns what follows.
    fn kept_links(&self, mut link: impl FnMut(usize, Name)) -> Option<Unpacker<'_>> {
        let Source::Kept { bytes, at, .. } = &self.0 else { return None };
        let mut rest = Unpacker::new(bytes.get(*at..)?);
        for _ in 0..rest.count()? {
            let to = rest.size()?;
            link(to, Name::from_repr(rest.byte()?)?);
        }
        Some(rest)
    }
}

/// Returns what the quotes of a record say of who speaks.
pub(super) fn speakers_of(record: &Record) -> impl Iterator<Item = &str> {
    record.quotes.iter().filter_map(Quote::speaker)
}
