//! An input over the screen in which the value of one field is typed: its text, what it means, what could be typed
//! instead, and what `check` would say.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::diagnostic::Severity;
use crate::record::edit::{RowPath, TypedValue};
use crate::record::{
    Assertion, Cited, Field, FieldId, Id, Kind, Record, RowKind, TypedEntry, Vocabularies,
};
use crate::redaction::Mask;
use crate::session::OpenField;
use crate::session::edit_preview::ValuePreview;
use crate::session::new_record::NamedRecord;
use crate::session::prompt::Prompt;
use crate::session::typed_edit::{ReadEntry, TypedField};
use crate::session::value_suggestions::ValueSuggestion;
use crate::text::{CaretCell, CaretRows};

/// A field of a record, wherever its file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValuePlace {
    /// The record.
    pub record: Id,
    /// The event, group or quote; `None` for a field of the record itself.
    pub row: Option<RowPath>,
    /// The field.
    pub field: FieldId,
}

/// What the format says of a field in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldOfPlace {
    /// The kind of the record.
    pub(crate) kind: Kind,
    /// The field.
    pub(crate) field: &'static Field,
    /// The fields that can be beside it.
    pub(crate) siblings: &'static [Field],
}

impl ValuePlace {
    /// Returns what quotes call the field, or the row that it is in.
    pub(crate) fn cited(&self, record: &Record) -> Option<Cited> {
        match self.row {
            None => Some(Cited::Field(self.field)),
            Some(RowPath { kind: RowKind::Quote, .. }) => None,
            Some(RowPath { kind, number }) => {
                Some(Cited::Row(kind, record.rows(kind).nth(number)?.key()?.into()))
            }
        }
    }
}

impl FieldOfPlace {
    /// Returns whether the field states something that quotes of its record can support.
    pub(crate) fn is_citable(self) -> bool {
        self.kind.is_case() && self.field.assertion == Assertion::Fact
    }
}

/// The value of one field, as it is being typed.
#[derive(Clone, Debug)]
pub(crate) struct ValueInput {
    /// Where it belongs.
    pub(crate) place: ValuePlace,
    /// The field.
    pub(crate) of: FieldOfPlace,
    /// The field in the file when typing began, with the value that it had, or that the user has seen since.
    pub(crate) open: OpenField,
    /// That value as text.
    pub(crate) base_text: String,
    /// What someone else wrote in the place of the value meanwhile.
    pub(crate) conflict: Option<Conflict>,
    /// The words of the collection's vocabularies.
    pub(crate) words: Arc<Vocabularies>,
    /// What is typed.
    prompt: Prompt,
    /// What was typed before each change, and before each one that was undone.
    undoable: Vec<Prompt>,
    redoable: Vec<Prompt>,
    /// What the next key that types belongs to.
    typing: TypingState,
    /// The cell that the caret goes back to on its way up and down.
    goal: Option<usize>,
    /// The answer to what was typed last.
    pub(crate) preview: ValuePreview,
    /// The number of the request that is answered next.
    pub(crate) generation: u64,
    /// The number of the request that `preview` answers.
    pub(crate) answered: u64,
    /// The key of the suggestion under the cursor; the list of suggestions changes while one types.
    suggestion: Option<String>,
    /// Whether suggestions were selected one by one, so that Enter writes and takes none.
    has_toggled: bool,
    /// What was in force when the value was shown; under another mask it is covered.
    pub(crate) shown_under: Mask,
    /// What is to be said of the last key, such as why nothing was written.
    pub(crate) said: Option<String>,
    /// What was to be written although `check` objects to it, as long as the reason is on the screen.
    warned: Option<ObjectionShown>,
    /// The text that is written all the same.
    overruled: Option<String>,
    /// The text of the file that the value was to be written into, where that was refused.
    pub(crate) refused_on: Option<Arc<str>>,
    /// How often the file had changed elsewhere when the value was to be written.
    pub(crate) rebased: usize,
    /// What became of the rest of the file while this was typed.
    pub(crate) elsewhere: Elsewhere,
    /// The records that are created with the links to them that are typed.
    new_records: Vec<NamedRecord>,
}

/// A text that was to be written, and what `check` has against it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ObjectionShown {
    text: String,
    reason: String,
}

/// What became of the rest of the file while a value was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// It is as it was.
    #[default]
    Same,
    /// Someone else has changed it.
    Changed,
}

/// A value that someone else wrote while this one was being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// The field has this value now, or none.
    Theirs(Option<TypedValue>),
    /// The record or the row is gone, or another one has its place.
    Gone,
    /// Several rows are like the one whose field is typed, and nothing says which it is.
    Alike,
}

impl Conflict {
    /// Returns whether there is no place that could be written to.
    pub(crate) fn has_no_place(&self) -> bool {
        matches!(self, Self::Gone | Self::Alike)
    }
}

/// What was typed and not written.
#[derive(Clone, Debug)]
pub(crate) struct ValueDraft {
    /// Where it belongs.
    pub(crate) place: ValuePlace,
    /// The field.
    pub(crate) of: FieldOfPlace,
    /// The field in the file when typing began.
    pub(crate) open: OpenField,
    /// What was typed.
    pub(crate) prompt: Prompt,
    /// The records that were to be created with the links to them.
    pub(crate) new_records: Vec<NamedRecord>,
}

/// How a change of the text is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypingStep {
    /// Together with the one before, as characters of a word are.
    Joined,
    /// By itself.
    Alone,
}

/// What a character that is typed belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TypingState {
    /// The whole value, which is selected, since nothing was done to it: the character replaces it.
    Selected,
    /// The character before, so that both are undone together.
    InWord,
    /// Neither.
    Between,
}

/// A way of the caret or the cursor of the suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VerticalStep {
    /// Up.
    Up,
    /// Down.
    Down,
}

/// The most cells that a text is broken into; longer lines are hard to read.
const WIDEST: u16 = 96;
/// From this width on, the quotes are at the right of the screen, and take this many of a hundred cells.
const QUOTES_AT_RIGHT: u16 = 100;
const QUOTES_WIDTH: u16 = 29;
/// From this width on, the quotes are at the bottom right, below this many of a hundred rows.
const QUOTES_BELOW: u16 = 70;
const ABOVE_QUOTES: u16 = 62;
/// Cells of the border, of the margins, and two free ones right of the caret, where an input method draws.
const AROUND: usize = 6;

impl ValueInput {
    /// Returns an input with the value of the file.
    pub(crate) fn of(
        place: ValuePlace,
        of: FieldOfPlace,
        open: OpenField,
        words: Arc<Vocabularies>,
    ) -> Option<Self> {
        let mut input = Self {
            place,
            of,
            open,
            base_text: String::new(),
            conflict: None,
            words,
            prompt: Prompt::default(),
            undoable: Vec::new(),
            redoable: Vec::new(),
            typing: TypingState::Between,
            goal: None,
            preview: ValuePreview::default(),
            generation: 0,
            answered: 0,
            suggestion: None,
            has_toggled: false,
            shown_under: Mask::default(),
            said: None,
            warned: None,
            overruled: None,
            refused_on: None,
            rebased: 0,
            elsewhere: Elsewhere::default(),
            new_records: Vec::new(),
        };
        input.base_text = match &input.open.base {
            Some(value) => input.typed_field().text_of(value)?,
            None => String::new(),
        };
        input.begin();
        Some(input)
    }

    /// Selects the value of the file, so that typing replaces it; in a list, the caret is on an empty line behind the last
    /// item, and a text of many lines is edited more often than replaced.
    fn begin(&mut self) {
        let is_list = self.typed_field().is_list();
        let parted = if is_list && !self.base_text.is_empty() { "\n" } else { "" };
        self.prompt = Prompt::of(&format!("{}{parted}", self.base_text));
        let is_selected = !is_list && !self.base_text.is_empty() && !self.has_lines();
        self.typing = if is_selected { TypingState::Selected } else { TypingState::Between };
    }

    /// Begins with a text that the file has, where it is no value that can be written so.
    pub(crate) fn begin_with_text(&mut self, text: &str) {
        text.clone_into(&mut self.base_text);
        self.begin();
    }

    /// Returns whether the caret is where another value of a list begins.
    pub(crate) fn is_at_new_item(&self) -> bool {
        let is_split = TypedEntry::is_split_at_commas(self.of.field);
        is_split && self.prompt.before().ends_with('\n')
    }

    /// Returns the part of the screen that the input may take: where quotes can support the field, they stay in view.
    pub(crate) fn room(&self, body: Rect) -> Rect {
        let share = |of: u16, percent: u16| of - of / 100 * percent - of % 100 * percent / 100;
        let room = match body.width {
            _ if !self.of.is_citable() => body,
            QUOTES_AT_RIGHT.. => Rect { width: share(body.width, QUOTES_WIDTH), ..body },
            QUOTES_BELOW.. => Rect { height: body.height * ABOVE_QUOTES / 100, ..body },
            _ => body,
        };
        Rect { width: room.width.min(WIDEST), ..room }
    }

    /// Returns the area of the input for so many rows in it.
    pub(crate) fn area(&self, body: Rect, rows: usize) -> Rect {
        let room = self.room(body);
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2).min(room.height);
        Rect { height: rows, ..room }
    }

    /// Returns the cells of a row of the text.
    pub(crate) fn cells(&self, body: Rect) -> usize {
        usize::from(self.room(body).width).saturating_sub(AROUND).max(1)
    }

    /// Returns the field as it is typed into.
    pub(crate) fn typed_field(&self) -> TypedField<'_> {
        let FieldOfPlace { field, siblings, .. } = self.of;
        TypedField { field, siblings, words: &self.words }
    }

    /// Returns whether Enter breaks a line.
    pub(crate) fn has_lines(&self) -> bool {
        self.typed_field().has_lines(self.open.base.as_ref())
    }

    /// Returns what is typed.
    pub(crate) fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// Returns whether anything else is typed than what the file has.
    pub(crate) fn is_changed(&self) -> bool {
        !self.is_as_in_file(&self.prompt.text())
    }

    /// Returns whether a text has the values of the file; a line of a list with nothing on it is none.
    pub(crate) fn is_as_in_file(&self, text: &str) -> bool {
        self.is_same(text, &self.base_text)
    }

    /// Returns whether two texts have the same values.
    pub(crate) fn is_same(&self, one: &str, other: &str) -> bool {
        let is_item = |line: &&str| !line.is_empty();
        let items = |text| str::split(text, '\n').filter(is_item);
        one == other || self.typed_field().is_list() && items(one).eq(items(other))
    }

    /// Returns whether the whole value is selected.
    pub(crate) fn is_selected(&self) -> bool {
        self.typing == TypingState::Selected
    }

    /// Returns the number of the line of the cursor.
    fn line_number(&self) -> usize {
        self.prompt.before().matches('\n').count()
    }

    /// Returns what is typed as it is read.
    pub(crate) fn read(&self) -> ReadEntry {
        self.typed_field().read(&self.prompt.text(), self.line_number())
    }

    /// Returns what `check` has against the values that are typed and that the file does not have yet: what the field says
    /// of them at once, else the first error of the whole, where the answer to what was typed last is there.
    fn objection(&self) -> Option<String> {
        let typed = self.prompt.text();
        let is_new = |line: &&str| self.base_text.split('\n').all(|known| known != *line);
        let of_field = if self.typed_field().is_list() {
            let new: Vec<&str> = typed.split('\n').filter(is_new).collect();
            self.typed_field().read(&new.join("\n"), 0).objection
        } else {
            self.read().objection
        };
        let is_answered = self.answered == self.generation;
        let mut coming = self.preview.findings.coming.iter().filter(|_| is_answered);
        let error =
            coming.find(|finding| finding.severity == Severity::Error && !finding.is_elsewhere);
        of_field.or_else(|| Some(error?.message.clone()))
    }

    /// Shows what `check` has against what is to be written; returns whether there is anything. However often the key that
    /// writes is pressed, nothing is written then: another key does that.
    pub(crate) fn warn(&mut self) -> bool {
        let text = self.prompt.text();
        if self.overruled.as_ref() == Some(&text) {
            return false;
        }
        self.warned = self.objection().map(|reason| ObjectionShown { text, reason });
        self.warned.is_some()
    }

    /// Has what is typed written although `check` objects to it, if the reason is on the screen.
    pub(crate) fn overrule(&mut self) {
        self.overruled = self.warning().map(|_| self.prompt.text());
    }

    /// Returns what `check` has against the text, once it was to be written.
    pub(crate) fn warning(&self) -> Option<&str> {
        let shown = self.warned.as_ref()?;
        (shown.text == self.prompt.text()).then_some(&*shown.reason)
    }

    /// Returns what of the value is to be completed: nothing, as long as the line is as the file has it or was selected,
    /// so that all values are suggested.
    pub(crate) fn begun(&self) -> String {
        let line = self.prompt.line();
        let is_known = self.base_text.split('\n').any(|known| known == line);
        if is_known || self.has_toggled { String::new() } else { line }
    }

    /// Changes the text, so that it can be undone.
    pub(crate) fn change(&mut self, step: TypingStep, change: impl FnOnce(&mut Prompt)) {
        let before = self.prompt.clone();
        change(&mut self.prompt);
        (self.goal, self.said) = (None, None);
        let was_typing = self.typing == TypingState::InWord;
        self.typing = TypingState::Between;
        if self.prompt.text() == before.text() {
            return;
        }
        (self.suggestion, self.has_toggled) = (None, false);
        if !(was_typing && step == TypingStep::Joined) {
            self.undoable.push(before);
        }
        self.redoable.clear();
        if step == TypingStep::Joined {
            self.typing = TypingState::InWord;
        }
    }

    /// Puts a text back that was typed before, over that of the file.
    pub(crate) fn resume(&mut self, prompt: Prompt) {
        self.change(TypingStep::Alone, |now| *now = prompt);
    }

    /// Returns whether a change of the text can be undone.
    pub(crate) fn can_undo(&self) -> bool {
        !self.undoable.is_empty()
    }

    /// Returns whether Enter puts the selected suggestion into the line, and writes nothing.
    pub(crate) fn takes_suggestion(&self) -> bool {
        self.suggestion().is_some() && !self.has_toggled
    }

    /// Returns whether the last key selected a suggestion of a list.
    pub(crate) fn has_toggled(&self) -> bool {
        self.has_toggled
    }

    /// Returns whether the line of the caret has a comma that belongs to its value.
    pub(crate) fn has_comma_in_value(&self) -> bool {
        let is_kept =
            self.typed_field().is_list() && !TypedEntry::is_split_at_commas(self.of.field);
        let line = self.prompt.line();
        is_kept
            && line.contains(crate::record::COMMAS)
            && !self.base_text.split('\n').any(|known| known == line)
    }

    /// Undoes the last change of the text; returns whether there was one.
    pub(crate) fn undo(&mut self) -> bool {
        let Some(before) = self.undoable.pop() else { return false };
        self.redoable.push(std::mem::replace(&mut self.prompt, before));
        (self.typing, self.goal, self.said) = (TypingState::Between, None, None);
        (self.suggestion, self.has_toggled) = (None, false);
        true
    }

    /// Makes a change again that was undone; returns whether there was one.
    pub(crate) fn redo(&mut self) -> bool {
        let Some(after) = self.redoable.pop() else { return false };
        self.undoable.push(std::mem::replace(&mut self.prompt, after));
        (self.typing, self.goal, self.said) = (TypingState::Between, None, None);
        (self.suggestion, self.has_toggled) = (None, false);
        true
    }

    /// Moves the caret a row up or down; returns whether there was one.
    pub(crate) fn step_row(&mut self, step: VerticalStep, cells: usize) -> bool {
        let text = self.prompt.text();
        let rows = CaretRows::of(&text, cells);
        let at = rows.cell_of(self.prompt.before().len());
        let row = match step {
            VerticalStep::Up => at.row.checked_sub(1),
            VerticalStep::Down => Some(at.row + 1).filter(|row| *row < rows.rows().len()),
        };
        let Some(row) = row else { return false };
        let cell = self.goal.unwrap_or(at.cell);
        self.prompt = Prompt::at(&text, rows.byte_at(CaretCell { row, cell }));
        (self.goal, self.typing) = (Some(cell), TypingState::Between);
        true
    }

    /// Moves the line of the caret before or behind its neighbour.
    pub(crate) fn move_line(&mut self, step: VerticalStep) {
        let (at, in_line) =
            (self.line_number(), self.prompt.before().len() - self.prompt.line_start());
        let text = self.prompt.text();
        let mut lines: Vec<&str> = text.split('\n').collect();
        let other = match step {
            VerticalStep::Up => at.checked_sub(1),
            VerticalStep::Down => Some(at + 1).filter(|other| *other < lines.len()),
        };
        let Some(other) = other else { return };
        lines.swap(at, other);
        let start: usize = lines.iter().take(other).map(|line| line.len() + 1).sum();
        let moved = lines.join("\n");
        self.change(TypingStep::Alone, |prompt| *prompt = Prompt::at(&moved, start + in_line));
    }

    /// Returns what could be typed: what may be meant, else what the collection has.
    pub(crate) fn suggestions(&self) -> Vec<ValueSuggestion> {
        let meant: Vec<ValueSuggestion> = self
            .read()
            .choices
            .into_iter()
            .filter_map(|choice| {
                let value = self.typed_field().text_of(&choice.value)?;
                Some(ValueSuggestion { value, words: choice.words, ..ValueSuggestion::default() })
            })
            .collect();
        let known = &self.preview.suggestions;
        let is_new = |one: &&ValueSuggestion| meant.iter().all(|other| other.value != one.value);
        let known: Vec<ValueSuggestion> = known.iter().filter(is_new).cloned().collect();
        meant.into_iter().chain(known).collect()
    }

    /// Returns the number of the selected suggestion.
    pub(crate) fn suggestion(&self) -> Option<usize> {
        let selected = self.suggestion.as_ref()?;
        self.suggestions().iter().position(|one| one.key() == *selected)
    }

    /// Selects the next suggestion, or the one before; before the first is the text. Returns whether there is any.
    pub(crate) fn step_suggestion(&mut self, step: VerticalStep) -> bool {
        let all = self.suggestions();
        let next = match (step, self.suggestion()) {
            // One begins where Space adds a value, not where it takes one out.
            (VerticalStep::Down, None) => {
                all.iter().position(|one| !self.has_item(&one.value)).or(Some(0))
            }
            (VerticalStep::Down, Some(at)) => Some(if at + 1 < all.len() { at + 1 } else { at }),
            (VerticalStep::Up, at) => at.and_then(|at| at.checked_sub(1)),
        };
        self.suggestion = next.and_then(|at| Some(all.get(at)?.key()));
        self.said = None;
        !all.is_empty()
    }

    /// Returns whether a value is among the items of the list that is typed; what is typed to find one is not.
    pub(crate) fn has_item(&self, value: &str) -> bool {
        let begun = if self.begun().is_empty() { None } else { Some(self.line_number()) };
        let text = self.prompt.text();
        let mut items = text.split('\n').enumerate().filter(|(at, _)| Some(*at) != begun);
        self.typed_field().is_list() && items.any(|(_, line)| line == value)
    }

    /// Puts the selected suggestion into the line of the caret; returns whether there is one.
    pub(crate) fn take_suggestion(&mut self) -> bool {
        let at = self.suggestion().filter(|_| !self.has_toggled);
        let Some(taken) = at.and_then(|at| self.suggestions().into_iter().nth(at)) else {
            return false;
        };
        self.create_with_link(&taken);
        let is_twice = self.has_item(&taken.value) && self.prompt.line() != taken.value;
        let line = if is_twice { "" } else { &taken.value };
        self.change(TypingStep::Alone, |prompt| prompt.set_line(line));
        if is_twice {
            self.said = Some(format!("{} is in the list already", taken.value));
        }
        self.suggestion = None;
        true
    }

    /// Returns the selected suggestion, where it is a record that would be created.
    pub(crate) fn selected_new(&self) -> Option<NamedRecord> {
        let at = self.suggestion().filter(|_| !self.has_toggled)?;
        self.suggestions().into_iter().nth(at)?.new
    }

    /// Returns what would be written: what is typed, with the new record that is selected, and the records that would be
    /// created with it.
    pub(crate) fn intended(&self) -> (String, Vec<NamedRecord>) {
        let (mut prompt, mut new) = (self.prompt.clone(), self.new_records.clone());
        if let Some(selected) = self.selected_new() {
            prompt.set_line(selected.new.id.as_str());
            new.push(selected);
        }
        let text = prompt.text();
        let is_linked =
            |one: &NamedRecord| text.split('\n').any(|line| line == one.new.id.as_str());
        new.retain(is_linked);
        new.dedup_by(|one, other| one.new.id == other.new.id);
        (text, new)
    }

    /// Remembers that a record is created with the link to it.
    fn create_with_link(&mut self, taken: &ValueSuggestion) {
        if let Some(new) = &taken.new {
            self.new_records.retain(|other| other.new.id != new.new.id);
            self.new_records.push(new.clone());
        }
    }

    /// Returns the records that are created with links, whether they are typed by now or not.
    pub(crate) fn new_records(&self) -> &[NamedRecord] {
        &self.new_records
    }

    /// Takes over the records that were to be created when the same was typed before.
    pub(crate) fn resume_new(&mut self, new: Vec<NamedRecord>) {
        self.new_records = new;
    }

    /// Adds the selected suggestion to the list that is typed, or takes it out; returns whether there is one. A value that
    /// was typed to be found stays, if the list has it.
    pub(crate) fn toggle_suggestion(&mut self) -> bool {
        let Some(at) = self.suggestion().filter(|_| self.typed_field().is_list()) else {
            return false;
        };
        let Some(taken) = self.suggestions().into_iter().nth(at) else { return false };
        let is_found = !self.begun().is_empty();
        self.create_with_link(&taken);
        let begun = is_found.then(|| self.line_number());
        let text = self.prompt.text();
        let has_item = self.has_item(&taken.value);
        let stays = has_item && is_found;
        // What was typed to find the value is no value.
        let is_kept = |(at, line): &(usize, &str)| {
            !line.is_empty() && Some(*at) != begun && (stays || *line != taken.value)
        };
        let lines = text.split('\n').enumerate().filter(is_kept).map(|(_, line)| line);
        let mut lines: Vec<&str> = lines.collect();
        if !has_item {
            lines.push(&taken.value);
        }
        let toggled = lines.join("\n");
        self.change(TypingStep::Alone, |prompt| *prompt = Prompt::of(&toggled));
        if stays {
            self.said = Some(format!("{} is in the list already; Space takes it out", taken.value));
        }
        // All values are suggested again, and the cursor stays on this one.
        (self.suggestion, self.has_toggled) = (Some(taken.value), true);
        true
    }
}
