//! The tutor, step by step as its lesson says, and what it leaves behind: nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::session::Session;

/// Starts the tutor in a folder in which it finds the only place for temporary files.
fn start() -> Session {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("temporary")).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg("tutor");
    command.cwd(folder.path());
    command.env("TMPDIR", folder.path().join("temporary"));
    command.env("XDG_CACHE_HOME", folder.path().join("cache"));
    for name in ["TMUX", "WAYLAND_DISPLAY", "DISPLAY", "CASEBOOK_DIR", "CASEBOOK_MASKED"] {
        command.env_remove(name);
    }
    let mut session = Session::of(command, folder);
    session.wait_for("Step 1.");
    session.resize(130, 32);
    session.wait_until("a wide screen", |screen| {
        screen.contents().lines().any(|line| line.chars().count() > 120)
    });
    session
}

/// Returns the names in the folder of temporary files.
fn scratch(session: &Session) -> Vec<String> {
    let entries = fs::read_dir(session.folder().join("temporary")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Returns the file of the case that the exercise is about.
fn file(session: &Session) -> PathBuf {
    let temporary = session.folder().join("temporary").join(&scratch(session)[0]);
    temporary.join("exercise/victims/tessa-test.toml")
}

fn case(session: &Session) -> String {
    fs::read_to_string(file(session)).unwrap()
}

#[track_caller]
fn expect_nothing_left(session: &Session) {
    assert_eq!(scratch(session), [""; 0]);
    assert!(!session.folder().join("cache").exists());
}

#[test]
fn every_step_goes_as_the_lesson_says_and_nothing_is_left() {
    let mut session = start();
    session.wait_for("Type /tessa");
    session.press("/tessa");
    session.wait_for("1 of 2");
    session.press("\r");
    session.wait_until("no caret", vt100::Screen::hide_cursor);
    session.press("\r");
    session.wait_for("Step 2.");
    session.wait_for("1/4 quotes · title");
    let before = case(&session);
    session.press("jjj");
    session.wait_for("1/4 quotes · recruitment");
    session.press("i");
    session.wait_for("2021-05?");
    session.press("\u{15}mar 2021");
    session.wait_for("March 2021");
    session.press("\r");
    session.wait_for("written to Tessa Test");
    let corrected = case(&session);
    assert_eq!(corrected, before.replace("\"2021-05?\"", "\"2021-03\""));
    assert_ne!(corrected, before);
    session.press("u");
    session.wait_for("the file is as before");
    assert_eq!(case(&session), before);
    session.press("\u{12}");
    session.wait_for("redone");
    assert_eq!(case(&session), corrected);
    session.press("j");
    session.wait_for("1/4 quotes · exploitation");
    session.press("\r");
    session.wait_for("A made-up town");
    session.press("\u{7f}");
    session.wait_for("1/4 quotes · exploitation");
    session.press("j");
    session.wait_for("1/4 quotes · outcome");
    session.press("\t");
    session.press("yq");
    session.wait_for("characters");
    session.press("\r");
    session.wait_for("Step 6.");
    session.press("16Gv$");
    session.wait_for("words selected");
    session.press("c");
    session.wait_for("Add quote to Tessa Test");
    session.press("age ");
    session.wait_for("[x]");
    session.press("\r");
    // The lesson itself says that u undoes.
    session.wait_for("quote added to Tessa Test");
    session.press("jjj");
    session.wait_for("Step 7.");
    let quoted = case(&session);
    let added = quoted.strip_prefix(corrected.as_str()).unwrap();
    assert!(added.contains("\"Tessa Test was 23 years old then.\""), "{added}");
    assert!(added.contains("[\"age\"]"), "{added}");
    session.press("u");
    session.wait_for("the file is as before");
    assert_eq!(case(&session), corrected);
    walk_the_last_steps(&mut session, &corrected);
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    expect_nothing_left(&session);
}

/// Goes from the archived text through the steps for the words that say so, many records and another id.
fn walk_the_last_steps(session: &mut Session, corrected: &str) {
    session.press("\x1b");
    session.wait_for("selection cleared");
    session.press("\x1b");
    session.wait_for("1/4 quotes · outcome");
    session.press("\x1b");
    session.wait_for("Esc list");
    session.press("kkk");
    session.wait_for("┬ 4 quotes");
    session.press("c");
    session.wait_for("Which words say age");
    session.press("\r");
    session.wait_for("line 16");
    session.press("\x1b");
    session.wait_for("search in the text cleared");
    session.press("\x1b");
    session.wait_for("Esc back");
    session.press("\x1b");
    session.wait_for("Esc list");
    session.press("\x1b");
    session.wait_until("the list", |screen| !screen.contents().contains("Esc list"));
    session.press("I");
    session.wait_for("Change a field of 2 listed records");
    session.press("tags\r");
    session.wait_for("add to the list");
    session.press("\r");
    session.wait_for("which value?");
    session.press("tried\r");
    session.wait_for("adds tried to tags of 2 of 2");
    session.press("y");
    session.wait_for("2 files changed");
    assert!(case(session).contains("\"tried\""));
    session.press("u");
    session.wait_for("2 files as before");
    assert_eq!(case(session), corrected);
    session.press(":rename tessa-case\r");
    session.wait_for("victims/tessa-test.toml becomes victims/tessa-case.toml");
    session.press("y");
    session.wait_for("1 file changed");
    session.press("u");
    session.wait_for("1 file as before");
    assert_eq!(case(session), corrected);
    session.press("gs");
    session.wait_for("Sources: 1");
    session.press("\r");
    session.wait_for("an exercise of five minutes →");
    session.press("\tG");
    session.wait_for("Step 8.");
    session.wait_for("Step 11.");
}

#[test]
fn a_signal_that_ends_the_tutor_leaves_nothing() {
    for (signal, name) in [("TERM", "Terminated"), ("HUP", "Hangup"), ("INT", "Interrupt")] {
        let mut session = start();
        assert_eq!(scratch(&session).len(), 1);
        session.signal(signal);
        let status = session.wait_for_end();
        assert_eq!(status.signal(), Some(name), "{status:?}");
        session.expect_restored();
        expect_nothing_left(&session);
    }
    let mut session = start();
    assert_eq!(session.hang_up().signal(), Some("Hangup"));
    assert_eq!(scratch(&session), [""; 0]);
}

#[test]
fn what_a_killed_tutor_left_goes_with_the_next_and_not_what_another_uses() {
    let folder = |session: &Session| session.folder().join("temporary");
    let (mut killed, mut next) = (start(), start());
    killed.signal("KILL");
    killed.wait_for_end();
    let left = scratch(&killed);
    assert_eq!(left.len(), 1);
    // Each has its own folder of temporary files; a third finds what both have.
    fs::rename(folder(&killed).join(&left[0]), folder(&next).join(&left[0])).unwrap();
    let in_use = scratch(&next);
    let run = |around: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.arg("tutor").env("TMPDIR", around).output().unwrap()
    };
    let refused = run(&folder(&next));
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("needs a terminal"), "{said}");
    let now = scratch(&next);
    assert_eq!(now.len(), 1, "{now:?} of {in_use:?}");
    assert_ne!(now, left);
    next.press("q");
    assert_eq!(next.wait_for_end().exit_code(), 0);
    expect_nothing_left(&next);
    let nowhere = TempDir::new().unwrap();
    let refused = run(&nowhere.path().join("none"));
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("cannot make"));
}
