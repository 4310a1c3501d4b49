//! Loading from a real folder: whatever lies in it, the answer is a sentence, and the rest is read.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::thread;

use casebook::collection::{Collection, Disk, FileSource as _, Loader, Memory, PartialLoad, load};
use casebook::diagnostic::Rule;
use casebook::record::{FieldId, Kind};
use tempfile::TempDir;

/// A folder with one good case, to which trouble is added.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(&folder, "casebook.toml", "format = 1\n");
    put(&folder, "victims/good.toml", "title = 'Test Person, held in Seatown'\n");
    folder
}

fn put(folder: &TempDir, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Loads the folder, holds that the good case is there, and returns the problems as `path: message`.
#[track_caller]
fn troubles(folder: &TempDir) -> Vec<String> {
    let collection = load(&Disk::new(folder.path()));
    let good = collection.get("good").map(|located| located.record.heading());
    assert_eq!(good, Some("Test Person, held in Seatown"));
    unreadable(&collection)
}

fn unreadable(collection: &Collection) -> Vec<String> {
    let diagnostics = collection
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.problem.code == Rule::Unreadable);
    diagnostics
        .map(|diagnostic| {
            let path = &collection.file(diagnostic.file).unwrap().path;
            let place = collection.place(&diagnostic);
            format!(
                "{}:{}:{}: {}",
                path.display(),
                place.line,
                place.column,
                diagnostic.problem.message
            )
        })
        .collect()
}

#[test]
fn a_folder_without_trouble_has_none() {
    assert_eq!(troubles(&folder()), [] as [&str; 0]);
}

#[test]
fn a_file_that_is_not_utf8_is_reported_with_its_place_and_still_listed() {
    let folder = folder();
    put(&folder, "victims/latin.toml", b"title = 'A'\nname = 'Jos\xe9'\n");
    put(&folder, "victims/wide.toml", b"\xff\xfet\0i\0");
    let problems = troubles(&folder);
    assert_eq!(
        problems,
        [
            "victims/latin.toml:2:12: from here on the file is not in UTF-8; until it can be read, the case counts as confidential",
            "victims/wide.toml:1:1: the file is in UTF-16; until it can be read, the case counts as confidential",
        ]
    );
    assert!(load(&Disk::new(folder.path())).get("latin").is_some());
}

#[test]
fn a_folder_named_like_a_record_is_reported_and_what_is_in_it_is_read() {
    let folder = folder();
    put(&folder, "victims/x.toml/inner.toml", "title = 'Inner'\n");
    assert_eq!(
        troubles(&folder),
        [
            "victims/x.toml:1:1: this is a folder, and its name is that of a record's file; until it can be read, the case counts as confidential"
        ]
    );
    assert!(load(&Disk::new(folder.path())).get("inner").is_some());
}

#[test]
fn links_in_a_cycle_and_into_nothing_are_reported() {
    let folder = folder();
    symlink(folder.path(), folder.path().join("victims/round")).unwrap();
    symlink("/no/such/file.toml", folder.path().join("victims/gone.toml")).unwrap();
    assert_eq!(
        troubles(&folder),
        [
            "victims/gone.toml:1:1: this link leads to nothing; until it can be read, the case counts as confidential",
            "victims/round:1:1: this link leads back to a folder that it lies in",
        ]
    );
}

#[test]
fn a_pipe_is_reported_and_not_waited_for() {
    let folder = folder();
    let pipe = folder.path().join("victims/pipe.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(
        troubles(&folder),
        [
            "victims/pipe.toml:1:1: this is not a plain file; until it can be read, the case counts as confidential"
        ]
    );
}

#[test]
fn a_huge_file_is_reported_and_not_read() {
    let folder = folder();
    let huge = fs::File::create(folder.path().join("victims/huge.toml")).unwrap();
    huge.set_len(100 * 1024 * 1024).unwrap();
    assert_eq!(
        troubles(&folder),
        [
            "victims/huge.toml:1:1: the file is 100 MB, and none above 16 MB is read; until it can be read, the case counts as confidential"
        ]
    );
}

/// Root may read every file, so the test also accepts that the file was read.
#[test]
fn a_file_that_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    put(&folder, "victims/secret.toml", "title = 'A'\n");
    let secret = folder.path().join("victims/secret.toml");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    let problems = troubles(&folder);
    if fs::read(&secret).is_err() {
        assert_eq!(problems, ["victims/secret.toml:1:1: you may not read this"]);
    } else {
        assert_eq!(problems, [] as [&str; 0]);
    }
}

#[test]
fn what_comes_and_goes_while_it_is_read_is_a_sentence_at_most() {
    let folder = folder();
    let path = folder.path().to_owned();
    thread::scope(|scope| {
        let stirring = scope.spawn(|| {
            for round in 0..300 {
                let file = path.join(format!("victims/v{}.toml", round % 7));
                fs::write(&file, "title = 'Coming and going'\n").unwrap();
                _ = fs::remove_file(path.join(format!("victims/v{}.toml", (round + 3) % 7)));
            }
        });
        while !stirring.is_finished() {
            for problems in troubles(&folder) {
                assert!(
                    problems.ends_with("it was there a moment ago and is gone")
                        || problems.ends_with("this link leads to nothing"),
                    "{problems}"
                );
            }
        }
    });
}

#[test]
fn a_folder_that_is_not_there_is_a_sentence() {
    let collection = load(&Disk::new("/no/such/folder"));
    assert_eq!(collection.records().count(), 0);
    assert_eq!(collection.diagnostics().len(), 1);
}

#[test]
fn what_lies_below_a_path_is_listed_as_with_everything() {
    let folder = folder();
    put(&folder, "victims/deep/er/a.toml", "");
    put(&folder, "victims/x.toml/inner.toml", "");
    put(&folder, "archive/wire.txt", "");
    put(&folder, "archive/.hidden/wire.txt", "");
    symlink("/no/such/file.toml", folder.path().join("victims/gone.toml")).unwrap();
    symlink(folder.path(), folder.path().join("victims/round")).unwrap();
    let disk = Disk::new(folder.path());
    let whole = disk.list();
    for path in [
        "",
        "casebook.toml",
        "victims/good.toml",
        "victims/deep",
        "victims/deep/er/a.toml",
        "victims/x.toml",
        "victims/gone.toml",
        "victims/none.toml",
        "victims/good.toml/none.toml",
        "archive",
        "archive/wire.txt",
        "archive/.hidden/wire.txt",
    ] {
        let below = whole.iter().filter(|listed| {
            let at = listed.as_ref().unwrap_or_else(|trouble| &trouble.path);
            at.starts_with(path)
        });
        let below: Vec<_> = below.cloned().collect();
        assert_eq!(disk.list_below(Path::new(path)), Some(below), "{path}");
    }
    // Whether such a link leads in a cycle shows only from the top.
    assert_eq!(disk.list_below(Path::new("victims/round")), None);
}

#[test]
fn both_forms_hold_for_all_seven_kinds() {
    let folder = folder();
    let kinds = ["victims", "rescues", "arrests", "sources", "places", "people", "organisations"];
    for (number, kind) in kinds.iter().enumerate() {
        put(&folder, &format!("{kind}/deep/er/file-{number}.toml"), "title = 'F'\nname = 'F'\n");
        put(
            &folder,
            &format!("{kind}.toml"),
            format!("[table-{number}]\ntitle = 'T'\nname = 'T'\n"),
        );
    }
    let collection = load(&Disk::new(folder.path()));
    for (number, kind) in kinds.into_iter().enumerate() {
        let kind_of = |id: String| collection.get(&id).map(|located| located.record.kind.folder());
        assert_eq!(kind_of(format!("file-{number}")), Some(kind));
        assert_eq!(kind_of(format!("table-{number}")), Some(kind));
    }
}

#[test]
fn a_link_by_which_an_editor_locks_a_file_is_left_aside() {
    let folder = folder();
    for (link, target) in [
        ("victims/.#good.toml", "writer@host.example.77:1700000000"),
        (".#people.toml", "writer@host.example.78"),
        (".#casebook.toml", "writer@host.example.79"),
        ("victims/.~lock.good.toml#", "nothing"),
    ] {
        symlink(target, folder.path().join(link)).unwrap();
    }
    put(&folder, "victims/~$good.toml", b"\x05Tests\0\0\0T\0e\0s\0t\0");
    put(&folder, "victims/~$other.toml", "");
    put(&folder, "victims/#good.toml#", "title = 'Half'\n");
    let collection = load(&Disk::new(folder.path()));
    assert_eq!(collection.diagnostics().iter().count(), 0);
    assert_eq!(collection.of_kind(Kind::Victim).count(), 1);
    // A link of the same kind that is not hidden is a record's file.
    symlink("nothing", folder.path().join("victims/other.toml")).unwrap();
    assert_eq!(troubles(&folder).len(), 1);
}

#[test]
fn a_copy_that_another_program_left_is_reported_and_not_counted() {
    for copy in [
        "good.sync-conflict-20240229-235959-Q2W3E4R.toml",
        "good (conflicted copy 2024-02-29).toml",
        "good (1).toml",
        "good - Copy.toml",
        "Copy of good.toml",
        "good_REMOTE_98.toml",
        "good-DESKTOP-1A2B3C4.toml",
        "~$good.toml",
    ] {
        let folder = folder();
        put(&folder, &format!("victims/{copy}"), "title = 'Another title'\n");
        let collection = load(&Disk::new(folder.path()));
        assert_eq!(collection.of_kind(Kind::Victim).count(), 1, "{copy}");
        let diagnostics: Vec<_> = collection.diagnostics().iter().collect();
        let [diagnostic] = diagnostics.as_slice() else { panic!("{copy}: {diagnostics:?}") };
        let problem = &diagnostic.problem;
        assert!(problem.message.contains("a copy of `good.toml`"), "{copy}: {problem:?}");
        let help = problem.help.as_deref();
        let merge = "write what is right in it into `good.toml`, and remove this file";
        assert_eq!(help, Some(merge), "{copy}");
    }
}

#[test]
fn every_copy_and_every_slip_in_a_folder_is_reported() {
    let folder = folder();
    let others =
        ["good (1).toml", "good_BASE_98.toml", "good_REMOTE_98.toml", "a.TOML", "b.toml.txt"];
    for other in others {
        put(&folder, &format!("victims/{other}"), "title = 'Another title'\n");
    }
    let collection = load(&Disk::new(folder.path()));
    let diagnostics = collection.diagnostics();
    let path = |diagnostic| collection.file(diagnostic).unwrap().path.clone();
    let mut found: Vec<_> = diagnostics.iter().map(|diagnostic| path(diagnostic.file)).collect();
    found.sort_unstable();
    let mut expected = others.map(|other| Path::new("victims").join(other));
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn an_archive_may_be_kept_elsewhere() {
    let folder = folder();
    put(&folder, "sources.toml", "[wire]\npublisher = 'A'\n");
    put(
        &folder,
        "victims/q.toml",
        "title = 'Q'\n[[quote]]\nsource = 'wire'\ntext = 'three left'\n",
    );
    put(&folder, "archive/wire.txt", "nothing of the kind");
    let elsewhere = tempfile::tempdir().unwrap();
    put(&elsewhere, "wire.txt", "Then three left.");
    let not_found = |disk: &Disk| {
        let diagnostics = load(disk);
        diagnostics
            .diagnostics()
            .iter()
            .any(|diagnostic| diagnostic.problem.code == Rule::QuoteNotInSource)
    };
    assert!(not_found(&Disk::new(folder.path())));
    assert!(!not_found(&Disk::new(folder.path()).with_archive(elsewhere.path())));
}

#[test]
fn five_mistakes_are_five_problems_and_the_good_fields_stay() {
    let folder = folder();
    put(
        &folder,
        "victims/five.toml",
        "title = 'Five mistakes'\n\
         name = “Test Person”\n\
         age = 014\n\
         recruitment_date = 2021-12\n\
         gender = 'mail'\n\
         citizenship = ['Chinese']\n\
         occupation = 'cook'\n\
         [[quote]]\n\
         source = 'wire'\n\
         text = 'x'\n\
         supports = ['occupation', 'name', 'age', 'recruitment_date', 'gender', 'citizenship']\n",
    );
    put(&folder, "sources.toml", "[wire]\npublisher = 'A'\n");
    let collection = load(&Disk::new(folder.path()));
    let of_file = collection.diagnostics().iter().filter(|diagnostic| {
        collection
            .file(diagnostic.file)
            .is_some_and(|file| file.path == Path::new("victims/five.toml"))
    });
    let found: Vec<_> = of_file
        .map(|diagnostic| {
            let place = collection.place(&diagnostic);
            format!("{}:{} {}", place.line, place.column, diagnostic.problem.code.name())
        })
        .collect();
    assert_eq!(
        found,
        ["2:8 syntax", "3:7 syntax", "4:20 syntax", "5:10 not-in-vocabulary", "6:16 bad-code"]
    );
    let record = collection.get("five").unwrap().record;
    assert_eq!(record.heading(), "Five mistakes");
    assert_eq!(record.fields.text(FieldId::Occupation), Some("cook"));
    assert_eq!(record.quotes.len(), 1);
}

#[test]
fn a_long_load_reports_its_progress_and_what_was_read() {
    let mut memory = Memory::default();
    memory.put("places.toml", "[seatown]\nname = 'Seatown'\n");
    for number in 0..2500 {
        let text = format!("title = 'Test {number}'\nhome = 'seatown'\n");
        memory.put(format!("victims/test-{number}.toml"), text);
    }
    let mut problems = Vec::new();
    let mut progress = |begun: &PartialLoad<'_>| {
        let part = begun.collection();
        let seatown = part.get("seatown").map(|place| place.record.name().to_owned());
        problems.push((begun.progress.read, part.count_of(Kind::Victim), seatown));
        assert_eq!((begun.progress.of, part.diagnostics().len()), (2501, 0));
    };
    let whole = Loader::default().with_progress(&mut progress).load(&memory).checked();
    let seatown = Some("Seatown".to_owned());
    assert_eq!(problems, [(1024, 1023, seatown.clone()), (2501, 2500, seatown)]);
    assert_eq!(whole.count_of(Kind::Victim), 2500);
}
