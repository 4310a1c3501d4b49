//! The graph of all ties of a collection, in compressed sparse rows.
//!
//! A record has the number of its id among all ids in order, so that "the smallest number" is "the first id", and whatever
//! is computed comes out the same every time.

use crate::collection::Collection;
use crate::parallel::of_stretches;
use crate::record::{FieldId, Id, Kind};
use crate::redaction::{Policy, Redaction};
use crate::views::in_order::sort_short_list;
use crate::views::network::hub::{Hub, MANY, is_coarse_place};
use foldhash::{HashMap, HashMapExt as _};

/// All ties of a collection, seen from both ends. A link to a record that does not exist is no tie.
#[derive(Debug, Default)]
pub struct TieGraph {
    ids: Box<[Id]>,
    nodes: Box<[Node]>,
    /// For each record, where its row ends in `others` and `ways`; it starts where the row before ends.
    ends: Box<[u32]>,
    others: Box<[u32]>,
    /// How each tie runs: the number of its field, and the highest bit where the field is the other record's.
    ways: Box<[u8]>,
}

/// What searches ask of a record.
#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    hub: Option<Hub>,
    /// Whether it is a confidential case.
    is_withheld: bool,
    /// Whether it is a place below a province.
    is_fine_place: bool,
}

/// A tie as one of its ends sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Whether the field is in the other record and leads here.
    pub is_incoming: bool,
    /// The field that links.
    pub field: FieldId,
    /// The record at the other end.
    pub other: u32,
}

/// Who looks at a network, which decides what it leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Onlooker {
    /// The owner of the collection: nothing is left out.
    #[default]
    Owner,
    /// The reader of what is printed: without confidential cases.
    Reader,
    /// Others, as `P` has it: without confidential cases, and without places below a province.
    Others,
}

/// The bit of a tie whose field is in the other record.
const INCOMING: u8 = 0x80;

impl TieGraph {
    /// Returns the ties of a collection.
    pub fn of(collection: &Collection) -> Self {
        let redaction = Redaction::of(collection, Policy::Default);
        let mut ids: Vec<Id> = collection.ids().cloned().collect();
        sort_short_list(&mut ids, Id::cmp);
        let mut numbers: HashMap<&Id, u32> = HashMap::with_capacity(ids.len());
        numbers.extend(ids.iter().zip(0..));
        let mut ends = vec![0_u32; ids.len()];
        let withheld = collection.withheld_links();
        let is_withheld = |from: &Id, field: FieldId, to: &Id| {
            !withheld.is_empty() && withheld.contains(&(from.clone(), field, to.clone()))
        };
        let each_tie = |with: &mut dyn FnMut(u32, u32, u8)| {
            for (id, mentions) in collection.all_mentions() {
                let Some(to) = numbers.get(id).copied() else { continue };
                for mention in mentions {
                    if is_withheld(&mention.from, mention.field, id) {
                        continue;
                    }
                    let from = numbers.get(&mention.from).copied();
                    if let Some(from) = from.filter(|from| *from != to) {
                        let field = mention.field as u8;
                        with(from, to, field);
                        with(to, from, field | INCOMING);
                    }
                }
            }
        };
        each_tie(&mut |row, _, _| {
            if let Some(length) = ends.get_mut(row as usize) {
                *length += 1;
            }
        });
        let mut end = 0;
        for length in &mut ends {
            end += *length;
            *length = end;
        }
        // Each row is filled from its end, then put in order: links come in that of a hash map.
        let (mut others, mut ways) = (vec![0_u32; end as usize], vec![0_u8; end as usize]);
        let mut free = ends.clone();
        each_tie(&mut |row, other, way| {
            let Some(next) = free.get_mut(row as usize) else { return };
            *next -= 1;
            let at = *next as usize;
            if let (Some(own_other), Some(own_way)) = (others.get_mut(at), ways.get_mut(at)) {
                (*own_other, *own_way) = (other, way);
            }
        });
        let mut row: Vec<u64> = Vec::new();
        for (start, end) in free.iter().zip(&ends) {
            let range = *start as usize..*end as usize;
            if let (Some(others), Some(ways)) = (others.get_mut(range.clone()), ways.get_mut(range))
            {
                row.clear();
                let ties = others.iter().zip(ways.iter());
                row.extend(ties.map(|(other, way)| u64::from(*other) << 8 | u64::from(*way)));
                row.sort_unstable();
                for ((other, way), tie) in others.iter_mut().zip(ways).zip(&row) {
                    let [_, _, _, id @ .., tied_by] = tie.to_be_bytes();
                    (*other, *way) = (u32::from_be_bytes(id), tied_by);
                }
            }
        }
        drop((numbers, free));
        let node = |id: &Id| Node::of(collection, &redaction, id);
        let nodes = of_stretches(&ids, &|_, some| some.iter().map(node).collect::<Vec<Node>>());
        let nodes = nodes.into_iter().flatten().collect();
        let (others, ways) = (others.into(), ways.into());
        let mut graph = Self { nodes, ends: ends.into(), others, ways, ids: ids.into() };
        graph.find_hubs();
        graph
    }

    /// Marks the records as hubs that many are linked with.
    fn find_hubs(&mut self) {
        let many: Vec<u32> = (0..)
            .take(self.ids.len())
            .filter(|number| self.length(*number) >= MANY && self.hub(*number).is_none())
            .filter(|number| self.degree(*number, Onlooker::Reader) >= MANY)
            .collect();
        for number in many {
            if let Some(node) = self.nodes.get_mut(number as usize) {
                node.hub = Some(Hub::ManyTies);
            }
        }
    }

    /// Returns the number of the record with an id, unless it is left out for the onlooker.
    pub fn number(&self, id: &Id, onlooker: Onlooker) -> Option<u32> {
        let number = u32::try_from(self.ids.binary_search(id).ok()?).ok()?;
        self.shows(number, onlooker).then_some(number)
    }

    /// Returns the id of a record.
    pub fn id(&self, number: u32) -> Option<&Id> {
        self.ids.get(number as usize)
    }

    /// Returns the kind of a record.
    pub fn kind(&self, number: u32) -> Option<Kind> {
        self.nodes.get(number as usize).map(|node| node.kind)
    }

    /// Returns why a record is a hub, if it is one.
    pub fn hub(&self, number: u32) -> Option<Hub> {
        self.nodes.get(number as usize)?.hub
    }

    /// Counts the records.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Returns whether an onlooker may see a record at all.
    pub(super) fn shows(&self, number: u32, onlooker: Onlooker) -> bool {
        self.nodes.get(number as usize).is_some_and(|node| match onlooker {
            Onlooker::Owner => true,
            Onlooker::Reader => !node.is_withheld,
            Onlooker::Others => !node.is_withheld && !node.is_fine_place,
        })
    }

    /// Returns the ties of a record that an onlooker may see, those with the first ids first.
    pub fn ties(&self, number: u32, onlooker: Onlooker) -> impl Iterator<Item = Tie> {
        let row = self.row(number);
        let others = self.others.get(row.clone()).unwrap_or_default();
        let ways = self.ways.get(row).unwrap_or_default();
        let ties = others.iter().zip(ways).filter_map(|(other, way)| {
            let field = FieldId::from_repr(way & !INCOMING)?;
            Some(Tie { is_incoming: way & INCOMING != 0, field, other: *other })
        });
        ties.filter(move |tie| self.shows(tie.other, onlooker))
    }

    /// Returns the records that one is tied to, in order; one that several fields tie it to, several times.
    pub(super) fn neighbours(&self, number: u32) -> &[u32] {
        self.others.get(self.row(number)).unwrap_or_default()
    }

    /// Counts the records that an onlooker sees one tied to: what `rel:=ID` finds.
    pub fn degree(&self, number: u32, onlooker: Onlooker) -> usize {
        // A row is in order, so that each record of it is a chunk.
        let others = self.neighbours(number).chunk_by(|one, next| one == next);
        others.filter_map(<[u32]>::first).filter(|other| self.shows(**other, onlooker)).count()
    }

    /// Counts the ties of a record.
    fn length(&self, number: u32) -> usize {
        self.row(number).len()
    }

    fn row(&self, number: u32) -> std::ops::Range<usize> {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or_default();
        start.unwrap_or_default() as usize..end as usize
    }
}

impl Node {
    fn of(collection: &Collection, redaction: &Redaction<'_>, id: &Id) -> Self {
        let kind = collection.kind_of(id).unwrap_or(Kind::Source);
        Self {
            kind,
            hub: Hub::by_nature(collection, id, kind),
            is_withheld: redaction.is_left_out(id),
            is_fine_place: kind == Kind::Place && !is_coarse_place(collection, id),
        }
    }
}
