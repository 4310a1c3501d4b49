//! Runs a query over all blocks in parallel and ranks the matches; the first page is reported
//! before the rest.

use rayon::prelude::*;

use super::block_evaluator::{BlockEvaluator, MatchColumn, SearchDepth};
use super::line_match::{Certainty, Hit, LineMatch, MatchRank};
use super::plan::Plan;
use super::refine::PreviousResults;
use crate::search::part::Part;
use crate::search::query::Query;
use crate::search::store::Store;
use crate::search::store::block::NumberedBlock;
use crate::search::store::line::SearchLine;

// Typos are tried if there are fewer hits than this. It does not depend on the size of the screen, so that
// a query finds the same everywhere.
const SCREENFUL: usize = 20;

/// The options of a search.
#[derive(Clone, Copy)]
pub struct SearchOptions<'a> {
    /// Returns whether a line is searched.
    pub filter: &'a (dyn Fn(usize) -> bool + Sync),
    /// Returns the sort key of a line among lines with equally good matches; equal keys keep the order of
    /// the lines.
    pub rank: &'a (dyn Fn(usize) -> u64 + Sync),
    /// The least weighty part whose texts are searched for words.
    pub last_part: Part,
    /// How many hits the first page has.
    pub page: usize,
    /// Returns whether the search was cancelled.
    pub is_cancelled: &'a (dyn Fn() -> bool + Sync),
    /// What the previous query found in the same lines.
    pub previous: Option<&'a PreviousResults>,
}

/// The result of a search.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The lines, the best first.
    pub hits: Vec<Hit>,
    /// The results that the next query can start from.
    pub results: PreviousResults,
}

impl Default for SearchOptions<'_> {
    /// Searches all lines, in their order.
    fn default() -> Self {
        let (filter, rank, is_cancelled) = (&|_| true, &|_| 0, &|| false);
        let last_part = Part::Quote;
        Self { filter, rank, last_part, page: SCREENFUL, is_cancelled, previous: None }
    }
}

/// Returns the lines that match all terms of `query`: those that certainly match first, and among these the
/// best; `None` if the search was cancelled.
///
/// The search goes from depth to depth, over all blocks in parallel. Every match that a depth adds is worse
/// than all matches before, so nothing found later moves them. Therefore `first_page` is called, at most
/// once, as soon as the depths so far have filled a page. The empty query matches every line.
pub fn search(
    query: &Query,
    store: &Store,
    request: &SearchOptions<'_>,
    mut first_page: impl FnMut(&[Hit]),
) -> Option<Ranking> {
    let plan = Plan::of(query);
    let blocks = store.blocks();
    let mut blocks: Vec<_> =
        blocks.into_iter().map(|block| BlockSearch::new(&plan, block, request)).collect();
    let candidates = request.previous.and_then(|results| results.candidates(query, store.len()));
    let mut hits: Vec<Hit> = Vec::new();
    let mut possible: Vec<RankedHit> = Vec::new();
    let mut sent = false;
    let mut results = PreviousResults::default();
    for depth in [
        SearchDepth::Names,
        SearchDepth::Literal,
        SearchDepth::Sounds,
        SearchDepth::Scattered,
        SearchDepth::Typos,
    ] {
        let allows_scattered = || {
            let mut found = hits.iter().copied().chain(possible.iter().map(|one| one.hit()));
            let better = |hit: Hit| hit.found.is_some_and(MatchRank::rules_out_scattered);
            plan.is_fuzzy() && !found.any(better)
        };
        let worthwhile = match depth {
            SearchDepth::Names | SearchDepth::Literal => true,
            SearchDepth::Sounds => {
                if plan.has_sounds() && allows_scattered() {
                    for block in &mut blocks {
                        block.evaluator.expect_scattered();
                    }
                }
                plan.has_sounds()
            }
            SearchDepth::Scattered => allows_scattered(),
            SearchDepth::Typos => plan.allows_typos() && hits.len() + possible.len() < SCREENFUL,
        };
        if worthwhile {
            // Only literal matches are a subset of the previous ones: a longer word may match with typos or
            // by sound where the shorter one did not.
            let only = candidates.filter(|_| depth <= SearchDepth::Literal);
            let found = blocks.par_iter_mut().map(|block| block.evaluate(depth, only, request));
            let all = found.collect::<Option<Vec<_>>>()?.concat();
            // A line that possibly matches is evaluated again, since a deeper match may be certain. So the
            // possible ones of the last depth are all there are, and they come last.
            let (mut new, doubtful): (Vec<_>, _) =
                all.into_iter().partition(|ranked| ranked.found.certainty == Certainty::Certain);
            possible = doubtful;
            if !sent && hits.len() + new.len() >= request.page {
                sent = true;
                let best = best(&mut new, request.page - hits.len());
                first_page(&hits.iter().copied().chain(best).collect::<Vec<_>>());
                // Whoever asked may want no more.
                if (request.is_cancelled)() {
                    return None;
                }
            }
            new.par_sort_unstable();
            hits.extend(new.into_iter().map(RankedHit::hit));
        }
        if depth == SearchDepth::Literal {
            results = PreviousResults::of(
                query,
                hits.iter().chain(&possible.iter().map(|one| one.hit()).collect::<Vec<_>>()),
                store.len(),
            );
        }
    }
    possible.par_sort_unstable();
    hits.extend(possible.into_iter().map(RankedHit::hit));
    Some(Ranking { hits, results })
}

/// Returns the lines that match `query`, the best first, without an index: for few lines.
pub(crate) fn find(query: &Query, lines: &[SearchLine]) -> Vec<Hit> {
    let ranking = search(query, &Store::of(lines), &SearchOptions::default(), |_| {});
    ranking.map(|ranking| ranking.hits).unwrap_or_default()
}

/// A hit with its sort keys, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RankedHit {
    found: LineMatch,
    rank: u64,
    line: u32,
}

impl RankedHit {
    fn hit(self) -> Hit {
        let LineMatch { certainty, found } = self.found;
        let found = (found != MatchRank::UNASKED).then_some(found);
        Hit { index: self.line as usize, found, certainty }
    }
}

/// Moves the best hits to the front and returns them in order. Selecting them first takes linear time, so
/// the first page does not wait for all hits to be sorted.
fn best(hits: &mut [RankedHit], count: usize) -> impl Iterator<Item = Hit> {
    let count = count.min(hits.len());
    if let Some(last) = count.checked_sub(1) {
        hits.select_nth_unstable(last);
    }
    let best = hits.get_mut(..count).unwrap_or_default();
    best.sort_unstable();
    best.iter().map(|ranked| ranked.hit())
}

/// The search in one block, depth by depth.
struct BlockSearch<'p> {
    first: usize,
    evaluator: BlockEvaluator<'p>,
    /// The lines that have no certain match yet.
    left: Vec<bool>,
    /// Whether some of them have a possible one.
    has_possible: bool,
}

impl<'p> BlockSearch<'p> {
    fn new(plan: &'p Plan<'p>, block: NumberedBlock<'p>, request: &SearchOptions<'_>) -> Self {
        let first = block.first_line;
        let lines = first..first + block.block.len();
        let left = lines.map(|line| (request.filter)(line)).collect();
        Self {
            first,
            evaluator: BlockEvaluator::new(plan, block, request.last_part),
            left,
            has_possible: false,
        }
    }

    /// Returns the new matches at this depth; `None` if the search was cancelled.
    fn evaluate(
        &mut self,
        depth: SearchDepth,
        only: Option<&[bool]>,
        request: &SearchOptions<'_>,
    ) -> Option<Vec<RankedHit>> {
        if (request.is_cancelled)() {
            return None;
        }
        // Most blocks have none where only a few lines are asked for.
        let adds_nothing = !self.has_possible && self.evaluator.adds_nothing(depth);
        if adds_nothing || !self.left.contains(&true) {
            return Some(Vec::new());
        }
        let column = match only.and_then(|only| only.get(self.first..self.first + self.left.len()))
        {
            Some(only) => {
                let both: Vec<_> =
                    self.left.iter().zip(only).map(|(left, only)| *left && *only).collect();
                self.evaluator.evaluate(&both, depth)
            }
            None => self.evaluator.evaluate(&self.left, depth),
        };
        Some(self.take(&column, request))
    }

    fn take(&mut self, column: &MatchColumn, request: &SearchOptions<'_>) -> Vec<RankedHit> {
        let Self { first, left, has_possible, .. } = self;
        *has_possible = false;
        let matches = column.iter().zip(left).enumerate();
        let hits = matches.filter_map(|(line, (found, left))| {
            let found = (*found)?;
            *left = found.certainty == Certainty::Possible;
            *has_possible |= *left;
            let line = *first + line;
            let rank = (request.rank)(line);
            Some(RankedHit { found, rank, line: u32::try_from(line).unwrap_or(u32::MAX) })
        });
        hits.collect()
    }
}

#[cfg(test)]
mod tests;
