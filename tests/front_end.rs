//! A front end without a terminal, as a language server would be: open buffers over a folder, changes applied
//! one by one, diagnostics and search that follow, edits that are undone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casebook::collection::{
    Cache, CacheDifference, Changes, Collection, Disk, FileSource, Memory, OpenBuffers, Touched,
    sample,
};
use casebook::exchange::{Change, ChangedFile, Folder, PlannedFile};
use casebook::record::Id;
use casebook::redaction::Mask;
use casebook::session::{
    CacheStore, CollectionReader, EditRefusal, FileEdit, FileEditKind, FindRequest, Prompt,
    QuoteEdit, RenamePlan, Session,
};
use casebook::text::{ByteRange, Splice};
use tempfile::TempDir;

const ANN: &str = "victims/test-ann.toml";

/// A front end that knows the session and nothing below it but the buffers of its editor.
struct Server {
    buffers: Arc<OpenBuffers<Disk>>,
    session: Session,
    folder: TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("victims")).unwrap();
        fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
        fs::write(folder.path().join(ANN), "title = 'Ann Saved'\nage = 17\n").unwrap();
        fs::write(folder.path().join("victims/test-bo.toml"), "title = 'Bo'\nage = 30\n").unwrap();
        let buffers = Arc::new(OpenBuffers::over(Disk::new(folder.path())));
        let source: Arc<dyn FileSource> = Arc::<OpenBuffers<Disk>>::clone(&buffers);
        let session = Session::open(CollectionReader::of(source));
        Self { buffers, session, folder }
    }

    /// Takes what was typed into a buffer; returns how many files changed.
    fn change(&mut self, path: &str, text: &str) -> usize {
        self.buffers.open(path, text);
        self.session.apply(&Changes::at(path)).changed
    }

    fn close(&mut self, path: &str) {
        assert!(self.buffers.close(Path::new(path)));
        self.session.apply(&Changes::at(path));
    }

    fn problems(&self) -> Vec<String> {
        let collection = self.session.collection();
        let diagnostics = collection.diagnostics();
        let each = diagnostics.iter().map(|diagnostic| {
            let place = collection.place(&diagnostic);
            format!("{}:{}", diagnostic.problem.code.name(), place.line)
        });
        each.collect()
    }

    fn found(&mut self, typed: &str) -> Vec<String> {
        let request = FindRequest { typed, ..FindRequest::default() };
        let answer = self.session.find(&request).unwrap();
        assert!(!answer.partial);
        answer.ids.iter().map(ToString::to_string).collect()
    }

    fn text(&self, path: &str) -> String {
        let file = self.session.collection().file_at(Path::new(path)).unwrap();
        file.now().text().to_string()
    }

    /// Returns the change that replaces words of a file.
    fn replacing(&self, old: &str, new: &str) -> Change {
        let text = self.text(ANN);
        let at = text.find(old).unwrap();
        let splice = Splice::replace(ByteRange::new(at, at + old.len()).unwrap(), new);
        let file = ChangedFile::of(ANN, &text, vec![splice]).unwrap();
        Change { label: format!("{old} becomes {new}"), files: vec![file] }
    }
}

#[test]
fn diagnostics_and_search_follow_what_is_typed() {
    let mut server = Server::start();
    let at_first = server.problems();
    assert_eq!(server.found("ann"), ["test-ann"]);
    assert_eq!(server.change(ANN, "title = 'Ann Open'\nage = 'old'\n"), 1);
    assert_ne!(server.problems(), at_first);
    assert!(server.problems().contains(&"wrong-type:2".to_owned()), "{:?}", server.problems());
    assert_eq!(server.found("open"), ["test-ann"]);
    assert!(server.found("saved").is_empty());
    // A file that is not saved yet is a record already.
    server.change("victims/test-cy.toml", "title = 'Cy New'\nage = 17\n");
    assert_eq!(server.found("new"), ["test-cy"]);
    let offers = server.session.completions(&Prompt::of("kind:v"));
    let victims = offers.offers.iter().find(|offer| offer.value == "victim").unwrap();
    assert_eq!(victims.count, Some(3));
    let ids: Vec<_> = server.session.collection().ids().cloned().collect();
    let facets = server.session.facets(Mask::Nothing, &ids);
    assert!(facets.iter().any(|facet| facet.words == "victim" && facet.count == 3), "{facets:?}");
    server.close(ANN);
    server.close("victims/test-cy.toml");
    assert_eq!(server.problems(), at_first);
    assert!(server.found("open").is_empty() && server.found("new").is_empty());
    assert_eq!(server.found("saved"), ["test-ann"]);
}

#[test]
fn an_edit_of_a_buffer_is_undone_and_leaves_the_disk_alone() {
    let mut server = Server::start();
    server.change(ANN, "title = 'Ann Open'\nage = 17\n");
    let change = server.replacing("17", "18");
    let buffers = Arc::clone(&server.buffers);
    let into_buffer = |path: &PathBuf, text: &str| buffers.open(path, text);
    let performed = server.session.perform(&change, |file| {
        into_buffer(&file.path, file.after.as_deref().unwrap());
        Ok(())
    });
    let performed = performed.unwrap();
    assert_eq!((performed.applied.changed, performed.refused), (1, None));
    assert_eq!(server.text(ANN), "title = 'Ann Open'\nage = 18\n");
    assert_eq!(server.found("age:18"), ["test-ann"]);
    assert_eq!(server.session.history().labels().collect::<Vec<_>>(), ["17 becomes 18"]);
    // The change was made for a text that is gone.
    let other = server.session.perform(&change, |_| Ok(()));
    assert_eq!(other.unwrap_err().what, "the file has changed since");
    let undone = server.session.undo(|file| {
        into_buffer(&file.path, file.after.as_deref().unwrap());
        Ok(())
    });
    assert!(undone.unwrap().is_ok());
    assert_eq!(server.text(ANN), "title = 'Ann Open'\nage = 17\n");
    assert!(server.session.undo(|_| Ok(())).is_none());
    server.close(ANN);
    assert_eq!(server.text(ANN), "title = 'Ann Saved'\nage = 17\n");
}

#[test]
fn an_edit_of_a_file_is_written_by_the_one_writer_and_a_refusal_can_be_tried_again() {
    let mut server = Server::start();
    let root = server.folder.path().to_owned();
    let on_disk = |path: &Path, before: &str, after: &str| {
        let folder = Folder::open(&root).unwrap();
        let written = folder.replace(path, before.as_bytes(), after.as_bytes());
        written.map_err(|error| EditRefusal::of(&error))
    };
    let change = server.replacing("17", "18");
    let performed = server.session.perform(&change, |file| {
        on_disk(&file.path, file.before.as_deref().unwrap(), file.after.as_deref().unwrap())
    });
    assert_eq!(performed.unwrap().refused, None);
    let saved = || fs::read_to_string(root.join(ANN)).unwrap();
    assert_eq!(saved(), "title = 'Ann Saved'\nage = 18\n");
    // Another program saves, and the session has not read that yet.
    fs::write(root.join(ANN), "title = 'Ann Theirs'\nage = 18\n").unwrap();
    let undone = server.session.undo(|file| {
        on_disk(&file.path, file.before.as_deref().unwrap(), file.after.as_deref().unwrap())
    });
    let (path, refusal) = undone.unwrap().unwrap().refused.unwrap();
    assert_eq!(path, Path::new(ANN));
    assert!(refusal.what.contains("changed since"), "{refusal:?}");
    assert_eq!(server.text(ANN), saved(), "it is read again");
    fs::write(root.join(ANN), "title = 'Ann Saved'\nage = 18\n").unwrap();
    server.session.apply(&Changes::at(ANN));
    let undone = server.session.undo(|file| {
        on_disk(&file.path, file.before.as_deref().unwrap(), file.after.as_deref().unwrap())
    });
    assert_eq!(undone.unwrap().unwrap().refused, None);
    assert_eq!(saved(), "title = 'Ann Saved'\nage = 17\n");
}

#[test]
fn a_quote_is_added_to_a_buffer_and_removed_again() {
    let mut server = Server::start();
    server.change("sources.toml", "[test-paper]\ntitle = 'A Test Paper'\n");
    let before = server.text(ANN);
    let quote = QuoteEdit {
        values: Vec::new(),
        header: None,
        source: Id::new("test-paper").unwrap(),
        at: "line 1".to_owned(),
        text: "Ann, 17".to_owned(),
        supports: vec!["age".parse().unwrap()],
    };
    let file = PathBuf::from(ANN);
    let edit =
        FileEdit { file, before: before.as_str().into(), change: FileEditKind::Quote(quote) };
    let change = edit.change().unwrap();
    let buffers = Arc::clone(&server.buffers);
    let write = |file: &PlannedFile| {
        buffers.open(&file.path, file.after.as_deref().unwrap());
        Ok(())
    };
    assert_eq!(server.session.perform(&change, write).unwrap().refused, None);
    assert_eq!(server.found("quote:\"ann, 17\""), ["test-ann"]);
    assert_eq!(server.session.history().labels().collect::<Vec<_>>(), ["add a quote"]);
    assert!(server.session.undo(write).unwrap().is_ok());
    assert_eq!(server.text(ANN), before);
    assert!(server.found("quote:\"ann, 17\"").is_empty());
}

#[test]
fn one_query_finds_the_same_without_an_index_of_all() {
    let reader = || CollectionReader::of(Arc::new(sample()));
    let mut session = Session::open(reader());
    for typed in
        ["", "kidnap", "age:<18 embassy", "is:problem", "rel:sihanoukville", "zzz", "age:<1 zzz"]
    {
        // A session that has checked nothing yet.
        let mut once = Session::over(reader());
        once.read(&mut |_| {});
        let answer = once.find_once(typed, None);
        let whole = session.find(&FindRequest { typed, ..FindRequest::default() }).unwrap();
        let sorted = |ids: &[_]| {
            let mut ids = ids.to_vec();
            ids.sort();
            ids
        };
        assert_eq!(sorted(&answer.ids), sorted(&whole.ids), "{typed}");
        assert_eq!(answer.possible, whole.possible, "{typed}");
        assert_eq!(answer.advice, whole.advice, "{typed}");
    }
}

#[test]
fn a_collection_that_is_replaced_is_listed_at_once_and_searched_after_indexing() {
    let mut memory = Memory::default();
    for number in 0..5_000 {
        memory.put(format!("victims/test-{number:04}.toml"), format!("title = 'Test {number}'\n"));
    }
    let mut session = Session::open(CollectionReader::of(Arc::new(memory)));
    let request = FindRequest { typed: "4999", ..FindRequest::default() };
    let at_once = session.search(&request, |_| {}).unwrap();
    assert!(at_once.partial && at_once.ids.is_empty());
    assert!(session.can_answer("") && !session.can_answer("4999") && !session.is_indexed());
    let mut steps = 0;
    while !session.is_indexed() {
        session.index_more();
        steps += 1;
    }
    assert!(steps > 1 && session.count_indexed() == 5_000);
    assert_eq!(session.search(&request, |_| {}).unwrap().ids.len(), 1);
}

/// A cache that records what is asked of it.
#[derive(Clone, Default)]
struct Recorded(Arc<std::sync::Mutex<Vec<&'static str>>>);

impl Recorded {
    fn note(&self, what: &'static str) {
        self.0.lock().unwrap().push(what);
    }

    fn taken(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl CacheStore for Recorded {
    fn read(&self) -> Cache {
        self.note("read");
        Cache::default()
    }

    fn warning(&self, _: &Cache) -> Option<String> {
        Some("a warning".to_owned())
    }

    fn is_outdated(&self, _: CacheDifference, _: &Collection) -> bool {
        false
    }

    fn remove(&self) {
        self.note("remove");
    }

    fn is_stale(&self, _: CacheDifference, _: &Collection) -> bool {
        true
    }

    fn store(&self, _: &Collection) {
        self.note("store");
    }
}

#[test]
fn the_cache_is_read_once_and_loses_what_becomes_confidential() {
    let buffers = Arc::new(OpenBuffers::over(Memory::default()));
    buffers.open(ANN, "title = 'Ann'\n");
    let source: Arc<dyn FileSource> = Arc::<OpenBuffers<Memory>>::clone(&buffers);
    let store = Recorded::default();
    let mut session = Session::over(CollectionReader::of(source).with_cache(store.clone()));
    assert_eq!(session.read(&mut |_| {}).as_deref(), Some("a warning"));
    assert!(session.has_stale_cache());
    session.write_cache();
    assert!(!session.has_stale_cache());
    assert_eq!(store.taken(), ["read", "store"]);
    session.check();
    session.apply(&Changes::Everything);
    assert_eq!(store.taken(), [""; 0], "what is at hand is newer than any cache");
    buffers.open(ANN, "title = 'Ann'\nconfidentiality = 'confidential'\n");
    let applied = session.apply(&Changes::at(ANN));
    assert!(matches!(applied.touched, Touched::Only { .. }));
    assert_eq!(store.taken(), ["remove"]);
}

#[test]
fn a_change_of_several_files_is_made_taken_back_and_made_again_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("casebook.toml", "format = 1\n");
    put("places.toml", "[town]\nname = 'Town'\n");
    put("victims/ann.toml", "title = 'Ann Test'\nhome = 'town'\n");
    let texts = || {
        ["places.toml", "victims/ann.toml"]
            .map(|path| fs::read_to_string(folder.path().join(path)).unwrap())
    };
    let before = texts();
    let reader = CollectionReader::of(Arc::new(Disk::new(folder.path())));
    let mut session = Session::open(reader);
    let town = Id::new("town").unwrap();
    let plan = RenamePlan::of(session.collection(), &town, "port").unwrap();
    assert_eq!(session.commit(&plan.change).unwrap().changed, 2);
    let after = texts();
    assert_eq!(after, ["[port]\nname = 'Town'\n", "title = 'Ann Test'\nhome = 'port'\n"]);
    assert!(session.collection().get("port").is_some());
    assert_eq!(session.history().labels().collect::<Vec<_>>(), ["rename town to port"]);
    session.take_back().unwrap().unwrap();
    assert_eq!(texts(), before);
    assert_eq!(session.history().labels_taken_back().collect::<Vec<_>>(), ["rename town to port"]);
    session.make_again().unwrap().unwrap();
    assert_eq!(texts(), after);
    assert!(session.make_again().is_none());
    // What another program has changed since is not taken back, and nothing else of the change is.
    put("places.toml", "[port]\nname = 'Their town'\n");
    let theirs = texts();
    assert!(session.take_back().unwrap().is_err());
    assert_eq!(texts(), theirs);
    assert_eq!(session.history().labels().count(), 1);
}
