//! Updates the index when files change, from the old and new entries of those files alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::record::{Id, Kind};

use crate::collection::files::file::File;
use crate::collection::index::entry::speakers_of;
use crate::collection::index::{Index, Mention, RecordLocation};

/// What became of the index when files changed.
#[derive(Debug, Default)]
pub(crate) struct IndexDelta {
    /// The ids of all records in files that changed, as they were and as they are.
    pub(crate) ids: BTreeSet<Id>,
    /// The ids that other links lead to than before.
    pub(crate) linked: BTreeSet<Id>,
    /// What now is said of who speaks and was not, and the other way round.
    pub(crate) speakers: BTreeSet<Arc<str>>,
}

impl Index {
    /// Applies files that changed, each as it was and as it is, and returns the difference.
    pub(crate) fn apply<'f>(
        &mut self,
        changed: impl Iterator<Item = (Option<&'f Arc<File>>, Option<&'f Arc<File>>)> + Clone,
    ) -> IndexDelta {
        let before = self.clone();
        let slots =
            |file: Option<&Arc<File>>| file.into_iter().flat_map(RecordLocation::of).collect();
        let mut gone: BTreeSet<&Path> = BTreeSet::new();
        let mut new: BTreeMap<Id, Vec<RecordLocation>> = BTreeMap::new();
        for (was, is) in changed {
            gone.extend(was.map(|file| file.path.as_path()));
            let (was, is): (Vec<RecordLocation>, Vec<RecordLocation>) = (slots(was), slots(is));
            for slot in was {
                if let Some((_, id)) = slot.head() {
                    new.entry(id.clone()).or_default();
                }
            }
            for slot in is {
                if let Some(id) = slot.head().map(|(_, id)| id.clone()) {
                    new.entry(id).or_default().push(slot);
                }
            }
        }
        for (id, slots) in &mut new {
            let stay = before.holders(id).filter(|slot| !gone.contains(slot.file.path.as_path()));
            slots.extend(stay.cloned());
            slots.sort_by(|one, other| one.place().cmp(&other.place()));
        }
        let mut moved = IndexDelta { ids: new.keys().cloned().collect(), ..IndexDelta::default() };
        for (id, slots) in new {
            self.set_holders(&id, slots);
        }
        moved.linked = self.update_links(&before, &moved.ids);
        self.update_rivals(&before, &moved.ids);
        moved.speakers = self.update_speakers(&before, &moved.ids);
        for id in moved.ids.union(&moved.linked) {
            self.dangling.set_member(id, self.is_dangling(id));
            self.unlinked.set_member(id, self.is_unlinked(id));
        }
        moved
    }

    /// Lets an id be that of these records.
    fn set_holders(&mut self, id: &Id, slots: Vec<RecordLocation>) {
        let of = |slot: &RecordLocation| slot.head().map(|(kind, _)| kind);
        let was = self.first.get(id).and_then(of);
        let mut slots = slots.into_iter();
        let first = slots.next();
        let others: Vec<RecordLocation> = slots.collect();
        if !others.is_empty() || self.others.contains_key(id) {
            let all = Arc::make_mut(&mut self.others);
            if others.is_empty() {
                all.remove(id)
            } else {
                all.insert(id.clone(), others)
            };
        }
        let is = first.as_ref().and_then(of);
        if was != is {
            self.update_order(was, id, None);
        }
        self.update_order(is, id, first.clone());
        self.first.set(id, first);
    }

    /// Puts a record into the order of its kind, or takes it out.
    fn update_order(&mut self, kind: Option<Kind>, id: &Id, slot: Option<RecordLocation>) {
        let Some(order) = kind.and_then(|kind| self.order.get_mut(kind as usize)) else { return };
        let found = order.find(|slot| slot.head().map(|(_, id)| id).cmp(&Some(id)));
        match (found, slot) {
            (Ok(at), Some(slot)) => order.replace(at, slot),
            (Ok(at), None) => order.remove(at),
            (Err(at), Some(slot)) => order.insert(at, slot),
            (Err(_), None) => {}
        }
    }

    /// Lets the links of these records be those they have now; returns what they led to and no
    /// longer do, or the other way round.
    fn update_links(&mut self, before: &Self, ids: &BTreeSet<Id>) -> BTreeSet<Id> {
        let mut changes: BTreeMap<Id, Vec<(Mention, bool)>> = BTreeMap::new();
        for from in ids {
            let (was, is) = (before.links_of(from), self.links_of(from));
            for (to, field) in was.symmetric_difference(&is) {
                let mention = Mention { from: from.clone(), field: *field };
                let holds = is.contains(&(to.clone(), *field));
                changes.entry(to.clone()).or_default().push((mention, holds));
            }
        }
        for (to, changes) in &changes {
            let mut mentions: Vec<Mention> = self.mentions(to).to_vec();
            for (mention, holds) in changes {
                match (mentions.binary_search(mention), holds) {
                    (Err(at), true) => mentions.insert(at, mention.clone()),
                    (Ok(at), false) => _ = mentions.remove(at),
                    (Ok(_), true) | (Err(_), false) => {}
                }
            }
            self.mentions.set(to, (!mentions.is_empty()).then(|| mentions.into()));
        }
        changes.into_keys().collect()
    }

    /// Lets the rival links of these records be those they have now.
    fn update_rivals(&mut self, before: &Self, ids: &BTreeSet<Id>) {
        for from in ids {
            let (was, is) = (before.rivals_of(from), self.rivals_of(from));
            for to in was.symmetric_difference(&is) {
                let mut records: Vec<Id> = self.rivals(to).to_vec();
                match (records.binary_search(from), is.contains(to)) {
                    (Err(at), true) => records.insert(at, from.clone()),
                    (Ok(at), false) => _ = records.remove(at),
                    (Ok(_), true) | (Err(_), false) => {}
                }
                self.rivals.set(to, (!records.is_empty()).then(|| records.into()));
            }
        }
    }

    /// Counts the speakers of these records as they are now; returns those who are new or gone.
    fn update_speakers(&mut self, before: &Self, ids: &BTreeSet<Id>) -> BTreeSet<Arc<str>> {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for id in ids {
            for speaker in before.get(id.as_str()).iter().flat_map(|was| speakers_of(was.record)) {
                counts.entry(speaker).or_default().0 += 1;
            }
        }
        let now = self.clone();
        for id in ids {
            for speaker in now.get(id.as_str()).iter().flat_map(|is| speakers_of(is.record)) {
                counts.entry(speaker).or_default().1 += 1;
            }
        }
        let mut changed = BTreeSet::new();
        for (speaker, (was, is)) in counts.into_iter().filter(|(_, (was, is))| was != is) {
            let all = before.speakers.get(speaker).copied().unwrap_or_default();
            let left = all - was + is;
            let speaker: Arc<str> = speaker.into();
            self.speakers.set(&speaker, (left > 0).then_some(left));
            if (all == 0) != (left == 0) {
                changed.insert(speaker);
            }
        }
        changed
    }
}
