//! Ids that records had before another program, or the user, moved a file or changed a header while a front end ran.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::collection::{Collection, Located, Touched};
use crate::record::{Id, Kind, text_of};

/// Which records are gone and which are new, by what they say, and the ids that follow from both.
#[derive(Clone, Debug, Default)]
pub(crate) struct MovedIds {
    /// The next id of each that a record had before.
    next: HashMap<Id, Id>,
    gone: SeenRecords,
    new: SeenRecords,
    known_by: KnownAgainBy,
}

/// What has to be the same of a record for it to be known again under another id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum KnownAgainBy {
    /// Its text, or else its name: enough to say what a link may have meant.
    #[default]
    TextOrName,
    /// Its text alone: two people may have one name.
    Text,
}

/// More steps from one id to the next are not followed.
const MOST_STEPS: usize = 100;

/// Records by their traces. Several may have the same.
#[derive(Clone, Debug, Default)]
struct SeenRecords(HashMap<RecordTrace, Vec<Id>>);

/// By what a record is known again under another id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum RecordTrace {
    /// Its whole text but for the id: a hash of that.
    Text(Kind, u64),
    /// Its name, where it was changed too: a hash of that.
    Name(Kind, u64),
}

impl SeenRecords {
    fn add(&mut self, id: &Id, traces: [RecordTrace; 2]) {
        for trace in traces {
            let ids = self.0.entry(trace).or_default();
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
    }

    fn remove(&mut self, id: &Id, traces: [RecordTrace; 2]) {
        for trace in traces {
            if let Some(ids) = self.0.get_mut(&trace) {
                ids.retain(|other| other != id);
            }
        }
    }

    fn forget(&mut self, id: &Id) {
        self.0.values_mut().for_each(|ids| ids.retain(|other| other != id));
    }

    /// Returns the only record with the same text, or else the only one with the same name, where that is enough.
    fn find(&self, traces: [RecordTrace; 2], known_by: KnownAgainBy) -> Option<&Id> {
        let enough = match known_by {
            KnownAgainBy::TextOrName => traces.len(),
            KnownAgainBy::Text => 1,
        };
        traces.iter().take(enough).find_map(|trace| match self.0.get(trace)?.as_slice() {
            [id] => Some(id),
            [] | [_, ..] => None,
        })
    }
}

impl MovedIds {
    /// Returns one that knows records again so.
    pub(crate) fn knowing_by(known_by: KnownAgainBy) -> Self {
        Self { known_by, ..Self::default() }
    }

    /// Takes note of what changed, and returns the ids whose records have another one since.
    pub(crate) fn follow(
        &mut self,
        before: &Collection,
        after: &Collection,
        touched: &Touched,
    ) -> Vec<Id> {
        let Touched::Only { named, .. } = touched else { return Vec::new() };
        let mut named: Vec<&Id> = named.iter().collect();
        named.sort();
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for id in named {
            match (traces_of(before, id), traces_of(after, id)) {
                (Some(traces), None) if after.get(id.as_str()).is_none() => {
                    self.new.remove(id, traces);
                    self.gone.add(id, traces);
                    gone.push((id, traces));
                }
                (None, Some(traces)) if before.get(id.as_str()).is_none() => {
                    self.gone.remove(id, traces);
                    self.new.add(id, traces);
                    // What the id was before it was used again counts no longer.
                    self.next.remove(id);
                    new.push((id, traces));
                }
                (_, _) => {}
            }
        }
        let (mut moved, by) = (Vec::new(), self.known_by);
        let gone =
            gone.into_iter().filter_map(|(id, traces)| Some((id, self.new.find(traces, by)?)));
        let new =
            new.into_iter().filter_map(|(id, traces)| Some((self.gone.find(traces, by)?, id)));
        let pairs: Vec<(Id, Id)> =
            gone.chain(new).map(|(old, new)| (old.clone(), new.clone())).collect();
        for (old, new) in pairs {
            if by == KnownAgainBy::Text {
                // A text that has moved once is known by its last place alone.
                self.gone.forget(&old);
                self.new.forget(&new);
            }
            if old != new && self.next.insert(old.clone(), new.clone()) != Some(new) {
                moved.push(old);
            }
        }
        moved
    }

    /// Returns the id that the record has now which had this one before; `None` where no such record is known, or
    /// the id is in use.
    pub(crate) fn now(&self, collection: &Collection, old: &Id) -> Option<&Id> {
        let mut id = self.next.get(old)?;
        for _ in 0..MOST_STEPS {
            if collection.get(id.as_str()).is_some() {
                return (id != old && collection.get(old.as_str()).is_none()).then_some(id);
            }
            id = self.next.get(id)?;
        }
        None
    }
}

/// Returns by what a record is known again; `None` where there is no such record, or where its text cannot be read.
fn traces_of(collection: &Collection, id: &Id) -> Option<[RecordTrace; 2]> {
    let Located { record, file, .. } = collection.get(id.as_str())?;
    if !file.now().is_sound() {
        return None;
    }
    let text = file.now().text();
    let own = text_of(&text, file.now().records(), record);
    let mut of_text = DefaultHasher::new();
    for line in own.lines().map(str::trim_end) {
        // The header of each table has the id of its record.
        if line.trim_start().starts_with('[') {
            line.replacen(id.as_str(), "", 1).hash(&mut of_text);
        } else {
            line.hash(&mut of_text);
        }
    }
    let mut of_name = DefaultHasher::new();
    record.heading().hash(&mut of_name);
    Some([
        RecordTrace::Text(record.kind, of_text.finish()),
        RecordTrace::Name(record.kind, of_name.finish()),
    ])
}
