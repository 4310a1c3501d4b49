//! The query line: the active query, its edit in progress, and which search results are current.

use crate::record::Id;

use crate::browser::model::listing::Listing;
use crate::browser::model::query::history::{HistoryWalk, QueryHistory};
use crate::browser::model::renamed_ids::RenamedIds;
use crate::collection::ListSort;
use crate::session::completions::CompletionMenu;
use crate::session::finder::SearchResult;
use crate::session::prompt::Prompt;

/// The current query, its result, and the state of its search.
#[derive(Clone, Debug, Default)]
pub struct QueryLine {
    /// What was typed.
    pub text: String,
    /// The order of what is found.
    pub sort: ListSort,
    /// The line editor, while the query is being edited.
    pub editing: Option<QueryEdit>,
    /// The queries asked before.
    pub history: QueryHistory,
    /// What the last answered search understood; its ids are in the list.
    pub result: SearchResult,
    generation: u64,
    answered: u64,
    /// Whether what was typed last waits for its answer.
    typed: bool,
    /// The best find of what was typed last, as long as only some records could be searched.
    best: Option<Id>,
    completion: u64,
    /// What was selected before the list was narrowed, while it is.
    pub before: Option<Box<BeforeSearch>>,
    /// Whether another query than the one that was answered last waits for its answer.
    is_other: bool,
}

/// The record that was selected before anything was searched for, to which clearing the search leads back.
#[derive(Clone, Debug, Default)]
pub struct BeforeSearch {
    record: Option<Id>,
    /// The record that the search itself selected.
    proposed: Option<Id>,
    /// Whether the user opened what was selected since: it then stays so.
    is_opened: bool,
}

/// A query that is being typed.
#[derive(Clone, Debug)]
pub struct QueryEdit {
    /// The line.
    pub prompt: Prompt,
    /// Whether the whole line is selected, since it has the query that was in force and nothing was done to it yet: the
    /// first letter that is typed replaces it.
    pub is_selected: bool,
    /// The walk through the queries asked before, until something else is typed.
    pub history: Option<HistoryWalk>,
    /// The completions for the cursor position, while they are on the screen.
    pub completions: Option<CompletionMenu>,
    /// The query and list before editing, which Esc restores.
    pub before: QueryBackup,
}

/// What Esc brings back.
#[derive(Clone, Debug)]
pub struct QueryBackup {
    /// The earlier query.
    pub text: String,
    /// The order that what it found was in.
    pub sort: ListSort,
    /// What it had found.
    pub answer: SearchResult,
    /// The list as it was.
    pub listing: Listing,
    /// What was selected before it was narrowed.
    pub before: Option<Box<BeforeSearch>>,
    /// The number of the reading of the files that it was of.
    pub read: Option<u64>,
}

impl QueryLine {
    /// Returns the number of a new search; answers to all earlier ones are late from here on.
    pub fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    /// Returns whether `generation` is the latest search, and records it as answered.
    pub fn accept(&mut self, generation: u64) -> bool {
        let awaited = generation == self.generation;
        if awaited {
            self.answered = generation;
        }
        awaited
    }

    /// Replaces the text of the line as if the user had typed it: its best match will be selected.
    pub fn set_typed(&mut self, text: String, selected: Option<&Id>) {
        self.narrow(&text, selected);
        (self.text, self.typed, self.best) = (text, true, None);
    }

    /// Puts another text in that was not typed: what is selected is to stay, where it is found.
    pub fn set(&mut self, text: String, selected: Option<&Id>) {
        self.narrow(&text, selected);
        (self.text, self.typed, self.best) = (text, false, None);
    }

    /// Remembers what is selected where a text is the first that is searched for.
    fn narrow(&mut self, text: &str, selected: Option<&Id>) {
        if self.text.trim().is_empty() && !text.trim().is_empty() && self.before.is_none() {
            let before = BeforeSearch { record: selected.cloned(), ..BeforeSearch::default() };
            self.before = Some(Box::new(before));
        }
        if text != self.text {
            self.is_other = true;
        }
        if text != self.text && !text.trim().is_empty() {
            self.before.iter_mut().for_each(|before| before.is_opened = false);
        }
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        let follow_before = |before: &mut Option<Box<BeforeSearch>>| {
            if let Some(before) = before {
                renamed.follow_each(before.record.iter_mut().chain(&mut before.proposed));
            }
        };
        renamed.follow_each(&mut self.best);
        renamed.follow_list(&mut self.result.ids);
        follow_before(&mut self.before);
        if let Some(editing) = &mut self.editing {
            renamed.follow_list(&mut editing.before.answer.ids);
            editing.before.listing.follow(renamed);
            follow_before(&mut editing.before.before);
        }
    }

    /// Returns whether the answer that is waited for is that of another query.
    pub fn awaits_other(&self) -> bool {
        self.is_other
    }

    /// Remembers that the user opened what is selected, so that it stays selected without the search.
    pub fn is_opened(&mut self) {
        if let Some(before) = &mut self.before {
            before.is_opened = true;
        }
    }

    /// Remembers a record that the answer to the query selected and not the user.
    pub fn propose(&mut self, selected: Option<&Id>) {
        if let Some(before) = &mut self.before {
            before.proposed = selected.cloned();
        }
    }

    /// Returns the record to be selected once all is listed again: the one that was selected before the search, unless
    /// the user moved to another or opened one of those that were found.
    pub fn record_before(&self, selected: Option<&Id>) -> Option<Id> {
        let before = self.before.as_ref().filter(|_| self.text.trim().is_empty())?;
        let is_users =
            before.is_opened || selected.is_some() && selected != before.proposed.as_ref();
        before.record.clone().filter(|_| !is_users)
    }

    /// Returns whether the best find is to be selected: nothing was answered yet to what was typed, or the
    /// best find so far is still selected, and more records are being searched.
    pub fn awaits_best(&self, selected: Option<&Id>) -> bool {
        self.typed || self.best.is_some() && self.best.as_ref() == selected
    }

    /// Has the best find so far stay selected, whatever else is found.
    pub fn keep_best(&mut self) {
        self.best = None;
    }

    /// Takes what was typed as answered; `best` is the best find, where others may be better.
    pub fn is_shown(&mut self, best: Option<Id>) {
        (self.typed, self.is_other, self.best) = (false, false, best);
    }

    /// Returns the number of a new request for completions; answers to all earlier requests are late
    /// from here on.
    pub fn next_completion(&mut self) -> u64 {
        self.completion += 1;
        self.completion
    }

    /// Returns whether `generation` is the latest request.
    pub fn awaits_completion(&self, generation: u64) -> bool {
        generation == self.completion
    }

    /// Returns whether the user asked for another list and it is not there yet.
    pub fn awaits_typed(&self) -> bool {
        self.is_searching() && (self.typed || self.is_other)
    }

    /// Returns whether a search is under way.
    pub fn is_searching(&self) -> bool {
        self.answered != self.generation
    }
}
