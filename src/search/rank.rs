//! Which lines a query finds, the best first, and the first page before the rest. Knows no field by
//! name and no screen.

use rayon::prelude::*;

use super::block::Block;
use super::found::{Certainty, Found, Held, Hit};
use super::line::Line;
use super::narrowing::Trail;
use super::plan::Plan;
use super::query::Query;
use super::sieve::{Column, Depth, Sieve};
use super::store::Store;

// Words with slips are looked for where there are fewer hits, whoever asks and on whatever screen.
const SCREENFUL: usize = 20;

/// How a query is to be answered.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The lines that are looked at.
    pub within: &'a (dyn Fn(usize) -> bool + Sync),
    /// How lines stand that are found equally well: the smaller comes first, then the line that came
    /// first.
    pub standing: &'a (dyn Fn(usize) -> u64 + Sync),
    /// How many hits the first page has.
    pub page: usize,
    /// Tells that nobody waits for the answer any more.
    pub abandoned: &'a (dyn Fn() -> bool + Sync),
    /// What the query before has found in the same lines.
    pub before: Option<&'a Trail>,
}

/// What a query finds.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The lines, the best first.
    pub hits: Vec<Hit>,
    /// What the next query can start from.
    pub trail: Trail,
}

impl Default for Request<'_> {
    /// Asks for all lines as they stand.
    fn default() -> Self {
        let page = SCREENFUL;
        let (within, standing, abandoned) = (&|_| true, &|_| 0, &|| false);
        Self { within, standing, page, abandoned, before: None }
    }
}

/// Returns the lines that hold all terms of `query`, the certain ones first, of these the best;
/// `None` where the answer was abandoned.
///
/// `first_page` is told the first page at most once, as soon as it is certain: finds of one depth
/// are all better than those of the next, so that nothing found later moves it. The empty query
/// hits every line.
pub fn search(
    query: &Query,
    store: &Store,
    request: &Request<'_>,
    mut first_page: impl FnMut(&[Hit]),
) -> Option<Ranking> {
    let plan = Plan::of(query);
    let blocks = store.blocks();
    let mut fields: Vec<_> =
        blocks.into_iter().map(|(first, block)| Field::new(&plan, first, block, request)).collect();
    let trodden = request.before.and_then(|trail| trail.lines_for(query, store.len()));
    let mut hits: Vec<Hit> = Vec::new();
    let mut possible: Vec<Ranked> = Vec::new();
    let mut told = false;
    let mut trail = Trail::default();
    for depth in [Depth::Names, Depth::Literal, Depth::Rough, Depth::Slips] {
        let worthwhile = match depth {
            Depth::Names | Depth::Literal => true,
            Depth::Rough => plan.is_rough(),
            Depth::Slips => plan.may_slip() && hits.len() + possible.len() < SCREENFUL,
        };
        if worthwhile {
            // What was typed before holds for literal finds alone: a longer word may have slips or
            // sounds that the shorter one had not.
            let only = trodden.filter(|_| depth <= Depth::Literal);
            let sifted = fields.par_iter_mut().map(|field| field.sift(depth, only, request));
            let all = sifted.collect::<Option<Vec<_>>>()?.concat();
            // What is only possibly meant may turn out certain further down, and comes last.
            let (mut new, doubtful): (Vec<_>, _) =
                all.into_iter().partition(|ranked| ranked.held.certainty == Certainty::Certain);
            possible = doubtful;
            if !told && hits.len() + new.len() >= request.page {
                told = true;
                let best = best(&mut new, request.page - hits.len());
                first_page(&hits.iter().copied().chain(best).collect::<Vec<_>>());
            }
            new.par_sort_unstable();
            hits.extend(new.into_iter().map(Ranked::hit));
        }
        if depth == Depth::Literal {
            trail = Trail::of(
                query,
                hits.iter().chain(&possible.iter().map(|one| one.hit()).collect::<Vec<_>>()),
                store.len(),
            );
        }
    }
    possible.par_sort_unstable();
    hits.extend(possible.into_iter().map(Ranked::hit));
    Some(Ranking { hits, trail })
}

/// Returns the lines that hold all terms of `query`, the best first, where there are few.
pub fn find(query: &Query, lines: &[Line]) -> Vec<Hit> {
    let ranking = search(query, &Store::of(lines), &Request::default(), |_| {});
    ranking.map(|ranking| ranking.hits).unwrap_or_default()
}

/// A hit with all that it is sorted by, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    held: Held,
    standing: u64,
    line: u32,
}

impl Ranked {
    fn hit(self) -> Hit {
        let Held { certainty, found } = self.held;
        let found = (found != Found::UNASKED).then_some(found);
        Hit { index: self.line as usize, found, certainty }
    }
}

/// Puts the best hits first and returns them in order.
fn best(hits: &mut [Ranked], count: usize) -> impl Iterator<Item = Hit> {
    let count = count.min(hits.len());
    if let Some(last) = count.checked_sub(1) {
        hits.select_nth_unstable(last);
    }
    let best = hits.get_mut(..count).unwrap_or_default();
    best.sort_unstable();
    best.iter().map(|ranked| ranked.hit())
}

/// A block in which a query is looked for deeper and deeper.
struct Field<'p> {
    first: usize,
    sieve: Sieve<'p>,
    /// The lines that were not found yet.
    left: Vec<bool>,
}

impl<'p> Field<'p> {
    fn new(plan: &'p Plan<'p>, first: usize, block: &'p Block, request: &Request<'_>) -> Self {
        let left = (first..first + block.len()).map(|line| (request.within)(line)).collect();
        Self { first, sieve: Sieve::new(plan, (first, block)), left }
    }

    /// Returns what is found at this depth and was not before, `None` where nobody waits for it.
    fn sift(
        &mut self,
        depth: Depth,
        only: Option<&[bool]>,
        request: &Request<'_>,
    ) -> Option<Vec<Ranked>> {
        if (request.abandoned)() {
            return None;
        }
        let column = match only.and_then(|only| only.get(self.first..self.first + self.left.len()))
        {
            Some(only) => {
                let both: Vec<_> =
                    self.left.iter().zip(only).map(|(left, only)| *left && *only).collect();
                self.sieve.sift(&both, depth)
            }
            None => self.sieve.sift(&self.left, depth),
        };
        Some(self.take(&column, request))
    }

    fn take(&mut self, column: &Column, request: &Request<'_>) -> Vec<Ranked> {
        let Self { first, left, .. } = self;
        let finds = column.iter().zip(left).enumerate();
        let finds = finds.filter_map(|(line, (held, left))| {
            let held = (*held)?;
            *left = held.certainty == Certainty::Possible;
            let line = *first + line;
            let standing = (request.standing)(line);
            Some(Ranked { held, standing, line: u32::try_from(line).unwrap_or(u32::MAX) })
        });
        finds.collect()
    }
}

#[cfg(test)]
mod tests;
