//! Writing when everything goes wrong: a file is the old one or the new one, and whole.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::BuildHasher as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use casebook::collection::{Disk, Shelf as _};
use casebook::exchange::Folder;
use tempfile::TempDir;

/// How often a writer is killed.
const KILLS: u64 = 200;

/// Bytes that take a while to be written, all of them the same.
fn page(letter: u8) -> Vec<u8> {
    vec![letter; 300_000]
}

fn replace_file(file: &Path, expected: &[u8], new: &[u8]) {
    let folder = Folder::open(file.parent().unwrap()).unwrap();
    folder.replace(Path::new(file.file_name().unwrap()), expected, new).unwrap();
}

#[test]
#[ignore = "started as a program of its own by the test below, and killed"]
fn a_program_that_writes_without_end() {
    let file = PathBuf::from(std::env::var_os("FILE").unwrap());
    let (one, other) = (page(b'1'), page(b'2'));
    loop {
        let there = fs::read(&file).unwrap();
        let next = if there == one { &other } else { &one };
        replace_file(&file, &there, next);
    }
}

#[test]
fn killed_at_any_moment_a_file_is_the_old_one_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("victims/test-one.toml");
    fs::create_dir(folder.path().join("victims")).unwrap();
    fs::write(&file, page(b'1')).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let random = RandomState::new();
    let mut pages = [0, 0];
    for round in 0..KILLS {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "a_program_that_writes_without_end"]);
        command.env("FILE", &file).stdout(Stdio::null()).stderr(Stdio::null());
        let mut writer = command.spawn().unwrap();
        // The writer is up after a few of them, and writes from then on.
        thread::sleep(Duration::from_micros(3_000 + random.hash_one(round) % 12_000));
        kill(&mut writer);
        let there = fs::read(&file).unwrap();
        let which = [page(b'1'), page(b'2')].iter().position(|page| *page == there);
        pages[which.unwrap_or_else(|| panic!("{} bytes are half a file", there.len()))] += 1;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // It was killed while it wrote, and not always before.
    assert!(pages.iter().all(|count| *count > 5), "{pages:?}");
    // What a killed writer leaves behind is hidden from the collection, and from everybody else.
    let listed: Vec<_> = Disk::new(folder.path()).list().into_iter().flatten().collect();
    assert_eq!(listed, [Path::new("victims/test-one.toml")]);
    for entry in fs::read_dir(folder.path().join("victims")).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
    }
}

fn kill(child: &mut Child) {
    // SIGKILL: nothing is told of it, and nothing can be done about it.
    child.kill().unwrap();
    child.wait().unwrap();
}

const SOURCES: &str = "# ours\n[paper]\ntitle = 'P' # said so\n";

/// A collection with a source, and a page to put into its archive.
fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
    fs::write(folder.path().join("sources.toml"), SOURCES).unwrap();
    fs::write(folder.path().join("page.txt"), page(b'p')).unwrap();
    folder
}

const ADD: [&str; 4] = ["archive", "add", "paper", "page.txt"];

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.current_dir(folder).args(ADD).env("HOME", folder).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn the_program_itself_killed_at_any_moment_leaves_whole_files_and_can_do_it_again() {
    let random = RandomState::new();
    for round in 0..40_u64 {
        let folder = collection();
        let mut running = program(folder.path()).spawn().unwrap();
        thread::sleep(Duration::from_micros(random.hash_one(round) % 40_000));
        kill(&mut running);
        let sources = fs::read_to_string(folder.path().join("sources.toml")).unwrap();
        let noted = sources.contains("sha256") && sources.contains("collected_at");
        assert!(sources == SOURCES || (noted && sources.starts_with(SOURCES)), "{sources}");
        let archived = fs::read(folder.path().join("archive/paper.txt"));
        assert!(archived.as_ref().is_err() || archived.unwrap() == page(b'p'));
        // Whatever was reached, doing it once more completes it.
        assert!(program(folder.path()).status().unwrap().success());
        let sources = fs::read_to_string(folder.path().join("sources.toml")).unwrap();
        assert!(sources.starts_with(SOURCES) && sources.contains("sha256"), "{sources}");
    }
}

/// Runs lines of a shell in the folder; `$CASEBOOK` is the program.
fn shell(folder: &Path, with: &[&str], lines: &str) -> Output {
    let (first, rest) = with.split_first().unwrap();
    let mut command = Command::new(first);
    command.args(rest).args(["sh", "-c", lines]).current_dir(folder);
    command.env("CASEBOOK", env!("CARGO_BIN_EXE_casebook")).env("HOME", folder);
    command.output().unwrap()
}

/// No file may grow beyond a block, as on a disk without room.
#[test]
fn where_no_more_can_be_written_the_old_file_stays() {
    let folder = collection();
    let lines = "trap '' XFSZ; ulimit -f 8; \"$CASEBOOK\" archive add paper page.txt";
    let output = shell(folder.path(), &["env"], lines);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot create archive/paper.txt") && said.contains("hint: "), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("sources.toml")).unwrap(), SOURCES);
    // The folder that was made for it is gone again too.
    assert!(!folder.path().join("archive").exists());
}

/// Tells whether this user may mount a disk of their own, and says so where not.
fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "true"]).output();
    let may = tried.is_ok_and(|tried| tried.status.success());
    if !may {
        println!("skipped: this user may mount nothing here");
    }
    may
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    if !may_mount() {
        return;
    }
    let folder = collection();
    let lines = "set -e; mkdir disk; mount -t tmpfs -o size=200k none disk
        cp casebook.toml sources.toml disk
        code=0; \"$CASEBOOK\" -C disk archive add paper page.txt 2> said || code=$?
        cat disk/sources.toml > sources-after; ls -A disk > disk-after; exit $code";
    let output = shell(folder.path(), &["unshare", "-rm"], lines);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(read("said").contains("make room on the disk, and do it again"), "{}", read("said"));
    assert_eq!(read("sources-after"), SOURCES);
    assert_eq!(read("disk-after"), "casebook.toml\nsources.toml\n");
}

#[test]
fn a_disk_that_cannot_be_written_to_is_told() {
    if !may_mount() {
        return;
    }
    let folder = collection();
    let lines = "set -e; mkdir disk; mount -t tmpfs none disk
        cp casebook.toml sources.toml disk; mkdir disk/archive; mount -o remount,ro disk
        code=0; \"$CASEBOOK\" -C disk archive add paper page.txt 2> said || code=$?
        \"$CASEBOOK\" -C disk list kind:source; exit $code";
    let output = shell(folder.path(), &["unshare", "-rm"], lines);
    let said = fs::read_to_string(folder.path().join("said")).unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(said.contains("copy the collection to a disk that can be written to"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("paper"));
}

/// Whoever may not read a file may not read the one that takes its place either, at no moment.
#[test]
fn nobody_else_reads_a_file_while_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.toml");
    fs::write(&file, page(b'1')).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for round in 0..100_u8 {
                let (old, new) = (page(b'1' + round % 2), page(b'1' + (round + 1) % 2));
                replace_file(&file, &old, &new);
            }
        });
        while !writing.is_finished() {
            for entry in fs::read_dir(folder.path()).unwrap().flatten() {
                // It may have been renamed by now.
                let Ok(metadata) = entry.metadata() else { continue };
                assert_eq!(metadata.permissions().mode() & 0o077, 0, "{entry:?}");
            }
        }
    });
}
