//! The shortest way between two records, by breadth-first search over all ties.
//!
//! Hubs may be where a way begins or ends, and are never on it. Of several shortest ways, the one with the first ids is
//! taken, step by step, so that the answer is the same every time.

use crate::views::in_order::sort_short_list;
use crate::views::network::graph::{Onlooker, Tie, TieGraph};

/// What is asked of a search for a way.
#[derive(Clone, Copy, Debug)]
pub struct PathRules {
    /// Who looks.
    pub onlooker: Onlooker,
    /// Whether a way may lead through hubs.
    pub through_hubs: bool,
}

/// What a search for a way has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSearch {
    /// The records of the way, both ends among them.
    Found(Vec<u32>),
    /// There is none: everything that the first record leads to was looked at.
    None(Reach),
    /// The search was abandoned.
    Cancelled,
}

/// How far a search has looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The records that can be reached, without the one where the search began.
    pub records: usize,
    /// The steps to the last of them.
    pub steps: usize,
}

/// What a record is that the search has not met.
const UNSEEN: u32 = u32::MAX;
/// How many records are looked at between two questions whether the search is still wanted.
const BETWEEN: usize = 4096;

impl TieGraph {
    /// Returns the shortest way from one record to another.
    pub fn path(
        &self,
        from: u32,
        to: u32,
        rules: PathRules,
        is_cancelled: &dyn Fn() -> bool,
    ) -> PathSearch {
        if from == to {
            return PathSearch::Found(vec![from]);
        }
        // Backwards, so that the way can then be walked forwards by the first ids.
        let Some(distances) = self.distances(to, Some(from), rules, is_cancelled) else {
            return PathSearch::Cancelled;
        };
        let distance = |number: u32| distances.get(number as usize).copied().unwrap_or(UNSEEN);
        if distance(from) == UNSEEN {
            let Some(reached) = self.distances(from, None, rules, is_cancelled) else {
                return PathSearch::Cancelled;
            };
            let reached = reached.into_iter().filter(|steps| !matches!(*steps, 0 | UNSEEN));
            let reach = reached.fold(Reach::default(), |reach, steps| Reach {
                records: reach.records + 1,
                steps: reach.steps.max(steps as usize),
            });
            return PathSearch::None(reach);
        }
        let mut way = vec![from];
        let mut at = from;
        while at != to {
            let left = distance(at);
            let is_next = |other: &u32| {
                distance(*other).checked_add(1) == Some(left)
                    && (*other == to || self.is_way(*other, rules))
            };
            // A neighbour one step nearer was there when the distance was found.
            let Some(next) = self.neighbours(at).iter().copied().find(is_next) else { break };
            way.push(next);
            at = next;
        }
        PathSearch::Found(way)
    }

    /// Returns the ties between two neighbours as the first sees them.
    pub fn ties_between(&self, one: u32, other: u32, onlooker: Onlooker) -> Vec<Tie> {
        let mut ties: Vec<Tie> =
            self.ties(one, onlooker).filter(|tie| tie.other == other).collect();
        sort_short_list(&mut ties, Tie::cmp);
        ties
    }

    /// Returns how many steps each record is away from one, as far as the search had to look; `None` if it was abandoned.
    fn distances(
        &self,
        from: u32,
        until: Option<u32>,
        rules: PathRules,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Option<Vec<u32>> {
        let mut distances = vec![UNSEEN; self.count()];
        if let Some(first) = distances.get_mut(from as usize) {
            *first = 0;
        }
        let (mut level, mut next) = (vec![from], Vec::new());
        let (mut steps, mut looked) = (0, 0_usize);
        while !level.is_empty() {
            steps += 1;
            for at in level.drain(..) {
                looked += 1;
                if looked.is_multiple_of(BETWEEN) && is_cancelled() {
                    return None;
                }
                if at != from && !self.is_way(at, rules) {
                    continue;
                }
                for other in self.neighbours(at) {
                    if let Some(distance) = distances.get_mut(*other as usize)
                        && *distance == UNSEEN
                        && self.shows(*other, rules.onlooker)
                    {
                        *distance = steps;
                        next.push(*other);
                    }
                }
            }
            if until.is_some_and(|until| distances.get(until as usize) != Some(&UNSEEN)) {
                break;
            }
            std::mem::swap(&mut level, &mut next);
        }
        Some(distances)
    }

    /// Returns whether a way may lead through a record.
    fn is_way(&self, number: u32, rules: PathRules) -> bool {
        rules.through_hubs || self.hub(number).is_none()
    }
}
