//! Files that other programs change while the browser is open.

use std::fs;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

const RENAMED: &str = "title = 'Ann, changed'\nname = 'Ann Test'\n";

fn start(setting: Option<(&str, &str)>) -> Session {
    let folder = collection();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    command.env_remove("CASEBOOK_POLL");
    if let Some((name, value)) = setting {
        command.env(name, value);
    }
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    session
}

fn leave(mut session: Session) {
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0, "{}", session.dump());
    session.expect_restored();
}

#[test]
fn a_file_written_in_place_shows() {
    let mut session = start(None);
    fs::write(session.folder().join("victims/ann.toml"), RENAMED).unwrap();
    session.wait_for("Ann, changed");
    session.wait_for("reloaded: 1 file changed");
    leave(session);
}

#[test]
fn a_file_renamed_over_another_shows() {
    let mut session = start(None);
    let file = session.folder().join("victims/ann.toml");
    fs::write(file.with_extension("new"), RENAMED).unwrap();
    fs::rename(file.with_extension("new"), file).unwrap();
    session.wait_for("Ann, changed");
    leave(session);
}

#[test]
fn a_file_in_a_new_folder_shows_and_goes_with_it() {
    let mut session = start(None);
    let folder = session.folder().join("victims/later");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("cy.toml"), "title = 'Cy in a folder'\n").unwrap();
    session.wait_for("Cy in a folder");
    fs::remove_dir_all(folder).unwrap();
    session.wait_until("no Cy", |screen| !screen.contents().contains("Cy in a folder"));
    leave(session);
}

#[test]
fn a_removed_case_is_announced() {
    let mut session = start(None);
    fs::remove_file(session.folder().join("victims/ann.toml")).unwrap();
    session.wait_for("Ann Test is gone: its file was removed");
    session.wait_for("Said of Bo Test");
    leave(session);
}

#[test]
fn the_text_of_a_source_is_watched_too() {
    let mut session = start(None);
    let archive = session.folder().join("archive");
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("paper.txt"), "Words.").unwrap();
    session.wait_for("reloaded: 1 file changed");
    leave(session);
}

#[test]
fn a_broken_file_is_told_until_it_is_mended() {
    let mut session = start(None);
    let file = session.folder().join("victims/ann.toml");
    let sound = fs::read_to_string(&file).unwrap();
    fs::write(&file, sound.replace("'2023'", "")).unwrap();
    session.wait_for("cannot be read");
    session.wait_for("2023");
    fs::write(&file, sound).unwrap();
    session.wait_until("no outage", |screen| !screen.contents().contains("cannot be read"));
    leave(session);
}

#[test]
fn without_events_it_polls_and_says_so() {
    let mut session = start(Some(("CASEBOOK_POLL", "1")));
    session.wait_for("watching by polling");
    fs::write(session.folder().join("victims/ann.toml"), RENAMED).unwrap();
    session.wait_for("Ann, changed");
    leave(session);
}
