//! The runtime: terminal, input, signals, worker threads.
//!
//! All I/O of the browser is here; what is shown and what keys mean is decided in the floors below.

mod event;
mod files;
mod options;
mod programs;
mod terminal;
mod typed_ahead;
mod worker;

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::collection::{Changes, Collection, Disk};
use crate::exchange::{Folder, Readers, why_unwritable};
use crate::session::doubted_quotes::DoubtRequest;
use crate::session::{ChangeRequest, NewRecord, PlanToken, WriteOutcome, WriteRefusal};
use crate::text::LineColumn;

use super::app::{Model, update};
use super::config::EditorLines;
use super::keymap::{Chord, Keyboard};
use super::model::export_draft::ExportOrder;
use super::model::{
    AutoMaskReason, Clipboard, CopyTarget, EditRefusal, Effect, ExternalTarget, FileEdit, Input,
    Message, Report,
};
use event::{MainEvent, TerminalEvent};
use files::export::ExportPlace;
use files::watch;
use files::write_thread::WriteThread;
pub(crate) use programs::editor::Editor;
use programs::{clipboard, system_opener};
use terminal::input::InputThread;
use terminal::screen::TerminalScreen;
use terminal::signals;
use typed_ahead::TypedAhead;
use worker::worker_thread::Worker;

pub use options::BrowserOptions;

/// Opens the browser and returns when it is left, the terminal as it was.
///
/// A signal that asks the program to end does end it, once the terminal is restored.
///
/// # Errors
///
/// Standard output is no terminal or a dumb one, the terminal fails, or a part of the browser has panicked.
pub fn open(opening: BrowserOptions) -> io::Result<()> {
    if !io::stdout().is_terminal() {
        let message = "the browser needs a terminal, and standard output is not one";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    if env::var_os("TERM").is_some_and(|name| name == "dumb") {
        let message = "the browser needs a terminal that can move its cursor, and this one cannot (TERM=dumb)";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    match run(opening) {
        Ok(ExitReason::Quit) => Ok(()),
        Ok(ExitReason::Signal(signal)) => signals::die_of(signal),
        // Reading or writing a terminal that is gone may fail before the hang-up signal arrives.
        Err(error) if signals::is_hang_up(&error) => signals::hang_up(),
        Err(error) => Err(error),
    }
}

/// Why the browser ends.
enum ExitReason {
    Quit,
    Signal(i32),
}

fn run(opening: BrowserOptions) -> io::Result<ExitReason> {
    let (sender, mail) = channel();
    // Before the terminal is taken over: a signal between the two steps would end the program without
    // restoring it.
    signals::listen(sender.clone())?;
    let (mut screen, size) = TerminalScreen::open(opening.mouse)?;
    let input = InputThread::listen(sender.clone())?;
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
        writing: WriteThread::default(),
        pressed: None,
        ahead: TypedAhead::default(),
        attended: Instant::now(),
        started: Instant::now(),
    };
    if let Some(notice) = opening.notice {
        update(&mut browser.model, Report::Notify(notice));
    }
    let ending = browser.run(&mut screen, &mail);
    // The terminal is restored first: finishing a write may take a while, and nothing of the
    // collection may stay on the screen meanwhile.
    drop(screen);
    // The user does not wait for many files of which none has its new text yet.
    _ = browser.model.shared.written.give_up();
    browser.writing.finish();
    ending
}

/// The browser between two messages.
struct Browser {
    model: Model,
    keyboard: Keyboard,
    worker: Worker,
    /// The ways to the file watcher.
    watcher: Option<watch::Watching>,
    input: InputThread,
    disk: Option<Disk>,
    lines: EditorLines,
    sender: Sender<MainEvent>,
    writing: WriteThread,
    /// When the last key was pressed.
    pressed: Option<Instant>,
    /// What becomes of keys that are typed faster than they are answered.
    ahead: TypedAhead,
    /// When the user last did anything.
    attended: Instant,
    /// When the browser was opened.
    started: Instant,
}

/// How long to wait for another key after a digit that may open a saved view.
const PAUSE: Duration = Duration::from_millis(350);

impl Browser {
    fn run(
        &mut self,
        screen: &mut TerminalScreen,
        mail: &Receiver<MainEvent>,
    ) -> io::Result<ExitReason> {
        loop {
            screen.draw(&self.model, self.keyboard.keymap())?;
            self.ahead.note_drawn(&self.model.shared);
            // All events that wait are handled before the screen is drawn once, so that the frame shows
            // the last of them and a burst of events costs one frame.
            let mut next = Some(self.next(mail)?);
            while let Some(event) = next {
                let of_terminal = matches!(event, MainEvent::Event(_));
                if let ControlFlow::Break(ending) = self.take(event, screen)? {
                    return Ok(ending);
                }
                // Only now that the event was handled may the input thread read on: handling it may
                // have run the editor. The next key may be meant for what a search finds.
                if of_terminal {
                    self.ahead.hold();
                }
                if self.ahead.lets_go(&self.model.shared) {
                    self.input.go_on();
                }
                // While the input thread is reading, another event or `Quiet` is certain to come, so
                // this may block.
                next = if self.input.has_more() && !self.ahead.is_holding() {
                    Some(mail.recv().map_err(io::Error::other)?)
                } else {
                    mail.try_recv().ok()
                };
            }
        }
    }

    /// Waits for the next event; after a digit that may open a saved view only for [`PAUSE`], and
    /// otherwise until the screen is to be masked.
    fn next(&self, mail: &Receiver<MainEvent>) -> io::Result<MainEvent> {
        if let Some(longest) = self.ahead.held_for(&self.model.shared) {
            return match mail.recv_timeout(longest) {
                Ok(event) => Ok(event),
                Err(RecvTimeoutError::Timeout) => Ok(MainEvent::Held),
                Err(gone @ RecvTimeoutError::Disconnected) => Err(io::Error::other(gone)),
            };
        }
        let (mode, views) = (self.model.mode(), self.model.shared.views());
        let waits = self.keyboard.view(mode, &views).is_some();
        let (longest, then) =
            match (self.pressed.filter(|_| waits), self.model.shared.masks_after()) {
                (Some(pressed), _) => (PAUSE.saturating_sub(pressed.elapsed()), MainEvent::Paused),
                (None, Some(after)) => {
                    (after.saturating_sub(self.attended.elapsed()), MainEvent::Idle)
                }
                (None, None) => return mail.recv().map_err(io::Error::other),
            };
        match mail.recv_timeout(longest) {
            Ok(event) => Ok(event),
            Err(RecvTimeoutError::Timeout) => Ok(then),
            Err(gone @ RecvTimeoutError::Disconnected) => Err(io::Error::other(gone)),
        }
    }

    fn press(&mut self, chord: Chord) -> Option<Input> {
        self.pressed = Some(Instant::now());
        self.keyboard.set_screen(self.model.active);
        self.keyboard.press(chord, self.model.mode(), &self.model.shared.views())
    }

    fn take(
        &mut self,
        event: MainEvent,
        screen: &mut TerminalScreen,
    ) -> io::Result<ControlFlow<ExitReason>> {
        if let MainEvent::Event(
            TerminalEvent::Pressed(_) | TerminalEvent::Pasted(_) | TerminalEvent::Pointed(_),
        ) = &event
        {
            self.attended = Instant::now();
            if let Some(watcher) = &mut self.watcher {
                watcher.signals.in_use();
            }
        }
        let message: Option<Message> = match event {
            MainEvent::Event(TerminalEvent::Unfocused) => {
                Some(Report::Unattended(AutoMaskReason::Unfocused).into())
            }
            MainEvent::Idle => Some(Report::Unattended(AutoMaskReason::Idle).into()),
            MainEvent::Event(TerminalEvent::Pressed(chord)) => {
                self.ahead.look(&mut self.model.shared);
                let is_dropped = self.ahead.is_dropped(chord);
                if is_dropped { None } else { self.press(chord).map(Message::Input) }
            }
            // Handled where the key waits.
            MainEvent::Held => None,
            MainEvent::Paused => {
                let views = self.model.shared.views();
                let input = self.keyboard.pause(self.model.mode(), &views);
                input.map(Message::Input)
            }
            MainEvent::Event(TerminalEvent::Pasted(_)) if self.ahead.is_dropping() => None,
            MainEvent::Event(TerminalEvent::Pasted(text)) => {
                self.keyboard.forget();
                Some(Input::Paste(text).into())
            }
            MainEvent::Event(TerminalEvent::Pointed(pointing)) => {
                self.keyboard.forget();
                Some(Input::Point(pointing).into())
            }
            MainEvent::Event(TerminalEvent::Resized(size)) => Some(Report::Resize(size).into()),
            MainEvent::Quiet => {
                self.input.is_quiet();
                None
            }
            MainEvent::Done(report) => {
                if let Report::Loaded { collection, .. } = &report
                    && let Some(watcher) = &mut self.watcher
                    && let Some(way) = watcher.collection.take()
                {
                    // If the watcher is gone, it has panicked and reported that.
                    _ = way.send(Arc::clone(collection));
                }
                Some(report.into())
            }
            MainEvent::Signal(signal) => return Ok(ControlFlow::Break(ExitReason::Signal(signal))),
            MainEvent::Suspend => return self.perform(Effect::Suspend, screen),
            MainEvent::Failed(error) => return Err(error),
            MainEvent::Uncopied { what, text } => {
                TerminalScreen::ask(&clipboard::for_terminal(&text))?;
                Some(Report::Copied { what, text, clipboard: Clipboard::Terminal }.into())
            }
            MainEvent::Lost(what) => return Err(io::Error::other(format!("{what} failed"))),
        };
        message.map_or(Ok(ControlFlow::Continue(())), |message| self.send(message, screen))
    }

    fn send(
        &mut self,
        message: impl Into<Message>,
        screen: &mut TerminalScreen,
    ) -> io::Result<ControlFlow<ExitReason>> {
        self.model.shared.written.now = self.started.elapsed();
        self.model.shared.today = today();
        for effect in update(&mut self.model, message) {
            if let ControlFlow::Break(ending) = self.perform(effect, screen)? {
                return Ok(ControlFlow::Break(ending));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn perform(
        &mut self,
        effect: Effect,
        screen: &mut TerminalScreen,
    ) -> io::Result<ControlFlow<ExitReason>> {
        match effect {
            Effect::Reload { generation, changes } => self.worker.reload(generation, changes),
            Effect::Search { generation, query, sort } => {
                self.worker.search(generation, query, sort);
            }
            Effect::SearchTexts { generation, words } => {
                if let Some(collection) = &self.model.shared.collection {
                    self.worker.search_texts(generation, words, Arc::clone(collection));
                }
            }
            Effect::Ties { generation, request } => {
                if let Some(collection) = &self.model.shared.collection {
                    self.worker.look_at_ties(generation, request, Arc::clone(collection));
                }
            }
            Effect::FindEnds { generation, words, most } => {
                self.worker.find_ends(generation, words, most);
            }
            Effect::Complete { generation, line } => self.worker.complete(generation, line),
            Effect::Preview { generation, request } => self.worker.preview(generation, request),
            Effect::View { generation, request } => self.worker.view(generation, request),
            Effect::Edit { file, place } => {
                for report in self.edit(&file, place, screen)? {
                    if let ControlFlow::Break(ending) = self.send(report, screen)? {
                        return Ok(ControlFlow::Break(ending));
                    }
                }
            }
            Effect::Create(new) => {
                for report in self.create(&new, screen)? {
                    if let ControlFlow::Break(ending) = self.send(report, screen)? {
                        return Ok(ControlFlow::Break(ending));
                    }
                }
            }
            Effect::Rewrite(rewrite) => match self.disk.as_ref() {
                Some(disk) => {
                    let (folder, path) = disk.home_of(&rewrite.file);
                    let (folder, path) = (folder.to_owned(), path.to_owned());
                    self.writing.start(rewrite, folder, path, self.sender.clone())?;
                }
                None => return self.send(read_only(&rewrite), screen),
            },
            Effect::Plan { generation, request, token } => {
                self.plan(generation, request, token)?;
            }
            Effect::WriteTogether { order, token } => {
                match (&self.disk, &self.model.shared.collection) {
                    (Some(disk), Some(collection)) => {
                        let known = self.model.shared.written.known(collection);
                        let (disk, sender) = (disk.clone(), self.sender.clone());
                        self.writing.start_together(order, token, known, disk, sender)?;
                    }
                    (None, _) | (_, None) => {
                        return self.send(Report::Rewritten(refused(no_folder())), screen);
                    }
                }
            }
            Effect::Probe { file, then } => {
                let path = self.disk.as_ref().map(|disk| disk.locate(&file));
                let why_not = path.and_then(|path| why_unwritable(&path));
                return self.send(Report::Probed { file, why_not, then }, screen);
            }
            Effect::Doubt { generation, request } => self.doubt(generation, request)?,
            Effect::Discard(values) => self.worker.discard(values),
            Effect::DropTyped => {
                self.keyboard.forget();
                self.ahead.drop_typed();
            }
            Effect::Copy { what, text } => copy(what, text, self.sender.clone())?,
            Effect::LookAtExport { generation, order } => {
                self.export(order, move |place, collection, order| {
                    let outlook = Box::new(place.look(collection, order));
                    Report::ExportSeen { generation, outlook }
                })?;
            }
            Effect::Export { generation, order } => {
                self.export(order, move |place, collection, order| {
                    let outcome = place.write(collection, order);
                    Report::Exported { generation, outcome }
                })?;
            }
            Effect::Open(opened) => self.open(opened)?,
            Effect::FindNames => {
                if let Some(collection) = &self.model.shared.collection {
                    self.worker.find_names(Arc::clone(collection));
                }
            }
            Effect::Redraw => screen.redraw(),
            Effect::Suspend => {
                let size = screen.suspend()?;
                update(&mut self.model, Report::Resize(size));
            }
            Effect::Quit => return Ok(ControlFlow::Break(ExitReason::Quit)),
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Plans a change, on a thread of its own: it may be one of all records.
    fn plan(&self, generation: u64, request: ChangeRequest, token: PlanToken) -> io::Result<()> {
        let Some(collection) = self.model.shared.collection.clone() else { return Ok(()) };
        let disk = self.disk.clone();
        event::start("planning a change", self.sender.clone(), move |sender| {
            let why_unwritable =
                |path: &Path| disk.as_ref().and_then(|disk| why_unwritable(&disk.locate(path)));
            if let Some(proposal) = request.proposal(&collection, &token, &why_unwritable) {
                let proposal = proposal.map(Arc::new);
                // If the receiver is gone, the program is ending.
                _ = sender.send(MainEvent::Done(Report::Planned { generation, proposal }));
            }
        })
    }

    /// Looks for quotes that were chosen for another value, on a thread of its own: there may be some in all cases.
    fn doubt(&self, generation: u64, request: Box<DoubtRequest>) -> io::Result<()> {
        let Some(collection) = self.model.shared.collection.clone() else { return Ok(()) };
        event::start("comparing quotes with values", self.sender.clone(), move |sender| {
            let fields = Arc::new(request.answer(&collection));
            // If the receiver is gone, the program is ending.
            _ = sender.send(MainEvent::Done(Report::Doubted { generation, fields }));
        })
    }

    /// Looks at what an export would be, or writes it, on a thread of its own: a disk may block.
    fn export(
        &self,
        order: ExportOrder,
        make: impl FnOnce(&ExportPlace<'_>, &Collection, &ExportOrder) -> Report + Send + 'static,
    ) -> io::Result<()> {
        let Some(collection) = self.model.shared.collection.clone() else { return Ok(()) };
        let disk = self.disk.clone();
        event::start("exporting", self.sender.clone(), move |sender| {
            let locate = |path: &Path| Some(disk.as_ref()?.locate(path));
            let own = ["", "archive"].into_iter().filter_map(|own| locate(Path::new(own)));
            let own = own.filter_map(|own| own.canonicalize().ok()).collect();
            let place = ExportPlace { folder: Path::new("."), own, archive: &locate };
            let report = make(&place, &collection, &order);
            // If the receiver is gone, the program is ending.
            _ = sender.send(MainEvent::Done(report));
        })
    }

    /// Hands something to the system's opener, on a thread of its own: it may keep us waiting.
    fn open(&self, opened: ExternalTarget) -> io::Result<()> {
        let target = match opened {
            ExternalTarget::Address(address) => OsString::from(address),
            ExternalTarget::File(file) => match &self.disk {
                Some(disk) => disk.locate(&file).into_os_string(),
                None => file.into_os_string(),
            },
        };
        event::start("opening a source", self.sender.clone(), move |sender| {
            // If the receiver is gone, the program is ending.
            _ = sender.send(MainEvent::Done(Report::Notify(system_opener::open(&target))));
        })
    }

    /// Creates the file of a record and opens it in the editor; why it could not be created is a message.
    fn create(&mut self, new: &NewRecord, screen: &mut TerminalScreen) -> io::Result<Vec<Report>> {
        let file = new.file();
        let text = new.text(&today());
        let created = match (&self.disk, &self.model.shared.collection) {
            (Some(disk), Some(collection)) => {
                let (folder, path) = disk.home_of(&file);
                let readers = Readers::of(collection);
                let folder = Folder::open(folder);
                folder.and_then(|folder| folder.create(path, text.as_bytes(), readers))
            }
            (None, _) | (_, None) => return Ok(Vec::new()),
        };
        if let Err(error) = created {
            let EditRefusal { what, remedy } = EditRefusal::of(&error);
            return Ok(vec![Report::Notify(format!("not created: {what}; {remedy}"))]);
        }
        let mut reports = self.edit(&file, NewRecord::first_field(&text), screen)?;
        // There may be no editor.
        reports.push(Report::Changed(Changes::at(&file)));
        Ok(reports)
    }

    /// Runs the editor on the terminal; its errors are shown as messages.
    fn edit(
        &mut self,
        file: &Path,
        place: LineColumn,
        screen: &mut TerminalScreen,
    ) -> io::Result<Vec<Report>> {
        let path = self.disk.as_ref().map(|disk| disk.locate(file));
        let path = path.ok_or_else(|| format!("the file {} does not exist", file.display()));
        let ready = path
            .and_then(|path| Ok((path, Editor::of_environment()?.with_lines(self.lines.clone()))));
        let (path, editor) = match ready {
            Ok(ready) => ready,
            Err(missing) => return Ok(vec![Report::Notify(missing)]),
        };
        let (done, size) = screen.lend(|| editor.edit(&path, place))?;
        self.input.forget();
        // Focus reports were off while the editor ran, so the screen counts as unattended.
        let mut reports = vec![Report::Resize(size), Report::Unattended(AutoMaskReason::Lent)];
        // The watcher reports any other file that the editor wrote.
        match done {
            Ok(()) => reports.push(Report::Edited(file.to_owned())),
            Err(why) => {
                reports.extend([Report::Notify(why), Report::Changed(Changes::at(file))]);
            }
        }
        Ok(reports)
    }
}

/// Returns today's date in UTC, as EDTF.
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

fn no_folder() -> EditRefusal {
    EditRefusal {
        what: "the collection is in no folder".to_owned(),
        remedy: "open your own collection: casebook -C DIR".to_owned(),
    }
}

fn read_only(rewrite: &FileEdit) -> Report {
    Report::Rewritten(refused(EditRefusal {
        what: format!("the file {} does not exist", rewrite.file.display()),
        remedy: "open your own collection: casebook -C DIR".to_owned(),
    }))
}

fn refused(refusal: EditRefusal) -> WriteOutcome {
    let changes = Changes::At(BTreeSet::new());
    WriteOutcome { result: Err(WriteRefusal::Refused(refusal)), changes }
}

/// Copies a text on a thread of its own: a program may keep us waiting.
fn copy(what: CopyTarget, text: String, sender: Sender<MainEvent>) -> io::Result<()> {
    event::start("copying", sender, move |sender| {
        let answer = match clipboard::by_program(&text) {
            Some(name) => {
                MainEvent::Done(Report::Copied { what, text, clipboard: Clipboard::Program(name) })
            }
            None => MainEvent::Uncopied { what, text },
        };
        // If the receiver is gone, the program is ending.
        _ = sender.send(answer);
    })
}
