//! The cache of a large collection: written once, believed never, deleted without loss.

#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// So many files are worth a cache.
const FILES: usize = 1200;

/// A large collection and a folder of caches.
struct CachedFolder {
    cases: TempDir,
    caches: TempDir,
}

impl CachedFolder {
    fn new(settings: &str) -> Self {
        let world = Self { cases: TempDir::new().unwrap(), caches: TempDir::new().unwrap() };
        fs::create_dir(world.cases.path().join("victims")).unwrap();
        world.write("casebook.toml", settings);
        for number in 0..FILES {
            world.write(&format!("victims/test-{number}.toml"), &case(number, number % 60));
        }
        world
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.cases.path().join(path), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.arg("-C").arg(self.cases.path()).args(arguments);
        command.env("XDG_CACHE_HOME", self.caches.path()).env_remove("CASEBOOK_DIR");
        command.env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::null());
        command
    }

    /// Returns the ids of the minors, and the standard error.
    fn minors(&self, arguments: &[&str]) -> (String, String) {
        let all = [arguments, &["list", "age:<18", "--format", "ids"]].concat();
        let output = self.command(&all).output().unwrap();
        assert!(output.status.success());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    }

    /// Returns the ids that words find, and the standard error.
    fn found(&self, arguments: &[&str]) -> (String, String) {
        let output = self.command(&[arguments, &["--format", "ids"]].concat()).output().unwrap();
        assert!(output.status.success());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    }

    fn cache(&self) -> Option<PathBuf> {
        self.kept("cache")
    }

    fn index(&self) -> Option<PathBuf> {
        self.kept("index")
    }

    fn kept(&self, extension: &str) -> Option<PathBuf> {
        let folder = fs::read_dir(self.caches.path().join("casebook")).ok()?;
        let mut paths = folder.map(|entry| entry.unwrap().path());
        paths.find(|path| path.extension().is_some_and(|end| end == extension))
    }
}

fn case(number: usize, age: usize) -> String {
    // Of a pseudonym, so that nothing is withheld.
    format!("title = 'Test {number}'\nname = 'Test {number}'\nname_type = 'alias'\nage = {age}\n")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_was_read_is_kept_for_its_owner_alone_and_says_the_same() {
    let world = CachedFolder::new("format = 1\n");
    let (anew, _) = world.minors(&["--no-cache"]);
    assert_eq!((world.cache(), anew.lines().count()), (None, 18 * FILES / 60));
    assert_eq!(world.minors(&[]), (anew.clone(), String::new()));
    let cache = world.cache().unwrap();
    assert_eq!((mode(&cache), mode(cache.parent().unwrap())), (0o600, 0o700));
    assert_eq!(world.minors(&[]), (anew.clone(), String::new()));
    world.write("victims/test-7.toml", &case(7, 40));
    let (changed, _) = world.minors(&[]);
    let without: Vec<&str> = anew.lines().filter(|id| *id != "test-7").collect();
    assert_eq!(changed.lines().collect::<Vec<_>>(), without);
}

#[test]
fn a_damaged_cache_is_left_aside_with_a_line_and_made_anew() {
    let world = CachedFolder::new("format = 1\n");
    let (said, _) = world.minors(&[]);
    let cache = world.cache().unwrap();
    let mut bytes = fs::read(&cache).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&cache, &bytes).unwrap();
    let (again, stderr) = world.minors(&[]);
    assert_eq!(again, said);
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("is not used: it is damaged"), "{stderr}");
    assert_eq!(world.minors(&[]), (said, String::new()));
}

#[test]
fn a_collection_that_forbids_it_has_none_and_loses_the_one_it_had() {
    for forbidden in ["cache = false\n", "confidentiality = 'confidential'\n", "cache = maybe\n"] {
        let world = CachedFolder::new("format = 1\n");
        world.found(&["list", "test"]);
        assert!(world.cache().is_some() && world.index().is_some());
        world.write("casebook.toml", forbidden);
        world.minors(&[]);
        assert_eq!((world.cache(), world.index()), (None, None), "{forbidden}");
    }
}

#[test]
fn what_an_interrupted_program_left_is_deleted() {
    let world = CachedFolder::new("format = 1\n");
    let folder = world.caches.path().join("casebook");
    fs::create_dir(&folder).unwrap();
    let left = [".casebook-0a1b.tmp", ".casebook-Z9.tmp"].map(|name| folder.join(name));
    for path in &left {
        fs::write(path, "half a cache").unwrap();
    }
    // Another one writes there at the moment.
    let writer = fs::File::open(&folder).unwrap();
    writer.lock().unwrap();
    world.minors(&[]);
    assert!(left.iter().all(|path| path.exists()), "they may be being written");
    drop(writer);
    world.minors(&[]);
    assert!(!left.iter().any(|path| path.exists()));
}

#[test]
fn programs_that_write_it_at_once_do_not_hurt_each_other() {
    let world = CachedFolder::new("format = 1\n");
    let (said, _) = world.minors(&["--no-cache"]);
    let list = ["list", "(age:<18 | nothing)", "--format", "ids"];
    let start = |_| world.command(&list).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let started: Vec<_> = (0..6).map(start).collect();
    for program in started {
        let output = program.unwrap().wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), said);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    }
    assert_eq!(world.minors(&[]), (said, String::new()));
    let folder = fs::read_dir(world.caches.path().join("casebook")).unwrap();
    let mut paths = folder.map(|entry| entry.unwrap().path());
    // Who cannot write at once does not wait, so that there may be no index.
    let is_kept =
        |path: PathBuf| path.extension().is_some_and(|end| end == "cache" || end == "index");
    assert!(paths.all(is_kept), "no temporary file is left");
}

#[test]
fn where_nothing_can_be_kept_everything_is_read() {
    let world = CachedFolder::new("format = 1\n");
    // A file is where the folder of caches would be.
    let caches = world.caches.path().join("file");
    fs::write(&caches, "").unwrap();
    let mut command = world.command(&["list", "age:<18", "--format", "ids"]);
    let output = command.env("XDG_CACHE_HOME", &caches).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let listed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(listed.lines().count(), 18 * FILES / 60);
}

/// Returns the bytes of all caches.
fn cached(world: &CachedFolder) -> Vec<u8> {
    let folder = fs::read_dir(world.caches.path().join("casebook")).unwrap();
    let files = folder.flat_map(|entry| fs::read(entry.unwrap().path()));
    files.flatten().collect()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

#[test]
fn one_run_takes_out_what_is_confidential_now_or_gone_or_said_otherwise() {
    for command in [&["list"][..], &["check"], &["show", "test-1"]] {
        for (name, text) in [
            ("CONFIDENTIALNOW", Some("title = 'X'\nconfidentiality = 'confidential'\n")),
            ("SLIPPEDNOW", Some("title = 'X'\n[meta]\nConfidentialty = 'x'\n")),
            ("TAKENOUT", Some("title = 'Redacted'\n")),
            ("GONE", None),
        ] {
            let world = CachedFolder::new("format = 1\n");
            world.write("victims/test-x.toml", &format!("title = '{name}'\n"));
            world.found(&["list", "test"]);
            assert!(world.index().is_some_and(|index| holds(&fs::read(index).unwrap(), name)));
            assert!(holds(&cached(&world), name), "{name}");
            match text {
                Some(text) => world.write("victims/test-x.toml", text),
                None => fs::remove_file(world.cases.path().join("victims/test-x.toml")).unwrap(),
            }
            world.command(command).output().unwrap();
            assert!(!holds(&cached(&world), name), "{name} {command:?}");
            assert!(world.cache().is_some(), "the rest is kept anew");
        }
    }
}

#[test]
fn the_cache_of_settings_that_cannot_be_read_goes_at_once() {
    let elsewhere = TempDir::new().unwrap();
    fs::write(elsewhere.path().join("casebook.toml"), "format = 1\n").unwrap();
    for spoil in [
        &(|path: &Path| fs::write(path, b"title = '\xe9'\n").unwrap()) as &dyn Fn(&Path),
        &|path| fs::write(path, vec![b'#'; 17 << 20]).unwrap(),
        &|path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        },
        &|path| {
            fs::remove_file(path).unwrap();
            std::os::unix::fs::symlink(elsewhere.path().join("casebook.toml"), path).unwrap();
        },
    ] {
        let world = CachedFolder::new("format = 1\n");
        world.found(&["list", "test"]);
        assert!(world.cache().is_some() && world.index().is_some());
        spoil(&world.cases.path().join("casebook.toml"));
        world.command(&["list"]).output().unwrap();
        assert_eq!((world.cache(), world.index()), (None, None));
    }
}

#[test]
fn the_cache_of_a_collection_whose_folder_is_gone_is_deleted_by_the_next_run() {
    let (gone, other) = (CachedFolder::new("format = 1\n"), CachedFolder::new("format = 1\n"));
    gone.minors(&[]);
    let of_other = |world: &CachedFolder| {
        let mut command = world.command(&["list"]);
        command.env("XDG_CACHE_HOME", gone.caches.path());
        command.output().unwrap();
    };
    of_other(&other);
    gone.found(&["list", "test"]);
    let caches = || fs::read_dir(gone.caches.path().join("casebook")).unwrap().count();
    assert_eq!(caches(), 4);
    // One that another version wrote says of no folder.
    fs::write(gone.caches.path().join("casebook/old.cache"), "casebook cache\nGONE").unwrap();
    fs::remove_dir_all(gone.cases.path()).unwrap();
    of_other(&other);
    assert_eq!(caches(), 2);
}

#[test]
fn words_find_by_the_stored_index_what_they_find_without_one() {
    let world = CachedFolder::new("format = 1\n");
    world.write("places.toml", "[seatown]\nname = 'Seatown'\n");
    world.write("victims/test-sea.toml", "title = 'Test by the Sea'\nhome = 'seatown'\n");
    let queries: [&[&str]; 7] = [
        &["list", "test"],
        &["list", "seatown"],
        &["list", "tset 7"],
        &["list", "home:seatown"],
        &["list", "test", "--sort", "-age"],
        &["list", "rel:seatown"],
        &["list", "zzzzqqq"],
    ];
    let check = || {
        for query in queries {
            let (anew, _) = world.found(&[&["--no-cache"], query].concat());
            assert_eq!(world.found(query).0, anew, "{query:?}");
            let printed = |arguments: &[&str]| {
                let output = world.command(arguments).output().unwrap();
                [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
            };
            let anew = printed(&[&["--no-cache"], query].concat());
            assert_eq!(printed(query), anew, "{query:?}");
        }
    };
    check();
    let index = world.index().unwrap();
    assert_eq!((mode(&index), world.found(&["list", "test"]).1), (0o600, String::new()));
    let before = fs::read(&index).unwrap();
    check();
    assert!(fs::read(&index).unwrap() == before, "it is not written again");
    for (path, text) in [
        ("victims/test-7.toml", "title = 'Another'\n"),
        ("victims/test-0000.toml", "title = 'The first Test'\n"),
        ("places.toml", "[seatown]\nname = 'Porttown'\n"),
    ] {
        world.write(path, text);
        check();
    }
    assert!(world.found(&["list", "porttown"]).0.contains("test-sea"));
}

#[test]
fn one_changed_file_is_put_into_the_cache_and_the_index_by_the_next_search() {
    for (path, text) in [
        ("victims/test-x.toml", Some("title = 'Test of the NEWWORD'\n")),
        ("victims/test-y.toml", Some("title = 'Test of another NEWWORD'\n")),
        ("victims/test-x.toml", None),
    ] {
        let world = CachedFolder::new("format = 1\n");
        world.write("victims/test-x.toml", "title = 'OLDWORD'\n");
        world.found(&["list", "oldword"]);
        let kept = |path: Option<PathBuf>| fs::read(path.unwrap()).unwrap();
        assert!(holds(&kept(world.cache()), "OLDWORD") && holds(&kept(world.index()), "OLDWORD"));
        match text {
            Some(text) => world.write(path, text),
            None => fs::remove_file(world.cases.path().join(path)).unwrap(),
        }
        // Two programs at once find the same, and leave nothing half.
        let both = [(); 2].map(|()| {
            let mut command = world.command(&["list", "newword", "--format", "ids"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        });
        let (anew, _) = world.found(&["--no-cache", "list", "newword"]);
        for one in both {
            let output = one.wait_with_output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), anew);
        }
        assert_eq!(world.found(&["list", "newword"]).0, anew);
        for kept in [kept(world.cache()), kept(world.index())] {
            assert_eq!(holds(&kept, "OLDWORD"), path.ends_with("y.toml"), "{text:?}");
            assert_eq!(holds(&kept, "NEWWORD"), text.is_some(), "{text:?}");
        }
        let [cache, index] = [world.cache(), world.index()].map(kept);
        assert_eq!(world.found(&["list", "newword"]).0, anew);
        assert!([world.cache(), world.index()].map(kept) == [cache, index], "both are up to date");
    }
}

#[test]
fn a_damaged_index_is_left_aside_with_a_line_and_made_anew() {
    let world = CachedFolder::new("format = 1\n");
    let (said, _) = world.found(&["list", "test 7"]);
    let index = world.index().unwrap();
    let sound = fs::read(&index).unwrap();
    let mut damaged = sound.clone();
    damaged[sound.len() / 2] ^= 1;
    let cut = sound[..sound.len() - 9].to_vec();
    for bytes in [damaged, cut] {
        fs::write(&index, &bytes).unwrap();
        let (again, stderr) = world.found(&["list", "test 7"]);
        assert_eq!(again, said);
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(stderr.contains(".index is not used: it is damaged"), "{stderr}");
        assert_eq!(world.found(&["list", "test 7"]), (said.clone(), String::new()));
    }
}

#[test]
fn every_command_removes_an_index_of_a_table_that_says_something_else_now() {
    for command in [&["list"][..], &["check"], &["show", "test-1"]] {
        let world = CachedFolder::new("format = 1\n");
        world.write("people.toml", "[test-person]\nname = 'TABLEDNAME'\n");
        world.found(&["list", "test"]);
        let holds_name =
            || world.index().is_some_and(|index| holds(&fs::read(index).unwrap(), "TABLEDNAME"));
        assert!(holds_name());
        world.write("people.toml", "[test-person]\nname = 'Test'\n");
        world.command(command).output().unwrap();
        assert!(!holds_name(), "{command:?}");
    }
}
