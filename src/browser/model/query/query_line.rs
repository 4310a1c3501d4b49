//! The query line: the active query, its edit in progress, and which search results are current.

use crate::record::Id;

use crate::browser::model::listing::Listing;
use crate::browser::model::query::history::{HistoryWalk, QueryHistory};
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
    pub fn set_typed(&mut self, text: String) {
        (self.text, self.typed, self.best) = (text, true, None);
    }

    /// Puts another text in that was not typed: what is selected is to stay, where it is found.
    pub fn set(&mut self, text: String) {
        (self.text, self.typed, self.best) = (text, false, None);
    }

    /// Returns whether the best find is to be selected: nothing was answered yet to what was typed, or the
    /// best find so far is still selected, and more records are being searched.
    pub fn awaits_best(&self, selected: Option<&Id>) -> bool {
        self.typed || self.best.is_some() && self.best.as_ref() == selected
    }

    /// Takes what was typed as answered; `best` is the best find, where others may be better.
    pub fn is_shown(&mut self, best: Option<Id>) {
        (self.typed, self.best) = (false, best);
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

    /// Returns whether a search is under way.
    pub fn is_searching(&self) -> bool {
        self.answered != self.generation
    }
}
