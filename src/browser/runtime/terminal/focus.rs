//! Terminal focus reporting; terminals without it ignore the request.

use std::fmt;

use crossterm::Command;

/// Asks for the reports, or takes them back.
pub(crate) struct ReportFocus(pub(crate) bool);

impl Command for ReportFocus {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 { "\x1b[?1004h" } else { "\x1b[?1004l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        Ok(())
    }
}
