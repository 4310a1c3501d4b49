//! A program in a terminal of its own: keys and signals in, screens and bytes out.
//!
//! Every wait ends at what is waited for, or at a deadline with the screen as it is then.

use std::fs;
use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take; machines that build are slow.
const DEADLINE: Duration = Duration::from_secs(20);

pub(crate) const LEAVES_ALTERNATE_SCREEN: &str = "\u{1b}[?1049l";
const SHOWS_CURSOR: &str = "\u{1b}[?25h";
const ENDS_BRACKETED_PASTE: &str = "\u{1b}[?2004l";

/// The program in a terminal.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    written: Receiver<Vec<u8>>,
    pub(crate) raw: Vec<u8>,
    pub(crate) screen: vt100::Parser,
    folder: TempDir,
}

impl Session {
    /// Starts the browser on three made-up cases and waits for its first screen.
    pub(crate) fn start() -> Self {
        let folder = collection();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["-C", folder.path().to_str().unwrap()]);
        let mut session = Self::of(command, folder);
        session.wait_for("Ann Test");
        session
    }

    pub(crate) fn of(command: CommandBuilder, folder: TempDir) -> Self {
        Self::called("xterm-256color", command, folder)
    }

    /// Starts a program in a terminal of some name.
    pub(crate) fn called(terminal: &str, mut command: CommandBuilder, folder: TempDir) -> Self {
        let size = PtySize { rows: 24, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", terminal);
        // Nothing that the person who runs the tests has configured.
        command.env("XDG_CONFIG_HOME", folder.path().join(".config"));
        // A test that says nothing of the locale has one of UTF-8.
        if ["LC_ALL", "LC_CTYPE", "LANG"].iter().all(|name| is_inherited(&command, name)) {
            command.env("LC_ALL", "C.UTF-8");
        }
        // A pager waits for keys where a text is longer than the screen.
        if is_inherited(&command, "PAGER") {
            command.env("PAGER", "cat");
        }
        command.env_remove("CASEBOOK_CONFIG");
        command.env_remove("CASEBOOK_ARCHIVE");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        Self {
            child,
            written: reading(pair.master.try_clone_reader().unwrap()),
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            raw: Vec::new(),
            screen: vt100::Parser::new(cells(24), cells(100), 0),
            folder,
        }
    }

    /// Returns the folder of the collection.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.send(keys.as_bytes());
    }

    /// Sends bytes as a terminal would.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.keys.write_all(bytes).unwrap();
        self.keys.flush().unwrap();
    }

    /// Takes the terminal away, and waits until the program has left.
    pub(crate) fn hang_up(&mut self) -> ExitStatus {
        // The thread that reads the terminal ends when it cannot send the next bytes.
        self.written = channel().1;
        self.master.resize(PtySize { rows: 30, cols: 90, ..PtySize::default() }).unwrap();
        self.keys = Box::new(std::io::sink());
        self.master = native_pty_system().openpty(PtySize::default()).unwrap().master;
        self.child.wait().unwrap()
    }

    /// Returns whether the terminal shows what is typed by itself, as under a shell.
    pub(crate) fn echoes(&self) -> bool {
        let modes = format!("{:?}", self.master.get_termios().unwrap());
        modes.contains("ECHO |") || modes.contains("| ECHO)") || modes.contains("(ECHO)")
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.screen.screen_mut().set_size(cells(height), cells(width));
        let size = PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
    }

    /// Returns the number of the program's process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits until the program has been stopped.
    pub(crate) fn wait_for_stop(&self) {
        let pid = self.pid().to_string();
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
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as wanted; `what` is said where it never is.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !wanted(self.screen.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.listen(left) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => panic!("no {what:?} on\n{}", self.dump()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("left before {what:?}, with\n{}", self.dump())
                }
            }
        }
    }

    /// Takes what the program writes next, waiting no longer than so long.
    pub(crate) fn listen(&mut self, longest: Duration) -> Result<(), RecvTimeoutError> {
        let bytes = self.written.recv_timeout(longest)?;
        self.take(&bytes);
        Ok(())
    }

    /// Waits until the program has left.
    #[track_caller]
    pub(crate) fn wait_for_end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.listen(left) {
                Ok(()) => {}
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("still there, with\n{}", self.dump()),
            }
        }
        self.child.wait().unwrap()
    }

    #[track_caller]
    pub(crate) fn expect_restored(&self) {
        let raw = String::from_utf8_lossy(&self.raw);
        for sequence in [LEAVES_ALTERNATE_SCREEN, ENDS_BRACKETED_PASTE] {
            let end: String = raw.chars().skip(raw.chars().count().saturating_sub(300)).collect();
            assert_eq!(raw.matches(sequence).count(), 1, "{sequence:?} in …{end:?}");
        }
        // For terminals that have no other screen, ours is erased before.
        let before = raw.rfind(LEAVES_ALTERNATE_SCREEN).and_then(|left| raw.get(..left)).unwrap();
        let erased = before.rfind("\u{1b}[1;1H\u{1b}[K").unwrap();
        let drawn = before.rfind(|c: char| c.is_alphanumeric() && !c.is_ascii_alphanumeric());
        assert!(drawn.is_none_or(|drawn| drawn < erased), "{before:?}");
        let shown = raw.rfind(SHOWS_CURSOR).unwrap();
        assert!(raw.rfind("\u{1b}[?25l").is_none_or(|hidden| hidden < shown));
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    pub(crate) fn dump(&self) -> String {
        self.screen.screen().contents()
    }
}

/// Nothing that a test started outlives it.
impl Drop for Session {
    fn drop(&mut self) {
        _ = self.child.kill();
    }
}

/// Returns whether a command leaves a variable as it is where the tests run.
fn is_inherited(command: &CommandBuilder, name: &str) -> bool {
    command.get_env(name) == std::env::var_os(name).as_deref()
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

pub(crate) fn collection() -> TempDir {
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
