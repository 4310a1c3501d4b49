//! The state of the search in all archived texts: the words, what was found so far, the cursor.

use std::sync::Arc;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::input::command::Step;
use crate::browser::model::page::Page;
use crate::browser::model::query::find_line::FindLine;
use crate::browser::model::{Cursor, Effect, Extent, FrameAreas, PageCacheKey, Prompt, Shared};
use crate::browser::screen::texts::page;
use crate::collection::{TextHit, TextSearchPart};

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextsScreen {
    search: TextsSearch,
    /// What is restored if the search line is cancelled.
    before: Option<Box<TextsSearch>>,
    /// The words of the list that were taken last.
    offered: String,
    /// Whether the search for words that were taken is still to be asked for.
    is_due: bool,
    /// The number of the last search.
    generation: u64,
    /// How many answers came: one to a later search may have as many matches as the one before.
    answers: u64,
    page: Arc<Page<usize>>,
    filled: Memo<FilledPageKey, Page<usize>>,
}

/// Words, and what was found for them so far.
#[derive(Clone, Debug, Default)]
struct TextsSearch {
    words: String,
    hits: Arc<Vec<TextHit>>,
    /// Whether the search goes on.
    is_running: bool,
    /// Whether it stopped because it found so much.
    is_cut: bool,
    cursor: Cursor<usize>,
}

/// What the lines near the viewport are made of.
#[derive(Clone, Debug, PartialEq)]
struct FilledPageKey {
    key: PageCacheKey,
    answers: u64,
    first: usize,
    room: Extent,
}

impl TextsScreen {
    /// Returns the words that are looked for.
    pub(super) fn words(&self) -> &str {
        &self.search.words
    }

    /// Returns what was found so far.
    pub(super) fn hits(&self) -> &[TextHit] {
        &self.search.hits
    }

    /// Returns the match under the cursor.
    pub(super) fn hit(&self) -> Option<&TextHit> {
        self.search.hits.get(*self.search.cursor.spot()?)
    }

    /// Returns the cursor.
    pub(crate) fn cursor(&self) -> &Cursor<usize> {
        &self.search.cursor
    }

    /// Returns the lines, those near the viewport with their words.
    pub(super) fn page(&self) -> &Page<usize> {
        &self.page
    }

    /// Returns how much was found, in words.
    pub(super) fn answer(&self) -> String {
        let TextsSearch { words, hits, is_running, is_cut, .. } = &self.search;
        let texts = hits.chunk_by(|one, next| one.source == next.source).count();
        let count = |number: usize, word: &str, plural: &str| {
            format!("{number} {}", if number == 1 { word } else { plural })
        };
        match hits.len() {
            _ if words.trim().is_empty() => String::new(),
            0 if *is_running => "searching …".to_owned(),
            0 => "no matches".to_owned(),
            number => {
                let more = if *is_running { " …" } else { "" };
                let first = if *is_cut { "the first " } else { "" };
                let matches = count(number, "match", "matches");
                format!("{first}{matches} in {}{more}", count(texts, "text", "texts"))
            }
        }
    }

    /// Opens the search line with the words of the last search.
    pub(super) fn open_line(&mut self, shared: &mut Shared) {
        self.before = Some(Box::new(self.search.clone()));
        // The words of the list are looked for here, too, until others are typed.
        let words = shared.words_searched().filter(|words| *words != self.offered);
        let is_offered = words.is_some();
        if let Some(words) = words {
            self.offered.clone_from(&words);
            self.search = TextsSearch { words, ..TextsSearch::default() };
            self.is_due = true;
        }
        let prompt = Prompt::of(&self.search.words);
        let about = "words to find in all archived texts";
        let (answer, is_selected) = (self.answer(), is_offered);
        shared.find_line = Some(FindLine { prompt, is_selected, about, answer });
    }

    /// Returns whether the list was searched for other words since, which are looked for here when it is entered.
    pub(super) fn has_other_words(&self, shared: &Shared) -> bool {
        shared.words_searched().is_some_and(|words| words != self.offered)
    }

    /// Returns the search that is due because words were taken from the list.
    pub(super) fn due(&mut self) -> Option<Effect> {
        if std::mem::take(&mut self.is_due) { self.again() } else { None }
    }

    /// Searches for what is typed.
    pub(super) fn typed(&mut self, shared: &Shared) -> Option<Effect> {
        let typed = shared.find_line.as_ref().map(|line| line.prompt.text()).unwrap_or_default();
        if typed == self.search.words {
            return None;
        }
        self.search.words = typed;
        self.search.cursor = Cursor::default();
        self.again()
    }

    /// Searches for the words again; the search before is abandoned.
    pub(super) fn again(&mut self) -> Option<Effect> {
        if self.search.words.is_empty() && self.search.hits.is_empty() && !self.search.is_running {
            return None;
        }
        self.generation += 1;
        self.search.is_running = true;
        Some(Effect::SearchTexts { generation: self.generation, words: self.search.words.clone() })
    }

    /// Restores what was found before the search line was opened; a search under way is abandoned.
    pub(super) fn restore(&mut self) -> Option<Effect> {
        let before = self.before.take()?;
        let is_same = before.words == self.search.words;
        self.search = *before;
        if is_same { None } else { self.again() }
    }

    /// Takes an answer to a search, unless another was started since.
    pub(super) fn found(&mut self, generation: u64, is_first: bool, part: &TextSearchPart) {
        if generation != self.generation {
            return;
        }
        self.answers += 1;
        if is_first {
            self.search.hits = Arc::default();
        }
        Arc::make_mut(&mut self.search.hits).extend(part.hits.iter().cloned());
        (self.search.is_running, self.search.is_cut) = (!part.is_last, part.is_cut);
    }

    /// Moves to another match.
    pub(super) fn step(&mut self, shared: &Shared, step: Step) {
        self.search.cursor.step(&self.page, step, rows(shared));
    }

    /// Scrolls by lines.
    pub(super) fn scroll(&mut self, shared: &Shared, lines: isize) {
        self.search.cursor.scroll(&self.page, lines, rows(shared));
    }

    /// Puts the cursor on the match at a line of the screen; returns whether it was there before.
    pub(super) fn click(&mut self, line: usize) -> bool {
        self.search.cursor.click(&self.page, line)
    }

    /// Makes the cursor and the scroll position valid, and lays out the lines near the viewport.
    pub(super) fn lay_out(&mut self, shared: &mut Shared, room: Extent) {
        let blank = page::blank(self.hits());
        self.search.cursor.settle(&blank, room.rows);
        let first_source = self.hits().first().map(|hit| hit.source.clone());
        let key = first_source.and_then(|source| shared.page_key_of(&source));
        self.page = match (key, shared.masked()) {
            (Some(key), Some(masked)) => {
                let (answers, first) = (self.answers, self.search.cursor.first());
                let key = FilledPageKey { key, answers, first, room };
                let near = first.saturating_sub(room.rows)..first + 2 * room.rows.max(1);
                self.filled.get(key, || page::filled(masked, self.hits(), room.cells, &near))
            }
            (None, _) | (_, None) => Arc::new(blank),
        };
        let answer = self.answer();
        if let Some(line) = &mut shared.find_line {
            line.answer = answer;
        }
    }
}

/// Returns the rows of the screen in which the matches scroll.
fn rows(shared: &Shared) -> usize {
    Extent::of(FrameAreas::inside(shared.areas().body)).rows
}
