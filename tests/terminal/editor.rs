//! The editor under a terminal of its own: scripts replace the editors.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::session::{Session, collection};

/// A collection with an editor beside it, which is the script `lines`.
///
/// `$file` is the last word that the editor was started with.
fn with_editor(value: &str, lines: &str) -> (CommandBuilder, TempDir) {
    let folder = collection();
    let tools = folder.path().join("my tools");
    fs::create_dir(&tools).unwrap();
    let script = tools.join("vi");
    let body = format!("#!/bin/sh\nfor file; do :; done\n{lines}\n");
    fs::write(&script, body).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    command.env_remove("VISUAL");
    command.env("EDITOR", value.replace("VI", script.to_str().unwrap()));
    (command, folder)
}

fn start(value: &str, lines: &str) -> Session {
    let (command, folder) = with_editor(value, lines);
    let mut session = Session::of(command, folder);
    session.wait_for("Ann Test");
    session
}

/// What the editor leaves behind is a whole screen, and what the browser leaves a whole terminal.
#[track_caller]
fn expect_whole(mut session: Session) {
    session.wait_for("Said of Ann Test");
    session.wait_for("casebook · Made up");
    assert!(session.screen.screen().alternate_screen());
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0, "{}", session.dump());
    let screen = session.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
}

#[test]
fn an_editor_that_saves_by_rename() {
    let rename =
        r#"sed 's/Ann Test, made up/Ann, renamed/' "$file" > "$file.new"; mv "$file.new" "$file""#;
    let mut session = start("'VI'", rename);
    session.press("e");
    session.wait_for("Ann, renamed");
    expect_whole(session);
}

#[test]
fn an_editor_that_truncates_and_writes() {
    let write = r#"text=$(sed 's/Ann Test, made up/Ann, rewritten/' "$file"); : > "$file"; printf '%s\n' "$text" > "$file""#;
    let mut session = start("'VI'", write);
    session.press("e");
    session.wait_for("Ann, rewritten");
    expect_whole(session);
}

#[test]
fn an_editor_that_fails_is_reported() {
    let mut session = start("'VI'", "exit 3");
    session.press("e");
    session.wait_for("exited with code 3");
    expect_whole(session);
}

#[test]
fn a_missing_editor_is_reported() {
    let mut session = start("/no/such/editor", "");
    session.press("e");
    session.wait_for("cannot start the editor /no/such/editor");
    expect_whole(session);
}

#[test]
fn arguments_and_quoted_spaces_reach_the_editor() {
    let tell = r#"{ for word; do printf '%s|' "$word"; done; } > "${0%/*}/said"; sed -i 's/Ann Test, made up/Ann, told/' "$file""#;
    let mut session = start(r#"'VI' -c "a b" c\ d"#, tell);
    session.press("\rje");
    session.wait_for("Ann, told");
    let said = fs::read_to_string(session.folder().join("my tools/said")).unwrap();
    let file = session.folder().join("victims/ann.toml");
    assert_eq!(said, format!("-c|a b|c d|+2|{}|", file.display()));
    expect_whole(session);
}

#[test]
fn the_configuration_says_how_the_editor_gets_the_line() {
    let tell = r#"{ for word; do printf '%s|' "$word"; done; } > "${0%/*}/said"; sed -i 's/Ann Test, made up/Ann, told/' "$file""#;
    let (command, folder) = with_editor("'VI' -w", tell);
    let place = folder.path().join(".config/casebook");
    fs::create_dir_all(&place).unwrap();
    let lines = "[editor.lines]\nvi = ['--at', '{line}:{column} $(exit)', '{file}']\n";
    fs::write(place.join("config.toml"), lines).unwrap();
    let mut session = Session::of(command, folder);
    session.wait_for("Ann Test");
    session.press("\rje");
    session.wait_for("Ann, told");
    let said = fs::read_to_string(session.folder().join("my tools/said")).unwrap();
    let file = session.folder().join("victims/ann.toml");
    assert_eq!(said, format!("-w|--at|2:1 $(exit)|{}|", file.display()));
    expect_whole(session);
}

#[test]
fn the_editor_alone_reads_what_is_typed_meanwhile() {
    let read = r#"echo ready; read -r line; sed -i "s/Ann Test, made up/Ann, $line/" "$file""#;
    let mut session = start("'VI'", read);
    session.press("e");
    session.wait_for("ready");
    assert!(!session.screen.screen().alternate_screen());
    session.press("quoted jqq\r");
    session.wait_for("Ann, quoted jqq");
    expect_whole(session);
}

#[test]
fn an_editor_that_dies_with_the_terminal_upset_leaves_it_whole() {
    let mut session = start("'VI'", "stty raw -echo; kill -KILL $$");
    let echoed = session.echoes();
    session.press("e");
    session.wait_for("was killed by a signal");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    assert!(!echoed && session.echoes());
}

#[test]
fn suspended_in_the_editor_both_stop_and_go_on() {
    let read = r#"echo ready; read -r line; sed -i "s/Ann Test, made up/Ann, $line/" "$file""#;
    let mut session = start("'VI'", read);
    session.press("e");
    session.wait_for("ready");
    session.signal("TSTP");
    session.wait_for_stop();
    session.signal("CONT");
    session.press("continued\r");
    session.wait_for("Ann, continued");
    expect_whole(session);
}

#[test]
fn an_interrupt_is_the_editors_own() {
    let trap = r#"trap 'sed -i "s/Ann Test, made up/Ann, trapped/" "$file"; exit 0' INT; echo ready; while :; do sleep 0.05; done"#;
    let mut session = start("'VI'", trap);
    session.press("e");
    session.wait_for("ready");
    session.press("\u{3}");
    session.wait_for("Ann, trapped");
    expect_whole(session);
}
