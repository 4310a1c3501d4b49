//! A program in a terminal of its own: keys in, screens out.

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use casebook::record::{FieldId, Kind, field};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Screen;

/// The arguments of the browser: the shipped collection, without the configuration of a user.
pub(crate) const ARGUMENTS: &[&str] = &["--config", "/dev/null", "-C", "cases"];

const SIZE: PtySize = PtySize { rows: 32, cols: 120, pixel_width: 0, pixel_height: 0 };

/// How long to wait while the program writes nothing.
const LONGEST: Duration = Duration::from_mins(1);

/// How long to wait for its build.
const BUILD: Duration = Duration::from_mins(30);

/// The time without output after which a frame is complete.
const QUIET: Duration = Duration::from_millis(150);

/// A running program and its screen.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    // Dropping this closes the terminal.
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    written: Receiver<Vec<u8>>,
    parser: vt100::Parser,
}

impl Terminal {
    /// Starts a program.
    pub(crate) fn start(mut command: CommandBuilder) -> Result<Self> {
        let pair = native_pty_system().openpty(SIZE)?;
        for name in
            ["NO_COLOR", "CASEBOOK_DIR", "CASEBOOK_CONFIG", "CASEBOOK_ARCHIVE", "CASEBOOK_MASKED"]
        {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        // The picture is drawn on a dark background.
        command.env("COLORFGBG", "15;0");
        command.env("LC_ALL", "C.UTF-8");
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, written) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Reading fails once the program has ended.
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer.iter().take(count).copied().collect()).is_err() {
                    break;
                }
            }
        });
        let rows = NonZero::new(SIZE.rows).context("a terminal without rows")?;
        let columns = NonZero::new(SIZE.cols).context("a terminal without columns")?;
        Ok(Self {
            child,
            keys: pair.master.take_writer()?,
            _master: pair.master,
            written,
            parser: vt100::Parser::new(rows, columns, 0),
        })
    }

    /// Types keys.
    pub(crate) fn press(&mut self, keys: &str) -> Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.keys.flush()?)
    }

    /// Waits until the screen is as wanted, and the frame is complete.
    pub(crate) fn wait(&mut self, what: &str, wanted: impl Fn(&Screen) -> bool) -> Result<()> {
        self.wait_as_long_as(LONGEST, what, wanted)
    }

    fn wait_as_long_as(
        &mut self,
        longest: Duration,
        what: &str,
        wanted: impl Fn(&Screen) -> bool,
    ) -> Result<()> {
        loop {
            let is_wanted = wanted(self.screen());
            let patience = if is_wanted { QUIET } else { longest };
            match self.written.recv_timeout(patience) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) if is_wanted => return Ok(()),
                Err(_) => bail!("{what} is never on the screen:\n{}", self.screen().contents()),
            }
        }
    }

    /// Waits until the screen has a text.
    pub(crate) fn wait_for(&mut self, text: &str) -> Result<()> {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    /// Moves down line by line until the screen has a text.
    pub(crate) fn down_to(&mut self, text: &str) -> Result<()> {
        self.go_to("j", text)
    }

    /// Presses a key that moves until the screen has a text.
    pub(crate) fn go_to(&mut self, key: &str, text: &str) -> Result<()> {
        for _ in 0..100 {
            let before = self.screen().contents();
            if before.contains(text) {
                return Ok(());
            }
            self.press(key)?;
            self.wait("another line under the cursor", |screen| screen.contents() != before)?;
        }
        bail!("{text} is on no line:\n{}", self.screen().contents());
    }

    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Returns a screen that shows a doubtful date and the quote that supports it.
pub(crate) fn doubtful_date(command: CommandBuilder) -> Result<Screen> {
    let label = field(Kind::Victim, FieldId::RecruitmentDate).context("no such field")?.label;
    let mut terminal = Terminal::start(command)?;
    let is_open = |screen: &Screen| screen.contents().contains("victims/");
    terminal.wait_as_long_as(BUILD, "the list", is_open)?;
    terminal.press("/yun")?;
    // Wait until the pane beside the list shows the case that was found.
    terminal.wait_for("Sihanoukville compound")?;
    terminal.press("\r")?;
    terminal.wait("the keys of the panes", Screen::hide_cursor)?;
    terminal.press("\r")?;
    // The title of the pane may only have room for the start of a long label.
    let start = label.split(' ').next().unwrap_or(label);
    terminal.down_to(&format!("· {start}"))?;
    Ok(terminal.screen().clone())
}
