//! The user's own configuration under a terminal, and what a collection cannot configure.

use std::fs;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::session::{Session, collection};

fn configured(text: &str) -> (CommandBuilder, TempDir) {
    let folder = collection();
    let place = folder.path().join(".config/casebook");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("config.toml"), text).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    command.env_remove("NO_COLOR");
    (command, folder)
}

fn start(text: &str) -> Session {
    let (command, folder) = configured(text);
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
fn a_folder_that_is_named_alone_is_opened() {
    let folder = collection();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg(folder.path().to_str().unwrap());
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    leave(session);
}

#[test]
fn keys_of_ones_own_are_in_force_and_shown() {
    let mut session = start("[keys]\nn = 'down'\nj = false\n");
    session.press("jn");
    session.wait_for("Bo Test, made up");
    session.press("?");
    session.wait_for("n  ↓");
    session.press("\u{1b}");
    session.wait_for("Said of Bo Test");
    leave(session);
}

#[test]
fn a_bad_configuration_starts_anyway_and_says_where_it_is_bad() {
    let mut session = start("mouse = false\n[keys]\nn = 'dwn'\nx = 'up'\n[veiws]\n1 = 'bo'\n");
    session.wait_for("config.toml:3: there is no command `dwn`; did you mean `down`? (1 more)");
    session.press("Gx!");
    session.wait_for("`veiws` is not a setting; did you mean `views`?");
    session.press("q");
    session.wait_for("Said of Bo Test");
    leave(session);
}

#[test]
fn a_view_of_ones_own_is_listed_soon_after_its_digit() {
    let mut session = start("[views]\n4 = { name = 'Only Bo', query = 'bo' }\n");
    session.press("4");
    session.wait_for("4 Only Bo");
    session.wait_for("1 of 1");
    session.press("0");
    session.wait_for("of 3");
    leave(session);
}

/// Returns whether any colour of the 256 was sent to the terminal.
fn is_coloured(session: &Session) -> bool {
    String::from_utf8_lossy(&session.raw).contains("38;5;")
}

#[test]
fn a_theme_has_its_colours_unless_there_are_to_be_none() {
    let session = start("theme = 'light'\n");
    assert!(is_coloured(&session));
    leave(session);
    let (mut command, folder) = configured("theme = 'light'\n");
    command.env("NO_COLOR", "1");
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    assert!(!is_coloured(&session));
    leave(session);
}

#[test]
fn the_title_of_the_window_says_the_case_where_that_is_wanted() {
    let session = start("title = 'case'\n");
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    assert!(raw.contains("\u{1b}]0;Ann Test · Made up · casebook\u{7}"), "{raw}");
    leave(session);
    let session = start("title = 'collection'\n");
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    assert!(raw.contains("\u{1b}]0;Made up · casebook\u{7}"), "{raw}");
    leave(session);
}

#[test]
fn a_terminal_that_loses_the_focus_is_masked_where_that_is_wanted() {
    let mut session = start("mask_unfocused = true\n");
    assert!(String::from_utf8_lossy(&session.raw).contains("\u{1b}[?1004h"));
    session.press("\u{1b}[O");
    session.wait_for("masked, because the terminal lost the focus");
    assert!(!session.dump().contains("Ann Test"), "{}", session.dump());
    // What comes with the focus is no key.
    session.press("\u{1b}[I");
    session.press("P");
    session.wait_for("Said of Ann Test");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
    assert!(String::from_utf8_lossy(&session.raw).contains("\u{1b}[?1004l"));
    let session = start("");
    assert!(!String::from_utf8_lossy(&session.raw).contains("\u{1b}[?1004h"));
    leave(session);
}

#[test]
fn a_collection_may_ask_for_more_masking_and_never_for_less() {
    let (command, folder) = configured("masked = true\nmask_unfocused = false\n");
    let text = "format = 1\nmasked = false\nmask_unfocused = true\n";
    fs::write(folder.path().join("casebook.toml"), text).unwrap();
    let mut session = Session::of(command, folder);
    session.wait_for("· masked");
    session.wait_for("3 cases");
    assert!(!String::from_utf8_lossy(&session.raw).contains("Ann Test"));
    assert!(String::from_utf8_lossy(&session.raw).contains("\u{1b}[?1004h"));
    leave(session);
}

#[test]
fn the_environment_may_ask_for_everything_masked() {
    let (mut command, folder) = configured("");
    command.env("CASEBOOK_MASKED", "1");
    let mut session = Session::of(command, folder);
    session.wait_for("3 cases");
    assert!(!String::from_utf8_lossy(&session.raw).contains("Ann Test"));
    leave(session);
}

#[test]
fn a_missing_file_that_was_asked_for_is_reported() {
    let (mut command, folder) = configured("");
    command.args(["--config", "/no/such.toml"]);
    let mut session = Session::of(command, folder);
    session.wait_for("/no/such.toml: the configuration cannot be read");
    leave(session);
}

#[test]
fn a_collection_can_make_the_program_run_nothing() {
    let (mut command, folder) = configured("");
    let ran = folder.path().join("ran");
    let touch = format!("touch {}", ran.display());
    let text = format!(
        "format = 1\ncommand = '{touch}'\n[keys]\nj = 'quit'\n[editor]\ncommand = '{touch}'\n[editor.lines]\neditor = ['-c', '{touch}', '{{file}}']\n[views]\n1 = '!{touch}'\n2 = '$({touch})'\n"
    );
    fs::write(folder.path().join("casebook.toml"), text).unwrap();
    command.env_remove("VISUAL");
    command.env("EDITOR", "/no/such/editor");
    let mut session = Session::of(command, folder);
    session.wait_for("Said of Ann Test");
    session.press("j");
    session.wait_for("Said of Bo Test");
    session.press("e");
    // The editor is that of the environment, whatever the collection says.
    session.wait_for("cannot start the editor /no/such/editor");
    session.press("1\r2\r0!");
    session.wait_for("only your own config.toml can say that");
    session.press("q");
    session.wait_for("Said of");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0, "{}", session.dump());
    assert!(!ran.exists());
}
