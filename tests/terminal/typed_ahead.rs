//! Keys that are typed at once while a collection is being read never change another record than the one that was searched for.

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::session::Session;

/// So many that reading them takes longer than typing.
const CASES: usize = 3_000;

#[test]
fn keys_typed_while_files_are_read_change_what_was_searched_for_or_nothing() {
    // From before the first file is read until after the last one is.
    for wait in [0, 150, 500, 2_000] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("victims")).unwrap();
        fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
        let path = |number: usize| folder.path().join(format!("victims/test-{number}.toml"));
        let text = |number: usize| format!("title = 'Test{number} was held'\nage = 20\n");
        for number in 0..CASES {
            fs::write(path(number), text(number)).unwrap();
        }
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["--no-cache", "-C", folder.path().to_str().unwrap()]);
        let (texts, paths): (Vec<_>, Vec<_>) =
            (0..CASES).map(|number| (text(number), path(number))).unzip();
        let mut session = Session::of(command, folder);
        session.wait_for("press / to search");
        std::thread::sleep(Duration::from_millis(wait));
        session.press("/test2900\r\rji\u{15}99\r");
        session.wait_for("3000 cases");
        session.wait_until("what became of the keys", |screen| {
            let screen = screen.contents();
            screen.contains("age written to") || screen.contains("nothing was done: ")
        });
        let mut changed = String::new();
        for (path, text) in paths.iter().zip(&texts) {
            let now = fs::read_to_string(path).unwrap();
            if now != *text {
                _ = write!(changed, "{} {now}", path.file_name().unwrap().display());
            }
        }
        let is_meant = changed.is_empty()
            || changed == "test-2900.toml title = 'Test2900 was held'\nage = 99\n";
        assert!(is_meant, "after {wait} ms: {changed}");
    }
}

#[test]
fn a_line_feed_accepts_a_search_as_enter_does() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("victims")).unwrap();
    fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
    for name in ["one", "two"] {
        let text = format!("title = 'Test {name} was held'\nage = 20\n");
        fs::write(folder.path().join(format!("victims/test-{name}.toml")), text).unwrap();
    }
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["--no-cache", "-C", folder.path().to_str().unwrap()]);
    let mut session = Session::of(command, folder);
    // What the system makes of Enter until the terminal is in raw mode, and all before the first file is read.
    session.press("/two\nZ");
    session.wait_for("Z does nothing here");
    session.wait_for("1 of 1");
}

#[test]
fn keys_typed_before_the_terminal_is_taken_over_are_on_no_screen_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("victims")).unwrap();
    fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
    fs::write(folder.path().join("victims/test.toml"), "title = 'Test was held'\n").unwrap();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_casebook");
    // A program that takes long to start.
    let line = format!("echo before; sleep 0.5; {program} --no-cache; echo behind");
    command.args(["-c", line.as_str()]);
    command.cwd(folder.path());
    let mut session = Session::of(command, folder);
    session.wait_for("before");
    session.press("zzzz");
    session.wait_for("zzzz");
    session.wait_for("Test was held");
    assert!(!session.dump().contains("zzzz"), "{}", session.dump());
    session.press("q");
    session.wait_for("behind");
    let screen = session.dump();
    assert!(screen.contains("before") && !screen.contains("zzzz"), "{screen}");
}
