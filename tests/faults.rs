//! Writing when everything goes wrong: a file is the old one or the new one, and whole.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

use std::collections::BTreeMap;
use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::BuildHasher as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use casebook::collection::{Collection, Disk, FileSource as _};
use casebook::exchange::{Change, ChangedFile, Folder, Readers, WriteError, write_together};
use casebook::session::CollectionReader;
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
    without_end(|| {
        let there = fs::read(&file).unwrap();
        let next = if there == one { &other } else { &one };
        replace_file(&file, &there, next);
    });
}

/// Does something again and again, and notes after the first time how many microseconds it took.
fn without_end(mut turn: impl FnMut()) {
    let start = Instant::now();
    turn();
    let note = PathBuf::from(std::env::var_os("NOTE").unwrap());
    fs::write(&note, format!("{}\n", start.elapsed().as_micros())).unwrap();
    loop {
        turn();
    }
}

/// Starts one of the tests above as a program, and kills it at a random moment of one of its next turns, however
/// slow the machine is.
fn start_and_kill(test: &str, file: &Path, random: u64) {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("note");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", test]).env("FILE", file).env("NOTE", &note);
    let mut writer = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let micros = loop {
        let noted = fs::read_to_string(&note).unwrap_or_default();
        if let Some(micros) = noted.strip_suffix('\n') {
            break micros.parse::<u64>().unwrap();
        }
        assert!(writer.try_wait().unwrap().is_none(), "{test} has ended");
        thread::sleep(Duration::from_millis(1));
    };
    thread::sleep(Duration::from_micros(random % (3 * micros + 1)));
    kill(&mut writer);
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
        start_and_kill("a_program_that_writes_without_end", &file, random.hash_one(round));
        let there = fs::read(&file).unwrap();
        let which = [page(b'1'), page(b'2')].iter().position(|page| *page == there);
        pages[which.unwrap_or_else(|| panic!("{} bytes are half a file", there.len()))] += 1;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // It was killed between any two of its turns.
    assert!(pages.iter().all(|count| *count > 5), "{pages:?}");
    // What a killed writer leaves behind is hidden from the collection, and from everybody else.
    let listed: Vec<_> = Disk::new(folder.path()).list().into_iter().flatten().collect();
    assert_eq!(listed, [Path::new("victims/test-one.toml")]);
    for entry in fs::read_dir(folder.path().join("victims")).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
    }
}

/// How many files a change has that is interrupted.
const FILES: usize = 40;

/// The text of one of the files, in one of two versions.
fn version(number: usize, letter: char) -> String {
    format!("title = 'Case {number} {letter}'\n# {}\n", letter.to_string().repeat(2_000))
}

fn case_path(number: usize) -> PathBuf {
    PathBuf::from(format!("victims/case-{number}.toml"))
}

#[test]
#[ignore = "started as a program of its own by the test below, and killed"]
fn a_program_that_changes_forty_files_without_end() {
    let folder = PathBuf::from(std::env::var_os("FILE").unwrap());
    let text_of = |path: &Path| Some(fs::read_to_string(folder.join(path)).ok()?.into());
    without_end(|| {
        let first = fs::read_to_string(folder.join(case_path(0))).unwrap();
        let (from, to) = if first == version(0, 'a') { ('a', 'b') } else { ('b', 'a') };
        let files = (0..FILES).map(|number| {
            ChangedFile::between(case_path(number), &version(number, from), &version(number, to))
        });
        // One file more is there with the one version, and not with the other.
        let more = match to {
            'b' => ChangedFile::create("places/more.toml", "name = 'More'\n"),
            _ => ChangedFile::delete("places/more.toml", "name = 'More'\n"),
        };
        let change = Change { label: String::new(), files: files.chain([more]).collect() };
        let planned = change.plan(text_of).unwrap();
        write_together(&Disk::new(&folder), planned.files(), Readers::AnyoneAllowed).unwrap();
    });
}

/// Returns how often a program is killed: `few` times, or 1,000 times by `CASEBOOK_KILLS=1000`.
fn kills(few: u64) -> u64 {
    std::env::var("CASEBOOK_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

#[test]
fn killed_at_any_moment_of_a_change_the_next_start_has_all_of_it_or_nothing_and_says_so() {
    let kills = kills(60);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("victims")).unwrap();
    for number in 0..FILES {
        fs::write(folder.path().join(case_path(number)), version(number, 'a')).unwrap();
    }
    let random = RandomState::new();
    let (mut counts, mut said) = ([0, 0], 0);
    for round in 0..kills {
        let moment = random.hash_one(round);
        start_and_kill("a_program_that_changes_forty_files_without_end", folder.path(), moment);
        let reader = CollectionReader::of(Arc::new(Disk::new(folder.path())));
        let reading = reader.read_whole(&Collection::default(), &mut |_| {});
        said += usize::from(reading.warning.is_some_and(|warning| warning.contains("interrupted")));
        let texts: Vec<String> = (0..FILES)
            .map(|number| fs::read_to_string(folder.path().join(case_path(number))).unwrap())
            .collect();
        let is = |letter| {
            texts.iter().enumerate().all(|(number, text)| *text == version(number, letter))
        };
        let more = folder.path().join("places/more.toml").exists();
        let which = usize::from(is('b'));
        assert!((is('a') && !more) || (is('b') && more), "a mixture after kill {round}");
        counts[which] += 1;
        // Nothing else is left. A program that another test starts right now has the locks of this one until it runs:
        // what cannot be removed for that goes with the next reading.
        let left = || fs::read_dir(folder.path().join("victims")).unwrap().count() - FILES;
        for _ in 0..10 {
            if left() > 0 {
                thread::sleep(Duration::from_millis(50));
                reader.read_whole(&Collection::default(), &mut |_| {});
            }
        }
        assert_eq!(left(), 0, "after kill {round}");
    }
    println!("{kills} kills: {counts:?}, {said} changes ended by the next start");
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    // The moments in which something is left to be ended are few: of sixty none may be one.
    assert!(said > 0 || kills < 1_000, "{said}");
}

fn kill(child: &mut Child) {
    // SIGKILL: the program gets no notice of it, and nothing can be done about it.
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

/// So many rows make a change whose files are flushed together.
const ROWS: usize = 70;

/// What is killed: a table is imported, and a page archived, each with its own bytes beside its text.
const WITH_ORIGINALS: [&str; 2] =
    ["import rows.csv --mapping rows.map", "archive add paper saved.html"];

/// A collection with a source, a table with its mapping, and a saved page.
fn importing() -> TempDir {
    let folder = collection();
    let row = |number: usize| format!("{number},Sample Person {number},{}\n", 20 + number % 30);
    let rows: String = (1..=ROWS).map(row).collect();
    let page = "<p>She left.<script>no()</script><p>Others stayed.".repeat(2_000);
    let mapping = "kind = 'victim'\nsource = 'sample-table'\nid = 'sample-{No}'\n\
        [constants]\ntitle = '{Name}'\n[columns]\nNo = false\nName = 'name'\nAge = 'age'\n";
    for (name, text) in [
        ("rows.csv", format!("No,Name,Age\n{rows}")),
        ("rows.map", mapping.to_owned()),
        ("saved.html", page),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Returns the files that are not hidden, without the moment of the capture.
fn files_in(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            files.extend(
                files_in(&path)
                    .into_iter()
                    .map(|(inner, text)| (Path::new(&entry.file_name()).join(inner), text)),
            );
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with("collected_at"));
            files.insert(entry.file_name().into(), lines.collect::<Vec<_>>().join("\n"));
        }
    }
    files
}

/// Counts what killed programs left below a folder.
fn leftovers(folder: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let is_folder = entry.file_type().unwrap().is_dir();
        count += usize::from(entry.file_name().as_encoded_bytes().starts_with(b".casebook-"));
        if is_folder {
            count += leftovers(&entry.path());
        }
    }
    count
}

/// Holds, of a folder in which a program was killed, that the next start finds all of the change or nothing, and that it can be
/// made again; returns whether it was made.
fn all_or_nothing(
    folder: &Path,
    command: &str,
    whole: &BTreeMap<PathBuf, String>,
    at: &str,
) -> bool {
    let before = files_in(importing().path());
    let casebook = |command: &str| shell(folder, &["env"], &format!("\"$CASEBOOK\" {command}"));
    assert!(casebook("list").status.success());
    let found = files_in(folder);
    let is_made = found == *whole;
    let names = || found.keys().collect::<Vec<_>>();
    assert!(is_made || found == before, "{command}: a part of it {at}: {:?}", names());
    // A program that another test starts right now has the locks of this one until it runs.
    for _ in 0..10 {
        if leftovers(folder) > 0 {
            thread::sleep(Duration::from_millis(50));
            casebook("list");
        }
    }
    assert_eq!(leftovers(folder), 0, "{command} {at}");
    let again = casebook(command);
    assert!(again.status.success(), "{command} {at}: {again:?}");
    assert!(files_in(folder) == *whole, "{command}: not whole after it was made again {at}");
    is_made
}

#[test]
fn an_import_or_a_page_with_its_original_is_all_there_after_a_kill_or_not_at_all() {
    let random = RandomState::new();
    for command in WITH_ORIGINALS {
        let lines = format!("exec \"$CASEBOOK\" {command}");
        let whole = importing();
        let began = Instant::now();
        assert!(shell(whole.path(), &["env"], &lines).status.success());
        let took = u64::try_from(began.elapsed().as_micros()).unwrap();
        let whole = files_in(whole.path());
        let kills = kills(12);
        let mut made = 0;
        for round in 0..kills {
            let folder = importing();
            let mut running = Command::new("sh");
            running.args(["-c", &lines]).current_dir(folder.path()).env("HOME", folder.path());
            running.env("CASEBOOK", env!("CARGO_BIN_EXE_casebook"));
            running.stdout(Stdio::null()).stderr(Stdio::null());
            let mut running = running.spawn().unwrap();
            thread::sleep(Duration::from_micros(random.hash_one(round) % (took + took / 4)));
            kill(&mut running);
            made += u64::from(all_or_nothing(
                folder.path(),
                command,
                &whole,
                &format!("at kill {round}"),
            ));
        }
        println!("{command}: killed {kills} times, of which it was all there {made} times");
    }
}

/// The same at moments that chance seldom meets: just before a call by which files get their names.
#[test]
fn killed_before_a_file_gets_its_name_all_of_a_change_is_there_or_nothing() {
    if !is_here("strace") {
        return;
    }
    for command in WITH_ORIGINALS {
        let whole = importing();
        let done = shell(whole.path(), &["env"], &format!("\"$CASEBOOK\" {command}"));
        assert!(done.status.success(), "{done:?}");
        let whole = files_in(whole.path());
        let (mut made, mut killed) = (0, 0);
        for call in ["renameat2", "fsync", "syncfs", "unlinkat"] {
            for number in (1..4).chain((4..).step_by(35)) {
                let folder = importing();
                let lines = format!(
                    "strace -f -qq -o trace -e trace={call} -e inject={call}:signal=KILL:when={number} \"$CASEBOOK\" {command}; rm -f trace"
                );
                let output = shell(folder.path(), &["env"], &lines);
                let is_killed = !String::from_utf8_lossy(&output.stderr).contains("created ")
                    && !String::from_utf8_lossy(&output.stderr).contains("archived ");
                let at = format!("at {call} {number}");
                made += u64::from(all_or_nothing(folder.path(), command, &whole, &at));
                if !is_killed {
                    break;
                }
                killed += 1;
            }
        }
        println!("{command}: killed {killed} times, of which it was all there {made} times");
        assert!(killed > 4 && made > 4 && made < killed + 4, "{killed} {made}");
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
    assert!(said.contains("cannot write archive/paper.txt") && said.contains("hint: "), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("sources.toml")).unwrap(), SOURCES);
    // The folder that was made for it is gone again too.
    assert!(!folder.path().join("archive").exists());
}

/// Returns whether this user may mount a disk of their own, and says so where not.
fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "true"]).output();
    let may = tried.is_ok_and(|tried| tried.status.success());
    if !may {
        println!("skipped: this user may mount nothing here");
    }
    may
}

#[test]
fn a_full_disk_is_reported_and_loses_nothing() {
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
    assert!(read("said").contains("free space on the disk and try again"), "{}", read("said"));
    assert_eq!(read("sources-after"), SOURCES);
    assert_eq!(read("disk-after"), "casebook.toml\nsources.toml\n");
}

#[test]
fn a_disk_that_cannot_be_written_to_is_reported() {
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
    assert!(said.contains("copy the collection to a writable disk"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("paper"));
}

/// A user who may not read a file may never read its replacement, while it is written or after.
#[test]
fn no_other_user_can_read_a_file_while_it_is_written() {
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

/// Starts a test of this file as a program of its own.
fn start(test: &str, file: &Path, name: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", test]).env("FILE", file).env("NAME", name);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How often each writer adds something.
const ADDITIONS: usize = 200;

#[test]
#[ignore = "started as a program of its own by the tests below"]
fn a_program_that_adds_lines() {
    let file = PathBuf::from(std::env::var_os("FILE").unwrap());
    let name = std::env::var("NAME").unwrap();
    let folder = Folder::open(file.parent().unwrap()).unwrap();
    for number in 0..ADDITIONS {
        let line = format!("{name}-{number}\n");
        let added = folder.change(Path::new(file.file_name().unwrap()), |before| {
            Ok::<_, WriteError>([before, line.as_bytes()].concat())
        });
        added.unwrap();
    }
}

#[test]
fn two_or_four_writers_at_once_lose_no_change() {
    for names in [&["a", "b"][..], &["a", "b", "c", "d"]] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sources.toml");
        fs::write(&file, page(b'#')).unwrap();
        let mut writers: Vec<Child> =
            names.iter().map(|name| start("a_program_that_adds_lines", &file, name)).collect();
        assert!(writers.iter_mut().all(|writer| writer.wait().unwrap().success()));
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), names.len() * ADDITIONS, "some changes are lost");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

/// Saves by another program, which takes no lock: in place, or as editors do, by a new file.
fn save(file: &Path, text: &str, renamed: bool) {
    if renamed {
        let beside = file.with_extension("new");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, file).unwrap();
    } else {
        fs::write(file, text).unwrap();
    }
}

/// Each save is a number; what another program saves last is there when it looks again, perhaps with
/// what we have added below.
#[test]
fn writers_beside_programs_that_take_no_lock_lose_nothing_that_these_saved() {
    for renamed in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ann.toml");
        save(&file, "saved 0\n", renamed);
        let opened = Folder::open(folder.path()).unwrap();
        let mut added = 0;
        thread::scope(|scope| {
            let other = scope.spawn(|| {
                for number in 0..3_000 {
                    let saved = format!("saved {number}\n");
                    let is_there = || fs::read_to_string(&file).unwrap().starts_with(&saved);
                    // For a moment what we have made of an older text may be in its place; the moment lasts as long as the
                    // machine has other things to do.
                    let waited = (0..100_000).find(|_| {
                        let is_there = is_there();
                        thread::sleep(Duration::from_micros(if is_there { 0 } else { 200 }));
                        is_there
                    });
                    assert!(waited.is_some(), "{saved} is lost");
                    save(&file, &format!("saved {}\n", number + 1), renamed);
                    thread::sleep(Duration::from_micros(number % 400 * 3));
                }
            });
            while !other.is_finished() {
                let Ok(there) = fs::read_to_string(&file) else { continue };
                // Not while it is written.
                if there.ends_with('\n') && there.len() < 1_000 {
                    let new = format!("{there}ours\n");
                    let name = Path::new("ann.toml");
                    added +=
                        u32::from(opened.replace(name, there.as_bytes(), new.as_bytes()).is_ok());
                }
            }
        });
        assert!(added > 10, "{added}");
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "renamed: {renamed}");
    }
}

/// Returns whether a program is here, and says so where not.
fn is_here(program: &str) -> bool {
    let is_here = Command::new(program).arg("--version").output().is_ok();
    if !is_here {
        println!("skipped in part: there is no {program} here");
    }
    is_here
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn rights(file: &Path) -> (u32, u32, u32) {
    let metadata = fs::metadata(file).unwrap();
    (metadata.uid(), metadata.gid(), metadata.mode())
}

fn access_list(file: &Path) -> String {
    run(Command::new("getfacl").args(["-cpn"]).arg(file))
}

#[test]
fn rights_of_an_access_list_stay_and_open_the_file_to_no_one_else() {
    if !is_here("setfacl") {
        return;
    }
    // Lists of the file, and of new files in its folder.
    let lists: [(&str, &[&str]); 4] = [
        ("600", &["-m", "u:1001:r"]),
        ("640", &["-m", "u:1001:rw,g:1002:---,m::rw"]),
        ("666", &["-m", "u:1001:---"]),
        ("600", &[]),
    ];
    for (mode, list) in lists {
        for of_folder in ["", "u:1003:rwx", "g:1004:rw,o::---"] {
            let folder = collection();
            let file = folder.path().join("sources.toml");
            fs::create_dir(folder.path().join("archive")).unwrap();
            run(Command::new("chmod").arg(mode).arg(&file));
            if !list.is_empty() {
                run(Command::new("setfacl").args(list).arg(&file));
            }
            if !of_folder.is_empty() {
                run(Command::new("setfacl").args(["-d", "-m", of_folder]).arg(folder.path()));
            }
            let (before, list_before) = (rights(&file), access_list(&file));
            assert!(program(folder.path()).status().unwrap().success());
            assert!(fs::read_to_string(&file).unwrap().contains("sha256"));
            assert_eq!(
                (rights(&file), access_list(&file)),
                (before, list_before),
                "{mode} {list:?}"
            );
        }
    }
}

/// A command that another user runs; `None`, with a message, if this process cannot switch users.
fn as_user(groups: &str) -> Option<Command> {
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "1001", "--regid", "1001", "--groups", groups]);
    let may = Command::new("setpriv")
        .args(["--reuid", "1001", env!("CARGO_BIN_EXE_casebook")])
        .arg("--version")
        .output();
    if may.is_ok_and(|output| output.status.success()) {
        return Some(command);
    }
    println!("skipped: cannot run as another user here, or that user cannot reach the program");
    None
}

#[test]
fn rights_in_a_shared_folder_stay_or_the_reason_is_said() {
    // Owner, group, mode; what is said, or nothing where the file is written.
    let cases = [
        ((0, 5000, 0o660), Some("its owner or group cannot be preserved")),
        ((0, 0, 0o644), Some("you have no permission to write it")),
        ((0, 5000, 0o640), Some("you have no permission to write it")),
        ((1001, 5000, 0o660), None),
        ((1001, 1001, 0o600), None),
        ((1001, 1002, 0o660), Some("its owner or group cannot be preserved")),
        ((1001, 1001, 0o400), Some("it is marked as read-only")),
    ];
    for ((uid, gid, mode), refused) in cases {
        let Some(mut command) = as_user("5000") else { return };
        let folder = collection();
        let file = folder.path().join("sources.toml");
        fs::create_dir(folder.path().join("archive")).unwrap();
        for shared in [folder.path(), &folder.path().join("archive")] {
            fs::set_permissions(shared, fs::Permissions::from_mode(0o777)).unwrap();
        }
        std::os::unix::fs::chown(&file, Some(uid), Some(gid)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let before = rights(&file);
        command.arg(env!("CARGO_BIN_EXE_casebook")).args(ADD).current_dir(folder.path());
        let output = command.env("HOME", folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        match refused {
            Some(why) => assert!(said.contains(why) && said.contains("hint: "), "{mode:o}: {said}"),
            None => assert!(output.status.success(), "{mode:o}: {said}"),
        }
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!((rights(&file), text == SOURCES), (before, refused.is_some()), "{mode:o}");
    }
}

#[test]
fn what_is_left_of_a_killed_program_is_gone_after_the_next_command() {
    for command in [&["list"][..], &["check"], &["show", "paper"], &["new", "victim", "ann"]] {
        let folder = collection();
        let left =
            ["victims/.casebook-00ff.tmp", "archive/.casebook-AbC123.tmp", ".casebook-1.tmp"];
        let others = ["victims/.hidden", ".casebook-notes.toml", ".casebook-.tmp"];
        for path in left.iter().chain(&others) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let mut casebook = Command::new(env!("CARGO_BIN_EXE_casebook"));
        let output = casebook.args(command).current_dir(folder.path()).env("HOME", folder.path());
        output.output().unwrap();
        for path in left {
            assert!(!folder.path().join(path).exists(), "{path} is there after {command:?}");
        }
        assert!(others.iter().all(|path| folder.path().join(path).exists()));
    }
}

/// Signals that come while a file waits for the disk are answered once it is there.
#[test]
fn nothing_is_left_by_a_signal_and_the_program_ends_by_it() {
    if !is_here("strace") {
        return;
    }
    for (signal, number) in [("HUP", 1), ("INT", 2), ("TERM", 15), ("QUIT", 3)] {
        let folder = collection();
        let archive = folder.path().join("archive");
        let slowly = ["-e", "trace=fsync", "-e", "inject=fsync:delay_enter=700000"];
        // What is started in the background may be started to ignore some of them.
        let mut strace = Command::new("env");
        strace.args(["--default-signal", "strace", "-f", "-qq", "-o", "/dev/null"]).args(slowly);
        strace.arg(env!("CARGO_BIN_EXE_casebook")).args(ADD).current_dir(folder.path());
        strace.env("HOME", folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = strace.spawn().unwrap();
        let names = |place: &Path| {
            let entries = fs::read_dir(place).into_iter().flatten();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect::<Vec<_>>()
        };
        while !names(&archive).iter().any(|name| name.starts_with(".casebook")) {
            thread::sleep(Duration::from_millis(5));
        }
        let casebook = run(Command::new("pgrep").arg("-P").arg(running.id().to_string()));
        run(Command::new("kill").arg(format!("-{signal}")).arg(casebook.trim()));
        // strace ends as what it has started.
        assert_eq!(running.wait().unwrap().signal(), Some(number), "{signal}");
        let sources = fs::read_to_string(folder.path().join("sources.toml")).unwrap();
        assert!(sources.contains("sha256"), "{signal}: {sources}");
        assert_eq!(names(&archive), ["paper.txt"], "{signal}");
        assert!(!names(folder.path()).iter().any(|name| name.starts_with(".casebook")), "{signal}");
    }
}

/// Threads that the system refuses, one after the other, until none is refused.
#[test]
fn where_no_thread_can_be_had_a_command_says_so() {
    if !is_here("strace") {
        return;
    }
    let mut refused = 0;
    for command in ["list", "check", "new victim ann"] {
        for number in 1.. {
            let folder = collection();
            let lines = format!(
                "strace -f -qq -o trace -e trace=clone3,clone -e inject=clone3,clone:error=EAGAIN:when={number} \"$CASEBOOK\" {command}"
            );
            let output = shell(folder.path(), &["env"], &lines);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!said.contains("mistake of its own"), "{command} {number}: {said}");
            let trace = fs::read_to_string(folder.path().join("trace")).unwrap_or_default();
            if !trace.contains("(INJECTED)") {
                break;
            }
            refused += 1;
            assert!(output.status.success() || said.contains("no thread left"), "{said}");
        }
    }
    assert!(refused >= 3, "{refused}");
}

/// The system calls by which something is written, or made ready to be.
const CALLS: [&str; 17] = [
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "fchmod",
    "fchown",
    "fsetxattr",
    "flock",
];

/// Every n-th of these calls fails, until none does: each file is the old one or the new one.
#[test]
fn every_system_call_that_writes_may_fail() {
    if !is_here("strace") {
        return;
    }
    let commands: [(&str, &[&str]); 3] = [
        ("archive add paper page.txt", &["sources.toml", "archive/paper.txt"]),
        ("new victim ann", &["victims/ann.toml"]),
        ("schema --write .", &["schema/victim.json", "schema/sources.json", "tombi.toml"]),
    ];
    let mut failed = 0;
    for (command, files) in commands {
        let (before, after) = (collection(), collection());
        let outdated = |folder: &TempDir| {
            let file = folder.path().join("schema/victim.json");
            fs::create_dir(folder.path().join("schema")).unwrap();
            fs::write(file, r#"{ "$comment": "Written by `casebook schema --write`." }"#).unwrap();
        };
        [&before, &after].into_iter().for_each(outdated);
        let done = shell(after.path(), &["env"], &format!("\"$CASEBOOK\" {command}"));
        assert!(done.status.success(), "{done:?}");
        let content = |folder: &TempDir, file: &str| fs::read(folder.path().join(file)).ok();
        for call in CALLS {
            for error in ["EIO", "ENOSPC", "EDQUOT", "EACCES"] {
                for number in 1.. {
                    let folder = collection();
                    outdated(&folder);
                    let lines = format!(
                        "strace -f -qq -o trace -e trace={call} -e inject={call}:error={error}:when={number} \"$CASEBOOK\" {command} 2> said"
                    );
                    let output = shell(folder.path(), &["env"], &lines);
                    let trace = fs::read_to_string(folder.path().join("trace")).unwrap_or_default();
                    let said = fs::read_to_string(folder.path().join("said")).unwrap();
                    let which = format!("{command}: {call} {number} {error}: {said}");
                    assert!(!said.contains("mistake of its own"), "{which}");
                    for file in files {
                        let there = content(&folder, file);
                        // The hash is that of the text; the time of collection is another each time.
                        let is_new = if *file == "sources.toml" {
                            there.as_ref().is_some_and(|there| {
                                let there = String::from_utf8_lossy(there);
                                there.starts_with(SOURCES)
                                    && there.contains("sha256")
                                    && there.contains("collected_at")
                            })
                        } else {
                            there == content(&after, file)
                        };
                        let is_old = there == content(&before, file);
                        assert!(is_old || is_new, "{which} {file}");
                        assert!(
                            is_new || !output.status.success(),
                            "{which} {file} is the old one"
                        );
                    }
                    if !trace.contains("(INJECTED)") {
                        break;
                    }
                    failed += 1;
                }
            }
        }
    }
    println!("{failed} calls have failed");
    assert!(failed > 100, "{failed}");
}
