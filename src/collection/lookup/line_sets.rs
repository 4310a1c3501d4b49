//! Sets of records, as a query or a condition on a field finds them, for counting many of them at once.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _};

use crate::collection::assemble::Collection;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::indexer::SearchIndexer;
use crate::collection::lookup::{Lookup, asks_beyond_cases, line_of};
use crate::record::Id;
use crate::search::{
    CountedValue, DayNumber, FieldNo, LineSet, Polarity, Query, QueryNode, Term, TermTarget, Truth,
    ValueCondition, counted_values, grouped_lines, matching_lines,
};

impl Lookup {
    /// Returns the lines of a collection in which little more is known than some fields: those that the query
    /// names and these. Where the query needs more, everything is known.
    pub fn for_fields(collection: &Collection, query: &Query, fields: &[FieldNo]) -> Self {
        let named: Vec<FieldNo> = query.fields().chain(fields.iter().copied()).collect();
        let every_term_names_a_field = {
            let reduced = query.field_terms_only();
            reduced.terms().len() == query.terms().len()
        };
        let reaches_further = ["rel", "is", "text"].iter().any(|name| {
            query.names_field(name)
                || collection.catalogue().number(name).is_some_and(|no| fields.contains(&no))
        });
        if !every_term_names_a_field || reaches_further {
            return Self::of(collection);
        }
        let records: Vec<_> = collection.index.slots().collect();
        let mut lookup = Self::unindexed_with(collection, &records);
        if let Some(targets) = lookup.targets.take() {
            let indexer = SearchIndexer::with_targets(targets, collection, &lookup.catalogue);
            let indexer = indexer.only(named.into_iter());
            lookup.store.append_blocks(usize::MAX, records.len(), line_of(&records, &indexer));
        }
        lookup
    }

    /// Returns the records that a query finds, as a set of lines.
    ///
    /// The words of the query are searched literally only, as phrases are.
    pub fn matching(&self, query: &Query) -> LineSet {
        let all = asks_beyond_cases(query);
        let answered = self.answered(query);
        let query = answered.as_ref().unwrap_or(query);
        matching_lines(query, &self.store, &|line| all || line < self.cases)
    }

    /// Returns for each of these queries, each a list of conditions on fields that must all hold, the lines for
    /// which they hold; `None` for one that is anything else.
    ///
    /// All are answered in one pass over the facts for each field that they name.
    pub fn sets_of_terms(&self, queries: &[&str]) -> Vec<Option<LineSet>> {
        let read = |terms: &&str| Query::read(terms, &self.catalogue).0;
        let queries: Vec<Query> = queries.iter().map(read).collect();
        let mut by_field: Vec<(FieldNo, Vec<&[ValueCondition]>)> = Vec::new();
        // For each query, where the set of each of its terms is, and whether it is negated.
        let mut places: Vec<Option<Vec<TermPlace>>> = Vec::new();
        for query in &queries {
            let terms = query.nodes().iter().map(|node| match node {
                QueryNode::Term(Term {
                    sign,
                    target: TermTarget::Field { field, asked, .. },
                    ..
                }) => {
                    let known = by_field.iter().position(|(known, _)| known == field);
                    let number = known.unwrap_or_else(|| {
                        by_field.push((*field, Vec::new()));
                        by_field.len() - 1
                    });
                    let (_, groups) = by_field.get_mut(number)?;
                    groups.push(asked);
                    Some(TermPlace { field: number, group: groups.len() - 1, sign: *sign })
                }
                QueryNode::Term(_) | QueryNode::Group(_) => None,
            });
            let terms: Option<Vec<TermPlace>> = terms.collect();
            places.push(terms.filter(|terms| !terms.is_empty()));
        }
        let FieldNumbers { is, .. } = FieldNumbers::of(&self.catalogue);
        let sets: Vec<Vec<LineSet>> = by_field
            .iter()
            .map(|(field, groups)| {
                if *field == is {
                    // One of the states is not among the facts of a line.
                    return groups.iter().map(|asked| LineSet::of(&self.in_state(asked))).collect();
                }
                grouped_lines(&self.store, *field, groups)
            })
            .collect();
        let set_of = |place: &TermPlace| {
            let set = sets.get(place.field)?.get(place.group)?;
            Some(match place.sign {
                Polarity::With => set.clone(),
                Polarity::Without => !set,
            })
        };
        let joined = |terms: Option<Vec<TermPlace>>| {
            let sets: Option<Vec<LineSet>> = terms?.iter().map(set_of).collect();
            sets?.into_iter().reduce(|one, other| one.and(&other))
        };
        places.into_iter().map(joined).collect()
    }

    /// Returns the values that some lines have in a field, each with how many of the lines have it, in no
    /// order.
    pub fn values_in(&self, field: &str, lines: &LineSet) -> HashMap<String, usize> {
        self.values_as(field, lines, &|_| true)
    }

    /// Returns the same of those lines that certainly have the value: no source says otherwise.
    pub fn certain_values_in(&self, field: &str, lines: &LineSet) -> HashMap<String, usize> {
        self.values_as(field, lines, &|answer| answer == Truth::Certainly)
    }

    /// Returns the same of those lines of which sources contradict each other about the value.
    pub fn disputed_values_in(&self, field: &str, lines: &LineSet) -> HashMap<String, usize> {
        self.values_as(field, lines, &|answer| answer == Truth::Possibly)
    }

    fn values_as(
        &self,
        field: &str,
        lines: &LineSet,
        wanted: &(dyn Fn(Truth) -> bool + Sync),
    ) -> HashMap<String, usize> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let Some(number) = self.catalogue.number(field) else { return counts };
        for CountedValue { value, count, .. } in counted_values(&self.store, number, lines, wanted)
        {
            *counts.entry(value).or_default() += count;
        }
        counts
    }

    /// Returns for each date that some lines have in a field its first and its last possible day, where that is
    /// known.
    pub fn days_in(
        &self,
        field: &str,
        lines: &LineSet,
    ) -> Vec<(Option<DayNumber>, Option<DayNumber>)> {
        let Some(number) = self.catalogue.number(field) else { return Vec::new() };
        let days = lines.lines().filter_map(|line| self.store.facts(line));
        let days = days.flat_map(|facts| facts.days_of(number));
        let known =
            |day: DayNumber| (day != DayNumber::MIN && day != DayNumber::MAX).then_some(day);
        days.map(|days| (known(days.first()), known(days.last()))).collect()
    }

    /// Returns the numbers that some lines have in a field, each with the line, its least and its greatest
    /// possible value.
    pub fn amounts_in(&self, field: &str, lines: &LineSet) -> Vec<(usize, f64, f64)> {
        let Some(number) = self.catalogue.number(field) else { return Vec::new() };
        let of_line = |line: usize| {
            let facts = self.store.facts(line).into_iter();
            let amounts = facts.flat_map(move |facts| facts.amounts_of(number));
            amounts.map(move |amount| (line, amount.least, amount.most))
        };
        lines.lines().flat_map(of_line).collect()
    }

    /// Returns the values that a line has in a field.
    pub fn values_of(&self, line: usize, field: &str) -> Vec<String> {
        let number = self.catalogue.number(field);
        let facts = number.zip(self.store.facts(line));
        let values = facts.into_iter().flat_map(|(number, facts)| facts.stored_in(number));
        values.map(Cow::into_owned).collect()
    }

    /// Returns the set of the records with such an id.
    pub fn lines_where(&self, holds: impl Fn(&Id) -> bool) -> LineSet {
        let answers: Vec<Truth> = self.ids.iter().map(|id| Truth::from(holds(id))).collect();
        LineSet::of(&answers)
    }
}

/// Where the set of a term is.
struct TermPlace {
    field: usize,
    group: usize,
    sign: Polarity,
}
