//! The lines of a collection for one query for words, made file by file: nothing else of most files is kept, and those that are
//! found are read again.
//!
//! To keep all records takes more time than to read them: they are packed, compressed and joined. This is for those who keep
//! nothing from one start to the next, and for collections of which nothing is withheld from anyone.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering as AtomicOrdering};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use rayon::prelude::*;

use crate::collection::assemble::Collection;
use crate::collection::files::contents::has_privacy_keys;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::FileSource;
use crate::collection::files::subset::FileSubset;
use crate::collection::index::RecordLocation;
use crate::collection::link_targets::{LinkTarget, LinkTargets};
use crate::collection::load::loader::Loader;
use crate::collection::load::{Progress, text_of};
use crate::collection::lookup::Lookup;
use crate::collection::lookup::indexer::SearchIndexer;
use crate::collection::lookup::indexer::texts::TextIndexer;
use crate::record::{DocumentParts, FileLayout, Id, Kind, Record, Vocabularies};
use crate::search::{Query, SearchLine, SearchOptions};

/// Fewer files are read as fast in any way.
const FEWEST: usize = 1_000;
/// Tables and records that are no cases are kept; where there are more of those, all is.
const MOST_KEPT: usize = 20_000;
/// Cases that others link to are read once more; where there are more than one in so many, all are kept.
const LINKED: usize = 8;
/// Where more than one case in so many is found, all are kept.
const FEW: usize = 8;
/// So many blocks of lines are made before it is known whether that is so.
const FIRST_BLOCKS: usize = 2;

/// After so many files it is reported how far the reading has come.
const FILES_BETWEEN_REPORTS: usize = 512;
/// A buffer that has grown further is not kept.
const MOST_BUFFERED: usize = 256 * 1024;

thread_local! {
    /// The bytes of the file that a thread reads.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// All lines of a collection, for one query.
pub struct FreshLines {
    /// The lines.
    pub lookup: Lookup,
    /// The files that they are made of.
    pub files: FreshFiles,
}

/// The files of a collection, those of cases by id.
pub struct FreshFiles {
    /// Those that are always read: settings, tables, archived texts, and records that are no cases.
    always: Vec<PathBuf>,
    /// The files with one case each, by id.
    cases: Vec<CaseFile>,
}

/// A file with one case.
struct CaseFile {
    kind: Kind,
    id: Id,
    path: PathBuf,
}

/// What a line is made of.
enum LineOrigin<'c> {
    /// A file, by its number.
    File(usize),
    /// A record that is kept.
    Kept(&'c RecordLocation),
}

/// Reads the files of cases, each for its line.
struct CaseReader<'c> {
    source: &'c dyn FileSource,
    words: &'c Vocabularies,
    cases: &'c [CaseFile],
    /// The cases that others link to, as far as they were asked for.
    linked: Mutex<HashMap<Id, LinkTarget>>,
    /// Whether a file was met that only the whole collection can judge.
    has_failed: AtomicBool,
    /// How many files were read for their lines.
    read: AtomicUsize,
    progress: Mutex<&'c mut ShowProgress<'c>>,
}

/// Takes note of how far the reading has come.
type ShowProgress<'p> = dyn FnMut(Progress) + Send + 'p;

impl FreshLines {
    /// Returns the lines of the files at these paths, which are all of a source; `None` where the query asks for more than
    /// words or finds many records, where something is withheld or cannot be read, or where there are few files.
    pub fn of(
        source: &dyn FileSource,
        paths: Vec<PathBuf>,
        typed: &str,
        progress: &mut ShowProgress<'_>,
    ) -> Option<Self> {
        let FilesByRole { kept, archived, mut cases } = FilesByRole::of(paths)?;
        if cases.len() < FEWEST || kept.len() > MOST_KEPT {
            return None;
        }
        // They come kind by kind in the order of their paths, which is mostly that of their ids.
        cases.par_sort_by(|one, other| one.id.cmp(&other.id));
        let base = Loader::default().load(&FileSubset::of(source, kept.clone()));
        let has_own_ids =
            cases.windows(2).all(|two| !matches!(two, [one, next] if one.id == next.id))
                && cases.par_iter().all(|case| base.kind_of(&case.id).is_none());
        if !has_own_ids || !is_open(&base) {
            return None;
        }
        let mut lookup = Lookup::without_lines(&base);
        let query = Query::read(typed, &lookup.catalogue).0;
        if !query.is_of_words() {
            return None;
        }
        let files = cases.iter().enumerate();
        let files = files.map(|(number, case)| (case.kind, &case.id, LineOrigin::File(number)));
        let records = base.index.slots().filter_map(|slot| {
            let (kind, id) = slot.head()?;
            Some((kind, id, LineOrigin::Kept(slot)))
        });
        let mut all: Vec<(Kind, &Id, LineOrigin<'_>)> = files.chain(records).collect();
        // The files are in the order of their ids, and so are the records of each kind: only kinds are compared all with all.
        all.sort_by_key(|(kind, ..)| *kind);
        for of_kind in all.chunk_by_mut(|one, other| one.0 == other.0) {
            of_kind.sort_by(|one, other| one.1.cmp(other.1));
        }
        lookup.kinds = all.iter().map(|(kind, ..)| *kind).collect();
        let ids: Vec<Id> = all.iter().map(|(_, id, _)| (*id).clone()).collect();
        lookup.ids = Arc::new(ids);
        lookup.cases = lookup.kinds.partition_point(|kind| kind.is_case());
        let words = base.settings().vocabularies();
        let reader = CaseReader {
            source,
            words: &words,
            cases: &cases,
            linked: Mutex::default(),
            has_failed: AtomicBool::new(false),
            read: AtomicUsize::new(0),
            progress: Mutex::new(progress),
        };
        let targets = Arc::new(LinkTargets::of(&base));
        let catalogue = base.catalogue();
        let other = |id: &Id| reader.linked(id);
        let texts =
            TextIndexer::of(SearchIndexer::with_targets(targets, &base, &catalogue), &query);
        let texts = texts.with_other_targets(&other);
        let line = |number: usize| match all.get(number).map(|(.., origin)| origin) {
            Some(LineOrigin::File(number)) => reader.line(*number, &texts),
            Some(LineOrigin::Kept(slot)) => texts.line_at(slot),
            None => SearchLine::default(),
        };
        lookup.store.append_blocks(FIRST_BLOCKS, all.len(), line);
        if reader.has_failed() || lookup.finds_many(&query) {
            return None;
        }
        lookup.store.append_blocks(usize::MAX, all.len(), line);
        if reader.has_failed() {
            return None;
        }
        lookup.finish_if_complete();
        let always = kept.into_iter().chain(archived).collect();
        Some(Self { lookup, files: FreshFiles { always, cases } })
    }
}

impl FreshFiles {
    /// Reads the files of these records, and what is always read; `None` where they cannot be read as they were.
    pub fn read(&self, source: &dyn FileSource, ids: &[Id]) -> Option<Collection> {
        let mut paths = self.always.clone();
        let found = ids.iter().filter_map(|id| Some(find(&self.cases, id)?.path.clone()));
        paths.extend(found);
        let collection = Loader::default().load(&FileSubset::of(source, paths));
        let has_all = ids.iter().all(|id| collection.kind_of(id).is_some());
        (has_all && is_open(&collection)).then_some(collection)
    }
}

/// The files of a collection by what becomes of them.
struct FilesByRole {
    /// Settings, tables, and records that are no cases.
    kept: Vec<PathBuf>,
    archived: Vec<PathBuf>,
    cases: Vec<CaseFile>,
}

impl FilesByRole {
    /// Returns those at these paths; `None` where one is not where a file of a collection belongs.
    fn of(paths: Vec<PathBuf>) -> Option<Self> {
        let placed: Vec<(Placement, PathBuf)> =
            paths.into_par_iter().map(|path| (Placement::of(&path), path)).collect();
        let mut files = Self { kept: Vec::new(), archived: Vec::new(), cases: Vec::new() };
        for (placement, path) in placed {
            match placement {
                Placement::Records(FileLayout::One { kind, id }) if kind.is_case() => {
                    files.cases.push(CaseFile { kind, id, path });
                }
                Placement::Settings | Placement::Records(_) => files.kept.push(path),
                Placement::Archived(_) => files.archived.push(path),
                Placement::Foreign => {}
                Placement::MisnamedSettings
                | Placement::BadName(..)
                | Placement::UnknownKind(_)
                | Placement::Misnamed(_)
                | Placement::Copy(_) => return None,
            }
        }
        Some(files)
    }
}

/// Returns whether nothing of a collection is withheld from anyone, and no record is of another that has its id.
fn is_open(collection: &Collection) -> bool {
    collection.settings().confidentiality.is_none()
        && collection.index.shared_ids().next().is_none()
        && collection.files().all(|file| file.guessed.is_empty())
        && collection.withheld_in_exports().is_empty()
}

fn find<'c>(cases: &'c [CaseFile], id: &Id) -> Option<&'c CaseFile> {
    let at = cases.binary_search_by(|case| case.id.cmp(id)).ok()?;
    cases.get(at)
}

impl CaseReader<'_> {
    fn has_failed(&self) -> bool {
        self.has_failed.load(AtomicOrdering::Relaxed)
    }

    /// Returns the line of a file; an empty one, which no one sees, where all must be read.
    fn line(&self, number: usize, texts: &TextIndexer<'_>) -> SearchLine {
        if self.has_failed() {
            return SearchLine::default();
        }
        let case = self.cases.get(number);
        let line = case.and_then(|case| self.with_record(case, |record| texts.line(record)));
        if line.is_none() {
            self.has_failed.store(true, AtomicOrdering::Relaxed);
        }
        let before = self.read.fetch_add(1, AtomicOrdering::Relaxed);
        if before % FILES_BETWEEN_REPORTS == FILES_BETWEEN_REPORTS - 1 {
            let mut show = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
            let read = self.read.load(AtomicOrdering::Relaxed);
            show(Progress { read, of: self.cases.len() });
        }
        line.unwrap_or_default()
    }

    /// Looks at the record of a file; `None` where it cannot be read, or where it or a part of it may be withheld.
    fn with_record<T>(&self, case: &CaseFile, look: impl FnOnce(&Record) -> T) -> Option<T> {
        // Taken out, so that whatever this thread does meanwhile has another.
        let mut buffer = BUFFER.take();
        let read = self.source.read_into(&case.path, &mut buffer).ok().and_then(|()| {
            let form = FileLayout::One { kind: case.kind, id: case.id.clone() };
            Some(DocumentParts::read_for_search(text_of(&buffer)?, &form, self.words))
        });
        if buffer.capacity() <= MOST_BUFFERED {
            BUFFER.set(buffer);
        }
        let DocumentParts { records, stray_names, .. } = read?;
        match records.as_slice() {
            [record] if stray_names.is_empty() && !has_privacy_keys(record) => Some(look(record)),
            _ => None,
        }
    }

    /// Returns what a link to a case of another file leads to; `None` where there is no such case.
    fn linked(&self, id: &Id) -> Option<LinkTarget> {
        let case = find(self.cases, id)?;
        let known = |linked: &HashMap<Id, LinkTarget>| linked.get(id).cloned();
        if let Some(target) = known(&self.linked.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Some(target);
        }
        let target = self.with_record(case, LinkTarget::of);
        let mut linked = self.linked.lock().unwrap_or_else(PoisonError::into_inner);
        linked.extend(target.clone().map(|target| (id.clone(), target)));
        if target.is_none() || linked.len() > self.cases.len() / LINKED {
            self.has_failed.store(true, AtomicOrdering::Relaxed);
        }
        target
    }
}

impl Lookup {
    /// Returns whether a query finds so many of the first cases that most records are to be read anyway.
    fn finds_many(&self, query: &Query) -> bool {
        let found = self.search(query, &SearchOptions::default(), |_| {});
        let found = found.map_or(0, |found| found.hits.len());
        found.cmp(&(self.indexed() / FEW)) == Ordering::Greater
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    /// Returns so many cases, of which some link to each other, and each seventh has a word of its own.
    fn memory(count: usize) -> Memory {
        let mut memory = Memory::default();
        memory.put("casebook.toml", "format = 1\n[vocabulary]\nscam_type = ['task_scam']\n");
        memory.put("places.toml", "[seatown]\nname = 'Seatown'\nwithin = 'shore'\n[shore]\nname = 'The Shore'\naliases = ['Küste']\n");
        memory.put("sources.toml", "[wire]\ntitle = 'Wire'\n");
        memory.put("people/test-broker.toml", "name = 'Test Broker'\n");
        memory.put("victims.toml", "[test-in-table]\ntitle = 'In a table'\nhome = 'seatown'\n");
        for number in 0..count {
            let word = if number % 97 == 0 { "tourmaline" } else { "slate" };
            let link = if number % 50 == 0 { "related = ['test-00007']\n" } else { "" };
            let wrong = if number % 40 == 0 { "age = 'many'\nhat = 1\n" } else { "" };
            let (folder, own) = match number % 3 {
                0 => (
                    "victims",
                    "name = 'Zhang Wei'\nname_type = 'alias'\nscam_type = ['task_scam']\nexploitation_place = 'seatown'\n",
                ),
                1 => ("rescues", "places = ['shore', 'seatown']\n"),
                _ => ("arrests", "date = '2022'\n"),
            };
            let text = format!(
                "title = 'Test {number}'\n{own}{link}{wrong}\
                 [[quote]]\nsource = 'wire'\ntext = 'It was {word}, near the Ḿarket.'\nsupports = ['title']\n"
            );
            memory.put(format!("{folder}/test-{number:05}.toml"), text);
        }
        memory
    }

    fn paths(memory: &Memory) -> Vec<PathBuf> {
        memory.list().into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn lines_made_file_by_file_find_what_the_whole_collection_finds() {
        let memory = memory(FEWEST + 300);
        let collection = load(&memory);
        let whole = Lookup::of(&collection);
        let mut answered = 0;
        for typed in [
            "tourmaline",
            "Tourmaline",
            "turmaline",
            "ḿarket tourmaline",
            "\"test 97\"",
            "zhangwei 195",
            "qwxyzzy",
            "broker",
            "kuste tourmaline",
            "7",
        ] {
            let (query, _) = Query::read(typed, whole.catalogue());
            let expected: Vec<_> =
                whole.find(&query).into_iter().map(|(id, hit)| (id.clone(), hit.found)).collect();
            let Some(FreshLines { lookup, files }) =
                FreshLines::of(&memory, paths(&memory), typed, &mut |_| {})
            else {
                assert!(expected.len() > whole.ids().len() / 20, "{typed}: {}", expected.len());
                continue;
            };
            answered += 1;
            let found: Vec<_> =
                lookup.find(&query).into_iter().map(|(id, hit)| (id.clone(), hit.found)).collect();
            assert_eq!(found, expected, "{typed}");
            assert_eq!(lookup.advise(typed, &query), whole.advise(typed, &query), "{typed}");
            assert_eq!(lookup.ids(), whole.ids());
            let ids: Vec<Id> = found.into_iter().map(|(id, _)| id).take(20).collect();
            let read = files.read(&memory, &ids).unwrap();
            for id in &ids {
                let now = read.get(id.as_str()).unwrap().record;
                assert_eq!(now, collection.get(id.as_str()).unwrap().record);
            }
            assert!(read.ids().count() < ids.len() + 20);
        }
        assert!(answered >= 7, "{answered}");
    }

    #[test]
    fn it_is_reported_how_many_files_were_read() {
        let memory = memory(FEWEST + 300);
        let cases = FEWEST + 300;
        let mut shown = Vec::new();
        let mut show = |progress: Progress| shown.push(progress);
        assert!(FreshLines::of(&memory, paths(&memory), "tourmaline", &mut show).is_some());
        assert_eq!(shown.len(), cases / FILES_BETWEEN_REPORTS);
        assert!(shown.is_sorted_by_key(|progress| progress.read), "{shown:?}");
        assert!(shown.iter().all(|progress| progress.of == cases && progress.read <= cases));
        assert!(shown.iter().all(|progress| progress.read >= FILES_BETWEEN_REPORTS));
    }

    #[test]
    fn what_may_be_withheld_or_cannot_be_read_is_left_to_the_whole_collection() {
        let sound = memory(FEWEST);
        assert!(FreshLines::of(&sound, paths(&sound), "tourmaline", &mut |_| {}).is_some());
        for typed in ["", "age:<18", "tourmaline sort:age", "kind:victim tourmaline"] {
            assert!(FreshLines::of(&sound, paths(&sound), typed, &mut |_| {}).is_none(), "{typed}");
        }
        for (path, text) in [
            ("victims/test-x.toml", "title = 'X'\nconfidentiality = 'confidential'\n"),
            ("victims/test-x.toml", "title = 'X'\nconfidentialty = 'confidential'\n"),
            ("victims/test-x.toml", "title = 'X'\nname_type = 'real'\nminor = true\n"),
            ("victims/test-x.toml", "title = 'X'\npublic = false\n"),
            ("victims/test-x.toml", "title = 'X'\nname = 'Ann\n"),
            ("rescues/test-00000.toml", "title = 'X'\n"),
            ("victims/seatown.toml", "title = 'X'\n"),
            ("victims/Test X.toml", "title = 'X'\n"),
            ("people.toml", "[test-x]\nname = 'X'\npublic = false\n"),
            ("casebook.toml", "format = 1\nconfidentiality = 'confidential'\n"),
            ("casebook.tml", "confidentiality = 'confidential'\n"),
        ] {
            let mut memory = sound.clone();
            memory.put(path, text);
            let fresh = FreshLines::of(&memory, paths(&memory), "tourmaline", &mut |_| {});
            assert!(fresh.is_none(), "{path}: {text}");
        }
        let mut memory = sound.clone();
        memory.put("victims/test-x.toml", b"title = '\xe9'\n");
        assert!(FreshLines::of(&memory, paths(&memory), "tourmaline", &mut |_| {}).is_none());
        let few = self::memory(9);
        assert!(FreshLines::of(&few, paths(&few), "tourmaline", &mut |_| {}).is_none());
    }
}
