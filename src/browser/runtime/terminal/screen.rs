//! The terminal while the browser owns it: entered, drawn on, and restored exactly once.

use std::io::{self, BufWriter, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue, terminal};
use ratatui::layout::Rect;

use super::focus::ReportFocus;
use super::frame_writer::{FrameWriter, erase};
use super::mouse::{ReportButtons, ReportNothing};
use super::signals;
use super::termios::Modes;
use super::window_title::{BringTitleBack, KeepTitle};
use crate::browser::app::{Model, draw_into, window_title};
use crate::browser::keymap::Keymap;
use crate::browser::model::Size;

/// Whether the terminal is ours at the moment. Whichever thread sets it back to `false` restores
/// the terminal, be it the main thread or a panicking one. It is only changed and read under the
/// lock of standard output.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Standard output while the terminal is ours. Afterwards nothing gets through: what was still to
/// be drawn when another thread panicked is not for the shell's screen.
struct TerminalGate;

impl Write for TerminalGate {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut output = io::stdout().lock();
        if TAKEN.load(Ordering::SeqCst) { output.write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// The terminal while the browser has it.
pub(crate) struct TerminalScreen {
    terminal: FrameWriter<BufWriter<TerminalGate>>,
    mouse: bool,
    /// Whether the terminal reports when it loses the focus.
    focus: bool,
    title: String,
}

impl TerminalScreen {
    /// Takes the terminal over, with its mouse if that is wanted, and returns its size.
    ///
    /// # Errors
    ///
    /// The terminal refuses; it is then as it was.
    pub(crate) fn open(mouse: bool) -> io::Result<(Self, Size)> {
        restore_on_panic();
        let size = size()?;
        let terminal = FrameWriter::new(BufWriter::new(TerminalGate));
        let screen = Self { terminal, mouse, focus: false, title: String::new() };
        clear_echo()?;
        take(mouse)?;
        Ok((screen, size))
    }

    /// Draws what has changed.
    ///
    /// # Errors
    ///
    /// The terminal cannot be written to.
    pub(crate) fn draw(&mut self, model: &Model, keymap: &Keymap) -> io::Result<()> {
        let title = window_title(model);
        if self.title != title {
            queue!(TerminalGate, SetTitle(&title))?;
            self.title = title;
        }
        let focus = model.shared.masking().unfocused;
        if self.focus != focus {
            queue!(TerminalGate, ReportFocus(focus))?;
            self.focus = focus;
        }
        let mut frame = self.terminal.frame(area(model.shared.size));
        let caret = draw_into(model, keymap, &mut frame);
        self.terminal.show(frame, caret)
    }

    /// Sends the terminal a request that shows nothing on the screen.
    ///
    /// # Errors
    ///
    /// The terminal cannot be written to.
    pub(crate) fn ask(request: &str) -> io::Result<()> {
        TerminalGate.write_all(request.as_bytes())?;
        TerminalGate.flush()
    }

    /// Makes the next drawing erase the screen and write every cell.
    pub(crate) fn redraw(&mut self) {
        self.title.clear();
        self.focus = false;
        self.terminal.forget();
    }

    /// Gives the terminal to the shell until it hands it back, and returns its size then.
    ///
    /// # Errors
    ///
    /// The terminal refuses.
    pub(crate) fn suspend(&mut self) -> io::Result<Size> {
        restore();
        signals::stop()?;
        take(self.mouse)?;
        self.redraw();
        size()
    }
}

impl TerminalScreen {
    /// Gives the terminal to another program while `work` runs it, and returns what became of it
    /// and the size afterwards.
    ///
    /// # Errors
    ///
    /// The terminal refuses to be taken back.
    pub(crate) fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<(T, Size)> {
        restore();
        let (modes, lent) = (Modes::now(), signals::Lent::out());
        let done = work();
        drop(lent);
        // A program that was killed leaves the terminal as it had it, and we would keep that for
        // the shell.
        modes.put_back();
        take(self.mouse)?;
        self.redraw();
        Ok((done, size()?))
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        restore();
    }
}

/// Clears the line of the shell's screen on which keys are echoed that were typed before the terminal is taken over: they
/// would be there again at the end.
fn clear_echo() -> io::Result<()> {
    execute!(io::stdout(), cursor::MoveToColumn(0), Clear(ClearType::UntilNewLine))
}

fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let mut output = io::stdout();
    let taken = enable_raw_mode()
        .and_then(|()| execute!(output, KeepTitle, EnterAlternateScreen, EnableBracketedPaste))
        .and_then(|()| if mouse { execute!(output, ReportButtons) } else { Ok(()) });
    if taken.is_err() {
        restore();
    }
    taken
}

/// Gives the terminal back, unless that is done already.
fn restore() {
    let mut output = io::stdout().lock();
    if TAKEN.swap(false, Ordering::SeqCst) {
        // A terminal without an alternate screen would keep our screen visible.
        let rows = size().map_or(0, |size| size.height);
        _ = erase(&mut output, rows).and_then(|()| execute!(output, cursor::MoveTo(0, 0)));
        // Each is worth trying, whatever became of the others; the terminal may even be gone.
        _ = execute!(
            output,
            ReportNothing,
            ReportFocus(false),
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show,
            // A terminal that keeps no titles is not to be left with the name of a case.
            SetTitle(""),
            BringTitleBack
        );
        _ = disable_raw_mode();
    }
}

/// Makes a panic of any thread give the terminal back before its message is printed.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            restore();
            before(info);
        }));
    });
}

fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(Size { width: width.max(1), height: height.max(1) })
}

fn area(size: Size) -> Rect {
    Rect::new(0, 0, size.width, size.height)
}
