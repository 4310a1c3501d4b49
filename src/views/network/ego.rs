//! The tree of what one record is tied to, in one to three steps, line by line.

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt as _};

use crate::record::{FieldId, Id, Kind};
use crate::views::in_order::sort_short_list;
use crate::views::network::graph::{Onlooker, Tie, TieGraph};
use crate::views::network::hub::Hub;

/// The most steps that a tree goes.
pub const MOST_STEPS: usize = 3;
/// The most lines below one record.
const MOST_BELOW: usize = 100;
/// With so many lines no further record is opened.
const MOST_LINES: usize = 1000;

/// What is asked of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EgoRules {
    /// How many steps it goes, from 1 to 3.
    pub steps: usize,
    /// Whether ties to hubs are drawn. A hub that is drawn is never opened, but in the middle.
    pub hubs: bool,
    /// Who looks.
    pub onlooker: Onlooker,
}

/// What one record is tied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EgoTree {
    /// The record in the middle.
    pub centre: EgoRecord,
    /// The lines below it, each below the record whose tie it is.
    pub lines: Vec<EgoLine>,
    /// How many records are drawn, the one in the middle among them.
    pub records: usize,
    /// The ties to hubs that are not drawn: for each reason the number of hubs and that of ties.
    pub elided: Vec<(Hub, usize, usize)>,
    /// How many records were not opened, because the tree is large.
    pub unopened: usize,
}

/// A record of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EgoRecord {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// Why it is a hub, if it is one.
    pub hub: Option<Hub>,
    /// How many records it is tied to: what `rel:=ID` finds.
    pub degree: usize,
}

/// A line of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EgoLine {
    /// For each step from the middle to this line, whether more lines follow at that step; the last is that of this line.
    pub rails: Vec<bool>,
    /// The id of the record that the line is below.
    pub parent: Id,
    /// What the line shows.
    pub shows: LineShows,
}

/// What a line of a tree shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineShows {
    /// A tie.
    Tie {
        /// The field that links.
        field: FieldId,
        /// Whether the field is that of the record at the end of the line.
        is_incoming: bool,
        /// The record at the end of the line.
        record: EgoRecord,
        /// Where the record is drawn, if not here.
        place: DrawnAt,
    },
    /// That a record has more ties than are drawn: so many.
    More(usize),
}

/// Where a record of a line is drawn with what it is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawnAt {
    /// Here.
    Here,
    /// Further up.
    Above,
    /// Further down.
    Below,
}

/// What is drawn below an opened record.
#[derive(Default)]
struct Opened {
    ties: Vec<Tie>,
    more: usize,
}

impl TieGraph {
    /// Returns the tree of what a record is tied to.
    pub fn ego(&self, centre: u32, rules: EgoRules) -> Option<EgoTree> {
        let first = self.ego_record(centre, rules.onlooker)?;
        let plan = EgoPlan::of(self, centre, rules);
        let mut lines = Lines { graph: self, plan: &plan, rules, drawn: Vec::new() };
        lines.below(centre, &mut Vec::new());
        let drawn = lines.drawn;
        let elided = Hub::ALL.into_iter().filter_map(|hub| {
            let elided = plan.records.iter().filter(|(_, planned)| planned.elided > 0);
            let of_reason = elided.filter(|(number, _)| self.hub(**number) == Some(hub));
            let (hubs, ties) = of_reason
                .fold((0, 0), |(hubs, ties), (_, planned)| (hubs + 1, ties + planned.elided));
            (hubs > 0).then_some((hub, hubs, ties))
        });
        let mut tree = EgoTree {
            centre: first,
            lines: drawn,
            records: 0,
            elided: elided.collect(),
            unopened: plan.unopened,
        };
        tree.place();
        Some(tree)
    }

    fn ego_record(&self, number: u32, onlooker: Onlooker) -> Option<EgoRecord> {
        let (id, kind) = (self.id(number)?.clone(), self.kind(number)?);
        Some(EgoRecord { id, kind, hub: self.hub(number), degree: self.degree(number, onlooker) })
    }
}

impl EgoTree {
    /// Returns the ids of the records that are drawn, each once, in the order of the lines.
    pub fn ids(&self) -> Vec<&Id> {
        let below = self.lines.iter().filter_map(|line| match &line.shows {
            LineShows::Tie { record, place: DrawnAt::Here, .. } => Some(&record.id),
            LineShows::Tie { .. } | LineShows::More(_) => None,
        });
        std::iter::once(&self.centre.id).chain(below).collect()
    }

    /// Finds out for each line that shows a record of another line whether that one is above or below, and counts.
    fn place(&mut self) {
        let mut drawn: HashMap<Id, usize> = HashMap::new();
        for (number, line) in self.lines.iter().enumerate() {
            if let LineShows::Tie { record, place: DrawnAt::Here, .. } = &line.shows {
                drawn.insert(record.id.clone(), number + 1);
            }
        }
        drawn.insert(self.centre.id.clone(), 0);
        for (number, line) in self.lines.iter_mut().enumerate() {
            if let LineShows::Tie { record, place, .. } = &mut line.shows
                && *place != DrawnAt::Here
                && let Some(at) = drawn.get(&record.id)
            {
                *place = if *at <= number { DrawnAt::Above } else { DrawnAt::Below };
            }
        }
        self.records = drawn.len();
    }
}

/// Which record is drawn below which, found step by step: a record is drawn at the fewest steps from the middle.
struct EgoPlan {
    records: HashMap<u32, PlannedRecord>,
    unopened: usize,
}

/// What is planned of a record.
#[derive(Default)]
struct PlannedRecord {
    /// What is drawn below it, if it is opened.
    opened: Option<Opened>,
    /// Where it is drawn, the one above it and the tie that leads to it.
    parent: Option<(u32, Option<Tie>)>,
    /// How many ties lead to it, if it is a hub that is not drawn.
    elided: usize,
}

impl EgoPlan {
    fn of(graph: &TieGraph, centre: u32, rules: EgoRules) -> Self {
        let mut plan = Self { records: HashMap::new(), unopened: 0 };
        plan.records.entry(centre).or_default().parent = Some((centre, None));
        let mut lines = 0;
        let mut waiting = VecDeque::from([(centre, 0)]);
        while let Some((at, step)) = waiting.pop_front() {
            if step == rules.steps.clamp(1, MOST_STEPS) || (at != centre && graph.hub(at).is_some())
            {
                continue;
            }
            if lines >= MOST_LINES {
                plan.unopened += 1;
                continue;
            }
            let mut ties: Vec<Tie> = graph.ties(at, rules.onlooker).collect();
            // Its own fields first, then those of others, field by field; a field's records by id.
            sort_short_list(&mut ties, Tie::cmp);
            let mut opened = Opened::default();
            for tie in ties {
                // A tie is drawn below the end that was opened first.
                if plan.opened(tie.other).is_some() {
                    continue;
                }
                if !rules.hubs && tie.other != centre && graph.hub(tie.other).is_some() {
                    plan.records.entry(tie.other).or_default().elided += 1;
                    continue;
                }
                if opened.ties.len() == MOST_BELOW {
                    opened.more += 1;
                    continue;
                }
                opened.ties.push(tie);
                let planned = plan.records.entry(tie.other).or_default();
                if planned.parent.is_none() {
                    waiting.push_back((tie.other, step + 1));
                    planned.parent = Some((at, Some(tie)));
                }
            }
            lines += opened.ties.len();
            plan.records.entry(at).or_default().opened = Some(opened);
        }
        plan
    }

    /// Returns what is drawn below a record, if it is opened.
    fn opened(&self, number: u32) -> Option<&Opened> {
        self.records.get(&number)?.opened.as_ref()
    }
}

struct Lines<'g> {
    graph: &'g TieGraph,
    plan: &'g EgoPlan,
    rules: EgoRules,
    drawn: Vec<EgoLine>,
}

impl Lines<'_> {
    /// Draws what is below a record; a tree goes three steps at most, so this does not go deep.
    fn below(&mut self, at: u32, rails: &mut Vec<bool>) {
        let Some(opened) = self.plan.opened(at) else { return };
        let Some(parent) = self.graph.id(at).cloned() else { return };
        let count = opened.ties.len() + usize::from(opened.more > 0);
        for (number, tie) in opened.ties.iter().enumerate() {
            let Some(record) = self.graph.ego_record(tie.other, self.rules.onlooker) else {
                continue;
            };
            let planned = self.plan.records.get(&tie.other);
            let is_here = planned.is_some_and(|to| to.parent == Some((at, Some(*tie))));
            let place = if is_here { DrawnAt::Here } else { DrawnAt::Above };
            rails.push(number + 1 < count);
            let (field, is_incoming) = (tie.field, tie.is_incoming);
            let shows = LineShows::Tie { field, is_incoming, record, place };
            self.drawn.push(EgoLine { rails: rails.clone(), parent: parent.clone(), shows });
            if is_here {
                self.below(tie.other, rails);
            }
            rails.pop();
        }
        if opened.more > 0 {
            rails.push(false);
            let shows = LineShows::More(opened.more);
            self.drawn.push(EgoLine { rails: rails.clone(), parent, shows });
            rails.pop();
        }
    }
}
