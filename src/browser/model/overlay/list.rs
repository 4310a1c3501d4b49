//! An overlay: a list drawn over the panes, to read, filter, tick or choose from.

use std::sync::Arc;

use crate::record::Cited;
use crate::text::{hanging, visible, width};

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::cursor::Cursor;
use crate::browser::model::input::command::{KeyHint, Step};
use crate::browser::model::layout::Extent;
use crate::browser::model::overlay::choice::{Choice, ExportStep, RecordAction};
use crate::browser::model::overlay::config_diagnostic::ConfigDiagnostic;
use crate::browser::model::overlay::filter::{FilterLine, filter_lines};
use crate::browser::model::overlay::impact_source::{HasDerived, ImpactSource};
use crate::browser::model::overlay::problem_ref::ProblemRef;
use crate::browser::model::page::{Page, PageLine, Role, StyledRun};
use crate::browser::model::renamed_ids::RenamedIds;
use crate::redaction::MaskedCollection;
use crate::session::facets::FacetValue;
use crate::session::line_edit::LineEdit;
use crate::session::prompt::Prompt;

/// A list of lines over the panes, each with a term and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    title: String,
    preface: Vec<StyledRun>,
    entries: Vec<OverlayLine>,
    cursor: Cursor<usize>,
    popup: bool,
    /// What it is for.
    purpose: OverlayPurpose,
    prompt: Option<Prompt>,
    /// What the next key that types belongs to.
    typing: TypedLine,
    filtered: Option<Vec<usize>>,
    /// What is to be typed, if the overlay asks for something; typing filters nothing then.
    asks_for: Option<&'static str>,
    /// Whether a term that repeats the one above is left out.
    without_repeats: bool,
    /// Whether what is chosen takes the place of the search in force.
    replaces_search: bool,
    impact: Option<(ImpactSource, HasDerived)>,
    /// What [`Choice::Show`] shows.
    carried: Option<Box<Overlay>>,
    /// The lines as they were last laid out, for so many cells; there may be as many as a hostile file
    /// has mistakes.
    laid_out: Memo<(usize, bool, bool), Page<usize>>,
    /// How many cells the terms, the meanings and the notes take at most.
    widest: Memo<(), [usize; 3]>,
}

/// Where the cursor of an overlay was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CursorLine {
    /// The line under the cursor.
    pub line: Option<usize>,
    /// What choosing that line does.
    pub choice: Option<Choice>,
}

/// What the next key that types in an overlay belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum TypedLine {
    /// What is typed so far.
    #[default]
    GoesOn,
    /// The whole line, which is selected, since it has the value that there was and nothing was done to it: the first
    /// letter replaces it, as in any input of one value.
    Selected,
}

/// What an overlay is for, where that decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum OverlayPurpose {
    /// To be read or chosen from.
    #[default]
    Usual,
    /// To greet a newcomer: it takes no keys, and any key closes it.
    Welcome,
    /// To look at a change before it is written.
    Review,
    /// To put an export together.
    Export,
    /// To list the problems, those that are found later too.
    Problems,
    /// To explain the keys: it begins with those of where the user is, in two columns on a wide screen.
    Help,
}

/// A way from one file of a change to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileWay {
    /// To the next one.
    Next,
    /// To the one before.
    Previous,
}

/// When a line of an overlay is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListedWhen {
    /// Until something is typed that does not find it.
    #[default]
    Found,
    /// Whatever is typed.
    Always,
    /// Only if one of its names is typed.
    Named,
    /// As long as nothing is typed: it repeats another line.
    Unfiltered,
}

/// A line of an overlay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayLine {
    /// What it is about.
    pub term: String,
    /// What the term means.
    pub meaning: String,
    /// A short note at the right end.
    pub note: String,
    /// Of the help, what has to go on for the line to be true, where that is not so now: its section.
    pub section: &'static str,
    /// Further text to match when the overlay is filtered.
    pub found_by: String,
    /// What it is called; one that is typed in full comes before anything else that is found.
    pub names: Vec<String>,
    /// Whether something may follow its name that belongs to it.
    pub takes: bool,
    /// When it is listed.
    pub listed: ListedWhen,
    /// Whether it is ticked; `None` if it cannot be.
    pub ticked: Option<bool>,
    /// What choosing it does; `None` if it cannot be chosen.
    pub choice: Option<Choice>,
    /// How its meaning looks, where it is not usual.
    pub role: Option<Role>,
    /// Of a change that is reviewed, the number of the file that this line begins.
    pub tick_of: Option<usize>,
}

/// The most cells that the terms may take.
const WIDEST_TERM: usize = 32;
/// From this width on, the help has two columns.
const ROOM_FOR_COLUMNS: usize = 108;
/// The columns of the help where there is room.
const COLUMNS: usize = 2;
/// The most cells that the terms of the help may take: keys are short.
const WIDEST_KEYS: usize = 24;
/// Of how many cells the keys of the help take one at most: what they do needs the room.
const KEYS_SHARE: usize = 4;
/// The most cells that a preface asks for by itself.
const WIDEST_PREFACE: usize = 76;
/// Cells for a tick and the space after it.
const TICK: usize = 4;

/// What the welcome says of what it covers.
const SAMPLE: &str = "You are looking at the built-in sample of real cases. It is read-only.";
/// The keys that matter most, and the two ways to go on.
const WELCOME: [(&str, &str); 7] = [
    ("", ""),
    ("/", "search: type a name, a place or any word"),
    ("Enter", "open: a case, a link, the quote of a fact, its source"),
    ("?", "help: all keys and signs"),
    ("", ""),
    ("casebook init DIR", "makes a collection of your own (in the shell; q quits)"),
    ("casebook tutor", "teaches the keys in five minutes"),
];

impl Overlay {
    /// Returns an overlay of these lines, scrolled to the top.
    pub fn of(title: impl Into<String>, entries: Vec<OverlayLine>) -> Self {
        Self { title: title.into(), entries, ..Self::default() }
    }

    /// Returns what greets a newcomer who has no collection yet, over the sample.
    pub fn welcome() -> Self {
        let line = |(term, meaning): &(&str, &str)| OverlayLine {
            term: (*term).to_owned(),
            meaning: (*meaning).to_owned(),
            ..OverlayLine::default()
        };
        let welcome = Self::of("Welcome to Casebook", WELCOME.iter().map(line).collect());
        let preface = StyledRun::new(Role::Text, SAMPLE);
        Self { purpose: OverlayPurpose::Welcome, ..welcome.as_popup().prefaced(vec![preface]) }
    }

    /// Returns whether it greets a newcomer.
    pub fn is_welcome(&self) -> bool {
        self.purpose == OverlayPurpose::Welcome
    }

    /// Returns the mistakes of the user's configuration and the problems of a collection, each with
    /// its place. `is_reading` says that there are files which are not read yet.
    pub fn problems(
        mistakes: &[ConfigDiagnostic],
        masked: MaskedCollection<'_>,
        is_reading: bool,
    ) -> Self {
        let mistakes = mistakes.iter().map(|mistake| OverlayLine {
            term: mistake.place(),
            meaning: mistake.sentence(),
            ..OverlayLine::default()
        });
        let diagnostics = masked.diagnostics();
        let entries = diagnostics.iter().zip(masked.places()).map(|(diagnostic, place)| {
            let (message, help) = masked.problem(&diagnostic);
            let help = help.map(|help| format!("; {help}"));
            OverlayLine {
                term: place,
                meaning: format!("{message}{}", help.unwrap_or_default()),
                choice: ProblemRef::of(masked.whole(), &diagnostic).map(Choice::Problem),
                ..OverlayLine::default()
            }
        });
        let entries: Vec<_> = mistakes.chain(entries).collect();
        if entries.is_empty() {
            let (title, said) = if is_reading {
                ("No problems so far", "Files are still being read; what is found comes up here.")
            } else {
                ("No problems", "Every file can be read, and casebook check finds nothing wrong.")
            };
            let line = OverlayLine { meaning: said.to_owned(), ..OverlayLine::default() };
            return Self::of(title, vec![line]).as_popup().of_problems();
        }
        Self::of(if is_reading { "Problems so far" } else { "Problems" }, entries).of_problems()
    }

    fn of_problems(self) -> Self {
        Self { purpose: OverlayPurpose::Problems, ..self }
    }

    /// Returns whether it lists the problems, also where there are none.
    pub fn is_of_problems(&self) -> bool {
        self.purpose == OverlayPurpose::Problems
    }

    /// Returns the overlay with the cursor on the line of `choice`, if there is one.
    #[must_use]
    pub fn at(mut self, choice: Option<&Choice>) -> Self {
        let place = self.entries.iter().position(|entry| entry.choice.as_ref() == choice);
        self.cursor = Cursor::at(place.filter(|_| choice.is_some()));
        self
    }

    /// Returns the overlay with the cursor on the line where it was left; if choosing that line does
    /// something else now, on the first line whose choice is the one that was left.
    #[must_use]
    pub fn at_line(mut self, left: CursorLine) -> Self {
        let CursorLine { line, choice } = left;
        let has_choice =
            |line: &usize| self.entries.get(*line).is_some_and(|entry| entry.choice == choice);
        match line.filter(has_choice) {
            Some(line) => {
                self.cursor = Cursor::at(Some(line));
                self
            }
            None => self.at(choice.as_ref()),
        }
    }

    /// Returns the overlay scrolled to that line, as far as possible.
    #[must_use]
    pub fn scrolled_to(mut self, first: usize) -> Self {
        self.cursor = self.cursor.scrolled_to(first);
        self
    }

    /// Returns the overlay as the impact overlay of a source, with whether other sources are
    /// derived from it.
    #[must_use]
    pub fn of_source(self, withdrawn: ImpactSource, has_derived: HasDerived) -> Self {
        Self { impact: Some((withdrawn, has_derived)), ..self }
    }

    /// Returns the source of an impact overlay, with whether other sources are derived from it.
    pub fn impact_source(&self) -> Option<(&ImpactSource, HasDerived)> {
        self.impact.as_ref().map(|(withdrawn, derived)| (withdrawn, *derived))
    }

    /// Returns the overlay as large as its lines need, instead of as large as the panes.
    #[must_use]
    pub fn as_popup(self) -> Self {
        Self { popup: true, ..self }
    }

    /// Returns the overlay with a preface that does not scroll.
    #[must_use]
    pub fn prefaced(self, preface: Vec<StyledRun>) -> Self {
        Self { preface, ..self }
    }

    /// Returns the overlay with repeated terms shown only on their first line.
    #[must_use]
    pub fn without_repeats(self) -> Self {
        Self { without_repeats: true, ..self }
    }

    /// Returns the overlay as one of which the choice takes the place of the search in force.
    #[must_use]
    pub fn replacing_search(self) -> Self {
        Self { replaces_search: true, ..self }
    }

    /// Returns whether what is chosen takes the place of the search in force.
    pub fn replaces_search(&self) -> bool {
        self.replaces_search
    }

    /// Returns the overlay as one that typing filters.
    #[must_use]
    pub fn filterable(self) -> Self {
        Self { prompt: Some(Prompt::default()), ..self }
    }

    /// Returns an overlay that asks for something to be typed, with what is typed so far; `line` says what is
    /// done with it.
    pub fn asking(title: String, asks_for: &'static str, typed: &str, line: OverlayLine) -> Self {
        let prompt = Some(Prompt::of(typed));
        let cursor = Cursor::at(Some(0));
        Self {
            prompt,
            asks_for: Some(asks_for),
            cursor,
            popup: true,
            ..Self::of(title, vec![line])
        }
    }

    /// Returns the overlay with what is typed selected, where that is the value that there was.
    #[must_use]
    pub fn selected(self) -> Self {
        let has_value = self.prompt.as_ref().is_some_and(|prompt| !prompt.text().is_empty());
        let typing = if has_value { TypedLine::Selected } else { TypedLine::GoesOn };
        Self { typing, ..self }
    }

    /// Returns whether what is typed is selected, so that the first letter replaces it.
    pub fn is_selected(&self) -> bool {
        self.typing == TypedLine::Selected
    }

    /// Inserts a text into what is typed. No value begins with a space: another word is to follow then.
    pub fn insert(&mut self, text: &str, insert: impl FnOnce(&mut Prompt, &str)) {
        let replaces = std::mem::take(&mut self.typing) == TypedLine::Selected && text != " ";
        self.type_in(|prompt| {
            if replaces {
                *prompt = Prompt::default();
            }
            insert(prompt, text);
        });
    }

    /// Edits what is typed. A key that moves keeps what was selected.
    pub fn edit(&mut self, edit: LineEdit) {
        let deletes = std::mem::take(&mut self.typing) == TypedLine::Selected && edit.deletes();
        self.type_in(|prompt| {
            if deletes {
                *prompt = Prompt::default();
            } else {
                prompt.edit(edit);
            }
        });
    }

    /// Returns the overlay as the help.
    #[must_use]
    pub fn as_help(self) -> Self {
        Self { purpose: OverlayPurpose::Help, ..self }
    }

    /// Returns the overlay as the panel of an export.
    #[must_use]
    pub fn as_export(self) -> Self {
        Self { purpose: OverlayPurpose::Export, ..self }
    }

    /// Returns whether it is the panel of an export.
    pub fn is_export(&self) -> bool {
        self.purpose == OverlayPurpose::Export
    }

    /// Returns the overlay as the review of a change; `asks_for` is what has to be typed before it is written.
    #[must_use]
    pub fn as_review(self, asks_for: Option<&'static str>) -> Self {
        let prompt = asks_for.map(|_| Prompt::default());
        Self { purpose: OverlayPurpose::Review, prompt, asks_for, ..self }
    }

    /// Returns whether it is the review of a change.
    pub fn is_review(&self) -> bool {
        self.purpose == OverlayPurpose::Review
    }

    /// Returns the number of the file that the line with this number belongs to, in the review of a change.
    pub fn tick_above(&self, line: usize) -> Option<usize> {
        self.entries.get(..=line)?.iter().rev().find_map(|entry| entry.tick_of)
    }

    /// Goes to the line with which a file begins, in the review of a change.
    pub fn go_to_tick(&mut self, tick: usize) {
        let line = self.entries.iter().position(|entry| entry.tick_of == Some(tick));
        if let Some(line) = line {
            self.cursor.go_to(line);
        }
    }

    /// Returns the overlay with the cursor, the scroll position and what is typed of another that it replaces.
    #[must_use]
    pub fn continuing(self, before: &Self) -> Self {
        let typing = if self.prompt.is_some() { before.typing } else { TypedLine::GoesOn };
        let prompt = self.prompt.as_ref().and(before.prompt.clone()).or(self.prompt);
        Self { cursor: before.cursor.clone(), prompt, typing, ..self }
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        self.entries.iter_mut().filter_map(|entry| entry.choice.as_mut()).for_each(|choice| {
            choice.follow(renamed);
        });
        if let Some((withdrawn, _)) = &mut self.impact {
            renamed.follow(&mut withdrawn.source);
        }
        if let Some(carried) = &mut self.carried {
            carried.follow(renamed);
        }
    }

    /// Puts other lines into the overlay, with the cursor on the one with this number.
    pub fn put_lines(&mut self, entries: Vec<OverlayLine>, at: usize) {
        self.entries = entries;
        self.cursor = Cursor::at(Some(at));
        self.laid_out.forget();
        self.widest.forget();
    }

    fn has_cursor(&self) -> bool {
        self.can_choose() || self.is_review()
    }

    fn is_help(&self) -> bool {
        self.purpose == OverlayPurpose::Help
    }

    /// Returns the help, with the most useful keys of where the user is before all others.
    #[must_use]
    pub fn beginning_with(mut self, place: &str, keys: &[KeyHint]) -> Self {
        self.carried = self.carried.map(|carried| Box::new(carried.beginning_with(place, keys)));
        if !self.is_help() {
            return self;
        }
        let lines = keys.iter().filter_map(|useful| {
            let is_meant = |entry: &&OverlayLine| entry.choice == Some(Choice::Run(useful.command));
            let entry = self.entries.iter().find(is_meant)?;
            // A key with several meanings has one of them here.
            let has_several = entry.meaning.contains(';');
            let meaning = if has_several { useful.in_help } else { &entry.meaning }.to_owned();
            Some(OverlayLine {
                meaning,
                names: Vec::new(),
                listed: ListedWhen::Unfiltered,
                ..entry.clone()
            })
        });
        let lines: Vec<OverlayLine> = lines.collect();
        if !lines.is_empty() {
            let heading = format!("Here: {place}");
            let heading = OverlayLine {
                meaning: heading,
                listed: ListedWhen::Unfiltered,
                ..OverlayLine::default()
            };
            self.entries.splice(0..0, std::iter::once(heading).chain(lines));
        }
        self
    }

    /// Returns in how many columns the lines are shown in so many cells.
    pub fn columns(&self, cells: usize) -> usize {
        // Few lines are read more easily at the whole width.
        let is_long = self.filtered.is_none();
        if self.is_help() && is_long && cells >= ROOM_FOR_COLUMNS { COLUMNS } else { 1 }
    }

    /// Returns the overlay with another one that a line of it shows.
    #[must_use]
    pub fn carrying(self, carried: Self) -> Self {
        Self { carried: Some(Box::new(carried)), ..self }
    }

    /// Has the lines that change a file say why they cannot.
    pub(crate) fn without_writing(
        &mut self,
        why_not: &'static str,
        writes: &dyn Fn(&Choice) -> bool,
    ) {
        for entry in &mut self.entries {
            if entry.choice.as_ref().is_some_and(writes) {
                entry.choice = Some(Choice::Explain(why_not));
                "read-only".clone_into(&mut entry.note);
            }
        }
        if let Some(carried) = &mut self.carried {
            carried.without_writing(why_not, writes);
        }
    }

    /// Returns the overlay that a line of this one shows.
    pub fn into_carried(self) -> Option<Self> {
        self.carried.map(|carried| *carried)
    }

    /// Returns what is to be typed, if the overlay asks for something.
    pub fn asked_for(&self) -> Option<&'static str> {
        self.asks_for
    }

    /// Returns the filter text, if typing filters the overlay.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// Changes the filter text, and lists only the lines that match.
    pub fn type_in(&mut self, change: impl FnOnce(&mut Prompt)) {
        let Some(prompt) = &mut self.prompt else { return };
        self.laid_out.forget();
        let before = prompt.text();
        change(prompt);
        if self.asks_for.is_some() {
            // What was said against the answer before is not said of another.
            if prompt.text() != before && !self.is_review() {
                self.preface.retain(|run| run.role != Role::Warning);
            }
            return;
        }
        let lines = self.entries.iter().map(|entry| {
            let OverlayLine { term, meaning, found_by, names, takes, listed, .. } = entry;
            let (takes, by_name_alone) = (*takes, *listed == ListedWhen::Named);
            FilterLine { key: term, words: meaning, more: found_by, names, takes, by_name_alone }
        });
        let is_listed = |number: &usize, when: ListedWhen| {
            self.entries.get(*number).is_some_and(|entry| entry.listed == when)
        };
        let is_always = |number: &usize| is_listed(number, ListedWhen::Always);
        let is_filtered = !prompt.text().trim().is_empty();
        let is_left_out = |number: &usize| {
            is_always(number) || is_filtered && is_listed(number, ListedWhen::Unfiltered)
        };
        let mut found = filter_lines(&prompt.text(), lines);
        found.retain(|number| !is_left_out(number));
        if self.purpose == OverlayPurpose::Help {
            // What is true where the user is comes before what is true elsewhere, what can be run before what explains the
            // screen, unless its sign was typed, and what begins with the word before what only has it as its name.
            let typed = prompt.text();
            let typed_term = typed.trim();
            let is_itself = |number: &usize| {
                let terms = self.entries.get(*number).map(|entry| entry.term.split("  "));
                terms.is_some_and(|mut terms| terms.any(|term| term == typed_term))
            };
            let typed = typed_term.to_lowercase();
            let is_elsewhere = |number: &usize| {
                self.entries.get(*number).is_some_and(|entry| !entry.section.is_empty())
            };
            let begins = |number: &usize| {
                let meaning = self.entries.get(*number).map(|entry| entry.meaning.to_lowercase());
                meaning.is_some_and(|words| words.split(' ').next() == Some(typed.as_str()))
            };
            let is_heading =
                |number: &usize| self.entries.get(*number).is_some_and(OverlayLine::is_heading);
            if is_filtered {
                found.retain(|number| !is_heading(number));
                let runs = |number: &usize| {
                    self.entries.get(*number).is_some_and(|entry| entry.choice.is_some())
                };
                found.sort_by_key(|number| {
                    let is_first = runs(number) || is_itself(number);
                    (is_elsewhere(number), !is_first, !begins(number))
                });
            }
        }
        if self.has_ticks() {
            // Values stay beside those of their field.
            found.sort_unstable();
        }
        // Lines that are always listed come first, but the cursor starts on the first line found.
        self.cursor = Cursor::at(found.first().copied());
        let always = (0..self.entries.len()).filter(is_always);
        self.filtered = Some(always.chain(found).collect());
    }

    /// Ticks the line under the cursor or removes its tick; returns whether the line can be ticked.
    pub fn tick(&mut self) -> bool {
        let under = self.cursor.spot().and_then(|at| self.entries.get_mut(*at));
        let Some(ticked) = under.and_then(|entry| entry.ticked.as_mut()) else { return false };
        self.laid_out.forget();
        *ticked = !*ticked;
        true
    }

    /// Returns whether a listed line goes on with a space after what is typed.
    pub fn goes_on_with_space(&self) -> bool {
        let typed = self.prompt.as_ref().map(|prompt| prompt.text().to_lowercase());
        let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else { return false };
        let is_at_word = |words: &str| {
            let words = words.to_lowercase();
            let is_start = |at: usize| {
                words.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
            };
            words.match_indices(&format!("{typed} ")).any(|(at, _)| is_start(at))
        };
        let under = self.cursor.spot().and_then(|at| self.entries.get(*at));
        let is_whole = under.is_some_and(|entry| {
            [&entry.term, &entry.meaning].iter().any(|words| words.to_lowercase() == typed)
        });
        let listed = self.filtered.iter().flatten().filter_map(|at| self.entries.get(*at));
        !is_whole
            && listed.into_iter().any(|entry| is_at_word(&entry.term) || is_at_word(&entry.meaning))
    }

    /// Returns every value of the overlay and whether it is ticked.
    pub fn ticks(&self) -> impl Iterator<Item = (&FacetValue, bool)> {
        self.entries.iter().filter_map(|entry| match &entry.choice {
            Some(Choice::Value(valued)) => Some((valued, entry.ticked == Some(true))),
            Some(
                Choice::Problem(_)
                | Choice::Order(_)
                | Choice::SortField(_)
                | Choice::SaveView(_)
                | Choice::SaveNamedView(_)
                | Choice::Export(_)
                | Choice::AllValues
                | Choice::Go(_)
                | Choice::Case(_)
                | Choice::EditQuote(_)
                | Choice::OtherCase
                | Choice::Citation(_)
                | Choice::FieldValue(_)
                | Choice::EditField(_)
                | Choice::EditUnmasked(_)
                | Choice::RemoveField(_)
                | Choice::OfValue(_)
                | Choice::Bulk(_)
                | Choice::Record(_)
                | Choice::State(_)
                | Choice::WhichWords(_)
                | Choice::Query(_)
                | Choice::Show
                | Choice::Explain(_)
                | Choice::New(_)
                | Choice::NewNamed(_)
                | Choice::Run(_)
                | Choice::Own(_),
            )
            | None => None,
        })
    }

    /// Returns the fields that a quote is to support, if the overlay asks for them.
    pub fn ticked_citations(&self) -> Option<Vec<Cited>> {
        let cited = |entry: &OverlayLine| match &entry.choice {
            Some(Choice::Citation(cited)) => Some((cited.clone(), entry.ticked == Some(true))),
            Some(
                Choice::Problem(_)
                | Choice::Order(_)
                | Choice::SortField(_)
                | Choice::SaveView(_)
                | Choice::SaveNamedView(_)
                | Choice::Export(_)
                | Choice::Value(_)
                | Choice::AllValues
                | Choice::Go(_)
                | Choice::Case(_)
                | Choice::EditQuote(_)
                | Choice::OtherCase
                | Choice::FieldValue(_)
                | Choice::EditField(_)
                | Choice::EditUnmasked(_)
                | Choice::RemoveField(_)
                | Choice::OfValue(_)
                | Choice::Bulk(_)
                | Choice::Record(_)
                | Choice::State(_)
                | Choice::WhichWords(_)
                | Choice::Query(_)
                | Choice::Show
                | Choice::Explain(_)
                | Choice::New(_)
                | Choice::NewNamed(_)
                | Choice::Run(_)
                | Choice::Own(_),
            )
            | None => None,
        };
        let mut all = self.entries.iter().filter_map(cited).peekable();
        all.peek()?;
        Some(all.filter_map(|(cited, ticked)| ticked.then_some(cited)).collect())
    }

    /// Returns whether anything can be ticked.
    pub fn has_ticks(&self) -> bool {
        self.entries.iter().any(|entry| entry.ticked.is_some())
    }

    /// Returns the words above the lines, at most half of so many rows.
    pub fn preface(&self, room: Extent) -> Vec<StyledRun> {
        let Extent { cells, rows } = room;
        let broken = self.preface.iter().flat_map(|run| {
            let words = hanging(&visible(&run.text), cells.saturating_sub(2));
            words.into_iter().map(|words| StyledRun::new(run.role, words))
        });
        broken.take(rows / 2).collect()
    }

    /// Returns the number of rows above the lines: the prompt and the preface.
    pub fn head(&self, room: Extent) -> usize {
        usize::from(self.prompt.is_some()) + self.preface(room).len()
    }

    /// Returns the columns and rows that a popup needs with its border, if at most this many are
    /// available.
    pub fn extent(&self, most: Extent) -> Option<Extent> {
        if !self.popup {
            return None;
        }
        let widest = |text: fn(&OverlayLine) -> &str| {
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
        let inside = needed.min(most.cells).saturating_sub(2);
        // An overlay that is only read is shown whole.
        let lines = match self.prompt {
            Some(_) => {
                self.entries.iter().filter(|entry| entry.listed != ListedWhen::Named).count()
            }
            None => self.page(inside).lines().len(),
        };
        let rows =
            lines + self.head(Extent { cells: inside, rows: most.rows.saturating_sub(2) }) + 2;
        Some(Extent { cells: needed, rows })
    }

    /// Returns the title of the overlay.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the cursor of the overlay.
    pub fn cursor(&self) -> &Cursor<usize> {
        &self.cursor
    }

    /// Returns where the cursor is, for [`Self::at_line`].
    pub fn cursor_line(&self) -> CursorLine {
        CursorLine { line: self.cursor.spot().copied(), choice: self.choice().cloned() }
    }

    /// Returns what choosing the line under the cursor does.
    pub fn choice(&self) -> Option<&Choice> {
        self.entries.get(*self.cursor.spot()?)?.choice.as_ref()
    }

    /// Returns the word for what choosing does here; `None` if no line can be chosen.
    pub fn choose_word(&self) -> Option<&'static str> {
        if self.is_review() {
            return Some("delete");
        }
        let choice = self.choice().or_else(|| self.first_choice())?;
        Some(match choice {
            Choice::Problem(_) | Choice::Go(_) => "go there",
            Choice::Order(_) | Choice::SortField(_) => "sort",
            Choice::SaveView(_) | Choice::SaveNamedView(_) => "save",
            Choice::Export(
                ExportStep::Formats
                | ExportStep::Records
                | ExportStep::Public
                | ExportStep::Path
                | ExportStep::Since,
            ) => "change it",
            Choice::Export(
                ExportStep::Format(_) | ExportStep::PathTyped | ExportStep::SinceTyped,
            ) => "take it",
            Choice::Export(ExportStep::Write) => "write it",
            Choice::Value(_) => "apply",
            Choice::AllValues => "list them",
            Choice::Case(_) | Choice::OtherCase => "choose case",
            Choice::Citation(_) | Choice::FieldValue(_) => "add quote",
            Choice::EditField(_) | Choice::EditQuote(_) => "edit",
            Choice::EditUnmasked(_)
            | Choice::RemoveField(_)
            | Choice::Export(ExportStep::Replace) => "answer",
            Choice::Bulk(_) => "go on",
            Choice::State(_) => "go back to it",
            Choice::Query(_) => "search",
            Choice::Record(RecordAction::AddRow(_)) => "add",
            Choice::Record(
                RecordAction::Rename
                | RecordAction::RenameTo(_)
                | RecordAction::Copy
                | RecordAction::CopyTo(_)
                | RecordAction::Delete,
            ) => "preview",
            Choice::Run(_) => "run",
            Choice::Show => "show",
            Choice::Explain(_) => "explain",
            Choice::New(_) | Choice::NewNamed(_) => "create",
            Choice::OfValue(_) | Choice::WhichWords(_) | Choice::Own(_) => "choose",
        })
    }

    /// Returns what choosing the first line that can be chosen does.
    pub fn first_choice(&self) -> Option<&Choice> {
        self.entries.iter().find_map(|entry| entry.choice.as_ref())
    }

    /// Returns whether any line can be chosen.
    pub fn can_choose(&self) -> bool {
        self.entries.iter().any(|entry| entry.choice.is_some())
    }

    /// Returns whether what was typed finds none of its lines.
    pub fn finds_nothing(&self) -> bool {
        self.filtered.as_ref().is_some_and(Vec::is_empty)
    }

    /// Moves to another line.
    pub fn step(&mut self, step: Step, room: Extent) {
        let (page, rows) = (self.page(room.cells), room.rows);
        if self.has_cursor() {
            self.cursor.step(&page, step, rows);
        } else {
            // There is no cursor to see, so every key must scroll.
            let from = self.cursor.first();
            let positions = (page.lines().len() + 1).saturating_sub(rows).max(1);
            let lines = step.from(from, positions, rows).cast_signed() - from.cast_signed();
            self.cursor.scroll(&page, lines, rows);
        }
    }

    /// Puts the cursor on the line that begins the next file of a change, or the one before, with the file below it;
    /// `None` where there is no other.
    pub fn step_file(&mut self, way: FileWay, room: Extent) -> Option<()> {
        let at = self.cursor.spot().copied();
        let begins = |(number, entry): (usize, &OverlayLine)| entry.tick_of.map(|_| number);
        let mut files = self.entries.iter().enumerate().filter_map(begins);
        let to = match way {
            FileWay::Next => files.find(|number| at.is_none_or(|at| *number > at)),
            FileWay::Previous => {
                files.take_while(|number| at.is_some_and(|at| *number < at)).last()
            }
        }?;
        let page = self.page(room.cells);
        let first = page.lines_about(&to).start;
        self.cursor = Cursor::at(Some(to)).scrolled_to(first);
        self.cursor.settle(&page, room.rows);
        Some(())
    }

    /// Returns whether it is a review of several files.
    pub fn has_files(&self) -> bool {
        self.is_review() && self.entries.iter().filter(|entry| entry.tick_of.is_some()).count() > 1
    }

    /// Puts the cursor on a line that exists, and scrolls as little as needed to show it.
    pub fn settle(&mut self, room: Extent) {
        let page = self.page(room.cells);
        self.cursor.settle(&page, room.rows);
    }

    /// Returns the lines of the overlay.
    pub fn page(&self, cells: usize) -> Arc<Page<usize>> {
        self.laid_out.get((cells, self.popup, self.without_repeats), || self.lay_out(cells))
    }

    /// Returns how often the lines were laid out.
    #[cfg(test)]
    pub(crate) fn pages_made(&self) -> usize {
        self.laid_out.computed()
    }

    fn lay_out(&self, cells: usize) -> Page<usize> {
        let widest = self.entries.iter().map(|entry| width(&entry.term)).max();
        // A full-screen overlay gives more room to long terms.
        let most = match (self.popup, self.is_help()) {
            (true, _) => WIDEST_TERM,
            (false, true) => WIDEST_KEYS.min(cells / KEYS_SHARE),
            (false, false) => WIDEST_TERM.max(cells * 2 / 5),
        };
        let term_width = widest.unwrap_or_default().min(most).min(cells / 2);
        let can_choose = self.can_choose();
        let mut page = Page::default();
        let mut before = "";
        let is_listed = |entry: &(usize, &OverlayLine)| entry.1.listed != ListedWhen::Named;
        let all = self.entries.iter().enumerate().filter(is_listed).map(|(number, _)| number);
        let listed = self.filtered.clone().unwrap_or_else(|| all.collect());
        let is_found = |number: &usize| {
            self.entries.get(*number).is_some_and(|at| at.listed != ListedWhen::Always)
        };
        if self.filtered.is_some() && !listed.iter().any(is_found) {
            page.line(PageLine::of(1, StyledRun::new(Role::Quiet, "No matches.")));
        }
        for number in listed {
            let Some(entry) = self.entries.get(number) else { continue };
            if entry.term.is_empty() && entry.meaning.is_empty() {
                page.gap();
                continue;
            }
            // Values name their field once.
            let repeated = (self.without_repeats || entry.ticked.is_some()) && entry.term == before;
            before = &entry.term;
            let lines = if entry.is_heading() {
                let words = hanging(&visible(&entry.meaning), cells.saturating_sub(2));
                words
                    .into_iter()
                    .map(|words| PageLine::of(1, StyledRun::new(Role::Heading, words)))
                    .collect()
            } else {
                // Without the heading above it, a key says where it means that.
                let section = entry.section.to_lowercase();
                let is_alone = self.filtered.is_some() && !section.is_empty();
                let with_section = is_alone.then(|| OverlayLine {
                    meaning: format!("{section}: {}", entry.meaning),
                    ..entry.clone()
                });
                let entry = with_section.as_ref().unwrap_or(entry);
                entry.lines(if repeated { "" } else { before }, cells, term_width)
            };
            // The cursor of the help goes from key to key, any other over the lines on which a key does something.
            let is_skipped = match self.purpose {
                OverlayPurpose::Help => entry.is_heading(),
                OverlayPurpose::Usual | OverlayPurpose::Export | OverlayPurpose::Problems => {
                    can_choose && entry.choice.is_none() && entry.ticked.is_none()
                }
                OverlayPurpose::Welcome | OverlayPurpose::Review => false,
            };
            if is_skipped {
                page.unowned(lines);
            } else {
                page.block(number, lines);
            }
        }
        page
    }
}

impl OverlayLine {
    /// Returns whether the line is a heading of those below it.
    fn is_heading(&self) -> bool {
        let Self { term, note, ticked, choice, role, .. } = self;
        term.is_empty() && note.is_empty() && ticked.is_none() && choice.is_none() && role.is_none()
    }

    /// Returns whether it is an empty line.
    pub(crate) fn is_gap(&self) -> bool {
        self.term.is_empty() && self.meaning.is_empty()
    }

    fn lines(&self, term: &str, cells: usize, term_width: usize) -> Vec<PageLine> {
        let Self { meaning, note, ticked, choice, .. } = self;
        let is_absent = matches!(choice, Some(Choice::Explain(_)));
        let role = self.role.unwrap_or(if is_absent { Role::Quiet } else { Role::Text });
        let value_at = value_at(term_width);
        let tick =
            ticked.map(|ticked| StyledRun::new(Role::Key, if ticked { "[x]" } else { "[ ]" }));
        let meaning_at = value_at + tick.as_ref().map_or(0, |_| TICK);
        let behind = if note.is_empty() { 1 } else { width(note) + 2 };
        let room = cells.saturating_sub(meaning_at + behind);
        let terms = hanging(&visible(term), term_width);
        let values = hanging(&visible(meaning), room);
        let rows = (0..terms.len().max(values.len())).map(|row| {
            let mut line = PageLine::default();
            line.put(1, terms.get(row).map(|term| StyledRun::new(Role::Key, term)));
            line.put(meaning_at, values.get(row).map(|value| StyledRun::new(role, value)));
            line
        });
        let mut lines: Vec<PageLine> = rows.collect();
        if let Some(first) = lines.first_mut() {
            first.put(value_at, tick);
            let note_at = cells.saturating_sub(width(note) + 1);
            first.put(note_at, (!note.is_empty()).then(|| StyledRun::file(Role::Quiet, note)));
        }
        lines
    }
}

/// Returns the cell at which meanings start after terms of that width.
fn value_at(term_width: usize) -> usize {
    if term_width > 0 { term_width + 3 } else { 1 }
}
