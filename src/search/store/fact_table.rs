//! The fact table of a block: field values of its lines, dictionary-encoded, so that each distinct
//! value is stored and tested once.

pub(crate) mod packing;

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::csr::{Csr, CsrBuilder, small};
use super::facts::{
    Fact, Facts, FieldNo, NameSet, SharedValues, SortKey, StoredFact, StoredForm, TextNo,
    ValueSpan, one_line,
};
use super::string_arena::{StringArena, StringSpan};
use super::text_column::TextColumn;
use crate::search::values::amount::{Amount, Unit};
use crate::search::values::days::Days;
use crate::search::values::truth::Truth;

/// The facts of the lines of a block. Most facts, such as a kind or a country, belong to many lines, so each
/// distinct fact is stored and tested once.
#[derive(Clone, Debug)]
pub(crate) struct FactTable {
    strings: StringArena,
    own: Box<[(FieldNo, StoredFact)]>,
    shared: Box<[(FieldNo, Arc<SharedValues>)]>,
    /// For each line, the numbers of its own facts, in the order in which they were added.
    lines: Csr,
    /// For each line, the numbers of its shared values, in the same order.
    sharing: Csr,
}

/// Builds a fact table line by line.
#[derive(Debug, Default)]
pub(crate) struct FactTableBuilder {
    strings: StringArena,
    own: Vec<(FieldNo, StoredFact)>,
    shared: Vec<(FieldNo, Arc<SharedValues>)>,
    lines: CsrBuilder,
    sharing: CsrBuilder,
    /// The numbers of the own facts, by their content. A `HashTable` has no copy of the keys: they are read
    /// from `own` and `strings`.
    known: HashTable<u32>,
    hasher: RandomState,
    /// The numbers of the shared values, by their address: comparing the address is cheaper than comparing
    /// the values, and no address is reused while `shared` holds the `Arc`.
    borrowed: HashMap<(FieldNo, usize), u32>,
}

/// The facts of one line.
#[derive(Clone, Copy, Debug)]
pub struct LineFacts<'b> {
    table: &'b FactTable,
    columns: &'b [TextColumn],
    line: usize,
}

/// The content of a fact, for comparing and hashing.
#[derive(PartialEq, Eq, Hash)]
enum FactKey<'l> {
    Value(&'l str, &'l str),
    Text(TextNo),
    Amount(u64, u64, Option<Unit>),
    Days(&'l Days),
    Names(NameSet),
}

impl FactTableBuilder {
    /// Adds the facts of the next line; `to_column` converts the number of a text in the line to its number
    /// in the text column.
    pub(crate) fn add(&mut self, facts: &Facts, to_column: impl Fn(TextNo) -> Option<TextNo>) {
        for (field, fact) in &facts.own {
            let moved;
            let fact = if let StoredFact::Text(text) = fact {
                let Some(text) = to_column(*text) else { continue };
                moved = StoredFact::Text(text);
                &moved
            } else {
                fact
            };
            let number = self.intern(*field, fact, &facts.strings);
            self.lines.add(number);
        }
        for (field, values) in &facts.shared {
            let Self { shared, borrowed, .. } = self;
            let fact = *borrowed.entry((*field, Arc::as_ptr(values).addr())).or_insert_with(|| {
                shared.push((*field, Arc::clone(values)));
                small(shared.len() - 1)
            });
            self.sharing.add(fact);
        }
        self.lines.end_list();
        self.sharing.end_list();
    }

    /// Returns the number of a fact, which is added if no line of the block has it yet.
    fn intern(&mut self, field: FieldNo, fact: &StoredFact, texts: &StringArena) -> u32 {
        let Self { strings, own, known, hasher, .. } = self;
        let wanted = (field, FactKey::of(fact, texts));
        let hash = hasher.hash_one(&wanted);
        let key = |number: &u32| {
            own.get(*number as usize).map(|(field, fact)| (*field, FactKey::of(fact, strings)))
        };
        if let Some(number) = known.find(hash, |number| key(number).as_ref() == Some(&wanted)) {
            return *number;
        }
        let number = small(own.len());
        known.insert_unique(hash, number, |n| key(n).map_or(0, |key| hasher.hash_one(&key)));
        let fact = strings.adopt(fact, texts);
        own.push((field, fact));
        number
    }

    /// Returns the finished table; the buffers are reused for the next.
    pub(crate) fn finish(&mut self) -> FactTable {
        self.known.clear();
        self.borrowed.clear();
        FactTable {
            strings: self.strings.take(),
            own: self.own.drain(..).collect(),
            shared: self.shared.drain(..).collect(),
            lines: self.lines.take(),
            sharing: self.sharing.take(),
        }
    }
}

impl FactTable {
    /// Returns the number of lines.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns the facts of a line, given the text columns of the block.
    pub(crate) fn line<'b>(
        &'b self,
        line: usize,
        columns: &'b [TextColumn],
    ) -> Option<LineFacts<'b>> {
        (line < self.len()).then_some(LineFacts { table: self, columns, line })
    }

    /// Returns for each line the best `answer` of its facts in a field: a disjunction in three-valued
    /// logic. `answer` is called once for each distinct fact, not for each line.
    pub(crate) fn answers(
        &self,
        field: FieldNo,
        columns: &[TextColumn],
        answer: impl Fn(Fact<'_>) -> Truth,
    ) -> Vec<Truth> {
        let best = |answers: &mut dyn Iterator<Item = Truth>| answers.max().unwrap_or(Truth::No);
        let own = self.own.iter().map(|(its_field, stored)| {
            let fact = if *its_field == field { self.fact(stored, columns) } else { None };
            fact.map_or(Truth::No, &answer)
        });
        let shared = self.shared.iter().map(|(its_field, values)| {
            if *its_field == field {
                values.as_far_as_known(best(&mut values.facts().map(&answer)))
            } else {
                Truth::No
            }
        });
        let (own, shared): (Vec<Truth>, Vec<Truth>) = (own.collect(), shared.collect());
        let of_line = |line: usize| {
            let of = |facts: &Csr, all: &[Truth]| {
                best(&mut facts.list(line).filter_map(|fact| all.get(fact as usize).copied()))
            };
            of(&self.lines, &own).max(of(&self.sharing, &shared))
        };
        (0..self.len()).map(of_line).collect()
    }

    /// Calls `put` for each line with each group in which one of its facts in a field is, and how surely.
    /// `groups_of` finds the groups of a fact; it is called once for each distinct fact.
    pub(crate) fn group(
        &self,
        field: FieldNo,
        columns: &[TextColumn],
        mut groups_of: impl FnMut(Fact<'_>, &mut Vec<(u32, Truth)>),
        mut put: impl FnMut(usize, u32, Truth),
    ) {
        let mut found: Vec<(u32, Truth)> = Vec::new();
        // For each fact, where its groups end in `found`; they start where those of the fact before end.
        let mut ends = vec![0];
        let mut end_fact = |found: &Vec<(u32, Truth)>| ends.push(found.len());
        for (its_field, stored) in &self.own {
            if let Some(fact) = self.fact(stored, columns).filter(|_| *its_field == field) {
                groups_of(fact, &mut found);
            }
            end_fact(&found);
        }
        for (its_field, values) in &self.shared {
            if *its_field == field {
                let from = found.len();
                values.facts().for_each(|fact| groups_of(fact, &mut found));
                for (_, answer) in found.iter_mut().skip(from) {
                    *answer = values.as_far_as_known(*answer);
                }
            }
            end_fact(&found);
        }
        if found.is_empty() {
            return;
        }
        let groups = |fact: usize| {
            let (from, to) = (ends.get(fact).copied()?, ends.get(fact + 1).copied()?);
            found.get(from..to)
        };
        for line in 0..self.len() {
            let own = self.lines.list(line).map(|fact| fact as usize);
            let shared = self.sharing.list(line).map(|fact| self.own.len() + fact as usize);
            for (group, answer) in own.chain(shared).filter_map(groups).flatten() {
                put(line, *group, *answer);
            }
        }
    }

    fn fact<'b>(&'b self, stored: &'b StoredFact, columns: &'b [TextColumn]) -> Option<Fact<'b>> {
        Some(match stored {
            StoredFact::Value(value) => value.fact(&self.strings),
            StoredFact::Text(TextNo { part, number }) => {
                let text = columns.get(*part as usize)?.text(*number as usize)?;
                Fact::Value { folded: text.folded, stored: StoredForm::Text(text.original) }
            }
            StoredFact::Amount(amount) => Fact::Amount(amount),
            StoredFact::Days(days) => Fact::Days(days),
            StoredFact::Names(names) => Fact::Names(names),
        })
    }
}

impl<'b> LineFacts<'b> {
    /// Returns the sort key of the line: the first number or day of the field, or else its first value.
    pub fn sort_key(self, field: FieldNo) -> Option<SortKey<'b>> {
        let typed = self.of(field).find_map(|fact| match fact {
            Fact::Amount(amount) => Some(SortKey::Number(amount.unit, amount.least)),
            Fact::Days(days) => Some(SortKey::Day(days.first())),
            Fact::Value { .. } | Fact::Names(_) => None,
        });
        typed.or_else(|| {
            self.of(field).find_map(|fact| match fact {
                Fact::Value { folded, .. } => Some(SortKey::Text(folded)),
                Fact::Amount(_) | Fact::Days(_) | Fact::Names(_) => None,
            })
        })
    }

    /// Returns the values that a field has in the file.
    pub fn stored_in(self, field: FieldNo) -> impl Iterator<Item = Cow<'b, str>> {
        self.of(field).filter_map(|fact| match fact {
            Fact::Value { stored: StoredForm::As(stored), .. } => Some(Cow::Borrowed(stored)),
            Fact::Value { stored: StoredForm::Text(text), .. } => {
                Some(Cow::Owned(one_line(&text.written())))
            }
            Fact::Value { stored: StoredForm::Not, .. }
            | Fact::Amount(_)
            | Fact::Days(_)
            | Fact::Names(_) => None,
        })
    }

    /// Returns the names that a field has.
    pub fn names_in(self, field: FieldNo) -> Option<&'b NameSet> {
        self.of(field).find_map(|fact| match fact {
            Fact::Names(names) => Some(names),
            Fact::Value { .. } | Fact::Amount(_) | Fact::Days(_) => None,
        })
    }

    /// Returns the dates that a field has.
    pub fn days_of(self, field: FieldNo) -> impl Iterator<Item = &'b Days> {
        self.of(field).filter_map(|fact| match fact {
            Fact::Days(days) => Some(days),
            Fact::Value { .. } | Fact::Amount(_) | Fact::Names(_) => None,
        })
    }

    /// Returns the numbers that a field has.
    pub fn amounts_of(self, field: FieldNo) -> impl Iterator<Item = &'b Amount> {
        self.of(field).filter_map(|fact| match fact {
            Fact::Amount(amount) => Some(amount),
            Fact::Value { .. } | Fact::Days(_) | Fact::Names(_) => None,
        })
    }

    /// Returns the facts of a field, the line's own first, in the order in which they were added.
    fn of(self, field: FieldNo) -> impl Iterator<Item = Fact<'b>> {
        let Self { table: fact_table, columns, .. } = self;
        let own = self.own().filter(move |(its_field, _)| *its_field == field);
        let own = own.filter_map(move |(_, stored)| fact_table.fact(stored, columns));
        let shared = self.shared().filter(move |(its_field, _)| *its_field == field);
        own.chain(shared.flat_map(|(_, values)| values.facts()))
    }

    fn own(self) -> impl Iterator<Item = &'b (FieldNo, StoredFact)> {
        let Self { table: fact_table, line, .. } = self;
        fact_table.lines.list(line).filter_map(|fact| fact_table.own.get(fact as usize))
    }

    fn shared(self) -> impl Iterator<Item = &'b (FieldNo, Arc<SharedValues>)> {
        let Self { table: fact_table, line, .. } = self;
        fact_table.sharing.list(line).filter_map(|fact| fact_table.shared.get(fact as usize))
    }

    /// Returns the facts as they were added; `to_line` converts the number of a text in its column to its
    /// number in the line.
    pub(crate) fn facts(self, to_line: impl Fn(TextNo) -> Option<TextNo>) -> Facts {
        let mut facts = Facts::default();
        for (field, stored_fact) in self.own() {
            let moved = match stored_fact {
                StoredFact::Text(text) => match to_line(*text) {
                    Some(text) => StoredFact::Text(text),
                    None => continue,
                },
                StoredFact::Value(ValueSpan { folded, stored }) => {
                    let strings = &self.table.strings;
                    StoredFact::Value(
                        facts.strings.value(strings.get(*folded), strings.get(*stored)),
                    )
                }
                StoredFact::Amount(_) | StoredFact::Days(_) | StoredFact::Names(_) => {
                    stored_fact.clone()
                }
            };
            facts.own.push((*field, moved));
        }
        facts.shared = self.shared().cloned().collect();
        facts
    }
}

impl<'l> FactKey<'l> {
    fn of(stored: &'l StoredFact, strings: &'l StringArena) -> Self {
        match stored {
            StoredFact::Text(text) => Self::Text(*text),
            StoredFact::Value(ValueSpan { folded, stored }) => {
                Self::Value(strings.get(*folded), strings.get(*stored))
            }
            StoredFact::Amount(amount) => {
                let Amount { least, most, unit } = **amount;
                Self::Amount(least.to_bits(), most.to_bits(), unit)
            }
            StoredFact::Days(days) => Self::Days(days),
            StoredFact::Names(names) => Self::Names(**names),
        }
    }
}

impl StringArena {
    /// Copies a fact, with its strings, from another arena.
    fn adopt(&mut self, fact: &StoredFact, from: &Self) -> StoredFact {
        match fact {
            StoredFact::Value(ValueSpan { folded, stored }) => {
                StoredFact::Value(self.value(from.get(*folded), from.get(*stored)))
            }
            StoredFact::Text(_)
            | StoredFact::Amount(_)
            | StoredFact::Days(_)
            | StoredFact::Names(_) => fact.clone(),
        }
    }

    fn value(&mut self, folded: &str, stored: &str) -> ValueSpan {
        let start = self.push(folded);
        let stored = match stored {
            "" => StringSpan::default(),
            same if same == folded => start,
            other => self.push(other),
        };
        ValueSpan { folded: start, stored }
    }
}
