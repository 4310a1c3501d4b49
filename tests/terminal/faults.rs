//! Trouble with the files while the browser is open: it is reported, and the browser goes on.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, SystemTime};

use portable_pty::CommandBuilder;
use tempfile::tempdir;

use super::session::{Session, collection};

fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0, "{}", session.dump());
    session.expect_restored();
}

/// Returns the browser on a collection that another session has open.
fn beside(other: &Session, editor: &str) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", other.folder().to_str().unwrap()]);
    command.env_remove("VISUAL");
    command.env("EDITOR", editor);
    let mut session = Session::of(command, tempdir().unwrap());
    session.wait_for("Said of Ann Test");
    session
}

#[test]
fn two_browsers_on_one_collection_show_what_either_changes() {
    let mut one = Session::start();
    one.wait_for("Said of Ann Test");
    let editor = one.folder().join("editor");
    let script =
        "#!/bin/sh\nfor file; do :; done\nsed -i 's/Ann Test, made up/Ann, changed/' \"$file\"\n";
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut other = beside(&one, editor.to_str().unwrap());
    other.press("e");
    other.wait_for("Ann, changed");
    one.wait_for("Ann, changed");
    let file = one.folder().join("victims/bo.toml");
    fs::write(&file, "title = 'Bo, changed'\n").unwrap();
    one.press("j");
    other.press("j");
    one.wait_for("Bo, changed");
    other.wait_for("Bo, changed");
    other.press("q");
    // The editor had the terminal in between, so that it was given back twice.
    assert_eq!(other.wait_for_end().exit_code(), 0, "{}", other.dump());
    leave(one);
}

#[test]
fn a_folder_that_is_removed_leaves_an_empty_list_and_comes_back() {
    let mut session = Session::start();
    session.wait_for("Said of Ann Test");
    let victims = session.folder().join("victims");
    let ann = fs::read_to_string(victims.join("ann.toml")).unwrap();
    fs::remove_dir_all(&victims).unwrap();
    session.wait_until("no case", |screen| !screen.contents().contains("Said of"));
    session.press("jk\r");
    fs::create_dir(&victims).unwrap();
    fs::write(victims.join("ann.toml"), ann).unwrap();
    session.wait_for("Ann Test, made up");
    leave(session);
}

#[test]
fn the_whole_collection_may_go_while_it_is_open() {
    let mut session = Session::start();
    session.wait_for("Said of Ann Test");
    let folder = session.folder().to_owned();
    fs::remove_dir_all(&folder).unwrap();
    session.wait_until("no case", |screen| !screen.contents().contains("Said of"));
    session.press("R");
    session.press("?");
    session.wait_for("half a page down");
    session.press("\u{1b}");
    session.wait_until("no help", |screen| !screen.contents().contains("half a page down"));
    leave(session);
}

/// A clock that was set back, a copy that keeps its times: what counts is that the file is another.
#[test]
fn a_file_from_the_past_shows() {
    for polls in [None, Some("1")] {
        let folder = collection();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", folder.path().to_str().unwrap()]);
        command.env_remove("CASEBOOK_POLL");
        if let Some(value) = polls {
            command.env("CASEBOOK_POLL", value);
        }
        let mut session = Session::of(command, folder);
        session.wait_for("Said of Ann Test");
        let file = session.folder().join("victims/ann.toml");
        let old = session.folder().join("old");
        fs::write(&old, "title = 'Ann, from the past'\n").unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        fs::File::options().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
        fs::rename(old, file).unwrap();
        session.wait_for("Ann, from the past");
        leave(session);
    }
}

/// What a name of the environment or of a file holds reaches the terminal as letters.
#[test]
fn nothing_hostile_steers_the_terminal() {
    let folder = collection();
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
    let written =
        hostile.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect::<Vec<_>>().concat();
    let text = format!(
        "title = \"Aaa {written}\"\nname = \"Aaa {written}\"\nage = \"{written}\"\nrecruitment_date = '2024'\n[[quote]]\ntext = \"Said {written}\"\n"
    );
    fs::write(folder.path().join(format!("victims/{hostile}.toml")), &text).unwrap();
    fs::write(folder.path().join("victims/aaa.toml"), &text).unwrap();
    fs::write(
        folder.path().join("casebook.toml"),
        format!("title = \"{written}\"\n[views]\n1 = {{ name = \"{written}\", query = 'aaa' }}\n"),
    )
    .unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    command.env_remove("VISUAL");
    command.env("EDITOR", format!("/no/{hostile}"));
    command.args(["--config", &format!("/no/{hostile}.toml")]);
    let mut session = Session::of(command, folder);
    // A configuration that cannot be read may ask for a mask.
    session.wait_for("· masked");
    session.press("P");
    session.wait_for("Aaa");
    session.press("e");
    // After a capital that may have been the start of a name, the editor is asked for twice.
    session.wait_for("e again edits");
    session.press("e");
    session.wait_for("cannot start the editor");
    session.press("!");
    session.wait_for("Problems");
    session.press("q");
    session.wait_for("Said ");
    session.press("?");
    session.wait_for("half a page down");
    session.press("\u{1b}");
    session.wait_for("Said ");
    session.press("/");
    session.wait_until("a caret", |screen| !screen.hide_cursor());
    session.press("\u{1b}[200~pasted \u{202e}\u{9b}31m\u{7}\u{1b}[201~");
    session.wait_for("pasted");
    session.press("\u{1b}");
    session.signal("TERM");
    session.wait_for_end();
    let screen = session.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor());
    let raw = String::from_utf8_lossy(&session.raw);
    for steering in ["owned\u{7}", "\u{9b}", "\u{202e}"] {
        assert!(!raw.contains(steering), "{steering:?}");
    }
    assert!(raw.contains("owned␇"), "{raw}");
}
