//! Runs a query over all blocks in parallel and ranks the matches; the first page is reported
//! before the rest.

use rayon::prelude::*;

use super::block_evaluator::{BlockEvaluator, MatchColumn, SearchDepth};
use super::line_match::{Certainty, Hit, LineMatch, MatchRank};
use super::plan::Plan;
use super::refine::PreviousResults;
use crate::search::query::Query;
use crate::search::store::Store;
use crate::search::store::block::LineBlock;
use crate::search::store::line::SearchLine;

// Typos are tried if there are fewer hits than this, regardless of the screen.
const SCREENFUL: usize = 20;

/// How a query is to be answered.
#[derive(Clone, Copy)]
pub struct SearchOptions<'a> {
    /// The lines that are looked at.
    pub filter: &'a (dyn Fn(usize) -> bool + Sync),
    /// How lines stand that are found equally well: the smaller comes first, then the line that came
    /// first.
    pub rank: &'a (dyn Fn(usize) -> u64 + Sync),
    /// How many hits the first page has.
    pub page: usize,
    /// Returns whether the search was cancelled.
    pub is_cancelled: &'a (dyn Fn() -> bool + Sync),
    /// What the query before has found in the same lines.
    pub previous: Option<&'a PreviousResults>,
}

/// What a query finds.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The lines, the best first.
    pub hits: Vec<Hit>,
    /// What the next query can start from.
    pub results: PreviousResults,
}

impl Default for SearchOptions<'_> {
    /// Asks for all lines as they stand.
    fn default() -> Self {
        let page = SCREENFUL;
        let (within, standing, abandoned) = (&|_| true, &|_| 0, &|| false);
        Self { filter: within, rank: standing, page, is_cancelled: abandoned, previous: None }
    }
}

/// Returns the lines that hold all terms of `query`, the certain ones first, of these the best;
/// `None` where the answer was abandoned.
///
/// `first_page` is called at most once, as soon as the page is certain: matches of one depth are
/// all better than those of the next, so that nothing found later moves them. The empty query
/// matches every line.
pub fn search(
    query: &Query,
    store: &Store,
    request: &SearchOptions<'_>,
    mut first_page: impl FnMut(&[Hit]),
) -> Option<Ranking> {
    let plan = Plan::of(query);
    let blocks = store.blocks();
    let mut fields: Vec<_> = blocks
        .into_iter()
        .map(|(first, block)| BlockSearch::new(&plan, first, block, request))
        .collect();
    let trodden = request.previous.and_then(|results| results.candidates(query, store.len()));
    let mut hits: Vec<Hit> = Vec::new();
    let mut possible: Vec<RankedHit> = Vec::new();
    let mut sent = false;
    let mut results = PreviousResults::default();
    for depth in [SearchDepth::Names, SearchDepth::Literal, SearchDepth::Rough, SearchDepth::Typos]
    {
        let worthwhile = match depth {
            SearchDepth::Names | SearchDepth::Literal => true,
            SearchDepth::Rough => plan.is_rough(),
            SearchDepth::Typos => plan.allows_typos() && hits.len() + possible.len() < SCREENFUL,
        };
        if worthwhile {
            // What was typed before holds for literal finds alone: a longer word may have slips or
            // sounds that the shorter one had not.
            let only = trodden.filter(|_| depth <= SearchDepth::Literal);
            let sifted = fields.par_iter_mut().map(|field| field.evaluate(depth, only, request));
            let all = sifted.collect::<Option<Vec<_>>>()?.concat();
            // What is only possibly meant may turn out certain further down, and comes last.
            let (mut new, doubtful): (Vec<_>, _) =
                all.into_iter().partition(|ranked| ranked.found.certainty == Certainty::Certain);
            possible = doubtful;
            if !sent && hits.len() + new.len() >= request.page {
                sent = true;
                let best = best(&mut new, request.page - hits.len());
                first_page(&hits.iter().copied().chain(best).collect::<Vec<_>>());
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

/// Returns the lines that hold all terms of `query`, the best first, where there are few.
pub(crate) fn find(query: &Query, lines: &[SearchLine]) -> Vec<Hit> {
    let ranking = search(query, &Store::of(lines), &SearchOptions::default(), |_| {});
    ranking.map(|ranking| ranking.hits).unwrap_or_default()
}

/// A hit with all that it is sorted by, in this order.
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

/// Puts the best hits first and returns them in order.
fn best(hits: &mut [RankedHit], count: usize) -> impl Iterator<Item = Hit> {
    let count = count.min(hits.len());
    if let Some(last) = count.checked_sub(1) {
        hits.select_nth_unstable(last);
    }
    let best = hits.get_mut(..count).unwrap_or_default();
    best.sort_unstable();
    best.iter().map(|ranked| ranked.hit())
}

/// A block in which a query is looked for deeper and deeper.
struct BlockSearch<'p> {
    first: usize,
    evaluator: BlockEvaluator<'p>,
    /// The lines that were not found yet.
    left: Vec<bool>,
}

impl<'p> BlockSearch<'p> {
    fn new(
        plan: &'p Plan<'p>,
        first: usize,
        block: &'p LineBlock,
        request: &SearchOptions<'_>,
    ) -> Self {
        let left = (first..first + block.len()).map(|line| (request.filter)(line)).collect();
        Self { first, evaluator: BlockEvaluator::new(plan, (first, block)), left }
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
        let Self { first, left, .. } = self;
        let finds = column.iter().zip(left).enumerate();
        let finds = finds.filter_map(|(line, (held, left))| {
            let held = (*held)?;
            *left = held.certainty == Certainty::Possible;
            let line = *first + line;
            let standing = (request.rank)(line);
            Some(RankedHit {
                found: held,
                rank: standing,
                line: u32::try_from(line).unwrap_or(u32::MAX),
            })
        });
        finds.collect()
    }
}

#[cfg(test)]
mod tests;
