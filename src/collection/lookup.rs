//! The search index of a collection: one line for each record.

pub(crate) mod catalogue;
pub(crate) mod dated_lines;
pub(crate) mod fresh_lines;
pub(crate) mod indexer;
pub(crate) mod line_sets;
pub(crate) mod link_graph;
pub(crate) mod presence;
pub(crate) mod query_help;
pub(crate) mod refresh;
pub(crate) mod single_query;
pub(crate) mod sort;
pub(crate) mod states;
pub(crate) mod stored_index;
pub(crate) mod texts;
pub(crate) mod value_counts;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::record::{Id, Kind, Shape, fields, row_fields};
use crate::search::{
    Advice, Alternative, Catalogue, Condition, Hit, Part, Polarity, Query, QueryNode, Ranking,
    SearchLine, SearchOptions, Store, TermTarget, Truth, ValueCondition, advise,
    evaluate_conditions, search,
};

use super::assemble::Collection;
use super::index::{Located, RecordLocation};
use crate::collection::link_targets::LinkTargets;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::indexer::SearchIndexer;
use crate::collection::lookup::link_graph::LinkGraph;
use crate::collection::lookup::states::RecordState;
use crate::collection::lookup::texts::TextLinks;

pub use crate::collection::lookup::refresh::Renewed;
pub use crate::collection::lookup::value_counts::ValueCount;

/// So many blocks of lines are made before a search looks whether it was cancelled.
const FEWEST_BLOCKS: usize = 2;
const MOST_BLOCKS: usize = 8;

/// Every record of a collection as a line to search.
#[derive(Clone, Debug)]
pub struct Lookup {
    catalogue: Catalogue,
    /// The record of each line; a view of these lines shares them.
    ids: Arc<Vec<Id>>,
    /// The kind of each line's record; they come kind by kind, and by id within a kind.
    kinds: Vec<Kind>,
    store: Store,
    cases: usize,
    /// The records that something is wrong in.
    with_problems: HashSet<Id>,
    /// What links to what, and what that comes to for the lines.
    texts: TextLinks,
    links: OnceLock<LinkGraph>,
    /// What links lead to, as long as not all lines are made.
    targets: Option<Arc<LinkTargets>>,
}

impl Default for Lookup {
    fn default() -> Self {
        Self::of(&Collection::default())
    }
}

impl Lookup {
    /// Returns the lines of a collection, in the order of its records.
    pub fn of(collection: &Collection) -> Self {
        Self::of_these(collection, &collection.index.slots().collect::<Vec<_>>())
    }

    /// Returns the lines of some records, which are given in their order.
    fn of_these(collection: &Collection, records: &[&RecordLocation]) -> Self {
        let mut lookup = Self::unindexed_with(collection, records);
        lookup.make(collection, records, usize::MAX);
        lookup
    }

    /// Returns the lines of a collection, none of which is made yet.
    pub fn unindexed(collection: &Collection) -> Self {
        Self::unindexed_with(collection, &collection.index.slots().collect::<Vec<_>>())
    }

    /// Makes some thousand more lines of the collection that they are of, at first fewer; until all are
    /// made, only those that are can be found.
    pub fn index_more(&mut self, collection: &Collection) {
        if self.is_complete() {
            return;
        }
        let blocks = self.store.blocks_made().clamp(FEWEST_BLOCKS, MOST_BLOCKS);
        self.make(collection, &collection.index.slots().collect::<Vec<_>>(), blocks);
    }

    /// Returns whether all lines are made.
    pub fn is_complete(&self) -> bool {
        self.indexed() == self.ids.len()
    }

    /// Counts the lines that are made.
    pub fn indexed(&self) -> usize {
        self.store.len()
    }

    fn unindexed_with(collection: &Collection, records: &[&RecordLocation]) -> Self {
        let mut lookup = Self::without_lines(collection);
        lookup.targets = Some(Arc::new(LinkTargets::of(collection)));
        lookup.list(records);
        lookup
    }

    /// Returns a lookup that lists nothing yet, and has no targets to make lines with.
    fn without_lines(collection: &Collection) -> Self {
        Self {
            catalogue: collection.catalogue(),
            ids: Arc::default(),
            kinds: Vec::new(),
            store: Store::default(),
            cases: 0,
            with_problems: records_with_problems(collection),
            texts: TextLinks::of(collection),
            links: OnceLock::new(),
            targets: None,
        }
    }

    fn make(&mut self, collection: &Collection, records: &[&RecordLocation], blocks: usize) {
        let Self { catalogue, targets, store, .. } = self;
        let Some(known) = targets.clone() else { return };
        let indexer = SearchIndexer::with_targets(known, collection, catalogue);
        store.append_blocks(blocks, records.len(), line_of(records, &indexer));
        self.finish_if_complete();
    }

    /// Takes note that all lines are made, where they are.
    fn finish_if_complete(&mut self) {
        if self.is_complete() {
            self.targets = None;
            self.catalogue.set_records(&self.store);
        }
    }

    /// Returns what may be asked of the collection.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Lists which records the lines are of.
    fn list(&mut self, records: &[&RecordLocation]) {
        let heads = records.iter().filter_map(|slot| slot.head());
        let (kinds, ids) = heads.map(|(kind, id)| (kind, id.clone())).unzip();
        (self.kinds, self.ids) = (kinds, Arc::new(ids));
        self.cases = self.kinds.partition_point(|kind| kind.is_case());
    }

    /// Returns the ids of the records that a query finds, the best first.
    ///
    /// Only cases are looked at, unless the query asks for a `kind:` itself, or for what is linked
    /// to a record.
    pub fn find(&self, query: &Query) -> Vec<(&Id, Hit)> {
        let ranking = self.search(query, &SearchOptions::default(), |_| {}).unwrap_or_default();
        let hits = ranking.hits.into_iter();
        hits.filter_map(|hit| Some((self.ids.get(hit.index)?, hit))).collect()
    }

    /// Searches as the options say, and reports the first page as soon as it is certain; `None`
    /// where the search was abandoned.
    pub fn search(
        &self,
        query: &Query,
        request: &SearchOptions<'_>,
        first_page: impl FnMut(&[Hit]),
    ) -> Option<Ranking> {
        let all = asks_beyond_cases(query);
        // Cases come first in the order of records.
        let within = |line: usize| (all || line < self.cases) && (request.filter)(line);
        // What was found among cases says nothing of the other records.
        let before =
            request.previous.filter(|previous| !all || asks_beyond_cases(previous.query()));
        let request = SearchOptions { filter: &within, previous: before, ..*request };
        let answered = self.answered(query);
        search(answered.as_ref().unwrap_or(query), &self.store, &request, first_page)
    }

    /// Like [`Self::search`], among the records of some kinds, whatever the query says of kinds.
    pub fn search_kinds(
        &self,
        query: &Query,
        kinds: &[Kind],
        request: &SearchOptions<'_>,
        first_page: impl FnMut(&[Hit]),
    ) -> Option<Ranking> {
        let lines: Vec<Range<usize>> = kinds.iter().map(|kind| self.lines_of(*kind)).collect();
        let within =
            |line: usize| lines.iter().any(|lines| lines.contains(&line)) && (request.filter)(line);
        let request = SearchOptions { filter: &within, previous: None, ..*request };
        let answered = self.answered(query);
        search(answered.as_ref().unwrap_or(query), &self.store, &request, first_page)
    }

    /// Takes over what is wrong in the records, once they are checked.
    pub fn update_problems(&mut self, collection: &Collection) {
        self.with_problems = records_with_problems(collection);
    }

    /// Returns the query with those terms answered that no search line can answer by itself.
    fn answered(&self, query: &Query) -> Option<Query> {
        let FieldNumbers { rel, is, text, .. } = FieldNumbers::of(&self.catalogue);
        let linked =
            query.names_field("rel").then(|| query.answered(rel, |asked| self.linked_with(asked)));
        let query = linked.as_ref().unwrap_or(query);
        let in_state =
            query.names_field("is").then(|| query.answered(is, |asked| self.in_state(asked)));
        let query = in_state.as_ref().unwrap_or(query);
        let with_text =
            query.names_field("text").then(|| query.answered(text, |asked| self.with_text(asked)));
        with_text.or(in_state).or(linked)
    }

    /// Tells for each line whether an archived text of its record contains one of these words.
    fn with_text(&self, asked: &[ValueCondition]) -> Arc<[Truth]> {
        let records: Vec<_> = self.kinds.iter().copied().zip(self.ids.iter()).collect();
        self.texts.answers(asked, &records)
    }

    /// Tells for each line whether its record is in one of these states.
    fn in_state(&self, asked: &[ValueCondition]) -> Arc<[Truth]> {
        let mut answers =
            evaluate_conditions(&self.store, FieldNumbers::of(&self.catalogue).is, asked);
        for state in [RecordState::Problem, RecordState::Unused] {
            if asked.iter().any(|asked| asked.condition == Condition::Has(state as usize)) {
                for (answer, id) in answers.iter_mut().zip(self.ids.iter()) {
                    *answer = Truth::from(self.is_in(state, id)).max(*answer);
                }
            }
        }
        answers.into()
    }

    /// Returns whether a record is in a state that other records decide.
    fn is_in(&self, state: RecordState, id: &Id) -> bool {
        match state {
            RecordState::Problem => self.with_problems.contains(id),
            RecordState::Unused => self.texts.mentions().get(id).is_none_or(|all| all.is_empty()),
            RecordState::Disputed
            | RecordState::Unsourced
            | RecordState::Unchecked
            | RecordState::Minor
            | RecordState::Uncertain
            | RecordState::Inferred
            | RecordState::Group
            | RecordState::Missing
            | RecordState::Planned
            | RecordState::Restricted
            | RecordState::Confidential
            | RecordState::Broken
            | RecordState::Unplaced => false,
        }
    }

    /// Returns what to type instead of a query that finds nothing.
    pub fn advise(&self, typed: &str, query: &Query) -> Advice {
        let read = |typed: &str| Query::read(typed, &self.catalogue).0;
        let advice = advise(typed, query, &self.store, |typed| self.find(&read(typed)).len());
        match self.beyond_cases(typed, query) {
            Some((beyond, nearest)) => {
                Advice { beyond: Some(beyond), nearest: Some(nearest), ..advice }
            }
            None => advice,
        }
    }

    /// Returns the `kind:` to add to a query with words in order to find records that are no cases too, and the best of
    /// these; none where it finds none, or where not all lines are here.
    pub fn beyond_words(&self, typed: &str, query: &Query) -> Advice {
        let beyond = if query.has_words() { self.beyond_cases(typed, query) } else { None };
        let (beyond, nearest) = beyond.unzip();
        Advice { beyond, nearest, ..Advice::default() }
    }

    /// Returns the `kind:` to add to a query that finds no case, but other records, and how many
    /// records of the kind it finds, and the best of them; of several kinds, that of the best record where it is found by
    /// its name, even a misspelt one, of several as good that of a person, or else the one with most.
    fn beyond_cases(&self, typed: &str, query: &Query) -> Option<(Alternative, Hit)> {
        if asks_beyond_cases(query) {
            return None;
        }
        let answered = self.answered(query);
        let beyond = |line: usize| line >= self.cases;
        let options = SearchOptions { filter: &beyond, ..SearchOptions::default() };
        let found = search(answered.as_ref().unwrap_or(query), &self.store, &options, |_| {})?;
        let kinds = found.hits.iter().filter_map(|hit| self.kinds.get(hit.index).copied());
        let mut counts: Vec<(usize, Kind)> = Vec::new();
        for kind in kinds {
            match counts.iter_mut().find(|(_, known)| *known == kind) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, kind)),
            }
        }
        let kind_of = |hit: &&Hit| self.kinds.get(hit.index).copied();
        let is_named = |hit: &&Hit| {
            let part = hit.found.map(|found| found.part);
            matches!(part, Some(Part::Name | Part::Alias | Part::Id))
        };
        let best = found.hits.first().filter(is_named).and_then(|hit| hit.found);
        let is_as_good = |hit: &&Hit| {
            is_named(hit) && hit.found.map(|found| found.tier) == best.map(|best| best.tier)
        };
        let mut as_good = found.hits.iter().filter(is_as_good).filter(|_| best.is_some());
        let first = as_good.clone().next();
        let named = as_good.find(|hit| kind_of(hit) == Some(Kind::Person)).or(first);
        let named = named.and_then(|hit| kind_of(&hit));
        let by_name = counts.iter().copied().find(|(_, kind)| Some(*kind) == named);
        let (count, kind) =
            by_name.or_else(|| counts.into_iter().max_by_key(|(count, _)| *count))?;
        let nearest = found.hits.iter().find(|hit| kind_of(hit) == Some(kind)).copied()?;
        let words = format!("kind:{}", kind.name());
        // The query as it will be typed decides, since a `|` binds tighter than the space.
        let widened = || Query::read(&format!("{typed} {words}"), &self.catalogue).0;
        let has_group = query.nodes().iter().any(|node| matches!(node, QueryNode::Group(_)));
        let found = if has_group { self.find(&widened()).len() } else { count };
        (found > 0).then_some((Alternative { words, found }, nearest))
    }

    /// Returns how many lines, the first, are of cases.
    pub fn case_count(&self) -> usize {
        self.cases
    }

    /// Returns the ids of the records, in the order of the lines.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// Returns the same to be kept.
    pub fn shared_ids(&self) -> Arc<Vec<Id>> {
        Arc::clone(&self.ids)
    }
}

/// Returns what makes the line of each of these records, by its number among them.
fn line_of(
    records: &[&RecordLocation],
    indexer: &SearchIndexer<'_>,
) -> impl Fn(usize) -> SearchLine + Sync {
    |number| {
        let line = |located: Located<'_>| indexer.line(located);
        let made = records.get(number).and_then(|slot| match indexer.needed_fields() {
            Some(wanted) => slot.with_partial_record(&wanted, line),
            None => slot.with_record(line),
        });
        made.unwrap_or_default()
    }
}

/// Returns whether a name of a query asks for other records than cases too: a field that no case has does.
pub(crate) fn is_beyond_cases(name: &str) -> bool {
    static FIELDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let fields_of = |is_case: bool| {
            let own = Kind::all().filter(move |kind| kind.is_case() == is_case).flat_map(fields);
            own.flat_map(|field| {
                let rows = if let Shape::Rows(kind) = field.shape { row_fields(kind) } else { &[] };
                rows.iter().chain([field]).map(|field| field.name.as_str())
            })
        };
        let of_cases: HashSet<&str> = fields_of(true).collect();
        fields_of(false).filter(|name| !of_cases.contains(name)).collect()
    });
    matches!(name, "kind" | "rel") || FIELDS.contains(name)
}

fn asks_beyond_cases(query: &Query) -> bool {
    let terms = query.terms().into_iter().filter(|term| term.sign == Polarity::With);
    let mut sought = terms.map(|term| &term.target);
    sought.any(|sought| match sought {
        TermTarget::Field { name, .. } | TermTarget::Lines { name, .. } => is_beyond_cases(name),
        TermTarget::Text { .. } | TermTarget::Part { .. } => false,
    })
}

/// Returns the records that something is wrong in.
fn records_with_problems(collection: &Collection) -> HashSet<Id> {
    let found = collection.diagnostics().iter().filter_map(|diagnostic| {
        let at = diagnostic.problem.range.start();
        let contents = &collection.file(diagnostic.file)?.contents;
        let only = contents.head(0).filter(|_| contents.len() == 1);
        only.map(|(_, id)| id).or_else(|| {
            // They are in the order of the file.
            let behind = contents.records().partition_point(|record| record.at.start() <= at);
            contents.records().get(behind.checked_sub(1)?).map(|record| &record.id)
        })
    });
    found.cloned().collect()
}

#[cfg(test)]
mod tests;
