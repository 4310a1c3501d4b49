//! A list of lines that covers the panes, to read or to choose from: keys, problems.

use std::sync::Arc;

use crate::record::Cited;
use crate::text::{hanging, visible, width};

use super::choice::Choice;
use super::command::Step;
use super::cursor::Cursor;
use super::facets::Valued;
use super::flaw::Flaw;
use super::memo::Memo;
use super::mistake::Mistake;
use super::narrow::{Findable, narrowed};
use super::page::{Line, Page, Role, Run};
use super::prompt::Prompt;
use super::seen::Seen;
use super::withdrawn::{Derived, Withdrawn};

/// Lines above the panes, each with a term and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    title: String,
    preface: Vec<Run>,
    entries: Vec<Entry>,
    cursor: Cursor<usize>,
    popup: bool,
    prompt: Option<Prompt>,
    narrowed: Option<Vec<usize>>,
    /// Whether lines below each other that are about the same say so once.
    once: bool,
    withdrawn: Option<(Withdrawn, Derived)>,
    /// The lines as they were last laid out, for so many cells; there may be as many as a hostile file
    /// has mistakes.
    laid_out: Memo<(usize, bool, bool), Page<usize>>,
    /// How many cells the terms, the meanings and the notes take at most.
    widest: Memo<(), [usize; 3]>,
}

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub term: String,
    /// What is said of it.
    pub meaning: String,
    /// What is said at the right end, in few cells.
    pub note: String,
    /// What else it is found by where typing narrows the sheet.
    pub found_by: String,
    /// Whether it is ticked, where it can be.
    pub ticked: Option<bool>,
    /// Whether it is listed whatever was typed.
    pub always: bool,
    /// What choosing it means; nothing where it is only to be read.
    pub choice: Option<Choice>,
}

/// The most cells that the terms may take.
const WIDEST_TERM: usize = 32;
/// The most cells that a preface asks for by itself.
const WIDEST_PREFACE: usize = 76;
/// Cells for a tick and the space behind it.
const TICK: usize = 4;

impl Sheet {
    /// Returns a sheet of these entries, scrolled to its top.
    pub fn of(title: impl Into<String>, entries: Vec<Entry>) -> Self {
        Self { title: title.into(), entries, ..Self::default() }
    }

    /// Returns the mistakes of the user's configuration and the problems of a collection, each with
    /// its place.
    pub fn problems(mistakes: &[Mistake], seen: Seen<'_>) -> Self {
        let mistakes = mistakes.iter().map(|mistake| Entry {
            term: mistake.place(),
            meaning: mistake.sentence(),
            ..Entry::default()
        });
        let findings = seen.findings();
        let entries = findings.iter().zip(seen.places()).map(|(finding, place)| {
            let (message, help) = seen.problem(&finding);
            let help = help.map(|help| format!("; {help}"));
            Entry {
                term: place,
                meaning: format!("{message}{}", help.unwrap_or_default()),
                choice: Flaw::of(seen.whole(), &finding).map(Choice::Problem),
                ..Entry::default()
            }
        });
        let entries: Vec<_> = mistakes.chain(entries).collect();
        let title = if entries.is_empty() { "No problems" } else { "Problems" };
        Self::of(title, entries)
    }

    /// Returns the sheet with the cursor on what stands for `choice`, where that is in it.
    #[must_use]
    pub fn at(mut self, choice: Option<&Choice>) -> Self {
        let place = self.entries.iter().position(|entry| entry.choice.as_ref() == choice);
        self.cursor = Cursor::at(place.filter(|_| choice.is_some()));
        self
    }

    /// Returns the sheet with the cursor on a line; where that stands for something else now, on the
    /// first line that stands for it.
    #[must_use]
    pub fn at_line(mut self, (line, choice): (Option<usize>, Option<Choice>)) -> Self {
        let stands =
            |line: &usize| self.entries.get(*line).is_some_and(|entry| entry.choice == choice);
        match line.filter(stands) {
            Some(line) => {
                self.cursor = Cursor::at(Some(line));
                self
            }
            None => self.at(choice.as_ref()),
        }
    }

    /// Returns the sheet with that line as the first on the screen, as far as it can be.
    #[must_use]
    pub fn scrolled_to(mut self, first: usize) -> Self {
        self.cursor = self.cursor.scrolled_to(first);
        self
    }

    /// Returns the sheet as one that tells what falls with a source, and whether anything is derived
    /// from that.
    #[must_use]
    pub fn of_source(self, withdrawn: Withdrawn, has_derived: Derived) -> Self {
        Self { withdrawn: Some((withdrawn, has_derived)), ..self }
    }

    /// Returns with which source falls what the sheet tells, and whether anything is derived from it.
    pub fn withdrawn(&self) -> Option<(&Withdrawn, Derived)> {
        self.withdrawn.as_ref().map(|(withdrawn, derived)| (withdrawn, *derived))
    }

    /// Returns the sheet as large as its lines need, instead of as large as the panes.
    #[must_use]
    pub fn as_popup(self) -> Self {
        Self { popup: true, ..self }
    }

    /// Returns the sheet with words above its lines that always stay in sight.
    #[must_use]
    pub fn prefaced(self, preface: Vec<Run>) -> Self {
        Self { preface, ..self }
    }

    /// Returns the sheet with what several lines are about said once, by the first of them.
    #[must_use]
    pub fn naming_once(self) -> Self {
        Self { once: true, ..self }
    }

    /// Returns the sheet as one that typing narrows.
    #[must_use]
    pub fn narrowing(self) -> Self {
        Self { prompt: Some(Prompt::default()), ..self }
    }

    /// Returns what is typed, where typing narrows the sheet.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// Changes what is typed, and lists only what that finds.
    pub fn type_in(&mut self, change: impl FnOnce(&mut Prompt)) {
        let Some(prompt) = &mut self.prompt else { return };
        self.laid_out.forget();
        change(prompt);
        let lines = self.entries.iter().map(|entry| {
            let Entry { term, meaning, found_by, .. } = entry;
            Findable { key: term, words: meaning, more: found_by }
        });
        let is_always = |number: &usize| self.entries.get(*number).is_some_and(|at| at.always);
        let mut found = narrowed(&prompt.text(), lines);
        found.retain(|number| !is_always(number));
        if self.has_ticks() {
            // Values stay beside those of their field.
            found.sort_unstable();
        }
        // What is always listed comes first, and is under the cursor only where nothing else is.
        self.cursor = Cursor::at(found.first().copied());
        let always = (0..self.entries.len()).filter(is_always);
        self.narrowed = Some(always.chain(found).collect());
    }

    /// Ticks the line under the cursor or takes its tick away, and tells whether it has one.
    pub fn tick(&mut self) -> bool {
        let under = self.cursor.spot().and_then(|at| self.entries.get_mut(*at));
        let Some(ticked) = under.and_then(|entry| entry.ticked.as_mut()) else { return false };
        self.laid_out.forget();
        *ticked = !*ticked;
        true
    }

    /// Returns every value of the sheet and whether it is ticked.
    pub fn ticks(&self) -> impl Iterator<Item = (&Valued, bool)> {
        self.entries.iter().filter_map(|entry| match &entry.choice {
            Some(Choice::Value(valued)) => Some((valued, entry.ticked == Some(true))),
            Some(
                Choice::Problem(_)
                | Choice::Order(_)
                | Choice::Go(_)
                | Choice::Case(_)
                | Choice::OtherCase
                | Choice::Carried(_)
                | Choice::Query(_)
                | Choice::Run(_),
            )
            | None => None,
        })
    }

    /// Returns what a quote is to carry, where that is what the sheet asks for.
    pub fn carried(&self) -> Option<Vec<Cited>> {
        let cited = |entry: &Entry| match &entry.choice {
            Some(Choice::Carried(cited)) => Some((cited.clone(), entry.ticked == Some(true))),
            Some(
                Choice::Problem(_)
                | Choice::Order(_)
                | Choice::Value(_)
                | Choice::Go(_)
                | Choice::Case(_)
                | Choice::OtherCase
                | Choice::Query(_)
                | Choice::Run(_),
            )
            | None => None,
        };
        let mut all = self.entries.iter().filter_map(cited).peekable();
        all.peek()?;
        Some(all.filter_map(|(cited, ticked)| ticked.then_some(cited)).collect())
    }

    /// Tells whether anything can be ticked.
    pub fn has_ticks(&self) -> bool {
        self.entries.iter().any(|entry| entry.ticked.is_some())
    }

    /// Returns the words above the lines, at most half of so many rows.
    pub fn preface(&self, (cells, rows): (usize, usize)) -> Vec<Run> {
        let broken = self.preface.iter().flat_map(|run| {
            let words = hanging(&visible(&run.text), cells.saturating_sub(2));
            words.into_iter().map(|words| Run::new(run.role, words))
        });
        broken.take(rows / 2).collect()
    }

    /// Returns the rows above the lines: that in which is shown what is typed, and the preface.
    pub fn head(&self, room: (usize, usize)) -> usize {
        usize::from(self.prompt.is_some()) + self.preface(room).len()
    }

    /// Returns the cells that a popup needs, its border included, across and down, where at most so
    /// many of them are there.
    pub fn extent(&self, (across, down): (usize, usize)) -> Option<(usize, usize)> {
        if !self.popup {
            return None;
        }
        let widest = |text: fn(&Entry) -> &str| {
            self.entries.iter().map(|entry| width(&visible(text(entry)))).max().unwrap_or_default()
        };
        let [term, meaning, note] = *self.widest.get((), || {
            [
                widest(|entry| &entry.term),
                widest(|entry| &entry.meaning),
                widest(|entry| &entry.note),
            ]
        });
        let needed = value_at(term.min(WIDEST_TERM)) + TICK + meaning + note + 4;
        let preface = self.preface.iter().map(|run| width(&visible(&run.text)) + 4).max();
        let preface = preface.unwrap_or_default().min(WIDEST_PREFACE);
        let needed = needed.max(preface).max(width(&self.title) + 6);
        let inside = needed.min(across).saturating_sub(2);
        // What can only be read is to be seen whole.
        let lines = match self.prompt {
            Some(_) => self.entries.len(),
            None => self.page(inside).lines().len(),
        };
        let rows = lines + self.head((inside, down.saturating_sub(2))) + 2;
        Some((needed, rows))
    }

    /// Returns what the sheet is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the place in the sheet.
    pub fn cursor(&self) -> &Cursor<usize> {
        &self.cursor
    }

    /// Returns what the line under the cursor stands for.
    pub fn choice(&self) -> Option<&Choice> {
        self.entries.get(*self.cursor.spot()?)?.choice.as_ref()
    }

    /// Returns what the first line that can be chosen stands for.
    pub fn first_choice(&self) -> Option<&Choice> {
        self.entries.iter().find_map(|entry| entry.choice.as_ref())
    }

    /// Tells whether any line can be chosen.
    pub fn can_choose(&self) -> bool {
        self.entries.iter().any(|entry| entry.choice.is_some())
    }

    /// Moves to another line.
    pub fn step(&mut self, step: Step, (width, rows): (usize, usize)) {
        let page = self.page(width);
        if self.can_choose() {
            self.cursor.step(&page, step, rows);
        } else {
            // Nothing is to be marked, so that every key is to be seen to move.
            let from = self.cursor.first();
            let positions = (page.lines().len() + 1).saturating_sub(rows).max(1);
            let lines = step.from(from, positions, rows).cast_signed() - from.cast_signed();
            self.cursor.scroll(&page, lines, rows);
        }
    }

    /// Makes the cursor stand on a line that is there.
    pub fn settle(&mut self, (width, rows): (usize, usize)) {
        let page = self.page(width);
        self.cursor.settle(&page, rows);
    }

    /// Returns the lines of the sheet.
    pub fn page(&self, cells: usize) -> Arc<Page<usize>> {
        self.laid_out.get((cells, self.popup, self.once), || self.lay_out(cells))
    }

    fn lay_out(&self, cells: usize) -> Page<usize> {
        let widest = self.entries.iter().map(|entry| width(&entry.term)).max();
        // A sheet that has the whole screen lets long terms have more of it.
        let most = if self.popup { WIDEST_TERM } else { WIDEST_TERM.max(cells * 2 / 5) };
        let term_width = widest.unwrap_or_default().min(most).min(cells / 2);
        let mut page = Page::default();
        let mut before = "";
        let all = 0..self.entries.len();
        let listed = self.narrowed.clone().unwrap_or_else(|| all.collect());
        let is_found = |number: &usize| self.entries.get(*number).is_some_and(|at| !at.always);
        if self.narrowed.is_some() && !listed.iter().any(is_found) {
            page.line(Line::of(1, Run::new(Role::Quiet, "Nothing matches.")));
        }
        for number in listed {
            let Some(entry) = self.entries.get(number) else { continue };
            if entry.term.is_empty() && entry.meaning.is_empty() {
                page.gap();
                continue;
            }
            // Values name their field once.
            let repeated = (self.once || entry.ticked.is_some()) && entry.term == before;
            before = &entry.term;
            let lines = if entry.is_heading() {
                let words = hanging(&visible(&entry.meaning), cells.saturating_sub(2));
                words.into_iter().map(|words| Line::of(1, Run::new(Role::Heading, words))).collect()
            } else {
                entry.lines(if repeated { "" } else { before }, cells, term_width)
            };
            page.block(number, lines);
        }
        page
    }
}

impl Entry {
    /// Tells whether the line says what those below it are.
    fn is_heading(&self) -> bool {
        let Self { term, meaning: _, note, found_by: _, ticked, always: _, choice } = self;
        term.is_empty() && note.is_empty() && ticked.is_none() && choice.is_none()
    }

    fn lines(&self, term: &str, cells: usize, term_width: usize) -> Vec<Line> {
        let Self { term: _, meaning, note, found_by: _, ticked, always: _, choice: _ } = self;
        let value_at = value_at(term_width);
        let tick = ticked.map(|ticked| Run::new(Role::Key, if ticked { "[x]" } else { "[ ]" }));
        let meaning_at = value_at + tick.as_ref().map_or(0, |_| TICK);
        let behind = if note.is_empty() { 1 } else { width(note) + 2 };
        let room = cells.saturating_sub(meaning_at + behind);
        let terms = hanging(&visible(term), term_width);
        let values = hanging(&visible(meaning), room);
        let rows = (0..terms.len().max(values.len())).map(|row| {
            let mut line = Line::default();
            line.put(1, terms.get(row).map(|term| Run::new(Role::Key, term)));
            line.put(meaning_at, values.get(row).map(|value| Run::new(Role::Text, value)));
            line
        });
        let mut lines: Vec<Line> = rows.collect();
        if let Some(first) = lines.first_mut() {
            first.put(value_at, tick);
            let note_at = cells.saturating_sub(width(note) + 1);
            first.put(note_at, (!note.is_empty()).then(|| Run::file(Role::Quiet, note)));
        }
        lines
    }
}

/// Returns the cell at which meanings start behind terms of that width.
fn value_at(term_width: usize) -> usize {
    if term_width > 0 { term_width + 3 } else { 1 }
}
