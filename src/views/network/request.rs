//! What a screen asks of the network, and the answers.

use crate::record::{FieldId, Id};
use crate::search::{LineSet, Truth};
use crate::views::in_order::sort_short_list;
use crate::views::network::ego::{EgoRules, EgoTree, LineShows};
use crate::views::network::graph::{Onlooker, TieGraph};
use crate::views::network::hub::Hub;
use crate::views::network::path::{PathRules, PathSearch, Reach};
use crate::views::protection::{FEWEST, Shown, WholeOfParts, protected};

/// The most records of a tree that a matrix has.
const MOST_IN_MATRIX: usize = 60;

/// What is asked of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieRequest {
    /// The record in the middle.
    pub centre: Id,
    /// How its tree is drawn.
    pub rules: EgoRules,
    /// The record to which a way is looked for.
    pub to: Option<Id>,
}

/// A tree, and what it is tied by in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeAnswer {
    /// The tree; `None` where the record is not there, or is left out for the onlooker.
    pub tree: Option<EgoTree>,
    /// The records of the tree, the first sixty.
    pub ids: Vec<Id>,
    /// For each of these records those whose ids its fields have.
    pub matrix: Vec<Vec<bool>>,
    /// What others may see of the numbers; `None` for an owner, who may see all.
    pub shown: Option<ShownTies>,
}

/// What others may see of the numbers of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTies {
    /// How many records the one in the middle is tied to.
    pub degree: Shown,
    /// The kinds of hub of which the number of ties may be seen.
    pub hubs: Vec<Hub>,
}

impl ShownTies {
    /// Returns what others may see of a tree. Its lines show which records the one in the middle is tied to; the rest must
    /// not be so few that the number of all, or of hubs that are not drawn, gives them away.
    fn of(graph: &TieGraph, centre: u32, tree: &EgoTree) -> Self {
        let near = graph.ties(centre, Onlooker::Others).map(|tie| tie.other);
        let mut near: Vec<u32> = near.collect();
        sort_short_list(&mut near, Ord::cmp);
        near.dedup();
        let drawn = tree.lines.iter().filter_map(|line| match &line.shows {
            LineShows::Tie { record, .. } if line.rails.len() == 1 => {
                graph.number(&record.id, Onlooker::Others)
            }
            LineShows::Tie { .. } | LineShows::More(_) => None,
        });
        let drawn: Vec<u32> = drawn.collect();
        // All, those that are drawn, and those of each kind of hub that are not.
        let is_in = |number: u32, mark: usize| match mark.checked_sub(2) {
            None => mark == 0 || drawn.contains(&number),
            Some(hub) => {
                !drawn.contains(&number) && graph.hub(number) == Hub::ALL.get(hub).copied()
            }
        };
        let marks = 2 + Hub::ALL.len();
        // Only records near by are counted, so the sets need no others.
        let lines = |mark: usize| {
            let near = near.iter().map(|number| Truth::from(is_in(*number, mark)));
            LineSet::of(&near.collect::<Vec<_>>())
        };
        let whole = WholeOfParts { whole: 0, parts: (1..marks).collect() };
        let shown = protected(marks, &lines, &[whole]);
        let is_whole = |mark: usize| matches!(shown.get(mark), Some(Shown::Both { .. }));
        let degree = match shown.first() {
            // The lines cannot be hidden, so the number of all is.
            Some(Shown::Both { .. }) if !is_whole(1) => Shown::Hidden,
            Some(shown) => *shown,
            None => Shown::Hidden,
        };
        let hubs = Hub::ALL.into_iter().enumerate().filter(|(at, _)| is_whole(at + 2));
        let has_enough = |hub: &Hub| {
            tree.elided
                .iter()
                .any(|(of, hubs, ties)| of == hub && *hubs >= FEWEST && *ties >= FEWEST)
        };
        Self { degree, hubs: hubs.map(|(_, hub)| hub).filter(has_enough).collect() }
    }
}

/// The way between two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayAnswer {
    /// The records of the way; none where there is none.
    pub ids: Vec<Id>,
    /// For each step the ties: the field, and whether it is that of the next record.
    pub ties: Vec<Vec<(FieldId, bool)>>,
    /// How far was looked without hubs, where that found none.
    pub reach: Option<Reach>,
    /// The hubs that the way leads through.
    pub hubs: Vec<Hub>,
}

/// An answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TieAnswer {
    /// The tree, which comes first.
    Tree(TreeAnswer),
    /// The way, where one was asked for.
    Way(WayAnswer),
}

impl TieRequest {
    /// Answers the request, each part as soon as it is known; ends early when it is no longer wanted.
    pub fn answer(
        &self,
        graph: &TieGraph,
        is_cancelled: &dyn Fn() -> bool,
        send: &mut dyn FnMut(TieAnswer),
    ) {
        send(TieAnswer::Tree(self.tree(graph)));
        if let Some(way) = self.to.as_ref().and_then(|to| self.way(graph, to, is_cancelled)) {
            send(TieAnswer::Way(way));
        }
    }

    fn tree(&self, graph: &TieGraph) -> TreeAnswer {
        let onlooker = self.rules.onlooker;
        let centre = graph.number(&self.centre, onlooker);
        let tree = centre.and_then(|centre| graph.ego(centre, self.rules));
        let ids = tree.iter().flat_map(EgoTree::ids).take(MOST_IN_MATRIX).cloned();
        let ids: Vec<Id> = ids.collect();
        let row = |id: &Id| {
            let number = graph.number(id, onlooker);
            let ties = number.into_iter().flat_map(|number| graph.ties(number, onlooker));
            let to: Vec<&Id> =
                ties.filter(|tie| !tie.is_incoming).filter_map(|tie| graph.id(tie.other)).collect();
            ids.iter().map(|other| to.contains(&other)).collect()
        };
        let matrix = ids.iter().map(row).collect();
        let protected = tree.as_ref().zip(centre).filter(|_| onlooker == Onlooker::Others);
        let shown = protected.map(|(tree, centre)| ShownTies::of(graph, centre, tree));
        TreeAnswer { tree, ids, matrix, shown }
    }

    fn way(&self, graph: &TieGraph, to: &Id, is_cancelled: &dyn Fn() -> bool) -> Option<WayAnswer> {
        let onlooker = self.rules.onlooker;
        let none = WayAnswer { ids: Vec::new(), ties: Vec::new(), reach: None, hubs: Vec::new() };
        let ends = (graph.number(&self.centre, onlooker), graph.number(to, onlooker));
        let (Some(from), Some(to)) = ends else {
            return Some(WayAnswer { reach: Some(Reach::default()), ..none });
        };
        let search =
            |through_hubs| graph.path(from, to, PathRules { onlooker, through_hubs }, is_cancelled);
        let (reach, way) = match search(false) {
            PathSearch::Found(way) => (None, way),
            PathSearch::Cancelled => return None,
            PathSearch::None(reach) => match search(true) {
                PathSearch::Found(way) => (Some(reach), way),
                PathSearch::None(_) => return Some(WayAnswer { reach: Some(reach), ..none }),
                PathSearch::Cancelled => return None,
            },
        };
        let steps = way.iter().zip(way.iter().skip(1));
        let ties = steps.map(|(one, other)| {
            let ties = graph.ties_between(*one, *other, onlooker).into_iter();
            ties.map(|tie| (tie.field, tie.is_incoming)).collect()
        });
        let between = way.get(1..way.len().saturating_sub(1)).unwrap_or_default();
        Some(WayAnswer {
            ties: ties.collect(),
            hubs: between.iter().filter_map(|number| graph.hub(*number)).collect(),
            ids: way.iter().filter_map(|number| graph.id(*number)).cloned().collect(),
            reach,
        })
    }
}

/// Returns who looks at a screen on which all names are masked, or not.
pub fn onlooker(all_is_masked: bool) -> Onlooker {
    if all_is_masked { Onlooker::Others } else { Onlooker::Owner }
}
