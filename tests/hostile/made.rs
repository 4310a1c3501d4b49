//! What no repository can hold: links, pipes, sockets, devices, names that collide, files that are
//! swapped for others.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use casebook::collection::{Disk, load};

use super::program::{GOOD, World};

/// Returns what `check` says, without the folder's name, and holds that the good case is listed.
#[track_caller]
fn reported(world: &World) -> Vec<String> {
    let listed = world.run(&["list", "--format", "ids"]);
    assert!(listed.out.lines().any(|id| id == "good"), "{}", listed.out);
    let ran = world.run(&["check", "--format", "short"]);
    let without = |line: &str| line.replace("cases/", "").replace(" error[", " ");
    // Who may read the files depends on who runs the test.
    let lines = ran.out.lines().filter(|line| !line.contains("[readable-by-others]"));
    lines.map(without).collect()
}

#[test]
fn links_that_lead_out_of_the_collection_show_nothing_of_what_is_there() {
    let world = World::new();
    world.put("secret/private.toml", "title = 'Private, made up'\n");
    world.put("secret/private.txt", "Private words.\n");
    let cases = world.path("cases");
    symlink(world.path("secret/private.toml"), cases.join("victims/file.toml")).unwrap();
    symlink("../../secret", cases.join("victims/folder")).unwrap();
    symlink(world.path("secret"), cases.join("archive")).unwrap();
    symlink("/proc/self/environ", cases.join("victims/environ.toml")).unwrap();
    symlink("../..", cases.join("rescues")).unwrap();
    // A link inside of the collection is as good as a file, and named where it leads to another one.
    symlink("good.toml", cases.join("victims/other.toml")).unwrap();
    let out = "1:1: unreadable]: this link leads out of the collection, and is not followed";
    let so = "until it can be read, the case counts as confidential";
    let inside = "(put what it leads to into the collection instead)";
    let elsewhere =
        "(remove it, and say where the archived texts are: --archive, or CASEBOOK_ARCHIVE)";
    assert_eq!(
        reported(&world),
        [
            format!("archive:{out} {elsewhere}"),
            format!("rescues:{out} {inside}"),
            format!("victims/environ.toml:{out}; {so} {inside}"),
            format!("victims/file.toml:{out}; {so} {inside}"),
            format!("victims/folder:{out} {inside}"),
            "victims/other.toml:1:1: warning[counted-twice]: this is a link to victims/good.toml, which is read by itself too, so its records are counted twice (remove the link, and let what links to its record link to the other)".to_owned(),
        ]
    );
    let listed = world.run(&["list", "--format", "ids"]).out;
    assert!(listed.contains("good\nother\n"), "{listed}");
    let said = world.run(&["list", "--format", "json"]).out;
    assert!(!said.contains("Private"), "{said}");
}

#[test]
fn an_archive_elsewhere_is_named_on_the_command_line() {
    let world = World::new();
    world.put("elsewhere/paper.txt", "Said once.\n");
    world.put("elsewhere/own.txt", "Said twice.\n");
    world.put("private.txt", "Private words.\n");
    world.put("cases/sources.toml", "[paper]\ntitle = 'P'\n");
    symlink(world.path("elsewhere"), world.path("cases/archive")).unwrap();
    symlink(world.path("private.txt"), world.path("elsewhere/out.txt")).unwrap();
    let quoted = |ran: super::program::Ran| ran.out.contains("Said once");
    assert!(!quoted(world.run(&["quote", "paper", "--find", "Said once"])));
    assert!(quoted(world.run(&[
        "--archive",
        "elsewhere",
        "quote",
        "paper",
        "--find",
        "Said once"
    ])));
    let mut command = world.command(&["quote", "paper", "--find", "Said once"]);
    assert!(quoted(super::program::Ran::of(command.env("CASEBOOK_ARCHIVE", "elsewhere"))));
    let ran = world.run(&["--archive", "elsewhere", "check", "--format", "short"]);
    assert!(ran.out.contains("out.txt:1:1: error[unreadable]: this link leads out"), "{}", ran.out);
}

#[test]
fn nothing_is_written_through_a_link_that_leads_out() {
    let world = World::new();
    world.put("page.txt", "A page.\n");
    world.put("cases/sources.toml", "[paper]\ntitle = 'P'\n");
    fs::create_dir(world.path("elsewhere")).unwrap();
    symlink(world.path("elsewhere"), world.path("cases/archive")).unwrap();
    symlink("../elsewhere", world.path("cases/rescues")).unwrap();
    for words in [&["archive", "add", "paper", "page.txt"][..], &["new", "rescue", "way-out"]] {
        let ran = world.run(words);
        assert!(ran.code == Some(2) && ran.err.contains("a link leads out of"), "{}", ran.err);
    }
    assert_eq!(fs::read_dir(world.path("elsewhere")).unwrap().count(), 0);
    assert_eq!(
        fs::read_to_string(world.path("cases/sources.toml")).unwrap(),
        "[paper]\ntitle = 'P'\n"
    );
    let named = world.run(&["--archive", "elsewhere", "archive", "add", "paper", "page.txt"]);
    assert_eq!(named.code, Some(0), "{}", named.err);
    assert!(world.path("elsewhere/paper.txt").is_file());
}

#[test]
fn pipes_sockets_and_devices_are_reported_and_not_waited_for() {
    let world = World::new();
    let at = |name: &str| world.path("cases/victims").join(name);
    assert!(Command::new("mkfifo").arg(at("pipe.toml")).status().unwrap().success());
    let _socket = UnixListener::bind(at("socket.toml")).unwrap();
    let mut wanted = vec!["pipe.toml", "socket.toml"];
    // Only the superuser makes devices, and not on every machine.
    let made = Command::new("mknod").arg(at("device.toml")).args(["c", "1", "5"]).output();
    if made.is_ok_and(|made| made.status.success()) {
        wanted.insert(0, "device.toml");
    } else {
        println!("skipped: no device can be made here");
    }
    let plain = "1:1: unreadable]: this is not a plain file; until it can be read, the case counts as confidential";
    let help = "(keep pipes, sockets and devices elsewhere)";
    let wanted: Vec<String> =
        wanted.iter().map(|name| format!("victims/{name}:{plain} {help}")).collect();
    assert_eq!(reported(&world), wanted);
    // Nor are they waited for where an archived text or the settings ought to be.
    world.put("page.txt", "A page.\n");
    world.put("cases/sources.toml", "[paper]\ntitle = 'P'\n");
    fs::create_dir(world.path("cases/archive")).unwrap();
    let pipe = world.path("cases/archive/paper.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = world.run(&["archive", "add", "paper", "page.txt", "--replace"]);
    assert!(ran.err.contains("is not a plain file"), "{}", ran.err);
    fs::remove_file(world.path("cases/casebook.toml")).unwrap();
    let settings = world.path("cases/casebook.toml");
    assert!(Command::new("mkfifo").arg(&settings).status().unwrap().success());
    let ran = world.run(&["-C", "cases", "check", "--format", "short"]);
    assert!(ran.out.contains("casebook.toml:1:1: error[unreadable]"), "{}", ran.out);
}

/// Root may read every file, so the test also accepts that the files were read.
#[test]
fn what_may_not_be_read_is_reported() {
    let world = World::new();
    world.put("cases/victims/locked.toml", "title = 'Locked'\n");
    world.put("cases/rescues/inner.toml", "title = 'Inner'\n");
    let locked = [world.path("cases/victims/locked.toml"), world.path("cases/rescues")];
    let lock = |mode| {
        for path in &locked {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    lock(0o000);
    let (forbidden, lines) = (fs::read(&locked[0]).is_err(), reported(&world));
    lock(0o755);
    if forbidden {
        let words =
            "1:1: unreadable]: you may not read this (give yourself the right to: chmod u+r)";
        assert_eq!(lines, [format!("rescues:{words}"), format!("victims/locked.toml:{words}")]);
    } else {
        println!("skipped: this user may read everything");
        assert_eq!(lines, [] as [&str; 0]);
    }
}

#[test]
fn names_that_differ_in_capitals_alone_are_one_id_twice() {
    let world = World::new();
    for name in ["ann-test", "Ann-Test", "ANN-TEST"] {
        world.put(format!("cases/victims/{name}.toml"), GOOD);
    }
    // Where capitals do not matter to the disk there is one file.
    let files = fs::read_dir(world.path("cases/victims")).unwrap().count();
    let lines = reported(&world);
    let bad = lines.iter().filter(|line| line.contains("bad-id]")).count();
    let twice = lines.iter().filter(|line| line.contains("duplicate-id]")).count();
    assert!(files == 2 || (bad, twice) == (2, 2), "{lines:?}");
}

#[test]
fn names_that_look_the_same_are_distinguished() {
    let world = World::new();
    for name in ["nguy\u{1ec5}n", "nguye\u{302}\u{303}n"] {
        world.put(format!("cases/victims/{name}.toml"), GOOD);
        world.put(format!("cases/archive/{name}.txt"), "Said once.\n");
    }
    let lines = reported(&world);
    assert_eq!(lines.iter().filter(|line| line.contains("bad-id]")).count(), 2, "{lines:?}");
    // Both are offered one id, and neither hides the other.
    assert!(lines.iter().any(|line| line.contains("duplicate-id]")), "{lines:?}");
    let listed = world.run(&["list", "--format", "ids"]).out;
    assert_eq!(listed, "good\nnguyen\n");
}

#[test]
fn names_that_no_text_can_hold_are_shown_by_marks() {
    use std::os::unix::ffi::OsStrExt as _;
    let world = World::new();
    let names: [&[u8]; 6] = [
        b"\xff\xfe.toml",
        b"\x1b]0;owned\x07.toml",
        b"new\nline.toml",
        "\u{202e}lmot.toml".as_bytes(),
        b"\xed\xa0\x80.toml",
        b" .toml",
    ];
    let mut made = 0;
    for name in names {
        let path = world.path("cases/victims").join(std::ffi::OsStr::from_bytes(name));
        // Some systems take no name that is not UTF-8.
        made += usize::from(fs::write(path, GOOD).is_ok());
    }
    let folder = world.path("cases/victims").join("\u{1b}[31m");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("inner.toml"), GOOD).unwrap();
    let lines = reported(&world);
    assert_eq!(lines.iter().filter(|line| line.contains("bad-id]")).count(), made, "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("␛]0;owned␇.toml")), "{lines:?}");
    let shown = world.run(&["show", "inner"]);
    assert!(shown.out.contains("␛[31m/inner.toml"), "{}", shown.out);
}

#[test]
fn a_file_that_is_swapped_while_it_is_read_is_a_sentence_at_most() {
    let world = World::new();
    let cases = world.path("cases");
    let (file, folder) = (cases.join("victims/swapped.toml"), cases.join("victims/swapped"));
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                stir(&file, &folder);
            }
        });
        let disk = Disk::new(&cases);
        let collections: Vec<_> = (0..60).map(|_| load(&disk)).collect();
        // Before anything can fail: the other thread would go on for ever.
        done.store(true, Ordering::Relaxed);
        for collection in collections {
            assert!(collection.get("good").is_some());
            for diagnostic in collection.diagnostics() {
                let message = &diagnostic.problem.message;
                let known = [
                    "it was there a moment ago and is gone",
                    "this link leads to nothing",
                    "this is not a plain file",
                    "this is a folder, and its name is that of a record's file",
                    "this case has no title",
                    "it cannot be read: ",
                    "this link leads out of the collection, and is not followed",
                    "it cannot be listed",
                    "this link leads back to a folder that it lies in",
                ];
                let known = known.iter().any(|known| message.starts_with(known));
                assert!(known || message.contains("title"), "{message}");
            }
        }
    });
}

/// Puts a file, a folder, a pipe, a link and nothing in one place, one after the other.
fn stir(file: &Path, folder: &Path) {
    let gone = || {
        _ = fs::remove_file(file);
        _ = fs::remove_dir_all(file);
    };
    _ = fs::write(file, GOOD);
    gone();
    _ = fs::create_dir_all(file.join("inner"));
    gone();
    _ = Command::new("mkfifo").arg(file).status();
    gone();
    _ = symlink("good.toml", file);
    gone();
    _ = fs::create_dir_all(folder);
    _ = fs::remove_dir(folder);
    _ = symlink(".", folder);
    _ = fs::remove_file(folder);
}

#[test]
fn folders_that_are_of_no_kind_are_looked_into_and_not_walked() {
    let world = World::new();
    world.put("cases/victim/one.toml", "title = 'In the wrong folder'\n");
    world.put("cases/pictures/2024/deeper/two.toml", "title = 'Of something else'\n");
    world.put("cases/places/far/down/three.toml", "name = 'Three'\n");
    let output = world.run(&["check", "--format", "short"]).out;
    assert!(output.contains("cases/victim/one.toml") && !output.contains("two.toml"), "{output}");
    let listed = world.run(&["list", "--format", "ids", "kind:place"]).out;
    assert_eq!(listed, "three\n");
    // A thousand of them are looked at, and that is all.
    for number in 0..1_500 {
        world.put(format!("cases/many/{number}.toml"), "a = 1\n");
    }
    assert!(world.run(&["check", "--format", "short"]).out.contains("cases/many/"));
}

#[test]
fn the_root_of_all_folders_is_answered_in_a_sentence() {
    let world = World::new();
    for folder in ["/", "/proc", "/sys", "/usr"] {
        if !Path::new(folder).is_dir() {
            println!("there is no {folder} here");
            continue;
        }
        let ran = world.run(&["--no-cache", "-C", folder, "list"]);
        assert!(ran.err.contains("no collection in"), "{folder}: {}", ran.err);
    }
}
