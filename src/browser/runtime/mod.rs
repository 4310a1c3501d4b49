//! The browser at work: the terminal, its keys, the signals and the worker. All of the browser's
//! I/O and threads are here; what is shown and what keys mean is decided above.

mod burst;
mod clipboard;
mod editor;
mod input;
mod look;
mod mail;
mod modes;
mod mouse;
mod outside;
mod screen;
mod signals;
mod steady;
mod title;
mod watch;
mod worker;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::collection::{Collection, Disk};
use crate::text::Place;

use super::keymap::Keyboard;
use super::model::{About, Clipboard, Copied, Effect, Look, Model, Msg, Opened, Symbols, update};
use editor::Editor;
use input::Input;
use mail::{Event, Mail};
use screen::Screen;
use worker::{Load, Worker};

/// What the browser is to be opened on.
pub struct Opening {
    about: About,
    load: Load,
    disk: Option<Disk>,
    mouse: bool,
}

impl Opening {
    /// Returns the opening of the collection that `load` reads, now and at every reload, given what
    /// was read before, called `name` where it does not name itself; in colour unless `NO_COLOR` is set.
    pub fn new(
        name: impl Into<String>,
        load: impl Fn(&Collection) -> Collection + Send + 'static,
    ) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let look = if plain { Look::Plain } else { Look::Colour };
        let about = About { name: name.into(), look, ..About::default() };
        Self { about, load: Box::new(load), disk: None, mouse: true }
    }

    /// Returns the opening of the sample inside the program, which cannot be written to.
    #[must_use]
    pub fn of_sample(mut self) -> Self {
        self.about.sample = true;
        self
    }

    /// Returns the opening of a browser that leaves the mouse to the terminal.
    #[must_use]
    pub fn without_mouse(mut self) -> Self {
        self.mouse = false;
        self
    }

    /// Returns the opening of a browser that draws in plain ASCII.
    #[must_use]
    pub fn in_ascii(mut self) -> Self {
        self.about.symbols = Symbols::Ascii;
        self
    }

    /// Returns the opening of a collection whose files are on disk, where they are watched and can
    /// be edited.
    #[must_use]
    pub fn on_disk(mut self, disk: Disk) -> Self {
        self.disk = Some(disk);
        self
    }

    /// Returns the opening with the look that was asked for.
    #[must_use]
    pub fn with_look(mut self, look: Look) -> Self {
        self.about.look = look;
        self
    }
}

/// Opens the browser and returns when it is left, the terminal as it was.
///
/// A signal that asks the program to end does end it, once the terminal is restored.
///
/// # Errors
///
/// Standard output is no terminal, the terminal fails, or a part of the browser has panicked.
pub fn open(opening: Opening) -> io::Result<()> {
    if !io::stdout().is_terminal() {
        let message = "the browser needs a terminal, and standard output is none";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    match run(opening)? {
        Ending::Quit => Ok(()),
        Ending::Signal(signal) => signals::die_of(signal),
    }
}

/// Why the browser ends.
enum Ending {
    Quit,
    Signal(i32),
}

fn run(opening: Opening) -> io::Result<Ending> {
    let (sender, mail) = channel();
    let (mut screen, size) = Screen::open(opening.mouse)?;
    signals::listen(sender.clone())?;
    let input = Input::listen(sender.clone())?;
    let worker = Worker::start(opening.load, sender.clone())?;
    // First watched, then read: no change between the two is missed.
    if let Some(disk) = opening.disk.clone() {
        watch::watch(disk, sender.clone())?;
    }
    worker.reload(0);
    let model = Model::new(opening.about, size);
    let keyboard = Keyboard::default();
    let mut browser = Browser { model, keyboard, worker, input, disk: opening.disk, sender };
    browser.run(&mut screen, &mail)
}

/// The browser between two messages.
struct Browser {
    model: Model,
    keyboard: Keyboard,
    worker: Worker,
    input: Input,
    disk: Option<Disk>,
    sender: Sender<Mail>,
}

impl Browser {
    fn run(&mut self, screen: &mut Screen, mail: &Receiver<Mail>) -> io::Result<Ending> {
        loop {
            screen.draw(&self.model)?;
            // Everything that waits is taken before the screen is drawn once.
            let mut next = Some(mail.recv().map_err(io::Error::other)?);
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

    fn take(&mut self, letter: Mail, screen: &mut Screen) -> io::Result<ControlFlow<Ending>> {
        let msg = match letter {
            Mail::Event(Event::Pressed(chord)) => self.keyboard.press(chord, self.model.mode()),
            Mail::Event(Event::Pasted(text)) => Some(Msg::Paste(text)),
            Mail::Event(Event::Pointed(pointing)) => Some(Msg::Point(pointing)),
            Mail::Event(Event::Resized(size)) => Some(Msg::Resize(size)),
            Mail::Quiet => {
                self.input.is_quiet();
                None
            }
            Mail::Done(msg) => Some(msg),
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
            Effect::Reload { generation } => self.worker.reload(generation),
            Effect::Search { generation, query, sort } => {
                self.worker.search(generation, query, sort);
            }
            Effect::Edit { file, place } => {
                for msg in self.edit(&file, place, screen)? {
                    if let ControlFlow::Break(ending) = self.tell(msg, screen)? {
                        return Ok(ControlFlow::Break(ending));
                    }
                }
            }
            Effect::Copy { what, text } if clipboard::is_remote() => {
                return self.take(Mail::Uncopied { what, text }, screen);
            }
            Effect::Copy { what, text } => copy(what, text, self.sender.clone())?,
            Effect::Open(opened) => self.open(opened)?,
            Effect::Redraw => screen.redraw()?,
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
        let ready = path.and_then(|path| Ok((path, Editor::of_environment()?)));
        let (path, editor) = match ready {
            Ok(ready) => ready,
            Err(missing) => return Ok(vec![Msg::Told(missing)]),
        };
        let (done, size) = screen.lend(|| editor.edit(&path, place))?;
        self.input.forget();
        let mut msgs = vec![Msg::Resize(size)];
        msgs.extend(done.err().map(Msg::Told));
        msgs.push(Msg::Changed);
        Ok(msgs)
    }
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
