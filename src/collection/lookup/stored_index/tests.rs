mod changed;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::current::CurrentIndex;
use super::*;
use crate::collection::{Cache, Disk, FileSource, load};
use crate::search::Query;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    (
        "places.toml",
        "[seatown]\nname = 'Seatown'\nwithin = 'coast'\n[coast]\nname = 'Coast'\n[hill]\nname = 'Hill'\n",
    ),
    (
        "sources.toml",
        "[wire]\ntitle = 'Test Wire'\npublished = 2022\n[copy]\ntitle = 'Copy'\nderived_from = ['wire']\n\
         [letter]\ntitle = 'Letter'\n",
    ),
    ("people/test-cy.toml", "name = 'Test Cy'\n"),
    ("organisations/test-works.toml", "name = 'Test Works'\n"),
    ("archive/wire.txt", "Ann was seventeen. Bo was not.\n"),
    (
        "victims/test-ann.toml",
        "title = 'Ann of the Test'\nname = 'Tést Ann'\nname_type = 'alias'\nage = 17\nhome = 'seatown'\n\
         exploitation_date = '2021/..'\n[[quote]]\nsource = 'wire'\ntext = 'Ann was seventeen'\n\
         speaker = 'Test Cy'\nsupports = ['age', 'exploitation_date']\n[[quote]]\nsource = 'copy'\n\
         text = 'Words'\nsupports = ['age']\ndisputes = { home = 'hill' }\n",
    ),
    (
        "victims/test-bo.toml",
        "title = 'Bo of the Test'\nage = 'many'\nrelated = ['test-ann']\n[[quote]]\nsource = 'letter'\n\
         text = 'Words'\nsupports = ['title']\n",
    ),
    ("victims/test-dee.toml", "title = 'Dee'\nnative_name = '测试'\nrelated = ['test-gone']\n"),
    ("rescues/test-raid.toml", "title = 'Raid'\nplaces = ['hill']\ndate = '2023-05'\ncount = 40\n"),
    (
        "arrests/test-charge.toml",
        "title = 'Charge'\nplaces = ['seatown']\nrelated = ['test-raid']\n",
    ),
];

/// Texts that take the place of the files with these numbers, an empty one for none at all.
const EDITS: &[(usize, &str)] = &[
    (1, "[seatown]\nname = 'Porttown'\nwithin = 'hill'\n[hill]\nname = 'Hill'\n"),
    (
        1,
        "[seatown]\nname = 'Seatown'\nwithin = 'coast'\n[coast]\nname = 'Shore'\n[hill]\nname = 'Hill'\n",
    ),
    (
        1,
        "[seatown]\nname = 'Seatown'\nwithin = 'coast'\n[coast]\nname = 'Coast'\n[hill]\nname = 'Mount'\n",
    ),
    (1, ""),
    (
        2,
        "[wire]\ntitle = 'Test Wire'\npublished = 2024\n[copy]\ntitle = 'Copy'\nderived_from = ['wire']\n[letter]\n",
    ),
    (
        2,
        "[wire]\ntitle = 'Test Wire'\npublished = 2022\n[copy]\ntitle = 'Copy'\n[letter]\ntitle = 'Letter'\n",
    ),
    (3, "name = 'Test Cyan'\n"),
    (3, ""),
    (4, "name = 'Test Works'\naliases = ['T. W.']\n"),
    (5, "Ann was eighteen. Bo was not.\n"),
    (5, ""),
    (6, "title = 'Ann'\nname = 'Test Anna'\nage = 18\n"),
    (6, "title = 'Ann'\nconfidentiality = 'confidential'\nname = 'Test Ann'\n"),
    (6, "title = 'Ann of the Test'\nage = = 17\n"),
    (6, ""),
    (7, "title = 'Bo of the Test'\nrelated = ['test-dee', 'test-raid']\n"),
    (7, "title = 'Bo of the Test'\nrelated = []\n"),
    (8, "title = 'Dee'\nconfidentialty = 'x'\nnative_name = '测试'\n"),
    (8, "title = 'Dee'\nhome = 'seatown'\n"),
    (9, "title = 'Raid of Hill'\nplaces = ['hill']\ndate = '2023-06~'\ncount = 41\n"),
    (9, ""),
    (10, "title = 'Charge'\nplaces = ['coast']\n"),
];

/// Files that may come, and whether they stay away.
const OTHERS: &[(&str, &str)] = &[
    ("victims/test-aa.toml", "title = 'The first of all'\nhome = 'hill'\n"),
    ("victims/test-gone.toml", "title = 'Back again'\n"),
    ("victims/z/test-ann.toml", "title = 'A second Ann'\nconfidentiality = 'confidential'\n"),
    ("people/test-raid.toml", "name = 'Another Raid'\n"),
    ("places/harbour.toml", "name = 'Harbour'\nwithin = 'seatown'\n"),
    ("arrests.toml", "[test-arrest]\ntitle = 'Arrest'\nplaces = ['harbour']\n"),
    ("archive/letter.txt", "Words\n"),
    ("victims/test bad.toml", "title = 'Bad name'\n"),
    ("victims/test-dee.toml.bak", "title = 'Copied'\nconfidentiality = 'confidential'\n"),
];

/// A collection on disk, written a while ago.
struct IndexTest {
    folder: TempDir,
}

impl IndexTest {
    fn new() -> Self {
        let setup = Self { folder: TempDir::new().unwrap() };
        for (path, text) in FILES {
            setup.write(path, text);
        }
        setup
    }

    /// Writes a file, or removes it where there is no text.
    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if text.is_empty() {
            _ = fs::remove_file(path);
        } else {
            fs::write(&path, text).unwrap();
        }
    }

    fn edit(&self, number: usize) {
        if let Some((file, text)) = EDITS.get(number) {
            self.write(FILES[*file].0, text);
        } else {
            let (path, text) = OTHERS[(number - EDITS.len()) % OTHERS.len()];
            self.write(path, if number < EDITS.len() + OTHERS.len() { text } else { "" });
        }
    }

    fn load(&self) -> Collection {
        load(&Disk::new(self.folder.path()))
    }

    fn purpose(&self) -> Purpose {
        Purpose::of(self.folder.path(), b"format = 1\n", "1")
    }

    /// Returns the bytes of an index of what is there, as if all of it had been there for long.
    fn stored(&self) -> Vec<u8> {
        self.stored_with_cache().0
    }

    /// Returns the bytes of an index and of a cache.
    fn stored_with_cache(&self) -> (Vec<u8>, Vec<u8>) {
        let (collection, purpose) =
            (self.load().with_settled_stamps(self.folder.path()), self.purpose());
        let index = StoredIndex::written(&Lookup::of(&collection), &collection, &purpose);
        (index.flatten().collect(), Cache::written(&collection, &purpose).flatten().collect())
    }

    /// Returns the lines of an index as they are now, where the collection need not be read for that.
    fn current(&self, bytes: &[u8]) -> Option<CurrentIndex> {
        self.current_on(&Disk::new(self.folder.path()), bytes)
    }

    fn current_on(&self, source: &dyn FileSource, bytes: &[u8]) -> Option<CurrentIndex> {
        let paths = source.list().into_iter().collect::<Result<_, _>>().ok()?;
        self.read(bytes).unwrap().current_on(source, paths)
    }

    fn read(&self, bytes: &[u8]) -> Result<StoredIndex, Unusable> {
        StoredIndex::read(bytes, &self.purpose())
    }
}

/// Returns all lines, each with its record.
fn lines(lookup: &Lookup) -> Vec<String> {
    let lines = lookup.ids.iter().zip(&lookup.kinds).enumerate();
    lines.map(|(number, of)| format!("{of:?} {:#?}", lookup.store.line(number))).collect()
}

/// Returns what some queries find.
fn found(lookup: &Lookup) -> Vec<Vec<Id>> {
    let queries = [
        "",
        "ann",
        "test",
        "Tést",
        "ceshi",
        "anm",
        "\"of the\"",
        "home:coast",
        "place:hill",
        "age:<18",
        "rel:wire",
        "rel:seatown kind:place",
        "is:disputed",
        "is:unused kind:place",
        "is:problem",
        "sources:1",
        "has:home",
        "exploitation_date:2023",
        "text:seventeen",
        "confidentiality:confidential",
        "kind:source",
    ];
    let found = |typed: &&str| {
        let (query, _) = Query::read(typed, lookup.catalogue());
        lookup.find(&query).into_iter().map(|(id, _)| id.clone()).collect()
    };
    queries.iter().map(found).collect()
}

/// Holds that the lines of a stored index are those that are made anew, and returns how many of them were made.
#[track_caller]
fn check(stored: StoredIndex, collection: &Collection) -> (usize, bool) {
    let made = Lookup::of(collection);
    let Some(restored) = stored.restored_unless(collection, usize::MAX) else {
        return (made.ids.len(), true);
    };
    assert_eq!(lines(&restored.lookup), lines(&made));
    assert_eq!(found(&restored.lookup), found(&made));
    (restored.made, restored.is_outdated)
}

#[test]
fn lines_that_were_stored_are_those_that_are_made_anew() {
    let setup = IndexTest::new();
    let stored = setup.read(&setup.stored()).unwrap();
    assert_eq!(check(stored, &setup.load()), (0, false));
}

#[test]
fn what_changed_is_made_anew_and_what_shows_it_and_nothing_else() {
    for (path, text, made) in [
        // The record alone.
        ("victims/test-dee.toml", "title = 'Dee of the Test'\nrelated = ['test-gone']\n", 1),
        // The person, and no case that names her only as a speaker.
        ("people/test-cy.toml", "name = 'Test Cyan'\n", 1),
        // The case, and the one that names it.
        ("rescues/test-raid.toml", "title = 'A Raid'\nplaces = ['hill']\n", 2),
        // The places, the case there, and the one that a source says is there.
        (
            "places.toml",
            "[seatown]\nname = 'Seatown'\nwithin = 'coast'\n[coast]\nname = 'Coast'\n[hill]\nname = 'Mount'\n",
            3 + 2,
        ),
        ("archive/wire.txt", "Nothing.\n", 1),
    ] {
        let setup = IndexTest::new();
        let bytes = setup.stored();
        setup.write(path, text);
        let (count, is_outdated) = check(setup.read(&bytes).unwrap(), &setup.load());
        assert_eq!((count, is_outdated), (made, !path.starts_with("archive")), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_leave_lines_that_are_those_that_are_made_anew(
        before in proptest::collection::vec(0..EDITS.len() + 2 * OTHERS.len(), 0..4),
        after in proptest::collection::vec(0..EDITS.len() + 2 * OTHERS.len(), 0..5),
    ) {
        let setup = IndexTest::new();
        for edit in before {
            setup.edit(edit);
        }
        let (bytes, cache) = setup.stored_with_cache();
        check(setup.read(&bytes).unwrap(), &setup.load());
        for edit in after {
            setup.edit(edit);
        }
        let collection = setup.load();
        let (_, is_outdated) = check(setup.read(&bytes).unwrap(), &collection);
        let other_tables = StoredIndex::has_other_tables(bytes.as_slice(), &setup.purpose(), &collection);
        prop_assert!(is_outdated || !other_tables);
        changed::check(&setup, &bytes, &cache, &collection);
    }
}

#[test]
fn nothing_of_a_confidential_case_is_stored_and_nothing_that_shows_it() {
    let setup = IndexTest::new();
    setup.write(
        "victims/secret-id.toml",
        "title = 'SECRETTITLE'\nname = 'SECRETNAME'\nconfidentiality = 'confidential'\nrelated = ['test-dee']\n",
    );
    setup.write("victims.toml", "[secret-row]\ntitle = 'SECRETROW'\nconfidentiality = 'confidential'\n[open-row]\ntitle = 'Open'\n");
    setup.write(
        "victims/broken-id.toml",
        "title = 'BROKENTITLE'\nnmae = 'BROKENNAME'\nconfidential = \n",
    );
    let linking = "title = 'Charge'\nplaces = ['seatown']\nrelated = ['secret-id', 'secret-row', 'broken-id']\n";
    setup.write("arrests/test-charge.toml", linking);
    let bytes = setup.stored();
    let stored = setup.read(&bytes).unwrap();
    let all = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        stored.lines.all().map(|(_, id)| id).collect::<Vec<_>>(),
        stored.snapshot.files.all().map(|file| file.unwrap().path().to_owned()).collect::<Vec<_>>(),
        stored.snapshot.faces.keys().collect::<Vec<_>>(),
        String::from_utf8_lossy(&stored.tables.pack(1)),
        (0..stored.store.len()).map(|line| stored.store.line(line)).collect::<Vec<_>>(),
    );
    let raw = String::from_utf8_lossy(&bytes);
    for text in [&*all, &raw] {
        for hidden in ["secret", "SECRET", "Secret", "broken-id", "BROKEN"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
    }
    assert!(
        all.contains("open-row") && all.contains("Ann of the Test") && all.contains("places.toml")
    );
    // The three, and the case that names them.
    let (made, is_outdated) = check(stored, &setup.load());
    assert_eq!(made, 4);
    assert!(!is_outdated);
}

/// Files by which alone the case of another file is confidential.
const SECOND: &[(&str, &str)] = &[
    ("victims/test-dee (1).toml", "title = 'D'\nconfidentiality = 'confidential'\n"),
    ("victims/test-dee.TOML", "title = 'D'\nconfidentiality = 'confidential'\n"),
    ("victims/test-dee.toml.txt", "title = 'D'\nconfidentiality = 'confidential'\n"),
    ("victim/test-dee.toml", "title = 'D'\nconfidentiality = 'confidential'\n"),
    ("Victims/test-dee.toml", "title = 'D'\nconfidentiality = 'confidential'\n"),
    ("victim.toml", "[test-dee]\ntitle = 'D'\nconfidentiality = 'confidential'\n"),
    ("victims (1).toml", "[test-dee]\ntitle = 'D'\nconfidential = true\n"),
    ("victims.TOML", "[test-dee]\ntitle = 'D'\nconfidentiality = 'confidential'\n"),
    ("victims/Test_Dee.toml", "title = 'D'\nconfidentiality = 'confidential'\n"),
];

#[test]
fn nothing_is_stored_of_a_case_that_is_confidential_by_a_second_file_alone() {
    for (path, text) in SECOND {
        let setup = IndexTest::new();
        setup.write(
            "victims/test-dee.toml",
            "title = 'SECRETTITLE'\nname = 'SECRETNAME'\nnote = 'SECRETNOTE'\n",
        );
        let (open_index, open_cache) = setup.stored_with_cache();
        setup.write(path, text);
        let (index, cache) = setup.stored_with_cache();
        let collection = setup.load();
        let case = collection.get("test-dee").unwrap().record;
        assert!(collection.is_confidential(case), "{path}");
        assert_eq!(collection.confidential_cases(), 1, "{path}");
        let stored = setup.read(&index).unwrap();
        let kept = Cache::read(cache.as_slice(), &setup.purpose()).unwrap();
        assert!(kept.get(Path::new("victims/test-dee.toml")).is_none(), "{path}");
        assert!(kept.get(Path::new("rescues/test-raid.toml")).is_some(), "{path}");
        let lines: Vec<String> =
            (0..stored.store.len()).map(|line| format!("{:?}", stored.store.line(line))).collect();
        let all = format!("{lines:?} {:?}", stored.lines.all().collect::<Vec<_>>());
        assert!(!all.contains("SECRET") && !all.contains("secret") && !all.contains("test-dee"));
        for bytes in [&index, &cache] {
            let raw = String::from_utf8_lossy(bytes);
            assert!(!raw.contains("SECRET") && !raw.contains("test-dee"), "{path}: {raw}");
        }
        // What was stored before the second file was there is not used, and goes.
        assert!(check(setup.read(&open_index).unwrap(), &collection).1, "{path}");
        let before = Cache::read(open_cache.as_slice(), &setup.purpose()).unwrap();
        assert!(before.get(Path::new("victims/test-dee.toml")).is_some());
        assert!(
            before.difference(&collection.with_settled_stamps(setup.folder.path())).is_outdated,
            "{path}"
        );
        assert!(setup.current(&open_index).is_none(), "{path}");
    }
}

#[test]
fn a_second_file_by_which_a_case_is_confidential_takes_it_out_of_a_cache_while_the_program_runs() {
    use crate::collection::{Changes, Loader, Memory};
    for (path, text) in SECOND {
        let mut memory = Memory::default();
        for (path, text) in FILES {
            memory.put(*path, *text);
        }
        let before = load(&memory);
        memory.put(*path, *text);
        let after = Loader::after(&before).apply(&memory, &Changes::at(*path));
        assert!(after.collection.must_leave_cache(&before, &after.touched), "{path}");
        let case = after.collection.get("test-dee").unwrap().record;
        assert!(after.collection.is_confidential(case), "{path}");
    }
}

#[test]
fn a_record_that_is_confidential_now_makes_the_index_outdated() {
    for (path, text) in [
        ("victims/test-dee.toml", "title = 'Dee'\nconfidentiality = 'confidential'\n"),
        ("victims/z/test-dee.toml", "title = 'Dee'\nconfidentiality = 'confidential'\n"),
        ("victims/test-dee.toml", ""),
        ("places.toml", "[seatown]\nname = 'Elsewhere'\n"),
    ] {
        let setup = IndexTest::new();
        let bytes = setup.stored();
        setup.write(path, text);
        assert!(check(setup.read(&bytes).unwrap(), &setup.load()).1, "{path}");
        let has_other_tables =
            StoredIndex::has_other_tables(bytes.as_slice(), &setup.purpose(), &setup.load());
        assert_eq!(has_other_tables, path == "places.toml", "{path}");
    }
}

#[test]
fn an_index_for_another_purpose_is_foreign_and_says_of_which_folder_it_is() {
    let setup = IndexTest::new();
    let bytes = setup.stored();
    for purpose in [
        Purpose::of(setup.folder.path(), b"format = 1\nmasked = true\n", "1"),
        Purpose::of(setup.folder.path(), b"format = 1\n", "2"),
        Purpose::of(Path::new("elsewhere"), b"format = 1\n", "1"),
    ] {
        let read = StoredIndex::read(bytes.as_slice(), &purpose);
        assert_eq!(read.err(), Some(Unusable::Foreign));
        assert!(StoredIndex::has_other_tables(bytes.as_slice(), &purpose, &setup.load()));
    }
    assert!(!StoredIndex::has_other_tables(bytes.as_slice(), &setup.purpose(), &setup.load()));
    assert_eq!(StoredIndex::folder(bytes.as_slice()).unwrap(), setup.folder.path());
    for bytes in [&b""[..], b"casebook cache\n", b"title = 'Ann'\n"] {
        assert_eq!(setup.read(bytes).err(), Some(Unusable::Foreign));
        assert!(StoredIndex::folder(bytes).is_err());
    }
}

#[test]
fn a_thousand_damages_of_one_byte_and_every_end_are_seen() {
    let setup = IndexTest::new();
    let bytes = setup.stored();
    let mut numbers = 1_u64;
    for _ in 0..1000 {
        // Numbers that look random and are the same each time (Knuth, MMIX).
        numbers =
            numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let [.., a, b, c, _] = numbers.to_le_bytes();
        let at = usize::from(u16::from_le_bytes([a, b])) % bytes.len();
        let mut damaged = bytes.clone();
        damaged[at] ^= c.max(1);
        assert!(setup.read(&damaged).is_err(), "byte {at}");
    }
    for end in 0..bytes.len() {
        assert!(setup.read(&bytes[..end]).is_err(), "cut off at {end}");
    }
    assert!(setup.read(&[&bytes[..], b"x"].concat()).is_err());
}

proptest! {
    #[test]
    fn any_bytes_behind_the_right_start_are_read_to_an_end(rest: Vec<u8>) {
        let purpose = Purpose::of(Path::new("x"), b"", "");
        for blocks in [vec![rest.as_slice(); 1], vec![rest.as_slice(); 5]] {
            let blocks = blocks.into_iter().map(sealed).collect::<Vec<_>>().concat();
            let bytes = [MAGIC, &purpose.head(), &blocks].concat();
            _ = StoredIndex::read(bytes.as_slice(), &purpose);
            _ = StoredIndex::folder(bytes.as_slice());
        }
        _ = StoredTables::unpack(&rest);
        _ = StoredLines::unpack(&rest);
        _ = Snapshot::unpack(&rest).map(|snapshot| snapshot.files.all().count());
    }
}

#[test]
fn where_no_file_has_changed_only_the_files_that_were_found_are_read() {
    let setup = IndexTest::new();
    let bytes = setup.stored();
    let current = setup.current(&bytes).unwrap();
    let (query, _) = Query::read("tést age:17", current.lookup.catalogue());
    let ids: Vec<Id> = current.lookup.find(&query).into_iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(ids.iter().map(Id::as_str).collect::<Vec<_>>(), ["test-ann"]);
    let disk = Disk::new(setup.folder.path());
    let read = current.read(&disk, &ids).unwrap();
    let whole = setup.load();
    let counts = |collection: &Collection| collection.evidence(&ids[0]).unwrap().counts();
    assert_eq!(counts(&read), counts(&whole));
    assert_eq!(read.get("test-ann").unwrap().record.heading(), "Ann of the Test");
    assert!(read.get("test-bo").is_none() && read.get("seatown").is_some());
    // It changes between the search and the reading.
    setup.write("victims/test-ann.toml", "title = 'Ann, later'\n");
    assert!(current.read(&disk, &ids).is_none());
}
