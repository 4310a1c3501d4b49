//! What is known of one line, field by field: values, numbers, days, names. Knows no query.

use crate::text::ByteRange;

use super::amount::Amount;
use super::days::Days;
use super::fold::fold;

/// The number of a field in a catalogue, for comparing fast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldNo(pub(super) u16);

/// What is known of one line.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The values, folded and as they are stored.
    text: String,
    facts: Vec<(FieldNo, Kept)>,
}

/// One fact as it is kept.
#[derive(Clone, Debug)]
enum Kept {
    Value { folded: Place, stored: Place },
    Amount(Box<Amount>),
    Days(Box<Days>),
    Names(Box<NameSet>),
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fact<'f> {
    /// A value, folded; and as it is stored, where it is stored in that field.
    Value {
        folded: &'f str,
        stored: Option<&'f str>,
    },
    Amount(&'f Amount),
    Days(&'f Days),
    Names(&'f NameSet),
}

/// A range of bytes in half the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    start: u32,
    end: u32,
}

/// Some of the names that a field takes, by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameSet([u64; 4]);

/// By what a line is put in order, as one field has it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum SortKey<'f> {
    /// By a number; by the currency first.
    Number(Option<[u8; 3]>, f64),
    /// By a day.
    Day(i32),
    /// By a folded text.
    Text(&'f str),
}

impl Facts {
    /// Adds a value as it is stored.
    pub fn stored(&mut self, field: FieldNo, value: &str) -> &mut Self {
        let value = one_line(value);
        let folded = self.push(fold(&value).trim());
        let stored = if folded.of(&self.text) == value { folded } else { self.push(&value) };
        self.add(field, Kept::Value { folded, stored })
    }

    /// Adds words by which a field is found too: a name or alias of what a link points to.
    pub fn called(&mut self, field: FieldNo, words: &str) -> &mut Self {
        let folded = self.push(fold(words).trim());
        self.add(field, Kept::Value { folded, stored: Place::default() })
    }

    /// Adds a number.
    pub fn amount(&mut self, field: FieldNo, amount: Amount) -> &mut Self {
        self.add(field, Kept::Amount(Box::new(amount)))
    }

    /// Adds days.
    pub fn days(&mut self, field: FieldNo, days: Days) -> &mut Self {
        self.add(field, Kept::Days(Box::new(days)))
    }

    /// Adds names.
    pub fn names(&mut self, field: FieldNo, names: NameSet) -> &mut Self {
        self.add(field, Kept::Names(Box::new(names)))
    }

    /// Returns the key by which a line is sorted: the first number or day of the field, else its
    /// first value.
    pub fn sort_key(&self, field: FieldNo) -> Option<SortKey<'_>> {
        let of_field = || self.of(field);
        let typed = of_field().find_map(|fact| match fact {
            Fact::Amount(amount) => Some(SortKey::Number(amount.unit, amount.least)),
            Fact::Days(days) => Some(SortKey::Day(days.first())),
            Fact::Value { .. } | Fact::Names(_) => None,
        });
        typed.or_else(|| {
            of_field().find_map(|fact| match fact {
                Fact::Value { folded, .. } => Some(SortKey::Text(folded)),
                Fact::Amount(_) | Fact::Days(_) | Fact::Names(_) => None,
            })
        })
    }

    /// Returns the values that are stored in a field.
    pub fn stored_in(&self, field: FieldNo) -> impl Iterator<Item = &str> {
        self.of(field).filter_map(|fact| match fact {
            Fact::Value { stored, .. } => stored,
            Fact::Amount(_) | Fact::Days(_) | Fact::Names(_) => None,
        })
    }

    /// Returns the names that a field has.
    pub fn names_in(&self, field: FieldNo) -> Option<&NameSet> {
        self.of(field).find_map(|fact| match fact {
            Fact::Names(names) => Some(names),
            Fact::Value { .. } | Fact::Amount(_) | Fact::Days(_) => None,
        })
    }

    /// Sorts the facts by field, so that they are found fast.
    pub(super) fn settle(&mut self) {
        self.facts.sort_by_key(|(field, _)| *field);
        self.facts.shrink_to_fit();
        self.text.shrink_to_fit();
    }

    /// Returns the facts of a field, in the order in which they were added.
    pub(super) fn of(&self, field: FieldNo) -> impl Iterator<Item = Fact<'_>> {
        let start = self.facts.partition_point(|(known, _)| *known < field);
        let from_there = self.facts.get(start..).unwrap_or_default().iter();
        from_there.take_while(move |(known, _)| *known == field).map(|(_, fact)| match fact {
            Kept::Value { folded, stored } => {
                let stored = Some(stored.of(&self.text)).filter(|stored| !stored.is_empty());
                Fact::Value { folded: folded.of(&self.text), stored }
            }
            Kept::Amount(amount) => Fact::Amount(amount),
            Kept::Days(days) => Fact::Days(days),
            Kept::Names(names) => Fact::Names(names),
        })
    }

    fn add(&mut self, field: FieldNo, fact: Kept) -> &mut Self {
        self.facts.push((field, fact));
        self
    }

    fn push(&mut self, text: &str) -> Place {
        let start = self.text.len();
        self.text.push_str(text);
        // Of a line of 4 GB, what lies beyond is found as nothing.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place { start: place(start), end: place(self.text.len()) }
    }
}

impl Place {
    fn of(self, text: &str) -> &str {
        let [start, end] = [self.start, self.end].map(|at| usize::try_from(at).unwrap_or_default());
        ByteRange::from_span(start..end).of(text)
    }
}

impl NameSet {
    /// Adds a name by its number; numbers from 256 on are left out.
    pub fn insert(&mut self, name: usize) {
        if let Some(word) = self.0.get_mut(name / 64) {
            *word |= 1 << (name % 64);
        }
    }

    /// Takes a name out.
    pub fn remove(&mut self, name: usize) {
        if let Some(word) = self.0.get_mut(name / 64) {
            *word &= !(1 << (name % 64));
        }
    }

    /// Tells whether a name is in it.
    pub fn contains(&self, name: usize) -> bool {
        self.0.get(name / 64).is_some_and(|word| word >> (name % 64) & 1 == 1)
    }
}

/// Returns a value as one line can be typed: every run of spaces one space, none at the ends.
pub fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
