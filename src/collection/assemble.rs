//! The collection: every record by its id, the other side of every link, every finding.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use crate::evidence::{Archive, Evidence, Independence};
use crate::record::{Id, Kind, Name, Problem, Record, Severity};
use crate::text::{Lines, Place};

use super::file::File;
use super::kept::Registered;
use super::settings::Settings;

/// A record and the file that holds it.
#[derive(Clone, Copy, Debug)]
pub struct Located<'c> {
    /// The record.
    pub record: &'c Record,
    /// Its file.
    pub file: &'c File,
}

impl Located<'_> {
    /// Returns the line and column at which the record starts.
    pub fn place(&self) -> Place {
        Lines::of(&self.file.document.text).place(self.record.at.start())
    }
}

/// A link seen from its far end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The record that links.
    pub from: Id,
    /// The field that links.
    pub field: Name,
}

/// One problem and the file it is in.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The file, by its number in the collection.
    pub file: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// All records of a folder, together.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    pub(super) files: Vec<File>,
    pub(super) settings: Settings,
    pub(super) archive: Archive,
    pub(super) index: HashMap<Id, Slot>,
    pub(super) mentions: HashMap<Id, Vec<Mention>>,
    pub(super) evidence: HashMap<Id, Evidence>,
    pub(super) order: Vec<Slot>,
    pub(super) findings: Vec<Finding>,
    pub(super) registered: OnceLock<Registered>,
}

/// Where a record is: the number of its file, and its own in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) file: usize,
    record: usize,
}

impl Collection {
    /// Puts the files of a collection together; what is wrong with it is found afterwards.
    pub(super) fn assemble(mut files: Vec<File>, settings: Settings, archive: Archive) -> Self {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let mut collection = Self { files, settings, archive, ..Self::default() };
        collection.index();
        collection.weigh();
        collection
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
        self.index.get(id).and_then(|slot| self.located(*slot))
    }

    /// Returns all records: kind by kind, and by id within a kind.
    pub fn records(&self) -> impl Iterator<Item = Located<'_>> {
        self.order.iter().filter_map(|slot| self.located(*slot))
    }

    /// Returns all records of a kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Located<'_>> {
        self.records().filter(move |located| located.record.kind == kind)
    }

    /// Returns the records that link to `id`, each field once.
    pub fn mentions(&self, id: &Id) -> &[Mention] {
        self.mentions.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns how the fields of a case stand; `None` for records that are not cases.
    pub fn evidence(&self, id: &Id) -> Option<&Evidence> {
        self.evidence.get(id)
    }

    /// Returns what others call the record with that id; the id itself where there is none.
    pub fn name_of<'c>(&'c self, id: &'c Id) -> &'c str {
        self.get(id.as_str()).map_or(id.as_str(), |located| located.record.name())
    }

    /// Returns the place with that id and the places it lies in, the smallest first.
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
        }
        around
    }

    /// Returns everything that is wrong, file by file, each in the order of its text.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Counts the findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.problem.rule.severity() == severity).count()
    }

    /// Returns the file with that number.
    pub fn file(&self, number: usize) -> Option<&File> {
        self.files.get(number)
    }

    /// Returns all files, by path.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Returns the file at that path.
    pub fn file_at(&self, path: &Path) -> Option<&File> {
        let at = self.files.binary_search_by(|file| file.path.as_path().cmp(path));
        at.ok().and_then(|at| self.files.get(at))
    }

    /// Returns the line and column at which a finding starts.
    pub fn place(&self, finding: &Finding) -> Place {
        let text = self.file(finding.file).map_or("", |file| &file.now().text);
        Lines::of(text).place(finding.problem.range.start())
    }

    fn located(&self, slot: Slot) -> Option<Located<'_>> {
        let file = self.files.get(slot.file)?;
        file.document.records.get(slot.record).map(|record| Located { record, file })
    }

    fn index(&mut self) {
        let mut order = Vec::new();
        for (file, File { document, .. }) in self.files.iter().enumerate() {
            for (number, record) in document.records.iter().enumerate() {
                let slot = Slot { file, record: number };
                if !self.index.contains_key(&record.id) {
                    self.index.insert(record.id.clone(), slot);
                    order.push((record.kind, record.id.clone(), slot));
                }
                for link in record.links() {
                    let mention = Mention { from: record.id.clone(), field: link.field.name };
                    self.mentions.entry(link.to.clone()).or_default().push(mention);
                }
            }
        }
        order.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        self.order = order.into_iter().map(|(_, _, slot)| slot).collect();
        for mentions in self.mentions.values_mut() {
            mentions.sort();
            mentions.dedup();
        }
    }

    fn weigh(&mut self) {
        let independence =
            Independence::of(self.of_kind(Kind::Source).map(|located| located.record));
        let cases =
            self.records().map(|located| located.record).filter(|record| record.kind.is_case());
        let evidence =
            cases.map(|case| (case.id.clone(), Evidence::of(case, &self.archive, &independence)));
        self.evidence = evidence.collect();
    }
}
