//! Saves, sets and restores the window title; terminals without it ignore the request.

use std::fmt;

use crossterm::Command;

/// Asks the terminal to keep the title that its window has.
pub(crate) struct KeepTitle;

/// Asks the terminal for the title that it kept last.
pub(crate) struct BringTitleBack;

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
