//! The built program in a terminal of its own: what reaches the screen, and what is left behind.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]
#![expect(clippy::print_stdout, reason = "what cannot be tried here says so")]

mod answers;
#[path = "../command_line/mod.rs"]
mod command_line;
#[path = "../command_line/lines.rs"]
mod command_lines;
mod config;
mod editor;
mod endings;
mod faults;
mod fzf;
mod locales;
mod many;
#[path = "../command_line/missing.rs"]
mod missing_commands;
mod outside;
mod pager;
mod quoting;
mod screen_reader;
mod session;
mod tasks;
mod tmux;
mod tutor;
mod typed_ahead;
mod values;
mod watching;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use casebook::browser::{BrowserOptions, open};
use casebook::collection::{FileSource, FileStamp, ListedPath, ReadError};
use casebook::session::CollectionReader;
use portable_pty::CommandBuilder;

use session::{LEAVES_ALTERNATE_SCREEN, Session, collection};

#[test]
fn it_starts_follows_keys_and_quits_with_the_terminal_restored() {
    let mut session = Session::start();
    session.wait_for("Ann Test, made up");
    assert!(session.screen.screen().alternate_screen());
    session.press("j");
    session.wait_for("Bo Test, made up");
    session.press("\u{1b}[B");
    session.wait_for("Thử Ba, made up");
    session.press("?");
    session.wait_for("half a page down");
    session.press("\u{1b}");
    session.wait_for("Said of Thử Ba");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
fn the_title_of_the_window_names_no_one_and_the_window_gets_its_own_back() {
    let mut session = Session::start();
    session.wait_for("Said of Ann Test");
    session.press("j");
    session.wait_for("Said of Bo Test");
    session.press("P");
    session.wait_for("every name and quote is masked");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
    let raw = String::from_utf8_lossy(&session.raw);
    // The line of the shell that keys were echoed on is cleared, then the title is kept.
    assert!(raw.starts_with("\u{1b}[1G\u{1b}[K\u{1b}[22;0t"), "{raw}");
    let titles: Vec<&str> = raw
        .split("\u{1b}]0;")
        .skip(1)
        .filter_map(|title| title.split_once('\u{7}').map(|(title, _)| title))
        .collect();
    assert_eq!(titles.split_last().map(|(last, _)| *last), Some(""), "{raw}");
    assert!(
        titles.len() > 1 && titles.iter().all(|title| matches!(*title, "casebook" | "")),
        "{raw}"
    );
    assert!(raw.ends_with("\u{1b}]0;\u{7}\u{1b}[23;0t"), "{raw}");
}

#[test]
fn it_draws_every_cell_again_when_asked() {
    let mut session = Session::start();
    session.wait_for("Said of Ann Test");
    session.screen.process(b"\x1b[2Jsomebody else wrote here");
    session.press("\u{c}");
    session.wait_for("Said of Ann Test");
    assert!(!session.dump().contains("somebody"));
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn a_search_takes_what_is_typed_and_pasted() {
    let mut session = Session::start();
    session.press("/");
    session.wait_until("a caret", |screen| !screen.hide_cursor());
    session.press("\u{1b}[200~bo\n\u{1b}[201~");
    session.wait_for("Bo Test, made up");
    session.wait_for("1 of 1");
    session.press("\u{1b}");
    session.wait_for("1 of 3");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn a_click_goes_where_it_points() {
    let mut session = Session::start();
    session.wait_for("Said of Ann Test");
    session.press("\u{1b}[<0;6;5M\u{1b}[<0;6;5m");
    session.wait_for("Bo Test, made up");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
fn another_size_is_another_layout() {
    let mut session = Session::start();
    session.wait_for("Said of Ann Test");
    session.resize(60, 20);
    session.wait_until("one pane", |screen| !screen.contents().contains("Said of"));
    session.wait_for("Bo Test");
    session.resize(120, 30);
    session.wait_for("Said of Ann Test");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
fn a_signal_ends_it_with_the_terminal_restored() {
    for (signal, name) in [("TERM", "Terminated"), ("HUP", "Hangup"), ("INT", "Interrupt")] {
        let mut session = Session::start();
        session.signal(signal);
        let status = session.wait_for_end();
        assert_eq!(status.signal(), Some(name), "{status:?}");
        session.expect_restored();
    }
}

#[test]
fn suspended_it_gives_the_terminal_back_and_continued_it_draws_anew() {
    let mut session = Session::start();
    session.press("\u{1a}");
    session.wait_until("the shell's screen", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor()
    });
    session.wait_for_stop();
    session.signal("CONT");
    session.wait_until("our screen", vt100::Screen::alternate_screen);
    session.wait_for("Ann Test, made up");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn one_key_blanks_the_screen_and_quits_whatever_is_open() {
    // Most terminals send this byte for Ctrl-\\, some for Ctrl-4.
    for keys in ["", "?", "/bo", "s", "ll"] {
        let mut session = Session::start();
        session.press(keys);
        session.press("\u{1c}");
        assert_eq!(session.wait_for_end().exit_code(), 0, "{keys}");
        session.expect_restored();
    }
}

#[test]
fn control_c_twice_quits() {
    let mut session = Session::start();
    session.press("\u{3}");
    session.wait_for("press Ctrl-c again to quit");
    session.press("\u{3}");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

struct PanickingFiles;

impl FileSource for PanickingFiles {
    fn list(&self) -> Vec<ListedPath> {
        panic!("a made-up panic")
    }

    fn list_below(&self, _: &Path) -> Option<Vec<ListedPath>> {
        None
    }

    fn read_stamped(&self, _: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        panic!("nothing is listed")
    }

    fn stamp(&self, _: &Path) -> Option<FileStamp> {
        None
    }
}

#[test]
#[ignore = "started in a terminal of its own by the test below"]
fn a_collection_whose_reading_panics() {
    let reader = CollectionReader::of(Arc::new(PanickingFiles));
    let error = open(BrowserOptions::new("made up", reader)).unwrap_err();
    assert_eq!(error.to_string(), "reading the files failed");
}

#[test]
fn a_panic_in_another_thread_is_reported_on_the_restored_terminal() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    let this = "a_collection_whose_reading_panics";
    command.args(["--ignored", "--exact", this, "--nocapture", "--test-threads=1"]);
    let mut session = Session::of(command, collection());
    let status = session.wait_for_end();
    assert_eq!(status.exit_code(), 0, "{}", session.dump());
    session.expect_restored();
    let raw = String::from_utf8_lossy(&session.raw);
    let left = raw.find(LEAVES_ALTERNATE_SCREEN).unwrap();
    assert!(raw.find("a made-up panic").is_some_and(|panic| panic > left), "{raw}");
}

#[test]
fn without_a_terminal_it_refuses() {
    let folder = collection();
    let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["-C", folder.path().to_str().unwrap()])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("needs a terminal"), "{said}");
}
