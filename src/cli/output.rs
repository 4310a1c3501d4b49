//! Writes data to standard output and messages to standard error, with colour where it is wanted.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};

use crate::exchange::{Audience, ExportError, Format, View, WriteError};
use crate::record::Id;
use crate::text::{
    escaped_in_ascii, hanging, in_ascii_cells, json_in_ascii, shows_ascii_only, visible,
    without_controls,
};

use super::Colour;
use super::failure::Failure;
use super::pager::Pager;

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

/// Writes text for people to standard output.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(super) fn print(text: &str) -> io::Result<()> {
    write(Audience::People, text)
}

/// Writes to standard output, in the characters that its reader understands.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(super) fn write(written: Audience, text: &str) -> io::Result<()> {
    let mut out = StandardOutput::read_by(written);
    let write = |out: &mut StandardOutput| {
        out.write_all(text.as_bytes())?;
        out.flush()
    };
    write(&mut out).map_err(|error| unwritten(&error))
}

/// Writes records to standard output in a format; returns what the format says of all of them.
///
/// # Errors
///
/// Standard output cannot be written to, or the format cannot leave out what is withheld.
pub(super) fn write_records(
    format: &Format,
    view: &View<'_>,
    ids: &[&Id],
    mut pager: Option<Pager>,
) -> anyhow::Result<Option<String>> {
    let mut out = match pager.as_mut().and_then(Pager::input) {
        Some(input) => StandardOutput::to(Box::new(input), format.audience),
        None => StandardOutput::read_by(format.audience),
    };
    let mut written = format.write(view, ids, &mut out).and_then(|said| Ok((said, out.flush()?)));
    drop(out);
    if let Some(pager) = pager {
        if !pager.wait() {
            // It may have shown nothing, as a program that is no pager does.
            print_message("the pager failed, so this is printed without it");
            return write_records(format, view, ids, None);
        }
        // The user has read enough.
        if let Err(ExportError::Output(error)) = &written
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            written = Ok((None, ()));
        }
    }
    written.map(|(said, ())| said).map_err(|error| match error {
        ExportError::Output(error) => unwritten(&error).into(),
        ExportError::Withheld(id) => names_withheld(&id, format).into(),
    })
}

/// Returns that a format cannot leave out what is withheld of a record.
pub(super) fn names_withheld(id: &Id, format: &Format) -> Failure {
    Failure::new(format!(
        "the file of `{id}` names a person or place that is withheld, and --format {} cannot withhold anything",
        format.name
    ))
    .hint("choose another format, or print everything with --with-confidential")
}

/// Standard output, in the characters that its reader understands.
struct StandardOutput {
    out: anstream::AutoStream<Box<dyn io::Write>>,
    audience: Audience,
    on_terminal: bool,
    /// What is not yet a whole line, where characters are replaced: a letter and its marks are replaced together.
    line: Vec<u8>,
}

impl StandardOutput {
    fn read_by(audience: Audience) -> Self {
        Self::to(Box::new(io::stdout().lock()), audience)
    }

    /// Returns the output that reaches standard output by way of `out`.
    fn to(out: Box<dyn io::Write>, audience: Audience) -> Self {
        let on_terminal = io::stdout().is_terminal();
        let choice = match audience {
            // What else looks like a style is a part of the data.
            Audience::Exact | Audience::Files => ColorChoice::AlwaysAnsi,
            Audience::People | Audience::Json | Audience::Programs => {
                anstream::AutoStream::choice(&io::stdout())
            }
        };
        let out = anstream::AutoStream::new(out, choice);
        Self { out, audience, on_terminal, line: Vec::new() }
    }

    /// Returns whether characters of what is written are replaced.
    fn replaces(&self) -> bool {
        shows_ascii_only() || self.on_terminal && self.audience == Audience::Exact
    }

    /// Writes whole lines, or the rest.
    fn put(&mut self, text: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(text);
        let text = match self.audience {
            Audience::Exact if self.on_terminal => match without_controls(&text) {
                Cow::Borrowed(_) => text,
                Cow::Owned(safe) => Cow::Owned(safe),
            },
            Audience::People
            | Audience::Json
            | Audience::Programs
            | Audience::Exact
            | Audience::Files => text,
        };
        let text = match self.audience {
            _ if !shows_ascii_only() => Cow::Borrowed(&*text),
            Audience::People => in_ascii_cells(&text),
            Audience::Json if self.on_terminal => json_in_ascii(&text),
            Audience::Programs | Audience::Exact if self.on_terminal => escaped_in_ascii(&text),
            Audience::Json | Audience::Programs | Audience::Exact | Audience::Files => {
                Cow::Borrowed(&*text)
            }
        };
        self.out.write_all(text.as_bytes())
    }
}

impl io::Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.replaces() {
            return self.out.write(bytes);
        }
        self.line.extend_from_slice(bytes);
        if let Some(last) = self.line.iter().rposition(|byte| *byte == b'\n') {
            let rest = self.line.split_off(last + 1);
            let lines = std::mem::replace(&mut self.line, rest);
            self.put(&lines)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.line);
        self.put(&rest)?;
        self.out.flush()
    }
}

/// Returns an error of standard output with what it is an error of.
fn unwritten(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write to standard output: {error}"))
}

/// Writes to standard output for a command whose exit code is a verdict: that a reader has left,
/// as `head` does, changes nothing about it.
///
/// # Errors
///
/// Standard output cannot be written to for another reason.
pub(super) fn write_for_verdict(written: Audience, text: &str) -> io::Result<()> {
    match write(written, text) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
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

/// Writes a message to standard error: on one line, on a terminal in rows.
pub(super) fn print_message(message: &str) {
    print_error_lines(&in_rows(message, 0));
}

/// Returns a message as it is safe to show; for a terminal in rows that leave so many cells at the left
/// for what comes before it. A terminal would break the line itself, and begin a row with any word of it.
fn in_rows(message: &str, taken: usize) -> String {
    let cells = if io::stderr().is_terminal() { columns() } else { None };
    rows(message, cells, taken)
}

/// Returns one line of text for people as it is safe to show; for a terminal in rows that leave so many
/// cells at the left for what comes before it.
pub(super) fn line(text: &str, taken: usize) -> String {
    rows(text, terminal_width(), taken)
}

fn rows(text: &str, cells: Option<usize>, taken: usize) -> String {
    let text = visible(text);
    match cells {
        Some(cells) => hanging(&text, cells.saturating_sub(taken)).join("\n"),
        None => text.into_owned(),
    }
}

/// Writes a crash report.
pub(super) fn print_crash(lines: &[String]) {
    let red = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
    for (number, line) in lines.iter().enumerate() {
        let line = visible(line);
        print_error_lines(&if number == 0 {
            format!("{red}error{red:#}: {line}")
        } else {
            line.into()
        });
    }
}

/// Writes lines that are safe to show, styles and all, to standard error.
fn print_error_lines(lines: &str) {
    let lines = if shows_ascii_only() { in_ascii_cells(lines) } else { Cow::Borrowed(lines) };
    // If standard error is closed, there is nothing left to do.
    _ = writeln!(anstream::stderr(), "{lines}");
}

/// Tells an error with its causes and its remedy.
pub(super) fn report(error: &anyhow::Error) {
    let red = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
    let bold = Style::new().bold();
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let causes = in_rows(&causes.join(": "), "error: ".len());
    print_error_lines(&format!("{red}error{red:#}: {causes}"));
    let failure = || error.chain().filter_map(|cause| cause.downcast_ref::<Failure>());
    if let Some(place) = failure().find_map(Failure::place) {
        print_error_lines(place);
    }
    let unwritten = || error.chain().find_map(|cause| cause.downcast_ref::<WriteError>());
    let hint = failure().find_map(Failure::remedy);
    if let Some(hint) = hint.or_else(|| unwritten().map(WriteError::hint)) {
        print_error_lines(&format!("{bold}hint{bold:#}: {}", in_rows(hint, "hint: ".len())));
    }
}

/// Returns whether the reader of standard output has left, as `head` does: no fault of anyone.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Returns the width of the terminal that standard output is, `None` where it is none.
pub(super) fn terminal_width() -> Option<usize> {
    if io::stdout().is_terminal() { columns() } else { None }
}

fn columns() -> Option<usize> {
    crossterm::terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
        .filter(|columns| *columns > 0)
}

/// Returns the cells to a line of what is read as on paper.
pub(super) fn page_width() -> usize {
    terminal_width().map_or(PAPER, |columns| columns.min(WIDEST))
}

/// Writes what clap says: help to standard output, mistakes to standard error. Returns the exit code.
pub(super) fn print_mistake(mistake: &clap::Error) -> i32 {
    let rendered = mistake.render();
    let said = rendered.ansi().to_string();
    let said = if shows_ascii_only() { in_ascii_cells(&said) } else { Cow::Borrowed(&*said) };
    // If the stream is closed, there is nothing left to do.
    _ = if mistake.use_stderr() {
        anstream::stderr().write_all(said.as_bytes())
    } else {
        anstream::stdout().write_all(said.as_bytes())
    };
    mistake.exit_code()
}
