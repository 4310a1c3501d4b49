//! The facts of one line: the values, numbers, days and names of each field.

pub(crate) mod packing;

use std::borrow::Cow;
use std::sync::Arc;

use super::string_arena::{StringArena, StringSpan};
use crate::search::folding::fold::{fold, push_if_tidy_ascii};
use crate::search::folding::original::OriginalRef;
use crate::search::part::Part;
use crate::search::values::amount::Amount;
use crate::search::values::days::Days;
use crate::search::values::truth::Truth;

/// The number of a field in a catalogue: faster to compare than its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldNo(pub(crate) u16);

/// The facts of one line, while the line is built.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub(crate) strings: StringArena,
    pub(crate) own: Vec<(FieldNo, StoredFact)>,
    pub(crate) shared: Vec<(FieldNo, Arc<SharedValues>)>,
}

/// One fact as it is stored; its strings are in an arena.
#[derive(Clone, Debug)]
pub(crate) enum StoredFact {
    /// A value.
    Value(ValueSpan),
    /// A value that is also a text of the line.
    Text(TextNo),
    // These are rare, and boxed because they are larger than a value.
    Amount(Box<Amount>),
    Days(Box<Days>),
    Names(Box<NameSet>),
}

/// A text: its part and its number among the texts of that part, of a line or of a text column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextNo {
    pub(crate) part: Part,
    pub(crate) number: u32,
}

/// A value, folded and as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ValueSpan {
    pub(crate) folded: StringSpan,
    pub(crate) stored: StringSpan,
}

/// Values that many lines have, such as all names of the record that they link to.
#[derive(Clone, Debug, Default)]
pub struct SharedValues {
    strings: StringArena,
    values: Vec<ValueSpan>,
    /// Whether a line that has them has them only possibly.
    is_doubtful: bool,
}

/// One fact.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fact<'f> {
    /// A value, folded, and in the form in which the field has it.
    Value {
        folded: &'f str,
        stored: StoredForm<'f>,
    },
    Amount(&'f Amount),
    Days(&'f Days),
    Names(&'f NameSet),
}

/// The form in which a field has a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum StoredForm<'f> {
    /// The field does not have it: the field is only found by it.
    Not,
    /// This value, on one line.
    As(&'f str),
    /// This text, to be put on one line.
    Text(OriginalRef<'f>),
}

/// A set of names of a field, as a bit for each of 256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NameSet([u64; 4]);

/// The sort key of a line by one field.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum SortKey<'f> {
    /// A number, sorted by its currency first.
    Number(Option<[u8; 3]>, f64),
    /// A day.
    Day(i32),
    /// A folded text.
    Text(&'f str),
}

impl Facts {
    /// Adds a value of the field.
    pub fn stored(&mut self, field: FieldNo, value: &str) -> &mut Self {
        let value = ValueSpan::stored(&mut self.strings, value);
        self.add(field, StoredFact::Value(value))
    }

    /// Adds words by which the field is also found.
    pub fn also_found_by(&mut self, field: FieldNo, words: &str) -> &mut Self {
        let value = ValueSpan::also_found_by(&mut self.strings, words);
        self.add(field, StoredFact::Value(value))
    }

    /// Adds values that other lines also have.
    pub fn shared(&mut self, field: FieldNo, values: &Arc<SharedValues>) -> &mut Self {
        self.shared.push((field, Arc::clone(values)));
        self
    }

    /// Adds a number.
    pub fn amount(&mut self, field: FieldNo, amount: Amount) -> &mut Self {
        self.add(field, StoredFact::Amount(Box::new(amount)))
    }

    /// Adds days.
    pub fn days(&mut self, field: FieldNo, days: Days) -> &mut Self {
        self.add(field, StoredFact::Days(Box::new(days)))
    }

    /// Adds names.
    pub fn names(&mut self, field: FieldNo, names: NameSet) -> &mut Self {
        self.add(field, StoredFact::Names(Box::new(names)))
    }

    /// Adds a value that is a text of the line.
    pub(crate) fn text(&mut self, field: FieldNo, text: TextNo) {
        self.add(field, StoredFact::Text(text));
    }

    fn add(&mut self, field: FieldNo, fact: StoredFact) -> &mut Self {
        self.own.push((field, fact));
        self
    }
}

impl ValueSpan {
    fn stored(strings: &mut StringArena, value: &str) -> Self {
        // Most values are one line of ASCII without spaces too many, and are folded where they are put.
        let is_trimmed = value.trim().len() == value.len();
        if let Some(folded) = strings.push_if(|all| is_trimmed && push_if_tidy_ascii(all, value)) {
            let stored = if strings.get(folded) == value { folded } else { strings.push(value) };
            return Self { folded, stored };
        }
        let value = one_line(value);
        let folded = strings.push(fold(&value).trim());
        let stored = if strings.get(folded) == value { folded } else { strings.push(&value) };
        Self { folded, stored }
    }

    fn also_found_by(strings: &mut StringArena, words: &str) -> Self {
        Self { folded: strings.push(fold(words).trim()), stored: StringSpan::default() }
    }

    /// Returns the value as a fact, given its arena.
    pub(crate) fn fact(self, strings: &StringArena) -> Fact<'_> {
        let stored = match strings.get(self.stored) {
            "" => StoredForm::Not,
            stored => StoredForm::As(stored),
        };
        Fact::Value { folded: strings.get(self.folded), stored }
    }
}

impl SharedValues {
    /// Adds a value of the field.
    #[must_use]
    pub fn stored(mut self, value: &str) -> Self {
        let value = ValueSpan::stored(&mut self.strings, value);
        self.values.push(value);
        self
    }

    /// Adds words by which the field is also found: a name or alias of the record that a link points to.
    #[must_use]
    pub fn also_found_by(mut self, words: &str) -> Self {
        let value = ValueSpan::also_found_by(&mut self.strings, words);
        self.values.push(value);
        self
    }

    /// Returns the same values for lines that only possibly have them, as where sources contradict each other.
    #[must_use]
    pub fn doubtful(&self) -> Self {
        Self { is_doubtful: true, ..self.clone() }
    }

    /// Returns the answer to a condition that holds for the values, as far as the line has them.
    pub(crate) fn as_far_as_known(&self, answer: Truth) -> Truth {
        if self.is_doubtful { answer.min(Truth::Possibly) } else { answer }
    }

    /// Returns the values, in the order in which they were added.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        self.values.iter().map(|value| value.fact(&self.strings))
    }
}

impl StoredForm<'_> {
    /// Returns the value on one line; `None` if the field does not have it.
    pub(crate) fn on_one_line(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Not => None,
            Self::As(stored) => Some(Cow::Borrowed(*stored)),
            Self::Text(text) => Some(Cow::Owned(one_line(&text.written()))),
        }
    }

    /// Returns whether the field has this value.
    pub(crate) fn is(self, value: &str) -> bool {
        match self {
            Self::Not => false,
            Self::As(stored) => stored == value,
            Self::Text(text) => text.written().split_whitespace().eq(value.split(' ')),
        }
    }
}

impl NameSet {
    /// Adds a name by its number; numbers from 256 on are ignored.
    pub fn insert(&mut self, name: usize) {
        if let Some(word) = self.0.get_mut(name / 64) {
            *word |= 1 << (name % 64);
        }
    }

    /// Removes a name.
    pub fn remove(&mut self, name: usize) {
        if let Some(word) = self.0.get_mut(name / 64) {
            *word &= !(1 << (name % 64));
        }
    }

    /// Returns whether a name is in it.
    pub fn contains(&self, name: usize) -> bool {
        self.0.get(name / 64).is_some_and(|word| word >> (name % 64) & 1 == 1)
    }
}

/// Returns a value on one line: every run of spaces becomes one space, and none is left at the ends.
pub(crate) fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
