//! What is known of the lines of a block, each thing written down once. Knows no query.

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::amount::{Amount, Unit};
use super::answer::Answer;
use super::days::Days;
use super::facts::{Fact, Facts, FieldNo, Kept, NameSet, SortKey, Stored, Value, Values, one_line};
use super::groups::{Groups, GroupsBuilder};
use super::part::Part;
use super::shelf::Shelf;
use super::strings::Strings;

/// What is known of some lines. Few things are known of one line only, so that each is kept, and
/// asked, once.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    strings: Strings,
    own: Box<[(FieldNo, Kept)]>,
    shared: Box<[(FieldNo, Arc<Values>)]>,
    /// For each line the numbers of its own facts, in the order in which they were added.
    lines: Groups,
    /// For each line the numbers of the facts that it shares, in the same order.
    sharing: Groups,
}

/// A ledger that is being filled, line by line.
#[derive(Debug, Default)]
pub(super) struct LedgerBuilder {
    strings: Strings,
    own: Vec<(FieldNo, Kept)>,
    shared: Vec<(FieldNo, Arc<Values>)>,
    lines: GroupsBuilder,
    sharing: GroupsBuilder,
    /// The numbers of the facts that are not shared, by what they say.
    known: HashTable<u32>,
    hasher: RandomState,
    /// The numbers of those that are, by where their values lie.
    borrowed: HashMap<(FieldNo, usize), u32>,
}

/// What is known of one line, field by field.
#[derive(Clone, Copy, Debug)]
pub struct Known<'b> {
    ledger: &'b Ledger,
    shelves: &'b [Shelf],
    line: usize,
}

/// What makes two facts the same.
#[derive(PartialEq, Eq, Hash)]
enum Same<'l> {
    Value(&'l str, &'l str),
    Text(Part, u32),
    Amount(u64, u64, Option<Unit>),
    Days(&'l Days),
    Names(NameSet),
}

impl LedgerBuilder {
    /// Writes down what is known of the line that is next; `text` tells which text of its part a text
    /// of the line is, by the part and the number that it has there in the line.
    pub(super) fn add(&mut self, facts: &Facts, text: impl Fn(Part, u32) -> Option<u32>) {
        for (field, kept) in &facts.own {
            let moved;
            let kept = if let Kept::Text(part, at) = kept {
                let Some(at) = text(*part, *at) else { continue };
                moved = Kept::Text(*part, at);
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
    fn number(&mut self, (field, kept): (FieldNo, &Kept), texts: &Strings) -> u32 {
        let Self { strings, own, known, hasher, .. } = self;
        let wanted = (field, Same::of(kept, texts));
        let hash = hasher.hash_one(&wanted);
        let of = |fact: &u32| {
            own.get(*fact as usize).map(|(field, kept)| (*field, Same::of(kept, strings)))
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

    /// Takes the ledger out; the room for it is kept for the next.
    pub(super) fn take(&mut self) -> Ledger {
        self.known.clear();
        self.borrowed.clear();
        Ledger {
            strings: self.strings.take(),
            own: self.own.drain(..).collect(),
            shared: self.shared.drain(..).collect(),
            lines: self.lines.take(),
            sharing: self.sharing.take(),
        }
    }
}

impl Ledger {
    /// Returns how many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns what is known of a line, given the texts of all lines.
    pub(super) fn line<'b>(&'b self, line: usize, shelves: &'b [Shelf]) -> Option<Known<'b>> {
        (line < self.len()).then_some(Known { ledger: self, shelves, line })
    }

    /// Returns what `answer` says of each line: the best that it says of one of the line's facts in
    /// a field. It is asked once for each fact.
    pub(super) fn answers(
        &self,
        field: FieldNo,
        shelves: &[Shelf],
        answer: impl Fn(Fact<'_>) -> Answer,
    ) -> Vec<Answer> {
        let best = |answers: &mut dyn Iterator<Item = Answer>| answers.max().unwrap_or(Answer::No);
        let own = self.own.iter().map(|(known, kept)| {
            let fact = if *known == field { self.fact(kept, shelves) } else { None };
            fact.map_or(Answer::No, &answer)
        });
        let shared = self.shared.iter().map(|(known, values)| {
            if *known == field { best(&mut values.facts().map(&answer)) } else { Answer::No }
        });
        let (own, shared): (Vec<Answer>, Vec<Answer>) = (own.collect(), shared.collect());
        let of_line = |line: usize| {
            let of = |facts: &Groups, all: &[Answer]| {
                best(&mut facts.list(line).filter_map(|fact| all.get(fact as usize).copied()))
            };
            of(&self.lines, &own).max(of(&self.sharing, &shared))
        };
        (0..self.len()).map(of_line).collect()
    }

    fn fact<'b>(&'b self, kept: &'b Kept, shelves: &'b [Shelf]) -> Option<Fact<'b>> {
        Some(match kept {
            Kept::Value(value) => value.fact(&self.strings),
            Kept::Text(part, number) => {
                let text = shelves.get(*part as usize)?.text(*number as usize)?;
                Fact::Value { folded: text.folded, stored: Stored::Text(text.original) }
            }
            Kept::Amount(amount) => Fact::Amount(amount),
            Kept::Days(days) => Fact::Days(days),
            Kept::Names(names) => Fact::Names(names),
        })
    }
}

impl<'b> Known<'b> {
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
            Fact::Value { stored: Stored::As(stored), .. } => Some(Cow::Borrowed(stored)),
            Fact::Value { stored: Stored::Text(text), .. } => {
                Some(Cow::Owned(one_line(&text.written())))
            }
            Fact::Value { stored: Stored::Not, .. }
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
        let Self { ledger, shelves, .. } = self;
        let own = self.own().filter(move |(known, _)| *known == field);
        let own = own.filter_map(move |(_, kept)| ledger.fact(kept, shelves));
        let shared = self.shared().filter(move |(known, _)| *known == field);
        own.chain(shared.flat_map(|(_, values)| values.facts()))
    }

    fn own(self) -> impl Iterator<Item = &'b (FieldNo, Kept)> {
        let Self { ledger, line, .. } = self;
        ledger.lines.list(line).filter_map(|fact| ledger.own.get(fact as usize))
    }

    fn shared(self) -> impl Iterator<Item = &'b (FieldNo, Arc<Values>)> {
        let Self { ledger, line, .. } = self;
        ledger.sharing.list(line).filter_map(|fact| ledger.shared.get(fact as usize))
    }

    /// Returns the facts as they were put in; `text` tells the number in the line of a text, by its
    /// part and its number there.
    pub(super) fn facts(self, text: impl Fn(Part, u32) -> Option<u32>) -> Facts {
        let mut facts = Facts::default();
        for (field, kept) in self.own() {
            let moved = match kept {
                Kept::Text(part, number) => match text(*part, *number) {
                    Some(at) => Kept::Text(*part, at),
                    None => continue,
                },
                Kept::Value(Value { folded, stored }) => {
                    let strings = &self.ledger.strings;
                    Kept::Value(facts.strings.value(strings.get(*folded), strings.get(*stored)))
                }
                Kept::Amount(_) | Kept::Days(_) | Kept::Names(_) => kept.clone(),
            };
            facts.own.push((*field, moved));
        }
        facts.shared = self.shared().cloned().collect();
        facts
    }
}

impl<'l> Same<'l> {
    fn of(kept: &'l Kept, strings: &'l Strings) -> Self {
        match kept {
            Kept::Text(part, number) => Self::Text(*part, *number),
            Kept::Value(Value { folded, stored }) => {
                Self::Value(strings.get(*folded), strings.get(*stored))
            }
            Kept::Amount(amount) => {
                let Amount { least, most, unit } = **amount;
                Self::Amount(least.to_bits(), most.to_bits(), unit)
            }
            Kept::Days(days) => Self::Days(days),
            Kept::Names(names) => Self::Names(**names),
        }
    }
}

impl Strings {
    /// Takes over a fact with its texts.
    fn adopt(&mut self, kept: &Kept, from: &Self) -> Kept {
        match kept {
            Kept::Value(Value { folded, stored }) => {
                Kept::Value(self.value(from.get(*folded), from.get(*stored)))
            }
            Kept::Text(..) | Kept::Amount(_) | Kept::Days(_) | Kept::Names(_) => kept.clone(),
        }
    }

    fn value(&mut self, folded: &str, stored: &str) -> Value {
        let start = self.push(folded);
        let stored = match stored {
            "" => super::strings::Span::default(),
            same if same == folded => start,
            other => self.push(other),
        };
        Value { folded: start, stored }
    }
}

/// Returns a number as it is kept; a block holds far less than 32 bits can count.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
