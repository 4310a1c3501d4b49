//! Counts how many matching records have each value of a field.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::states::RecordState;
use crate::record::Id;
use crate::search::{CountedValue, FieldNo, LineFacts, LineSet, Query, ValueKind, counted_values};

use crate::collection::lookup::Lookup;

/// A value of a field, and how many records have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount<'l> {
    /// The value as it is stored; a name where the field takes names.
    pub value: Cow<'l, str>,
    /// How many of the records that were found would still be, were they asked for it too.
    pub count: usize,
    /// One of them; `None` where there is none.
    pub example: Option<&'l Id>,
}

impl Lookup {
    /// Returns what the field has in the records that a query finds, in no order.
    ///
    /// Where the field takes names, as `is:` does, every name is there, else every value that one
    /// of the records has.
    pub fn tally(&self, field: &str, query: &Query) -> Vec<ValueCount<'_>> {
        let Some(number) = self.catalogue.number(field) else { return Vec::new() };
        let known = self.catalogue.field(number);
        match known.map(|known| &known.takes) {
            Some(ValueKind::Names(names)) => self.names(number, names.names(), query),
            Some(ValueKind::Record(_)) => self.linked(query),
            Some(
                ValueKind::Words
                | ValueKind::TextsOf(_)
                | ValueKind::ArchivedTexts
                | ValueKind::OneOf(_)
                | ValueKind::Number
                | ValueKind::Decimal
                | ValueKind::Money
                | ValueKind::Date
                | ValueKind::Order(_),
            )
            | None => self.values(number, query),
        }
    }

    fn names<'l>(
        &'l self,
        field: FieldNo,
        names: &'l [String],
        query: &Query,
    ) -> Vec<ValueCount<'l>> {
        let none =
            |value: &'l String| ValueCount { value: Cow::Borrowed(value), count: 0, example: None };
        let mut tallies: Vec<ValueCount<'_>> = names.iter().map(none).collect();
        let is = FieldNumbers::of(&self.catalogue).is;
        let others = [RecordState::Problem, RecordState::Unused];
        let is_in = |id: &Id, number| {
            let mut decided = others.into_iter().filter(|state| *state as usize == number);
            field == is && decided.any(|state| self.is_in(state, id))
        };
        for (id, known) in self.found(query) {
            let Some(set) = known.names_in(field) else { continue };
            for (number, tally) in tallies.iter_mut().enumerate() {
                if set.contains(number) || is_in(id, number) {
                    tally.count += 1;
                    tally.example = Some(id);
                }
            }
        }
        tallies
    }

    fn values<'l>(&'l self, field: FieldNo, query: &Query) -> Vec<ValueCount<'l>> {
        if query.nodes().is_empty() {
            return self.values_of_cases(field);
        }
        let mut tallies: HashMap<Cow<'l, str>, ValueCount<'l>> = HashMap::new();
        for (id, known) in self.found(query) {
            for value in known.stored_in(field) {
                let new = |value: &Cow<'l, str>| ValueCount {
                    value: value.clone(),
                    count: 0,
                    example: None,
                };
                let tally = tallies.entry(value).or_insert_with_key(new);
                // A record may have a value twice: in an event too, or by two of its places.
                if tally.example != Some(id) {
                    tally.count += 1;
                    tally.example = Some(id);
                }
            }
        }
        tallies.into_values().collect()
    }

    /// Returns the same for the query that finds all cases: each value of a block is looked at once, and no record by itself.
    fn values_of_cases(&self, field: FieldNo) -> Vec<ValueCount<'_>> {
        let cases = LineSet::where_holds(self.indexed(), |line| line < self.cases);
        let mut all: HashMap<String, (usize, usize)> = HashMap::new();
        for CountedValue { value, count, last } in
            counted_values(&self.store, field, &cases, &|_| true)
        {
            let (number, last_of_all) = all.entry(value).or_default();
            *number += count;
            *last_of_all = last.max(*last_of_all);
        }
        let counted = |(value, (count, last)): (String, (usize, usize))| ValueCount {
            value: Cow::Owned(value),
            count,
            example: self.ids.get(last),
        };
        all.into_iter().map(counted).collect()
    }

    fn found(&self, query: &Query) -> impl Iterator<Item = (&Id, LineFacts<'_>)> {
        let found = self.find(query).into_iter();
        found.filter_map(|(id, hit)| Some((id, self.store.facts(hit.index)?)))
    }
}
