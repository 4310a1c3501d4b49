//! Asking the terminal to report when it gets the focus and when it loses it. Terminals that cannot take
//! no notice.

use std::fmt;

use crossterm::Command;

/// Asks for the reports, or takes them back.
pub(super) struct ReportFocus(pub(super) bool);

impl Command for ReportFocus {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 { "\x1b[?1004h" } else { "\x1b[?1004l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        Ok(())
    }
}
