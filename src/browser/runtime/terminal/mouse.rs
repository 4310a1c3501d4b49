//! Mouse reporting for buttons, the wheel and dragging only, so that movement does not wake an idle program.

use std::fmt;

use crossterm::Command;

/// Asks for reports of buttons, the wheel and movement with a button held, with coordinates of any size.
///
/// Other movement is left out: a hand on the desk would wake an idle program.
pub(crate) struct ReportButtons;

impl Command for ReportButtons {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1002h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }
}

/// Takes the reports back.
pub(crate) struct ReportNothing;

impl Command for ReportNothing {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1002l")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::event::DisableMouseCapture.execute_winapi()
    }
}
