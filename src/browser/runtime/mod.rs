//! The browser at work: the terminal, its keys, the signals and the worker. All of the browser's
//! I/O and threads are here; what is shown and what keys mean is decided above.

mod answers;
mod burst;
mod clipboard;
mod editor;
mod focus;
mod folders;
mod given;
mod input;
mod look;
mod mail;
mod modes;
mod mouse;
mod opening;
mod outside;
mod reading;
mod screen;
mod signals;
mod steady;
mod title;
mod watch;
mod worker;
mod writing;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::collection::{Changes, Collection, Disk};
use crate::text::Place;

use super::config::EditorLines;
use super::keymap::{Chord, Keyboard};
use super::model::{
    Absence, Clipboard, Copied, Effect, Model, Msg, Opened, Refused, Rewrite, update,
};
use editor::Editor;
use input::Input;
use mail::{Event, Mail};
use screen::Screen;
use worker::Worker;
use writing::Writing;

pub use opening::Opening;
pub use reading::Keeping;

/// Opens the browser and returns when it is left, the terminal as it was.
///
/// A signal that asks the program to end does end it, once the terminal is restored.
///
/// # Errors
///
/// Standard output is no terminal or a dumb one, the terminal fails, or a part of the browser has panicked.
pub fn open(opening: Opening) -> io::Result<()> {
    if !io::stdout().is_terminal() {
        let message = "the browser needs a terminal, and standard output is none";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    if env::var_os("TERM").is_some_and(|name| name == "dumb") {
        let message = "the browser needs a terminal that can move its cursor, and this one says that it cannot (TERM=dumb)";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    match run(opening) {
        Ok(Ending::Quit) => Ok(()),
        Ok(Ending::Signal(signal)) => signals::die_of(signal),
        // The signal that says so may come later than what was to be read or written.
        Err(error) if signals::is_hang_up(&error) => signals::hang_up(),
        Err(error) => Err(error),
    }
}

/// Why the browser ends.
enum Ending {
    Quit,
    Signal(i32),
}

fn run(opening: Opening) -> io::Result<Ending> {
    let (sender, mail) = channel();
    // Before the terminal is ours: a signal in between would leave it as we want it.
    signals::listen(sender.clone())?;
    let (mut screen, size) = Screen::open(opening.mouse)?;
    let input = Input::listen(sender.clone())?;
    let worker = Worker::start(opening.reading, sender.clone())?;
    worker.reload(0, Changes::Everything);
    let watcher =
        opening.disk.clone().map(|disk| watch::watch(disk, sender.clone())).transpose()?;
    let mut browser = Browser {
        model: Model::new(opening.about, size),
        keyboard: Keyboard::of(Arc::new(opening.keymap)),
        worker,
        watcher,
        input,
        disk: opening.disk,
        lines: opening.lines,
        sender,
        writing: Writing::default(),
        pressed: None,
        attended: Instant::now(),
    };
    if let Some(notice) = opening.notice {
        update(&mut browser.model, Msg::Told(notice));
    }
    let ending = browser.run(&mut screen, &mail);
    // Nothing is to stay on the screen while a file is written to its end.
    drop(screen);
    browser.writing.finish();
    ending
}

/// The browser between two messages.
struct Browser {
    model: Model,
    keyboard: Keyboard,
    worker: Worker,
    /// The way to who watches the files, until the first reading is done.
    watcher: Option<Sender<Arc<Collection>>>,
    input: Input,
    disk: Option<Disk>,
    lines: EditorLines,
    sender: Sender<Mail>,
    writing: Writing,
    /// When the last key was pressed.
    pressed: Option<Instant>,
    /// When somebody did anything last.
    attended: Instant,
}

/// How long nothing is typed behind a digit that stands for a saved view.
const PAUSE: Duration = Duration::from_millis(350);

impl Browser {
    fn run(&mut self, screen: &mut Screen, mail: &Receiver<Mail>) -> io::Result<Ending> {
        loop {
            screen.draw(&self.model, self.keyboard.keymap())?;
            // Everything that waits is taken before the screen is drawn once.
            let mut next = Some(self.next(mail)?);
            while let Some(letter) = next {
                let of_terminal = matches!(letter, Mail::Event(_));
                if let ControlFlow::Break(ending) = self.take(letter, screen)? {
                    return Ok(ending);
                }
                if of_terminal {
                    self.input.go_on();
                }
                next = if self.input.will_say_more() {
                    Some(mail.recv().map_err(io::Error::other)?)
                } else {
                    mail.try_recv().ok()
                };
            }
        }
    }

    /// Waits for the next letter; where a digit may be a saved view, no longer than a pause is.
    fn next(&self, mail: &Receiver<Mail>) -> io::Result<Mail> {
        let waits = self.keyboard.view(self.model.mode(), &self.model.views()).is_some();
        let (longest, then) = match (self.pressed.filter(|_| waits), self.model.masks_after()) {
            (Some(pressed), _) => (PAUSE.saturating_sub(pressed.elapsed()), Mail::Paused),
            (None, Some(after)) => (after.saturating_sub(self.attended.elapsed()), Mail::Idle),
            (None, None) => return mail.recv().map_err(io::Error::other),
        };
        match mail.recv_timeout(longest) {
            Ok(letter) => Ok(letter),
            Err(RecvTimeoutError::Timeout) => Ok(then),
            Err(gone @ RecvTimeoutError::Disconnected) => Err(io::Error::other(gone)),
        }
    }

    fn press(&mut self, chord: Chord) -> Option<Msg> {
        self.pressed = Some(Instant::now());
        self.keyboard.press(chord, self.model.mode(), &self.model.views())
    }

    fn take(&mut self, letter: Mail, screen: &mut Screen) -> io::Result<ControlFlow<Ending>> {
        if let Mail::Event(Event::Pressed(_) | Event::Pasted(_) | Event::Pointed(_)) = &letter {
            self.attended = Instant::now();
        }
        let msg = match letter {
            Mail::Event(Event::Unfocused) => Some(Msg::Unattended(Absence::Unfocused)),
            Mail::Idle => Some(Msg::Unattended(Absence::Idle)),
            Mail::Event(Event::Pressed(chord)) => self.press(chord),
            Mail::Paused => self.keyboard.pause(self.model.mode(), &self.model.views()),
            Mail::Event(Event::Pasted(text)) => {
                self.keyboard.forget();
                Some(Msg::Paste(text))
            }
            Mail::Event(Event::Pointed(pointing)) => {
                self.keyboard.forget();
                Some(Msg::Point(pointing))
            }
            Mail::Event(Event::Resized(size)) => Some(Msg::Resize(size)),
            Mail::Quiet => {
                self.input.is_quiet();
                None
            }
            Mail::Done(msg) => {
                if let Msg::Loaded { collection, .. } = &msg
                    && let Some(watcher) = self.watcher.take()
                {
                    // Who watches has panicked and said so, or is there.
                    _ = watcher.send(Arc::clone(collection));
                }
                Some(msg)
            }
            Mail::Signal(signal) => return Ok(ControlFlow::Break(Ending::Signal(signal))),
            Mail::Suspend => return self.perform(Effect::Suspend, screen),
            Mail::Failed(error) => return Err(error),
            Mail::Uncopied { what, text } => {
                Screen::ask(&clipboard::for_terminal(&text))?;
                Some(Msg::Copied { what, text, clipboard: Clipboard::Terminal })
            }
            Mail::Lost(what) => return Err(io::Error::other(format!("{what} has failed"))),
        };
        msg.map_or(Ok(ControlFlow::Continue(())), |msg| self.tell(msg, screen))
    }

    fn tell(&mut self, msg: Msg, screen: &mut Screen) -> io::Result<ControlFlow<Ending>> {
        for effect in update(&mut self.model, msg) {
            if let ControlFlow::Break(ending) = self.perform(effect, screen)? {
                return Ok(ControlFlow::Break(ending));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn perform(&mut self, effect: Effect, screen: &mut Screen) -> io::Result<ControlFlow<Ending>> {
        match effect {
            Effect::Reload { generation, changes } => self.worker.reload(generation, changes),
            Effect::Search { generation, query, sort } => {
                self.worker.search(generation, query, sort);
            }
            Effect::Complete { generation, line } => self.worker.complete(generation, line),
            Effect::Edit { file, place } => {
                for msg in self.edit(&file, place, screen)? {
                    if let ControlFlow::Break(ending) = self.tell(msg, screen)? {
                        return Ok(ControlFlow::Break(ending));
                    }
                }
            }
            Effect::Rewrite(rewrite) => match self.disk.as_ref() {
                Some(disk) => {
                    let (folder, path) = disk.home_of(&rewrite.file);
                    let place = (folder.to_owned(), path.to_owned());
                    self.writing.start(rewrite, place, self.sender.clone())?;
                }
                None => return self.tell(nowhere_to_write(&rewrite), screen),
            },
            Effect::Copy { what, text } => copy(what, text, self.sender.clone())?,
            Effect::Open(opened) => self.open(opened)?,
            Effect::FindNames => {
                if let Some(collection) = &self.model.collection {
                    self.worker.find_names(Arc::clone(collection));
                }
            }
            Effect::Redraw => screen.redraw(),
            Effect::Suspend => {
                let size = screen.suspend()?;
                update(&mut self.model, Msg::Resize(size));
            }
            Effect::Quit => return Ok(ControlFlow::Break(Ending::Quit)),
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Hands something to the system's opener, on a thread of its own: it may keep us waiting.
    fn open(&self, opened: Opened) -> io::Result<()> {
        let target = match opened {
            Opened::Address(address) => OsString::from(address),
            Opened::File(file) => match &self.disk {
                Some(disk) => disk.locate(&file).into_os_string(),
                None => file.into_os_string(),
            },
        };
        mail::start("opening a source", self.sender.clone(), move |sender| {
            // Where nobody receives any more, the program is ending anyway.
            _ = sender.send(Mail::Done(Msg::Told(outside::open(&target))));
        })
    }

    /// Runs the editor on the terminal; whatever goes wrong with it is told and no more.
    fn edit(&mut self, file: &Path, place: Place, screen: &mut Screen) -> io::Result<Vec<Msg>> {
        let path = self.disk.as_ref().map(|disk| disk.locate(file));
        let path = path.ok_or_else(|| format!("there is no file {} to edit", file.display()));
        let ready =
            path.and_then(|path| Ok((path, Editor::of_environment()?.told_by(self.lines.clone()))));
        let (path, editor) = match ready {
            Ok(ready) => ready,
            Err(missing) => return Ok(vec![Msg::Told(missing)]),
        };
        let (done, size) = screen.lend(|| editor.edit(&path, place))?;
        self.input.forget();
        // Where the terminal lost the focus meanwhile, it was not asked to say so.
        let mut msgs = vec![Msg::Resize(size), Msg::Unattended(Absence::Lent)];
        msgs.extend(done.err().map(Msg::Told));
        // The watcher tells of whatever else the editor wrote.
        msgs.push(Msg::Changed(Changes::at(file)));
        Ok(msgs)
    }
}

fn nowhere_to_write(rewrite: &Rewrite) -> Msg {
    Msg::Rewritten(Err(Refused {
        what: format!("there is no file {} to write", rewrite.file.display()),
        remedy: "open a collection of yours: casebook -C DIR".to_owned(),
    }))
}

/// Copies a text on a thread of its own: a program may keep us waiting.
fn copy(what: Copied, text: String, sender: Sender<Mail>) -> io::Result<()> {
    mail::start("copying", sender, move |sender| {
        let answer = match clipboard::by_program(&text) {
            Some(name) => {
                Mail::Done(Msg::Copied { what, text, clipboard: Clipboard::Program(name) })
            }
            None => Mail::Uncopied { what, text },
        };
        // Where nobody receives any more, the program is ending anyway.
        _ = sender.send(answer);
    })
}
