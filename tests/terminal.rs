//! The built program in a terminal of its own: what reaches the screen, and what is left behind.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

use std::fs;
use std::io::{Read as _, Write};
use std::num::NonZero;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use casebook::browser::{Opening, open};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take; machines that build are slow.
const DEADLINE: Duration = Duration::from_secs(20);

const LEAVES_ALTERNATE_SCREEN: &str = "\u{1b}[?1049l";
const SHOWS_CURSOR: &str = "\u{1b}[?25h";
const ENDS_BRACKETED_PASTE: &str = "\u{1b}[?2004l";

/// The program in a terminal.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    written: Receiver<Vec<u8>>,
    raw: Vec<u8>,
    screen: vt100::Parser,
    _folder: TempDir,
}

impl Session {
    /// Starts the browser on three made-up cases and waits for its first screen.
    fn start() -> Self {
        let folder = collection();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", folder.path().to_str().unwrap()]);
        let mut session = Self::of(command, folder);
        session.wait_for("Ann Test");
        session
    }

    fn of(mut command: CommandBuilder, folder: TempDir) -> Self {
        let size = PtySize { rows: 24, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        Self {
            child,
            written: reading(pair.master.try_clone_reader().unwrap()),
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            raw: Vec::new(),
            screen: vt100::Parser::new(cells(24), cells(100), 0),
            _folder: folder,
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.screen.screen_mut().set_size(cells(height), cells(width));
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits until the program has been stopped.
    fn wait_for_stop(&self) {
        let pid = self.child.process_id().unwrap().to_string();
        let deadline = Instant::now() + DEADLINE;
        loop {
            let output = Command::new("ps").args(["-o", "state=", "-p", &pid]).output().unwrap();
            if output.stdout.starts_with(b"T") {
                break;
            }
            assert!(Instant::now() < deadline, "never stopped, with\n{}", self.dump());
        }
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as wanted; `what` is said where it never is.
    #[track_caller]
    fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !wanted(self.screen.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.written.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("no {what:?} on\n{}", self.dump()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("left before {what:?}, with\n{}", self.dump())
                }
            }
        }
    }

    /// Waits until the program has left.
    #[track_caller]
    fn wait_for_end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.written.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("still there, with\n{}", self.dump()),
            }
        }
        self.child.wait().unwrap()
    }

    #[track_caller]
    fn expect_restored(&self) {
        let raw = String::from_utf8_lossy(&self.raw);
        for sequence in [LEAVES_ALTERNATE_SCREEN, ENDS_BRACKETED_PASTE] {
            assert_eq!(raw.matches(sequence).count(), 1, "{sequence:?}");
        }
        let shown = raw.rfind(SHOWS_CURSOR).unwrap();
        assert!(raw.rfind("\u{1b}[?25l").is_none_or(|hidden| hidden < shown));
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    fn dump(&self) -> String {
        self.screen.screen().contents()
    }
}

/// Nothing that a test started outlives it.
impl Drop for Session {
    fn drop(&mut self) {
        _ = self.child.kill();
    }
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap()
}

fn reading(mut terminal: Box<dyn std::io::Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, written) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        // Once the program has left, reading from its terminal is an error.
        while let Ok(count @ 1..) = terminal.read(&mut buffer) {
            if sender.send(buffer.iter().take(count).copied().collect()).is_err() {
                break;
            }
        }
    });
    written
}

fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let victims = folder.path().join("victims");
    fs::create_dir(&victims).unwrap();
    fs::write(folder.path().join("casebook.toml"), "title = 'Made up'\nformat = 1\n").unwrap();
    for (id, name, date) in
        [("ann", "Ann Test", "2023"), ("bo", "Bo Test", "2022"), ("thu", "Thử Ba", "2021")]
    {
        let text = format!(
            "title = '{name}, made up'\nname = '{name}'\nrecruitment_date = '{date}'\n\n[[quote]]\ntext = 'Said of {name}.'\nsupports = ['name']\n"
        );
        fs::write(victims.join(format!("{id}.toml")), text).unwrap();
    }
    folder
}

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
    session.press("q");
    session.wait_for("Said of Thử Ba");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
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
    session.wait_until("the shell's screen", |screen| !screen.alternate_screen());
    assert!(!session.screen.screen().hide_cursor());
    session.wait_for_stop();
    session.signal("CONT");
    session.wait_until("our screen", vt100::Screen::alternate_screen);
    session.wait_for("Ann Test, made up");
    session.press("q");
    assert_eq!(session.wait_for_end().exit_code(), 0);
}

#[test]
fn control_c_twice_quits() {
    let mut session = Session::start();
    session.press("\u{3}");
    session.wait_for("Ctrl-c again quits");
    session.press("\u{3}");
    assert_eq!(session.wait_for_end().exit_code(), 0);
    session.expect_restored();
}

#[test]
#[ignore = "started in a terminal of its own by the test below"]
fn a_collection_whose_reading_panics() {
    let error = open(Opening::new("made up", || panic!("a made-up panic"))).unwrap_err();
    assert_eq!(error.to_string(), "reading and searching the files has failed");
}

#[test]
fn a_panic_in_another_thread_is_told_on_the_restored_terminal() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    let this = "a_collection_whose_reading_panics";
    command.args(["--ignored", "--exact", this, "--nocapture", "--test-threads=1"]);
    let mut session = Session::of(command, collection());
    let status = session.wait_for_end();
    assert_eq!(status.exit_code(), 0, "{}", session.dump());
    session.expect_restored();
    let raw = String::from_utf8_lossy(&session.raw);
    let left = raw.find(LEAVES_ALTERNATE_SCREEN).unwrap();
    assert!(raw.find("a made-up panic").is_some_and(|told| told > left), "{raw}");
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
