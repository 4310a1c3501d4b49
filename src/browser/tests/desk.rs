//! The browser without a terminal, for tests: effects are performed at once and in order.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::collection::{
    Accepted, Changes, Collection, FileSource as _, ListSort, Loader, Memory, Progress, load,
};
use crate::exchange::PlannedChange;
use crate::session::doubted_quotes::DoubtRequest;
use crate::session::export::ExportFailure;
use crate::session::{ChangeRequest, NewRecord, PlanToken, WriteOrder, WriteRefusal};
use crate::text::LineColumn;
use crate::views::network::graph::TieGraph;
use crate::views::network::request::TieRequest;
use crate::views::{DisclosureHistory, ViewRequest, Viewer};

use crate::browser::app::draw;
use crate::browser::app::{Model, update};
use crate::browser::keymap::{Chord, Keyboard};
use crate::browser::model::export_draft::{ExportOrder, ExportOutlook};
use crate::browser::model::{
    Clipboard, EditRefusal, Effect, ExternalTarget, FindRequest, Finder, Gesture, Input, Message,
    Pointing, Report, SessionInfo, Size,
};

/// Why one file cannot be written.
const READ_ONLY: &str = "this file is marked as read-only; chmod u+w makes it writable";

/// A browser over files in memory.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) model: Model,
    pub(super) files: Memory,
    pub(super) quit: bool,
    /// The files that were opened in the editor, each with its line and column.
    pub(super) edited: Vec<String>,
    pub(super) copied: Option<String>,
    /// The format, the ids and the path of what was exported.
    pub(super) exported: Option<String>,
    /// The number of an export that is not answered yet.
    pub(super) slow_export: Option<u64>,
    /// What was opened outside, in order.
    pub(super) opened: Vec<ExternalTarget>,
    /// How often the screen was to be drawn again, and how often the program was suspended.
    pub(super) redrawn: usize,
    pub(super) suspended: usize,
    finder: Arc<Finder>,
    before: Arc<Collection>,
    /// What the finder is of.
    of: Arc<Collection>,
    /// What others have seen of numbers.
    disclosed: Box<DisclosureHistory>,
    /// Why no file can be written, where none can.
    pub(super) locked: Option<EditRefusal>,
    /// The files that cannot be written.
    pub(super) unwritable: BTreeSet<PathBuf>,
    /// Whether keys are typed faster than anyone can see what is on the screen.
    pub(super) is_hurried: bool,
    /// Whether a key was just refused with what is typed behind it.
    pub(super) is_dropping: bool,
    /// The searches that are not answered yet, where they are slow.
    pub(super) slow_searches: Option<Vec<(u64, String, ListSort)>>,
    /// The files written since the browser was last notified.
    written: BTreeSet<PathBuf>,
    pub(super) keyboard: Box<Keyboard>,
}

impl Desk {
    /// Opens the browser over these files, at 120×32.
    pub(super) fn with(files: &[(&str, &str)]) -> Self {
        let mut memory = Memory::default();
        for (path, text) in files {
            memory.put(*path, *text);
        }
        Self::over(memory, Size { width: 120, height: 32 })
    }

    /// Opens the browser over files in memory.
    pub(super) fn over(files: Memory, size: Size) -> Self {
        let about = SessionInfo { name: "test".to_owned(), ..SessionInfo::default() };
        let mut model = Model::new(about, size);
        model.shared.today = "2026-11-29".to_owned();
        let mut desk = Self {
            model,
            files,
            quit: false,
            edited: Vec::new(),
            copied: None,
            exported: None,
            slow_export: None,
            opened: Vec::new(),
            redrawn: 0,
            suspended: 0,
            finder: Arc::default(),
            disclosed: Box::default(),
            before: Arc::default(),
            of: Arc::default(),
            locked: None,
            unwritable: BTreeSet::new(),
            is_hurried: false,
            is_dropping: false,
            slow_searches: None,
            written: BTreeSet::new(),
            keyboard: Box::default(),
        };
        desk.perform(vec![Effect::Reload { generation: 0, changes: Changes::Everything }]);
        desk
    }

    /// Opens the browser over these files, of which the first so many have been read.
    pub(super) fn reading(files: &[(&str, &str)], read: usize) -> Self {
        let mut desk = Self::with(&[]);
        desk.model = Model::new(desk.model.shared.about.clone(), desk.model.shared.size);
        for (path, text) in files {
            desk.files.put(*path, *text);
        }
        let mut there = Memory::default();
        for (path, text) in files.iter().take(read) {
            there.put(*path, *text);
        }
        let part = Arc::new(load(&there));
        desk.finder = Arc::new(Finder::of(&part));
        (desk.before, desk.of) = (Arc::default(), Arc::clone(&part));
        let progress = Progress { read, of: files.len() };
        desk.send(Report::Arriving { progress, part: Some(part) });
        desk
    }

    /// Opens the browser over these files, of which none is read yet.
    pub(super) fn opening(files: &[(&str, &str)]) -> Self {
        let mut desk = Self::reading(files, 0);
        desk.model = Model::new(desk.model.shared.about.clone(), desk.model.shared.size);
        desk
    }

    /// Reads the rest of the files.
    pub(super) fn read_on(mut self) -> Self {
        self.perform(vec![Effect::Reload { generation: 0, changes: Changes::Everything }]);
        self
    }

    /// Puts another text into a file.
    pub(super) fn write(mut self, path: &str, text: &str) -> Self {
        self.files.put(path, text);
        self.written.insert(path.into());
        self
    }

    /// Takes a file away.
    pub(super) fn remove(mut self, path: &str) -> Self {
        self.files.remove(path);
        self.written.insert(path.into());
        self
    }

    /// Returns what a file holds.
    #[track_caller]
    pub(super) fn file(&self, path: &str) -> String {
        String::from_utf8(self.files.read(Path::new(path)).unwrap()).unwrap()
    }

    /// Refuses to write any file, with what a disk would say.
    pub(super) fn lock(mut self, what: &str, remedy: &str) -> Self {
        self.locked = Some(EditRefusal { what: what.to_owned(), remedy: remedy.to_owned() });
        self
    }

    /// Writes files again.
    pub(super) fn unlock(mut self) -> Self {
        self.locked = None;
        self
    }

    /// Reports to the browser that a file has changed, as the watcher does after our own writing.
    pub(super) fn echo(mut self, path: &str) -> Self {
        self.send(Report::Changed(Changes::at(path)));
        self
    }

    /// Reports to the browser that files have changed, as the watcher would.
    pub(super) fn notice_files(mut self) -> Self {
        let written = std::mem::take(&mut self.written);
        self.send(Report::Changed(Changes::At(written)));
        self
    }

    /// Types keys in the grammar of the keymap.
    pub(super) fn type_keys(mut self, keys: &str) -> Self {
        for chord in Chord::parse(keys).unwrap() {
            self.press(chord);
        }
        self
    }

    fn press(&mut self, chord: Chord) {
        self.keyboard.set_screen(self.model.active);
        let meant = self.keyboard.press(chord, self.model.mode(), &self.model.shared.views());
        if let Some(input) = meant {
            self.send(input);
        }
    }

    /// Types nothing for a while.
    pub(super) fn pause(mut self) -> Self {
        if let Some(msg) = self.keyboard.pause(self.model.mode(), &self.model.shared.views()) {
            self.send(msg);
        }
        self
    }

    /// Uses the mouse at a cell.
    pub(super) fn point(mut self, gesture: Gesture, column: u16, row: u16) -> Self {
        self.send(Input::Point(Pointing { gesture, column, row }));
        self
    }

    /// Changes the size of the screen.
    pub(super) fn resize(mut self, width: u16, height: u16) -> Self {
        self.send(Report::Resize(Size { width, height }));
        self
    }

    /// Sends a message and performs what it asks for.
    pub(super) fn send(&mut self, message: impl Into<Message>) {
        let effects = update(&mut self.model, message);
        if !self.is_hurried {
            self.model.shared.take_as_seen();
        }
        self.perform(effects);
    }

    /// Types keys faster than anyone can see what is on the screen, up to a key that is refused: what is typed behind it is
    /// dropped, as the runtime does.
    pub(super) fn type_at_once(mut self, keys: &str) -> Self {
        self.is_hurried = true;
        for chord in Chord::parse(keys).unwrap() {
            self.press(chord);
            if std::mem::take(&mut self.is_dropping) {
                break;
            }
        }
        self.is_hurried = false;
        self
    }

    /// Has searches wait for [`answer_searches`](Self::answer_searches).
    pub(super) fn with_slow_searches(mut self) -> Self {
        self.slow_searches = Some(Vec::new());
        self
    }

    /// Answers the searches that wait, and all others at once from now on.
    pub(super) fn answer_searches(mut self) -> Self {
        for (generation, query, sort) in self.slow_searches.take().unwrap_or_default() {
            self.perform(vec![Effect::Search { generation, query, sort }]);
        }
        self
    }

    /// Returns the answer to a cancelled search.
    pub(super) fn answer(&self, query: &str) -> Report {
        Report::Found {
            generation: 0,
            of: Arc::clone(&self.of),
            answer: Box::new(self.finder.find(query, self.model.shared.query.sort)),
        }
    }

    /// Returns what is on the screen, line by line.
    pub(super) fn screen(&self) -> String {
        let Size { width, height } = self.model.shared.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(&self.model, self.keyboard.keymap(), frame)).unwrap();
        terminal.backend().to_string()
    }

    /// Returns the looks of the screen: a letter in each cell for the style it has, and below what each letter is.
    pub(super) fn looks(&self) -> String {
        let Size { width, height } = self.model.shared.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(&self.model, self.keyboard.keymap(), frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut known: Vec<(Color, Color, Modifier)> =
            vec![(Color::Reset, Color::Reset, Modifier::empty())];
        let mut looks = String::new();
        for row in 0..height {
            let mut line = String::new();
            for column in 0..width {
                let cell = &buffer[(column, row)];
                let style = (cell.fg, cell.bg, cell.modifier);
                let number = known.iter().position(|known| *known == style);
                let number = number.unwrap_or_else(|| {
                    known.push(style);
                    known.len() - 1
                });
                line.push(".abcdefghijklmnopqrstuvwxyz".chars().nth(number).unwrap_or('#'));
            }
            looks += line.trim_end_matches('.');
            looks.push('\n');
        }
        for (letter, (text, behind, modifier)) in ".abcdefghijklmnopqrstuvwxyz".chars().zip(known) {
            _ = writeln!(looks, "{letter} {text} on {behind} {modifier:?}");
        }
        looks
    }

    /// Returns the cells of the screen with their colours.
    pub(super) fn buffer(&self) -> ratatui::buffer::Buffer {
        let Size { width, height } = self.model.shared.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(&self.model, self.keyboard.keymap(), frame)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// Returns the position of the terminal's caret.
    pub(super) fn caret(&self) -> Position {
        let Size { width, height } = self.model.shared.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(&self.model, self.keyboard.keymap(), frame)).unwrap();
        terminal.get_cursor_position().unwrap()
    }

    /// Returns the id of the selected record.
    pub(super) fn selected(&self) -> &str {
        self.model.shared.listing.selected().map_or("-", |id| id.as_str())
    }

    /// Returns the id of the record in the detail pane.
    pub(super) fn shown(&self) -> &str {
        self.model.screens.browse.shown.as_ref().map_or("-", |id| id.as_str())
    }

    /// Writes over a file as the disk does: only what is still as it was.
    fn replace(&mut self, path: &Path, before: &str, after: &str) -> Result<(), EditRefusal> {
        if let Some(locked) = &self.locked {
            return Err(locked.clone());
        }
        if self.files.read(path).unwrap_or_default() != before.as_bytes() {
            return Err(EditRefusal {
                what: format!(
                    "cannot replace {}: it has changed since it was read",
                    path.display()
                ),
                remedy: "look at its new content, then make the change again".to_owned(),
            });
        }
        self.files.put(path, after);
        Ok(())
    }

    /// Writes files as the disk does: all of them, or none.
    fn write_together(&mut self, planned: &PlannedChange) -> Result<(), WriteRefusal> {
        if let Some(locked) = &self.locked {
            return Err(WriteRefusal::Refused(locked.clone()));
        }
        for file in planned.files() {
            let now = self.files.read(&file.path).ok();
            if now.as_deref() != file.before.as_deref().map(str::as_bytes) {
                return Err(WriteRefusal::Refused(EditRefusal {
                    what: format!("{} has changed since it was read", file.path.display()),
                    remedy: "look at its new content".to_owned(),
                }));
            }
        }
        for file in planned.files() {
            match &file.after {
                Some(after) => self.files.put(file.path.clone(), after.clone()),
                None => self.files.remove(&file.path),
            }
        }
        Ok(())
    }

    fn search(&mut self, generation: u64, query: String, sort: ListSort) {
        if let Some(slow) = &mut self.slow_searches {
            slow.push((generation, query, sort));
            return;
        }
        let wish = FindRequest { typed: &query, sort, ..FindRequest::default() };
        let mut answers = Vec::new();
        let finder = Arc::make_mut(&mut self.finder);
        let whole = finder.search(&wish, |page| answers.push(page));
        for answer in answers.into_iter().chain(whole) {
            let (of, answer) = (Arc::clone(&self.of), Box::new(answer));
            self.send(Report::Found { generation, of, answer });
        }
    }

    fn plan(&mut self, generation: u64, request: &ChangeRequest, token: &PlanToken) {
        let why_unwritable = |path: &Path| self.unwritable.contains(path).then_some(READ_ONLY);
        if let Some(proposal) = request.proposal(&self.before, token, &why_unwritable) {
            self.send(Report::Planned { generation, proposal: proposal.map(Arc::new) });
        }
    }

    fn write_order(&mut self, order: &WriteOrder, token: &PlanToken) {
        let collection = self.model.shared.collection.clone().unwrap();
        let known = self.model.shared.written.known(&collection);
        let outcome = order.perform(&known, token, |planned| self.write_together(planned));
        self.send(Report::Rewritten(outcome));
    }

    fn doubt(&mut self, generation: u64, request: &DoubtRequest) {
        let collection = self.model.shared.collection.clone().unwrap();
        let fields = Arc::new(request.answer(&collection));
        self.send(Report::Doubted { generation, fields });
    }

    fn make_view(&mut self, generation: u64, request: &ViewRequest) {
        let collection = Arc::clone(&self.of);
        let finder = Arc::make_mut(&mut self.finder);
        finder.prepare(&collection);
        let answer =
            Viewer::default().answer(request, finder.lookup(), &collection, &mut self.disclosed);
        self.send(Report::Viewed { generation, answer });
    }

    fn look_at_ties(&mut self, generation: u64, request: &TieRequest) {
        let mut answers = Vec::new();
        let graph = TieGraph::of(&self.of);
        request.answer(&graph, &|| false, &mut |answer| answers.push(answer));
        for answer in answers {
            self.send(Report::Tied { generation, answer });
        }
    }

    fn look_at_export(&mut self, generation: u64, order: ExportOrder) {
        let path = order.path.unwrap_or_else(|| "a-free-name".into());
        let replaces = path == Path::new("there.csv");
        let why_not = (path == Path::new("taken")).then(|| "it is taken".to_owned());
        let sentences = vec!["held back: what the desk holds back".to_owned()];
        let outlook = Box::new(ExportOutlook { path, replaces, sentences, why_not });
        self.send(Report::ExportSeen { generation, outlook });
    }

    fn export(&mut self, generation: u64, order: &ExportOrder) {
        let ids = order.ids.as_deref().map(|ids| ids.iter().map(ToString::to_string));
        let ids = ids.map_or_else(|| vec!["all".to_owned()], Iterator::collect);
        let masked = if order.masked { "masked " } else { "" };
        let public = if order.is_public { "public " } else { "" };
        let replaces = if order.replaces { ", replaced" } else { "" };
        let path = order.path.as_deref().unwrap_or(Path::new("")).display().to_string();
        let since = order.since.as_ref().map(|since| format!(" since {}", since.display()));
        self.exported = Some(format!(
            "{masked}{public}{}: {} to {path}{}{replaces}",
            order.format,
            ids.join(" "),
            since.unwrap_or_default()
        ));
        let outcome = match path.as_str() {
            "full" => Err(ExportFailure::of("the disk is full", "free some")),
            _ => Ok(vec!["wrote a test".to_owned(), format!("to {path}")]),
        };
        if path == "slow" {
            self.slow_export = Some(generation);
        } else {
            self.send(Report::Exported { generation, outcome });
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Reload { generation, changes } => {
                    let accepted = Loader::after(&self.before).apply(&self.files, &changes);
                    let Accepted { collection, changed, touched } = accepted;
                    let collection = Arc::new(collection);
                    Arc::make_mut(&mut self.finder).renew(&collection, &touched);
                    self.before = Arc::clone(&collection);
                    self.of = Arc::clone(&collection);
                    self.send(Report::Loaded { generation, collection, changed, touched });
                }
                Effect::Search { generation, query, sort } => {
                    self.search(generation, query, sort);
                }
                Effect::SearchTexts { generation, words } => {
                    let mut parts = Vec::new();
                    self.of.search_texts_in_parts(&words, 5_000, &mut |part| {
                        parts.push(part);
                        ControlFlow::Continue(())
                    });
                    for (number, part) in parts.into_iter().enumerate() {
                        let is_first = number == 0;
                        self.send(Report::TextsFound { generation, is_first, part });
                    }
                }
                Effect::Ties { generation, request } => self.look_at_ties(generation, &request),
                Effect::FindEnds { generation, words, most } => {
                    let ids = self.finder.find_any_kind(&words, most);
                    self.send(Report::EndsFound { generation, ids });
                }
                Effect::Complete { generation, line } => {
                    let offers = self.finder.offers(&self.before, &line);
                    self.send(Report::Completions { generation, offers });
                }
                Effect::Preview { generation, request } => {
                    let finder = Arc::make_mut(&mut self.finder);
                    let preview = Box::new(request.answer(&self.before, Some(finder)));
                    self.send(Report::Previewed { generation, preview });
                }
                Effect::View { generation, request } => self.make_view(generation, &request),
                Effect::Edit { file, place } => {
                    let LineColumn { line, column } = place;
                    self.edited.push(format!("{}:{line}:{column}", file.display()));
                    self.send(Report::Edited(file));
                }
                Effect::Create(new) => {
                    let (file, text) = (new.file(), new.text("2026-11-29"));
                    let LineColumn { line, column } = NewRecord::first_field(&text);
                    self.edited.push(format!("{}:{line}:{column}", file.display()));
                    self.files.put(file.clone(), text);
                    self.send(Report::Changed(Changes::at(file)));
                }
                Effect::Rewrite(rewrite) => {
                    let outcome =
                        rewrite.outcome(|before, after| self.replace(&rewrite.file, before, after));
                    self.send(Report::Rewritten(outcome));
                }
                Effect::Plan { generation, request, token } => {
                    self.plan(generation, &request, &token);
                }
                Effect::WriteTogether { order, token } => self.write_order(&order, &token),
                Effect::Doubt { generation, request } => self.doubt(generation, &request),
                Effect::Discard(values) => drop(values),
                Effect::DropTyped => self.is_dropping = true,
                Effect::Probe { file, then } => {
                    let why_not = self.unwritable.contains(&file).then_some(READ_ONLY);
                    self.send(Report::Probed { file, why_not, then });
                }
                Effect::Copy { what, text } => {
                    self.copied = Some(text.clone());
                    let clipboard = Clipboard::Program("test".to_owned());
                    self.send(Report::Copied { what, text, clipboard });
                }
                Effect::LookAtExport { generation, order } => {
                    self.look_at_export(generation, order);
                }
                Effect::Export { generation, order } => self.export(generation, &order),
                Effect::Open(opened) => self.opened.push(opened),
                Effect::Quit => self.quit = true,
                Effect::FindNames => {
                    if let Some(collection) = &self.model.shared.collection {
                        _ = collection.sensitive_terms();
                    }
                    self.send(Report::NamesFound);
                }
                Effect::Redraw => self.redrawn += 1,
                Effect::Suspend => self.suspended += 1,
            }
        }
    }
}
