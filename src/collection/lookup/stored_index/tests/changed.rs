//! Tests of an index of which some files have changed since it was stored.

use std::path::PathBuf;
use std::sync::Mutex;

use super::*;
use crate::collection::{File, FileStamp, ListedPath, ReadError};

/// What can be asked of lines alone, and depends on no archived text.
const OF_LINES: [&str; 12] = [
    "ann",
    "test",
    "Tést",
    "ceshi",
    "anm",
    "home:coast",
    "place:hill",
    "place:shore",
    "age:<18",
    "sources:1",
    "exploitation_date:2023",
    "kind:person test",
];

/// Holds that lines that are brought up to date without reading the collection are those that are made anew, and that
/// what is stored then is as good as what is stored anew. Returns whether they could be.
#[track_caller]
pub(super) fn check(
    setup: &IndexTest,
    bytes: &[u8],
    cached: &[u8],
    collection: &Collection,
) -> bool {
    let Some(current) = setup.current(bytes) else { return false };
    let made = Lookup::of(collection);
    assert_eq!(current.lookup.ids, made.ids);
    assert_eq!(current.lookup.kinds, made.kinds);
    assert!(collection.withheld_in_exports().is_empty());
    for typed in OF_LINES {
        let (query, _) = Query::read(typed, made.catalogue());
        assert_eq!(current.lookup.find(&query), made.find(&query), "{typed}");
    }
    if let Some(update) = current.into_update() {
        let updated = update.index(bytes, &setup.purpose()).collect::<Option<Vec<_>>>().unwrap();
        let updated = updated.concat();
        let (_, is_outdated) = super::check(setup.read(&updated).unwrap(), collection);
        assert!(!is_outdated);
        let again = setup.current(&updated).unwrap();
        assert_eq!(again.lookup.ids, made.ids);
        assert!(again.into_update().is_none(), "it is up to date");
        let purpose = setup.purpose();
        let cache = update.cache(cached, &purpose).collect::<Option<Vec<_>>>().unwrap();
        let cache = Cache::read(cache.concat().as_slice(), &purpose).unwrap();
        assert!(!cache.difference(collection).is_outdated);
        let cacheable = |file: &&File| collection.cacheable(file).is_some();
        assert_eq!(cache.len(), collection.files().filter(cacheable).count());
    }
    true
}

/// A disk that remembers what was read of it.
struct WatchedDisk {
    disk: Disk,
    read: Mutex<Vec<PathBuf>>,
}

impl FileSource for WatchedDisk {
    fn list(&self) -> Vec<ListedPath> {
        self.disk.list()
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        self.disk.list_below(path)
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        self.read.lock().unwrap().push(path.to_owned());
        self.disk.read_stamped(path)
    }

    fn stamp(&self, path: &Path) -> Option<FileStamp> {
        self.disk.stamp(path)
    }
}

#[test]
fn of_changed_files_and_what_they_link_to_nothing_else_is_read() {
    for (path, text, also) in [
        ("victims/test-dee.toml", "title = 'Dee'\nhome = 'seatown'\n", &[][..]),
        (
            "victims/test-dee.toml",
            "title = 'Dee'\nrelated = ['test-raid', 'test-gone']\n",
            &["rescues/test-raid.toml"],
        ),
        ("victims/test-bo.toml", "", &[]),
        ("victims/test-aa.toml", "title = 'The first of all'\nhome = 'hill'\n", &[]),
        ("rescues/test-raid.toml", "title = 'Raid'\nplaces = ['coast']\n", &[]),
    ] {
        let setup = IndexTest::new();
        let (bytes, cache) = setup.stored_with_cache();
        setup.write(path, text);
        let read = Mutex::default();
        let source = WatchedDisk { disk: Disk::new(setup.folder.path()), read };
        let current = setup.current_on(&source, &bytes);
        assert!(current.is_some_and(|current| current.into_update().is_some()), "{path}");
        let mut read = source.read.into_inner().unwrap();
        read.retain(|path| path.components().count() > 1 && !path.starts_with("archive"));
        read.sort_unstable();
        read.dedup();
        let changed = Some(path).filter(|_| !text.is_empty());
        let mut expected: Vec<PathBuf> =
            changed.into_iter().chain(also.iter().copied()).map(PathBuf::from).collect();
        expected.sort_unstable();
        assert_eq!(read, expected);
        assert!(check(&setup, &bytes, &cache, &setup.load()));
    }
}

#[test]
fn where_a_table_has_the_id_of_a_record_that_is_gone_the_collection_is_read() {
    for (path, table) in
        [("people/test-zoe.toml", "people.toml"), ("victims/test-zoe.toml", "victims.toml")]
    {
        let setup = IndexTest::new();
        setup.write(path, "name = 'Zoe of the file'\n");
        setup.write(table, "[test-zoe]\nname = 'Zoe of the table'\n");
        let bytes = setup.stored();
        setup.write(path, "");
        assert!(setup.current(&bytes).is_none(), "{path}");
    }
}

#[test]
fn where_another_line_may_be_otherwise_now_the_collection_is_read() {
    for (path, text) in [
        // Others link to these, and show what they are called.
        ("victims/test-ann.toml", "title = 'Ann, renamed'\n"),
        ("rescues/test-raid.toml", ""),
        // One links to it that was not there.
        ("victims/test-gone.toml", "title = 'Back again'\n"),
        // Another record has its id.
        ("people/test-raid.toml", "name = 'Another Raid'\n"),
        ("victims/z/test-ann.toml", "title = 'A second Ann'\n"),
        // It says something of all.
        ("sources/test-paper.toml", "title = 'A paper'\nderived_from = ['wire']\n"),
        ("places.toml", "[seatown]\nname = 'Porttown'\n"),
        (
            "sources.toml",
            "[wire]\ntitle = 'Test Wire'\npublished = 2022\n[copy]\ntitle = 'Copy'\n[letter]\ntitle = 'Letter'\n",
        ),
        // A table that was not there, and one that is gone.
        ("arrests.toml", "[test-arrest]\ntitle = 'Arrest'\n"),
        ("places.toml", ""),
        ("casebook.toml", "format = 1\ntitle = 'T'\n"),
        // It is withheld, or may have to be.
        ("victims/test-dee.toml", "title = 'Dee'\nconfidentiality = 'confidential'\n"),
        ("victims/test-dee.toml", "title = 'Dee'\npublic = false\n"),
        ("victims/test-dee.toml", "title = 'Dee'\nconfidentialty = 'x'\n"),
        ("victims/test bad.toml", "title = 'Bad name'\n"),
    ] {
        let setup = IndexTest::new();
        let bytes = setup.stored();
        setup.write(path, text);
        assert!(setup.current(&bytes).is_none(), "{path}: {text}");
    }
    for text in [
        "title = 'Dee'\nconfidentiality = 'confidential'\n",
        "title = 'Dee'\npublic = false\n",
        "title = 'Dee'\nconfidentialty = 'x'\n",
    ] {
        let setup = IndexTest::new();
        setup.write("victims/test-dee.toml", text);
        let is_open = setup.load().withheld_in_exports().is_empty();
        assert_eq!(setup.current(&setup.stored()).is_some(), is_open, "{text}");
    }
}

#[test]
fn of_a_changed_table_the_lines_of_its_records_alone_are_made() {
    let sources = FILES[2].1;
    for (path, text) in [
        ("sources.toml", format!("{sources}[fresh]\ntitle = 'A fresh Test'\n")),
        ("sources.toml", format!("# Words.\n{sources}")),
        (
            "places.toml",
            format!("{}[hamlet]\nname = 'Test Hamlet'\nwithin = 'coast'\n", FILES[1].1),
        ),
    ] {
        let setup = IndexTest::new();
        let (bytes, cache) = setup.stored_with_cache();
        setup.write(path, &text);
        setup.write("victims/test-dee.toml", "title = 'Dee'\nhome = 'hamlet'\n");
        assert!(check(&setup, &bytes, &cache, &setup.load()), "{text}");
    }
}

#[test]
fn what_is_archived_or_foreign_is_no_reason_to_read_the_collection() {
    for (path, text) in [
        ("archive/wire.txt", "Ann was eighteen.\n"),
        ("archive/letter.txt", "Words\n"),
        ("notes.md", "Words\n"),
    ] {
        let setup = IndexTest::new();
        let bytes = setup.stored();
        setup.write(path, text);
        assert!(setup.current(&bytes).is_some_and(|current| current.into_update().is_none()));
    }
}

#[test]
fn a_damaged_index_or_cache_is_not_brought_up_to_date() {
    let setup = IndexTest::new();
    // More lines than one block has.
    let rows = (0..3_000).map(|number| format!("[test-row-{number}]\ntitle = 'Row {number}'\n"));
    setup.write("victims.toml", &rows.collect::<String>());
    let (bytes, cached) = setup.stored_with_cache();
    let purpose = setup.purpose();
    setup.write("rescues/test-raid.toml", "title = 'Raid'\nplaces = ['coast']\n");
    let update = setup.current(&bytes).unwrap().into_update().unwrap();
    let index = |from: &[u8]| {
        update.index(from, &purpose).collect::<Option<Vec<_>>>().map(|pieces| pieces.concat())
    };
    let cache = |from: &[u8]| {
        update.cache(from, &purpose).collect::<Option<Vec<_>>>().map(|pieces| pieces.concat())
    };
    let (whole, whole_cache) = (index(&bytes).unwrap(), cache(&cached).unwrap());
    let collection = setup.load();
    assert_eq!(super::check(setup.read(&whole).unwrap(), &collection), (0, false));
    let mut numbers = 1_u64;
    let mut copied = 0;
    for _ in 0..200 {
        numbers =
            numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let [.., a, b, c, d] = numbers.to_le_bytes();
        let place = usize::try_from(u32::from_le_bytes([a, b, c, 0])).unwrap();
        let damaged = |bytes: &[u8]| {
            let mut damaged = bytes.to_vec();
            damaged[place % bytes.len()] ^= d.max(1);
            damaged
        };
        // What is not copied need not be right.
        let again = index(&damaged(&bytes));
        copied += usize::from(again.is_none());
        assert!(again.is_none_or(|again| again == whole), "byte {}", place % bytes.len());
        assert!(cache(&damaged(&cached)).is_none(), "byte {}", place % cached.len());
    }
    assert!(copied > 60, "{copied}");
    for end in (0..bytes.len()).step_by(bytes.len() / 50) {
        assert!(index(&bytes[..end]).is_none_or(|again| again == whole), "cut off at {end}");
    }
    for end in 0..cached.len() {
        assert!(cache(&cached[..end]).is_none(), "cut off at {end}");
    }
    // One that another program has stored meanwhile is not mixed with this one.
    setup.write("victims/test-dee.toml", "title = 'Dee, later'\n");
    let other = setup.stored();
    assert!(index(&other).is_none_or(|again| again == whole));
    assert!(Cache::read(whole_cache.as_slice(), &purpose).is_ok());
}

#[test]
fn more_changed_files_than_a_few_have_the_collection_read() {
    let setup = IndexTest::new();
    let bytes = setup.stored();
    for number in 0..300 {
        setup.write(&format!("victims/test-new-{number}.toml"), "title = 'New'\n");
        if number == 99 {
            assert!(setup.current(&bytes).is_some());
        }
    }
    assert!(setup.current(&bytes).is_none());
}
