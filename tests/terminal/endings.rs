//! The terminal is given back whatever ends the program, whatever it was doing.

use std::fs;

use portable_pty::CommandBuilder;

use super::session::{Session, collection};

const SIGNALS: [(&str, &str); 4] =
    [("TERM", "Terminated"), ("HUP", "Hangup"), ("INT", "Interrupt"), ("QUIT", "Quit")];

/// What the program may be doing: a name, the keys that lead there, and what the screen shows then.
const STATES: [(&str, &str, &str); 10] = [
    ("showing its first screen", "", "Said of Ann Test"),
    ("showing another case", "j", "Said of Bo Test"),
    ("showing one pane whole", "z", "Ann Test"),
    ("waiting for the end of a command", "g", "g …"),
    ("taking a query", "/bo", "Said of Bo Test"),
    ("offering what could be typed", "/name:\t", "Bo Test"),
    ("listing its keys", "?", "half a page down"),
    ("listing problems", "!", "problem"),
    ("masking", "P", "every name and quote is masked"),
    ("following a field", "\rj", "name"),
];

fn echoing() -> bool {
    // How a terminal is before a program has used it.
    let mut session = Session::of(CommandBuilder::new("true"), collection());
    session.wait_for_end();
    session.echoes()
}

/// Waits for the end by a signal, and expects the terminal as it was: whether or not it was taken.
#[track_caller]
fn expect_ended_by(mut session: Session, signal: &str, echoed: bool) {
    let status = session.wait_for_end();
    assert_eq!(status.signal(), Some(signal), "{status:?}");
    let screen = session.screen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert_eq!(session.echoes(), echoed);
}

#[test]
fn after_every_signal_in_every_state() {
    let echoed = echoing();
    for (doing, keys, shown) in STATES {
        for (signal, name) in SIGNALS {
            let mut session = Session::start();
            session.press(keys);
            session.wait_for(shown);
            session.signal(signal);
            let status = session.wait_for_end();
            assert_eq!(status.signal(), Some(name), "{doing}: {status:?}");
            session.expect_restored();
            assert_eq!(session.echoes(), echoed, "{doing}, {signal}");
        }
    }
}

/// Before the first screen, between any two steps of starting.
#[test]
fn after_a_signal_while_it_starts() {
    let echoed = echoing();
    for round in 0..40_u32 {
        let folder = collection();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", folder.path().to_str().unwrap()]);
        let session = Session::of(command, folder);
        // Later in each round; when exactly is up to the machine.
        (0..round * 20_000).for_each(|number| _ = std::hint::black_box(number));
        session.signal("TERM");
        expect_ended_by(session, "Terminated", echoed);
    }
}

#[test]
fn after_a_signal_while_it_is_suspended() {
    let echoed = echoing();
    for (signal, name) in SIGNALS {
        let mut session = Session::start();
        session.press("\u{1a}");
        session.wait_for_stop();
        session.signal(signal);
        session.signal("CONT");
        expect_ended_by(session, name, echoed);
    }
}

#[test]
fn after_a_signal_while_the_editor_has_the_terminal() {
    use std::os::unix::fs::PermissionsExt as _;
    let echoed = echoing();
    for (signal, name) in [("TERM", "Terminated"), ("HUP", "Hangup")] {
        let folder = collection();
        let editor = folder.path().join("editor");
        fs::write(&editor, "#!/bin/sh\necho ready; read -r line\n").unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", folder.path().to_str().unwrap()]);
        command.env_remove("VISUAL");
        command.env("EDITOR", editor);
        let mut session = Session::of(command, folder);
        session.wait_for("Said of Ann Test");
        session.press("e");
        session.wait_for("ready");
        session.signal(signal);
        // What is being written there is not lost: the program ends when the editor has.
        session.press("\r");
        expect_ended_by(session, name, echoed);
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    for (_, keys, shown) in STATES {
        let mut session = Session::start();
        session.press(keys);
        session.wait_for(shown);
        let status = session.hang_up();
        assert_eq!(status.signal(), Some("Hangup"), "{status:?}");
    }
}

#[test]
fn a_dumb_terminal_is_refused_and_nothing_is_drawn() {
    let folder = collection();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["-C", folder.path().to_str().unwrap()]);
    let mut session = Session::called("dumb", command, folder);
    assert_eq!(session.wait_for_end().exit_code(), 2);
    let said = String::from_utf8_lossy(&session.raw);
    assert!(said.contains("TERM=dumb") && said.contains("casebook list"), "{said}");
    assert!(!said.contains("\u{1b}[?"), "{said:?}");
}

/// Keys are read from the terminal itself where standard input is none.
#[test]
fn without_standard_input_keys_are_read_all_the_same() {
    for closed in ["<&-", "</dev/null", "2>&-"] {
        let folder = collection();
        let mut command = CommandBuilder::new("sh");
        let line = format!("exec \"$0\" -C \"$1\" {closed}");
        command.args([
            "-c",
            &line,
            env!("CARGO_BIN_EXE_casebook"),
            folder.path().to_str().unwrap(),
        ]);
        let mut session = Session::of(command, folder);
        session.wait_for("Said of Ann Test");
        session.press("j");
        session.wait_for("Said of Bo Test");
        session.press("q");
        assert_eq!(session.wait_for_end().exit_code(), 0, "{closed}");
        session.expect_restored();
    }
}
