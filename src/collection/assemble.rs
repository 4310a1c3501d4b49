//! The collection: every record by its id, the other side of every link, every finding.
//!
//! A collection never changes. One in which a file is another shares all the rest with the one
//! before (`accept.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::evidence::{Archive, ArchivedText, Evidence, Independence, Marks};
use crate::record::{Brief, Id, Kind, Name, Record, Severity};
use crate::text::{Lines, Place};

use super::file::File;
use super::findings::{Checked, Finding, Findings};
use super::fresh::Fresh;
use super::index::{Index, Located, Mention, Slot};
use super::kept::Registered;
use super::parts::Parts;
use super::settings::Settings;
use super::shared::Shared;

/// All records of a folder, together.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    pub(super) settings: Arc<Settings>,
    /// The files by path, each with what is wrong with it.
    pub(super) files: Parts<Checked>,
    pub(super) index: Index,
    /// The archived texts that could be read, by path.
    pub(super) texts: Arc<Texts>,
    pub(super) archive: Arc<Archive>,
    pub(super) independence: Arc<Independence>,
    pub(super) evidence: Shared<Id, Arc<Evidence>>,
    /// How many fields of all cases have each mark.
    pub(super) marks: Marks,
    /// How many findings there are.
    pub(super) found: usize,
    pub(super) registered: Registered,
    /// Confidential cases that an earlier reading had and whose files are gone: their names stay held
    /// back as long as the program runs.
    pub(super) departed: Arc<BTreeMap<Id, Vec<Record>>>,
    /// The people and victims whose records are gone since the program has started: a mask still
    /// covers their names and quotes.
    pub(super) gone: Arc<BTreeMap<Id, Vec<Record>>>,
}

/// How many places a place may lie in, one within the other, and be found by: every record that names
/// one is found by all of them, so that a chain of thousands would take the square of its length.
const MOST_AROUND: usize = 64;

/// The archived texts of a folder by path, each with the id of its source.
pub(super) type Texts = BTreeMap<PathBuf, (Id, Arc<ArchivedText>)>;

impl Collection {
    /// Puts the files of a collection together; what is wrong with it is found afterwards.
    pub(super) fn assemble(mut files: Vec<Fresh>, settings: Settings, texts: Texts) -> Self {
        files.par_sort_by(|one, other| one.file.path.cmp(&other.file.path));
        let index = Index::of(&files);
        let mut archive = Archive::default();
        for (source, text) in texts.values() {
            archive.insert(source.clone(), Arc::clone(text));
        }
        let sources = index.of_kind(Kind::Source).map(|located| located.record);
        let independence = Independence::of(sources);
        // Words are looked for once; where there is no text to look in, there is nothing to keep.
        let sources = texts.values().map(|(source, _)| source);
        let cases: BTreeSet<&Id> = sources.flat_map(|source| index.quoting(source)).collect();
        let weigh = |case: &&Id| {
            let evidence = index.look(case, |located| {
                let is_case = located.record.kind.is_case();
                is_case.then(|| Evidence::of(located.record, &archive, &independence).into())
            });
            Some(((*case).clone(), evidence.flatten()?))
        };
        let cases: Vec<&Id> = cases.into_iter().collect();
        let evidence: Vec<(Id, Arc<Evidence>)> = cases.par_iter().filter_map(weigh).collect();
        Self {
            settings: Arc::new(settings),
            files: files.into_iter().map(|fresh| Checked::not_yet(fresh.file)).collect(),
            index,
            texts: Arc::new(texts),
            archive: Arc::new(archive),
            independence: Arc::new(independence),
            marks: Marks::default(),
            evidence: evidence.into_iter().collect(),
            found: 0,
            registered: Registered::default(),
            departed: Arc::default(),
            gone: Arc::default(),
        }
    }

    /// Returns what the collection is called, where it says so.
    pub fn title(&self) -> Option<&str> {
        self.settings.title.as_deref()
    }

    /// Returns the collection's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the archived texts at hand.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Returns the record with that id. Of two with the same id, the first in the order of the
    /// files.
    pub fn get(&self, id: &str) -> Option<Located<'_>> {
        self.index.get(id)
    }

    /// Returns all records: kind by kind, and by id within a kind. Each stays unpacked, so that this is
    /// for small collections; [`look_at_all`](Self::look_at_all) is for any.
    pub fn records(&self) -> impl Iterator<Item = Located<'_>> {
        self.index.records()
    }

    /// Returns the ids of all records, in the same order.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        self.index.slots().filter_map(|slot| Some(slot.head()?.1))
    }

    /// Returns all records of a kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Located<'_>> {
        self.index.of_kind(kind)
    }

    /// Returns the ids of all records of a kind, in their order.
    pub fn ids_of(&self, kind: Kind) -> impl Iterator<Item = &Id> {
        self.index.of_kind_slots(kind).filter_map(|slot| Some(slot.head()?.1))
    }

    /// Returns the number of a victim or person among all of them, from 0, by id.
    pub fn number_of_person(&self, id: &Id) -> Option<usize> {
        match self.index.place_of(id)? {
            (Kind::Victim, at) => Some(at),
            (Kind::Person, at) => Some(self.count_of(Kind::Victim) + at),
            (Kind::Rescue | Kind::Arrest | Kind::Source | Kind::Place | Kind::Organisation, _) => {
                None
            }
        }
    }

    /// Returns the kind of the record with that id.
    pub fn kind_of(&self, id: &Id) -> Option<Kind> {
        self.index.kind_of(id)
    }

    /// Looks at a record for as long as `look` takes: unlike [`get`](Self::get), this costs no room
    /// afterwards.
    pub fn look<T>(&self, id: &Id, look: impl FnOnce(Located<'_>) -> T) -> Option<T> {
        self.index.look(id, look)
    }

    /// Looks at all records in their order, on all cores, as [`look`](Self::look) does.
    pub fn look_at_all<T: Send>(&self, look: impl Fn(Located<'_>) -> T + Sync) -> Vec<T> {
        let slots: Vec<&Slot> = self.index.slots().collect();
        slots.par_iter().filter_map(|slot| slot.look(&look)).collect()
    }

    /// Returns what lists say of all records, in their order: kind, id, and the rest.
    pub fn briefs(&self) -> impl Iterator<Item = (Kind, &Id, Brief)> {
        self.index.slots().filter_map(|slot| {
            let (kind, id) = slot.head()?;
            Some((kind, id, slot.brief()?))
        })
    }

    /// Counts the records of a kind.
    pub fn count_of(&self, kind: Kind) -> usize {
        self.index.count_of(kind)
    }

    /// Returns the records that link to `id`, each field once.
    pub fn mentions(&self, id: &Id) -> &[Mention] {
        self.index.mentions(id)
    }

    /// Returns how the fields of a case stand; `None` for records that are not cases.
    pub fn evidence(&self, id: &Id) -> Option<Arc<Evidence>> {
        self.kind_of(id).filter(|kind| kind.is_case())?;
        let kept = self.evidence.get(id).cloned();
        kept.or_else(|| self.look(id, |located| self.weigh(located.record)))
    }

    /// Weighs the quotes of a case of the collection, or returns what they weighed before.
    pub fn weigh(&self, case: &Record) -> Arc<Evidence> {
        let kept = self.evidence.get(&case.id).cloned();
        kept.unwrap_or_else(|| Evidence::of(case, &self.archive, &self.independence).into())
    }

    /// Returns how many fields of all cases have each mark.
    pub fn marks(&self) -> Marks {
        self.marks
    }

    /// Returns what others call the record with that id; the id itself where there is none.
    pub fn name_of<'c>(&'c self, id: &'c Id) -> &'c str {
        self.index.name_of(id).unwrap_or(id.as_str())
    }

    /// Returns the place with that id and the places it lies in, the smallest first; no more than
    /// 64.
    pub fn around(&self, id: &Id) -> Vec<&Record> {
        let mut around: Vec<&Record> = Vec::new();
        let mut next = Some(id);
        while let Some(place) = next.and_then(|id| self.get(id.as_str())).map(|found| found.record)
        {
            // Places that lie in each other in a circle are a slip of the hand, not a road.
            if place.kind != Kind::Place || around.iter().any(|known| known.id == place.id) {
                break;
            }
            around.push(place);
            next = place.fields.linked(Name::Within).next();
            next = next.filter(|_| around.len() < MOST_AROUND);
        }
        around
    }

    /// Returns everything that is wrong, file by file, each in the order of its text.
    pub fn findings(&self) -> Findings<'_> {
        Findings::of(&self.files, self.found)
    }

    /// Counts the findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|found| found.problem.rule.severity() == severity).count()
    }

    /// Returns the file with that number.
    pub fn file(&self, number: usize) -> Option<&File> {
        self.files.get(number).map(|checked| &*checked.file)
    }

    /// Returns all files, by path.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter().map(|checked| &*checked.file)
    }

    /// Returns the file at that path.
    pub fn file_at(&self, path: &Path) -> Option<&File> {
        self.number_of(path).ok().and_then(|number| self.file(number))
    }

    /// Returns the number of the file at that path, else the number that it would have.
    ///
    /// # Errors
    ///
    /// There is no file at that path.
    pub fn number_of(&self, path: &Path) -> Result<usize, usize> {
        self.files.find(|checked| checked.file.path.as_path().cmp(path))
    }

    /// Counts what is held, to compare two collections: files, findings, archived texts, evidence,
    /// and the records and links of the index.
    #[cfg(test)]
    pub(crate) fn sizes(&self) -> ([usize; 4], [usize; 6]) {
        let Self { files, found, texts, evidence, index, .. } = self;
        ([files.len(), *found, texts.len(), evidence.len()], index.sizes())
    }

    /// Returns the line and column at which a finding starts.
    pub fn place(&self, finding: &Finding<'_>) -> Place {
        let text = self.file(finding.file).map(|file| file.now().text());
        let text = text.as_deref().unwrap_or_default();
        Lines::of(text).place(finding.problem.range.start())
    }
}

impl Located<'_> {
    /// Returns the line on which the record starts.
    pub fn line(&self) -> usize {
        self.file.contents.line_of(self.record)
    }
}
