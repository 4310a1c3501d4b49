//! The title of the terminal's window: kept by the terminal while it is ours, and brought back.
//! Terminals that cannot keep titles take no notice.

use std::fmt;

use crossterm::Command;

/// Asks the terminal to keep the title that its window has.
pub(super) struct KeepTitle;

/// Asks the terminal for the title that it kept last.
pub(super) struct BringTitleBack;

impl Command for KeepTitle {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[22;0t")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Command for BringTitleBack {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[23;0t")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        Ok(())
    }
}
