//! A passage is marked, added to a case and taken out again, on a disk and under a terminal.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::session::{Session, collection};

const ANN: &str = "# kept by hand\r\ntitle = 'Ann Test, made up'\r\nname  = 'Ann Test' # hers\r\nrecruitment_date = '2023'\r\n\r\n[[quote]]\r\nsource = 'paper'\r\ntext   = 'Ann was 17.'";

const ADDED: &str = "\r\n\r\n[[quote]]\r\nsource = \"paper\"\r\nat     = \"line 3\"\r\ntext   = \"told of work\"\r\nsupports = [\"name\"]";

/// A collection in which Ann's case quotes a source whose text is archived.
fn with_text() -> TempDir {
    let folder = collection();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    fs::create_dir(folder.path().join("archive")).unwrap();
    write("archive/paper.txt", "A Test Paper\n\nAnn was told of work by a test.\nAnn was 17.\n");
    write("sources.toml", "[paper]\ntitle = 'A Test Paper'\n");
    write("victims/ann.toml", ANN);
    folder
}

fn start(folder: TempDir) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    session.wait_for("“Ann was 17.”");
    session
}

/// Marks "told of work" and opens the list of fields that it supports.
fn mark(session: &mut Session) {
    select(session);
    session.press("c");
    session.wait_for("Add quote to Ann Test");
}

fn select(session: &mut Session) {
    session.press("ll\r");
    session.wait_for("quoted passage 1 of 1");
    session.press("3Gv2w;3e");
    session.wait_for("3 words selected");
}

#[test]
fn a_passage_is_added_and_taken_back_to_the_byte() {
    let folder = with_text();
    let file = folder.path().join("victims/ann.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let mut session = start(folder);
    mark(&mut session);
    session.press("name ");
    session.wait_for("[x]");
    session.press("\r");
    session.wait_for("u undoes it");
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{ANN}{ADDED}"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    session.wait_for("quoted passage 1 of 2");
    session.press("u");
    session.wait_for("the file is as before");
    assert_eq!(fs::read_to_string(&file).unwrap(), ANN);
    session.wait_for("3 words selected");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
    assert!(names_beside(&file).iter().all(|name| !name.contains("casebook")));
}

/// Returns the names in the folder of the case.
fn names_beside(file: &Path) -> Vec<String> {
    let entries = fs::read_dir(file.parent().unwrap()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The signal comes at another moment of the writing in each round; which is up to the machine.
#[test]
fn a_terminal_that_hangs_up_while_a_quote_is_written_leaves_the_old_file_or_the_new_one() {
    for round in 0..12_u32 {
        let folder = with_text();
        let file = folder.path().join("victims/ann.toml");
        let mut session = start(folder);
        mark(&mut session);
        session.press("\r");
        (0..round * 300_000).for_each(|number| _ = std::hint::black_box(number));
        session.signal("HUP");
        assert_eq!(session.wait_for_end().signal(), Some("Hangup"), "{round}");
        let text = fs::read_to_string(&file).unwrap();
        let new = text.strip_prefix(ANN);
        assert!(new.is_some_and(|new| new.is_empty() || new.contains("told of work")), "{text}");
        let left = names_beside(&file);
        assert!(!left.iter().any(|name| name.contains("casebook")), "{round}: {left:?}");
        session.expect_restored();
    }
}

/// Where the disk is slow, the signal certainly comes between the first byte and the last.
#[test]
fn a_quote_that_waits_for_the_disk_is_written_before_a_hang_up_ends_the_program() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: there is no strace here");
        return;
    }
    let folder = with_text();
    let file = folder.path().join("victims/ann.toml");
    let mut command = CommandBuilder::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync"]);
    command.args(["-e", "inject=fsync:delay_enter=700000", env!("CARGO_BIN_EXE_casebook")]);
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    session.wait_for("“Ann was 17.”");
    mark(&mut session);
    session.press("\r");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !names_beside(&file).iter().any(|name| name.starts_with(".casebook")) {
        assert!(Instant::now() < deadline, "nothing is written\n{}", session.dump());
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), ANN);
    let traced = Command::new("pgrep").arg("-P").arg(session.pid().to_string()).output().unwrap();
    let traced = String::from_utf8(traced.stdout).unwrap();
    Command::new("kill").arg("-HUP").arg(traced.trim()).status().unwrap();
    // strace ends as what it has started.
    assert_eq!(session.wait_for_end().signal(), Some("Hangup"));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with(ANN) && text.contains("told of work"), "{text}");
    let left = names_beside(&file);
    assert!(!left.iter().any(|name| name.contains("casebook")), "{left:?}");
}

#[test]
fn a_file_that_may_not_be_written_is_reported_and_the_mark_stays() {
    let folder = with_text();
    let file = folder.path().join("victims/ann.toml");
    let set_mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    set_mode(0o444);
    let mut session = start(folder);
    select(&mut session);
    session.press("c");
    session.wait_for("this file is marked as read-only");
    session.wait_for("3 words selected");
    // While fields are chosen, it becomes so again.
    set_mode(0o644);
    session.press("c");
    session.wait_for("Add quote to Ann Test");
    set_mode(0o444);
    session.press("\r");
    session.wait_for("The quote was not added");
    session.wait_for("marked as read-only");
    session.press("\u{1b}");
    session.wait_for("3 words selected");
    assert_eq!(fs::read_to_string(&file).unwrap(), ANN);
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}
