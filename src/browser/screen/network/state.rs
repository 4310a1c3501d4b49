//! The state of the network: the record in the middle, how its tree is drawn, the cursor, the way that is looked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::input::command::Step;
use crate::browser::model::page::{Page, PageLine};
use crate::browser::model::query::find_line::FindLine;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::{Cursor, Effect, Extent, FrameAreas, PageCacheKey, Prompt, Shared};
use crate::browser::screen::network::areas;
use crate::record::{FieldId, Id};
use crate::redaction::{Mask, Policy, Redaction};
use crate::views::network::ego::{DrawnAt, EgoLine, EgoRules, EgoTree, LineShows, MOST_STEPS};
use crate::views::network::graph::Onlooker;
use crate::views::network::request::{TieAnswer, TieRequest, TreeAnswer, WayAnswer, onlooker};

/// The most records that are offered for a way to be found to.
pub(super) const MOST_ENDS: usize = 50;

/// What a line of the network is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TieSpot {
    /// The record in the middle.
    Centre,
    /// A tie.
    Tie {
        /// The record above the line.
        parent: Id,
        /// The field that links.
        field: FieldId,
        /// Whether it is that of the record at the end of the line.
        is_incoming: bool,
        /// The record at the end of the line.
        other: Id,
    },
    /// Ties of this record that are not drawn.
    More(Id),
    /// A row of the matrix.
    Row(Id),
}

impl TieSpot {
    fn follow(&mut self, renamed: &RenamedIds) {
        match self {
            Self::Centre => {}
            Self::Tie { parent, other, .. } => renamed.follow_each([parent, other]),
            Self::More(id) | Self::Row(id) => renamed.follow(id),
        }
    }
}

impl NetworkView {
    /// Follows what the tree shows, once the tree has the ids.
    fn follow(&mut self, renamed: &RenamedIds) {
        let shut = std::mem::take(&mut self.shut);
        self.shut = shut.into_iter().map(|id| renamed.now(&id).cloned().unwrap_or(id)).collect();
        self.cursor.rename(|spot| spot.follow(renamed));
    }
}

/// What is shown, to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NetworkView {
    pub(super) centre: Option<Id>,
    pub(super) steps: usize,
    pub(super) hubs: bool,
    pub(super) is_matrix: bool,
    /// The records below which nothing is drawn.
    pub(super) shut: BTreeSet<Id>,
    pub(super) cursor: Cursor<TieSpot>,
}

impl Default for NetworkView {
    fn default() -> Self {
        let (shut, cursor) = (BTreeSet::new(), Cursor::at(Some(TieSpot::Centre)));
        Self { centre: None, steps: 2, hubs: false, is_matrix: false, shut, cursor }
    }
}

/// What the lines are made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NetworkPageKey {
    pub(super) page_key: PageCacheKey,
    pub(super) answers: u64,
    pub(super) shut: BTreeSet<Id>,
    pub(super) is_matrix: bool,
    pub(super) cells: usize,
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkScreen {
    pub(super) view: NetworkView,
    /// What was shown before, the last first to come back to.
    before: Vec<NetworkView>,
    /// The record to which a way is looked for.
    to: Option<Id>,
    pub(crate) way: Option<Arc<WayAnswer>>,
    /// The records that the words of the search line find.
    ends: Vec<Id>,
    /// The number of the last search for such records.
    ends_asked: u64,
    /// The last request, unless the collection has changed since.
    asked: Option<TieRequest>,
    generation: u64,
    /// The ids that records got since the tree was made that is shown.
    renamed: Vec<RenamedIds>,
    pub(super) answer: Option<Arc<TreeAnswer>>,
    /// What the tree that is shown answers.
    pub(super) answered: Option<(Id, EgoRules)>,
    /// How many answers came.
    pub(super) answers: u64,
    pub(super) page: Arc<Page<TieSpot>>,
    pub(super) laid_out: Memo<NetworkPageKey, Page<TieSpot>>,
    pub(super) beside: Arc<Vec<PageLine>>,
    /// By how many lines what is beside the tree is scrolled.
    beside_first: usize,
}

impl NetworkScreen {
    /// Puts the ids that records have now in the place of those that they had.
    pub(super) fn follow(&mut self, renamed: &RenamedIds) {
        self.before.iter_mut().for_each(|view| view.follow(renamed));
        let views = std::iter::once(&mut self.view).chain(&mut self.before);
        renamed.follow_each(views.filter_map(|view| view.centre.as_mut()));
        renamed.follow_each(self.to.iter_mut().chain(&mut self.ends));
        self.renamed.push(renamed.clone());
    }

    /// Returns the record in the middle.
    pub(super) fn centre(&self) -> Option<&Id> {
        self.view.centre.as_ref()
    }

    /// Returns the lines.
    pub(crate) fn page(&self) -> &Page<TieSpot> {
        &self.page
    }

    /// Returns the cursor.
    pub(crate) fn cursor(&self) -> &Cursor<TieSpot> {
        &self.view.cursor
    }

    /// Returns the lines beside the tree that are to be drawn.
    pub(super) fn beside(&self) -> &[PageLine] {
        self.beside.get(self.beside_first..).unwrap_or_default()
    }

    /// Returns whether a matrix is shown.
    pub(super) fn is_matrix(&self) -> bool {
        self.view.is_matrix
    }

    /// Returns the tree.
    pub(super) fn tree(&self) -> Option<&EgoTree> {
        self.answer.as_ref()?.tree.as_ref()
    }

    /// Returns the answer that is shown.
    pub(super) fn answer(&self) -> Option<&TreeAnswer> {
        self.answer.as_deref()
    }

    /// Returns whether the tree that is shown is not that which was asked for last.
    pub(super) fn is_waiting(&self) -> bool {
        self.answer.is_none() && self.asked.is_some()
    }

    /// Returns how many steps the tree goes.
    pub(super) fn steps(&self) -> usize {
        self.view.steps
    }

    /// Returns the record to which a way is looked for, and the way once it is known.
    pub(super) fn way(&self) -> Option<(&Id, Option<&WayAnswer>)> {
        Some((self.to.as_ref()?, self.way.as_deref()))
    }

    /// Returns the records that the words of the search line find, as far as the onlooker may see them.
    pub(super) fn ends(&self, shared: &Shared) -> Vec<Id> {
        let others = onlooker_of(shared) == Onlooker::Others;
        let collection = shared.collection.as_deref().filter(|_| others);
        let redaction = collection.map(|collection| Redaction::of(collection, Policy::Default));
        let is_left_out = |id: &Id| redaction.as_ref().is_some_and(|held| held.is_left_out(id));
        self.ends.iter().filter(|id| !is_left_out(id)).cloned().collect()
    }

    /// Returns the record under the cursor.
    pub(super) fn selected(&self) -> Option<&Id> {
        match self.view.cursor.spot()? {
            TieSpot::Centre => self.centre(),
            TieSpot::Tie { other, .. } => Some(other),
            TieSpot::More(id) | TieSpot::Row(id) => Some(id),
        }
    }

    /// Returns the lines of the tree that are not hidden below a shut record.
    pub(super) fn open_lines(&self) -> Vec<&EgoLine> {
        let mut hidden_from = usize::MAX;
        let lines = self.tree().map(|tree| tree.lines.as_slice()).unwrap_or_default();
        let open = lines.iter().filter(|line| {
            if line.rails.len() > hidden_from {
                return false;
            }
            hidden_from = match &line.shows {
                LineShows::Tie { record, place: DrawnAt::Here, .. }
                    if self.view.shut.contains(&record.id) =>
                {
                    line.rails.len()
                }
                LineShows::Tie { .. } | LineShows::More(_) => usize::MAX,
            };
            true
        });
        open.collect()
    }

    /// Returns whether nothing is drawn below a record.
    pub(super) fn is_shut(&self, id: &Id) -> bool {
        self.view.shut.contains(id)
    }

    /// Shows the tree of a record, unless it is in the middle already.
    pub(super) fn start(&mut self, record: Option<&Id>) {
        if record.is_some() && record != self.centre() {
            self.before.clear();
            self.leave_way();
            self.view = NetworkView { centre: record.cloned(), ..NetworkView::default() };
        }
    }

    /// Puts the record under the cursor in the middle; returns whether it was not there.
    pub(super) fn centre_here(&mut self) -> bool {
        let Some(record) = self.selected().filter(|id| Some(*id) != self.centre()).cloned() else {
            return false;
        };
        let (steps, hubs) = (self.view.steps, self.view.hubs);
        let view = NetworkView { centre: Some(record), steps, hubs, ..NetworkView::default() };
        self.before.push(std::mem::replace(&mut self.view, view));
        self.leave_way();
        true
    }

    /// Comes back to what was shown before; returns whether there was anything.
    pub(super) fn back(&mut self) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.view = before;
        self.leave_way();
        true
    }

    /// Goes more or fewer steps; returns whether that changes anything.
    pub(super) fn step_further(&mut self, by: isize) -> bool {
        let steps = self.view.steps.saturating_add_signed(by).clamp(1, MOST_STEPS);
        std::mem::replace(&mut self.view.steps, steps) != steps
    }

    /// Draws hubs, or no longer.
    pub(super) fn toggle_hubs(&mut self) {
        self.view.hubs = !self.view.hubs;
    }

    /// Shows a matrix, or the tree; the record under the cursor stays under it.
    pub(super) fn toggle_matrix(&mut self) {
        let selected = self.selected().cloned();
        self.view.is_matrix = !self.view.is_matrix;
        let spot = match (self.view.is_matrix, selected) {
            (true, Some(id)) => TieSpot::Row(id),
            (false, Some(id)) => self.spot_of(&id),
            (_, None) => TieSpot::Centre,
        };
        self.view.cursor = Cursor::at(Some(spot));
    }

    /// Hides what is below the record under the cursor, or shows it again.
    pub(super) fn fold(&mut self) {
        if let Some(id) = self.selected().cloned()
            && !self.view.shut.remove(&id)
        {
            self.view.shut.insert(id);
        }
    }

    /// Returns the line where a record is drawn.
    fn spot_of(&self, id: &Id) -> TieSpot {
        let lines = self.tree().map(|tree| tree.lines.as_slice()).unwrap_or_default();
        let found = lines.iter().find_map(|line| match &line.shows {
            LineShows::Tie { record, place: DrawnAt::Here, .. } if record.id == *id => {
                Some(spot(line))
            }
            LineShows::Tie { .. } | LineShows::More(_) => None,
        });
        found.unwrap_or(TieSpot::Centre)
    }

    /// Opens the search line for the record to which a way is looked for.
    pub(super) fn open_line(&mut self, shared: &mut Shared) {
        self.leave_way();
        self.ends.clear();
        let about = "linked with … name, id or any query";
        let prompt = Prompt::of("");
        shared.find_line = Some(FindLine { prompt, about, ..FindLine::default() });
    }

    /// Searches for what is typed.
    pub(super) fn typed(&mut self, shared: &Shared) -> Option<Effect> {
        let words = shared.find_line.as_ref().map(|line| line.prompt.text()).unwrap_or_default();
        self.ends_asked += 1;
        if words.trim().is_empty() {
            self.ends.clear();
            return None;
        }
        Some(Effect::FindEnds { generation: self.ends_asked, words, most: MOST_ENDS })
    }

    /// Takes the records that were found.
    pub(super) fn take_ends(&mut self, generation: u64, ids: &[Id]) {
        if generation == self.ends_asked {
            self.ends = ids.iter().filter(|id| Some(*id) != self.centre()).cloned().collect();
        }
    }

    /// Looks for the way to a record.
    pub(super) fn look_for(&mut self, to: Id) {
        self.leave_way();
        self.to = Some(to);
    }

    /// Shows no way any more; returns whether one was shown or looked for.
    pub(super) fn leave_way(&mut self) -> bool {
        self.beside_first = 0;
        self.way = None;
        self.to.take().is_some()
    }

    /// Returns the record to which a way is shown or looked for.
    #[cfg(test)]
    pub(crate) fn sought(&self) -> Option<&Id> {
        self.to.as_ref()
    }

    /// Gives up a way that is still looked for.
    pub(super) fn give_up_search(&mut self) {
        if self.way.is_none() && self.leave_way() {
            self.asked = None;
        }
    }

    /// Returns the record in the middle, and how its tree is to be drawn.
    pub(super) fn wanted(&self, shared: &Shared) -> Option<(Id, EgoRules)> {
        let (steps, hubs) = (self.view.steps, self.view.hubs);
        let rules = EgoRules { steps, hubs, onlooker: onlooker_of(shared) };
        Some((self.centre()?.clone(), rules))
    }

    /// Asks for what is to be shown and is not known yet.
    pub(super) fn ask(&mut self, shared: &Shared) -> Option<Effect> {
        shared.collection.as_ref()?;
        let (centre, rules) = self.wanted(shared)?;
        let request = TieRequest { centre, rules, to: self.to.clone() };
        if self.asked.as_ref() == Some(&request) {
            return None;
        }
        self.generation += 1;
        self.way = None;
        self.asked = Some(request.clone());
        Some(Effect::Ties { generation: self.generation, request })
    }

    /// Takes an answer, unless something else was asked for since.
    pub(super) fn take(&mut self, generation: u64, answer: &TieAnswer) {
        if generation != self.generation {
            return;
        }
        self.answers += 1;
        match answer {
            TieAnswer::Tree(tree) => {
                for renamed in self.renamed.drain(..) {
                    self.view.follow(&renamed);
                }
                self.answer = Some(Arc::new(tree.clone()));
                self.answered =
                    self.asked.as_ref().map(|asked| (asked.centre.clone(), asked.rules));
            }
            TieAnswer::Way(way) => self.way = Some(Arc::new(way.clone())),
        }
    }

    /// Asks again, since the collection has changed.
    pub(super) fn ask_again(&mut self) {
        self.asked = None;
        // What is still on its way is of the collection before.
        self.generation += 1;
    }

    /// Moves to another line.
    pub(super) fn step(&mut self, shared: &Shared, step: Step) {
        self.view.cursor.step(&self.page, step, rows(shared));
    }

    /// Scrolls by lines.
    pub(super) fn scroll(&mut self, shared: &Shared, lines: isize) {
        self.view.cursor.scroll(&self.page, lines, rows(shared));
    }

    /// Scrolls what is beside the tree.
    pub(super) fn scroll_beside(&mut self, lines: isize) {
        let last = self.beside.len().saturating_sub(1);
        self.beside_first = self.beside_first.saturating_add_signed(lines).min(last);
    }

    /// Puts the cursor on the line at a row of the screen; returns whether it was there before.
    pub(super) fn click(&mut self, line: usize) -> bool {
        self.view.cursor.click(&self.page, line)
    }

    /// Forgets where what is beside the tree was scrolled to, since another line is selected.
    pub(super) fn show_beside_from_start(&mut self) {
        self.beside_first = 0;
    }
}

/// Returns the line of a page on which what was selected is now: the same line, another one that leads to the same record, or
/// one that leads to the nearest record above it that is drawn.
pub(super) fn line_now(now: &Page<TieSpot>, before: &Page<TieSpot>, spot: &TieSpot) -> TieSpot {
    let is_drawn = |spot: &TieSpot| now.blocks().iter().any(|block| block.spot == *spot);
    if is_drawn(spot) {
        return spot.clone();
    }
    let leads_to = |page: &Page<TieSpot>, id: &Id| {
        let mut spots = page.blocks().iter().map(|block| &block.spot);
        spots.find(|spot| matches!(spot, TieSpot::Tie { other, .. } if other == id)).cloned()
    };
    let mut spot = spot.clone();
    // Each step goes to a line further up; as many as there are lines reach the record in the middle.
    for _ in before.blocks() {
        if let TieSpot::Tie { other, .. } | TieSpot::Row(other) = &spot
            && let Some(line) = leads_to(now, other)
        {
            return line;
        }
        let (TieSpot::Tie { parent, .. } | TieSpot::More(parent)) = &spot else { break };
        let above = leads_to(now, parent).or_else(|| leads_to(before, parent));
        match above {
            Some(line) if is_drawn(&line) => return line,
            Some(line) => spot = line,
            None => break,
        }
    }
    TieSpot::Centre
}

/// Returns who looks: under the mask of everything, others do.
pub(super) fn onlooker_of(shared: &Shared) -> Onlooker {
    onlooker(shared.mask == Mask::All)
}

/// Returns what a line of a tree is about.
pub(super) fn spot(line: &EgoLine) -> TieSpot {
    match &line.shows {
        LineShows::Tie { field, is_incoming, record, .. } => TieSpot::Tie {
            parent: line.parent.clone(),
            field: *field,
            is_incoming: *is_incoming,
            other: record.id.clone(),
        },
        LineShows::More(_) => TieSpot::More(line.parent.clone()),
    }
}

/// Returns the rows of the screen in which the lines scroll.
fn rows(shared: &Shared) -> usize {
    Extent::of(FrameAreas::inside(areas(shared.areas().body).tree)).rows
}
