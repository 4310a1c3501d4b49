//! The fact table of a block: field values of its lines, dictionary-encoded, so that each distinct
//! value is stored and tested once.

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::csr::{Csr, CsrBuilder};
use super::facts::{
    Fact, Facts, FieldNo, NameSet, SharedValues, SortKey, StoredFact, StoredForm, ValueSpan,
    one_line,
};
use super::string_arena::StringArena;
use super::text_column::TextColumn;
use crate::search::part::Part;
use crate::search::values::amount::{Amount, Unit};
use crate::search::values::days::Days;
use crate::search::values::truth::Truth;

/// What is known of some lines. Few things are known of one line only, so that each is kept, and
/// asked, once.
#[derive(Clone, Debug)]
pub(crate) struct FactTable {
    strings: StringArena,
    own: Box<[(FieldNo, StoredFact)]>,
    shared: Box<[(FieldNo, Arc<SharedValues>)]>,
    /// For each line the numbers of its own facts, in the order in which they were added.
    lines: Csr,
    /// For each line the numbers of the facts that it shares, in the same order.
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
    /// The numbers of the facts that are not shared, by what they say.
    known: HashTable<u32>,
    hasher: RandomState,
    /// The numbers of those that are, by where their values lie.
    borrowed: HashMap<(FieldNo, usize), u32>,
}

/// What is known of one line, field by field.
#[derive(Clone, Copy, Debug)]
pub struct LineFacts<'b> {
    table: &'b FactTable,
    columns: &'b [TextColumn],
    line: usize,
}

/// What makes two facts the same.
#[derive(PartialEq, Eq, Hash)]
enum FactKey<'l> {
    Value(&'l str, &'l str),
    Text(Part, u32),
    Amount(u64, u64, Option<Unit>),
    Days(&'l Days),
    Names(NameSet),
}

impl FactTableBuilder {
    /// Writes down what is known of the line that is next; `text` tells which text of its part a text
    /// of the line is, by the part and the number that it has there in the line.
    pub(crate) fn add(&mut self, facts: &Facts, text: impl Fn(Part, u32) -> Option<u32>) {
        for (field, kept) in &facts.own {
            let moved;
            let kept = if let StoredFact::Text(part, at) = kept {
                let Some(at) = text(*part, *at) else { continue };
                moved = StoredFact::Text(*part, at);
                &moved
            } else {
                kept
            };
            let fact = self.number((*field, kept), &facts.strings);
            self.lines.add(fact);
        }
        for (field, values) in &facts.shared {
            let Self { shared, borrowed, .. } = self;
            let fact = *borrowed.entry((*field, Arc::as_ptr(values).addr())).or_insert_with(|| {
                // What is held here stays where it lies.
                shared.push((*field, Arc::clone(values)));
                small(shared.len() - 1)
            });
            self.sharing.add(fact);
        }
        self.lines.end_list();
        self.sharing.end_list();
    }

    /// Returns the number of a fact, which is added where no line had it before.
    fn number(&mut self, (field, kept): (FieldNo, &StoredFact), texts: &StringArena) -> u32 {
        let Self { strings, own, known, hasher, .. } = self;
        let wanted = (field, FactKey::of(kept, texts));
        let hash = hasher.hash_one(&wanted);
        let of = |fact: &u32| {
            own.get(*fact as usize).map(|(field, kept)| (*field, FactKey::of(kept, strings)))
        };
        if let Some(fact) = known.find(hash, |fact| of(fact).as_ref() == Some(&wanted)) {
            return *fact;
        }
        let fact = small(own.len());
        known.insert_unique(hash, fact, |fact| of(fact).map_or(0, |fact| hasher.hash_one(&fact)));
        let kept = strings.adopt(kept, texts);
        own.push((field, kept));
        fact
    }

    /// Returns the finished table; its buffers are kept for the next.
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
    /// Returns how many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns what is known of a line, given the texts of all lines.
    pub(crate) fn line<'b>(
        &'b self,
        line: usize,
        columns: &'b [TextColumn],
    ) -> Option<LineFacts<'b>> {
        (line < self.len()).then_some(LineFacts { table: self, columns, line })
    }

    /// Returns what `answer` says of each line: the best that it says of one of the line's facts in
    /// a field. It is asked once for each fact.
    pub(crate) fn answers(
        &self,
        field: FieldNo,
        columns: &[TextColumn],
        answer: impl Fn(Fact<'_>) -> Truth,
    ) -> Vec<Truth> {
        let best = |answers: &mut dyn Iterator<Item = Truth>| answers.max().unwrap_or(Truth::No);
        let own = self.own.iter().map(|(known, kept)| {
            let fact = if *known == field { self.fact(kept, columns) } else { None };
            fact.map_or(Truth::No, &answer)
        });
        let shared = self.shared.iter().map(|(known, values)| {
            if *known == field { best(&mut values.facts().map(&answer)) } else { Truth::No }
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

    fn fact<'b>(&'b self, kept: &'b StoredFact, columns: &'b [TextColumn]) -> Option<Fact<'b>> {
        Some(match kept {
            StoredFact::Value(value) => value.fact(&self.strings),
            StoredFact::Text(part, number) => {
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
    /// Returns the key by which a line is sorted: the first number or day of the field, else its
    /// first value.
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

    /// Returns the values that are stored in a field.
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

    /// Returns the facts of a field, the line's own first, in the order in which they were added.
    fn of(self, field: FieldNo) -> impl Iterator<Item = Fact<'b>> {
        let Self { table: fact_table, columns, .. } = self;
        let own = self.own().filter(move |(known, _)| *known == field);
        let own = own.filter_map(move |(_, kept)| fact_table.fact(kept, columns));
        let shared = self.shared().filter(move |(known, _)| *known == field);
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

    /// Returns the facts as they were put in; `text` tells the number in the line of a text, by its
    /// part and its number there.
    pub(crate) fn facts(self, text: impl Fn(Part, u32) -> Option<u32>) -> Facts {
        let mut facts = Facts::default();
        for (field, kept) in self.own() {
            let moved = match kept {
                StoredFact::Text(part, number) => match text(*part, *number) {
                    Some(at) => StoredFact::Text(*part, at),
                    None => continue,
                },
                StoredFact::Value(ValueSpan { folded, stored }) => {
                    let strings = &self.table.strings;
                    StoredFact::Value(
                        facts.strings.value(strings.get(*folded), strings.get(*stored)),
                    )
                }
                StoredFact::Amount(_) | StoredFact::Days(_) | StoredFact::Names(_) => kept.clone(),
            };
            facts.own.push((*field, moved));
        }
        facts.shared = self.shared().cloned().collect();
        facts
    }
}

impl<'l> FactKey<'l> {
    fn of(kept: &'l StoredFact, strings: &'l StringArena) -> Self {
        match kept {
            StoredFact::Text(part, number) => Self::Text(*part, *number),
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
    /// Takes over a fact with its texts.
    fn adopt(&mut self, kept: &StoredFact, from: &Self) -> StoredFact {
        match kept {
            StoredFact::Value(ValueSpan { folded, stored }) => {
                StoredFact::Value(self.value(from.get(*folded), from.get(*stored)))
            }
            StoredFact::Text(..)
            | StoredFact::Amount(_)
            | StoredFact::Days(_)
            | StoredFact::Names(_) => kept.clone(),
        }
    }

    fn value(&mut self, folded: &str, stored: &str) -> ValueSpan {
        let start = self.push(folded);
        let stored = match stored {
            "" => crate::search::store::string_arena::StringSpan::default(),
            same if same == folded => start,
            other => self.push(other),
        };
        ValueSpan { folded: start, stored }
    }
}

/// Returns a number as it is kept; a block holds far less than 32 bits can count.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
