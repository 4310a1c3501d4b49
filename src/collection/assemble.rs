//! The collection: an immutable snapshot of all records, with links, evidence and problems.
//!
//! A collection never changes. When a file changes, a new collection is made that shares everything
//! else with the old one (`accept.rs`).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Severity;
use crate::evidence::{Archive, ArchivedText, Evidence, Independence, StatusCounts};
use crate::record::{FieldId, Id, Kind, ListSummary, Record};
use crate::text::{LineColumn, LineIndex};

use super::index::{Index, Located, Mention, RecordLocation};
use super::settings::Settings;
use crate::collection::containers::persistent_map::PersistentMap;
use crate::collection::containers::persistent_vec::PersistentVec;
use crate::collection::files::file::File;
use crate::collection::index::loaded_file::LoadedFile;
use crate::collection::problems::{CheckedFile, FileDiagnostic, FileDiagnostics};
use crate::collection::sensitive::terms::SensitiveTermCache;

/// All records of a folder, together.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    pub(super) settings: Arc<Settings>,
    /// The files by path, each with what is wrong with it.
    pub(super) files: PersistentVec<CheckedFile>,
    pub(super) index: Index,
    /// The archived texts that could be read, by path.
    pub(super) texts: Arc<Texts>,
    /// The borders that the collection brings along for the map.
    pub(super) borders: Option<Arc<BordersFile>>,
    pub(super) archive: Arc<Archive>,
    pub(super) independence: Arc<Independence>,
    pub(super) evidence: PersistentMap<Id, Arc<Evidence>>,
    /// Whether nothing was checked yet, so that neither problems nor marks are counted.
    pub(super) is_unchecked: bool,
    /// How many fields of all cases have each mark.
    pub(super) status_counts: StatusCounts,
    /// How many diagnostics there are.
    pub(super) found: usize,
    pub(super) sensitive_terms: SensitiveTermCache,
    /// Confidential cases of an earlier reading whose files are gone: their names stay withheld as
    /// long as the program runs.
    pub(super) departed: Arc<BTreeMap<Id, Vec<Record>>>,
    /// The people and victims whose records are gone since the program has started: a mask still
    /// covers their names and quotes.
    pub(super) gone: Arc<BTreeMap<Id, Vec<Record>>>,
}

/// A file of borders, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BordersFile {
    /// Its path.
    pub path: PathBuf,
    /// Its text; else why it cannot be read.
    pub text: Result<String, String>,
}

/// How many places a place may lie in, one within the other, and be found by: every record that names
/// one is found by all of them, so that a chain of thousands would take the square of its length.
const MOST_AROUND: usize = 64;

/// The archived texts of a folder by path, each with the id of its source.
pub(super) type Texts = BTreeMap<PathBuf, (Id, Arc<ArchivedText>)>;

impl Collection {
    /// Puts the files of a collection together; what is wrong with it is found afterwards.
    pub(super) fn assemble(mut files: Vec<LoadedFile>, settings: Settings, texts: Texts) -> Self {
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
            let evidence = index.with_record(case, |located| {
                let is_case = located.record.kind.is_case();
                is_case.then(|| Evidence::of(located.record, &archive, &independence).into())
            });
            Some(((*case).clone(), evidence.flatten()?))
        };
        let cases: Vec<&Id> = cases.into_iter().collect();
        let evidence: Vec<(Id, Arc<Evidence>)> = cases.par_iter().filter_map(weigh).collect();
        Self {
            settings: Arc::new(settings),
            files: files.into_iter().map(|loaded| CheckedFile::unchecked(loaded.file)).collect(),
            index,
            texts: Arc::new(texts),
            borders: None,
            archive: Arc::new(archive),
            independence: Arc::new(independence),
            is_unchecked: true,
            status_counts: StatusCounts::default(),
            evidence: evidence.into_iter().collect(),
            found: 0,
            sensitive_terms: SensitiveTermCache::default(),
            departed: Arc::default(),
            gone: Arc::default(),
        }
    }

    /// Returns what the collection is called, where it says so.
    pub fn title(&self) -> Option<&str> {
        self.settings.title.as_deref()
    }

    /// Returns whether the rules were not checked yet.
    pub(crate) fn is_unchecked(&self) -> bool {
        self.is_unchecked
    }

    /// Returns the collection's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the archived texts at hand.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Returns the borders that the collection brings along for the map.
    pub fn borders(&self) -> Option<&Arc<BordersFile>> {
        self.borders.as_ref()
    }

    /// Returns the record with that id. Of two with the same id, the first in the order of the
    /// files.
    pub fn get(&self, id: &str) -> Option<Located<'_>> {
        self.index.get(id)
    }

    /// Returns all records: kind by kind, and by id within a kind. Each stays unpacked, so that this is
    /// for small collections; [`map_records`](Self::map_records) is for any.
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
    pub fn with_record<T>(&self, id: &Id, look: impl FnOnce(Located<'_>) -> T) -> Option<T> {
        self.index.with_record(id, look)
    }

    /// Returns the links that would say where someone is who does not want that to be known: the record, the field, and
    /// the place.
    pub(crate) fn withheld_links(&self) -> HashSet<(Id, FieldId, Id)> {
        self.index.withheld_links(|_| true)
    }

    /// Looks at all records in their order, on all cores, as [`with_record`](Self::with_record) does.
    pub fn map_records<T: Send>(&self, look: impl Fn(Located<'_>) -> T + Sync) -> Vec<T> {
        let slots: Vec<&RecordLocation> = self.index.slots().collect();
        slots.par_iter().filter_map(|slot| slot.with_record(&look)).collect()
    }

    /// Returns what lists say of all records, in their order: kind, id, and the rest.
    pub fn summaries(&self) -> impl Iterator<Item = (Kind, &Id, ListSummary)> {
        self.index.slots().filter_map(|slot| {
            let (kind, id) = slot.head()?;
            Some((kind, id, slot.summary()?))
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

    /// Returns the records whose quotes state a link to `id` instead of a value that they dispute.
    pub fn rival_mentions(&self, id: &Id) -> &[Id] {
        self.index.rivals(id)
    }

    /// Returns every id that a record links to, with the records that do, in no order.
    pub(crate) fn all_mentions(&self) -> impl Iterator<Item = (&Id, &[Mention])> {
        self.index.all_mentions().iter().map(|(to, mentions)| (to, &**mentions))
    }

    /// Returns the ids of some kinds that records link to in a field, each with the number of its kind among these and of the
    /// records that do, in no order.
    pub(crate) fn counted_links(&self, field: FieldId, kinds: &[Kind]) -> Vec<(&Id, usize, usize)> {
        let counted = self.index.all_mentions().par_iter().filter_map(|(to, mentions)| {
            let count = mentions.iter().filter(|mention| mention.field == field).count();
            let kind = if count > 0 { self.kind_of(to) } else { None }?;
            Some((to, kinds.iter().position(|other| *other == kind)?, count))
        });
        counted.collect()
    }

    /// Returns the evidence of a case; `None` for records that are not cases.
    pub fn evidence(&self, id: &Id) -> Option<Arc<Evidence>> {
        self.kind_of(id).filter(|kind| kind.is_case())?;
        let stored = self.evidence.get(id).cloned();
        stored.or_else(|| self.with_record(id, |located| self.assess(located.record)))
    }

    /// Assesses the quotes of a case of the collection, or returns the cached evidence.
    pub fn assess(&self, case: &Record) -> Arc<Evidence> {
        let stored = self.evidence.get(&case.id).cloned();
        stored.unwrap_or_else(|| Evidence::of(case, &self.archive, &self.independence).into())
    }

    /// Returns the place of the first of these cases whose evidence is wanted. Cases are assessed on all cores, and
    /// none behind the first that is found.
    pub fn first_case_with(
        &self,
        ids: &[&Id],
        wanted: impl Fn(&Evidence) -> bool + Sync,
    ) -> Option<usize> {
        let is_wanted = |id: &&Id| self.evidence(id).is_some_and(|evidence| wanted(&evidence));
        ids.par_iter().position_first(is_wanted)
    }

    /// Returns how many fields of all cases have each mark.
    pub fn status_counts(&self) -> StatusCounts {
        self.status_counts
    }

    /// Returns what others call the record with that id; the id itself where there is none.
    pub fn name_of<'c>(&'c self, id: &'c Id) -> &'c str {
        self.index.name_of(id).unwrap_or(id.as_str())
    }

    /// Returns the place with that id and the places it lies in, the smallest first; no more than
    /// 64.
    pub fn enclosing_places(&self, id: &Id) -> Vec<&Record> {
        let mut around: Vec<&Record> = Vec::new();
        let mut next = Some(id);
        while let Some(place) = next.and_then(|id| self.get(id.as_str())).map(|found| found.record)
        {
            // Places that contain each other in a cycle are a mistake, not a path.
            if place.kind != Kind::Place || around.iter().any(|known| known.id == place.id) {
                break;
            }
            around.push(place);
            next = place.fields.linked(FieldId::Within).next();
            next = next.filter(|_| around.len() < MOST_AROUND);
        }
        around
    }

    /// Returns everything that is wrong, file by file, each in the order of its text.
    pub fn diagnostics(&self) -> FileDiagnostics<'_> {
        FileDiagnostics::of(&self.files, self.found)
    }

    /// Counts the diagnostics of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics().iter().filter(|found| found.problem.code.severity() == severity).count()
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

    /// Returns the files that have a record with that id.
    pub(crate) fn files_of(&self, id: &Id) -> impl Iterator<Item = &File> {
        self.index.holders(id).map(|slot| &*slot.file)
    }

    /// Counts the errors and the warnings.
    pub fn problem_counts(&self) -> [usize; 2] {
        [Severity::Error, Severity::Warning].map(|severity| self.count(severity))
    }

    /// Returns the archived text at that path.
    pub fn archived_at(&self, path: &Path) -> Option<&ArchivedText> {
        self.texts.get(path).map(|(_, text)| &**text)
    }

    /// Returns the path of the archived text of a source.
    pub fn archived_path(&self, source: &Id) -> Option<&Path> {
        let usual = Path::new("archive").join(format!("{source}.txt"));
        if let Some((path, _)) = self.texts.get_key_value(&usual) {
            return Some(path);
        }
        let mut texts = self.texts.iter();
        texts.find(|(_, (id, _))| id == source).map(|(path, _)| path.as_path())
    }

    /// Returns the number of the file at that path, else the number that it would have.
    ///
    /// # Errors
    ///
    /// There is no file at that path.
    pub fn number_of(&self, path: &Path) -> Result<usize, usize> {
        self.files.find(|checked| checked.file.path.as_path().cmp(path))
    }

    /// Counts what is held, to compare two collections: files, diagnostics, archived texts, evidence,
    /// and the records and links of the index.
    #[cfg(test)]
    pub(crate) fn sizes(&self) -> ([usize; 4], [usize; 7]) {
        let Self { files, found, texts, evidence, index, .. } = self;
        ([files.len(), *found, texts.len(), evidence.len()], index.sizes())
    }

    /// Returns the line and column at which a diagnostic starts.
    pub fn place(&self, diagnostic: &FileDiagnostic<'_>) -> LineColumn {
        let text = self.file(diagnostic.file).map(|file| file.now().text());
        let text = text.as_deref().unwrap_or_default();
        LineIndex::of(text).place(diagnostic.problem.range.start())
    }
}

impl Located<'_> {
    /// Returns the line on which the record starts.
    pub fn line(&self) -> usize {
        self.file.contents.line_of(self.record)
    }
}
