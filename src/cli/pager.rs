//! The pager: shows what is printed on a terminal page by page.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal as _};
use std::process::{Child, ChildStdin, Command, Stdio};

/// What every command takes that prints records to read.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct PagerArgs {
    /// Do not start a pager.
    ///
    /// On a terminal, what is printed goes through $PAGER, or through less, which prints it as it is where it
    /// fits on the screen. PAGER=cat does the same for all runs.
    #[arg(long)]
    no_pager: bool,
}

impl PagerArgs {
    /// Starts the pager; `None` where there is none to start, or no terminal to read on.
    pub(super) fn start(self) -> Option<Pager> {
        if self.no_pager || !io::stdout().is_terminal() {
            return None;
        }
        Pager::start()
    }
}

/// A pager that is running.
pub(super) struct Pager {
    child: Child,
    input: Option<ChildStdin>,
}

impl Pager {
    fn start() -> Option<Self> {
        if env::var_os("TERM").is_none_or(|name| name == "dumb" || name.is_empty()) {
            return None;
        }
        let named = env::var_os("PAGER");
        let words = match &named {
            None => vec!["less".to_owned()],
            Some(value) => shell_words::split(&value.to_string_lossy()).ok()?,
        };
        let (program, arguments) = words.split_first()?;
        if program == "cat" {
            return None;
        }
        ignore_interrupts();
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if env::var_os("LESS").as_deref().is_none_or(OsStr::is_empty) {
            // Leaves at once where all fits on the screen, shows colours, leaves the text on the screen.
            command.env("LESS", "FRX");
        }
        // What is searched for in it may be a name, and would be kept on the disk.
        command.env("LESSHISTFILE", "-");
        // Where it cannot be started, the text is printed without it.
        let mut child = command.spawn().ok()?;
        let input = child.stdin.take();
        Some(Self { child, input })
    }

    /// Returns where to write to.
    pub(super) fn input(&mut self) -> Option<ChildStdin> {
        self.input.take()
    }

    /// Waits until the user has read enough; returns whether the pager says that it could show the text.
    pub(super) fn wait(mut self) -> bool {
        drop(self.input.take());
        self.child.wait().is_ok_and(|status| status.success())
    }
}

/// Leaves Ctrl-c to the pager, in which it stops a search: the keys that send signals send them to both.
fn ignore_interrupts() {
    #[cfg(unix)]
    {
        use std::sync::Arc;
        // Where the system refuses, Ctrl-c ends this program, and the pager with the end of its input.
        _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::default());
    }
}
