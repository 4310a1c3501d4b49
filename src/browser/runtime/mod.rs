//! The browser at work: the terminal, its keys, the signals and the worker. All of the browser's
//! I/O and threads are here; what is shown and what keys mean is decided above.

mod clipboard;
mod input;
mod mail;
mod screen;
mod signals;
mod steady;
mod worker;

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::collection::Collection;

use super::keymap::Keyboard;
use super::model::{About, Clipboard, Copied, Effect, Look, Model, Msg, update};
use mail::{Event, Mail};
use screen::Screen;
use worker::Worker;

/// What the browser is to be opened on.
pub struct Opening {
    about: About,
    load: Box<dyn Fn() -> Collection + Send>,
}

impl Opening {
    /// Returns the opening of the collection that `load` reads, now and at every reload, called
    /// `name` where it does not name itself; in colour unless `NO_COLOR` is set.
    pub fn new(name: impl Into<String>, load: impl Fn() -> Collection + Send + 'static) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let look = if plain { Look::Plain } else { Look::Colour };
        let about = About { name: name.into(), sample: false, look };
        Self { about, load: Box::new(load) }
    }

    /// Returns the opening of the sample inside the program, which cannot be written to.
    #[must_use]
    pub fn of_sample(mut self) -> Self {
        self.about.sample = true;
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
    let (mut screen, size) = Screen::open()?;
    signals::listen(sender.clone())?;
    input::listen(sender.clone())?;
    let worker = Worker::start(opening.load, sender.clone())?;
    worker.reload();
    let model = Model::new(opening.about, size);
    let mut browser = Browser { model, keyboard: Keyboard::default(), worker, sender };
    browser.run(&mut screen, &mail)
}

/// The browser between two messages.
struct Browser {
    model: Model,
    keyboard: Keyboard,
    worker: Worker,
    sender: Sender<Mail>,
}

impl Browser {
    fn run(&mut self, screen: &mut Screen, mail: &Receiver<Mail>) -> io::Result<Ending> {
        loop {
            screen.draw(&self.model)?;
            // Everything that waits is taken before the screen is drawn once.
            let first = mail.recv().map_err(io::Error::other)?;
            for letter in std::iter::once(first).chain(mail.try_iter()) {
                if let ControlFlow::Break(ending) = self.take(letter, screen)? {
                    return Ok(ending);
                }
            }
        }
    }

    fn take(&mut self, letter: Mail, screen: &mut Screen) -> io::Result<ControlFlow<Ending>> {
        let msg = match letter {
            Mail::Event(Event::Pressed(chord)) => self.keyboard.press(chord, self.model.mode()),
            Mail::Event(Event::Pasted(text)) => Some(Msg::Paste(text)),
            Mail::Event(Event::Resized(size)) => Some(Msg::Resize(size)),
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
        for effect in msg.map(|msg| update(&mut self.model, msg)).unwrap_or_default() {
            if let ControlFlow::Break(ending) = self.perform(effect, screen)? {
                return Ok(ControlFlow::Break(ending));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn perform(&mut self, effect: Effect, screen: &mut Screen) -> io::Result<ControlFlow<Ending>> {
        match effect {
            Effect::Reload => self.worker.reload(),
            Effect::Search { generation, query, sort } => {
                self.worker.search(generation, query, sort);
            }
            Effect::Copy { what, text } if clipboard::is_remote() => {
                return self.take(Mail::Uncopied { what, text }, screen);
            }
            Effect::Copy { what, text } => copy(what, text, self.sender.clone())?,
            Effect::Redraw => screen.redraw()?,
            Effect::Suspend => {
                let size = screen.suspend()?;
                update(&mut self.model, Msg::Resize(size));
            }
            Effect::Quit => return Ok(ControlFlow::Break(Ending::Quit)),
        }
        Ok(ControlFlow::Continue(()))
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
