//! The link graph behind `rel:` queries: which records are linked, in either direction.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use crate::collection::containers::persistent_map::PersistentMap;
use crate::collection::index::Mention;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::record::{FieldId, Id, WHEREABOUTS_WITHHELD};
use crate::search::{Condition, Query, Truth, ValueCondition, evaluate_conditions};

use crate::collection::lookup::{Lookup, ValueCount};
use crate::text::ByteRange;

/// The links of all lines, looked for when they are first asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkGraph {
    /// For each line the numbers of those that it is linked with, each once.
    lines: Vec<Vec<u32>>,
    /// The ids that no line has, each with the lines that are linked to it.
    dangling: Vec<(Id, Vec<u32>)>,
}

impl LinkGraph {
    /// Returns the links between the lines of `ids`, without those that are withheld.
    fn of(
        ids: &[Id],
        mentions: &PersistentMap<Id, Arc<[Mention]>>,
        withheld: &HashSet<(Id, FieldId, Id)>,
    ) -> Self {
        let mut numbers: HashMap<&Id, u32> = HashMap::with_capacity(ids.len());
        numbers.extend(ids.iter().zip(0..));
        let mut ties = Self { lines: vec![Vec::new(); ids.len()], dangling: Vec::new() };
        for (to, mentions) in mentions.iter() {
            let is_open = |mention: &&Mention| {
                withheld.is_empty()
                    || !withheld.contains(&(mention.from.clone(), mention.field, to.clone()))
            };
            let from = mentions.iter().filter(is_open);
            let from = from.filter_map(|mention| numbers.get(&mention.from).copied());
            let mut from: Vec<u32> = from.collect();
            from.dedup();
            let Some(to) = numbers.get(to).copied() else {
                ties.dangling.push((to.clone(), from));
                continue;
            };
            for (one, other) in from.into_iter().flat_map(|from| [(from, to), (to, from)]) {
                if let Some(of_one) = ties.lines.get_mut(one as usize) {
                    of_one.push(other);
                }
            }
        }
        for of_one in &mut ties.lines {
            // Two records may link to each other.
            of_one.sort_unstable();
            of_one.dedup();
        }
        ties
    }
}

impl Lookup {
    /// Tells for each line whether it is linked with a record that is meant.
    pub(crate) fn linked_with(&self, asked: &[ValueCondition]) -> Arc<[Truth]> {
        let FieldNumbers { id, rel, .. } = FieldNumbers::of(&self.catalogue);
        // What is meant to the letter is an id.
        let begun = asked.iter().filter(|asked| !matches!(asked.condition, Condition::Is(_)));
        let names = evaluate_conditions(&self.store, rel, &begun.cloned().collect::<Vec<_>>());
        let ids = evaluate_conditions(&self.store, id, asked);
        let meant: Vec<Truth> = ids.into_iter().zip(names).map(|(id, name)| id.max(name)).collect();
        let ties = self.ties();
        let best = |others: &Vec<u32>| {
            let answers = others.iter().filter_map(|other| meant.get(*other as usize));
            answers.copied().max().unwrap_or(Truth::No)
        };
        let mut answers: Vec<Truth> = ties.lines.iter().map(best).collect();
        for (id, from) in &ties.dangling {
            let meant = ValueCondition::any_of(asked, id.as_str());
            for line in from {
                if let Some(answer) = answers.get_mut(*line as usize) {
                    *answer = meant.max(*answer);
                }
            }
        }
        answers.into()
    }

    /// Returns the ids of what the records that a query finds are linked with, in no order.
    pub(crate) fn linked(&self, query: &Query) -> Vec<ValueCount<'_>> {
        let ties = self.ties();
        let found: HashSet<usize> =
            self.find(query).into_iter().map(|(_, hit)| hit.index).collect();
        let lines = self.ids.iter().zip(&ties.lines);
        let dangling = ties.dangling.iter().map(|(id, from)| (id, from));
        let tallies = lines.chain(dangling).filter_map(|(id, others)| {
            let mut linked = others.iter().map(|other| *other as usize);
            let example = linked.find(|other| found.contains(other))?;
            let count = 1 + linked.filter(|other| found.contains(other)).count();
            Some(ValueCount { value: id.as_str().into(), count, example: self.ids.get(example) })
        });
        tallies.collect()
    }

    fn ties(&self) -> &LinkGraph {
        self.links.get_or_init(|| {
            let withheld = self.withheld_links();
            LinkGraph::of(&self.ids, self.texts.mentions(), &withheld)
        })
    }

    /// Returns the links that would say where someone is who does not want that to be known. Few records have the tag, and
    /// the lines say which; those that are not made yet are looked at themselves.
    fn withheld_links(&self) -> HashSet<(Id, FieldId, Id)> {
        let Some(tags) = self.catalogue.number(FieldId::Tags.as_str()) else {
            return self.texts.withheld_links(|_| true);
        };
        if !self.is_complete() {
            return self.texts.withheld_links(|_| true);
        }
        let tag = ValueCondition {
            range: ByteRange::default(),
            condition: Condition::Is(WHEREABOUTS_WITHHELD.to_owned()),
        };
        let tagged = evaluate_conditions(&self.store, tags, &[tag]);
        let tagged = self.ids.iter().zip(tagged).filter(|(_, has)| *has != Truth::No);
        let tagged: HashSet<&Id> = tagged.map(|(id, _)| id).collect();
        if tagged.is_empty() {
            HashSet::new()
        } else {
            self.texts.withheld_links(|id| tagged.contains(id))
        }
    }
}
