//! Standard output and error: data to the one, messages to the other, colour where it is wanted.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};

use crate::exchange::WriteError;
use crate::text::visible;

use super::Colour;
use super::failure::Failure;

/// Sets when colour is used from here on; `NO_COLOR` is honoured where nothing is asked for.
pub(super) fn choose_colour(colour: Colour) {
    match colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::AlwaysAnsi,
        Colour::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Cells to a line of paper where standard output is no terminal.
const PAPER: usize = 80;
/// Longer lines are hard to read, however wide the terminal.
const WIDEST: usize = 100;

/// Writes data to standard output.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(super) fn print(data: &str) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    out.write_all(data.as_bytes())?;
    out.flush()
}

/// Writes a path to standard output: to a terminal as it is safe to show, elsewhere as it is, so that
/// another program finds the file.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(super) fn print_path(path: &Path) -> io::Result<()> {
    if io::stdout().is_terminal() {
        return print(&format!("{}\n", visible(&path.to_string_lossy())));
    }
    let mut out = io::stdout().lock();
    out.write_all(path.as_os_str().as_encoded_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a message to standard error, on one line.
pub(super) fn tell(message: &str) {
    tell_lines(&visible(message));
}

/// Writes what is told of a crash.
pub(super) fn tell_crash(lines: &[String]) {
    let red = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
    for (number, line) in lines.iter().enumerate() {
        let line = visible(line);
        tell_lines(&if number == 0 { format!("{red}error{red:#}: {line}") } else { line.into() });
    }
}

/// Writes lines that are safe to show, styles and all, to standard error.
fn tell_lines(lines: &str) {
    // Nobody is left to tell where standard error is closed.
    _ = writeln!(anstream::stderr(), "{lines}");
}

/// Tells an error with its causes and its remedy.
pub(super) fn report(error: &anyhow::Error) {
    let red = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
    let bold = Style::new().bold();
    let causes: Vec<String> =
        error.chain().map(|cause| visible(&cause.to_string()).into_owned()).collect();
    tell_lines(&format!("{red}error{red:#}: {}", causes.join(": ")));
    let failure = || error.chain().filter_map(|cause| cause.downcast_ref::<Failure>());
    if let Some(place) = failure().find_map(Failure::place) {
        tell_lines(place);
    }
    let unwritten = || error.chain().find_map(|cause| cause.downcast_ref::<WriteError>());
    let hint = failure().find_map(Failure::remedy);
    if let Some(hint) = hint.or_else(|| unwritten().map(WriteError::hint)) {
        tell_lines(&format!("{bold}hint{bold:#}: {}", visible(hint)));
    }
}

/// Tells whether the reader of standard output has left, as `head` does: no fault of anyone.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Returns the width of the terminal that standard output is, `None` where it is none.
pub(super) fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    crossterm::terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
        .filter(|columns| *columns > 0)
}

/// Returns the cells to a line of what is read as on paper.
pub(super) fn page_width() -> usize {
    terminal_width().map_or(PAPER, |columns| columns.min(WIDEST))
}
