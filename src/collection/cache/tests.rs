use std::fs;
use std::io;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::collection::{Disk, Loader, Lookup, Touched, load};
use crate::record::Kind;
use crate::search::Query;

const FILES: &[(&str, &str)] = &[
    ("casebook.toml", "format = 1\n"),
    ("places.toml", "[seatown]\nname = 'Seatown'\n"),
    ("sources/wire.toml", "title = 'Test Wire'\npublisher = 'Test'\n"),
    (
        "victims/test-ann.toml",
        "# of the first kind\r\ntitle = 'Ann of the Test'\r\nname = \"Test Ann\"\r\nage = 17\r\n\
         home = 'seatown'\r\nhat = 1\r\n[[quote]]\r\nsource = 'wire'\r\ntext = 'Ann, 17'\r\n\
         speaker = 'Test Cy'\r\nsupports = ['age']\r\n",
    ),
    ("victims/test-bo.toml", "title = 'Bo of the Test'\nage = 'many'\nrelated = ['test-an']\n"),
    ("people/test-cy.toml", "name = 'Test Cy'\n"),
];

/// A collection on disk, written a while ago.
struct CacheTest {
    folder: TempDir,
}

impl CacheTest {
    fn new() -> Self {
        let setup = Self { folder: TempDir::new().unwrap() };
        for (path, text) in FILES {
            setup.write(path, text);
        }
        setup
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    fn disk(&self) -> Disk {
        Disk::new(self.folder.path())
    }

    fn purpose(&self) -> Purpose {
        Purpose::of(self.folder.path(), b"format = 1\n", "1")
    }

    /// Returns the bytes of a cache of what is there, as if all of it had been there for long.
    fn cached(&self) -> Vec<u8> {
        let collection = load(&self.disk()).with_settled_stamps(self.folder.path());
        Cache::written(&collection, &self.purpose()).flatten().collect()
    }

    fn read_with(&self, cache: &Cache) -> Collection {
        Loader::default().cached(cache).load(&self.disk()).checked()
    }
}

/// Returns all that a collection says.
fn said(collection: &Collection) -> String {
    let files: Vec<_> = collection.files().map(|file| (&file.path, &file.contents)).collect();
    let diagnostics: Vec<_> = collection.diagnostics().iter().collect();
    let lookup = Lookup::of(collection);
    let found = |typed: &str| {
        let (query, _) = Query::read(typed, lookup.catalogue());
        lookup.find(&query).into_iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>()
    };
    let found = [found("ann"), found("place:seatown"), found("rel:wire"), found("is:problem")];
    let ids = Kind::all().flat_map(|kind| collection.ids_of(kind));
    let mentions = ids.map(|id| (collection.mentions(id), collection.rival_mentions(id)));
    let mentions: Vec<_> = mentions.collect();
    format!("{files:#?} {diagnostics:#?} {found:?} {mentions:?} {:?}", collection.status_counts())
}

#[test]
fn what_is_read_from_a_cache_is_what_the_files_say() {
    let setup = CacheTest::new();
    let cache = Cache::read(setup.cached().as_slice(), &setup.purpose()).unwrap();
    // Tables are read anew, and so are the settings.
    assert_eq!(cache.len(), 4);
    assert_eq!(said(&setup.read_with(&cache)), said(&load(&setup.disk())));
}

#[test]
fn a_cache_that_is_read_when_it_is_asked_says_why_it_is_not_used() {
    let setup = CacheTest::new();
    let reading = |bytes: Vec<u8>| Cache::reading(io::Cursor::new(bytes), setup.purpose());
    let cache = reading(setup.cached());
    assert_eq!(said(&setup.read_with(&cache)), said(&load(&setup.disk())));
    assert_eq!((cache.len(), cache.unusable()), (4, None));
    let mut damaged = setup.cached();
    *damaged.last_mut().unwrap() ^= 1;
    for (bytes, why) in [(damaged, Unusable::Damaged), (b"x".to_vec(), Unusable::Foreign)] {
        let cache = reading(bytes);
        assert_eq!(said(&setup.read_with(&cache)), said(&load(&setup.disk())));
        assert_eq!((cache.len(), cache.unusable()), (0, Some(why)));
    }
}

#[test]
fn a_file_that_changed_is_read_anew() {
    let setup = CacheTest::new();
    let cache = Cache::read(setup.cached().as_slice(), &setup.purpose()).unwrap();
    setup.write("victims/test-bo.toml", "title = 'Bo as saved'\nage = 19\n");
    fs::remove_file(setup.folder.path().join("people/test-cy.toml")).unwrap();
    setup.write("victims/test-dee.toml", "title = 'Dee of the Test'\n");
    let read = setup.read_with(&cache);
    assert_eq!(said(&read), said(&load(&setup.disk())));
    assert_eq!(cache.difference(&read).missing, 2);
}

#[test]
fn bytes_that_were_changed_under_the_same_size_and_time_are_seen() {
    let setup = CacheTest::new();
    let path = setup.folder.path().join("victims/test-bo.toml");
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    let cache = Cache::read(setup.cached().as_slice(), &setup.purpose()).unwrap();
    let text = fs::read_to_string(&path).unwrap().replace("Bo", "Ed");
    fs::write(&path, text).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
    assert!(setup.read_with(&cache).get("test-bo").unwrap().record.heading().starts_with("Ed"));
}

#[test]
fn a_stamp_that_may_lie_is_not_believed_and_the_bytes_are_compared() {
    let setup = CacheTest::new();
    // Just written, so that every stamp is doubtful.
    let collection = load(&setup.disk());
    let bytes: Vec<u8> = Cache::written(&collection, &setup.purpose()).flatten().collect();
    let cache = Cache::read(bytes.as_slice(), &setup.purpose()).unwrap();
    assert_eq!(cache.difference(&collection).missing, 4);
    assert_eq!(said(&setup.read_with(&cache)), said(&collection));
}

#[test]
fn what_the_collection_no_longer_says_is_noticed() {
    let path = "victims/test-ann.toml";
    let noticed = |change: &dyn Fn(&CacheTest)| {
        let setup = CacheTest::new();
        let cache = Cache::read(setup.cached().as_slice(), &setup.purpose()).unwrap();
        let before = setup.read_with(&cache);
        assert!(!cache.difference(&before).is_outdated);
        change(&setup);
        let after = load(&setup.disk());
        (
            cache.difference(&after).is_outdated,
            after.must_leave_cache(&before, &Touched::Everything),
        )
    };
    assert_eq!(noticed(&|_| {}), (false, false));
    assert_eq!(
        noticed(&|setup| setup.write("victims/test-new.toml", "title = 'N'\n")),
        (false, false)
    );
    assert_eq!(noticed(&|setup| setup.write(path, "title = 'Ann, redacted'\n")), (true, false));
    let gone = |setup: &CacheTest| fs::remove_file(setup.folder.path().join(path)).unwrap();
    assert_eq!(noticed(&gone), (true, true));
    for text in [
        "title = 'A'\nconfidentiality = 'confidential'\n",
        "Confidentialty = 'x'\n",
        "age = \nconfidentiality = x\n",
    ] {
        assert_eq!(noticed(&|setup| setup.write(path, text)), (true, true), "{text}");
    }
    let twice = |setup: &CacheTest| {
        setup.write("victims/z/test-ann.toml", "title = 'A'\nconfidentiality = 'confidential'\n");
    };
    assert_eq!(noticed(&twice), (true, true));
    let settings =
        |setup: &CacheTest| setup.write("casebook.toml", "confidentiality = 'confidential'\n");
    assert_eq!(noticed(&settings), (true, true));
}

#[test]
fn a_cache_says_of_which_folder_it_is() {
    let setup = CacheTest::new();
    let bytes = setup.cached();
    assert_eq!(Cache::folder(bytes.as_slice()).unwrap(), setup.folder.path());
    for bytes in [&b""[..], b"casebook cache\n", &bytes[..60]] {
        assert!(Cache::folder(bytes).is_err());
    }
}

#[test]
fn nothing_confidential_is_kept() {
    let setup = CacheTest::new();
    setup.write("victims/test-ann.toml", "title = 'Ann'\nconfidentiality = 'confidential'\n");
    let bytes = setup.cached();
    assert!(!bytes.windows(8).any(|bytes| bytes == b"test-ann"));
    assert_eq!(Cache::read(bytes.as_slice(), &setup.purpose()).unwrap().len(), 3);
}

#[test]
fn a_cache_for_other_settings_or_another_folder_is_foreign() {
    let setup = CacheTest::new();
    let bytes = setup.cached();
    for purpose in [
        Purpose::of(setup.folder.path(), b"format = 1\nmasked = true\n", "1"),
        Purpose::of(setup.folder.path(), b"format = 1\n", "2"),
        Purpose::of(Path::new("elsewhere"), b"format = 1\n", "1"),
    ] {
        assert_eq!(Cache::read(bytes.as_slice(), &purpose).unwrap_err(), Unusable::Foreign);
    }
    for bytes in [&b""[..], b"casebook", b"title = 'Ann'\n"] {
        assert_eq!(Cache::read(bytes, &setup.purpose()).unwrap_err(), Unusable::Foreign);
    }
}

#[test]
fn a_thousand_damages_of_one_byte_are_all_seen() {
    let setup = CacheTest::new();
    let bytes = setup.cached();
    let mut numbers = 1_u64;
    for _ in 0..1000 {
        // Numbers that look random and are the same each time (Knuth, MMIX).
        numbers =
            numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let [.., a, b, c, d] = numbers.to_le_bytes();
        let at = usize::from(u16::from_le_bytes([a, b])) % bytes.len();
        let mut damaged = bytes.clone();
        damaged[at] ^= c.max(1);
        assert!(Cache::read(damaged.as_slice(), &setup.purpose()).is_err(), "byte {at} {d}");
    }
    for end in 0..bytes.len() {
        assert!(Cache::read(&bytes[..end], &setup.purpose()).is_err(), "cut off at {end}");
    }
}

proptest! {
    #[test]
    fn any_bytes_behind_the_right_start_are_read_to_an_end(rest: Vec<u8>) {
        let purpose = Purpose::of(Path::new("x"), b"", "");
        for folder in [&b"/x"[..], &rest] {
            let bytes = [MAGIC, &purpose.0, &sealed(folder), &sealed(&rest)].concat();
            _ = Cache::read(bytes.as_slice(), &purpose);
            _ = Cache::folder(bytes.as_slice());
        }
        _ = CacheBlock::read(&rest);
    }
}
